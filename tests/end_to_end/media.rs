//! What is left of the page in a reader's own colours, without motion and on paper.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::material::{Case, KEYS};
use crate::page::Page;
use crate::session::on_the_page;

const LOG: &str = include_str!("../../www/examples/refused.txt");

async fn emulate(page: &Page, features: &[(&str, &str)]) {
    let features: Vec<_> = features
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    page.cdp(
        "Emulation.setEmulatedMedia",
        &json!({ "features": features }),
    )
    .await;
}

/// Shows the page in the colours that a system has for those who choose them themselves.
async fn force_colours(page: &Page, scheme: &str) {
    emulate(
        page,
        &[
            ("forced-colors", "active"),
            ("prefers-color-scheme", scheme),
            ("prefers-reduced-motion", "reduce"),
        ],
    )
    .await;
    let is_forced = page
        .script("return matchMedia('(forced-colors: active)').matches", &[])
        .await;
    assert_eq!(is_forced, json!(true));
}

async fn go(page: &Page, part: &str, comes: &str) {
    page.script("location.hash = arguments[0]", &[json!(part)])
        .await;
    page.element(comes).await;
}

/// How many different looks what is selected has: by what is drawn around it, beside it and through it, and by the
/// colours that are left, of which it has those that are painted. Its own words do not count.
async fn looks(page: &Page, selectors: &[&str]) -> u64 {
    const LOOKS: &str = "
        const drawn = [
            'color', 'background-color', 'border-top-style', 'border-top-width', 'outline-style', 'box-shadow',
            'text-decoration-line', 'text-decoration-style', 'fill', 'stroke', 'height',
        ];
        const shapes = new Set(['rect', 'circle', 'path', 'i']);
        const look = (selector) => {
            const element = document.querySelector(selector);
            if (!element) throw new Error(`no ${selector}`);
            const style = getComputedStyle(element);
            const isShape = shapes.has(element.localName);
            const seen = drawn.filter((name) => isShape || !['fill', 'stroke', 'height'].includes(name));
            const icon = element.querySelector('.icon')?.innerHTML ?? '';
            return JSON.stringify([...seen.map((name) => style.getPropertyValue(name)), icon]);
        };
        return new Set(arguments[0].map(look)).size;";
    let found = page.script(LOOKS, &[json!(selectors)]).await;
    found.as_u64().expect("a number")
}

/// Fails if two of these look the same.
async fn are_told_apart(page: &Page, selectors: &[&str]) {
    let expected = u64::try_from(selectors.len()).expect("a number");
    assert_eq!(looks(page, selectors).await, expected, "{selectors:?}");
}

async fn verdict_is(page: &Page, expected: &str) {
    page.eventually(&format!("the verdict is `{expected}`"), async || {
        let verdict = page.verdict().await;
        (verdict == expected).then_some(()).ok_or(verdict)
    })
    .await;
}

/// The picture of the verdict.
async fn picture(page: &Page) -> Value {
    page.script(
        "return document.querySelector('.verdict-icon .icon').innerHTML",
        &[],
    )
    .await
}

/// The inspector, from an empty page to a token that the index accepts.
async fn inspector_is_told_apart(page: &Page) {
    let views = [
        "[data-testid=view-inspector]",
        "[data-testid=view-workflow]",
    ];
    are_told_apart(page, &views).await;
    let switch = ["#index-pypi + label", "#index-testpypi + label"];
    are_told_apart(page, &switch).await;
    let nothing = picture(page).await;

    // A refusal, with what would mend it, and what belongs together.
    page.paste(LOG).await;
    page.mentions("claim-environment", "release").await;
    for (field, value) in [
        ("repository_owner", "octo-org"),
        ("repository_name", "sampleproject"),
        ("workflow_filename", "other.yml"),
        ("environment", "release"),
    ] {
        page.enter(&format!("publisher-0-{field}"), value).await;
    }
    page.element("remedy-0").await;
    let refused = picture(page).await;
    are_told_apart(
        page,
        &[
            ".claim[data-claim=environment][data-linked]",
            ".claim:not([data-linked])",
        ],
    )
    .await;
    are_told_apart(page, &["input:focus-visible", "input:not(:focus)"]).await;
    are_told_apart(page, &[".change code mark", ".change code"]).await;
    are_told_apart(
        page,
        &[".compared-word:has(> .icon)", ".is-fail .compared-word"],
    )
    .await;
    are_told_apart(page, &[".strip .is-decisive", ".strip .is-not-reached"]).await;
    are_told_apart(page, &[".strip .is-unknown", ".strip .is-pass"]).await;
    // The place in the box: its words stand there once, and it is drawn around.
    let place = page
        .script(
            "const style = getComputedStyle(document.querySelector('#paste-mirror mark'));
             return [style.color, style.boxShadow !== 'none'];",
            &[],
        )
        .await;
    assert_eq!(place, json!(["rgba(0, 0, 0, 0)", true]));

    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    page.paste(&case.token).await;
    page.register(0, case.publishers.first().expect("a publisher"))
        .await;
    verdict_is(page, "undecided").await;
    let undecided = picture(page).await;
    page.enter("keys-paste", KEYS).await;
    verdict_is(page, "accept").await;
    let pictures = [nothing, refused, undecided, picture(page).await];
    let different: BTreeSet<_> = pictures.iter().map(Value::to_string).collect();
    assert_eq!(different.len(), pictures.len(), "{pictures:#?}");
    for list in [".raw", ".legend"] {
        let parts = ["header", "payload", "signature"].map(|part| format!("{list} .part-{part}"));
        are_told_apart(page, &parts.each_ref().map(String::as_str)).await;
    }
}

