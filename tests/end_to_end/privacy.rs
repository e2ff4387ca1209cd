//! What is pasted stays in the page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::issuer::{HOST, Issuer};
use crate::material::{Case, KEYS, KEYS_FILE, live_claims, token};
use crate::page::Page;
use crate::session::Session;

/// Uses everything there is, without asking for keys.
async fn use_everything(page: &Page, case: &Case, live: &str) {
    page.click("example-sigstore").await;
    page.mentions("claim-aud", "sigstore").await;
    page.click("clear").await;
    page.lacks("claim-aud").await;
    page.paste("nonsense").await;
    page.paste(live).await;
    page.mentions("live-banner", "live").await;
    page.paste(&format!("Bearer {}", case.token)).await;
    page.paste(&case.token).await;
    page.register(0, case.publishers.first().expect("a publisher"))
        .await;
    page.enter("keys-paste", KEYS).await;
    page.mentions("verdict-sentence", "accepts").await;
    page.enter("keys-paste", "").await;
    page.click("add-publisher").await;
    page.enter("publisher-1-repository_owner", "octo-org").await;
    page.click("remove-publisher-1").await;
    page.click("index-testpypi").await;
    page.mentions("verdict-sentence", "TestPyPI").await;
    page.click("index-pypi").await;
    page.click("as-of-now").await;
    page.click("as-of-issued").await;
    page.script(
        "for (const fold of document.querySelectorAll('details')) fold.open = true;
         for (const copy of document.querySelectorAll('.copy button')) copy.click();
         window.dispatchEvent(new Event('blur'));
         document.dispatchEvent(new Event('visibilitychange'));",
        &[],
    )
    .await;
    page.mentions("claim-aud", "pypi").await;
}

/// What of a token must not be anywhere: its payload and its signature. Others have the same header.
fn secrets<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    tokens
        .iter()
        .flat_map(|token| token.split('.').skip(1))
        .collect()
}

/// What the network panel recorded since it was last asked, and the addresses in it.
async fn network(page: &Page) -> (Vec<String>, BTreeSet<String>) {
    let entries = page.driver.get_log("performance").await.expect("a log");
    let mut events = Vec::new();
    let mut addresses = BTreeSet::new();
    for entry in entries {
        let event: Value = serde_json::from_str(&entry.message).expect("an event");
        let method = event.pointer("/message/method").and_then(Value::as_str);
        let is_of_network = method.is_some_and(|method| method.starts_with("Network."));
        if !is_of_network {
            continue;
        }
        for place in ["/message/params/request/url", "/message/params/url"] {
            if let Some(address) = event.pointer(place).and_then(Value::as_str) {
                addresses.insert(address.to_owned());
            }
        }
        events.push(entry.message);
    }
    (events, addresses)
}

/// Every file is loaded once, when the page is, and nothing is told to the server.
fn asked_for_files_only(requests: &[String]) {
    let mut asked = BTreeSet::new();
    for request in requests {
        let line = request.lines().next().unwrap_or_default();
        assert!(line.starts_with("GET /") && !line.contains('?'), "{line}");
        assert!(request.ends_with("\r\n\r\n"), "has a body: {request}");
        assert!(asked.insert(line), "asked again: {line}");
    }
}

fn hold_no_secret(what: &str, texts: &[String], secrets: &[&str]) {
    for text in texts {
        for secret in secrets {
            assert!(!text.contains(secret), "{what} has the token: {text}");
        }
    }
}

