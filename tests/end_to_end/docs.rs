//! The inspector in the examples of documentation sites, as the generators built them.
//!
//! `cargo xtask test docs` builds them and says where they are: `MINTCHECK_EXAMPLES`. Each is served under
//! a path, as the documentation of a project is, and with the policy that docs/embedding.md gives.

#[path = "docs/frame.rs"]
mod frame;
#[path = "docs/hosting.rs"]
mod hosting;

use std::io::Write as _;
use std::path::PathBuf;

use mintcheck::finding::{Answer, Decision};
use mintcheck::index::Publisher;
use mintcheck::{Report, Request};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::environment::environment;
use crate::material::{now, real, report, request};
use crate::page::Page;
use crate::session::Session;
use crate::site::Site;

/// The host of the site: in `site_url` and the like, which some scripts of the generators compare addresses with.
const HOST: &str = "docs.example";

/// The path of the site on its host.
const PATH: &str = "/project/docs/";

/// What docs/embedding.md says the element needs, and nothing else but the site's own files.
macro_rules! policy {
    ($inline:literal) => {
        concat!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
            $inline,
            "; style-src 'self'",
            $inline,
            "; connect-src 'self'; img-src 'self' data:; font-src 'self' data:; frame-src 'self'; worker-src 'self'; \
             manifest-src 'self'; base-uri 'self'; form-action 'self'"
        )
    };
}
const STRICT: &str = policy!("");
/// For sites that have scripts and styles of their own in their pages.
const INLINE: &str = policy!(" 'unsafe-inline'");

/// An example, and what sets it apart.
struct Example {
    folder: &'static str,
    /// The page that embeds.
    page: &'static str,
    /// The folder of the built page.
    folder_of_page: &'static str,
    /// Whether its pages change without a reload.
    is_instant: bool,
    /// Turns the site's own switch until it is dark; absent if it has none.
    darken: Option<&'static str>,
    policy: &'static str,
}

const MKDOCS_MATERIAL: Example = Example {
    folder: "mkdocs-material",
    folder_of_page: "mintcheck",
    page: "guides/trusted-publishing/",
    is_instant: true,
    darken: Some(
        "document.body.dataset.mdColorScheme === 'slate' || document.querySelector('label[title=Dark]').click()",
    ),
    policy: INLINE,
};
const SPHINX: Example = Example {
    folder: "sphinx",
    folder_of_page: "_static/mintcheck",
    page: "guides/trusted-publishing.html",
    is_instant: false,
    darken: None,
    policy: STRICT,
};
const DOCUSAURUS: Example = Example {
    folder: "docusaurus",
    folder_of_page: "mintcheck",
    page: "guides/trusted-publishing/",
    is_instant: true,
    darken: Some(
        "document.documentElement.dataset.theme === 'dark' || document.querySelector('button[class*=toggleButton]').click()",
    ),
    policy: INLINE,
};
const MDBOOK: Example = Example {
    folder: "mdbook",
    folder_of_page: "mintcheck",
    page: "guides/trusted-publishing.html",
    is_instant: false,
    darken: Some("document.querySelector('#mdbook-theme-coal').click()"),
    policy: INLINE,
};

#[test]
fn an_mkdocs_material_site_embeds_the_inspector() {
    MKDOCS_MATERIAL.embeds();
}

#[test]
fn a_sphinx_site_embeds_the_inspector() {
    SPHINX.embeds();
}

#[test]
fn a_docusaurus_site_embeds_the_inspector() {
    DOCUSAURUS.embeds();
}

#[test]
fn an_mdbook_site_embeds_the_inspector() {
    MDBOOK.embeds();
}

/// Shadow trees keep styles out, but not what is inherited.
#[test]
fn letters_of_a_site_do_not_reach_into_the_inspector() {
    const LOOKS: &str = "
        const root = document.querySelector('mintcheck-inspector').shadowRoot;
        return [...root.querySelectorAll('[data-testid]')].map((element) => {
            const style = getComputedStyle(element);
            return [element.dataset.testid, style.fontFamily, style.fontSize, style.fontStyle, style.fontVariant,
                style.fontWeight, style.color, style.hyphens, style.letterSpacing, style.lineHeight, style.tabSize,
                style.textAlign, style.textIndent, style.textShadow, style.textTransform, style.whiteSpace,
                style.wordBreak, style.wordSpacing].join(' | ');
        });";
    const SITE: &str = "
        const { style } = document.querySelector('mintcheck-inspector').parentElement;
        style.font = 'italic small-caps 900 40px/3 cursive';
        style.color = 'red';
        style.hyphens = 'auto';
        style.letterSpacing = '9px';
        style.tabSize = '2';
        style.textAlign = 'right';
        style.textIndent = '99px';
        style.textShadow = '1px 1px red';
        style.textTransform = 'uppercase';
        style.whiteSpace = 'pre';
        style.wordBreak = 'break-all';
        style.wordSpacing = '9px';";
    SPHINX.visit(async |page| {
        open(page, SPHINX.page).await;
        RELEASE.is_there(page).await;
        let before = page.script(LOOKS, &[]).await;
        page.script(SITE, &[]).await;
        let after = page.script(LOOKS, &[]).await;
        for (before, after) in each(&before).zip(each(&after)) {
            assert_eq!(before, after);
        }
    });
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    let list = list.as_array().filter(|list| !list.is_empty());
    list.expect("elements").iter()
}

