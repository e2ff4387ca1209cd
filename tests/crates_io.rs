//! crates.io's answers, case by case.
//!
//! Reads `crates_io` in the folder that `MINTCHECK_VECTORS` names, or in `tests/vectors`. Judges every
//! case before it fails; prints a line per family, the cases that differ, and a last line
//! `total passed/total`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use mintcheck::finding::{Answer, Phase, Reason, Rule};
use mintcheck::index::crates_io::CRATES_IO;
use mintcheck::index::{
    Body, Case, HttpRequest, IssuerKeys, Judgement, KeyOrigin, Keys, Publisher, SeenTokenId,
    ServerState,
};
use mintcheck::jose::KeySet;
use mintcheck::time::UnixTime;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Line {
    id: String,
    family: String,
    index: IndexState,
    publishers: Vec<Map<String, Value>>,
    body: Option<String>,
    body_b64: Option<String>,
    #[serde(default = "json")]
    content_type: Option<String>,
    #[serde(default = "tester")]
    user_agent: Option<String>,
    method: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    expected: Expected,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "absent is the default, null is none"
)]
fn json() -> Option<String> {
    Some("application/json".to_owned())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "absent is the default, null is none"
)]
fn tester() -> Option<String> {
    Some("tester".to_owned())
}

#[derive(Deserialize)]
struct IndexState {
    audience: String,
    now: i64,
    jwks: Value,
    seen_jti: Vec<String>,
}

#[derive(Deserialize)]
struct Expected {
    status: u16,
    body: Option<Value>,
    check: String,
    publishers: Vec<usize>,
    crates: Vec<String>,
    namespace_ids: Option<Vec<Option<String>>>,
}

