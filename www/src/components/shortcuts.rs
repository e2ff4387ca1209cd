//! Keys that do something wherever nothing is being typed, and the list of them.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlDialogElement, HtmlElement, KeyboardEvent};
use yew::{
    Callback, Html, MouseEvent, component, html, use_effect_with, use_node_ref, use_state_eq,
};

use crate::hooks::{Root, use_language, use_root};
use crate::memory;

/// The keys, in the order of their words.
const KEYS: [&str; 6] = ["p", "v", "i", "e", "c", "?"];

#[component]
pub(crate) fn Shortcuts() -> Html {
    let (_, words) = use_language();
    let words = &words.sharing;
    let root = use_root();
    let dialog = use_node_ref();
    let is_on = use_state_eq(|| true);
    {
        let is_on = is_on.clone();
        use_effect_with((), move |()| is_on.set(memory::kept_keys()));
    }
    {
        let dialog = dialog.clone();
        use_effect_with((root.clone(), *is_on), move |(root, is_on)| {
            let (root, is_on) = (root.clone(), *is_on);
            let listener = web_sys::window().map(|window| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, "keydown", options, move |event| {
                    let dialog = dialog.cast::<HtmlDialogElement>();
                    if let (true, Some(key)) = (is_on, key(event))
                        && dialog.as_ref().is_some_and(|dialog| !dialog.open())
                    {
                        press(&root, &key, dialog);
                    }
                })
            });
            move || drop(listener)
        });
    }
    let open = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| show(dialog.cast()))
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let onchange = {
        let is_on = is_on.clone();
        Callback::from(move |_: Event| {
            memory::keep_keys(!*is_on);
            is_on.set(!*is_on);
        })
    };
    let rows = KEYS.into_iter().zip(words.keys).map(|(key, does)| {
        html! {
            <div>
                <dt><kbd>{ key }</kbd></dt>
                <dd>{ does }</dd>
            </div>
        }
    });
    html! {
        <>
            <button
                type="button"
                class="button button-small keys-open"
                data-testid="keys-open"
                aria-label={words.keys_title}
                title={words.keys_title}
                aria-haspopup="dialog"
                onclick={open}
            >
                { "?" }
            </button>
            <dialog
                class="keys-dialog"
                aria-labelledby="keys-dialog-title"
                data-testid="keys-dialog"
                ref={dialog}
            >
                <h2 id="keys-dialog-title">{ words.keys_title }</h2>
                <p class="help">{ words.keys_help }</p>
                <dl>{ for rows }</dl>
                <div class="choice">
                    <input
                        type="checkbox"
                        id="keys-on"
                        data-testid="keys-on"
                        checked={*is_on}
                        {onchange}
                    />
                    <label for="keys-on">{ words.keys_on }</label>
                </div>
                <button
                    type="button"
                    class="button button-small"
                    data-testid="keys-close"
                    onclick={close}
                >
                    { words.close }
                </button>
            </dialog>
        </>
    }
}

/// The key, if it is pressed by itself and nothing is being typed.
fn key(event: &Event) -> Option<String> {
    let event: &KeyboardEvent = event.dyn_ref()?;
    let at: Element = event.target()?.dyn_into().ok()?;
    let is_typed = at
        .closest("input, textarea, select, [contenteditable]")
        .ok()?
        .is_some();
    let is_combined = event.ctrl_key() || event.alt_key() || event.meta_key();
    if is_typed || is_combined || event.default_prevented() {
        return None;
    }
    let key = event.key();
    let is_ours = KEYS.contains(&key.as_str()) || key == "/";
    is_ours.then(|| {
        // A browser may search for what is typed, or put it into the box that gets the focus.
        event.prevent_default();
        key
    })
}

fn press(root: &Root, key: &str, dialog: Option<HtmlDialogElement>) {
    let find = |selector: &str| {
        let element = root.0.as_ref()?.query_selector(selector).ok()??;
        element.dyn_into::<HtmlElement>().ok()
    };
    match key {
        "?" => show(dialog),
        "p" | "/" => focus(find("#paste")),
        "v" => focus(find("#verdict")),
        "i" => {
            let next = find(".segment:has(:checked) + .segment input");
            click(next.or_else(|| find(".segment input")));
        }
        "e" => click(find("[data-testid=example-next], .example")),
        "c" => click(find("[data-testid=copy-markdown]")),
        _ => {}
    }
}

fn show(dialog: Option<HtmlDialogElement>) {
    if let Some(dialog) = dialog {
        // Fails for one that is open.
        let _ = dialog.show_modal();
    }
}

fn focus(element: Option<HtmlElement>) {
    if let Some(element) = element {
        // Fails for nothing that is there.
        let _ = element.focus();
    }
}

fn click(element: Option<HtmlElement>) {
    if let Some(element) = element {
        element.click();
    }
}