impl Example {
    /// The whole visit: a reader comes from another page, uses both inspectors, leaves and comes back.
    fn embeds(&self) {
        self.visit(async |page| {
            self.reader_comes_from_another_page(page).await;
            for place in [RELEASE, REHEARSAL] {
                place.is_there(page).await;
            }
            nothing_was_added_to_the_document(page).await;
            watch(page).await;

            let claims = claims("testing");
            RELEASE.paste(page, &claims).await;
            RELEASE.tells(page, &RELEASE.report(&claims)).await;
            RELEASE.keeps_its_keys(page).await;
            assert_eq!(REHEARSAL.text(page, "paste").await, json!(""));
            REHEARSAL.paste(page, real()).await;
            REHEARSAL.tells(page, &REHEARSAL.report(real())).await;
            assert_eq!(RELEASE.text(page, "paste").await, json!(claims));

            self.reader_leaves_and_returns(page).await;
            watch(page).await;
            RELEASE.is_there(page).await;
            let claims = self::claims("pypi");
            RELEASE.paste(page, &claims).await;
            RELEASE.tells(page, &RELEASE.report(&claims)).await;

            if let Some(darken) = self.darken {
                let was = RELEASE.brightness(page).await;
                page.eventually("the inspector follows the site into the dark", async || {
                    page.script(darken, &[]).await;
                    let is = RELEASE.brightness(page).await;
                    (was > 0.8 && is < 0.4).then_some(()).ok_or((was, is))
                })
                .await;
            }

            for request in page.site.requests() {
                let signature = real().rsplit('.').next().expect("a part");
                assert!(!request.contains(signature), "{request}");
            }

            // An address of the site, which is none of the inspector's.
            open(page, &format!("{}#the-rehearsal", self.page)).await;
            RELEASE.is_there(page).await;
            let fragment = page.script("return location.hash", &[]).await;
            assert_eq!(fragment, json!("#the-rehearsal"));
            // The site's idea of a `rem` is not the reader's.
            let embedded = RELEASE.size(page).await;
            open(page, &format!("{}/index.html", self.folder_of_page)).await;
            let alone = page
                .eventually("the page of its own runs", async || {
                    let size = page
                        .script(
                            "const box = document.querySelector(`[data-testid='paste']`);
                    return box && getComputedStyle(box).fontSize",
                            &[],
                        )
                        .await;
                    (!size.is_null()).then_some(size).ok_or(())
                })
                .await;
            assert_eq!(embedded, alone);
        });
    }

    /// Opens the site in a browser, if it was built.
    fn visit(&self, test: impl AsyncFnOnce(&Page)) {
        let Some((environment, examples)) = environment().zip(examples()) else {
            return;
        };
        let folder = examples.join(self.folder).join("site");
        let site = Site::of(&[(PATH, &folder)], Some(self.policy));
        Session::default().visit(environment, HOST, site, test);
    }

    async fn reader_comes_from_another_page(&self, page: &Page) {
        open(page, "").await;
        page.script("window.isTheSame = true", &[]).await;
        if self.is_instant {
            self.site_is_ready(page).await;
        }
        click_link(page, "Trusted publishing").await;
        at(page, "Trusted publishing").await;
        self.keeps_the_document(page).await;
    }

    async fn reader_leaves_and_returns(&self, page: &Page) {
        page.script("window.isTheSame = true", &[]).await;
        click_link(page, "start").await;
        at(page, "Sample project").await;
        self.keeps_the_document(page).await;
        // A browser with much to do lets the first try go by. It is asked again where nothing came of that, and only from the
        // page that is left: one that is on its way, or has come, is not to be gone back from.
        let left = page.script("return location.href", &[]).await;
        page.eventually("there is a way back", async || {
            let script = "const isLeft = location.href !== arguments[0];
                const isDue = !(performance.now() - window.wentBack < 5000);
                if (!isLeft && isDue) { window.wentBack = performance.now(); history.back(); }
                return isLeft";
            let is_left = page.script(script, std::slice::from_ref(&left)).await;
            (is_left == json!(true)).then_some(()).ok_or(is_left)
        })
        .await;
        at(page, "Trusted publishing").await;
    }

