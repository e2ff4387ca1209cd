//! Workflows, each with the jobs, claims and findings that GitHub's rules give it.
//!
//! `tests/vectors/workflows/`: a workflow and, beside it, what is expected. `MINTCHECK_VECTORS` names
//! another folder.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use mintcheck::evidence::{self, Shape};
use mintcheck::index::crates_io::CRATES_IO;
use mintcheck::index::{self, Publisher};
use mintcheck::report::json::v1;
use mintcheck::workflow::{self, Finding, Plan, Reading, Target};
use mintcheck::{Language, WorkflowRequest, inspect_workflow};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What is expected of a workflow.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Expected {
    /// What the case is about, for people.
    #[serde(rename = "why")]
    _why: String,
    plan: Plan,
    /// The index chosen; null for none.
    index: Option<String>,
    environment: Option<String>,
    #[serde(default)]
    jobs: Vec<Value>,
    #[serde(default)]
    findings: Vec<ExpectedFinding>,
    error: Option<Value>,
    /// The publishers to register, by job: one for each token, null where there is none. Absent where the index cannot be
    /// chosen, or the text is no workflow.
    registrations: Option<BTreeMap<String, Vec<Option<Fields>>>>,
    /// What comes of the run if these publishers are registered. Absent where that is not told.
    outlook: Option<String>,
}

/// What is entered into an index's form.
type Fields = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
struct ExpectedFinding {
    code: String,
    line: usize,
    job: Option<String>,
    /// Whether there is a change that mends it.
    mended: Option<bool>,
    /// Whether less of the same is left where it is mended.
    lessened: Option<bool>,
    /// What the finding says besides.
    #[serde(flatten)]
    data: Map<String, Value>,
}

fn folder() -> PathBuf {
    let vectors = std::env::var_os("MINTCHECK_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    );
    vectors.join("workflows")
}

fn target(expected: &Expected) -> Target<'_> {
    let Some(id) = &expected.index else {
        return Target::default();
    };
    // Not offered yet, but its rules are there.
    let index = match id.as_str() {
        "crates.io" => &CRATES_IO,
        id => index::find(id).expect("an index"),
    };
    index.target(expected.environment.as_deref())
}

/// The jobs of a reading in the vectors' words.
fn jobs(reading: &Reading) -> Vec<Value> {
    let jobs = reading.jobs.iter().map(|job| {
        let tokens: Vec<Value> = job
            .tokens
            .iter()
            .map(|token| {
                let mut known = BTreeMap::new();
                let mut example = BTreeMap::new();
                let mut absent = Vec::new();
                for claim in &token.claims {
                    match &claim.value {
                        workflow::PlannedValue::Known(value) => {
                            known.insert(claim.name, value);
                        }
                        workflow::PlannedValue::Example(value) => {
                            example.insert(claim.name, value);
                        }
                        workflow::PlannedValue::Absent => absent.push(claim.name),
                        workflow::PlannedValue::AtRun => {}
                    }
                }
                json!({
                    "known": known,
                    "example": example,
                    "absent": absent,
                    "subjects": token.subjects,
                })
            })
            .collect();
        let hosts: Vec<_> = job.clients.iter().map(|step| step.host.clone()).collect();
        json!({
            "id": job.id,
            "hosts": hosts,
            "calls": job.calls,
            "otherEnvironments": job.has_other_environments,
            "tokens": tokens,
        })
    });
    jobs.collect()
}

fn code(finding: &Finding) -> String {
    let problem = serde_json::to_value(&finding.problem).expect("JSON");
    problem
        .get("code")
        .and_then(Value::as_str)
        .expect("a code")
        .to_owned()
}

fn comments(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.split_once("# ").map(|(_, comment)| comment))
        .collect()
}

