//! The page without a mouse, on a narrow screen, in light and dark.

use mintcheck::index;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::axe::violations_in;
use crate::language::PREFERS_PORTUGUESE;
use crate::material::{Case, KEYS, live_claims, real, token};
use crate::page::Page;
use crate::session::{Session, on_the_page};

/// What has the focus, by its test ID or by what it leads to. Fails if it cannot be seen.
async fn focus(page: &Page) -> Option<String> {
    let found = page
        .script(
            "const element = document.activeElement;
             if (!element || element === document.body) return [];
             const bar = document.querySelector('header');
             const top = bar.contains(element) ? 0 : bar.getBoundingClientRect().bottom;
             const box = element.getBoundingClientRect();
             return [
                 element.dataset.testid ?? element.getAttribute('href') ?? element.localName,
                 box.bottom > top && box.top < innerHeight,
             ];",
            &[],
        )
        .await;
    let name = found.get(0)?.as_str().expect("a name").to_owned();
    assert_eq!(found.get(1), Some(&json!(true)), "`{name}` is out of sight");
    Some(name)
}

/// Everything that Tab reaches, from the top to the bottom.
async fn stops(page: &Page) -> Vec<String> {
    page.start_over().await;
    let mut stops = Vec::new();
    loop {
        page.press(Key::Tab).await;
        match focus(page).await {
            Some(stop) => stops.push(stop),
            None => return stops,
        }
        assert!(stops.len() < 200, "Tab goes round in circles: {stops:?}");
    }
}

/// Fails if these are not reached in this order; others may come between.
fn come_in_order(stops: &[String], expected: &[String]) {
    let mut rest = stops.iter();
    for name in expected {
        assert!(
            rest.any(|stop| stop == name),
            "`{name}` is not in its place: {stops:#?}"
        );
    }
}

fn github_fields() -> impl Iterator<Item = String> {
    let index = index::find("pypi").expect("an index");
    let kind = index.kind("github").expect("a kind");
    kind.fields
        .iter()
        .map(|field| format!("publisher-0-{}", field.id))
}

fn names(names: &[&str]) -> impl Iterator<Item = String> {
    names.iter().map(ToString::to_string)
}

/// Presses Tab until that has the focus.
async fn tab_to(page: &Page, name: &str) {
    for _ in 0..100 {
        if focus(page).await.as_deref() == Some(name) {
            return;
        }
        page.press(Key::Tab).await;
    }
    panic!("Tab does not reach `{name}`");
}

#[test]
fn tab_reaches_everything_in_the_order_in_which_it_stands() {
    on_the_page(async |page| {
        let expected: Vec<_> = names(&["#verdict", "index-pypi", "paste"])
            .chain(names(&["publisher-0-kind", "publisher-0-pending"]))
            .chain(github_fields())
            .chain(names(&["publisher-0-project", "add-publisher"]))
            .chain(names(&["as-of-issued", "as-of-input", "example-sigstore"]))
            .collect();
        let found = stops(page).await;
        assert_eq!(found.first().map(String::as_str), Some("#verdict"));
        come_in_order(&found, &expected);

        // With a token there is more to do.
        page.paste(real()).await;
        page.click("add-publisher").await;
        page.enter("publisher-1-repository_owner", "octo-org").await;
        let expected: Vec<_> = names(&["#verdict", "index-pypi", "paste", "clear"])
            .chain(names(&["remove-publisher-0", "publisher-0-kind"]))
            .chain(github_fields())
            .chain(names(&["publisher-0-project", "fill-0"]))
            .chain(names(&["remove-publisher-1", "publisher-1-kind"]))
            .chain(names(&["fill-1", "add-publisher", "keys-fetch"]))
            .chain(names(&["as-of-issued", "as-of-input", "print", "summary"]))
            .collect();
        come_in_order(&stops(page).await, &expected);
    });
}