    /// A site that changes its pages without a reload does so once it knows which pages it has.
    async fn site_is_ready(&self, page: &Page) {
        if self.folder != MKDOCS_MATERIAL.folder {
            return;
        }
        page.eventually("the list of pages was read", async || {
            let found = page
                .script(
                    "const read = performance.getEntriesByType('resource');
                     return read.some((entry) => entry.name.endsWith('sitemap.xml') &&
                         entry.responseEnd > 0 && performance.now() - entry.responseEnd > 300)",
                    &[],
                )
                .await;
            (found == json!(true)).then_some(()).ok_or(found)
        })
        .await;
    }

    async fn keeps_the_document(&self, page: &Page) {
        let kept = page.script("return window.isTheSame === true", &[]).await;
        assert_eq!(kept, json!(self.is_instant), "{}", self.folder);
    }
}

/// One of the two inspectors on the page.
#[derive(Clone, Copy)]
struct Place {
    number: usize,
    index: &'static str,
    workflow: &'static str,
    environment: &'static str,
}

const RELEASE: Place = Place {
    number: 0,
    index: "pypi",
    workflow: "release.yml",
    environment: "pypi",
};
const REHEARSAL: Place = Place {
    number: 1,
    index: "testpypi",
    workflow: "rehearsal.yml",
    environment: "",
};

impl Place {
    /// Waits until the program runs there.
    async fn is_there(self, page: &Page) {
        page.eventually("the inspector runs", async || {
            let text = self.text(page, "paste").await;
            text.is_string().then_some(()).ok_or(text)
        })
        .await;
    }

    /// The text of something in it, or what stands in a box.
    async fn text(self, page: &Page, id: &str) -> Value {
        let script = "const found = document.querySelectorAll('mintcheck-inspector')[arguments[0]]
                          ?.shadowRoot?.querySelector(`[data-testid='${arguments[1]}']`);
                      return found?.value ?? found?.textContent ?? null;";
        page.script(script, &[json!(self.number), json!(id)]).await
    }

    async fn paste(self, page: &Page, text: &str) {
        page.script(
            "const box = document.querySelectorAll('mintcheck-inspector')[arguments[0]]
                 .shadowRoot.querySelector(`[data-testid='paste']`);
             box.focus();
             box.select();",
            &[json!(self.number)],
        )
        .await;
        page.insert(text).await;
    }

    /// Types keys that sites take for commands: to search, and to turn pages.
    async fn keeps_its_keys(self, page: &Page) {
        let before = self.text(page, "paste").await;
        let address = page.driver.current_url().await.expect("an address");
        let keys = page.driver.action_chain().send_keys("/sfpn,.?");
        keys.perform().await.expect("keys");
        for key in [Key::Left, Key::Right] {
            page.press(key).await;
        }
        for _ in 0..8 {
            page.press(Key::Backspace).await;
        }
        page.eventually(
            "what was typed stands in the box, and is taken back",
            async || {
                let after = self.text(page, "paste").await;
                (after == before).then_some(()).ok_or(after)
            },
        )
        .await;
        assert_eq!(
            page.driver.current_url().await.expect("an address"),
            address
        );
        let focus = page
            .script(
                "return document.activeElement?.shadowRoot?.activeElement?.dataset.testid",
                &[],
            )
            .await;
        assert_eq!(focus, json!("paste"));
    }

    /// What the core says about a paste there.
    fn report(self, paste: &str) -> Report {
        let fields = [
            ("repository_owner", "octo-org"),
            ("repository_name", "sampleproject"),
            ("workflow_filename", self.workflow),
            ("environment", self.environment),
        ];
        let publisher = Publisher {
            kind: "github".to_owned(),
            fields: fields
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..Publisher::default()
        };
        report(&Request {
            publishers: Some(vec![publisher]),
            ..request(self.index, paste)
        })
    }

    /// Waits until the last event from there tells what the core says.
    async fn tells(self, page: &Page, report: &Report) {
        let decision = match report.decision {
            Decision::Accept => "accept",
            Decision::Reject => "reject",
            Decision::Undecided { .. } => "undecided",
        };
        let code = match &report.prediction.answer {
            Answer::Refused { code, .. } => Some(code),
            _ => None,
        };
        let expected = json!({
            "decision": decision,
            "status": report.prediction.status,
            "code": code,
            "index": self.index,
        });
        page.eventually("the verdict is told to the page around", async || {
            let mut told = self.told(page).await;
            let headline = told
                .as_object_mut()
                .and_then(|told| told.remove("headline"));
            let has_headline = headline
                .as_ref()
                .and_then(Value::as_str)
                .is_some_and(|text| !text.is_empty());
            (told == expected && has_headline)
                .then_some(())
                .ok_or((told, expected.clone()))
        })
        .await;
    }