/// What differs from what is expected.
fn differences(text: &str, expected: &Expected) -> Vec<String> {
    let target = target(expected);
    let reading = match workflow::read(text, &expected.plan, &target) {
        Ok(reading) => reading,
        Err(error) => {
            let said = serde_json::to_value(&error).expect("JSON");
            let at = |pointer: &str| said.pointer(pointer).cloned().unwrap_or_default();
            let found = json!({ "code": at("/code"), "kind": at("/error/kind/code"), "line": at("/error/at/line") });
            let wanted = expected
                .error
                .as_ref()
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default();
            let fits = !wanted.is_empty()
                && wanted
                    .iter()
                    .all(|(key, value)| found.get(key) == Some(value));
            return if fits {
                Vec::new()
            } else {
                vec![format!("refused: {found}")]
            };
        }
    };
    let mut differences = Vec::new();
    if expected.error.is_some() {
        differences.push("was read".to_owned());
    }
    let found = jobs(&reading);
    if found != expected.jobs {
        differences.push(format!(
            "jobs\n  {}\n  not\n  {}",
            json!(found),
            json!(expected.jobs)
        ));
    }
    let place = |finding: &Finding| (code(finding), finding.at.line, finding.job.clone());
    let found: Vec<_> = reading.findings.iter().map(place).collect();
    let wanted: Vec<_> = expected
        .findings
        .iter()
        .map(|wanted| (wanted.code.clone(), wanted.line, wanted.job.clone()))
        .collect();
    if found != wanted {
        differences.push(format!("findings {found:?} not {wanted:?}"));
        return differences;
    }
    for (finding, wanted) in reading.findings.iter().zip(&expected.findings) {
        let problem = serde_json::to_value(&finding.problem).expect("JSON");
        for (key, value) in &wanted.data {
            if problem.get(key) != Some(value) {
                differences.push(format!("{}: {key} is {:?}", wanted.code, problem.get(key)));
            }
        }
        match (&finding.edits, wanted.mended.unwrap_or(false)) {
            (None, false) => {}
            (None, true) => differences.push(format!("{} has no change", wanted.code)),
            (Some(_), false) => differences.push(format!("{} has a change", wanted.code)),
            (Some(edits), true) => {
                let mended = workflow::apply(text, edits);
                match workflow::read(&mended, &expected.plan, &target) {
                    Err(error) => differences.push(format!(
                        "{} breaks the file: {error:?}\n{mended}",
                        wanted.code
                    )),
                    Ok(after) => {
                        let mut rest: Vec<_> = reading
                            .findings
                            .iter()
                            .map(|other| (code(other), other.job.clone()))
                            .collect();
                        if !wanted.lessened.unwrap_or(false) {
                            rest.retain(|other| *other != (code(finding), finding.job.clone()));
                        } else if after.findings.contains(finding) {
                            differences.push(format!("{} is left as it was", wanted.code));
                        }
                        let left: Vec<_> = after
                            .findings
                            .iter()
                            .map(|other| (code(other), other.job.clone()))
                            .collect();
                        if left != rest {
                            differences.push(format!("{} leaves {left:?}\n{mended}", wanted.code));
                        }
                    }
                }
                let mut kept = comments(&mended);
                let mut lost = comments(text);
                lost.retain(|comment| {
                    let place = kept.iter().position(|other| other == comment);
                    place.map(|place| kept.remove(place)).is_none()
                });
                if !lost.is_empty() {
                    differences.push(format!("{} loses the comments {lost:?}", wanted.code));
                }
                if text.contains("\r\n") && mended.replace("\r\n", "").contains('\n') {
                    differences.push(format!("{} mixes line ends", wanted.code));
                }
            }
        }
    }
    differences
}

/// Every workflow of the folder, with its text and what is expected of it; none if there is no folder.
fn workflows() -> Vec<(PathBuf, String, Expected)> {
    let Ok(files) = fs::read_dir(folder()) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yml"));
    files.sort();
    let read = files.into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("a workflow");
        let expected = fs::read_to_string(file.with_extension("json")).expect("its expectations");
        let expected = serde_json::from_str(&expected).expect("expectations");
        (file, text, expected)
    });
    read.collect()
}

#[test]
fn every_workflow_has_its_jobs_claims_and_findings() {
    let files = workflows();
    if files.is_empty() {
        println!("workflows: none in this folder");
        return;
    }
    let mut failures = 0_usize;
    for (file, text, expected) in &files {
        let differences = differences(text, expected);
        if !differences.is_empty() {
            failures = failures.saturating_add(1);
            println!(
                "{}: {}",
                file.file_stem().unwrap_or_default().to_string_lossy(),
                differences.join("\n  ")
            );
        }
    }
    println!(
        "total {}/{}",
        files.len().saturating_sub(failures),
        files.len()
    );
    assert!(files.len() >= 40, "only {} workflows", files.len());
    assert_eq!(failures, 0, "workflows differ");
}

