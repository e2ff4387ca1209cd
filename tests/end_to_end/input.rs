//! What can be entered, and how.

use mintcheck::Language;
use mintcheck::finding::Decision;
use mintcheck::index::{self, Presence};
use serde_json::json;
use thirtyfour::Key;

use crate::material::{Case, KEYS, live_claims, now, real, report, request, token};
use crate::page::shown;
use crate::session::on_the_page;

#[test]
fn a_token_is_found_in_what_clients_and_servers_put_around_it() {
    let token = real();
    let around = [
        format!("{{\"count\": 3, \"value\": \"{token}\"}}\n"),
        format!("{{\"token\": \"{token}\"}}"),
        format!("Bearer {token}"),
        format!("Authorization: bearer {token}"),
        format!("line one\nToken: {token}\nline three\n"),
    ];
    on_the_page(async |page| {
        for text in &around {
            page.paste(text).await;
            let report = report(&request("pypi", text));
            assert_eq!(report.decision, Decision::Reject);
            let shape = Language::default().shape(report.input.shape);
            page.mentions("badge", &shown(shape)).await;
            page.agrees_with(&report).await;
            page.mentions("claim-aud", "sigstore").await;
            page.click("clear").await;
            page.lacks("claim-aud").await;
        }
    });
}

#[test]
fn what_is_no_token_gets_a_clear_answer_and_stays_in_the_box() {
    let nonsense = "this is <b>no</b> token:\n\teyJhbGciOi… \u{202e}x";
    on_the_page(async |page| {
        page.paste(nonsense).await;
        let report = report(&request("pypi", nonsense));
        assert_eq!(report.decision, Decision::Reject);
        page.shows(
            "verdict-sentence",
            &shown(&Language::default().headline(&report)),
        )
        .await;
        assert_eq!(page.verdict().await, "reject");
        let shape = Language::default().shape(report.input.shape);
        page.mentions("badge", &shown(shape)).await;
        page.shows("answer-status", "HTTP 422 Unprocessable Content")
            .await;
        page.mentions("answer-body", "malformed JWT").await;
        page.lacks("signature").await;
        page.lacks("claim-aud").await;
        assert_eq!(page.value("paste").await, nonsense);

        page.click("clear").await;
        page.mentions("verdict-sentence", "Paste a token").await;
        assert_eq!(page.value("paste").await, "");
        page.lacks("answer-status").await;
    });
}

#[test]
fn a_token_that_has_not_expired_is_announced_as_live() {
    let live = token(&live_claims());
    on_the_page(async |page| {
        page.paste(real()).await;
        page.mentions("claim-aud", "sigstore").await;
        page.lacks("live-banner").await;

        page.paste(&live).await;
        page.mentions("live-banner", "live").await;
        let banner = page.element("live-banner").await;
        assert_eq!(banner.attr("role").await.expect("it"), Some("alert".into()));
        assert!(banner.is_displayed().await.expect("it"));

        page.click("clear").await;
        page.lacks("live-banner").await;
    });
}

#[test]
fn the_moment_decides_whether_a_token_has_expired() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    on_the_page(async |page| {
        page.paste(&case.token).await;
        page.enter("keys-paste", KEYS).await;
        page.register(0, case.publishers.first().expect("a publisher"))
            .await;
        let issued = report(&case.request());
        page.agrees_with(&issued).await;
        assert_eq!(page.verdict().await, "accept");
        let as_of = issued.clock.as_of.expect("a moment").to_string();
        let as_of = as_of.trim_end_matches('Z');
        assert_eq!(page.value("as-of-input").await, as_of);

        page.click("as-of-now").await;
        let mut request = case.request();
        request.as_of = request.now;
        let expired = report(&request);
        assert_eq!(expired.decision, Decision::Reject);
        page.mentions("verdict-sentence", "expired").await;
        let rule = expired.decisive().expect("a rule").rule;
        page.mentions("decisive", Language::default().rule(rule))
            .await;
        assert_eq!(page.verdict().await, "reject");

        // How a date is typed depends on the country; that it was, does not.
        page.script(
            "const input = document.querySelector('[data-testid=as-of-input]');
             input.value = arguments[0];
             input.dispatchEvent(new Event('input', { bubbles: true }));",
            &[json!(as_of)],
        )
        .await;
        page.mentions("verdict-sentence", "accepts").await;
        assert_eq!(page.verdict().await, "accept");

        page.click("as-of-now").await;
        page.mentions("verdict-sentence", "expired").await;
        page.click("as-of-issued").await;
        page.agrees_with(&issued).await;
    });
}

