//! More than one family of indexes: which one is chosen, and what goes along when it changes.

use mintcheck::index::INDEXES;
use serde_json::{Value, json};

use crate::material::{live_claims, real, token};
use crate::page::Page;
use crate::session::on_the_page;

/// What crates-io-auth-action prints.
const LOG: &str = "Error: Failed to retrieve token from Cargo registry. Status: 400. Error: The Trusted \
    Publishing config for repository `octo-org/sample` does not match the workflow filename `release.yml` \
    in the JWT. Expected workflow filenames: `publish.yml`";

/// What crates.io compares of a job, as one would write it down.
const CLAIMS: &str = r#"{
    "iss": "https://token.actions.githubusercontent.com", "aud": "crates.io", "jti": "1",
    "repository": "octo-org/sample", "repository_owner": "octo-org", "repository_owner_id": "1",
    "sub": "repo:octo-org/sample:ref:refs/tags/v1", "sha": "a", "run_id": "1", "environment": null,
    "workflow_ref": "octo-org/sample/.github/workflows/release.yml@refs/tags/v1",
    "job_workflow_ref": "octo-org/sample/.github/workflows/publish.yml@refs/tags/v1",
    "event_name": "push"
}"#;

/// Waits until that index is chosen.
async fn is_chosen(page: &Page, index: &str) {
    page.eventually(&format!("{index} is chosen"), async || {
        let choice = page.element(&format!("index-{index}")).await;
        let is_chosen = choice.is_selected().await.expect("a choice");
        is_chosen.then_some(()).ok_or(())
    })
    .await;
}

/// What a field is called.
async fn label(page: &Page, id: &str) -> Value {
    page.script(
        "return document.querySelector(`label[for='${arguments[0]}']`).textContent",
        &[json!(id)],
    )
    .await
}

#[test]
fn the_index_that_answered_is_chosen_by_its_log() {
    on_the_page(async |page| {
        page.paste(LOG).await;
        is_chosen(page, "crates.io").await;
        page.mentions("followed", "crates.io was chosen").await;
        page.mentions("verdict-sentence", "Crates.io answered 400")
            .await;
        // The form is that index's own.
        assert_eq!(
            label(page, "publisher-0-repository_owner").await,
            json!("Repository owner")
        );
        assert_eq!(label(page, "publisher-0-project").await, json!("Crate"));
        page.lacks("publisher-0-pending").await;
        for (field, value) in [
            ("repository_owner", "octo-org"),
            ("repository_name", "sample"),
            ("workflow_filename", "publish.yml"),
        ] {
            page.enter(&format!("publisher-0-{field}"), value).await;
        }
        // The answer tells enough to be sure.
        page.mentions(
            "verdict-sentence",
            "the publisher's Workflow filename is publish.yml",
        )
        .await;
        page.click("remove-publisher-0").await;
        page.mentions("verdict-sentence", "Crates.io answered 400")
            .await;

        // Who knows better is left alone, whatever is typed into the text.
        page.click("index-pypi").await;
        page.mentions("verdict-sentence", "PyPI answered").await;
        page.lacks("followed").await;
        page.paste(&format!("{LOG}\n")).await;
        is_chosen(page, "pypi").await;
        page.click("clear").await;
        page.paste(LOG).await;
        is_chosen(page, "crates.io").await;
        page.click("clear").await;
        page.click("index-pypi").await;
    });
}

#[test]
fn what_was_typed_for_one_index_is_there_for_the_next() {
    on_the_page(async |page| {
        page.enter("publisher-0-repository_owner", "octo-org").await;
        page.click("publisher-0-pending").await;
        page.click("index-crates.io").await;
        page.lacks("publisher-0-pending").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        page.enter("publisher-0-workflow_filename", "release.yml")
            .await;
        page.click("index-testpypi").await;
        assert_eq!(
            page.value("publisher-0-workflow_filename").await,
            "release.yml"
        );
        let pending = page.element("publisher-0-pending").await;
        assert!(pending.is_selected().await.expect("a check box"));

        // A kind that the next index has not waits for the one that has it, through a reload as well.
        page.choose("publisher-0-kind", "google").await;
        page.enter("publisher-0-email", "a@b.example").await;
        page.click("index-crates.io").await;
        assert_eq!(page.value("publisher-0-kind").await, "github");
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        page.driver.refresh().await.expect("the page");
        is_chosen(page, "crates.io").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        page.click("index-pypi").await;
        page.eventually("the kind is Google", async || {
            let kind = page.value("publisher-0-kind").await;
            (kind == "google").then_some(()).ok_or(kind)
        })
        .await;
        assert_eq!(page.value("publisher-0-email").await, "a@b.example");
    });
}

