//! What axe-core finds fault with: in the page, in an element of another page and in a frame.

use serde_json::{Map, Value, json};

use crate::accessibility::{Scheme, State, show_in};
use crate::embedding::{show, tells, told};
use crate::environment::environment;
use crate::page::Page;
use crate::session::Session;

const REFUSED: &str = include_str!("../../www/examples/refused.txt");

/// How large what is tested is shown: all of it at once, since what is scrolled out of sight is judged only in part.
const TALLEST: u32 = 14_000;

/// Looks at what a selector selects, or at all of the page. Where axe-core cannot tell a contrast, that is a fault as
/// well, but for four things whose contrast is measured here: what is painted behind the box, which holds no words that
/// could be seen, two arrows that nothing depends on, each too short for it, and the words in a drawing, whose ground is
/// drawn, too.
const RUN: &str = "
    const [root, outside, only, done] = arguments;
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const colour = (...layers) => {
        context.clearRect(0, 0, 1, 1);
        for (const layer of layers) {
            context.fillStyle = layer;
            context.fillRect(0, 0, 1, 1);
        }
        return [...context.getImageData(0, 0, 1, 1).data];
    };
    const light = (channels) => {
        const [red, green, blue] = channels.map((channel) => {
            const share = channel / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (text, ...grounds) => {
        const [low, high] = [light(colour(...grounds, text)), light(colour(...grounds))].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    const style = (element) => getComputedStyle(element);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
            const found = style(at).backgroundColor;
            if (colour(found)[3] === 255) return found;
        }
        return 'Canvas';
    };
    const isGood = (element) => {
        const mirror = element.closest('#paste-mirror');
        if (mirror) {
            const mark = mirror.querySelector('mark');
            const box = mirror.parentElement.querySelector('#paste');
            const isUnseen = [mirror, mark].every((one) => !one || colour(style(one).color)[3] === 0);
            const spot = mark && style(mark).backgroundColor;
            return isUnseen && (!mark || contrast(style(box).color, ground(mirror), spot) >= 4.5);
        }
        if (element.matches('.change-arrow [aria-hidden=true], .arrow[aria-hidden=true]')) {
            return contrast(style(element).color, ground(element)) >= 3;
        }
        if (element.matches('.stop-number')) {
            const disc = element.parentElement.querySelector('.disc');
            return contrast(style(element).fill, style(disc).fill) >= 4.5;
        }
        if (element.matches('.diagram text')) {
            const lane = element.closest('.diagram').querySelector('.lane rect');
            return contrast(style(element).fill, style(lane).fill) >= 4.5;
        }
        // What was painted anew meanwhile is gone.
        return !element.isConnected;
    };
    const unsure = ({ id, nodes, ...rule }) => ({
        ...rule,
        id,
        nodes: id === 'color-contrast' ? nodes.filter(({ element }) => !isGood(element)) : [],
    });
    const rules = Object.fromEntries(outside.map((id) => [id, { enabled: false }]));
    const options = { resultTypes: ['violations', 'incomplete'], elementRef: true, rules };
    if (only.length > 0) options.runOnly = only;
    axe.run(root ?? document, options).then(
        ({ violations, incomplete }) => done(
            [...violations, ...incomplete.map(unsure).filter(({ nodes }) => nodes.length > 0)].map(
                ({ id, help, nodes }) => ({
                    id,
                    help,
                    nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
                }),
            ),
        ),
        (error) => done(String(error)),
    );";

/// The rules that look at colours. Nothing else of a page is another in the dark.
const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// What axe-core finds fault with in each of these schemes, by their names. All rules look at the page in the first one.
pub(crate) async fn violations_in(page: &Page, schemes: &[Scheme]) -> Value {
    let mut all = Map::new();
    for scheme in schemes {
        show_in(page, scheme).await;
        let only: &[&str] = if Some(scheme) == schemes.first() {
            &[]
        } else {
            &OF_COLOURS
        };
        let found = found(page, only).await;
        if found != json!([]) {
            all.insert(scheme.name.to_owned(), found);
        }
    }
    Value::Object(all)
}

/// What rules find fault with, or all if none is named. axe-core is brought into the page if need be.
async fn found(page: &Page, only: &[&str]) -> Value {
    let is_there = page.script("return 'axe' in window", &[]).await;
    if is_there == json!(false) {
        let axe = axe().expect("what browser tests need");
        page.cdp("Runtime.evaluate", &json!({ "expression": axe }))
            .await;
    }
    page.script_to_end(RUN, &[Value::Null, json!([]), json!(only)])
        .await
}

/// axe-core's program, or nothing where there is no browser.
fn axe() -> Option<String> {
    let environment = environment()?;
    Some(std::fs::read_to_string(&environment.axe).expect("axe-core"))
}

/// Shows so much of the page.
async fn enlarge(page: &Page, width: u32) {
    let metrics =
        json!({ "width": width, "height": TALLEST, "deviceScaleFactor": 1, "mobile": false });
    page.cdp("Emulation.setDeviceMetricsOverride", &metrics)
        .await;
}

/// Fails if it does not see grey on grey in there.
async fn sees(page: &Page, root: Value, verdict: &str) {
    let paint = format!("{verdict}.style = 'color: #888; background: #999'");
    page.script(&paint, &[]).await;
    let found = page.script_to_end(RUN, &[root, json!([]), json!([])]).await;
    let id = found.pointer("/0/id").and_then(Value::as_str);
    assert_eq!(id, Some("color-contrast"), "{found:#}");
    let clear = format!("{verdict}.removeAttribute('style')");
    page.script(&clear, &[]).await;
}

/// Lets axe-core look into an element's shadow tree, in every state.
fn finds_nothing_in_an_element(language: &str, theme: &str, width: u32) {
    const STATES: [(&str, &str, &str); 4] = [
        ("nothing pasted", "", "return Boolean(part('a', 'paste'))"),
        (
            "a refused log",
            "type('a', 'paste', refused)",
            "return Boolean(part('a', 'remedy-0') && part('a', 'claim-repository'))",
        ),
        (
            "a remedy that was applied",
            "part('a', 'apply-0').click(); part('a', 'publisher-0-workflow_filename').focus()",
            "return Boolean(part('a', 'undo'))",
        ),
        (
            "a token",
            "type('a', 'paste', arguments[0])",
            "return Boolean(part('a', 'raw') && part('a', 'answer-body'))",
        ),
    ];
    const UNFOLD: &str = "
        for (const fold of root('a').querySelectorAll('details')) fold.open = true;
        for (const motion of document.getAnimations()) {
            try { motion.finish(); } catch { motion.cancel(); }
        }";
    let Some(axe) = axe() else {
        return;
    };
    Session::default().run(async |page| {
        enlarge(page, width).await;
        show(
            page,
            &format!(
                "<mintcheck-inspector id=a lang={language} theme={theme} index=pypi repository=octo-org/sampleproject \
                 workflow=publish.yml rules=yesterday></mintcheck-inspector>"
            ),
        )
        .await;
        tells(page, "return Boolean(part('a', 'paste'))", json!(true)).await;
        page.cdp("Runtime.evaluate", &json!({ "expression": axe }))
            .await;
        page.script("window.refused = arguments[0]", &[json!(REFUSED)])
            .await;
        let root = json!("mintcheck-inspector");
        let verdict = "document.querySelector('#a').shadowRoot.querySelector('.verdict-sentence')";
        sees(page, root.clone(), verdict).await;
        for (what, act, comes) in STATES {
            told(page, act).await;
            tells(page, comes, json!(true)).await;
            told(page, UNFOLD).await;
            let found = page.script_to_end(RUN, &[root.clone(), json!([]), json!([])]).await;
            assert_eq!(found, json!([]), "{what}: {found:#}");
        }
    });
}

/// Lets axe-core look into a frame, in every state.
fn finds_nothing_in_a_frame(language: &str, theme: &str, width: u32) {
    /// A frame is a part of a page: its landmarks and its first heading are around the frame.
    const OUTSIDE: [&str; 3] = ["landmark-one-main", "page-has-heading-one", "region"];
    const STATES: [State; 7] = [
        State::Empty,
        State::Rejected,
        State::Nonsense,
        State::LongWords,
        State::Live,
        State::Accepted,
        State::Shared,
    ];
    let Some(axe) = axe() else {
        return;
    };
    Session::default().run(async |page| {
        enlarge(page, width).await;
        let framed = format!(
            "<!doctype html><html lang=en><title>docs</title><link rel=icon href=mark.svg><body style='margin: 0'>
             <iframe title=mintcheck src='embed.html?lang={language}&theme={theme}'
             style='width: 100%; height: {TALLEST}px; border: 0'></iframe>"
        );
        page.site.put("/framed.html", &framed);
        let address = format!("{}/framed.html", page.site.origin());
        page.driver.goto(address).await.expect("the page");
        page.driver.enter_frame(0).await.expect("a frame");
        page.mentions("verdict-sentence", "token").await;
        page.script(&axe, &[]).await;
        sees(page, Value::Null, "document.querySelector('.verdict-sentence')").await;
        for state in STATES {
            state.enter(page).await;
            let found = page.script_to_end(RUN, &[Value::Null, json!(OUTSIDE), json!([])]).await;
            assert_eq!(found, json!([]), "{state:?}: {found:#}");
        }
        page.driver.enter_default_frame().await.expect("the page");
    });
}

#[test]
fn axe_finds_nothing_in_an_element_in_english() {
    finds_nothing_in_an_element("en", "light", 1280);
    finds_nothing_in_an_element("en", "dark", 360);
}

#[test]
fn axe_finds_nothing_in_an_element_in_portuguese() {
    finds_nothing_in_an_element("pt-br", "dark", 1280);
    finds_nothing_in_an_element("pt-br", "light", 360);
}

#[test]
fn axe_finds_nothing_in_a_frame_in_english() {
    finds_nothing_in_a_frame("en", "dark", 1280);
    finds_nothing_in_a_frame("en", "light", 360);
}

#[test]
fn axe_finds_nothing_in_a_frame_in_portuguese() {
    finds_nothing_in_a_frame("pt-br", "light", 1280);
    finds_nothing_in_a_frame("pt-br", "dark", 360);
}
