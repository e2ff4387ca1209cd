//! Where a job would be accepted.

#![expect(clippy::expect_used, reason = "a test's helpers fail loudly")]

use mintcheck::finding::{Decision, Reason};
use mintcheck::index::{Class, INDEXES};
use mintcheck::inspect::{AtIndex, everywhere};
use mintcheck::issuer::github::GITHUB;
use mintcheck::{Request, inspect};

const TOKEN: &str = include_str!("data/github-actions-token.txt");

fn asked(paste: &str) -> Vec<AtIndex> {
    let request = Request {
        index: "pypi".to_owned(),
        paste: Some(paste.to_owned()),
        ..Request::default()
    };
    everywhere(&inspect(&request).expect("a request"))
}

fn at<'a>(all: &'a [AtIndex], index: &str) -> &'a AtIndex {
    let found = all.iter().find(|at| at.index == index);
    found.expect("every index is asked")
}

fn would_mint(at: &AtIndex) -> bool {
    match at.decision {
        Decision::Accept => true,
        Decision::Reject => false,
        Decision::Undecided {
            accepted_if_genuine,
            ..
        } => accepted_if_genuine,
    }
}

/// The file that an index wants registered.
fn file(at: &AtIndex) -> Option<&str> {
    at.publisher.as_ref()?.field("workflow_filename")
}

/// A log that shows claims, some of them another way.
fn log(changes: &[(&str, &str)]) -> String {
    let claims = [
        ("sub", "repo:octo-org/sample:ref:refs/tags/v1.2.3"),
        ("repository", "octo-org/sample"),
        ("repository_owner", "octo-org"),
        ("repository_owner_id", "123456"),
        ("repository_id", "654321"),
        (
            "workflow_ref",
            "octo-org/sample/.github/workflows/release.yml@refs/tags/v1.2.3",
        ),
        (
            "job_workflow_ref",
            "octo-org/sample/.github/workflows/publish.yml@refs/tags/v1.2.3",
        ),
        ("ref", "refs/tags/v1.2.3"),
        ("event_name", "push"),
        ("environment", "MISSING"),
    ];
    let value = |name: &str, usual: &'static str| {
        let changed = changes.iter().find(|(other, _)| *other == name);
        changed.map_or(usual.to_owned(), |(_, value)| (*value).to_owned())
    };
    let lines: String = claims
        .iter()
        .map(|(name, usual)| format!("* `{name}`: `{}`\n", value(name, usual)))
        .collect();
    format!(
        "Error: Trusted publishing exchange failure:\nToken request failed: the server refused the request for the \
         following reasons:\n\n* `invalid-publisher`: valid token, but no corresponding publisher (Publisher with \
         matching claims was not found)\n\n{lines}"
    )
}

#[test]
fn every_index_is_asked_for_a_token_of_its_own() {
    let all = asked(TOKEN);
    let names: Vec<_> = all.iter().map(|at| at.index).collect();
    let expected: Vec<_> = INDEXES.iter().map(|index| index.id).collect();
    assert_eq!(names, expected);
    // Its audience is nobody's here, and it is refused nowhere for that.
    assert!(all.iter().all(|at| !at.is_meant));
    for at in &all {
        let reason = at.stop.as_ref().and_then(|step| step.reason.as_ref());
        assert!(
            !matches!(reason, Some(Reason::AudienceDiffers { .. })),
            "{at:?}"
        );
    }
    assert!(would_mint(at(&all, "pypi")) && would_mint(at(&all, "crates.io")));
}

#[test]
fn a_workflow_that_is_called_goes_by_its_own_name_at_some_indexes_and_by_its_callers_at_others() {
    let all = asked(&log(&[]));
    let of_caller = ["crates.io", "npm", "open-vsx"];
    let of_called = ["pypi", "testpypi", "rubygems", "nuget"];
    for (indexes, expected) in [
        (&of_caller[..], "release.yml"),
        (&of_called[..], "publish.yml"),
    ] {
        for index in indexes {
            assert_eq!(file(at(&all, index)), Some(expected), "{index}");
        }
    }
}

#[test]
fn an_event_is_refused_where_no_registration_helps() {
    let all = asked(&log(&[("event_name", "workflow_run")]));
    let stop = at(&all, "crates.io").stop.as_ref();
    let reason = stop.and_then(|step| step.reason.as_ref());
    let expected = Reason::EventRefused {
        event: "workflow_run".to_owned(),
    };
    assert_eq!(reason, Some(&expected));
    assert_eq!(at(&all, "crates.io").decision, Decision::Reject);
    assert_ne!(at(&all, "pypi").decision, Decision::Reject);
}

#[test]
fn a_box_on_the_form_is_ticked_where_that_helps() {
    let all = asked(&log(&[("event_name", "workflow_dispatch")]));
    let pub_dev = at(&all, "pub.dev");
    assert_ne!(pub_dev.decision, Decision::Reject, "{pub_dev:?}");
    let publisher = pub_dev.publisher.as_ref().expect("a publisher");
    assert_eq!(publisher.field("workflow_dispatch_events"), Some("true"));
}

#[test]
fn a_field_stays_empty_where_what_the_token_says_does_not_help() {
    let all = asked(
        r#"{
            "iss": "https://gitlab.com", "aud": "https://www.nuget.org", "jti": "1", "sub": "x",
            "namespace_id": "1", "namespace_path": "group", "project_id": "2", "project_path": "group/sample",
            "ref": "v1.2.3", "ref_type": "tag", "ci_config_ref_uri": "gitlab.com/group/sample//.gitlab-ci.yml@refs/tags/v1.2.3"
        }"#,
    );
    let nuget = at(&all, "nuget");
    assert!(nuget.is_meant);
    assert_ne!(nuget.decision, Decision::Reject, "{nuget:?}");
    let publisher = nuget.publisher.as_ref().expect("a publisher");
    assert_eq!(publisher.field("ref"), None);
}

#[test]
fn an_enterprises_own_issuer_is_asked_about_and_trusted_by_few() {
    let issuer = "https://token.actions.githubusercontent.com/octo";
    let all = asked(&log(&[]).replace("* `sub`", &format!("* `iss`: `{issuer}`\n* `sub`")));
    assert_ne!(at(&all, "jsr").decision, Decision::Reject);
    let stop = at(&all, "crates.io").stop.as_ref();
    let reason = stop.and_then(|step| step.reason.as_ref());
    assert!(
        matches!(reason, Some(Reason::IssuerUnknown { .. })),
        "{reason:?}"
    );
}

#[test]
fn without_claims_nobody_is_asked() {
    assert_eq!(asked(""), []);
    assert_eq!(asked("no token at all"), []);
}

#[test]
fn only_a_closed_server_leaves_open_whether_it_reads_a_claim() {
    let closed = ["npm"];
    for index in INDEXES {
        let class = |claim: &str| (index.rules().class_of_claim)("github", claim);
        let mut claims = GITHUB.glossary.iter();
        let leaves_open = claims.any(|(claim, _)| class(claim) == Class::Undocumented);
        assert_eq!(leaves_open, closed.contains(&index.id), "{}", index.id);
    }
}