#[test]
fn crates_io_answers_as_the_server_does() {
    let folder = vectors().join("crates_io");
    let Some(lines) = read_lines(&folder.join("mint.jsonl.gz")) else {
        println!("skipped: no crates_io/mint.jsonl.gz in the vectors");
        return;
    };
    let mut families: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut differing = Vec::new();
    for line in lines {
        let line: Line = serde_json::from_str(&line).expect("a line of mint.jsonl.gz");
        let (passed, total) = families.entry(line.family.clone()).or_default();
        *total += 1;
        let differences = differences(&line, &judge(&folder, &line));
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

fn judge(folder: &Path, line: &Line) -> Judgement {
    assert!(CRATES_IO.audience.is(&line.index.audience));
    let body = match (&line.body, &line.body_b64) {
        (Some(body), _) => body.clone().into_bytes(),
        (None, Some(encoded)) => decode_base64(encoded),
        (None, None) => panic!("{}: neither body nor body_b64", line.id),
    };
    let mut headers: Vec<_> = line
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    headers.extend(
        line.user_agent
            .as_deref()
            .map(|value| ("user-agent", value)),
    );
    headers.extend(
        line.content_type
            .as_deref()
            .map(|value| ("content-type", value)),
    );
    let publishers: Vec<_> = line.publishers.iter().map(publisher).collect();
    for publisher in &publishers {
        CRATES_IO
            .check(publisher)
            .expect("a publisher of the index");
    }
    let keys = keys(folder, &line.index.jwks);
    let server = ServerState {
        seen_token_ids: line
            .index
            .seen_jti
            .iter()
            .map(|token_id| SeenTokenId {
                kind: String::new(),
                token_id: token_id.clone(),
            })
            .collect(),
        ..ServerState::default()
    };
    let case = Case {
        body: Body::Http(&HttpRequest {
            method: line.method.as_deref().unwrap_or("POST"),
            headers: &headers,
            body: &body,
        }),
        publishers: Some(&publishers),
        moment: Some(UnixTime(line.index.now)),
        keys: &keys,
        server: &server,
        rules: None,
        decoded: None,
    };
    (CRATES_IO.rules().judge)(&CRATES_IO, &case)
}

fn differences(line: &Line, judgement: &Judgement) -> Vec<String> {
    let expected = &line.expected;
    let actual = &judgement.prediction;
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: String, actual: String| {
        if expected != actual {
            found.push(format!("{what}: the server {expected}, predicted {actual}"));
        }
    };
    compare(
        "status",
        format!("{:?}", Some(expected.status)),
        format!("{:?}", actual.status),
    );
    compare("check", expected.check.clone(), check(judgement).to_owned());
    compare(
        "publishers",
        format!("{:?}", expected.publishers),
        format!("{:?}", actual.publishers),
    );
    compare(
        "crates",
        format!("{:?}", expected.crates),
        format!("{:?}", actual.projects),
    );
    let detail = expected
        .body
        .as_ref()
        .and_then(|body| body.get("errors")?.get(0)?.get("detail")?.as_str());
    match &actual.answer {
        Answer::Refused {
            description,
            exact: false,
            ..
        } => compare(
            "start of the message",
            detail
                .unwrap_or_default()
                .starts_with(description)
                .to_string(),
            true.to_string(),
        ),
        answer => {
            let told = (CRATES_IO.rules().answer_body)(answer);
            let told: Option<Value> =
                told.map(|body| serde_json::from_str(&body).expect("a JSON answer"));
            let told = told.as_ref().map(|body| match body.get("token") {
                Some(_) => serde_json::json!({ "token": "cio_tp_REDACTED" }),
                None => body.clone(),
            });
            compare("body", format!("{:?}", expected.body), format!("{told:?}"));
        }
    }
    if let Some(expected) = &expected.namespace_ids {
        let mut ids: Vec<_> = line
            .publishers
            .iter()
            .map(|entry| {
                entry
                    .get("namespace_id")
                    .and_then(Value::as_str)
                    .map(str::to_owned)
            })
            .collect();
        for recorded in &actual.recorded {
            assert_eq!(recorded.field, "namespace_id");
            let id = ids
                .get_mut(recorded.publisher)
                .expect("a publisher's place");
            *id = Some(recorded.value.clone());
        }
        compare("namespace ids", format!("{expected:?}"), format!("{ids:?}"));
    }
    found
}

/// The data's word for the rule that refused.
fn check(judgement: &Judgement) -> &'static str {
    let Some(step) = judgement.steps.iter().find(|step| step.decisive) else {
        return "accept";
    };
    match (step.phase, step.rule, &step.reason) {
        (_, _, Some(Reason::Crash { .. })) => "server-error",
        (_, Rule::RequestLine, Some(Reason::MethodRefused { .. })) => "method",
        (_, Rule::RequestLine, Some(Reason::HeaderRefused { header, .. })) => match header.as_str()
        {
            "user-agent" => "user-agent",
            _ => "content-type",
        },
        (_, Rule::Body, _) => "body",
        (_, Rule::IssuerKnown, _) => "issuer",
        (_, Rule::KeyId, _) => "kid-missing",
        (_, Rule::Key, Some(Reason::KeysNotServed { .. })) => "keyset",
        (_, Rule::Key, _) => "kid-unknown",
        (Phase::Request | Phase::Token, _, _) => "decode",
        (_, Rule::Replay, _) => "jti-used",
        (_, Rule::EventName, _) => "event",
        (_, Rule::Repository | Rule::ProjectPath, _) => "repository-format",
        (_, Rule::WorkflowFile, Some(Reason::FileNameNotFound { .. })) => "workflow-format",
        (_, Rule::WorkflowFile, _) => "workflow",
        (_, Rule::OwnerId, Some(Reason::ClaimMalformed { .. })) => "owner-id-format",
        (_, Rule::OwnerId, _) => "owner-id",
        (_, Rule::NamespaceId, _) => "namespace-id",
        (_, Rule::Lookup, _) => "no-config",
        (_, Rule::Environment, Some(Reason::NoneMatches { actual: None, .. })) => {
            "environment-missing"
        }
        (_, Rule::Environment, _) => "environment",
        other => panic!("no word for {other:?}"),
    }
}

/// A row of the database: `null` is what is absent from the fields, and `""` is the empty string.
fn publisher(entry: &Map<String, Value>) -> Publisher {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    Publisher {
        kind: text("kind").expect("a publisher's kind"),
        project: text("crate").expect("a publisher's crate"),
        fields: entry
            .iter()
            .filter(|(key, _)| !["kind", "crate"].contains(&key.as_str()))
            .filter_map(|(key, value)| {
                let key = match key.as_str() {
                    "project" => "gitlab_project",
                    key => key,
                };
                let value = match value {
                    Value::Null => return None,
                    Value::String(text) => text.clone(),
                    number => number.to_string(),
                };
                Some((key.to_owned(), value))
            })
            .collect(),
        ..Publisher::default()
    }
}

/// A name: both issuers serve that set. An object: only these issuers serve one. Null: none does.
fn keys(folder: &Path, jwks: &Value) -> Keys {
    let set = |name: &Value| {
        let name = name.as_str().expect("a key set's name");
        let path = folder.join("jwks").join(format!("{name}.json"));
        let text =
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        KeySet::served(&text)
    };
    let sets = match jwks {
        Value::Null => Vec::new(),
        Value::Object(issuers) => issuers
            .iter()
            .map(|(issuer, name)| (Some(issuer.clone()), set(name)))
            .collect(),
        name => vec![(None, set(name))],
    };
    Keys {
        sets: sets
            .into_iter()
            .map(|(issuer, set)| IssuerKeys {
                issuer,
                set,
                origin: KeyOrigin::Given,
            })
            .collect(),
        complete: true,
    }
}

fn vectors() -> PathBuf {
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    )
}

