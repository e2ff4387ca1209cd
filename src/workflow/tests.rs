use super::*;

const PLAIN: &str = "\
name: Release
on:
  release:
    types: [published]
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: python -m build
  publish: # to PyPI
    needs: build
    runs-on: ubuntu-latest # hosted
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
";

fn plan() -> Plan {
    Plan {
        repository: Some("octo-org/sample".to_owned()),
        file: Some("release.yml".to_owned()),
        ..Plan::default()
    }
}

fn target() -> Target<'static> {
    Target {
        host: Some("pypi.org"),
        audience: Some("pypi"),
        upload_url: Some("https://upload.pypi.org/legacy/"),
        refused_events: &["pull_request_target"],
        ..Target::default()
    }
}

fn problems(text: &str, target: &Target<'_>) -> Vec<Problem> {
    let reading = read(text, &plan(), target).expect("a workflow");
    reading
        .findings
        .into_iter()
        .map(|finding| finding.problem)
        .collect()
}

/// The text with the change of the first finding that has that problem.
fn mended(text: &str, target: &Target<'_>, is: impl Fn(&Problem) -> bool) -> String {
    let reading = read(text, &plan(), target).expect("a workflow");
    let finding = reading
        .findings
        .iter()
        .find(|finding| is(&finding.problem))
        .expect("a finding");
    apply(text, finding.edits.as_deref().expect("a change"))
}

#[test]
fn a_job_without_the_permission_gets_it_and_keeps_its_comments() {
    let is = |problem: &Problem| {
        matches!(
            problem,
            Problem::IdTokenMissing {
                because: Ungranted::Unset
            }
        )
    };
    assert!(problems(PLAIN, &target()).iter().any(is));
    let mended = mended(PLAIN, &target(), is);
    assert!(mended.contains(
        "# hosted\n    permissions:\n      contents: read\n      id-token: write\n    steps:"
    ));
    assert!(!problems(&mended, &target()).iter().any(is));
}

#[test]
fn a_missing_environment_is_put_in() {
    let target = Target {
        environment: Some("pypi"),
        ..target()
    };
    let is = |problem: &Problem| matches!(problem, Problem::EnvironmentMissing { .. });
    let mended = mended(PLAIN, &target, is);
    assert!(!problems(&mended, &target).iter().any(is));
    let reading = read(&mended, &plan(), &target).expect("a workflow");
    let environment = reading
        .jobs
        .first()
        .and_then(|job| job.tokens.first()?.environment.clone());
    assert_eq!(environment.as_deref(), Some("pypi"));
}

#[test]
fn the_claims_name_the_file_and_the_ref() {
    let plan = Plan {
        git_ref: Some("refs/tags/v2".to_owned()),
        ..plan()
    };
    let reading = read(PLAIN, &plan, &target()).expect("a workflow");
    let token = reading
        .jobs
        .first()
        .and_then(|job| job.tokens.first())
        .expect("a token");
    let value = |name: &str| {
        token
            .claims
            .iter()
            .find(|claim| claim.name == name)
            .map(|claim| claim.value.clone())
    };
    let known = |text: &str| Some(PlannedValue::Known(text.to_owned()));
    // Which of its two forms the repository has is not known.
    assert_eq!(
        value("sub"),
        Some(PlannedValue::Example(
            "repo:octo-org/sample:ref:refs/tags/v2".to_owned()
        ))
    );
    assert_eq!(
        value("job_workflow_ref"),
        known("octo-org/sample/.github/workflows/release.yml@refs/tags/v2")
    );
    assert_eq!(value("environment"), Some(PlannedValue::Absent));
    assert_eq!(
        value("event_name"),
        Some(PlannedValue::Example("release".to_owned()))
    );
    assert_eq!(value("sha"), Some(PlannedValue::AtRun));
}

#[test]
fn a_stored_password_is_taken_out_with_its_block() {
    let text = PLAIN.replace(
        "release/v1\n",
        "release/v1\n        with:\n          user: __token__\n          password: ${{ secrets.PYPI }}\n",
    );
    let is = |problem: &Problem| matches!(problem, Problem::StoredCredential { .. });
    assert_eq!(mended(&text, &target(), is), PLAIN);
}

#[test]
fn a_job_that_calls_a_workflow_keeps_the_permission_that_is_taken_from_the_rest() {
    let mended = mended(CALLS_BESIDE, &target(), |problem| {
        *problem == Problem::IdTokenForEveryJob
    });
    let granted: Vec<&str> = mended.split("  build:").collect();
    let count = |part: &str| part.matches("id-token: write").count();
    let counts: Vec<usize> = granted.into_iter().map(count).collect();
    assert_eq!(counts, [1, 1], "{mended}");
}

#[test]
fn the_publishers_environment_is_no_business_of_another_indexs_job() {
    let text = include_str!("../../tests/vectors/workflows/both-indexes.yml");
    let concerns = |environment| {
        let target = Target {
            environment: Some(environment),
            ..target()
        };
        let reading = read(text, &plan(), &target).expect("a workflow");
        let findings = reading.findings.into_iter();
        let others =
            findings.filter(|found| matches!(found.problem, Problem::EnvironmentOther { .. }));
        others.filter_map(|found| found.job).collect::<Vec<_>>()
    };
    assert_eq!(concerns("pypi"), Vec::<String>::new());
    assert_eq!(concerns("release"), ["pypi"]);
}

#[test]
fn a_branch_is_told_from_a_tag() {
    for (event, given, full) in [
        ("push", "main", "refs/heads/main"),
        ("push", " v1.2.3 ", "refs/tags/v1.2.3"),
        ("push", "2026.1", "refs/tags/2026.1"),
        ("push", "refs/heads/v2", "refs/heads/v2"),
        ("release", "spring", "refs/tags/spring"),
        ("release", "", "refs/tags/v1.0.0"),
    ] {
        let plan = Plan {
            event: Some(event.to_owned()),
            git_ref: Some(given.to_owned()),
            ..plan()
        };
        let reading = read(PLAIN, &plan, &target()).expect("a workflow");
        assert_eq!(reading.git_ref, full);
    }
}

const CALLS_BESIDE: &str = "\
on: {release: {}}
permissions:
  contents: read
  id-token: write
jobs:
  attest:
    uses: ./.github/workflows/attest.yml
  build:
    runs-on: ubuntu-latest
    steps:
      - run: python -m build
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: pypa/gh-action-pypi-publish@v1.13.0
";
