//! What a site may have besides the inspector, and what it may lack.

use mintcheck::inspect::Signature;
use mintcheck::{Language, Report, Request};
use serde_json::{Value, json};

use super::{PATH, RELEASE, SPHINX, open};
use crate::material::{Case, KEYS, report};
use crate::page::{Page, shown};

#[test]
fn a_key_file_of_the_site_shows_that_a_token_is_genuine() {
    let case = Case::accepted("accept-github", |case| {
        case.publishers.len() == 1
            && case
                .publishers
                .iter()
                .all(|one| one.kind == "github" && !one.pending)
    });
    let publisher = case.publishers.first().expect("a publisher");
    let field = |name| publisher.fields.get(name).cloned().unwrap_or_default();
    let attributes = json!({
        "index": case.index,
        "owner": field("repository_owner"),
        "repository": field("repository_name"),
        "workflow": field("workflow_filename"),
        "environment": field("environment"),
    });
    SPHINX.visit(async |page| {
        page.site.put(&format!("{PATH}keys.json"), KEYS);
        open(page, SPHINX.page).await;
        RELEASE.is_there(page).await;
        set(page, &attributes).await;
        RELEASE.paste(page, &case.token).await;
        let without_keys = Request {
            keys: Vec::new(),
            ..case.request()
        };
        shows_signature(page, &report(&without_keys)).await;
        set(page, &json!({ "jwks-src": "../keys.json" })).await;
        let mut of_the_site = case.request();
        for keys in &mut of_the_site.keys {
            keys.mirrored = true;
        }
        let genuine = report(&of_the_site);
        assert!(matches!(genuine.signature, Signature::Genuine { .. }));
        shows_signature(page, &genuine).await;
    });
}

async fn shows_signature(page: &Page, report: &Report) {
    let expected = json!(shown(&Language::default().signature(&report.signature)));
    page.eventually("what is known of the signature", async || {
        let text = RELEASE.text(page, "signature").await;
        (text == expected)
            .then_some(())
            .ok_or((text, expected.clone()))
    })
    .await;
}

async fn set(page: &Page, attributes: &Value) {
    page.script(
        "const inspector = document.querySelector('mintcheck-inspector');
         for (const [name, value] of Object.entries(arguments[0])) inspector.setAttribute(name, value);",
        std::slice::from_ref(attributes),
    )
    .await;
}

#[test]
fn a_host_that_does_not_know_webassembly_has_the_inspector_all_the_same() {
    SPHINX.visit(async |page| {
        page.site.set_old();
        open(page, SPHINX.page).await;
        RELEASE.is_there(page).await;
    });
}
