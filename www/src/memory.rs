//! What outlives the program: the tab's memory, for what was entered besides the paste, and the page's
//! address, for links. Neither is ever given a token; one that comes in an address is taken out of it.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{ScrollBehavior, ScrollToOptions, Storage, Window};

/// Under which name the tab remembers.
const NAME: &str = "mintcheck";

/// And the fields beside a workflow.
const WORKFLOW: &str = "mintcheck-workflow";

/// And that keys do nothing.
const KEYS: &str = "mintcheck-keys";

/// And the colours.
const THEME: &str = "mintcheck-theme";

/// What was kept before the tab was reloaded.
pub(crate) fn kept() -> Option<String> {
    storage()?.get_item(NAME).ok()?
}

/// Keeps it until the tab is closed. A browser may not want to.
pub(crate) fn keep(text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(NAME, text);
    }
}

/// What stood beside a workflow before the tab was reloaded.
pub(crate) fn kept_workflow() -> Option<String> {
    storage()?.get_item(WORKFLOW).ok()?
}

/// Keeps that until the tab is closed.
pub(crate) fn keep_workflow(text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(WORKFLOW, text);
    }
}

/// Whether single keys do something, as far as the tab knows.
pub(crate) fn kept_keys() -> bool {
    storage().is_none_or(|storage| !matches!(storage.get_item(KEYS), Ok(Some(_))))
}

/// Keeps that until the tab is closed.
pub(crate) fn keep_keys(are_on: bool) {
    if let Some(storage) = storage() {
        let _ = if are_on {
            storage.remove_item(KEYS)
        } else {
            storage.set_item(KEYS, "off")
        };
    }
}

/// The colours that were chosen before the tab was reloaded.
pub(crate) fn kept_theme() -> Option<String> {
    storage()?.get_item(THEME).ok()?
}

/// Keeps the colours until the tab is closed, and shows the page in them.
pub(crate) fn keep_theme(theme: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(THEME, theme);
    }
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(page) = document.and_then(|document| document.document_element()) {
        // Fails for a name that is none, which this is not.
        let _ = page.set_attribute("data-theme", theme);
    }
}

/// What stands behind the address's `#`.
pub(crate) fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Takes what stands behind the `#` out of the address, and out of the tab's history.
pub(crate) fn drop_fragment() {
    let Some(window) = web_sys::window() else {
        return;
    };
    let (Some(address), Ok(history)) = (address(&window), window.history()) else {
        return;
    };
    // Fails only for another site's address.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
}

/// Tells when another fragment is in the address, as long as what it gives is kept.
pub(crate) fn on_fragment(mut act: impl FnMut() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "hashchange", move |_| act()))
}

/// Gives the page a title.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Shows the page from its top.
pub(crate) fn scroll_to_top() {
    let options = ScrollToOptions::new();
    options.set_top(0.0);
    // What was there before is gone: there is nothing to move along.
    options.set_behavior(ScrollBehavior::Instant);
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// The page's own address, which links are made of.
pub(crate) fn page() -> Option<String> {
    address(&web_sys::window()?)
}

/// The page's address without what stands behind the `#`.
fn address(window: &Window) -> Option<String> {
    let address = window.location().href().ok()?;
    let address = address.split('#').next();
    address.map(str::to_owned)
}

/// A page that is not trusted with a memory gets an error, or nothing.
fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