#[test]
fn a_form_can_be_filled_in_from_the_token() {
    on_the_page(async |page| {
        page.click("example-sigstore").await;
        assert_eq!(page.value("paste").await, real());
        page.mentions("claim-aud", "sigstore").await;
        page.click("fill-0").await;
        page.eventually("the form is filled in", async || {
            let owner = page.value("publisher-0-repository_owner").await;
            (owner == "sigstore-conformance").then_some(()).ok_or(owner)
        })
        .await;
        for (field, value) in [
            ("repository_name", "extremely-dangerous-public-oidc-beacon"),
            ("workflow_filename", "extremely-dangerous-oidc-beacon.yml"),
            ("repository_owner_id", "131804563"),
        ] {
            assert_eq!(page.value(&format!("publisher-0-{field}")).await, value);
        }
    });
}

#[test]
fn the_form_of_every_kind_has_the_fields_of_the_index() {
    let index = index::find("pypi").expect("an index");
    on_the_page(async |page| {
        for kind in &*index.kinds {
            page.register(
                0,
                &index::Publisher {
                    kind: kind.id.to_owned(),
                    fields: kind
                        .fields
                        .iter()
                        .map(|field| (field.id.to_owned(), field.example.to_owned()))
                        .collect(),
                    ..index::Publisher::default()
                },
            )
            .await;
            let found = page
                .script(
                    "return [...document.querySelectorAll('.publisher input[type=text]')]
                        .map((input) => input.dataset.testid)",
                    &[],
                )
                .await;
            let expected: Vec<_> = kind
                .fields
                .iter()
                .map(|field| field.id)
                .chain(["project"])
                .map(|id| format!("publisher-0-{id}"))
                .collect();
            assert_eq!(found, json!(expected), "{}", kind.id);
            assert!(
                kind.fields
                    .iter()
                    .any(|field| field.presence == Presence::Required)
            );
        }
    });
}

#[test]
fn typing_in_the_middle_of_a_text_goes_on_in_the_middle() {
    on_the_page(async |page| {
        page.enter("publisher-0-repository_owner", "octorg").await;
        let field = page.element("publisher-0-repository_owner").await;
        let keys = Key::Left + Key::Left;
        field.send_keys(keys + "-o").await.expect("the keys");
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");

        page.paste("eyJ\r\n.e30").await;
        for _ in 0..4 {
            page.press(Key::Left).await;
        }
        page.insert("a").await;
        page.insert("b").await;
        assert_eq!(page.value("paste").await, "eyJ\nab.e30");
    });
}

#[test]
fn a_token_of_another_issuer_goes_without_keys_to_fetch() {
    let mut claims = live_claims();
    for (name, value) in [
        ("iss", json!("https://issuer.example")),
        ("iat", json!(now().saturating_sub(900))),
        ("exp", json!(now().saturating_sub(600))),
    ] {
        *claims.get_mut(name).expect("a claim") = value;
    }
    let foreign = token(&claims);
    on_the_page(async |page| {
        let fetch = page.element("keys-fetch").await;
        assert!(!fetch.is_enabled().await.expect("a button"));
        page.paste(&foreign).await;
        page.agrees_with(&report(&request("pypi", &foreign))).await;
        page.mentions("verdict-sentence", "https://issuer.example")
            .await;
        assert!(!fetch.is_enabled().await.expect("a button"));
        page.lacks("live-banner").await;
        page.paste(real()).await;
        page.mentions("claim-aud", "sigstore").await;
        assert!(fetch.is_enabled().await.expect("a button"));
    });
}
