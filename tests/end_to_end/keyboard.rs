//! Single keys, where the focus goes, and the colours that a reader chooses.

use serde_json::json;
use thirtyfour::Key;

use crate::page::Page;
use crate::session::on_the_page;

/// Presses a key where nothing is typed.
async fn press(page: &Page, key: char) {
    let keys = page.driver.action_chain().send_keys(key.to_string());
    keys.perform().await.expect("a key");
}

async fn is_open(page: &Page) -> bool {
    let script = "return document.querySelector('[data-testid=keys-dialog]').open";
    page.script(script, &[]).await == json!(true)
}

#[test]
fn keys_lead_around_wherever_nothing_is_typed() {
    on_the_page(async |page| {
        page.start_over().await;
        press(page, 'e').await;
        page.mentions("lesson", "Example 1 of 8").await;
        press(page, 'e').await;
        page.mentions("lesson", "Example 2 of 8").await;
        press(page, 'i').await;
        page.mentions("verdict-sentence", "TestPyPI").await;
        press(page, 'i').await;
        press(page, 'v').await;
        page.has_focus("verdict").await;
        press(page, 'p').await;
        page.has_focus("paste").await;

        // In a box they are letters.
        page.enter("publisher-0-environment", "").await;
        press(page, 'v').await;
        press(page, '?').await;
        page.has_focus("publisher-0-environment").await;
        assert_eq!(page.value("publisher-0-environment").await, "v?");
        assert!(!is_open(page).await);
        page.click("example-close").await;
    });
}

#[test]
fn the_keys_are_listed_and_can_be_switched_off() {
    on_the_page(async |page| {
        page.start_over().await;
        press(page, '?').await;
        assert!(is_open(page).await);
        page.press(Key::Escape).await;
        assert!(!is_open(page).await);

        page.click("keys-open").await;
        page.click("keys-on").await;
        page.click("keys-close").await;
        assert!(!is_open(page).await);
        page.start_over().await;
        press(page, 'e').await;
        press(page, '?').await;
        assert!(!is_open(page).await);
        page.lacks("lesson").await;

        // Nor does a reload switch them on again.
        page.driver.refresh().await.expect("the page");
        page.mentions("verdict-sentence", "token").await;
        page.eventually("the keys are still off", async || {
            let script = "return document.querySelector('[data-testid=keys-on]').checked";
            let is_on = page.script(script, &[]).await;
            (is_on == json!(false)).then_some(()).ok_or(is_on)
        })
        .await;
        page.start_over().await;
        press(page, '?').await;
        assert!(!is_open(page).await);
        page.click("keys-open").await;
        page.click("keys-on").await;
        page.click("keys-close").await;
        page.driver.refresh().await.expect("the page");
        page.mentions("verdict-sentence", "token").await;
        page.start_over().await;
        press(page, '?').await;
        assert!(is_open(page).await);
    });
}

#[test]
fn the_focus_goes_where_one_goes_on() {
    on_the_page(async |page| {
        page.click("add-publisher").await;
        page.has_focus("publisher-1-kind").await;
        page.click("remove-publisher-1").await;
        page.has_focus("add-publisher").await;
        page.paste("nonsense").await;
        page.click("clear").await;
        page.has_focus("paste").await;
    });
}

#[test]
fn the_colours_can_be_chosen_and_survive_a_reload() {
    const SCHEME: &str = "return getComputedStyle(document.documentElement).colorScheme";
    on_the_page(async |page| {
        for theme in ["dark", "light"] {
            let option = format!("[data-testid=theme] option[value={theme}]");
            page.script(
                "const option = document.querySelector(arguments[0]);
                 option.selected = true;
                 option.parentElement.dispatchEvent(new Event('change', { bubbles: true }));",
                &[json!(option)],
            )
            .await;
            page.eventually("the page has the colours", async || {
                let scheme = page.script(SCHEME, &[]).await;
                (scheme == json!(theme)).then_some(()).ok_or(scheme)
            })
            .await;
            page.driver.refresh().await.expect("the page");
            page.mentions("verdict-sentence", "token").await;
            page.eventually("the page has the colours again", async || {
                let scheme = page.script(SCHEME, &[]).await;
                (scheme == json!(theme)).then_some(()).ok_or(scheme)
            })
            .await;
            assert_eq!(page.value("theme").await, theme);
        }
    });
}
