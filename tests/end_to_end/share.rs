//! What can be taken along, and that the token never is.

use serde_json::{Value, json};

use crate::material::{Case, real};
use crate::page::Page;
use crate::session::on_the_page;

/// Lets the test see what is copied.
async fn watch_the_clipboard(page: &Page) {
    page.script(
        "navigator.clipboard.writeText = async (text) => { window.copied = text; };",
        &[],
    )
    .await;
}

/// Clicks, and says what was copied.
async fn copied(page: &Page, id: &str, says: &str) -> String {
    page.script("window.copied = null", &[]).await;
    page.click(id).await;
    page.mentions("share-said", says).await;
    let text = page.script("return window.copied", &[]).await;
    text.as_str().expect("a text").to_owned()
}

fn lacks_the_token(text: &str, token: &str) {
    for part in token.split('.').skip(1) {
        assert!(!text.contains(part), "{text}");
    }
}

#[test]
fn a_link_brings_the_forms_and_if_asked_the_claims() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    on_the_page(async |page| {
        watch_the_clipboard(page).await;
        page.paste(&case.token).await;
        page.register(0, case.publishers.first().expect("a publisher"))
            .await;
        let link = copied(page, "copy-link", "index").await;
        let origin = page.site.origin();
        assert!(link.starts_with(&format!("{origin}/#v=1&index=pypi&publisher=github&")));
        assert!(!link.contains("claims="));
        page.click("link-claims").await;
        let with_claims = copied(page, "copy-link", "with the claims").await;
        assert!(with_claims.starts_with(&link));
        lacks_the_token(&with_claims, &case.token);

        let owner = page.value("publisher-0-repository_owner").await;
        page.driver.goto("about:blank").await.expect("a page");
        page.driver.goto(with_claims).await.expect("the page");
        page.mentions("verdict-sentence", "PyPI").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, owner);
        page.mentions("claim-repository_owner", &owner).await;
    });
}

#[test]
fn json_is_the_report_without_the_token() {
    on_the_page(async |page| {
        watch_the_clipboard(page).await;
        page.paste(real()).await;
        let text = copied(page, "copy-json", "JSON").await;
        lacks_the_token(&text, real());
        let report: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(report.get("version"), Some(&json!(1)));
        assert_eq!(report.get("verdict"), Some(&json!("reject")));
    });
}

#[test]
fn markdown_is_the_report_without_the_token() {
    on_the_page(async |page| {
        watch_the_clipboard(page).await;
        page.paste(real()).await;
        let text = copied(page, "copy-markdown", "Markdown").await;
        lacks_the_token(&text, real());
        assert!(text.starts_with("### ❌ PyPI refuses this token"), "{text}");
        assert!(text.contains("| `aud` | `sigstore` |"), "{text}");
    });
}

#[test]
fn what_the_other_index_would_do_is_said_unasked() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    on_the_page(async |page| {
        page.lacks("elsewhere-testpypi").await;
        page.paste(&case.token).await;
        page.register(0, case.publishers.first().expect("a publisher"))
            .await;
        page.mentions("elsewhere-testpypi", "TestPyPI would refuse it")
            .await;
        page.click("switch-testpypi").await;
        page.mentions("verdict-sentence", "TestPyPI refuses").await;
        page.mentions("elsewhere-pypi", "PyPI would accept it")
            .await;
        page.click("clear").await;
        page.lacks("elsewhere-pypi").await;

        page.paste(real()).await;
        page.mentions("elsewhere-pypi", "PyPI would refuse it, too")
            .await;
    });
}

#[test]
fn what_the_browser_does_not_copy_is_shown() {
    on_the_page(async |page| {
        page.script(
            "navigator.clipboard.writeText = async () => { throw new Error(); };",
            &[],
        )
        .await;
        page.paste(real()).await;
        page.click("copy-link").await;
        page.mentions("share-said", "from here").await;
        assert!(page.value("share-text").await.ends_with("/#v=1&index=pypi"));
    });
}

#[test]
fn on_paper_everything_is_unfolded_and_the_token_is_not_there() {
    const SEEN: &str = "
        const seen = (selector) => {
            const element = document.querySelector(selector);
            return element !== null && element.checkVisibility({ contentVisibilityAuto: true })
                && element.getBoundingClientRect().height > 0;
        };
        return ['#verdict', '#trace .step', '#answer .wire', '#token .claim', '.raw', '#paste', '.bar'].map(seen);";
    on_the_page(async |page| {
        page.paste(real()).await;
        page.mentions("raw", "eyJ").await;
        page.cdp("Emulation.setEmulatedMedia", &json!({ "media": "print" }))
            .await;
        let seen = page.script(SEEN, &[]).await;
        page.cdp("Emulation.setEmulatedMedia", &json!({ "media": "" }))
            .await;
        assert_eq!(seen, json!([true, true, true, true, false, false, false]));
    });
}
