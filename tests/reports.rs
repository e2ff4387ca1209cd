//! Failures as people reported them: what the paste shows is read exactly, the index's answer is
//! recognised, and the cause is named.
//!
//! Reads `reports/*.jsonl` below the folder that `MINTCHECK_VECTORS` names, or `tests/vectors`.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mintcheck::Request;
use mintcheck::evidence::{self, ClaimState, Evidence};
use mintcheck::finding::{Cause, Decision, Edit, Outcome};
use mintcheck::index::{Publisher, error_texts};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Record {
    id: String,
    index: String,
    #[serde(default)]
    provider: Option<String>,
    paste: String,
    #[serde(default)]
    config: Option<BTreeMap<String, Value>>,
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    claims: BTreeMap<String, Option<Value>>,
    server_error: Option<ServerError>,
    cause: String,
    cause_evident: bool,
}

#[derive(Deserialize)]
struct ServerError {
    code: Option<String>,
    description: Option<String>,
}

#[test]
fn claims_and_answers_are_read_exactly() {
    let mut claims = Figure::new("claims");
    let mut answers = Figure::new("server errors");
    for record in records() {
        let found = evidence::read(&record.paste, &error_texts()).evidence;
        claims.count(&record.id, compare_claims(&record, &found));
        if record.expected.server_error.is_some() || found.server_error.is_some() {
            answers.count(&record.id, compare_error(&record, &found));
        }
    }
    let failed = claims.finish() + answers.finish();
    assert_eq!(failed, 0, "{failed} records differ");
}

#[test]
fn the_cause_is_named_first_where_it_is_evident_and_soon_where_it_is_known() {
    let mut evident = Figure::new("evident causes first");
    let mut known = Figure::new("known causes within three");
    for record in records() {
        // The other indexes' rules are not modelled yet.
        let Some(index) = mintcheck::index::find(&record.index) else {
            continue;
        };
        let report = mintcheck::inspect(&request(index.id, &record)).expect("a sound request");
        let causes: Vec<String> = report
            .causes
            .iter()
            .filter_map(|cause| Some(serde_json::to_value(cause).ok()?.as_str()?.to_owned()))
            .collect();
        let place = causes
            .iter()
            .position(|cause| *cause == record.expected.cause);
        let outcome = |most: usize| match place {
            Some(place) if place < most => Ok(()),
            _ => Err(format!(
                "expected {}, named {causes:?}",
                record.expected.cause
            )),
        };
        if record.expected.cause_evident {
            evident.count(&record.id, outcome(1));
        }
        if record.expected.cause != "unresolved" {
            known.count(&record.id, outcome(3));
        }
    }
    let failed = evident.finish() + known.finish();
    assert_eq!(failed, 0, "{failed} records differ");
}

#[test]
fn every_remedy_for_a_report_is_proved_or_cannot_be() {
    let mut proved = 0;
    for record in records() {
        let Some(index) = mintcheck::index::find(&record.index) else {
            continue;
        };
        let request = request(index.id, &record);
        let report = mintcheck::inspect(&request).expect("a sound request");
        for remedy in report.remedies.iter().filter(|remedy| remedy.proved) {
            let Some((position, fields)) = &remedy.publisher else {
                continue;
            };
            let mut publishers = request.publishers.clone().unwrap_or_default();
            if publishers.len() <= *position {
                publishers.push(Publisher {
                    kind: report.kind.unwrap_or("github").to_owned(),
                    ..Publisher::default()
                });
            }
            publishers[*position].fields = fields.clone();
            let mended = mintcheck::inspect(&Request {
                publishers: Some(publishers),
                ..request.clone()
            })
            .expect("a sound request");
            assert!(
                matches!(
                    mended.decision,
                    Decision::Accept
                        | Decision::Undecided {
                            accepted_if_genuine: true,
                            ..
                        }
                ),
                "{}: {:?} after {:?}",
                record.id,
                mended.decision,
                remedy.edits
            );
            assert!(
                mended
                    .steps
                    .iter()
                    .all(|step| step.outcome != Outcome::Fail)
            );
            proved += 1;
        }
    }
    println!("proved remedies applied: {proved}");
    assert!(proved > 0);
}