#[test]
fn a_verdict_is_reached_without_a_mouse() {
    let case = Case::accepted("accept-github", |case| case.publishers.len() == 1);
    on_the_page(async |page| {
        tab_to(page, "paste").await;
        page.insert(&case.token).await;
        for (field, value) in &case.publishers.first().expect("a publisher").fields {
            // Back to the top of the form, whose fields have an order of their own.
            page.script("document.querySelector('[data-testid=paste]').focus()", &[])
                .await;
            tab_to(page, &format!("publisher-0-{field}")).await;
            if !value.is_empty() {
                let keys = page.driver.action_chain().send_keys(value.as_str());
                keys.perform().await.expect("the keys");
            }
        }
        // The box for keys is folded away: its summary stands before it.
        tab_to(page, "keys-fetch").await;
        page.press(Key::Tab).await;
        page.press(Key::Enter).await;
        tab_to(page, "keys-paste").await;
        page.insert(KEYS).await;
        page.mentions("verdict-sentence", "PyPI accepts").await;

        page.start_over().await;
        tab_to(page, "index-pypi").await;
        page.press(Key::Right).await;
        page.mentions("verdict-sentence", "TestPyPI refuses").await;
        assert_eq!(focus(page).await.as_deref(), Some("index-testpypi"));
        page.press(Key::Left).await;
        page.mentions("verdict-sentence", "PyPI accepts").await;

        // The first stop skips to the verdict.
        page.start_over().await;
        tab_to(page, "#verdict").await;
        page.press(Key::Enter).await;
        page.eventually("the verdict has the focus", async || {
            let name = focus(page).await;
            (name.as_deref() == Some("verdict"))
                .then_some(())
                .ok_or(name)
        })
        .await;
    });
}

/// Scrolls the switch of indexes back: of one that is scrolled, axe sees half a word at its edge.
async fn unscroll(page: &Page) {
    page.script("document.querySelector('.segments').scrollLeft = 0", &[])
        .await;
}

/// Where the page can be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum State {
    Empty,
    Example,
    Rejected,
    Nonsense,
    LongWords,
    Live,
    Accepted,
    Shared,
    Own,
    Keys,
    Troubles,
}

impl State {
    const ALL: [Self; 11] = [
        Self::Empty,
        Self::Example,
        Self::Rejected,
        Self::Nonsense,
        Self::LongWords,
        Self::Live,
        Self::Accepted,
        Self::Shared,
        Self::Own,
        // The last ones: nothing else can be reached behind them.
        Self::Keys,
        Self::Troubles,
    ];

