//! A text from the clipboard, which comes into the box in the frame behind its verdict.

use serde_json::json;

use crate::material::real;
use crate::page::Page;
use crate::session::on_the_page;

/// Pastes as a browser does, and does something else before the next frame. Tells whether the page took the text, what
/// was in the box after the paste, and what after the rest.
const PASTE: &str = "
    const [text, rest, done] = arguments;
    const box = document.querySelector(`[data-testid='paste']`);
    box.focus();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    const isTaken = !box.dispatchEvent(event);
    const before = box.value;
    // The program draws what it was told behind this.
    Promise.resolve().then(() => new Function('box', rest)(box)).then(() => done([isTaken, before, box.value]));
";

async fn paste(page: &Page, text: &str, rest: &str) -> serde_json::Value {
    page.script_to_end(PASTE, &[json!(text), json!(rest)]).await
}

/// What inspects is loaded with the first text, and only it can take one.
async fn warm(page: &Page) {
    page.paste(real()).await;
    page.mentions("verdict-sentence", "PyPI refuses").await;
    page.click("clear").await;
    page.lacks("raw").await;
}

async fn holds(page: &Page, text: &str) {
    page.eventually("the box holds the text", async || {
        let value = page.value("paste").await;
        (value == text).then_some(()).ok_or(value)
    })
    .await;
}

#[test]
fn a_token_from_the_clipboard_is_judged_and_then_stands_in_the_box() {
    on_the_page(async |page| {
        warm(page).await;
        let told = paste(page, real(), "").await;
        assert_eq!(told, json!([true, "", ""]));
        page.mentions("verdict-sentence", "PyPI refuses").await;
        holds(page, real()).await;
        page.has_focus("paste").await;
    });
}

#[test]
fn what_is_typed_right_after_a_paste_stands_behind_it() {
    on_the_page(async |page| {
        warm(page).await;
        let key = "box.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true }));";
        let told = paste(page, "some words", key).await;
        assert_eq!(told, json!([true, "", "some words"]));
        page.insert("!").await;
        holds(page, "some words!").await;
        // A box with something in it is the browser's.
        let told = paste(page, "more", "").await;
        assert_eq!(told, json!([false, "some words!", "some words!"]));
    });
}

#[test]
fn a_second_paste_comes_behind_the_first() {
    on_the_page(async |page| {
        warm(page).await;
        let again =
            "box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }));";
        let told = paste(page, "some words", again).await;
        assert_eq!(told, json!([true, "", "some words"]));
    });
}

#[test]
fn a_paste_can_be_undone_by_the_browser() {
    on_the_page(async |page| {
        warm(page).await;
        paste(page, real(), "").await;
        holds(page, real()).await;
        page.script("document.execCommand('undo')", &[]).await;
        holds(page, "").await;
        page.lacks("raw").await;
    });
}

#[test]
fn a_text_that_is_replaced_before_it_came_does_not_come() {
    on_the_page(async |page| {
        warm(page).await;
        let example = "document.querySelector(`[data-testid^='example-']`).click();
            return new Promise((resolve) => setTimeout(resolve, 500));";
        let told = paste(page, real(), example).await;
        page.element("example-close").await;
        assert_eq!(told.get(0), Some(&json!(true)));
        let text = page.value("paste").await;
        assert!(!text.is_empty() && text != real(), "{text}");
        // Nor does its verdict stay.
        let shown = page.text("verdict-sentence").await.unwrap_or_default();
        assert!(!shown.contains("sigstore"), "{shown}");
    });
}

#[test]
fn a_text_whose_view_is_left_before_it_came_is_there_when_one_comes_back() {
    on_the_page(async |page| {
        warm(page).await;
        let away = "location.hash = 'workflow';
            return new Promise((resolve) => setTimeout(resolve, 500));";
        paste(page, real(), away).await;
        page.element("flow-paste").await;
        page.script("location.hash = ''", &[]).await;
        holds(page, real()).await;
        page.mentions("verdict-sentence", "PyPI refuses").await;
        page.mentions("share", "Markdown").await;
    });
}

#[test]
fn a_text_that_goes_elsewhere_in_the_meantime_stays_in_its_box() {
    on_the_page(async |page| {
        warm(page).await;
        let away =
            "document.querySelector(`[data-testid='publisher-0-repository_owner']`).focus();";
        paste(page, real(), away).await;
        holds(page, real()).await;
        assert_eq!(page.value("publisher-0-repository_owner").await, "");
    });
}

#[test]
fn a_text_that_browsers_change_is_left_to_them() {
    on_the_page(async |page| {
        warm(page).await;
        for text in ["a\r\nb", "caf\u{e9}", &"x".repeat(20_000)] {
            let told = paste(page, text, "").await;
            assert_eq!(told, json!([false, "", ""]), "{text}");
        }
    });
}