/// The paste, with the publisher as far as the report states it.
fn request(index: &str, record: &Record) -> Request {
    let publishers = record.config.as_ref().map(|config| {
        let gitlab = record.provider.as_deref() == Some("gitlab");
        let text = |key: &str| config.get(key).and_then(Value::as_str).map(str::to_owned);
        let fields = config
            .iter()
            .filter_map(|(key, value)| {
                let field = match (key.as_str(), gitlab) {
                    ("project" | "pending", _) => return None,
                    ("repository_owner", true) => "namespace",
                    ("repository_name", true) => "gitlab_project",
                    ("workflow_filename", true) => "workflow_filepath",
                    (other, _) => other,
                };
                Some((field.to_owned(), value.as_str()?.to_owned()))
            })
            .collect();
        vec![Publisher {
            kind: if gitlab { "gitlab" } else { "github" }.to_owned(),
            project: text("project").unwrap_or_default(),
            pending: config
                .get("pending")
                .and_then(Value::as_bool)
                .unwrap_or(false),
            added_by: None,
            fields,
        }]
    });
    Request {
        index: index.to_owned(),
        paste: Some(record.paste.clone()),
        publishers,
        ..Request::default()
    }
}

fn compare_claims(record: &Record, found: &Evidence) -> Result<(), String> {
    let shown: BTreeMap<String, Option<Value>> = found
        .claims
        .iter()
        .filter_map(|claim| {
            let value = match &claim.state {
                ClaimState::Absent => None,
                ClaimState::Empty => Some(Value::from("")),
                ClaimState::Present(value) => Some(serde_json::to_value(value).ok()?),
                ClaimState::Masked | ClaimState::Partial(_) => return None,
            };
            Some((claim.name.clone(), value))
        })
        .collect();
    if shown == record.expected.claims {
        Ok(())
    } else {
        Err(format!(
            "expected {:?}, found {shown:?}",
            record.expected.claims
        ))
    }
}

fn compare_error(record: &Record, found: &Evidence) -> Result<(), String> {
    let shown = found
        .server_error
        .as_ref()
        .map(|error| (error.code.clone(), Some(error.description.clone())));
    let expected = record
        .expected
        .server_error
        .as_ref()
        .map(|error| (error.code.clone(), error.description.clone()));
    if shown == expected {
        Ok(())
    } else {
        Err(format!("expected {expected:?}, found {shown:?}"))
    }
}

/// How many records fulfil something.
struct Figure {
    name: &'static str,
    passed: usize,
    failed: Vec<(String, String)>,
}

impl Figure {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            passed: 0,
            failed: Vec::new(),
        }
    }

    fn count(&mut self, id: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(why) => self.failed.push((id.to_owned(), why)),
        }
    }

    /// Prints the figure and the records that differ, and returns how many these are.
    fn finish(self) -> usize {
        for (id, why) in &self.failed {
            println!("differs: {id}: {}: {why}", self.name);
        }
        let failed = self.failed.len();
        println!("{} {}/{}", self.name, self.passed, self.passed + failed);
        failed
    }
}

/// A log that shows a job in an environment, or does not say, beside a publisher that asks for one.
fn beside_an_environment(log: &str) -> mintcheck::Report {
    let fields = [
        ("repository_owner", "octo-org"),
        ("repository_name", "sampleproject"),
        ("workflow_filename", "publish.yml"),
        ("environment", "release"),
    ];
    let publisher = Publisher {
        kind: "github".to_owned(),
        fields: fields
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
        ..Publisher::default()
    };
    mintcheck::inspect(&Request {
        index: "pypi".to_owned(),
        paste: Some(log.to_owned()),
        publishers: Some(vec![publisher]),
        ..Request::default()
    })
    .expect("a report")
}