/// The views that load when they are first used.
async fn other_views_are_told_apart(page: &Page) {
    go(page, "workflow", "flow-paste").await;
    page.click("flow-example-permission").await;
    let lines = page
        .eventually("there is a change", async || {
            let lines = page
                .script(
                    "return [...document.querySelectorAll('.diff-line.is-added')].map((line) => line.textContent[0])",
                    &[],
                )
                .await;
            (lines != json!([])).then_some(lines).ok_or("no line")
        })
        .await;
    let lines = lines.as_array().expect("a list");
    assert!(lines.iter().all(|sign| sign == &json!("+")), "{lines:?}");

    go(page, "lesson/3", "diagram").await;
    let stops = [".stop.is-here .disc", ".stop.is-ahead .disc"];
    are_told_apart(page, &stops).await;
    let parts = ["a[aria-current]", "a:not([aria-current])"];
    for bar in [".parts", ".stepper", ".views"] {
        let parts = parts.map(|part| format!("{bar} {part}"));
        are_told_apart(page, &parts.each_ref().map(String::as_str)).await;
    }
    go(page, "lesson/sandbox", "sandbox-send").await;
    page.click("sandbox-send").await;
    page.element("sandbox-raw").await;
    are_told_apart(page, &[".attack.is-chosen", ".attack:not(.is-chosen)"]).await;
}

#[test]
fn in_a_readers_own_colours_all_that_a_colour_says_is_said_otherwise() {
    for scheme in ["light", "dark"] {
        on_the_page(async |page| {
            // By themselves these looks do not suffice.
            let same = ["[data-testid=view-workflow]", "[data-testid=view-lesson]"];
            assert_eq!(looks(page, &same).await, 1);
            force_colours(page, scheme).await;
            inspector_is_told_apart(page).await;
            other_views_are_told_apart(page).await;
        });
    }
}

#[test]
fn nothing_moves_for_those_who_want_no_motion() {
    const MOVES: &str = "
        const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
        return [...document.querySelectorAll('*')].filter((element) => {
            const style = getComputedStyle(element);
            const isMoved = style.animationName !== 'none' && seconds(style.animationDuration) > 0.001;
            return isMoved || seconds(style.transitionDuration) > 0 || style.scrollBehavior !== 'auto';
        }).map((element) => element.className?.baseVal ?? element.className);";
    const VIEWS: [(&str, &str); 3] = [
        ("", "paste"),
        ("workflow", "flow-paste"),
        ("lesson", "diagram"),
    ];
    on_the_page(async |page| {
        for (view, comes) in VIEWS {
            go(page, view, comes).await;
            emulate(page, &[("prefers-reduced-motion", "reduce")]).await;
            assert_eq!(page.script(MOVES, &[]).await, json!([]), "{view}");
        }
        // Others do see some.
        emulate(page, &[("prefers-reduced-motion", "no-preference")]).await;
        assert_ne!(page.script(MOVES, &[]).await, json!([]));
    });
}

#[test]
fn on_paper_all_is_ink_and_no_example_stands_where_nothing_was_entered() {
    const SEEN: &str = "
        const style = (selector, pseudo) => getComputedStyle(document.querySelector(selector), pseudo);
        return [
            style(':root').colorScheme,
            style('[data-testid=publisher-0-project]', '::placeholder').color === 'rgba(0, 0, 0, 0)',
            document.documentElement.scrollWidth <= innerWidth,
        ];";
    on_the_page(async |page| {
        page.choose("theme", "dark").await;
        page.paste(LOG).await;
        page.mentions("claim-environment", "release").await;
        // As wide as a sheet.
        let sheet =
            json!({ "width": 700, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
        page.cdp("Emulation.setDeviceMetricsOverride", &sheet).await;
        assert_eq!(page.script(SEEN, &[]).await, json!(["dark", false, true]));
        page.cdp("Emulation.setEmulatedMedia", &json!({ "media": "print" }))
            .await;
        assert_eq!(page.script(SEEN, &[]).await, json!(["light", true, true]));
    });
}
