//! What survives a reload, and what a link carries.

use serde_json::{Value, json};

use crate::material::real;
use crate::page::Page;
use crate::session::on_the_page;

/// The page's address as it stands in the bar.
async fn address(page: &Page) -> String {
    let address = page.driver.current_url().await.expect("an address");
    address.to_string()
}

/// Follows a link to the page while it is open.
async fn follow(page: &Page, fragment: &str) {
    page.script("location.hash = arguments[0]", &[json!(fragment)])
        .await;
}

/// Opens the page anew with a link.
async fn arrive(page: &Page, fragment: &str) {
    // A browser does not load a page again for another fragment.
    page.driver.goto("about:blank").await.expect("a page");
    let address = format!("{}/#{fragment}", page.site.origin());
    page.driver.goto(address).await.expect("the page");
    page.mentions("verdict-sentence", "").await;
}

/// Waits until that index is chosen.
async fn judges_for(page: &Page, index: &str) {
    page.eventually(&format!("{index} is chosen"), async || {
        let choice = page.element(&format!("index-{index}")).await;
        let is_chosen = choice.is_selected().await.expect("a choice");
        is_chosen.then_some(()).ok_or(())
    })
    .await;
}

async fn reload(page: &Page) {
    page.driver.refresh().await.expect("the page");
    page.mentions("verdict-sentence", "").await;
}

#[test]
fn forms_survive_a_reload_and_the_paste_does_not() {
    on_the_page(async |page| {
        page.paste(real()).await;
        page.click("index-testpypi").await;
        page.enter("publisher-0-repository_owner", "octo-org").await;
        page.click("add-publisher").await;
        page.enter("publisher-1-project", "sampleproject").await;
        page.click("as-of-now").await;
        reload(page).await;
        judges_for(page, "testpypi").await;
        assert_eq!(page.value("paste").await, "");
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        assert_eq!(page.value("publisher-1-project").await, "sampleproject");
        let now = page.element("as-of-now").await;
        assert!(now.is_selected().await.expect("a choice"));
        assert!(!address(page).await.contains('#'));
        page.click("index-pypi").await;
    });
}

#[test]
fn a_memory_that_this_page_did_not_write_is_passed_over() {
    on_the_page(async |page| {
        for kept in ["{}", "v=9&index=testpypi", "v=1&index=cpan", "\u{1F980}"] {
            page.script(
                "sessionStorage.setItem('mintcheck', arguments[0])",
                &[json!(kept)],
            )
            .await;
            reload(page).await;
            page.mentions("verdict-sentence", "Paste a token").await;
            page.lacks("link-refused").await;
        }
    });
}

#[test]
fn a_link_fills_in_the_forms() {
    on_the_page(async |page| {
        let link =
            "v=1&index=testpypi&publisher=github&repository_owner=octo-org&environment=release";
        arrive(page, link).await;
        judges_for(page, "testpypi").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        assert_eq!(page.value("publisher-0-environment").await, "release");
        assert!(address(page).await.ends_with(link));

        // Another one takes its place, and the paste stays.
        page.paste("nonsense").await;
        follow(
            page,
            "v=1&index=pypi&publisher=github&repository_owner=someone",
        )
        .await;
        judges_for(page, "pypi").await;
        page.eventually("the form has the link's owner", async || {
            let owner = page.value("publisher-0-repository_owner").await;
            (owner == "someone").then_some(()).ok_or(owner)
        })
        .await;
        assert_eq!(page.value("paste").await, "nonsense");

        // Once the forms say something else, the address no longer speaks for them.
        page.enter("publisher-0-repository_owner", "nobody").await;
        page.eventually("the address is plain", async || {
            let address = address(page).await;
            (!address.contains('#')).then_some(()).ok_or(address)
        })
        .await;
        reload(page).await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "nobody");
    });
}

#[test]
fn a_link_with_claims_is_judged() {
    on_the_page(async |page| {
        let link = "v=1&index=pypi&publisher=github&repository_owner=octo-org&repository_name=sampleproject\
                    &workflow_filename=release.yml&claims=%7B%22repository%22%3A%22octo-org%2Fsampleproject%22\
                    %2C%22environment%22%3Anull%2C%22aud%22%3A%22pypi%22%7D";
        arrive(page, link).await;
        page.mentions("claim-repository", "octo-org/sampleproject")
            .await;
        page.mentions("claim-environment", "no such claim").await;
        assert!(page.value("paste").await.contains("\"aud\": \"pypi\""));
    });
}

#[test]
fn a_link_that_cannot_be_read_says_so_and_changes_nothing() {
    on_the_page(async |page| {
        page.paste("nonsense").await;
        page.enter("publisher-0-repository_owner", "octo-org").await;
        for (link, says) in [
            ("v=2&index=testpypi", "v=1"),
            ("v=1&index=cpan", "sets index to cpan"),
            ("v=1&colour=red", "colour"),
            (
                "v=1&publisher=github&environment=eyJhbGciOiJSUzI1NiJ9",
                "A token",
            ),
        ] {
            follow(page, link).await;
            page.mentions("link-refused", says).await;
            assert_eq!(page.value("paste").await, "nonsense");
            assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        }
        page.click("link-refused-close").await;
        page.lacks("link-refused").await;
    });
}

#[test]
fn a_token_in_the_address_is_taken_out_of_it() {
    on_the_page(async |page| {
        for name in ["token", "id_token", "access_token", "value"] {
            arrive(page, &format!("{name}={}", real())).await;
            page.mentions("claim-aud", "sigstore").await;
            assert_eq!(page.value("paste").await, real());
            assert!(!address(page).await.contains('#'));
            follow(page, &format!("debugger-io?{name}=a.b.c")).await;
            page.eventually("the box holds what was in the address", async || {
                let text = page.value("paste").await;
                (text == "a.b.c").then_some(()).ok_or(text)
            })
            .await;
            assert!(!address(page).await.contains('#'));
            let kept = page
                .script(
                    "return JSON.stringify([sessionStorage, history.state])",
                    &[],
                )
                .await;
            assert!(!kept.to_string().contains("a.b.c"), "{kept}");
        }
        let history = page.cdp("Page.getNavigationHistory", &json!({})).await;
        let entries = history.get("entries").and_then(Value::as_array);
        for entry in entries.expect("a list") {
            // What was typed into the bar is the browser's own affair.
            let address = entry.get("url").and_then(Value::as_str);
            let address = address.expect("an address");
            assert!(
                !address.contains("a.b.c") && !address.contains("eyJ"),
                "{address}"
            );
        }
    });
}
