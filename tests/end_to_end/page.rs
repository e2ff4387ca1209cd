//! The page, as those who use it see and touch it.

use std::time::{Duration, Instant};

use mintcheck::finding::Decision;
use mintcheck::index::Publisher;
use mintcheck::{Language, Report};
use serde_json::{Value, json};
use thirtyfour::components::SelectElement;
use thirtyfour::support::sleep;
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::session::cdp;
use crate::site::Site;

/// How long something may take to come true.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often it is looked at.
const INTERVAL: Duration = Duration::from_millis(20);

/// The page in a browser.
pub(crate) struct Page {
    /// The browser.
    pub(crate) driver: WebDriver,
    /// The page's own server.
    pub(crate) site: Site,
}

impl Page {
    /// Opens the page and waits until it runs.
    pub(crate) async fn open(driver: WebDriver, site: Site) -> Self {
        let page = Self { driver, site };
        page.reopen().await;
        page
    }

    /// Opens the page anew.
    pub(crate) async fn reopen(&self) {
        self.visit("/").await;
    }

    /// Opens a page of the site, in which the program stands in the document itself.
    pub(crate) async fn visit(&self, path: &str) {
        let address = format!("{}{path}", self.site.origin());
        self.goto(&address).await;
    }

    /// Opens a page that may be elsewhere.
    pub(crate) async fn goto(&self, address: &str) {
        self.driver.goto(address).await.expect("the page");
        self.until("the page runs", |text| text.is_some(), "paste")
            .await;
    }

    /// Pastes a text into the box for the token, in place of what is in it.
    pub(crate) async fn paste(&self, text: &str) {
        self.enter("paste", text).await;
    }

    /// Replaces what stands in a box or field, by one act of the user.
    pub(crate) async fn enter(&self, id: &str, text: &str) {
        self.unfold(id).await;
        self.script(
            "const field = document.querySelector(`[data-testid='${arguments[0]}']`);
             field.focus();
             field.select();",
            &[json!(id)],
        )
        .await;
        if text.is_empty() {
            self.press(Key::Delete).await;
        } else {
            self.insert(text).await;
        }
        self.eventually(&format!("`{id}` holds what was entered"), async || {
            // A browser has one kind of line end in a box.
            let value = self.value(id).await;
            (value == text.replace("\r\n", "\n"))
                .then_some(())
                .ok_or(value)
        })
        .await;
    }

    /// Puts the focus back to the top, so that Tab starts there.
    pub(crate) async fn start_over(&self) {
        self.script(
            "document.body.tabIndex = -1;
             document.body.focus();
             document.body.removeAttribute('tabindex');
             scrollTo(0, 0);",
            &[],
        )
        .await;
    }

    /// Inserts a text where the cursor is, as a paste does.
    pub(crate) async fn insert(&self, text: &str) {
        self.cdp("Input.insertText", &json!({ "text": text })).await;
    }

    /// Presses a key and lets it go.
    pub(crate) async fn press(&self, key: Key) {
        let keys = self.driver.action_chain().key_down(key.clone()).key_up(key);
        keys.perform().await.expect("a key");
    }

    /// Fills in the form of a publisher.
    pub(crate) async fn register(&self, place: usize, publisher: &Publisher) {
        let id = |name: &str| format!("publisher-{place}-{name}");
        let kind = self.element(&id("kind")).await;
        let select = SelectElement::new(&kind).await.expect("a choice");
        select
            .select_by_value(publisher.kind.as_str())
            .await
            .expect("the kind");
        for (field, value) in &publisher.fields {
            self.enter(&id(field), value).await;
        }
        self.enter(&id("project"), &publisher.project).await;
        let pending = self.element(&id("pending")).await;
        if pending.is_selected().await.expect("a check box") != publisher.pending {
            self.click(&id("pending")).await;
        }
    }

    /// Chooses in a list.
    pub(crate) async fn choose(&self, id: &str, value: &str) {
        self.unfold(id).await;
        let list = self.element(id).await;
        let list = SelectElement::new(&list).await.expect("a choice");
        list.select_by_value(value).await.expect("the value");
    }

