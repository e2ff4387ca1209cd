//! Claims, the fields that they are compared with, and their places in the paste: what is pointed at or has the focus
//! lights up wherever else it is. Done in the document itself, so that a movement of the mouse draws nothing anew.

use gloo_events::{EventListener, EventListenerOptions};
use mintcheck::evidence::Span;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlTextAreaElement};

use crate::hooks::Root;
use crate::told::in_utf16;

/// What belongs to a claim.
const OF_CLAIM: &str = "[data-claim]";

/// What of it has the focus.
const FOCUSED: &str = "[data-claim]:focus-within";

/// That it lights up.
const LINKED: &str = "data-linked";

/// How long a paste may be for its places to be painted: to lay out more takes longer than a glance.
const LONGEST: usize = 300_000;

/// Watches what is pointed at and what has the focus, as long as what it gives is kept.
pub(crate) fn watch(root: &Element) -> Vec<EventListener> {
    let refresh = |name: &'static str| {
        let place = root.clone();
        EventListener::new(root, name, move |event| {
            // Where the mouse went away, nothing is pointed at.
            let is_gone = matches!(event.type_().as_str(), "mouseleave" | "focusout");
            let at = target(event).filter(|_| !is_gone);
            light(&place, at.as_ref());
        })
    };
    let place = root.clone();
    let options = EventListenerOptions::run_in_capture_phase();
    let scroll = EventListener::new_with_options(root, "scroll", options, move |_| {
        follow(&place);
    });
    let place = root.clone();
    let input = EventListener::new(root, "input", move |event| {
        // Another text: its places are elsewhere.
        if target(event).is_some_and(|target| target.id() == "paste") {
            clear(&place);
        }
    });
    let names = ["mouseover", "mouseleave", "focusin", "focusout"];
    names
        .map(refresh)
        .into_iter()
        .chain([scroll, input])
        .collect()
}

/// Shows a place in the paste: marks it, and moves there.
pub(crate) fn look(root: &Root, span: Span) {
    let Some(root) = &root.0 else {
        return;
    };
    paint(root, span);
    let Some(input) = input(root) else {
        return;
    };
    let (start, end) = in_utf16(&input.value(), span);
    if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) {
        // Neither fails for a text box that is there.
        let _ = input.focus();
        let _ = input.set_selection_range(start, end);
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Lights up whatever belongs to the same claim.
fn light(root: &Element, at: Option<&Element>) {
    let pointed = at.and_then(|at| at.closest(OF_CLAIM).ok().flatten());
    let at = pointed.or_else(|| root.query_selector(FOCUSED).ok().flatten());
    let claim = at.and_then(|at| at.get_attribute("data-claim"));
    clear(root);
    let Ok(all) = root.query_selector_all(OF_CLAIM) else {
        return;
    };
    for place in 0..all.length() {
        let Some(element) = all
            .item(place)
            .and_then(|node| node.dyn_into::<Element>().ok())
        else {
            continue;
        };
        let is_linked = claim.is_some() && element.get_attribute("data-claim") == claim;
        // Neither fails for a name that is one.
        if !is_linked {
            let _ = element.remove_attribute(LINKED);
            continue;
        }
        let _ = element.set_attribute(LINKED, "");
        let number = |name| element.get_attribute(name)?.parse().ok();
        if let (Some(start), Some(end)) = (number("data-start"), number("data-end")) {
            paint(root, Span { start, end });
        }
    }
}

/// Paints a place in the paste, behind the text, and scrolls the box there.
fn paint(root: &Element, span: Span) -> Option<()> {
    let (input, mirror) = (input(root)?, mirror(root)?);
    let text = input.value();
    if text.len() > LONGEST {
        return None;
    }
    let (before, rest) = text.split_at_checked(span.start)?;
    let (found, after) = rest.split_at_checked(span.end.checked_sub(span.start)?)?;
    let document = mirror.owner_document()?;
    let mark = document.create_element("mark").ok()?;
    mark.set_text_content(Some(found));
    mirror.set_text_content(Some(before));
    mirror.append_child(&mark).ok()?;
    // A box has a line behind the last line end; what is no box has not.
    mirror.append_with_str_1(&format!("{after}\u{200b}")).ok()?;
    // As large as the box is without what it scrolls by.
    let border = input.client_left().saturating_mul(2);
    for (name, inner) in [
        ("width", input.client_width()),
        ("height", input.client_height()),
    ] {
        let length = format!("{}px", inner.saturating_add(border));
        mirror.style().set_property(name, &length).ok()?;
    }
    let mark: HtmlElement = mark.dyn_into().ok()?;
    let (top, height) = (mark.offset_top(), input.client_height());
    let bottom = top.saturating_add(mark.offset_height());
    let seen = input.scroll_top();
    if top < seen || bottom > seen.saturating_add(height) {
        input.set_scroll_top(top.saturating_sub(height.div_euclid(3)).max(0));
    }
    mirror.set_scroll_top(input.scroll_top());
    Some(())
}

fn follow(root: &Element) {
    if let Some((input, mirror)) = input(root).zip(mirror(root)) {
        mirror.set_scroll_top(input.scroll_top());
    }
}

fn clear(root: &Element) {
    if let Some(mirror) = mirror(root) {
        mirror.set_text_content(None);
    }
}

fn input(root: &Element) -> Option<HtmlTextAreaElement> {
    root.query_selector("#paste").ok()??.dyn_into().ok()
}

fn mirror(root: &Element) -> Option<HtmlElement> {
    root.query_selector("#paste-mirror").ok()??.dyn_into().ok()
}
