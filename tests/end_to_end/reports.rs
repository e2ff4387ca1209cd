//! Failures as people reported them, from the paste to the way out.

use std::collections::BTreeMap;

use mintcheck::finding::{Decision, Edit};
use mintcheck::index::Publisher;
use mintcheck::{Language, Report, Request};
use serde_json::Value;

use crate::material::{report, request};
use crate::page::{Page, shown};
use crate::session::on_the_page;

const REPORTS: &str = include_str!("../vectors/reports/reports.jsonl");

/// What somebody reported: the log, and what was registered if they said so.
struct Reported {
    paste: String,
    publisher: Option<Publisher>,
}

/// The report with that identifier.
fn reported(id: &str) -> Reported {
    let record: Value = REPORTS
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record"))
        .find(|record: &Value| record.get("id").and_then(Value::as_str) == Some(id))
        .expect("a report");
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let paste = record.get("paste").and_then(text).expect("a paste");
    let publisher = record.get("config").and_then(Value::as_object);
    let publisher = publisher.map(|config| Publisher {
        kind: "github".to_owned(),
        fields: config
            .iter()
            .filter_map(|(field, value)| Some((field.clone(), text(value)?)))
            .collect(),
        ..Publisher::default()
    });
    Reported { paste, publisher }
}

impl Reported {
    /// What the page asks the core.
    fn request(&self, publishers: &[Publisher]) -> Request {
        Request {
            publishers: (!publishers.is_empty()).then(|| publishers.to_vec()),
            ..request("pypi", &self.paste)
        }
    }

    /// Gives the page what was reported, and checks what it says of it.
    async fn give(&self, page: &Page) -> Report {
        page.paste(&self.paste).await;
        if let Some(publisher) = &self.publisher {
            page.register(0, publisher).await;
        }
        let publishers: Vec<_> = self.publisher.iter().cloned().map(with_any).collect();
        let found = report(&self.request(&publishers));
        says_what_it_found(page, &found).await;
        found
    }
}

/// The publisher as the page hands it over: an environment left empty says that any will do.
fn with_any(mut publisher: Publisher) -> Publisher {
    publisher
        .fields
        .entry("environment".to_owned())
        .or_default();
    publisher
}

/// Waits until the page says what the core does: the verdict, the cause, what to change.
async fn says_what_it_found(page: &Page, found: &Report) {
    let language = Language::default();
    page.shows("verdict-sentence", &shown(&language.headline(found)))
        .await;
    let cause = found.causes.first().expect("a cause");
    let id = serde_json::to_value(cause).expect("a name");
    let id = format!("cause-{}", id.as_str().expect("a name"));
    page.shows(&id, &shown(language.cause(*cause))).await;
    if let Some(error) = &found.evidence.server_error {
        page.shows("reported-description", &error.description).await;
        if let Some(code) = &error.code {
            page.shows("reported-code", code).await;
        }
    }
    for (place, remedy) in found.remedies.iter().enumerate() {
        let id = format!("remedy-{place}");
        for edit in &remedy.edits {
            page.mentions(&id, &shown(&language.edit(edit, found)))
                .await;
        }
        let proof = language.proof(remedy, found.is_genuine());
        page.mentions(&format!("proof-{place}"), &shown(proof))
            .await;
    }
}

/// Applies the first remedy by a click, and takes it back.
async fn turns(page: &Page, before: &Report) {
    let language = Language::default();
    let headline = shown(&language.headline(before));
    let verdict = page.verdict().await;
    let form = fields(page).await;
    let remedy = before.remedies.first().expect("a remedy");
    assert!(remedy.proved);
    let (_, values) = remedy.publisher.as_ref().expect("a publisher");

    page.click("apply-0").await;
    page.mentions("applied", "The form on this page has the new values")
        .await;
    page.lacks("apply-0").await;
    for (field, value) in values {
        let id = format!("publisher-0-{field}");
        assert_eq!(page.value(&id).await, *value);
    }
    page.mentions("verdict-sentence", "accepts, if the token is genuine")
        .await;
    assert_eq!(page.verdict().await, "undecided");

    page.click("undo").await;
    page.lacks("undo").await;
    page.shows("verdict-sentence", &headline).await;
    assert_eq!(page.verdict().await, verdict);
    assert_eq!(fields(page).await, form);
}

/// What stands in the first publisher's form.
async fn fields(page: &Page) -> BTreeMap<&'static str, String> {
    let mut fields = BTreeMap::new();
    for field in [
        "repository_owner",
        "repository_name",
        "workflow_filename",
        "environment",
        "repository_owner_id",
    ] {
        let value = page.value(&format!("publisher-0-{field}")).await;
        fields.insert(field, value);
    }
    fields
}