    /// Clicks.
    pub(crate) async fn click(&self, id: &str) {
        self.unfold(id).await;
        let element = self.element(id).await;
        // What waits for the rest of the page comes behind the verdict.
        self.eventually(&format!("`{id}` is enabled"), async || {
            let is_enabled = element.is_enabled().await;
            matches!(is_enabled, Ok(true))
                .then_some(())
                .ok_or(is_enabled.map_err(|error| error.to_string()))
        })
        .await;
        self.stands_still(&element).await;
        if let Err(error) = element.click().await {
            panic!("`{id}` cannot be clicked: {error}");
        }
    }

    /// Brings something into sight and waits until it stays where it is: what is drawn behind the verdict moves what is
    /// below.
    pub(crate) async fn stands_still(&self, element: &WebElement) {
        // Away from the bar at the top, which stays where it is and covers what scrolls under it. A part of the bar itself
        // is only there at the top.
        self.script_to_end(
            "const [element, done] = arguments;
             const bar = element.closest('header');
             if (bar) scrollTo(0, 0); else element.scrollIntoView({ block: 'center' });
             let [last, still, frames] = ['', 0, 0];
             const look = () => {
                 const { x, y } = element.getBoundingClientRect();
                 still = last === `${x} ${y}` ? still + 1 : 0;
                 last = `${x} ${y}`;
                 frames += 1;
                 if (still < 3 && frames < 60) requestAnimationFrame(look); else done();
             };
             look();",
            &[element.to_json().expect("an element")],
        )
        .await;
    }

    /// Opens whatever is folded around something.
    async fn unfold(&self, id: &str) {
        let folds = format!("//*[@data-testid='{id}']/ancestor::details[not(@open)]/summary");
        let folds = self.driver.find_all(By::XPath(folds)).await;
        for fold in folds.expect("a list") {
            fold.click().await.expect("to unfold it");
        }
    }

    /// What has that test ID, as soon as it is there: what follows from a paste is drawn behind the verdict.
    pub(crate) async fn element(&self, id: &str) -> WebElement {
        self.eventually(&format!("there is a `{id}`"), async || {
            let found = self.driver.find(By::Css(selector(id))).await;
            found.map_err(|error| error.to_string())
        })
        .await
    }

    /// The text of what has that test ID, if there is such a thing.
    pub(crate) async fn text(&self, id: &str) -> Option<String> {
        let text = self
            .script(
                "return document.querySelector(`[data-testid='${arguments[0]}']`)?.textContent ?? null",
                &[json!(id)],
            )
            .await;
        text.as_str().map(|text| text.trim().to_owned())
    }

    /// What stands in a box or field.
    pub(crate) async fn value(&self, id: &str) -> String {
        let value = self
            .script(
                "return document.querySelector(`[data-testid='${arguments[0]}']`).value",
                &[json!(id)],
            )
            .await;
        value.as_str().expect("a value").to_owned()
    }

    /// Waits until that text stands there.
    pub(crate) async fn shows(&self, id: &str, text: &str) {
        let what = format!("`{id}` shows `{text}`");
        self.until(&what, |shown| shown == Some(text), id).await;
    }

    /// Waits until a text that contains another one stands there.
    pub(crate) async fn mentions(&self, id: &str, part: &str) {
        let what = format!("`{id}` mentions `{part}`");
        let mentions = |shown: Option<&str>| shown.is_some_and(|shown| shown.contains(part));
        self.until(&what, mentions, id).await;
    }

    /// Waits until nothing has that test ID.
    pub(crate) async fn lacks(&self, id: &str) {
        let what = format!("there is no `{id}`");
        self.until(&what, |shown| shown.is_none(), id).await;
    }

    /// Waits until that has the focus.
    pub(crate) async fn has_focus(&self, id: &str) {
        self.eventually(&format!("`{id}` has the focus"), async || {
            let script = "return document.activeElement?.dataset.testid ?? null";
            let name = self.script(script, &[]).await;
            (name == json!(id)).then_some(()).ok_or(name)
        })
        .await;
    }

    /// Waits until that is what is selected in the box that has the focus.
    pub(crate) async fn has_selected(&self, text: &str) {
        let script = "const box = document.activeElement;
            return box.value?.slice(box.selectionStart, box.selectionEnd) ?? null";
        self.eventually(&format!("`{text}` is selected"), async || {
            let selected = self.script(script, &[]).await;
            (selected == json!(text)).then_some(()).ok_or(selected)
        })
        .await;
    }

