//! Without a network: installed, or as a single file.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::material::real;
use crate::page::Page;
use crate::session::{Session, on_the_page};

/// Waits until the service worker has everything.
async fn is_kept(page: &Page) {
    page.eventually("the page is kept", async || {
        let state = page
            .driver
            .execute_async(
                "const done = arguments[0];
                 navigator.serviceWorker.getRegistration()
                   .then((registration) => done(registration?.active?.state ?? null));",
                Vec::new(),
            )
            .await;
        let state = state.expect("a script").json().clone();
        (state == json!("activated")).then_some(()).ok_or(state)
    })
    .await;
}

/// Waits until the service worker has what comes later, too.
async fn is_all_kept(page: &Page) {
    let last = format!("{}/mintcheck-pt-br_bg.wasm", page.site.origin());
    page.eventually("all of it is kept", async || {
        let (_, kept) = caches(page).await;
        kept.contains(&last).then_some(()).ok_or(kept)
    })
    .await;
}

/// The names of the caches, and every address in them.
async fn caches(page: &Page) -> (Vec<String>, Vec<String>) {
    const CACHES: &str = "
        const done = arguments[0];
        (async () => {
            const names = await caches.keys();
            const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
            done([names, kept.flat().map((request) => request.url)]);
        })();";
    let found = page.driver.execute_async(CACHES, Vec::new()).await;
    let found = found.expect("a script").json().clone();
    serde_json::from_value(found).expect("two lists")
}

#[test]
fn the_page_works_in_every_language_when_its_server_is_gone() {
    Session::own().run(async |page| {
        is_kept(page).await;
        let (_, kept) = caches(page).await;
        let origin = page.site.origin();
        assert!(kept.contains(&format!("{origin}/mintcheck.js")), "{kept:?}");
        // Nobody has used it yet.
        let later = format!("{origin}/mintcheck-pt-br_bg.wasm");
        assert!(!kept.contains(&later), "{kept:?}");
        page.click("keys-open").await;
        page.click("keys-close").await;
        is_all_kept(page).await;
        page.site.set_gone(true);
        page.reopen().await;
        page.paste(real()).await;
        page.mentions("verdict-sentence", "PyPI refuses").await;
        page.choose("language", "pt-br").await;
        page.mentions("verdict-sentence", "PyPI recusa").await;
        assert_eq!(page.value("paste").await, real());
        // The address of the page by its name, too, and with what a link says.
        page.visit("/index.html?x=1").await;
        page.visit("/embed.html?owner=octo-org").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
    });
}

#[test]
fn whoever_only_looks_loads_what_the_budget_counts_and_no_more() {
    Session::own().run(async |page| {
        is_kept(page).await;
        let budgets: Value =
            serde_json::from_str(include_str!("../../xtask/budgets.json")).expect("budgets");
        let first_load = &budgets["firstLoad"];
        let counted: BTreeSet<_> = [&first_load["files"], &first_load["languages"]["en"]]
            .into_iter()
            .flat_map(|list| list.as_array().expect("a list"))
            .map(|file| format!("/{}", file.as_str().expect("a name")))
            .collect();
        let asked: BTreeSet<_> = page
            .site
            .requests()
            .iter()
            .filter_map(|request| request.split(' ').nth(1).map(str::to_owned))
            // The page by its other name.
            .filter(|path| path != "/")
            .collect();
        assert_eq!(asked, counted);
    });
}

#[test]
fn a_part_that_does_not_come_is_asked_for_again() {
    Session::default().with_complaints().run(async |page| {
        page.site.set_gone(true);
        page.paste(real()).await;
        page.mentions("part-failed", "could not be loaded").await;
        // Nobody waits for what does not come.
        assert_ne!(page.verdict().await, "reading");
        page.site.set_gone(false);
        page.click("part-again").await;
        page.mentions("verdict-sentence", "PyPI refuses").await;
        page.mentions("share", "Markdown").await;
    });
}

