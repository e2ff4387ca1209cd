//! An index that somebody runs: what its profile says counts, and nothing else is PyPI's but the rules.

#![expect(
    clippy::expect_used,
    reason = "a test fails where something is not as expected"
)]

use std::collections::BTreeMap;

use mintcheck::finding::{Decision, Open, Rule};
use mintcheck::index::Publisher;
use mintcheck::index::custom::{self, Profile};
use mintcheck::{Language, Report, Request, WorkflowRequest, inspect, inspect_workflow};

/// A real token, with the audience `sigstore`.
const REAL: &str = include_str!("data/github-actions-token.txt");

fn profile(audience: Option<&str>, issuers: &[&str]) -> Profile {
    Profile {
        name: Some("Acme".to_owned()),
        base_url: "https://pypi.acme.example/legacy/".to_owned(),
        audience: audience.map(str::to_owned),
        issuers: Some(issuers.iter().map(|issuer| (*issuer).to_owned()).collect()),
        ..Profile::default()
    }
}

fn request(profile: Profile) -> Request {
    Request {
        index: custom::ID.to_owned(),
        profile: Some(profile),
        paste: Some(REAL.to_owned()),
        ..Request::default()
    }
}

/// Inspects with the publisher that the token matches.
fn report(profile: Profile) -> Report {
    let fields = [
        ("repository_owner", "sigstore-conformance"),
        ("repository_owner_id", "131804563"),
        ("repository_name", "extremely-dangerous-public-oidc-beacon"),
        ("workflow_filename", "extremely-dangerous-oidc-beacon.yml"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let publisher = Publisher {
        kind: "github".to_owned(),
        project: "sample".to_owned(),
        fields: BTreeMap::from(fields),
        ..Publisher::default()
    };
    inspect(&Request {
        publishers: Some(vec![publisher]),
        ..request(profile)
    })
    .expect("a report")
}

#[test]
fn a_token_with_the_audience_of_the_profile_is_accepted() {
    let report = report(profile(Some("sigstore"), &["github"]));
    assert_eq!(report.decision, Decision::Accept);
    assert_eq!(report.index.id, "custom");
    let headline = Language::English.headline(&report);
    assert!(
        headline.starts_with("Acme accepts this token"),
        "{headline}"
    );
}

#[test]
fn a_token_with_another_audience_is_refused_and_the_profile_s_is_named() {
    let report = report(profile(Some("acme"), &["github"]));
    assert_eq!(report.decision, Decision::Reject);
    let step = report.decisive().expect("a step");
    assert_eq!(step.rule, Rule::Audience);
    let reason = step.reason.as_ref().expect("a reason");
    let told = Language::English.reason(reason, &report.index);
    assert!(told.ends_with("this index demands `acme`"), "{told}");
}

#[test]
fn without_an_audience_it_alone_is_open() {
    let report = report(profile(None, &["github"]));
    let open = vec![Open::Audience];
    let accepted_if_genuine = true;
    assert_eq!(
        report.decision,
        Decision::Undecided {
            open,
            accepted_if_genuine
        }
    );
    for language in Language::ALL {
        let headline = language.headline(&report);
        assert!(headline.contains("Acme"), "{headline}");
    }
}

#[test]
fn an_issuer_that_is_not_named_is_not_trusted() {
    let profile = profile(Some("sigstore"), &["https://gitlab.acme.example"]);
    let report = inspect(&request(profile)).expect("a report");
    assert_eq!(report.decision, Decision::Reject);
    assert_eq!(report.decisive().expect("a step").rule, Rule::IssuerKnown);
}

#[test]
fn a_request_for_it_has_to_tell_of_it() {
    let refused = |profile| {
        let request = Request {
            profile,
            ..request(Profile::default())
        };
        let error = inspect(&request).expect_err("no profile");
        let told = Language::ALL
            .iter()
            .map(|language| language.request_error(&error));
        told.collect::<Vec<_>>().join("\n")
    };
    let missing = refused(None);
    let expected = "nothing is told of the index `custom`: give its profile\n";
    assert!(missing.starts_with(expected), "{missing}");
    let empty = refused(Some(Profile::default()));
    let expected = "the profile's `baseUrl` is no address: ";
    assert!(empty.starts_with(expected), "{empty}");
    assert_eq!(
        empty.matches("`baseUrl`").count(),
        Language::ALL.len(),
        "{empty}"
    );
}

#[test]
fn a_profile_does_not_change_what_another_index_says() {
    let of_pypi = |profile| {
        let request = Request {
            index: "pypi".to_owned(),
            profile,
            ..request(Profile::default())
        };
        inspect(&request).expect("a report")
    };
    let with = of_pypi(Some(profile(Some("acme"), &["github"])));
    assert_eq!(with, of_pypi(None));
}

#[test]
fn a_workflow_is_read_for_it() {
    let text = "\
on: push
jobs:
  publish:
    runs-on: ubuntu-latest
    permissions:
      id-token: write
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
        with:
          repository-url: https://pypi.acme.example/legacy/
";
    let report = inspect_workflow(&WorkflowRequest {
        index: custom::ID.to_owned(),
        profile: Some(profile(Some("acme"), &["github"])),
        text: text.to_owned(),
        ..WorkflowRequest::default()
    })
    .expect("a report");
    let job = report.jobs.first().expect("a job");
    let report = job.reports.first().and_then(Option::as_ref);
    let audience = report.and_then(|report| {
        let steps = &report.steps;
        steps
            .iter()
            .find(|step| step.rule == Rule::Audience)
            .cloned()
    });
    let audience = audience.expect("it is this index's");
    assert_eq!(audience.outcome, mintcheck::finding::Outcome::Pass);
}

#[test]
fn the_smallest_workflow_publishes_to_it() {
    let index = profile(Some("acme"), &["github"]).index();
    let publisher = Publisher {
        kind: "github".to_owned(),
        ..Publisher::default()
    };
    let text = index.expect("an index").workflow(&publisher);
    let text = text.expect("a workflow");
    assert!(
        text.contains("repository-url: https://pypi.acme.example/legacy/\n"),
        "{text}"
    );
}

#[test]
fn claims_without_an_issuer_are_taken_for_one_that_it_trusts() {
    let log = "* `sub`: `repo:octo-org/sample:ref:refs/heads/main`\n\
               * `repository`: `octo-org/sample`\n\
               * `repository_owner`: `octo-org`\n\
               * `repository_owner_id`: `1`\n\
               * `job_workflow_ref`: `octo-org/sample/.github/workflows/release.yml@refs/heads/main`\n\
               * `ref`: `refs/heads/main`\n";
    let own = "https://github.acme.example/_services/token";
    let report = inspect(&Request {
        paste: Some(log.to_owned()),
        ..request(profile(Some("acme"), &[own]))
    })
    .expect("a report");
    assert_ne!(report.decision, Decision::Reject, "{:?}", report.decisive());
}