    /// The size of the letters in the box to paste into.
    async fn size(self, page: &Page) -> Value {
        let script = "
            const box = document.querySelectorAll('mintcheck-inspector')[arguments[0]]
                .shadowRoot.querySelector(`[data-testid='paste']`);
            return getComputedStyle(box).fontSize;";
        page.script(script, &[json!(self.number)]).await
    }

    async fn told(self, page: &Page) -> Value {
        let script =
            "return window.told.findLast((event) => event.place === arguments[0])?.detail ?? null";
        page.script(script, &[json!(self.number)]).await
    }

    /// How bright it is behind the box to paste into, from 0 to 1.
    async fn brightness(self, page: &Page) -> f64 {
        let script = "
            let place = document.querySelectorAll('mintcheck-inspector')[arguments[0]]
                .shadowRoot.querySelector(`[data-testid='paste']`);
            const canvas = document.createElement('canvas').getContext('2d');
            const isClear = () => canvas.getImageData(0, 0, 1, 1).data[3] === 0;
            for (; place && isClear(); place = place.parentElement) {
                canvas.fillStyle = getComputedStyle(place).backgroundColor;
                canvas.fillRect(0, 0, 1, 1);
            }
            const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
            return (red + green + blue) / 765;";
        let value = page.script(script, &[json!(self.number)]).await;
        value.as_f64().expect("a number")
    }
}

/// Claims of the release of the example's project, in an environment.
fn claims(environment: &str) -> String {
    let claims = json!({
        "iss": "https://token.actions.githubusercontent.com",
        "aud": "pypi",
        "sub": format!("repo:octo-org/sampleproject:environment:{environment}"),
        "environment": environment,
        "repository": "octo-org/sampleproject",
        "repository_id": "123456789",
        "repository_owner": "octo-org",
        "repository_owner_id": "12345678",
        "job_workflow_ref": "octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.0",
        "workflow_ref": "octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.0",
        "ref": "refs/tags/v1.0",
        "sha": "0123456789abcdef0123456789abcdef01234567",
        "event_name": "release",
        "jti": "0b1f5c3e-5a9e-4a53-9c0e-5e2f0a1b2c3d",
        "iat": now(),
        "nbf": now(),
        "exp": now().saturating_add(600),
    });
    claims.to_string()
}

/// Keeps what the page around is told.
async fn watch(page: &Page) {
    page.script(
        "window.told = [];
         document.addEventListener('verdict', (event) => {
             const all = [...document.querySelectorAll('mintcheck-inspector')];
             window.told.push({ place: all.indexOf(event.target), detail: event.detail });
         });",
        &[],
    )
    .await;
}

async fn nothing_was_added_to_the_document(page: &Page) {
    let added = page
        .script(
            "return [...document.styleSheets].filter((sheet) =>
                 sheet.href?.includes('/mintcheck/') || sheet.ownerNode?.textContent.includes('mintcheck')).length
                 + document.adoptedStyleSheets.length",
            &[],
        )
        .await;
    assert_eq!(added, json!(0), "styles");
}

async fn open(page: &Page, name: &str) {
    let address = format!("http://{HOST}{PATH}{name}");
    page.driver.goto(address).await.expect("a page of the site");
}

/// Clicks a link in the text, not in what surrounds it.
async fn click_link(page: &Page, text: &str) {
    let clicked = page
        .script(
            "const body = document.querySelector('article, main, div.body');
             const link = [...body.querySelectorAll('a')].find((link) => link.textContent === arguments[0]);
             link?.click();
             return link !== undefined;",
            &[json!(text)],
        )
        .await;
    assert_eq!(clicked, json!(true), "a link `{text}`");
}

/// Waits until the page with that heading is shown, and all of it: a page that is still loading may not keep the way back.
async fn at(page: &Page, heading: &str) {
    page.eventually(&format!("the page `{heading}`"), async || {
        let script = "return [document.readyState, document.querySelector(
            'article h1, main h1, div.body h1')?.firstChild.textContent ?? document.title]";
        let shown = page.script(script, &[]).await;
        (shown == json!(["complete", heading]))
            .then_some(())
            .ok_or(shown)
    })
    .await;
}

/// Where the sites are; absent, and said so, if they were not built.
fn examples() -> Option<PathBuf> {
    let examples = std::env::var_os("MINTCHECK_EXAMPLES").map(PathBuf::from);
    if examples.is_none() {
        let _ = writeln!(
            std::io::stderr(),
            "skipped: MINTCHECK_EXAMPLES does not say where the examples are; `cargo xtask test docs` does"
        );
    }
    examples
}
