//! A claim, its field and its place in the paste light up together.

use serde_json::{Value, json};

use crate::material::real;
use crate::page::Page;
use crate::session::on_the_page;

const LOG: &str = include_str!("../../www/examples/refused.txt");

/// What lights up: the claims of the rows and fields, and the place in the paste.
async fn lit(page: &Page) -> Value {
    page.script(
        "return [
             [...document.querySelectorAll('.claim[data-linked]')].map((row) => row.dataset.claim),
             [...document.querySelectorAll('.field[data-linked] input')].map((field) => field.dataset.testid),
             document.querySelector('#paste-mirror mark')?.textContent ?? null,
         ];",
        &[],
    )
    .await
}

/// Waits until this lights up, and nothing else.
async fn lights(page: &Page, claim: &str, field: &str, place: &str) {
    let expected = json!([[claim], [field], place]);
    page.eventually(&format!("`{claim}` lights up"), async || {
        let lit = lit(page).await;
        (lit == expected).then_some(()).ok_or(lit)
    })
    .await;
}

#[test]
fn a_field_with_the_focus_shows_its_claim_and_its_place() {
    on_the_page(async |page| {
        page.paste(LOG).await;
        page.mentions("claim-environment", "release").await;
        page.enter("publisher-0-environment", "pypi").await;
        lights(page, "environment", "publisher-0-environment", "release").await;
        page.script("document.activeElement.blur()", &[]).await;
        page.eventually("nothing lights up", async || {
            let lit = lit(page).await;
            (lit == json!([[], [], null])).then_some(()).ok_or(lit)
        })
        .await;
    });
}

/// Holds the mouse over something, which is brought into sight.
async fn point_at(page: &Page, name: &str) {
    let element = page.element(name).await;
    page.stands_still(&element).await;
    let point = page.driver.action_chain().move_to_element_center(&element);
    point.perform().await.expect("the mouse");
}

#[test]
fn a_claim_that_is_pointed_at_shows_its_field_and_its_place() {
    on_the_page(async |page| {
        // Far down in a long log.
        let log = format!("{}{LOG}", "2026-02-01 a line of a long log\n".repeat(400));
        page.paste(&log).await;
        page.mentions("claim-environment", "release").await;
        point_at(page, "claim-environment").await;
        lights(page, "environment", "publisher-0-environment", "release").await;
        // The box is scrolled to it, and what is painted lies where the text does.
        let lies_on_the_text = "
            const [box, mirror] = ['#paste', '#paste-mirror'].map((id) => document.querySelector(id));
            const { top, bottom } = box.getBoundingClientRect();
            const mark = mirror.firstElementChild.getBoundingClientRect();
            return [
                Math.abs(box.scrollTop - mirror.scrollTop) <= 1,
                mark.top >= top && mark.bottom <= bottom,
            ];";
        page.eventually("what is painted lies where the text does", async || {
            let seen = page.script(lies_on_the_text, &[]).await;
            (seen == json!([true, true])).then_some(()).ok_or(seen)
        })
        .await;
    });
}

#[test]
fn a_claim_of_a_token_shows_the_characters_that_encode_it() {
    const DECODED: &str = "
        const text = document.querySelector('#paste').value.trim();
        const mark = document.querySelector('#paste-mirror mark');
        if (!mark) return null;
        // From where a group of four characters begins.
        const start = document.querySelector('#paste-mirror').textContent.indexOf(mark.textContent);
        const payload = text.indexOf('.') + 1;
        const from = start - (start - payload) % 4;
        const end = payload + Math.ceil((start + mark.textContent.length - payload) / 4) * 4;
        return atob(text.slice(from, end).replaceAll('-', '+').replaceAll('_', '/'));";
    on_the_page(async |page| {
        page.paste(real()).await;
        page.mentions("claim-event_name", "workflow_dispatch").await;
        page.script("document.querySelector('#token > summary').click()", &[])
            .await;
        point_at(page, "claim-event_name").await;
        page.eventually("its characters light up", async || {
            let decoded = page.script(DECODED, &[]).await;
            let text = decoded.as_str().unwrap_or_default();
            text.contains(r#""event_name":"workflow_dispatch""#)
                .then_some(())
                .ok_or(decoded)
        })
        .await;
        // What is unfolded stays so while it is drawn anew.
        page.click("index-testpypi").await;
        page.mentions("verdict-sentence", "TestPyPI").await;
        let open =
            "return ['#token', '#answer', '#trace'].map((id) => document.querySelector(id).open)";
        assert_eq!(page.script(open, &[]).await, json!([true, false, false]));
    });
}
