//! What pub.dev answers, as its client prints it, and what it points to.

#![expect(clippy::expect_used, reason = "a test's helpers fail loudly")]

use mintcheck::evidence::ClaimState;
use mintcheck::finding::{Cause, Decision};
use mintcheck::index::Publisher;
use mintcheck::report::Report;
use mintcheck::{Request, inspect};

/// What `dart pub publish` prints of a refusal: the header's text, with single quotes.
fn printed_by_dart(told: &str) -> String {
    format!(
        "Uploading...\nInsufficient permissions to the resource at the https://pub.dev package repository.\n{told}\n\
         Authentication failed!"
    )
}

fn on_pub_dev(paste: &str, publishers: Option<Vec<Publisher>>) -> Report {
    inspect(&Request {
        index: "pub.dev".to_owned(),
        paste: Some(paste.to_owned()),
        publishers,
        ..Request::default()
    })
    .expect("a report")
}

fn claim<'a>(report: &'a Report, name: &str) -> Option<&'a str> {
    match report.evidence.claim(name)? {
        ClaimState::Present(value) => value.as_str()?.as_str(),
        _ => None,
    }
}

#[test]
fn a_service_accounts_refusals_are_told_apart() {
    const WHO: &str = "The calling service account is not allowed to publish, because: ";
    const SEE: &str = "See https://dart.dev/go/publishing-with-service-account";
    const ACCOUNT: &str = "publisher@octo-org.iam.gserviceaccount.com";
    let other = format!("publishing is not enabled for the '{ACCOUNT}' service account");
    for (why, cause, email) in [
        (
            "publishing with service account is not enabled",
            Cause::NoPublisher,
            None,
        ),
        (other.as_str(), Cause::Owner, Some(ACCOUNT)),
    ] {
        let log = printed_by_dart(&format!("{WHO}{why}. {SEE}"));
        let message = format!("{WHO}{why}.\n{SEE}").replace('\'', "\"");
        let body = serde_json::json!({"code": "InsufficientPermissions", "message": message});
        for paste in [log, body.to_string()] {
            let report = on_pub_dev(&paste, None);
            assert_eq!(report.causes, [cause], "{paste}");
            assert_eq!(claim(&report, "email"), email, "{paste}");
            assert_eq!(claim(&report, "repository"), None, "{paste}");
        }
    }
}

#[test]
fn a_service_account_made_anew_is_another_account() {
    // The words about GitHub are the server's.
    let log = printed_by_dart(
        "The calling GitHub Action is not allowed to publish, because: Google Cloud Service account identifiers \
         changed, disabling automated publishing. See https://dart.dev/go/publishing-from-github",
    );
    assert_eq!(on_pub_dev(&log, None).causes, [Cause::OwnerId]);
    let fields = [("email", "a@b.iam.gserviceaccount.com"), ("sub", "1")];
    let publisher = Publisher {
        kind: "google".to_owned(),
        fields: fields
            .map(|(field, value)| (field.to_owned(), value.to_owned()))
            .into(),
        ..Publisher::default()
    };
    let claims = r#"{"iss": "https://accounts.google.com", "aud": "https://pub.dev", "sub": "2",
        "email": "a@b.iam.gserviceaccount.com"}"#;
    let report = on_pub_dev(claims, Some(vec![publisher]));
    assert_eq!(report.decision, Decision::Reject);
    assert_eq!(report.causes, [Cause::OwnerId]);
}

#[test]
fn a_service_account_in_a_log_is_set_beside_the_registered_one() {
    let log = printed_by_dart(
        "The calling service account is not allowed to publish, because: publishing is not enabled for the \
         'mona@octo-org.iam.gserviceaccount.com' service account. See \
         https://dart.dev/go/publishing-with-service-account",
    );
    let publisher = Publisher {
        kind: "google".to_owned(),
        fields: [(
            "email".to_owned(),
            "hubot@octo-org.iam.gserviceaccount.com".to_owned(),
        )]
        .into(),
        ..Publisher::default()
    };
    let report = on_pub_dev(&log, Some(vec![publisher]));
    assert_eq!(report.decision, Decision::Reject);
    assert_eq!(report.causes.first(), Some(&Cause::Owner));
}

/// As people reported them: petercinibulk/envied#69, littleGnAl/glance#32.
#[test]
fn the_quotes_that_the_client_prints_are_the_headers() {
    for (why, cause, claimed) in [
        (
            "publishing from github is not enabled",
            Cause::NoPublisher,
            None,
        ),
        (
            "publishing is not enabled for the 'octo-org/sample' repository, it may be enabled for another repository",
            Cause::Repository,
            Some(("repository", "octo-org/sample")),
        ),
        (
            "publishing is not allowed from 'workflow_dispath' events",
            Cause::Event,
            None,
        ),
        (
            "publishing is only allowed from 'push' or 'workflow_dispatch' events, this token originates from a \
             'release' event",
            Cause::Event,
            Some(("event_name", "release")),
        ),
        (
            "publishing is only allowed from 'tag' refType, this token has 'branch' refType",
            Cause::Ref,
            Some(("ref_type", "branch")),
        ),
        (
            "publishing is only allowed from 'refs/tags/*' ref, this token has 'v1.2.3' ref",
            Cause::Ref,
            Some(("ref", "v1.2.3")),
        ),
        (
            "publishing is configured to only be allowed from actions with specific ref pattern, this token has \
             'refs/tags/1.2.3' ref for which publishing is not allowed",
            Cause::Ref,
            Some(("ref", "refs/tags/1.2.3")),
        ),
        (
            "publishing is configured to only be allowed from actions with an environment, this token originates from \
             an action running in environment 'staging' for which publishing is not allowed",
            Cause::Environment,
            Some(("environment", "staging")),
        ),
        (
            "GitHub repository identifiers changed, disabling automated publishing",
            Cause::OwnerId,
            None,
        ),
    ] {
        let whole = format!("The calling GitHub Action is not allowed to publish, because: {why}.");
        let see = "See https://dart.dev/go/publishing-from-github";
        let log = printed_by_dart(&format!("{whole} {see}"));
        let body = serde_json::json!({"message": format!("{whole}\n{see}").replace('\'', "\"")});
        for paste in [&log, &body.to_string()] {
            let report = on_pub_dev(paste, None);
            assert_eq!(report.causes.first(), Some(&cause), "{paste}");
            let told = claimed.and_then(|(name, _)| claim(&report, name));
            assert_eq!(told, claimed.map(|(_, value)| value), "{paste}");
            assert_eq!(report.evidence.claims.len(), usize::from(claimed.is_some()));
        }
        let error = on_pub_dev(&log, None)
            .evidence
            .server_error
            .expect("an error");
        assert_eq!(error.description, whole);
    }
}
