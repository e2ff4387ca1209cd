//! What the forms say on which publishers are registered.

use std::collections::BTreeMap;

use mintcheck::finding::Outcome;
use mintcheck::index::form::{ExistingProject, FormContext, Input, Lookup};
use mintcheck::index::{INDEXES, Index, Publisher};
use serde::Deserialize;
use serde_json::Value;

use super::{Tally, folder_name, lines, read};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    id: String,
    rule: String,
    source: String,
    kind: String,
    #[serde(default)]
    pending: bool,
    input: Input,
    #[serde(default)]
    existing_projects: Vec<ExistingProject>,
    #[serde(default)]
    prohibited_projects: Vec<String>,
    /// What the provider answers, by the name that it is asked for.
    #[serde(default)]
    answers: BTreeMap<String, Lookup>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Expected {
    outcome: String,
    /// The messages by field.
    #[serde(default)]
    errors: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    publisher: Option<Publisher>,
    #[serde(default)]
    lookups: Vec<String>,
    #[serde(default)]
    crash: Option<String>,
}

#[test]
fn the_forms_say_what_their_sources_say() {
    let mut tally = Tally::default();
    for index in INDEXES {
        let Some(text) = read(&format!("{}/forms.jsonl", folder_name(index))) else {
            continue;
        };
        for line in lines(&text) {
            let line: Line = serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{}: {error}: {line}", index.id));
            assert!(
                !line.rule.is_empty() && !line.source.is_empty(),
                "{}",
                line.id
            );
            tally.count(index.id, &line.id, &differences(index, &line));
        }
    }
    tally.finish();
}

fn differences(index: &Index, line: &Line) -> Vec<String> {
    let form = index
        .form(&line.kind, line.pending)
        .unwrap_or_else(|| panic!("{}: no form for {}", line.id, line.kind));
    let look_up = |_, name: &str| line.answers.get(name).cloned().unwrap_or(Lookup::NotAsked);
    let verdict = form.validate(
        index,
        &line.input,
        &FormContext {
            existing_projects: &line.existing_projects,
            prohibited_projects: &line.prohibited_projects,
            look_up: &look_up,
            ..FormContext::default()
        },
    );
    let errors: BTreeMap<String, Vec<String>> = verdict
        .errors
        .iter()
        .map(|errors| {
            let messages = errors.messages.iter().map(|message| message.text.clone());
            (errors.field.to_owned(), messages.collect())
        })
        .collect();
    let outcome = match verdict.outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::Unknown => "unknown",
        Outcome::NotReached => "not-reached",
    };
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: Value, actual: Value| {
        if expected != actual {
            found.push(format!("{what}: the server {expected}, predicted {actual}"));
        }
    };
    let expected = &line.expected;
    compare("outcome", expected.outcome.clone().into(), outcome.into());
    compare(
        "errors",
        serde_json::json!(expected.errors),
        serde_json::json!(errors),
    );
    compare(
        "publisher",
        serde_json::json!(expected.publisher),
        serde_json::json!(verdict.normalized),
    );
    compare(
        "lookups",
        serde_json::json!(expected.lookups),
        serde_json::json!(verdict.lookups),
    );
    compare(
        "crash",
        serde_json::json!(expected.crash),
        serde_json::json!(verdict.crash),
    );
    found
}