#[test]
fn an_environment_that_is_not_shown_is_not_taken_off_the_publisher() {
    const CLAIMS: &str = "* `repository`: `octo-org/sampleproject`\n\
        * `repository_owner`: `octo-org`\n\
        * `repository_owner_id`: `1`\n\
        * `job_workflow_ref`: `octo-org/sampleproject/.github/workflows/release.yml@refs/heads/main`\n";
    let subject = "* `sub`: `repo:octo-org/sampleproject:environment:release`\n";
    for log in [CLAIMS.to_owned(), format!("{subject}{CLAIMS}")] {
        let report = beside_an_environment(&log);
        assert_eq!(report.decision, Decision::Reject);
        // It is known to differ, and what else might is no cause.
        assert_eq!(report.causes, [Cause::WorkflowFilename]);
        for edit in report.remedies.iter().flat_map(|remedy| &remedy.edits) {
            let touches = match edit {
                Edit::ChangeField { field, .. } => field == "environment",
                Edit::AddEnvironment { .. } => true,
                _ => false,
            };
            assert!(!touches, "{edit:?} for {log}");
        }
    }
}

/// Claims of a job in a workflow that another one calls, beside a publisher on crates.io for the file given.
fn called_on_crates_io(registered: &str, event: &str) -> mintcheck::Report {
    let fields = [
        ("repository_owner", "Octo-Org"),
        ("repository_name", "sample"),
        ("repository_owner_id", "1"),
        ("workflow_filename", registered),
        ("environment", ""),
    ];
    let publisher = Publisher {
        kind: "github".to_owned(),
        project: "sample".to_owned(),
        fields: fields
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
        ..Publisher::default()
    };
    let claims = format!(
        "{{\"iss\": \"https://token.actions.githubusercontent.com\", \"aud\": \"crates.io\", \"jti\": \"1\",
          \"repository\": \"octo-org/sample\", \"repository_owner\": \"octo-org\", \"repository_owner_id\": \"1\",
          \"sub\": \"repo:octo-org/sample:ref:refs/tags/v1\", \"sha\": \"a\", \"run_id\": \"1\",
          \"workflow_ref\": \"octo-org/sample/.github/workflows/release.yml@refs/tags/v1\",
          \"job_workflow_ref\": \"octo-org/sample/.github/workflows/publish.yml@refs/tags/v1\",
          \"event_name\": \"{event}\", \"environment\": null}}"
    );
    mintcheck::inspect(&Request {
        index: "crates.io".to_owned(),
        paste: Some(claims),
        publishers: Some(vec![publisher]),
        ..Request::default()
    })
    .expect("a report")
}

#[test]
fn crates_io_goes_by_the_file_that_calls() {
    let report = called_on_crates_io("release.yml", "push");
    assert!(
        matches!(
            report.decision,
            Decision::Undecided {
                accepted_if_genuine: true,
                ..
            }
        ),
        "{:?}",
        report.decision
    );
    let report = called_on_crates_io("publish.yml", "push");
    assert_eq!(report.decision, Decision::Reject);
    assert_eq!(report.causes.first(), Some(&Cause::ReusableWorkflow));
    let edits: Vec<_> = report
        .remedies
        .iter()
        .flat_map(|remedy| &remedy.edits)
        .collect();
    // The file that is called has the registered name already.
    assert!(
        matches!(
            edits.as_slice(),
            [Edit::ChangeField { field, before, after, .. }]
                if field == "workflow_filename" && before == "publish.yml" && after == "release.yml"
        ),
        "{edits:?}"
    );
    // A file that is neither of the two is just another name.
    let report = called_on_crates_io("other.yml", "push");
    assert_eq!(report.causes.first(), Some(&Cause::WorkflowFilename));
}

#[test]
fn crates_io_takes_no_events_that_strangers_start() {
    for event in ["pull_request_target", "workflow_run"] {
        let report = called_on_crates_io("release.yml", event);
        assert_eq!(report.decision, Decision::Reject);
        assert_eq!(report.causes.first(), Some(&Cause::Event));
        let instead = Edit::ChangeEvent {
            event: event.to_owned(),
        };
        let remedy = report.remedies.first().expect("a remedy");
        assert_eq!(
            (remedy.edits.as_slice(), remedy.proved),
            (&[instead][..], true)
        );
    }
}