fn read_lines(path: &Path) -> Option<Vec<String>> {
    let lines = BufReader::new(GzDecoder::new(File::open(path).ok()?)).lines();
    Some(lines.map(|line| line.expect("a readable line")).collect())
}

fn decode_base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("standard base64")
}

/// What the two requests say that register a publisher.
mod forms {
    use std::collections::BTreeMap;

    use mintcheck::index::crates_io::forms::{
        Account, Email, ExistingCrate, FormAnswer, Lookup, create,
    };
    use serde::Deserialize;
    use serde_json::{Value, json};

    use super::{read_lines, vectors};

    #[derive(Deserialize)]
    struct Line {
        id: String,
        family: String,
        form: String,
        body: String,
        #[serde(default = "super::json")]
        content_type: Option<String>,
        existing_crates: Vec<Crate>,
        #[serde(default)]
        github_users: BTreeMap<String, User>,
        #[serde(default = "yes")]
        logged_in: bool,
        email: Option<String>,
        #[serde(default = "yes")]
        github_linked: bool,
        expected: Expected,
    }

    fn yes() -> bool {
        true
    }

    #[derive(Deserialize)]
    struct Crate {
        name: String,
        #[serde(default = "yes")]
        owned: bool,
        #[serde(default)]
        github_configs: usize,
        #[serde(default)]
        gitlab_configs: usize,
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum User {
        Known { login: String, id: i64 },
        Error { error: String },
    }

    #[derive(Deserialize)]
    struct Expected {
        status: u16,
        body: Value,
        github_lookups: Option<Vec<String>>,
    }