    /// Brings the page there, in whatever language.
    pub(crate) async fn enter(self, page: &Page) {
        let case = Case::accepted("accept-full-claims", |case| case.publishers.len() == 1);
        match self {
            Self::Empty => page.mentions("verdict-sentence", "token").await,
            Self::Example => {
                page.click("example-case").await;
                page.mentions("lesson", "PyPI").await;
                // What belongs together is lit up.
                let focus =
                    "document.querySelector('[data-testid=publisher-0-repository_name]').focus()";
                page.script(focus, &[]).await;
            }
            Self::Shared => {
                // The browser does not copy, so that all there can be is there.
                page.script(
                    "navigator.clipboard.writeText = async () => { throw new Error(); };",
                    &[],
                )
                .await;
                page.click("copy-link").await;
                page.mentions("share-text", "").await;
            }
            Self::Own => {
                page.click("index-custom").await;
                for (member, value) in [
                    ("base-url", "http://pypi.acme.example"),
                    ("other-issuers", "gitlab.acme.example"),
                ] {
                    page.enter(&format!("own-{member}"), value).await;
                }
                page.element("own-base-url-error").await;
                page.enter("own-base-url", "https://pypi.acme.example/legacy/")
                    .await;
                page.enter("own-answer", "{\"audience\": \"acme\"}").await;
                page.mentions("own-answered", "acme").await;
                page.enter("own-index-name", &"Acme".repeat(9)).await;
                unscroll(page).await;
            }
            Self::Keys => {
                let open = "document.querySelector('[data-testid=keys-dialog]').showModal()";
                page.script(open, &[]).await;
            }
            Self::Rejected => {
                page.paste(real()).await;
                page.mentions("verdict-sentence", "sigstore").await;
                // Nobody is found there.
                page.complains(async || {
                    // What is drawn behind the verdict moves the button away from under a click.
                    page.eventually("the issuer is asked", async || {
                        page.click("keys-fetch").await;
                        let said = page.text("keys-message").await.unwrap_or_default();
                        (!said.is_empty()).then_some(()).ok_or(said)
                    })
                    .await;
                    page.mentions("keys-message", "curl").await;
                })
                .await;
            }
            Self::Troubles => {
                page.cdp("Network.enable", &json!({})).await;
                let block = async |urls: Value| {
                    page.cdp("Network.setBlockedURLs", &json!({ "urls": urls }))
                        .await;
                };
                page.complains(async || {
                    block(json!(["*split_findings*"])).await;
                    page.reopen().await;
                    page.paste(real()).await;
                    page.element("part-failed").await;
                    block(json!([])).await;
                })
                .await;
                page.cdp("Network.disable", &json!({})).await;
                page.script("offerUpdate()", &[]).await;
                page.element("update").await;
                page.script("location.hash = 'v=1&colour=red'", &[]).await;
                page.element("link-refused").await;
                unscroll(page).await;
                // In whatever width, what failed stands where one waits for it.
                let is_there = page
                    .script(
                        "const box = (id) => document.querySelector(`[data-testid=${id}]`).getBoundingClientRect();
                         return Math.abs(box('part-failed').top - box('verdict').bottom) < 40;",
                        &[],
                    )
                    .await;
                assert_eq!(is_there, json!(true));
            }
            Self::Nonsense => {
                page.paste(&"no token at all ".repeat(20)).await;
                page.mentions("answer-body", "malformed JWT").await;
            }
            Self::LongWords => {
                let long = "octo".repeat(100);
                let mut claims = live_claims();
                let members = claims.as_object_mut().expect("claims");
                members.insert("aud".to_owned(), json!(long));
                members.insert(long.clone(), json!([long]));
                page.paste(&token(&claims)).await;
                page.mentions("claim-aud", &long).await;
            }
            Self::Live => {
                page.paste(&token(&live_claims())).await;
                page.mentions("live-banner", "token").await;
                page.shows("claim-aud", &page.text("claim-aud").await.expect("a claim"))
                    .await;
            }
            Self::Accepted => {
                page.paste(&case.token).await;
                page.enter("keys-paste", KEYS).await;
                page.register(0, case.publishers.first().expect("a publisher"))
                    .await;
                page.eventually("the index accepts", async || {
                    let verdict = page.verdict().await;
                    (verdict == "accept").then_some(()).ok_or(verdict)
                })
                .await;
            }
        }
        page.script(
            "for (const fold of document.querySelectorAll('details')) fold.open = true;
             for (const motion of document.getAnimations()) {
                 try { motion.finish(); } catch { motion.cancel(); }
             }",
            &[],
        )
        .await;
    }
}

#[test]
fn a_narrow_screen_needs_no_scrolling_to_the_side() {
    const TOO_WIDE: &str = "
        const wide = [...document.querySelectorAll('[data-testid], h1, h2, h3, button')]
            .filter((element) => {
                const box = element.getBoundingClientRect();
                // The switch scrolls by itself.
                return box.width > 1 && !element.closest('.segments') && (box.right > innerWidth + 0.5 || box.left < -0.5);
            })
            .map((element) => element.dataset.testid ?? element.textContent);
        return {
            width: innerWidth,
            content: document.documentElement.scrollWidth,
            body: document.body.scrollWidth,
            wide,
        };";
    for session in [Session::default(), portuguese()] {
        session.with_updates().run(async |page| {
            let narrow = async |width: u64| {
                let metrics = json!({
                    "width": width, "height": 740, "deviceScaleFactor": 1, "mobile": false,
                });
                page.cdp("Emulation.setDeviceMetricsOverride", &metrics)
                    .await;
            };
            narrow(320).await;
            for state in State::ALL {
                state.enter(page).await;
                for width in [320, 360] {
                    narrow(width).await;
                    let found = page.script(TOO_WIDE, &[]).await;
                    let number = |name| found.get(name).and_then(Value::as_u64).expect("a width");
                    assert_eq!(number("width"), width, "{state:?}");
                    assert!(number("content") <= width, "{state:?}: {found:#}");
                    assert!(number("body") <= width, "{state:?}: {found:#}");
                    assert_eq!(found.get("wide"), Some(&json!([])), "{state:?}");
                }
                narrow(320).await;
            }
        });
    }
}

/// A browser whose reader prefers Portuguese.
pub(crate) fn portuguese() -> Session {
    Session::default().with_prelude(PREFERS_PORTUGUESE)
}

