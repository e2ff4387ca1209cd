//! What the page answers to a token.

use mintcheck::Language;
use mintcheck::finding::Decision;

use crate::material::{Case, KEYS, real, report, request};
use crate::page::{Page, shown};
use crate::session::on_the_page;

/// Gives the page what the case has.
async fn give(page: &Page, case: &Case) {
    page.paste(&case.token).await;
    page.enter("keys-paste", KEYS).await;
    for (place, publisher) in case.publishers.iter().enumerate() {
        if place > 0 {
            page.click("add-publisher").await;
        }
        page.register(place, publisher).await;
    }
}

/// A case with one publisher, in an environment.
fn one_publisher() -> Case {
    Case::accepted("accept-github", |case| {
        let environment = case
            .publishers
            .first()
            .and_then(|own| own.field("environment"));
        environment.is_some_and(|name| !name.is_empty()) && case.publishers.len() == 1
    })
}

#[test]
fn a_genuine_token_for_another_audience_is_refused_because_of_its_audience() {
    on_the_page(async |page| {
        page.paste(real()).await;
        let report = report(&request("pypi", real()));
        assert_eq!(report.decision, Decision::Reject);
        page.agrees_with(&report).await;

        page.shows("badge", "Recognised: A token").await;
        page.mentions("verdict-sentence", "PyPI refuses this token")
            .await;
        page.mentions("verdict-sentence", "sigstore").await;
        page.mentions("decisive", "audience").await;
        page.mentions("signature", "Genuine: signed by the issuer's key")
            .await;
        page.mentions("signature", "built into mintcheck").await;
        page.shows("answer-status", "HTTP 422 Unprocessable Content")
            .await;
        page.shows(
            "answer-body",
            concat!(
                r#"{"errors":[{"code":"invalid-token","description":"malformed or invalid token"}],"#,
                r#""message":"Token request failed"}"#
            ),
        )
        .await;
        page.mentions("claim-aud", "sigstore").await;
        page.mentions(
            "claim-repository",
            "sigstore-conformance/extremely-dangerous-public-oidc-beacon",
        )
        .await;
    });
}

#[test]
fn a_token_that_fits_the_registered_publisher_is_accepted() {
    let case = one_publisher();
    on_the_page(async |page| {
        give(page, &case).await;
        let report = report(&case.request());
        assert_eq!(report.decision, Decision::Accept);
        page.agrees_with(&report).await;

        page.shows("answer-status", "HTTP 200 OK").await;
        page.mentions("answer-body", r#""success":true"#).await;
        page.mentions("signature", "the keys that you gave").await;
        let project = case.publishers.first().map(|own| own.project.as_str());
        page.mentions("verdict-sentence", project.expect("a project"))
            .await;
    });
}

#[test]
fn one_wrong_environment_is_refused_in_a_sentence_that_names_it() {
    let mut case = one_publisher();
    on_the_page(async |page| {
        give(page, &case).await;
        page.agrees_with(&report(&case.request())).await;

        let publisher = case.publishers.first_mut().expect("a publisher");
        let right = publisher
            .fields
            .insert("environment".to_owned(), "staging".to_owned())
            .expect("an environment");
        page.enter("publisher-0-environment", "staging").await;
        let refused = report(&case.request());
        assert_eq!(refused.decision, Decision::Reject);
        page.agrees_with(&refused).await;
        page.mentions("verdict-sentence", "staging").await;
        page.mentions("verdict-sentence", &right).await;
        page.mentions("verdict-sentence", "environment").await;
        page.shows("answer-status", "HTTP 422 Unprocessable Content")
            .await;
        page.mentions("answer-body", "invalid-publisher").await;

        page.enter("publisher-0-environment", &right).await;
        page.shows("answer-status", "HTTP 200 OK").await;
        assert_eq!(page.verdict().await, "accept");
    });
}

#[test]
fn a_token_for_testpypi_is_refused_by_pypi_and_accepted_by_testpypi() {
    let case = Case::accepted("audience-testpypi", |case| case.index == "testpypi");
    on_the_page(async |page| {
        give(page, &case).await;
        let mut request = case.request();
        request.index = "pypi".to_owned();
        let refused = report(&request);
        assert_eq!(refused.decision, Decision::Reject);
        page.agrees_with(&refused).await;
        page.mentions("verdict-sentence", "testpypi").await;

        page.click("index-testpypi").await;
        let accepted = report(&case.request());
        assert_eq!(accepted.decision, Decision::Accept);
        page.agrees_with(&accepted).await;

        page.click("index-pypi").await;
        page.agrees_with(&refused).await;
    });
}

#[test]
fn among_several_publishers_the_one_that_fits_mints() {
    let mut case = one_publisher();
    let mut other = case.publishers.first().cloned().expect("a publisher");
    "another-project".clone_into(&mut other.project);
    other
        .fields
        .insert("workflow_filename".to_owned(), "other.yml".to_owned());
    case.publishers.insert(0, other);
    let project = case.publishers.last().map(|own| own.project.clone());
    let project = project.expect("a project");
    on_the_page(async |page| {
        give(page, &case).await;
        let accepted = report(&case.request());
        assert_eq!(accepted.decision, Decision::Accept);
        assert_eq!(accepted.selected, Some(1));
        page.agrees_with(&accepted).await;
        page.mentions("verdict-sentence", &project).await;

        // The forms move up; what is in them stays with them.
        page.click("remove-publisher-1").await;
        case.publishers.truncate(1);
        let refused = report(&case.request());
        assert_eq!(refused.decision, Decision::Reject);
        page.agrees_with(&refused).await;
        assert_eq!(page.value("publisher-0-project").await, "another-project");
        page.mentions("verdict-sentence", "other.yml").await;

        page.click("remove-publisher-0").await;
        case.publishers.clear();
        let mut request = case.request();
        request.publishers = None;
        page.agrees_with(&report(&request)).await;
        assert_eq!(page.verdict().await, "undecided");
        assert_eq!(page.value("publisher-0-project").await, "");
    });
}

#[test]
fn a_pending_publisher_mints_for_a_project_that_does_not_exist_yet() {
    let case = Case::accepted(
        "pending",
        |case| matches!(case.publishers.as_slice(), [only] if only.pending),
    );
    on_the_page(async |page| {
        give(page, &case).await;
        let accepted = report(&case.request());
        assert_eq!(accepted.decision, Decision::Accept);
        page.agrees_with(&accepted).await;
        let project = case.publishers.first().map(|own| own.project.as_str());
        page.mentions("mints", project.expect("a project")).await;
        // Creating the project is more than an answer.
        let notice = accepted.prediction.notices.first();
        let notice = Language::default().notice(*notice.expect("a notice"));
        page.mentions("besides", &shown(notice)).await;
    });
}