    #[test]
    fn crates_io_registers_as_the_server_does() {
        let Some(lines) = read_lines(&vectors().join("crates_io/forms.jsonl.gz")) else {
            println!("skipped: no crates_io/forms.jsonl.gz in the vectors");
            return;
        };
        let mut families: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut differing = Vec::new();
        for line in lines {
            let line: Line = serde_json::from_str(&line).expect("a line of forms.jsonl.gz");
            let (passed, total) = families.entry(line.family.clone()).or_default();
            *total += 1;
            let differences = differences(&line, &answer(&line));
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

    fn answer(line: &Line) -> FormAnswer {
        let crates: Vec<_> = line
            .existing_crates
            .iter()
            .map(|existing| ExistingCrate {
                name: existing.name.clone(),
                own: existing.owned,
                configs: match line.form.as_str() {
                    "github" => existing.github_configs,
                    _ => existing.gitlab_configs,
                },
            })
            .collect();
        let account = Account {
            logged_in: line.logged_in,
            email: match line.email.as_deref() {
                None => Email::Verified,
                Some("unverified") => Email::Unverified,
                Some("none") => Email::None,
                Some(other) => panic!("{}: unknown e-mail `{other}`", line.id),
            },
            github_linked: line.github_linked,
            crates: &crates,
            look_up: &|name| match line.github_users.get(&name.to_lowercase()) {
                None => Lookup::NotFound,
                Some(User::Known { login, id }) => Lookup::Found {
                    login: login.clone(),
                    id: id.to_string(),
                },
                Some(User::Error { error }) => match error.as_str() {
                    "unauthorized" => Lookup::Unauthorized,
                    "forbidden" => Lookup::Forbidden,
                    "other" => Lookup::Error,
                    other => panic!("{}: unknown error `{other}`", line.id),
                },
            },
        };
        let content_type = line.content_type.as_deref().unwrap_or_default();
        create(&line.form, content_type, line.body.as_bytes(), &account)
    }

    fn differences(line: &Line, actual: &FormAnswer) -> Vec<String> {
        let expected = &line.expected;
        let mut found = Vec::new();
        let mut compare = |what: &str, expected: String, actual: String| {
            if expected != actual {
                found.push(format!("{what}: the server {expected}, predicted {actual}"));
            }
        };
        compare(
            "status",
            expected.status.to_string(),
            actual.status.to_string(),
        );
        let body = match (&actual.registered, &actual.detail) {
            (Some(publisher), _) => {
                let names: &[(&str, &str)] = match line.form.as_str() {
                    "github" => &[
                        ("repository_owner", "repository_owner"),
                        ("repository_owner_id", "repository_owner_id"),
                        ("repository_name", "repository_name"),
                        ("workflow_filename", "workflow_filename"),
                        ("environment", "environment"),
                    ],
                    _ => &[
                        ("namespace", "namespace"),
                        ("namespace_id", "namespace_id"),
                        ("project", "gitlab_project"),
                        ("workflow_filepath", "workflow_filepath"),
                        ("environment", "environment"),
                    ],
                };
                let mut config = json!({
                    "id": "REDACTED",
                    "created_at": "REDACTED",
                    "crate": publisher.project,
                });
                let members = config.as_object_mut().expect("an object");
                for (name, field) in names {
                    let value = match publisher.field(field) {
                        None => Value::Null,
                        Some(id) if *name == "repository_owner_id" => {
                            json!(id.parse::<i64>().expect("an ID"))
                        }
                        Some(text) => json!(text),
                    };
                    members.insert((*name).to_owned(), value);
                }
                json!({ format!("{}_config", line.form): config })
            }
            (None, Some(detail)) => json!({ "errors": [{ "detail": detail }] }),
            (None, None) => panic!("{}: neither registered nor refused", line.id),
        };
        if actual.exact {
            let same = expected.body == body;
            compare(
                "body",
                expected.body.to_string(),
                match same {
                    true => expected.body.to_string(),
                    false => body.to_string(),
                },
            );
        } else {
            let detail = expected
                .body
                .pointer("/errors/0/detail")
                .and_then(Value::as_str);
            let start = actual.detail.as_deref().unwrap_or_default();
            let starts = detail.unwrap_or_default().starts_with(start);
            compare("start of the message", starts.to_string(), true.to_string());
        }
        if let Some(expected) = &expected.github_lookups {
            compare(
                "lookups",
                format!("{expected:?}"),
                format!("{:?}", actual.lookups),
            );
        }
        found
    }
}
