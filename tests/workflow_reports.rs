//! Workflows with an index and publishers: what comes of a run, and which publisher its jobs need.
//!
//! Reads the workflows of `tests/vectors/workflows/`, and the accepted cases of PyPI's.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::fs;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use mintcheck::finding::{Decision, Open};
use mintcheck::index::{self, Publisher};
use mintcheck::inspect::Outlook;
use mintcheck::workflow::{self, Plan, Target};
use mintcheck::{WorkflowReport, WorkflowRequest, inspect_workflow};
use serde_json::Value;

fn folder() -> PathBuf {
    let vectors = std::env::var_os("MINTCHECK_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    );
    vectors.join("workflows")
}

fn vector(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect("a workflow")
}

fn octo_org(environment: &str) -> Publisher {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Publisher {
        kind: "github".to_owned(),
        project: "sample".to_owned(),
        fields: [
            field("repository_owner", "octo-org"),
            field("repository_name", "sample"),
            field("workflow_filename", "release.yml"),
            field("environment", environment),
        ]
        .into(),
        ..Publisher::default()
    }
}

fn planned(text: String, environment: &str) -> WorkflowRequest {
    WorkflowRequest {
        index: "pypi".to_owned(),
        text,
        plan: Plan {
            repository: Some("octo-org/sample".to_owned()),
            file: Some("release.yml".to_owned()),
            event: Some("release".to_owned()),
            git_ref: Some("refs/tags/v1".to_owned()),
            ..Plan::default()
        },
        publishers: Some(vec![octo_org(environment)]),
        ..WorkflowRequest::default()
    }
}

/// The environment of a called workflow's job stands in another file, so nobody can say that it is missing.
#[test]
fn a_called_workflows_environment_is_open() {
    let text = vector("calls-own-workflow.yml");
    let request = planned(text.replace("publish.yml", "release.yml"), "pypi");
    let report = inspect_workflow(&request).expect("a report");
    let outlook = report.outlook();
    assert!(matches!(outlook, Outlook::Undecided { .. }), "{outlook:?}");
    assert_eq!(environment_to_register(&report), Some(None));

    let plain = planned(
        vector("guide-two-jobs.yml").replace("    environment: pypi\n", ""),
        "pypi",
    );
    let report = inspect_workflow(&plain).expect("a report");
    assert_eq!(environment_to_register(&report), Some(Some(String::new())));
}

/// The environment of the publisher that the first job needs, where there is a publisher, and where it has one.
fn environment_to_register(report: &WorkflowReport) -> Option<Option<String>> {
    let registrations = report.jobs.iter().flat_map(|job| &job.registrations);
    let registration = registrations.flatten().next()?;
    Some(
        registration
            .publisher
            .field("environment")
            .map(str::to_owned),
    )
}

/// Nobody can promise that a publisher with an environment matches a job whose environment only the run knows.
#[test]
fn an_environment_that_only_the_run_knows_is_open() {
    let text = vector("environment-by-variable.yml");
    let report = |text: &str, environment: &str| {
        inspect_workflow(&planned(text.to_owned(), environment)).expect("a report")
    };
    let demanding = report(&text, "pypi");
    let outlook = demanding.outlook();
    assert!(
        matches!(&outlook, Outlook::Undecided { job: "publish", open: Open::Claim { claim } } if claim == "environment"),
        "{outlook:?}"
    );
    assert_eq!(environment_to_register(&demanding), Some(None));
    // A publisher without an environment takes any.
    let lenient = report(&text, "");
    assert!(matches!(lenient.outlook(), Outlook::Mints { .. }));
    // One of them may be known, and be refused.
    for known in ["pypi", "testpypi"] {
        let expression = format!("inputs.dry && '{known}' || vars.TARGET");
        let either = report(&text.replace("vars.TARGET", &expression), "pypi");
        assert_eq!(either.jobs[0].reports.len(), 2, "{known}");
        let outlook = either.outlook();
        assert!(matches!(outlook, Outlook::Undecided { .. }), "{outlook:?}");
    }
    // Nothing that the run decides helps against another repository.
    let request = planned(text.replace("vars.TARGET", "vars.OTHER"), "pypi");
    let elsewhere = WorkflowRequest {
        plan: Plan {
            repository: Some("octo-org/other".to_owned()),
            ..request.plan.clone()
        },
        ..request
    };
    let report = inspect_workflow(&elsewhere).expect("a report");
    assert!(matches!(report.outlook(), Outlook::Refuses { .. }));
}

/// Whoever made the repository lately has the numbers in the subject; a colon in a name is written otherwise.
#[test]
fn a_subject_has_two_forms() {
    let text = vector("guide-two-jobs.yml").replace("environment: pypi", "environment: 'a:b'");
    let subjects = |plan: Plan| {
        let reading = workflow::read(&text, &plan, &Target::default()).expect("a workflow");
        let token = reading.jobs.iter().flat_map(|job| &job.tokens).next();
        let subjects = token.expect("a token").subjects.clone();
        (subjects.classic, subjects.immutable)
    };
    let plan = Plan {
        repository: Some("octo-org/sample".to_owned()),
        ..Plan::default()
    };
    assert_eq!(
        subjects(plan.clone()),
        (
            "repo:octo-org/sample:environment:a%3Ab".to_owned(),
            "repo:octo-org@{owner ID}/sample@{repository ID}:environment:a%3Ab".to_owned()
        )
    );
    let numbered = Plan {
        repository_id: "77".parse().ok(),
        repository_owner_id: "9".parse().ok(),
        ..plan
    };
    assert_eq!(
        subjects(numbered).1,
        "repo:octo-org@9/sample@77:environment:a%3Ab"
    );
}

/// PyPI compares the file that is called with the publisher's own repository.
#[test]
fn no_publisher_is_proposed_for_a_called_workflow_of_another_repository() {
    let request = planned(vector("calls-other-repository.yml"), "pypi");
    let report = inspect_workflow(&request).expect("a report");
    assert_eq!(environment_to_register(&report), None);
    let own = request.text.replace("octo-org/shared", "Octo-Org/Sample");
    let report = inspect_workflow(&WorkflowRequest {
        text: own,
        ..request
    })
    .expect("a report");
    assert!(environment_to_register(&report).is_some());
}

/// A job for another index asks for that one's audience, and this index is told nothing of it.
#[test]
fn a_job_for_another_index_needs_no_publisher_here() {
    let report = inspect_workflow(&planned(vector("both-indexes.yml"), "pypi")).expect("a report");
    let registered: Vec<bool> = report
        .jobs
        .iter()
        .map(|job| job.registrations.iter().any(Option::is_some))
        .collect();
    assert_eq!(registered, [false, true]);
    let judged: Vec<bool> = report
        .jobs
        .iter()
        .map(|job| job.reports.iter().any(Option::is_some))
        .collect();
    assert_eq!(judged, [false, true]);
    let outlook = report.outlook();
    assert!(matches!(outlook, Outlook::Mints { .. }), "{outlook:?}");
}

/// What comes of a run is the index's business alone where its own steps and jobs are the ones that run.
#[test]
fn what_does_not_run_or_does_not_ask_decides_nothing() {
    const HEAD: &str = "on: {push: {}, release: {}}\njobs:\n";
    const JOB: &str =
        "    runs-on: ubuntu-latest\n    permissions: {id-token: write}\n    steps:\n";
    const PYPI: &str = "      - uses: pypa/gh-action-pypi-publish@v1.13.0\n";
    const TESTPYPI: &str = "      - run: uv publish --index testpypi\n";
    const NEVER: &str = "        if: github.event_name == 'push'\n";
    const PASSWORD: &str = "        with: {password: x}\n";
    let of = |jobs: &[&str]| {
        let request = planned([&[HEAD], jobs].concat().concat(), "");
        let report = inspect_workflow(&request).expect("a report");
        let outlook = format!("{:?}", report.outlook());
        let kind = outlook.split([' ', '(']).next().unwrap_or_default();
        kind.to_owned()
    };
    assert_eq!(of(&["  a:\n", JOB, TESTPYPI, NEVER, PYPI]), "Mints");
    assert_eq!(of(&["  a:\n", JOB, TESTPYPI, PYPI, NEVER]), "Fails");
    let idle = "    if: github.event_name == 'push'\n";
    assert_eq!(
        of(&["  a:\n", JOB, PYPI, "  b:\n", idle, JOB, PYPI]),
        "Mints"
    );
    assert_eq!(of(&["  b:\n", idle, JOB, PYPI]), "Fails");
    assert_eq!(of(&["  a:\n", JOB, PYPI, PASSWORD]), "Unasked");
    let ungranted = JOB.replace("write", "read");
    assert_eq!(of(&["  a:\n", &ungranted, PYPI, PASSWORD]), "Unasked");
    assert_eq!(of(&["  a:\n", &ungranted, PYPI]), "Fails");
    assert_eq!(
        of(&["  a:\n", JOB, PYPI, PASSWORD, "  b:\n", JOB, PYPI]),
        "Mints"
    );
    assert_eq!(of(&["  a:\n", JOB, PYPI, NEVER, PASSWORD]), "Fails");
}

/// Every publisher that the real PyPI accepted: the workflow made for it has claims that it accepts.
#[test]
fn a_publishers_own_workflow_is_accepted_if_genuine() {
    let path = folder().with_file_name("pypi").join("mint.jsonl.gz");
    let Ok(file) = fs::File::open(path) else {
        println!("skipped: no pypi/mint.jsonl.gz in the vectors");
        return;
    };
    let mut cases = 0_usize;
    for line in std::io::BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let line: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let Some(publisher) = accepted_github_publisher(&line) else {
            continue;
        };
        cases = cases.saturating_add(1);
        let id = line.get("id").cloned().unwrap_or_default();
        let index = line
            .pointer("/index/audience")
            .and_then(Value::as_str)
            .expect("an audience");
        let index = index::find(index).expect("an index");
        let field = |name: &str| publisher.field(name).unwrap_or_default();
        let request = WorkflowRequest {
            index: index.id.to_owned(),
            text: index.workflow(&publisher).expect("a workflow"),
            plan: Plan {
                repository: Some(format!(
                    "{}/{}",
                    field("repository_owner"),
                    field("repository_name")
                )),
                repository_owner_id: publisher
                    .field("repository_owner_id")
                    .and_then(|id| id.parse().ok()),
                file: Some(field("workflow_filename").to_owned()),
                ..Plan::default()
            },
            publishers: Some(vec![publisher.clone()]),
            ..WorkflowRequest::default()
        };
        let report = inspect_workflow(&request).expect("a request");
        let reading = report.workflow.expect("a workflow");
        assert!(reading.findings.is_empty(), "{id}: {:?}", reading.findings);
        let [job] = report.jobs.as_slice() else {
            panic!("{id}: {} jobs", report.jobs.len());
        };
        let [Some(report)] = job.reports.as_slice() else {
            panic!("{id}: {} tokens", job.reports.len());
        };
        let is_accepted = matches!(
            report.decision,
            Decision::Undecided {
                accepted_if_genuine: true,
                ..
            }
        );
        assert!(
            is_accepted,
            "{id}: {:?} for {publisher:?}\n{}",
            report.decision, request.text
        );
        // And back: the publisher to register is the one it was made for.
        let registration = job
            .registrations
            .first()
            .and_then(Option::as_ref)
            .expect("a publisher");
        let registered = &registration.publisher;
        for name in [
            "repository_owner",
            "repository_name",
            "workflow_filename",
            "environment",
        ] {
            assert_eq!(
                registered.field(name).unwrap_or_default(),
                field(name),
                "{id}: {name}"
            );
        }
    }
    println!("round trips {cases}");
    assert!(cases > 100, "only {cases} cases");
}

fn accepted_github_publisher(line: &Value) -> Option<Publisher> {
    let accepted = line.pointer("/expected/status")? == 200;
    let position = line.pointer("/expected/publisher")?.as_u64()?;
    let mut fields = line
        .get("publishers")?
        .get(usize::try_from(position).ok()?)?
        .as_object()?
        .clone();
    let is_github = fields.remove("kind")? == "github";
    let project = fields.remove("project")?.as_str()?.to_owned();
    fields.remove("pending");
    fields.remove("added_by");
    (accepted && is_github).then(|| Publisher {
        kind: "github".to_owned(),
        project,
        fields: fields
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .collect(),
        ..Publisher::default()
    })
}