/// Makes the page think that its reader prefers that scheme, and no motion.
async fn prefer(page: &Page, scheme: &str) {
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    page.cdp(
        "Emulation.setEmulatedMedia",
        &json!({ "features": features }),
    )
    .await;
}

/// How light the page and its text are, from 0 to 255.
async fn lightness(page: &Page) -> (u64, u64) {
    let found = page
        .script(
            "const context = document.createElement('canvas').getContext('2d');
             const lightness = (colour) => {
                 context.fillStyle = colour;
                 context.fillRect(0, 0, 1, 1);
                 const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
                 return Math.round((red + green + blue) / 3);
             };
             const style = (element) => getComputedStyle(element);
             const page = [document.body, document.documentElement]
                 .map((element) => style(element).backgroundColor)
                 .find((colour) => !/^rgba\\(.*, 0\\)$/.test(colour));
             return [page, style(document.querySelector('h1')).color].map(lightness);",
            &[],
        )
        .await;
    let number = |place| found.get(place).and_then(Value::as_u64).expect("a colour");
    (number(0), number(1))
}

fn is_light((ground, text): (u64, u64)) -> bool {
    ground > 200 && text < 100
}

fn is_dark((ground, text): (u64, u64)) -> bool {
    ground < 100 && text > 200
}

/// What a reader may prefer.
#[derive(Debug, PartialEq)]
pub(crate) struct Scheme {
    pub(crate) name: &'static str,
    is_dark: bool,
}

pub(crate) const LIGHT: Scheme = Scheme {
    name: "light",
    is_dark: false,
};
pub(crate) const DARK: Scheme = Scheme {
    name: "dark",
    is_dark: true,
};

/// Makes the page think that its reader prefers that scheme, and waits until it is as light or dark.
pub(crate) async fn show_in(page: &Page, scheme: &Scheme) {
    prefer(page, scheme.name).await;
    page.eventually(scheme.name, async || {
        let found = lightness(page).await;
        let is_so = if scheme.is_dark {
            is_dark(found)
        } else {
            is_light(found)
        };
        is_so.then_some(()).ok_or(found)
    })
    .await;
}

#[test]
fn light_and_dark_follow_the_readers_preference() {
    Session::default().run(async |page| {
        for scheme in [LIGHT, DARK, LIGHT, DARK] {
            show_in(page, &scheme).await;
        }
    });
}

/// Lets axe-core look at the page in every state, in each of these.
fn axe_finds_nothing(session: Session, width: u32, schemes: &[Scheme]) {
    session.with_updates().run(async |page| {
        // All of the page at once: what is scrolled out of sight is judged only in part.
        let metrics =
            json!({ "width": width, "height": 16000, "deviceScaleFactor": 1, "mobile": false });
        page.cdp("Emulation.setDeviceMetricsOverride", &metrics)
            .await;

        // It sees what it is to see: grey on grey.
        page.script(
            "document.querySelector('.verdict-sentence').style = 'color: #888; background: #999'",
            &[],
        )
        .await;
        page.eventually("axe-core finds pale text", async || {
            let found = violations_in(page, schemes).await;
            let sees = |scheme: &Scheme| {
                let first = found.pointer(&format!("/{}/0/id", scheme.name));
                first.is_some_and(|id| id == "color-contrast")
            };
            schemes.iter().all(sees).then_some(()).ok_or(found)
        })
        .await;
        page.script(
            "document.querySelector('.verdict-sentence').removeAttribute('style')",
            &[],
        )
        .await;

        let mut found = Vec::new();
        for state in State::ALL {
            state.enter(page).await;
            let violations = violations_in(page, schemes).await;
            if violations != json!({}) {
                found.push(format!("{state:?}: {violations:#}"));
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
}

#[test]
fn axe_finds_nothing_in_light_and_dark() {
    axe_finds_nothing(Session::default(), 1280, &[LIGHT, DARK]);
}

#[test]
fn axe_finds_nothing_on_a_narrow_screen() {
    axe_finds_nothing(Session::default(), 360, &[LIGHT]);
}

#[test]
fn axe_finds_nothing_in_portuguese_in_light_and_dark() {
    axe_finds_nothing(portuguese(), 1280, &[LIGHT, DARK]);
}

#[test]
fn axe_finds_nothing_in_portuguese_on_a_narrow_screen() {
    axe_finds_nothing(portuguese(), 360, &[LIGHT]);
}