#[test]
fn nothing_leaves_the_page_until_keys_are_asked_for_and_then_no_token() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    let live = token(&live_claims());
    let secrets = secrets(&[&case.token, &live]);
    let issuer = Issuer::start(&json!({ "jwks": KEYS_FILE, "shares": true }));
    let session = Session::default().with_issuer(issuer.address());
    session.run(async |page| {
        let origin = page.site.origin();
        let is_own = |address: &String| {
            address.starts_with(&format!("{origin}/"))
                || address.starts_with("data:")
                || address.starts_with("blob:")
        };
        use_everything(page, &case, &live).await;
        let (events, addresses) = network(page).await;
        // The log works: it has the page itself and its program.
        assert!(addresses.contains(&format!("{origin}/")), "{addresses:#?}");
        assert!(addresses.iter().any(|address| address.ends_with(".wasm")));
        let foreign: Vec<_> = addresses
            .iter()
            .filter(|address| !is_own(address))
            .collect();
        assert!(foreign.is_empty(), "asked others: {foreign:#?}");
        assert!(issuer.requests().is_empty());
        hold_no_secret("the network", &events, &secrets);
        asked_for_files_only(&page.site.requests());

        page.click("keys-fetch").await;
        page.mentions("keys-message", "used").await;
        let (events, addresses) = network(page).await;
        let foreign: Vec<_> = addresses
            .iter()
            .filter(|address| !is_own(address))
            .collect();
        assert_eq!(
            foreign,
            [
                &format!("https://{HOST}/.well-known/jwks"),
                &format!("https://{HOST}/.well-known/openid-configuration"),
            ]
        );
        hold_no_secret("the network", &events, &secrets);
        hold_no_secret("the page's server", &page.site.requests(), &secrets);
        let asked = issuer.requests();
        assert_eq!(asked.len(), 2);
        for request in &asked {
            assert_eq!(request.get("method"), Some(&json!("GET")));
            assert_eq!(request.get("body"), Some(&json!("")));
            for header in ["cookie", "referer", "authorization"] {
                let header = format!("/headers/{header}");
                assert_eq!(request.pointer(&header), None, "{request}");
            }
        }
        let asked: Vec<_> = asked.iter().map(Value::to_string).collect();
        hold_no_secret("the issuer", &asked, &secrets);
    });
}

#[test]
fn what_is_pasted_is_kept_nowhere() {
    const KEPT: &str = "
        const done = arguments[0];
        (async () => {
            const databases = await indexedDB.databases();
            const caches_ = await caches.keys();
            const workers = await navigator.serviceWorker.getRegistrations();
            done(JSON.stringify({
                location: location.href,
                title: document.title,
                state: history.state,
                name: window.name,
                cookie: document.cookie,
                local: { ...localStorage },
                session: { ...sessionStorage },
                databases,
                caches: caches_,
                workers: workers.map((worker) => worker.scope),
                hidden: [...document.querySelectorAll('input[type=hidden]')].map((input) => input.value),
            }));
        })().catch((error) => done(String(error)));";
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    let live = token(&live_claims());
    Session::default().run(async |page| {
        let address = page.driver.current_url().await.expect("an address");
        use_everything(page, &case, &live).await;
        let kept = page.driver.execute_async(KEPT, Vec::new()).await;
        let kept = kept.expect("a script").json().clone();
        let kept = kept.as_str().expect("text").to_owned();
        let read: Value = serde_json::from_str(&kept).expect("JSON");
        // The tab remembers the forms, and nothing else.
        let remembered = read.get("session").and_then(Value::as_object);
        let remembered = remembered.expect("a place");
        assert!(remembered.keys().eq(["mintcheck"]), "{remembered:?}");
        for place in ["local", "databases", "caches", "workers"] {
            let kept = read.get(place).expect("a place");
            let count = kept.as_array().map(Vec::len);
            let count = count.or(kept.as_object().map(serde_json::Map::len));
            assert_eq!(count, Some(0), "{place}: {kept}");
        }
        for (place, value) in [
            ("location", json!(address.as_str())),
            ("state", Value::Null),
            ("name", json!("")),
            ("cookie", json!("")),
        ] {
            assert_eq!(read.get(place), Some(&value));
        }
        hold_no_secret("the page", &[kept], &secrets(&[&case.token, &live]));
        assert!(
            page.driver
                .get_all_cookies()
                .await
                .expect("a list")
                .is_empty()
        );

        page.driver.refresh().await.expect("the page");
        page.mentions("verdict-sentence", "Paste a token").await;
        assert_eq!(page.value("paste").await, "");
    });
}

/// The page has no such request in it; this is what would stop one.
#[test]
fn the_browser_is_told_to_let_nothing_else_out() {
    const ATTEMPTS: &str = "
        const done = arguments[0];
        const blocked = [];
        addEventListener('securitypolicyviolation', (event) => {
            blocked.push(event.effectiveDirective);
            if (blocked.length === 4) done(blocked.sort());
        });
        fetch('https://elsewhere.example/').catch(() => {});
        fetch('https://pypi.org/_/oidc/mint-token', { method: 'POST', body: 'x' }).catch(() => {});
        new Image().src = 'https://elsewhere.example/pixel.png';
        const form = document.createElement('form');
        form.action = 'https://elsewhere.example/';
        document.body.append(form);
        form.submit();";
    let session = Session::default().with_complaints();
    session.run(async |page| {
        let blocked = page.driver.execute_async(ATTEMPTS, Vec::new()).await;
        let blocked = blocked.expect("four refusals").json().clone();
        assert_eq!(
            blocked,
            json!(["connect-src", "connect-src", "form-action", "img-src"])
        );
    });
}