#[test]
fn another_workflow_file_is_changed_on_the_index_by_one_click() {
    let case = reported("sase-164");
    on_the_page(async |page| {
        let found = case.give(page).await;
        assert_eq!(found.decision, Decision::Reject);
        page.shows("badge", "Recognised: A log of a failed release")
            .await;
        page.mentions("cause-workflow-filename", "workflow file")
            .await;
        page.mentions("remedy-0", "release.yml").await;
        turns(page, &found).await;
    });
}

#[test]
fn a_letter_in_another_case_is_marked_and_changed_by_one_click() {
    let case = reported("gh-action-217");
    on_the_page(async |page| {
        let found = case.give(page).await;
        assert_eq!(found.decision, Decision::Reject);
        let marked = page
            .script(
                "return [...document.querySelectorAll('[data-testid=remedy-0] mark')]
                     .map((mark) => mark.textContent);",
                &[],
            )
            .await;
        assert_eq!(marked, serde_json::json!(["m", "M"]));
        page.mentions("rules-used", "2025-06-29").await;
        turns(page, &found).await;
    });
}

#[test]
fn a_publisher_that_nobody_registered_is_entered_by_one_click() {
    for id in ["pal-found-cli-138", "czml3-139"] {
        let case = reported(id);
        on_the_page(async |page| {
            let found = case.give(page).await;
            assert!(matches!(found.decision, Decision::Undecided { .. }));
            let edits = found.remedies.first().map(|remedy| remedy.edits.as_slice());
            assert!(matches!(edits, Some([Edit::AddPublisher { .. }])));
            turns(page, &found).await;
        });
    }
}

#[test]
fn a_job_that_gets_no_token_is_told_which_permission_it_lacks() {
    let case = reported("eventlet-855");
    on_the_page(async |page| {
        let found = case.give(page).await;
        assert!(matches!(found.decision, Decision::Undecided { .. }));
        page.mentions("stage", "got none").await;
        page.mentions("remedy-0", "permissions:\n  id-token: write")
            .await;
        page.mentions("proof-0", "Not checked").await;
        // Nothing was sent, so nothing was answered.
        page.lacks("answer-status").await;
        page.lacks("apply-0").await;
    });
}

#[test]
fn an_answer_without_claims_has_ranked_causes_and_no_remedy() {
    let case = reported("certipy-28");
    on_the_page(async |page| {
        let found = case.give(page).await;
        assert!(found.causes.len() >= 3);
        let named = page
            .script(
                "return document.querySelectorAll('[data-testid^=\"cause-\"]').length",
                &[],
            )
            .await;
        assert_eq!(named, serde_json::json!(3));
        page.lacks("remedies").await;
    });
}

#[test]
fn a_claim_shows_its_place_in_the_paste() {
    let case = reported("sase-164");
    on_the_page(async |page| {
        case.give(page).await;
        page.script(
            "document.querySelector('[data-testid=claim-job_workflow_ref] button').click()",
            &[],
        )
        .await;
        let marked = page
            .script(
                "const box = document.querySelector('[data-testid=paste]');
                 return box.value.slice(box.selectionStart, box.selectionEnd);",
                &[],
            )
            .await;
        let reference = "sase-org/sase/.github/workflows/release.yml@refs/heads/master";
        assert_eq!(marked, serde_json::json!(reference));
    });
}

#[test]
fn a_secret_is_pointed_out_and_stays_in_the_box() {
    let secret = "ghs_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";
    on_the_page(async |page| {
        page.paste(secret).await;
        page.mentions("stray-github-token", "secret").await;
        page.mentions("caution", "Do not").await;
        assert_eq!(page.value("paste").await, secret);
        page.click("clear").await;
        page.lacks("strays").await;
    });
}

#[test]
fn an_address_in_a_field_is_read_when_it_is_left_and_can_be_put_back() {
    let address = "https://github.com/octo-org/sampleproject";
    on_the_page(async |page| {
        page.enter("publisher-0-repository_owner", address).await;
        page.press(thirtyfour::Key::Tab).await;
        page.mentions("publisher-0-repository_owner-tidied", "octo-org")
            .await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        assert_eq!(
            page.value("publisher-0-repository_name").await,
            "sampleproject"
        );
        page.click("untidy-0").await;
        page.lacks("publisher-0-repository_owner-tidied").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, address);
        assert_eq!(page.value("publisher-0-repository_name").await, "");
        page.mentions(
            "publisher-0-repository_owner-form-says",
            "Invalid GitHub user or organization name.",
        )
        .await;
    });
}