#[test]
fn a_part_that_does_not_come_is_missed_only_where_it_stands() {
    let session = Session::default().with_complaints();
    session.run(async |page| {
        page.cdp("Network.enable", &json!({})).await;
        let block = async |urls: Value| {
            page.cdp("Network.setBlockedURLs", &json!({ "urls": urls }))
                .await;
        };
        let open = async |view: &str| {
            page.script("location.hash = arguments[0]", &[json!(view)])
                .await;
        };
        block(json!(["*workflow*.wasm"])).await;
        open("workflow").await;
        page.mentions("part-failed", "could not be loaded").await;

        // The others come, and say nothing of it.
        open("").await;
        page.paste(real()).await;
        page.mentions("verdict-sentence", "PyPI refuses").await;
        page.mentions("share", "Markdown").await;
        page.lacks("part-failed").await;
        open("lesson").await;
        page.mentions("diagram", "").await;
        page.lacks("part-failed").await;

        // Whoever comes back is told, or has it once it can be had.
        open("workflow").await;
        page.mentions("part-failed", "could not be loaded").await;
        block(json!([])).await;
        page.click("part-again").await;
        page.mentions("flow-paste", "").await;
        page.lacks("part-failed").await;
    });
}

#[test]
fn a_newer_version_is_offered_and_comes_when_the_reader_wants_it() {
    const VERSION: &str = "return document.documentElement.dataset.version ?? null";
    Session::own().run(async |page| {
        is_kept(page).await;
        let (old, _) = caches(page).await;
        let mark = "<html data-version=newer lang";
        let newer = page
            .site
            .file("/index.html")
            .replacen("<html lang", mark, 1);
        assert!(newer.contains(mark));
        let hash = page
            .driver
            .execute_async(
                "const [text, done] = arguments;
                 crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
                   .then((hash) => done(btoa(String.fromCharCode(...new Uint8Array(hash)))));",
                vec![json!(newer)],
            )
            .await;
        let hash = hash.expect("a script").json().clone();
        let hash = hash.as_str().expect("a hash");
        let worker: String = page
            .site
            .file("/sw.js")
            .lines()
            .map(|line| match line.trim_start() {
                line if line.starts_with("const VERSION") => {
                    "const VERSION = \"newer\";\n".to_owned()
                }
                line if line.starts_with("[\"index.html\"") => {
                    format!("[\"index.html\", \"sha256-{hash}\"],\n")
                }
                _ => format!("{line}\n"),
            })
            .collect();
        page.site.put("/index.html", &newer);
        page.site.put("/", &newer);
        page.site.put("/sw.js", &worker);

        page.reopen().await;
        page.enter("publisher-0-repository_owner", "octo-org").await;
        page.mentions("update", "new version").await;
        // Nothing happens by itself.
        assert_eq!(page.script(VERSION, &[]).await, Value::Null);
        page.click("update-accept").await;
        page.eventually("the newer version is there", async || {
            let version = page.script(VERSION, &[]).await;
            (version == json!("newer")).then_some(()).ok_or(version)
        })
        .await;
        page.lacks("update").await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "octo-org");
        page.eventually("the older one is gone", async || {
            let (new, _) = caches(page).await;
            let is_one = new.len() == 1 && new != old;
            is_one.then_some(()).ok_or(new)
        })
        .await;
    });
}

#[test]
fn an_update_that_arrives_damaged_is_not_taken() {
    Session::own().with_complaints().run(async |page| {
        is_kept(page).await;
        let (old, _) = caches(page).await;
        page.site.put(
            "/sw.js",
            &page
                .site
                .file("/sw.js")
                .replace("const VERSION = \"", "const VERSION = \"x"),
        );
        page.site.put("/mintcheck.css", "damaged");
        page.reopen().await;
        let script = "const done = arguments[0];
             navigator.serviceWorker.getRegistration().then(async (registration) => {
               await registration.update().catch(() => {});
               const worker = registration.installing;
               if (!worker) return done('none');
               worker.addEventListener('statechange', () => done(worker.state));
             });";
        let state = page.driver.execute_async(script, Vec::new()).await;
        let state = state.expect("a script").json().clone();
        assert!(
            ["none", "redundant"].contains(&state.as_str().expect("a state")),
            "{state}"
        );
        page.reopen().await;
        page.lacks("update").await;
        let (new, _) = caches(page).await;
        assert!(new.contains(old.first().expect("a cache")), "{new:?}");
    });
}

#[test]
fn the_page_can_be_installed() {
    on_the_page(async |page| {
        let manifest: Value =
            serde_json::from_str(&page.site.file("/manifest.webmanifest")).expect("JSON");
        for icon in manifest
            .get("icons")
            .and_then(Value::as_array)
            .expect("icons")
        {
            let file = icon.get("src").and_then(Value::as_str).expect("a file");
            assert!(!page.site.file(&format!("/{file}")).is_empty());
        }
        let found = page.cdp("Page.getAppManifest", &json!({})).await;
        assert_eq!(found.get("errors"), Some(&json!([])), "{found}");
        assert!(found.get("data").is_some(), "{found}");
    });
}