/// The publishers that the index would want for a workflow's tokens, by job.
#[test]
fn every_workflow_has_the_publisher_to_register() {
    let mut told = 0_usize;
    for (file, text, expected) in workflows() {
        let can_be_asked = expected
            .index
            .as_deref()
            .is_some_and(|id| index::find(id).is_some());
        let Some(registrations) = &expected.registrations else {
            assert!(
                !can_be_asked || expected.error.is_some(),
                "{}",
                file.display()
            );
            continue;
        };
        let request = WorkflowRequest {
            index: expected.index.clone().expect("an index"),
            text,
            plan: expected.plan.clone(),
            ..WorkflowRequest::default()
        };
        let report = inspect_workflow(&request).expect("a report");
        let found: BTreeMap<_, Vec<_>> = report
            .jobs
            .iter()
            .map(|job| {
                let fields = job.registrations.iter().map(|registration| {
                    let registration = registration.as_ref()?;
                    assert_eq!(registration.publisher.kind, "github");
                    Some(registration.publisher.fields.clone())
                });
                (job.id.clone(), fields.collect())
            })
            .collect();
        assert_eq!(found, *registrations, "{}", file.display());
        told = told.saturating_add(found.values().flatten().flatten().count());
    }
    println!("{told} publishers");
    assert!(told >= 10, "only {told} publishers");
}

/// Where a token is asked for, too.
#[test]
fn a_workflow_is_told_from_other_texts_by_the_keys_that_every_one_has() {
    let shape = |text: &str| evidence::read(text, &index::error_texts()).recognised.shape;
    for (file, text, expected) in workflows() {
        if expected.error.is_none() {
            assert_eq!(shape(&text), Shape::Workflow, "{}", file.display());
        }
    }
    for text in [
        "jobs:\n  publish:\n    steps: []\n",
        "on: push\n",
        "  on: push\n  jobs: {}\n",
        "only: push\nourjobs: {}\n",
        "the workflow went on: its jobs: failed\n",
    ] {
        assert_ne!(shape(text), Shape::Workflow, "{text}");
    }
}

/// With the publishers registered that it asks for.
#[test]
fn every_workflow_comes_to_what_is_expected() {
    let mut told = 0_usize;
    for (file, text, expected) in workflows() {
        let Some(outlook) = expected.outlook else {
            continue;
        };
        let registrations = expected.registrations.into_iter().flatten();
        let registered = registrations.flat_map(|(_, fields)| fields).flatten();
        let request = WorkflowRequest {
            index: expected.index.expect("an index"),
            text,
            plan: expected.plan,
            publishers: Some(
                registered
                    .map(|fields| Publisher {
                        kind: "github".to_owned(),
                        fields,
                        ..Publisher::default()
                    })
                    .collect(),
            ),
            ..WorkflowRequest::default()
        };
        let report = inspect_workflow(&request).expect("a report");
        let shown = v1::WorkflowReport::in_language(&report, &request, Language::English);
        let found = serde_json::to_value(shown.outlook).expect("a word");
        assert_eq!(
            found,
            json!(outlook),
            "{}: {}",
            file.display(),
            shown.headline
        );
        told = told.saturating_add(1);
    }
    println!("{told} outlooks");
}