/// crates.io names the file and the repository, and so all of the claim that it reads.
#[test]
fn what_crates_io_says_of_the_file_is_set_beside_the_publisher() {
    let paste = "The Trusted Publishing config for repository `octo-org/sample` does not match the workflow \
                 filename `release.yml` in the JWT. Expected workflow filenames: `publish.yml`";
    let inspect = |file: &str| {
        let fields = [
            ("repository_owner", "octo-org"),
            ("repository_name", "sample"),
            ("workflow_filename", file),
            ("environment", ""),
        ];
        mintcheck::inspect(&Request {
            index: "crates.io".to_owned(),
            paste: Some(paste.to_owned()),
            publishers: Some(vec![Publisher {
                kind: "github".to_owned(),
                fields: fields
                    .map(|(field, value)| (field.to_owned(), value.to_owned()))
                    .into(),
                ..Publisher::default()
            }]),
            ..Request::default()
        })
        .expect("a report")
    };
    let report = inspect("publish.yml");
    assert_eq!(report.decision, Decision::Reject);
    assert_eq!(report.causes.first(), Some(&Cause::WorkflowFilename));
    let language = mintcheck::Language::English;
    assert_eq!(
        language.headline(&report),
        "crates.io refuses this: the token's `workflow_ref` has `release.yml`, the publisher's Workflow filename is \
         `publish.yml`"
    );
    // Nothing is made up where the file is the registered one.
    assert_ne!(inspect("release.yml").decision, Decision::Reject);
}

/// crates.io mints for all crates whose publishers match, and writes down what it did not know of them.
#[test]
fn several_publishers_and_what_is_recorded_are_in_json() {
    let publisher = |project: &str, id: Option<&str>| {
        let fields = [
            ("namespace", "group"),
            ("gitlab_project", "sample"),
            ("workflow_filepath", ".gitlab-ci.yml"),
        ];
        let id = id.map(|id| ("namespace_id", id));
        Publisher {
            kind: "gitlab".to_owned(),
            project: project.to_owned(),
            fields: fields
                .into_iter()
                .chain(id)
                .map(|(field, value)| (field.to_owned(), value.to_owned()))
                .collect(),
            ..Publisher::default()
        }
    };
    let claims = r#"{"iss": "https://gitlab.com", "aud": "crates.io", "jti": "1", "namespace_id": "7",
        "project_path": "group/sample", "sha": "a", "job_id": "1", "environment": null,
        "ci_config_ref_uri": "gitlab.com/group/sample//.gitlab-ci.yml@refs/heads/main"}"#;
    let report = mintcheck::inspect(&Request {
        index: "crates.io".to_owned(),
        paste: Some(claims.to_owned()),
        publishers: Some(vec![publisher("b", None), publisher("a", Some("7"))]),
        ..Request::default()
    })
    .expect("a report");
    let json = serde_json::to_value(mintcheck::report::json::v1::Report::in_language(
        &report,
        mintcheck::Language::English,
    ))
    .expect("JSON");
    let answer = &json["answer"];
    assert_eq!(answer["publisher"], 0);
    assert_eq!(answer["publishers"], serde_json::json!([0, 1]));
    assert_eq!(answer["projects"], serde_json::json!(["a", "b"]));
    assert_eq!(
        answer["recorded"],
        serde_json::json!([{"publisher": 0, "field": "namespace_id", "value": "7"}])
    );
}

fn records() -> Vec<Record> {
    let folder = vectors().join("reports");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no reports in the vectors");
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).expect("a readable file");
            text.lines()
                .filter(|line| !line.is_empty())
                .map(|line| serde_json::from_str(line).expect("a record"))
                .collect::<Vec<Record>>()
        })
        .collect()
}

fn vectors() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(own, PathBuf::from)
}
