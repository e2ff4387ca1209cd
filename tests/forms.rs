//! What PyPI's registration forms say, case by case.
//!
//! Reads `pypi/forms.jsonl.gz` from the folder that `MINTCHECK_VECTORS` names, or from
//! `tests/vectors`. Judges every case before it fails; prints a line per family, the cases that
//! differ, and a last line `total passed/total`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a line that cannot be read ends the test"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use mintcheck::finding::Outcome;
use mintcheck::index::Publisher;
use mintcheck::index::pypi::PYPI;
use mintcheck::index::pypi::forms::{
    ExistingProject, FormContext, FormKind, FormVerdict, Lookup, tidy, validate,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    id: String,
    family: String,
    form: String,
    input: BTreeMap<String, String>,
    github_users: BTreeMap<String, User>,
    #[serde(default)]
    existing_projects: Vec<Project>,
    #[serde(default)]
    prohibited_projects: Vec<String>,
    expected: Expected,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum User {
    Known { login: String, id: u64 },
    Status { status: u16 },
    Error { error: String },
}

#[derive(Deserialize)]
struct Project {
    name: String,
    owner: Option<String>,
}

type Errors = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
struct Expected {
    valid: bool,
    errors: Option<Errors>,
    normalized: Option<BTreeMap<String, String>>,
    github_lookups: Vec<String>,
    #[serde(default)]
    exception: Option<String>,
}

#[test]
fn pypis_forms_say_what_warehouse_does() {
    let Some(lines) = read_lines(&vectors().join("pypi/forms.jsonl.gz")) else {
        println!("skipped: no pypi/forms.jsonl.gz in the vectors");
        return;
    };
    let mut families: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut differing = Vec::new();
    for line in lines {
        let (passed, total) = families.entry(line.family.clone()).or_default();
        let differences = differences(&line.expected, &judge(&line));
        *total += 1;
        if differences.is_empty() {
            *passed += 1;
        } else {
            differing.push(format!("{}: {}", line.id, differences.join("; ")));
        }
    }

    for (family, (passed, total)) in &families {
        println!("{family} {passed}/{total}");
    }
    for difference in &differing {
        println!("differs: {difference}");
    }
    let total: usize = families.values().map(|(_, total)| total).sum();
    println!("total {}/{total}", total - differing.len());
    assert!(differing.is_empty(), "{} cases differ", differing.len());
}

#[test]
fn tidying_changes_nothing_that_the_form_takes() {
    let lines = read_lines(&vectors().join("pypi/forms.jsonl.gz")).unwrap_or_default();
    for line in &lines {
        // A form that crashes does not tell which fields it takes.
        let Some(refused) = &line.expected.errors else {
            continue;
        };
        let form = FormKind::parse(&line.form).expect("a form");
        let (tidied, notes) = tidy(form, &line.input);
        for (field, typed) in &line.input {
            if !refused.contains_key(field) {
                assert_eq!(tidied.get(field), Some(typed), "{}: {field}", line.id);
            }
        }
        assert_eq!(tidy(form, &tidied).1, [], "{}: twice", line.id);
        if line.expected.valid {
            assert!(notes.is_empty(), "{}", line.id);
        }
    }
}

fn judge(line: &Line) -> FormVerdict {
    let existing: Vec<_> = line
        .existing_projects
        .iter()
        .map(|project| ExistingProject {
            name: project.name.clone(),
            own: project.owner.as_deref() == Some("owner"),
        })
        .collect();
    let context = FormContext {
        existing_projects: &existing,
        prohibited_projects: &line.prohibited_projects,
        look_up: &|_, name| match line.github_users.get(&name.to_lowercase()) {
            None => Lookup::HttpStatus { status: 404 },
            Some(User::Known { login, id }) => Lookup::Found {
                login: login.clone(),
                id: id.to_string(),
            },
            Some(User::Status { status }) => Lookup::HttpStatus { status: *status },
            Some(User::Error { error }) => match error.as_str() {
                "timeout" => Lookup::Timeout,
                "connection" => Lookup::ConnectionError,
                other => panic!("{}: unknown error `{other}`", line.id),
            },
        },
        ..FormContext::default()
    };
    let form = FormKind::parse(&line.form).expect("a form");
    validate(&PYPI, form, &line.input, &context)
}

fn differences(expected: &Expected, actual: &FormVerdict) -> Vec<String> {
    let errors: Errors = actual
        .errors
        .iter()
        .map(|errors| {
            let texts = errors.messages.iter().map(|message| message.text.clone());
            (errors.field.to_owned(), texts.collect())
        })
        .collect();
    let crashes = actual.crash.is_some();

    let mut found = Vec::new();
    let mut compare = |what: &str, expected: String, actual: String| {
        if expected != actual {
            found.push(format!("{what}: the server {expected}, predicted {actual}"));
        }
    };
    compare(
        "valid",
        expected.valid.to_string(),
        (actual.outcome == Outcome::Pass).to_string(),
    );
    compare(
        "errors",
        format!("{:?}", expected.errors),
        format!("{:?}", (!crashes).then_some(errors)),
    );
    compare(
        "normalized",
        format!("{:?}", expected.normalized),
        format!("{:?}", actual.normalized.as_ref().map(stored)),
    );
    compare(
        "lookups",
        format!("{:?}", expected.github_lookups),
        format!("{:?}", actual.lookups),
    );
    // Which exception it is is for people.
    compare(
        "crash",
        expected.exception.is_some().to_string(),
        crashes.to_string(),
    );
    found
}

/// The values stored, as the vectors name them.
fn stored(publisher: &Publisher) -> BTreeMap<String, String> {
    let mut stored = publisher.fields.clone();
    if publisher.pending {
        stored.insert("project".to_owned(), publisher.project.clone());
    }
    stored
}

fn vectors() -> PathBuf {
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    )
}

fn read_lines(path: &Path) -> Option<Vec<Line>> {
    let lines = BufReader::new(GzDecoder::new(File::open(path).ok()?)).lines();
    let parse = |line: std::io::Result<String>| {
        serde_json::from_str(&line.expect("a readable line")).expect("a line of forms.jsonl.gz")
    };
    Some(lines.map(parse).collect())
}
