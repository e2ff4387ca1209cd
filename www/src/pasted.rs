//! A token that is pasted, whose verdict comes before it: to lay out a token takes a browser longer than to judge it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlDocument, HtmlTextAreaElement};
use yew::{Html, Properties, UseReducerDispatcher, component, html, use_effect_with, use_mut_ref};

use crate::effect::{self, Later};
use crate::hooks::{use_latest, use_root};
use crate::state::{Action, State};

/// How long a text is that comes behind its verdict, in bytes. A longer one is no token alone.
const LONGEST: usize = 16 * 1024;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    dispatcher: UseReducerDispatcher<State>,
}

/// What is on its way into the box.
struct Coming {
    text: Rc<str>,
    input: HtmlTextAreaElement,
}

impl Coming {
    fn insert(self) {
        // Something came between, and put it there.
        if !self.input.value().is_empty() {
            return;
        }
        let document = web_sys::window().and_then(|window| window.document());
        // What is typed may go elsewhere in the meantime.
        let has_focus = self.input.matches(":focus").unwrap_or(false);
        // As if it were typed, so that the browser can undo it.
        let is_inserted = document.filter(|_| has_focus).is_some_and(|document| {
            let document: HtmlDocument = document.unchecked_into();
            document
                .exec_command_with_show_ui_and_value("insertText", false, &self.text)
                .unwrap_or(false)
        });
        if !is_inserted {
            self.input.set_value(&self.text);
        }
    }
}

/// Draws nothing.
pub(crate) fn draw(dispatcher: UseReducerDispatcher<State>) -> Html {
    html! { <Pasting {dispatcher} /> }
}

#[component]
fn Pasting(props: &Props) -> Html {
    let coming = use_mut_ref(|| None::<Coming>);
    let latest = use_latest();
    // Whatever else changed the text was later.
    if coming
        .borrow()
        .as_ref()
        .is_some_and(|coming| coming.text != latest.text)
    {
        coming.take();
    }
    let root = use_root();
    use_effect_with(
        (root, props.dispatcher.clone()),
        move |(root, dispatcher)| {
            let insert = {
                let coming = Rc::clone(&coming);
                move || {
                    let coming = coming.take();
                    if let Some(coming) = coming {
                        coming.insert();
                    }
                }
            };
            let listeners = root.find("paste").map(|input| {
                let paste = {
                    let (dispatcher, insert) = (dispatcher.clone(), insert.clone());
                    let later: RefCell<Option<Later>> = RefCell::default();
                    let options = EventListenerOptions::enable_prevent_default();
                    EventListener::new_with_options(&input, "paste", options, move |event| {
                        insert();
                        if let Some(new) = take(event) {
                            let text = Rc::clone(&new.text);
                            coming.replace(Some(new));
                            // In the frame behind the verdict's.
                            later.replace(Some(effect::after_paint(0, insert.clone())));
                            dispatcher.dispatch(Action::Paste(text));
                        }
                    })
                };
                // What is typed next, or dictated, belongs behind it.
                let others = ["keydown", "beforeinput"].map(|name| {
                    let insert = insert.clone();
                    EventListener::new(&input, name, move |_| insert())
                });
                (paste, others)
            });
            move || drop(listeners)
        },
    );
    Html::default()
}

/// Takes a text that is being pasted into an empty box, if it is one that the box takes as it is.
fn take(event: &Event) -> Option<Coming> {
    // Who embeds the page may have other plans for it.
    if event.default_prevented() {
        return None;
    }
    let input: HtmlTextAreaElement = event.target()?.dyn_into().ok()?;
    let data = event.unchecked_ref::<ClipboardEvent>().clipboard_data()?;
    let text = data.get_data("text/plain").ok()?;
    let is_plain = text.chars().all(|c| matches!(c, ' '..='~' | '\n' | '\t'));
    if text.is_empty() || text.len() > LONGEST || !is_plain || !input.value().is_empty() {
        return None;
    }
    event.prevent_default();
    Some(Coming {
        text: Rc::from(text),
        input,
    })
}
