//! The inspector in a frame, as in `www/examples/iframe`.

use std::path::Path;

use mintcheck::finding::Answer;
use serde_json::{Value, json};
use thirtyfour::By;

use super::{HOST, PATH, RELEASE, STRICT, claims, open};
use crate::environment::environment;
use crate::page::Page;
use crate::session::Session;
use crate::site::Site;

#[test]
fn a_frame_is_as_tall_as_what_is_in_it_and_tells_its_verdict() {
    let Some(environment) = environment() else {
        return;
    };
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/examples/iframe");
    let page = format!("{PATH}mintcheck/");
    let folders = [(PATH, example.as_path()), (&page, &environment.dist)];
    let site = Site::of(&folders, Some(STRICT));
    Session::default().visit(environment, HOST, site, async |page| {
        open(page, "index.html").await;
        own_frame_has_loaded(page).await;
        page.script(
            "window.told = [];
             addEventListener('message', ({ data }) => window.told.push(data));",
            &[],
        )
        .await;
        is_all_in_sight(page).await;
        use_it(page).await;
    });
}

/// What the site's own frame still loads when it is replaced is an error on the console.
async fn own_frame_has_loaded(page: &Page) {
    page.eventually("the site's own frame has loaded", async || {
        let state = page
            .script(
                "const inside = document.querySelector('iframe').contentDocument;
                 const loaded = inside.defaultView.performance.getEntriesByType('resource');
                 return loaded.some(({ name }) => name.endsWith('-split_findings.wasm'))",
                &[],
            )
            .await;
        (state == json!(true)).then_some(()).ok_or(state)
    })
    .await;
}

/// A site cannot see into a frame from elsewhere, nor can its scripts.
#[test]
fn a_frame_may_come_from_another_host() {
    let Some(environment) = environment() else {
        return;
    };
    let elsewhere = Site::start(environment);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/examples/iframe");
    let page = format!("{PATH}mintcheck/");
    let folders = [(PATH, example.as_path()), (&page, &environment.dist)];
    let site = Site::of(&folders, None);
    Session::default().visit(environment, HOST, site, async |page| {
        open(page, "index.html").await;
        own_frame_has_loaded(page).await;
        page.script(
            "const frame = document.querySelector('iframe');
             window.told = [];
             addEventListener('message', ({ source, origin, data }) => {
                 if (origin === arguments[0] && source === frame.contentWindow) window.told.push(data);
             });
             frame.src = `${arguments[0]}/embed.html${new URL(frame.src).search}`;",
            &[json!(elsewhere.origin())],
        )
        .await;
        page.eventually("the other host's frame tells its height", async || {
            let told = page.script("return window.told.length", &[]).await;
            (told != json!(0)).then_some(()).ok_or(told)
        })
        .await;
        is_all_in_sight(page).await;
        use_it(page).await;
    });
}

/// Pastes claims into the frame, and waits until the page around it hears of the verdict, and of nothing else.
async fn use_it(page: &Page) {
    let before = height(page).await;
    let claims = claims("testing");
    enter(page).await;
    page.eventually("the inspector runs in the frame", async || {
        page.text("paste").await.ok_or(())
    })
    .await;
    let paste = page.element("paste").await;
    paste.send_keys(&claims).await.expect("claims");
    leave(page).await;

    let report = RELEASE.report(&claims);
    let Answer::Refused { code, .. } = &report.prediction.answer else {
        panic!("the environment is another");
    };
    page.eventually("the verdict is told to the page around", async || {
        let told = page
            .script(
                "return window.told.findLast((data) => data.type === 'mintcheck:verdict') ?? null",
                &[],
            )
            .await;
        let get = |name| told.get(name).cloned().unwrap_or_default();
        let is_it = get("decision") == json!("reject")
            && get("status") == json!(report.prediction.status)
            && get("code") == json!(code)
            && get("index") == json!("pypi");
        is_it.then_some(()).ok_or(told)
    })
    .await;
    let told = page.script("return JSON.stringify(window.told)", &[]).await;
    let told = told.as_str().expect("text");
    assert!(
        !told.contains("sampleproject") && !told.contains("testing"),
        "{told}"
    );
    page.eventually("the frame has grown", async || {
        let after = height(page).await;
        (after > before).then_some(()).ok_or((before, after))
    })
    .await;
    is_all_in_sight(page).await;
}

/// Waits until nothing in the frame has to be scrolled to, and there is no room to spare.
async fn is_all_in_sight(page: &Page) {
    page.eventually("the frame is as tall as what is in it", async || {
        enter(page).await;
        let seen = page
            .script(
                "const place = document.querySelector('[data-mintcheck-frame]');
                 const runs = place?.querySelector(`[data-testid='paste']`) !== null;
                 return runs && [innerHeight, document.documentElement.scrollHeight, place.getBoundingClientRect().height];",
                &[],
            )
            .await;
        leave(page).await;
        let numbers: Vec<f64> = seen.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        match numbers.as_slice() {
            [inner, scroll, place] if (inner - place).abs() <= 1.0 && scroll <= inner => Ok(()),
            _ => Err(seen),
        }
    })
    .await;
}

async fn height(page: &Page) -> f64 {
    let height = page
        .script("return document.querySelector('iframe').clientHeight", &[])
        .await;
    height.as_f64().expect("a number")
}

async fn enter(page: &Page) {
    let frame = page.driver.find(By::Css("iframe")).await.expect("a frame");
    frame.enter_frame().await.expect("to enter it");
}

async fn leave(page: &Page) {
    page.driver
        .enter_default_frame()
        .await
        .expect("to leave the frame");
}
