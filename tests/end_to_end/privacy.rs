//! What is pasted stays in the page.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::{Value, json};

use crate::environment::environment;
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
    page.choose("language", "pt-br").await;
    page.mentions("verdict-sentence", "PyPI aceita").await;
    page.choose("language", "en").await;
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
pub(crate) async fn network(page: &Page) -> (Vec<String>, BTreeSet<String>) {
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

/// Every file is loaded once for the page and once to be kept, and nothing is told to the server.
fn asked_for_files_only(requests: &[String]) {
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for request in requests {
        let line = request.lines().next().unwrap_or_default();
        assert!(line.starts_with("GET /") && !line.contains('?'), "{line}");
        assert!(request.ends_with("\r\n\r\n"), "has a body: {request}");
        let times = asked.entry(line).or_default();
        *times = times.saturating_add(1);
        // Browsers ask for an icon as often as they like, and for a manifest whenever the page names another.
        let is_free = line.contains(".svg ") || line.contains(".webmanifest ");
        assert!(*times <= 2 || is_free, "asked again: {line}");
    }
}

/// How long a stretch of a secret is looked for.
const STRETCH: usize = 24;

/// Fails where any stretch of a secret is in a text.
pub(crate) fn hold_no_secret(what: &str, texts: &[String], secrets: &[&str]) {
    let stretches: HashSet<&[u8]> = secrets
        .iter()
        .flat_map(|secret| secret.as_bytes().windows(STRETCH))
        .collect();
    assert!(!stretches.is_empty());
    for text in texts {
        let found = text
            .as_bytes()
            .windows(STRETCH)
            .find(|stretch| stretches.contains(stretch));
        assert_eq!(found, None, "{what} has a part of the token: {text}");
    }
}

#[test]
#[should_panic(expected = "a part of the token")]
fn a_part_of_a_token_is_found() {
    let secret = "abcdefghijklmnopqrstuvwxyz0123456789";
    let part: String = secret.chars().skip(5).take(STRETCH).collect();
    hold_no_secret("a text", &[format!("x{part}y")], &[secret]);
}

#[test]
fn nothing_leaves_the_page_until_keys_are_asked_for_and_then_no_token() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    let live = token(&live_claims());
    let secrets = secrets(&[&case.token, &live]);
    let issuer = Issuer::start(&json!({ "jwks": KEYS_FILE, "shares": true }));
    let session = Session::own().with_issuer(issuer.address());
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

/// What a page keeps, wherever it can.
pub(crate) async fn kept(page: &Page) -> (String, Value) {
    const KEPT: &str = "
        const done = arguments[0];
        // A file from a disk has no caches and no workers, and says so by an error.
        const or = (look, otherwise) => look().catch(() => otherwise);
        (async () => {
            const names = await or(() => caches.keys(), []);
            const cached = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            const workers = await or(() => navigator.serviceWorker.getRegistrations(), []);
            done(JSON.stringify({
                location: location.href,
                title: document.title,
                state: history.state,
                name: window.name,
                cookie: document.cookie,
                local: { ...localStorage },
                session: { ...sessionStorage },
                databases: await indexedDB.databases(),
                caches: names,
                cached: cached.flat().map((request) => request.url),
                workers: workers.map((worker) => worker.scope),
                hidden: [...document.querySelectorAll('input[type=hidden]')].map((input) => input.value),
            }));
        })().catch((error) => done(String(error)));";
    let kept = page.driver.execute_async(KEPT, Vec::new()).await;
    let kept = kept.expect("a script").json().clone();
    let kept = kept.as_str().expect("text").to_owned();
    let read = serde_json::from_str(&kept).expect("JSON");
    (kept, read)
}

/// Uses everything where the program stands, and looks for the paste wherever it could be kept.
async fn keeps_nothing(page: &Page, remembers_forms: bool) {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    let live = token(&live_claims());
    let secrets = secrets(&[&case.token, &live]);
    let address = page.driver.current_url().await.expect("an address");
    use_everything(page, &case, &live).await;
    let (kept, read) = kept(page).await;
    // The tab remembers the forms, the browser the language, and nothing else.
    let names = |place: &str| -> Vec<String> {
        let kept = read.get(place).and_then(Value::as_object);
        kept.expect("a place").keys().cloned().collect()
    };
    let forms: &[&str] = if remembers_forms { &["mintcheck"] } else { &[] };
    assert_eq!(names("session"), forms);
    assert_eq!(names("local"), ["mintcheck-language"]);
    assert_eq!(read.get("databases"), Some(&json!([])));
    // Only the page's own files are cached.
    let origin = page.site.origin();
    for cached in read
        .get("cached")
        .and_then(Value::as_array)
        .expect("a list")
    {
        let path = cached.as_str().and_then(|url| url.strip_prefix(&origin));
        assert!(!page.site.file(path.expect("an own address")).is_empty());
    }
    for (place, value) in [
        ("location", json!(address.as_str())),
        ("state", Value::Null),
        ("name", json!("")),
        ("cookie", json!("")),
    ] {
        assert_eq!(read.get(place), Some(&value));
    }
    let history = page.cdp("Page.getNavigationHistory", &json!({})).await;
    let (events, _) = network(page).await;
    hold_no_secret("the page", &[kept, history.to_string()], &secrets);
    hold_no_secret("the network", &events, &secrets);
    hold_no_secret("the page's server", &page.site.requests(), &secrets);
    let cookies = page.driver.get_all_cookies().await;
    assert!(cookies.expect("a list").is_empty());

    page.driver.refresh().await.expect("the page");
    page.mentions("verdict-sentence", "Paste a token").await;
    assert_eq!(page.value("paste").await, "");
}

#[test]
fn what_is_pasted_is_kept_nowhere() {
    Session::own().run(async |page| keeps_nothing(page, true).await);
}

#[test]
fn what_is_pasted_into_a_frame_is_kept_nowhere() {
    Session::own().run(async |page| {
        page.visit("/embed.html?lang=en").await;
        keeps_nothing(page, false).await;
    });
}

#[test]
fn what_is_pasted_into_a_single_file_is_kept_nowhere_and_it_asks_nobody() {
    Session::own().run(async |page| {
        let single = &environment().expect("an environment").single;
        let _ = network(page).await;
        page.goto(&format!("file://{}", single.display())).await;
        page.lacks("keys-fetch").await;
        keeps_nothing(page, true).await;
        page.choose("language", "pt-br").await;
        page.mentions("verdict-sentence", "Cole um token").await;
        let (_, addresses) = network(page).await;
        let others: Vec<_> = addresses
            .iter()
            .filter(|address| !address.starts_with("file:") && !address.starts_with("data:"))
            .collect();
        assert!(others.is_empty(), "{others:#?}");
    });
}

/// By which directives the browser refuses four attempts.
async fn refused(page: &Page, attempts: &str) -> Value {
    let script = format!(
        "const done = arguments[0];
         const blocked = [];
         addEventListener('securitypolicyviolation', (event) => {{
             blocked.push(event.effectiveDirective);
             if (blocked.length === 4) done(blocked.sort());
         }});
         {attempts}"
    );
    page.script_to_end(&script, &[]).await
}

/// What a single file is allowed is what stands in it.
#[test]
fn a_single_file_lets_nothing_out_and_nothing_else_in() {
    const ATTEMPTS: &str = "
        fetch('https://token.actions.githubusercontent.com/.well-known/jwks').catch(() => {});
        new Image().src = 'https://elsewhere.example/pixel.png';
        const script = document.createElement('script');
        script.textContent = 'window.ran = true';
        document.body.append(script);
        const style = document.createElement('style');
        style.textContent = 'p { color: red }';
        document.body.append(style);";
    Session::own().with_complaints().run(async |page| {
        let single = &environment().expect("an environment").single;
        page.goto(&format!("file://{}", single.display())).await;
        let blocked = refused(page, ATTEMPTS).await;
        assert_eq!(
            blocked,
            json!([
                "connect-src",
                "img-src",
                "script-src-elem",
                "style-src-elem"
            ])
        );
        assert_eq!(
            page.script("return window.ran ?? null", &[]).await,
            Value::Null
        );
    });
}

#[test]
fn what_is_pasted_into_an_element_stays_in_it() {
    const HOST: &str = "<!doctype html><html lang=en><title>docs</title>
        <link rel=icon href=mark.svg><script type=module src=mintcheck.js></script>
        <mintcheck-inspector lang=en owner=octo-org></mintcheck-inspector>";
    const PASTE: &str = "
        const root = document.querySelector('mintcheck-inspector').shadowRoot;
        window.heard = '';
        document.addEventListener('verdict', (event) => { heard += JSON.stringify(event.detail); });
        const box = root?.querySelector('[data-testid=paste]');
        if (!box) return false;
        for (const text of [arguments[0], arguments[0].slice(5), arguments[0]]) {
            box.value = text;
            box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        }
        return true;";
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    let secrets = secrets(&[&case.token]);
    Session::own().run(async |page| {
        page.site.put("/docs.html", HOST);
        let address = format!("{}/docs.html", page.site.origin());
        page.driver.goto(&address).await.expect("the page");
        page.eventually("the element runs", async || {
            let done = page.script(PASTE, &[json!(case.token)]).await;
            (done == json!(true)).then_some(()).ok_or(done)
        })
        .await;
        let heard = page
            .eventually("the verdict was told", async || {
                let heard = page.script("return window.heard", &[]).await;
                let heard = heard.as_str().unwrap_or_default().to_owned();
                if heard.is_empty() {
                    Err(heard)
                } else {
                    Ok(heard)
                }
            })
            .await;
        let (kept, read) = kept(page).await;
        assert_eq!(read.get("location"), Some(&json!(address)));
        assert_eq!(read.get("session"), Some(&json!({})));
        // Seen from the page around it: its text and its own tree.
        let outside = page
            .script("return document.documentElement.outerHTML", &[])
            .await;
        let (events, _) = network(page).await;
        hold_no_secret("the page", &[heard, kept, outside.to_string()], &secrets);
        hold_no_secret("the network", &events, &secrets);
        hold_no_secret("the page's server", &page.site.requests(), &secrets);
    });
}

/// The page has no such request in it; this is what would stop one.
#[test]
fn the_browser_is_told_to_let_nothing_else_out() {
    const ATTEMPTS: &str = "
        fetch('https://elsewhere.example/').catch(() => {});
        fetch('https://pypi.org/_/oidc/mint-token', { method: 'POST', body: 'x' }).catch(() => {});
        new Image().src = 'https://elsewhere.example/pixel.png';
        const form = document.createElement('form');
        form.action = 'https://elsewhere.example/';
        document.body.append(form);
        form.submit();";
    let session = Session::own().with_complaints();
    session.run(async |page| {
        let blocked = refused(page, ATTEMPTS).await;
        assert_eq!(
            blocked,
            json!(["connect-src", "connect-src", "form-action", "img-src"])
        );
    });
}