    async fn until(&self, what: &str, condition: impl Fn(Option<&str>) -> bool, id: &str) {
        self.eventually(what, async || {
            let text = self.text(id).await;
            condition(text.as_deref()).then_some(()).ok_or(text)
        })
        .await;
    }

    /// Waits until a look at the page finds what it looks for; otherwise fails with what it saw last.
    pub(crate) async fn eventually<T, E: std::fmt::Debug>(
        &self,
        what: &str,
        look: impl AsyncFn() -> Result<T, E>,
    ) -> T {
        let start = Instant::now();
        loop {
            match look().await {
                Ok(found) => return found,
                Err(seen) if start.elapsed() > PATIENCE => {
                    panic!("not in time: {what}; instead {seen:?}")
                }
                Err(_) => sleep(INTERVAL).await,
            }
        }
    }

    /// Waits until the page says what the report says.
    pub(crate) async fn agrees_with(&self, report: &Report) {
        let language = Language::default();
        self.shows("verdict-sentence", &shown(&language.headline(report)))
            .await;
        let verdict = match report.decision {
            Decision::Accept => "accept",
            Decision::Reject => "reject",
            Decision::Undecided { .. } => "undecided",
        };
        assert_eq!(self.verdict().await, verdict);
        match report.decisive() {
            Some(step) => self.mentions("decisive", language.rule(step.rule)).await,
            None => self.lacks("decisive").await,
        }
        let signature = language.signature(&report.signature);
        self.shows("signature", &shown(&signature)).await;
        if let Some(status) = report.prediction.status {
            self.mentions("answer-status", &format!("HTTP {status} "))
                .await;
        }
        let index = &report.index;
        if let Some(body) = (index.rules().answer_body)(&report.prediction.answer) {
            self.shows("answer-body", &body).await;
        }
    }

    /// The verdict.
    pub(crate) async fn verdict(&self) -> String {
        let verdict = self.element("verdict").await.attr("data-verdict").await;
        verdict.expect("the page").expect("a verdict")
    }

    /// Runs a script in the page.
    pub(crate) async fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let returned = self.driver.execute(script, arguments).await;
        returned.expect("a script").json().clone()
    }

    /// Runs a script until it calls its last argument, and returns with what.
    pub(crate) async fn script_to_end(&self, script: &str, arguments: &[Value]) -> Value {
        let returned = self.driver.execute_async(script, arguments).await;
        returned.expect("a script").json().clone()
    }

    /// Sends a command of the Chrome DevTools protocol.
    pub(crate) async fn cdp(&self, method: &str, parameters: &Value) -> Value {
        match cdp(&self.driver, method, parameters).await {
            Ok(value) => value,
            Err(error) => panic!("{method}: {error}"),
        }
    }

    /// Takes for granted that the browser complains of what is done there, and of nothing that was done before.
    pub(crate) async fn complains(&self, act: impl AsyncFnOnce()) {
        self.console_is_clean().await;
        act().await;
        let entries = self.driver.browser_log().await.expect("the console");
        // Not of the program itself, though.
        let broken = entries.iter().map(|entry| &entry.message);
        let broken: Vec<_> = broken
            .filter(|text| text.contains("RuntimeError"))
            .collect();
        assert!(broken.is_empty(), "on the console: {broken:#?}");
    }

    /// Fails if the browser complained about the page.
    pub(crate) async fn console_is_clean(&self) {
        let entries = self.driver.browser_log().await.expect("the console");
        let complaints: Vec<_> = entries
            .iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| &entry.message)
            .collect();
        assert!(complaints.is_empty(), "on the console: {complaints:#?}");
    }
}

/// A sentence of the core as the page shows it by itself: with a capital, and without the backticks that
/// mark what the user gave.
pub(crate) fn shown(sentence: &str) -> String {
    let plain = sentence.replace('`', "");
    let mut characters = plain.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => plain,
    }
}

fn selector(id: &str) -> String {
    format!("[data-testid='{id}']")
}
