//! Where a job would be accepted.

#![expect(clippy::expect_used, reason = "a test's helpers fail loudly")]

#[path = "everywhere/registering.rs"]
mod registering;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mintcheck::finding::{Decision, Reason};
use mintcheck::index::custom::Profile;
use mintcheck::index::{Class, INDEXES};
use mintcheck::inspect::{AtIndex, RulesOf, everywhere, everywhere_with};
use mintcheck::issuer::github::GITHUB;
use mintcheck::workflow::ComparedFile;
use mintcheck::{Request, RequestError, inspect};

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
    let found = all.iter().find(|at| at.index.id == index);
    found.expect("every index is asked")
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
    let names: Vec<_> = all.iter().map(|at| at.index.id).collect();
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
    assert!(at(&all, "pypi").is_accepted() && at(&all, "crates.io").is_accepted());
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
fn each_index_tells_the_audience_that_it_wants_and_the_file_that_it_compares() {
    use ComparedFile::{Called, Caller};
    let all = asked(&log(&[]));
    let told = |index: &str| {
        let at = at(&all, index);
        let file = at.file.as_ref();
        let file = file.map(|file| (file.compared, file.name.as_str()));
        (at.audience.as_deref().unwrap_or_default(), file)
    };
    let of_called = Some((Called, "publish.yml"));
    let of_caller = Some((Caller, "release.yml"));
    for (index, audience, file) in [
        ("pypi", "pypi", of_called),
        ("testpypi", "testpypi", of_called),
        ("crates.io", "crates.io", of_caller),
        ("rubygems", "rubygems.org", of_called),
        ("npm", "npm:registry.npmjs.org", of_caller),
        ("nuget", "https://www.nuget.org", of_called),
        ("pub.dev", "https://pub.dev", None),
        ("open-vsx", "https://open-vsx.org", of_caller),
    ] {
        assert_eq!(told(index), (audience, file), "{index}");
    }
    let (audience, file) = told("jsr");
    assert!(audience.starts_with("{\"permissions\":"), "{audience}");
    assert_eq!(file, None);
}

#[test]
fn what_is_typed_in_is_told_in_the_forms_order_without_what_the_index_finds_out() {
    let all = asked(&log(&[("environment", "Release")]));
    let at = at(&all, "pypi");
    let typed: Vec<_> = at
        .fields
        .iter()
        .map(|filled| (filled.field, filled.value.as_str()))
        .collect();
    let expected = [
        ("repository_owner", "octo-org"),
        ("repository_name", "sample"),
        ("workflow_filename", "publish.yml"),
        ("environment", "release"),
    ];
    assert_eq!(typed, expected);
    let publisher = at.publisher.as_ref().expect("a publisher");
    assert_eq!(publisher.field("repository_owner_id"), Some("123456"));
}

#[test]
fn a_claim_that_a_token_lacks_matches_nothing_that_could_be_registered() {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let token = |more: &str| {
        let claims = format!(
            r#"{{"iss": "https://token.actions.githubusercontent.com", "aud": "pypi", "iat": 1000, "nbf": 1000,
            "exp": 1300, "jti": "1", "sub": "repo:o/r:ref:refs/tags/v1", "repository": "o/r", "repository_owner": "o",
            "repository_owner_id": "7", "repository_id": "8", "event_name": "push", "ref": "refs/tags/v1",
            "ref_type": "tag", "runner_environment": "github-hosted", "repository_visibility": "public",
            "job_workflow_ref": "o/r/.github/workflows/a.yml@refs/tags/v1"{more}}}"#
        );
        format!(
            "{}.{}.c2ln",
            part(r#"{"alg": "RS256", "kid": "1"}"#),
            part(&claims)
        )
    };
    let lacking = asked(&token(""));
    assert_eq!(at(&lacking, "npm").decision, Decision::Reject);
    assert_eq!(at(&lacking, "npm").publisher, None);
    let complete = r#", "workflow_ref": "o/r/.github/workflows/a.yml@refs/tags/v1""#;
    assert_ne!(
        at(&asked(&token(complete)), "npm").decision,
        Decision::Reject
    );
}

#[test]
fn a_ref_that_no_pattern_makes_is_refused_whatever_is_registered() {
    for (reference, is_refused) in [
        ("refs/tags/v1.2.3", false),
        ("refs/tags/latest", true),
        ("refs/heads/main", true),
    ] {
        let all = asked(&log(&[("ref", reference)]));
        let decision = &at(&all, "pub.dev").decision;
        assert_eq!(*decision == Decision::Reject, is_refused, "{reference}");
    }
}

#[test]
fn claims_of_gitlab_go_with_it_even_where_they_name_no_issuer() {
    let all = asked(
        r#"{"namespace_path": "group", "project_path": "group/sample", "ref": "main", "ref_type": "branch",
            "ci_config_ref_uri": "gitlab.com/group/sample//.gitlab-ci.yml@refs/heads/main"}"#,
    );
    let publisher = at(&all, "pypi").publisher.as_ref().expect("a publisher");
    assert_eq!(publisher.kind, "gitlab");
    let stop = at(&all, "rubygems").stop.as_ref();
    let reason = stop.and_then(|step| step.reason.as_ref());
    assert!(
        matches!(reason, Some(Reason::IssuerUnknown { .. })),
        "{reason:?}"
    );
}

#[test]
fn an_index_of_ones_own_is_asked_last() {
    let profile = |audience: Option<&str>| Profile {
        name: Some("Ours".to_owned()),
        base_url: "https://pypi.example".to_owned(),
        audience: audience.map(str::to_owned),
        ..Profile::default()
    };
    for audience in [Some("ours"), None] {
        let request = Request {
            index: "custom".to_owned(),
            profile: Some(profile(audience)),
            paste: Some(TOKEN.to_owned()),
            ..Request::default()
        };
        let found = everywhere_with(&request, |index| Some(index.rules())).expect("a request");
        let last = found.indexes.last().expect("indexes");
        assert!(found.indexes.len() > INDEXES.len());
        assert_eq!((last.index.id, &*last.index.name), ("custom", "Ours"));
        assert_eq!(last.audience.as_deref(), audience);
        assert!(last.is_accepted());
        assert_eq!(
            everywhere(&inspect(&request).expect("a request")),
            found.indexes
        );
    }
    let request = Request {
        profile: Some(Profile::default()),
        ..Request::default()
    };
    let refused = everywhere_with(&request, |index| Some(index.rules()));
    assert!(matches!(refused, Err(RequestError::Profile { .. })));
}

#[test]
fn rules_that_are_not_at_hand_are_named() {
    let request = Request {
        paste: Some(TOKEN.to_owned()),
        ..Request::default()
    };
    let rules_of: RulesOf = |index| (index.id != "jsr").then(|| index.rules());
    let refused = everywhere_with(&request, rules_of).expect_err("rules are lacking");
    assert_eq!(refused, RequestError::SomeRulesNotLoaded { index: "jsr" });
    let found = everywhere_with(&request, |index| Some(index.rules())).expect("a request");
    assert_eq!(found.indexes, asked(TOKEN));
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
