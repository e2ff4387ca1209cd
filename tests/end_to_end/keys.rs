//! Where the issuer's keys come from.

use mintcheck::finding::Decision;
use mintcheck::inspect::RequestKeys;
use serde_json::json;

use crate::issuer::Issuer;
use crate::material::{Case, KEYS, KEYS_FILE, real, report, request};
use crate::page::Page;
use crate::session::{Session, on_the_page};

const DISCOVERY: &str = "/.well-known/openid-configuration";
const JWKS: &str = "/.well-known/jwks";

/// The built-in keys say that the real token is genuine.
async fn built_in_keys_are_used(page: &Page) {
    page.agrees_with(&report(&request("pypi", real()))).await;
    page.mentions("signature", "Genuine").await;
    page.mentions("signature", "built into mintcheck").await;
}

#[test]
fn keys_that_the_issuer_does_not_share_leave_the_built_in_ones_in_use() {
    let issuer = Issuer::start(&json!({ "jwks": KEYS_FILE }));
    let session = Session::default()
        .with_issuer(issuer.address())
        .with_complaints();
    session.run(async |page| {
        page.paste(real()).await;
        built_in_keys_are_used(page).await;
        page.click("keys-fetch").await;
        page.mentions("keys-message", "could not be fetched").await;
        page.mentions("keys-message", "CORS").await;
        page.mentions("keys-message", "What was at hand before is used instead")
            .await;
        built_in_keys_are_used(page).await;
        assert_eq!(issuer.paths(), [DISCOVERY]);

        // With the command that is shown besides, anybody can fetch them and paste them.
        page.mentions("keys-message", "curl").await;
        let case = Case::accepted("accept-github", |_| true);
        page.paste(&case.token).await;
        page.enter("keys-paste", KEYS).await;
        page.mentions("signature", "the keys that you gave").await;
        page.mentions("signature", "Genuine").await;
    });
}

#[test]
fn keys_that_the_issuer_shares_are_fetched_and_used() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    let issuer = Issuer::start(&json!({ "jwks": KEYS_FILE, "shares": true }));
    let session = Session::default().with_issuer(issuer.address());
    session.run(async |page| {
        page.paste(&case.token).await;
        page.register(0, case.publishers.first().expect("a publisher"))
            .await;
        let mut request = case.request();
        request.keys.clear();
        let before = report(&request);
        assert_ne!(before.decision, Decision::Accept);
        page.agrees_with(&before).await;
        assert!(issuer.requests().is_empty());

        page.click("keys-fetch").await;
        page.mentions("keys-message", "fetched").await;
        page.mentions("keys-message", "used").await;
        request.keys.push(RequestKeys {
            issuer: Some(mintcheck::issuer::github::GITHUB.url.to_owned()),
            jwks: KEYS.to_owned(),
            fetched: true,
            mirrored: false,
        });
        let after = report(&request);
        assert_eq!(after.decision, Decision::Accept);
        page.agrees_with(&after).await;
        page.mentions("signature", "the keys fetched from the issuer")
            .await;
        assert_eq!(issuer.paths(), [DISCOVERY, JWKS]);
    });
}

#[test]
fn an_issuer_that_is_down_leaves_the_built_in_keys_in_use() {
    // Port 1 is nobody's.
    let session = Session::default()
        .with_issuer("127.0.0.1:1".to_owned())
        .with_complaints();
    session.run(async |page| {
        page.paste(real()).await;
        page.click("keys-fetch").await;
        page.mentions("keys-message", "no connection").await;
        built_in_keys_are_used(page).await;
    });
}

#[test]
fn an_issuer_that_never_answers_is_given_up_after_ten_seconds() {
    /// Lets waiting pass twenty times as fast, and remembers how long was asked for.
    const HURRY: &str = "
        window.waits = [];
        const wait = window.setTimeout;
        window.setTimeout = (act, length, ...rest) => {
            window.waits.push(length);
            return wait(act, length / 20, ...rest);
        };";
    let issuer = Issuer::start(&json!({ "silent": true }));
    let session = Session::default()
        .with_issuer(issuer.address())
        .with_prelude(HURRY)
        .with_complaints();
    session.run(async |page| {
        page.paste(real()).await;
        page.click("keys-fetch").await;
        page.mentions("keys-message", "did not answer within 10 seconds")
            .await;
        let waits = page.script("return window.waits", &[]).await;
        let waits = waits.as_array().expect("a list");
        assert!(waits.contains(&json!(10_000)), "{waits:?}");
        built_in_keys_are_used(page).await;
        assert_eq!(issuer.paths(), [DISCOVERY]);
    });
}

#[test]
fn keys_are_not_fetched_from_a_host_that_is_not_the_issuers() {
    let uri = "https://keys.example/.well-known/jwks";
    let issuer = Issuer::start(&json!({ "shares": true, "jwksUri": uri }));
    let session = Session::default().with_issuer(issuer.address());
    session.run(async |page| {
        page.paste(real()).await;
        page.click("keys-fetch").await;
        page.mentions("keys-message", uri).await;
        built_in_keys_are_used(page).await;
        assert_eq!(issuer.paths(), [DISCOVERY]);
    });
}

#[test]
fn an_issuer_that_answers_with_an_error_leaves_the_built_in_keys_in_use() {
    let issuer = Issuer::start(&json!({ "shares": true, "status": 503 }));
    let session = Session::default()
        .with_issuer(issuer.address())
        .with_complaints();
    session.run(async |page| {
        page.paste(real()).await;
        page.click("keys-fetch").await;
        page.mentions("keys-message", "503").await;
        built_in_keys_are_used(page).await;
    });
}

#[test]
fn pasted_text_that_is_no_key_set_is_not_used_and_not_lost() {
    on_the_page(async |page| {
        page.paste(real()).await;
        for text in ["{", "{\"keys\": 1}", "hello"] {
            page.enter("keys-paste", text).await;
            built_in_keys_are_used(page).await;
            let folded = "return document.querySelector('[data-testid=keys-paste]')
                .closest('details').textContent";
            let said = page.script(folded, &[]).await;
            assert!(said.as_str().expect("text").contains("Not used"), "{said}");
            assert_eq!(page.value("keys-paste").await, text);
        }
        // Of another's keys none is the token's.
        page.enter("keys-paste", KEYS).await;
        page.mentions("signature", "Not verified").await;
        page.enter("keys-paste", "").await;
        built_in_keys_are_used(page).await;
    });
}