#[test]
fn crates_io_mints_for_every_crate_whose_publisher_matches() {
    on_the_page(async |page| {
        page.click("index-crates.io").await;
        page.paste(CLAIMS).await;
        for (place, project) in ["sample", "sample-cli", "other"].into_iter().enumerate() {
            if place > 0 {
                page.click("add-publisher").await;
            }
            // Case does not count there.
            let file = if project == "other" {
                "publish.yml"
            } else {
                "release.yml"
            };
            for (field, value) in [
                ("repository_owner", "Octo-Org"),
                ("repository_name", "sample"),
                ("repository_owner_id", "1"),
                ("workflow_filename", file),
                ("project", project),
            ] {
                page.enter(&format!("publisher-{place}-{field}"), value)
                    .await;
            }
        }
        page.mentions("verdict-sentence", "Crates.io accepts this token")
            .await;
        page.eventually("two publishers are used", async || {
            let used = page
                .script(
                    "return [...document.querySelectorAll('.publisher')]
                         .map((form) => form.classList.contains('is-selected'))",
                    &[],
                )
                .await;
            (used == json!([true, true, false]))
                .then_some(())
                .ok_or(used)
        })
        .await;
        // The file that is called is not the one that is compared.
        page.mentions("answer-status", "HTTP 200 OK").await;
        page.click("index-pypi").await;
        page.click("clear").await;
    });
}

#[test]
fn another_index_is_asked_where_the_token_could_be_meant_for_it() {
    let mut claims = live_claims();
    claims["aud"] = json!("crates.io");
    on_the_page(async |page| {
        page.paste(real()).await;
        page.mentions("elsewhere-testpypi", "TestPyPI would refuse it, too")
            .await;
        page.lacks("elsewhere-crates.io").await;
        page.paste(&token(&claims)).await;
        page.mentions("verdict-sentence", "which is crates.io's")
            .await;
        page.click("switch-crates.io").await;
        is_chosen(page, "crates.io").await;
        page.lacks("elsewhere-testpypi").await;
        page.click("index-pypi").await;
    });
}

#[test]
fn a_narrow_screen_has_room_for_ten_indexes() {
    const MORE: &str = "
        const switched = document.querySelector('.segments');
        const last = switched.lastElementChild;
        for (const name of ['RubyGems.org', 'npm', 'NuGet.org', 'pub.dev', 'JSR', 'Open VSX', 'Another one']) {
            const more = last.cloneNode(true);
            more.querySelector('input').id = more.querySelector('label').htmlFor = name;
            more.querySelector('input').checked = false;
            more.querySelector('label').textContent = name;
            switched.append(more);
        }
        const box = switched.getBoundingClientRect();
        return [document.documentElement.scrollWidth <= innerWidth, box.right <= innerWidth, box.height < 60,
                switched.scrollWidth > switched.clientWidth];";
    const CHOSEN: &str = "
        const inner = document.querySelector('.segment:has(:checked)').getBoundingClientRect();
        const outer = document.querySelector('.segments').getBoundingClientRect();
        return inner.left >= outer.left - 1 && inner.right <= outer.right + 1;";
    on_the_page(async |page| {
        let metrics =
            json!({ "width": 320, "height": 800, "deviceScaleFactor": 1, "mobile": false });
        page.cdp("Emulation.setDeviceMetricsOverride", &metrics)
            .await;
        let found = page.script(MORE, &[]).await;
        assert_eq!(found, json!([true, true, true, true]));
        // Whichever is chosen is in sight.
        for index in ["crates.io", "pypi"] {
            page.script(
                "document.querySelector('.segments').scrollLeft = arguments[0]",
                &[json!(if index == "pypi" { 1000 } else { 0 })],
            )
            .await;
            page.script(
                "document.getElementById(arguments[0]).click()",
                &[json!(format!("index-{index}"))],
            )
            .await;
            page.eventually(&format!("{index} is in sight"), async || {
                let seen = page.script(CHOSEN, &[]).await;
                (seen == json!(true)).then_some(()).ok_or(seen)
            })
            .await;
        }
        page.reopen().await;
    });
}

#[test]
fn every_index_says_what_it_would_make_of_the_job() {
    on_the_page(async |page| {
        page.paste(real()).await;
        page.element("everywhere").await;
        for index in INDEXES {
            page.element(&format!("at-{}", index.id)).await;
        }
        let said = page
            .script(
                "const text = (id) => document.querySelector(`[data-testid='${id}']`).textContent;
                 return [text('everywhere'), text('at-crates.io')];",
                &[],
            )
            .await;
        let count = format!("of {} indexes", INDEXES.len());
        let text = |place: usize| said.get(place).and_then(Value::as_str).expect("a text");
        assert!(text(0).contains(&count), "{said}");
        assert!(
            text(1).contains("Workflow filename extremely-dangerous-oidc-beacon.yml"),
            "{said}"
        );
    });
}