/// Whatever index it is read for.
#[test]
fn a_workflow_tells_the_indexes_that_it_publishes_to() {
    for (name, expected) in [
        ("both-indexes", &["pypi", "testpypi"][..]),
        ("crates-io", &["crates.io"]),
        ("jsr", &["jsr"]),
        ("npm", &["npm"]),
        ("nuget", &["nuget"]),
        ("open-vsx", &["open-vsx"]),
        ("pub-dev", &["pub.dev"]),
        ("rubygems", &["rubygems"]),
        ("testpypi-right", &["testpypi"]),
        // Which one is said in another file, or by nobody.
        ("calls-own-workflow", &[]),
        ("nothing-published", &[]),
        ("token-for-a-cloud", &[]),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/vectors/workflows")
            .join(name)
            .with_extension("yml");
        let text = fs::read_to_string(file).expect("a workflow");
        for target in [Target::default(), CRATES_IO.target(None)] {
            let read = workflow::read(&text, &Plan::default(), &target).expect("a workflow");
            let found: Vec<_> = index::of_workflow(&read)
                .iter()
                .map(|index| index.id)
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}

/// Every sentence about a workflow quotes the same in every language, and has the house's form.
#[test]
fn every_finding_is_told_alike_in_every_language() {
    let mut told = 0_usize;
    for (_, text, expected) in workflows() {
        let say =
            |language: Language| match workflow::read(&text, &expected.plan, &target(&expected)) {
                Ok(reading) => {
                    let problems = reading
                        .findings
                        .iter()
                        .map(|finding| language.workflow_problem(&finding.problem));
                    std::iter::once(language.publishing_jobs(&reading))
                        .chain(problems)
                        .collect()
                }
                Err(error) => vec![language.workflow_error(&error)],
            };
        let mut languages = Language::ALL.iter().map(|language| say(*language));
        let first: Vec<String> = languages.next().expect("a language");
        for other in languages {
            for (one, other) in first.iter().zip(&other) {
                told = told.saturating_add(1);
                assert_ne!(one, other);
                let quoted = |text: &str| {
                    text.split('`')
                        .skip(1)
                        .step_by(2)
                        .map(str::to_owned)
                        .collect::<BTreeSet<_>>()
                };
                assert_eq!(quoted(one), quoted(other), "{one}\n{other}");
                for sentence in [one, other] {
                    let starts = sentence
                        .chars()
                        .next()
                        .is_some_and(|first| first == '`' || first.is_lowercase());
                    assert!(starts && !sentence.ends_with('.'), "{sentence}");
                }
            }
        }
    }
    println!("{told} sentences");
}

/// What comes of a run is one sentence, which quotes the same in every language; and a workflow that nothing
/// hinders mints for the publisher that it asks to be registered.
#[test]
fn what_comes_of_a_run_is_told_alike_in_every_language() {
    let mut seen = BTreeSet::new();
    for (file, text, expected) in workflows() {
        // What cannot be chosen is asked nothing.
        let Some(index) = expected.index.filter(|id| index::find(id).is_some()) else {
            continue;
        };
        let mut request = WorkflowRequest {
            index,
            text,
            plan: expected.plan,
            ..WorkflowRequest::default()
        };
        let open = inspect_workflow(&request).expect("a report");
        let registrations = open.jobs.iter().flat_map(|job| &job.registrations);
        let registered: Vec<Publisher> = registrations
            .flatten()
            .map(|registration| registration.publisher.clone())
            .collect();
        for publishers in [None, Some(Vec::new()), Some(registered.clone())] {
            request.publishers = publishers;
            let report = inspect_workflow(&request).expect("a report");
            let outlook = format!("{:?}", report.outlook());
            let kind = outlook.split([' ', '(']).next().unwrap_or_default();
            seen.insert(kind.to_owned());
            let may_publish = report.workflow.as_ref().is_ok_and(|reading| {
                let is_error = |finding: &Finding| finding.severity == workflow::Severity::Error;
                // The index refuses the token whoever is registered.
                let is_refused = expected.outlook.as_deref() == Some("refuses");
                // A workflow of another repository cannot publish for this one, whoever is registered.
                let calls = reading.jobs.iter().any(|job| job.calls.is_some());
                !is_refused && !calls && !reading.findings.iter().any(is_error)
            });
            if may_publish
                && request
                    .publishers
                    .as_ref()
                    .is_some_and(|all| !all.is_empty())
            {
                let fine = ["Mints", "Elsewhere", "Unasked", "Undecided"];
                assert!(fine.contains(&kind), "{}: {outlook}", file.display());
            }
            let told: Vec<String> = Language::ALL
                .iter()
                .map(|language| language.workflow_headline(&report, request.plan.file.as_deref()))
                .collect();
            let quotes: BTreeSet<Vec<&str>> = told
                .iter()
                .map(|text| text.split('`').skip(1).step_by(2).collect())
                .collect();
            assert_eq!(quotes.len(), 1, "{told:?}");
            assert_eq!(
                told.iter().collect::<BTreeSet<_>>().len(),
                told.len(),
                "{told:?}"
            );
        }
    }
    for kind in [
        "Elsewhere",
        "Fails",
        "Mints",
        "NoJobs",
        "Refuses",
        "Unasked",
        "Undecided",
        "Unreadable",
    ] {
        assert!(seen.contains(kind), "no {kind} among {seen:?}");
    }
}
