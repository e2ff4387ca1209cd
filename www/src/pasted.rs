//! A token that is pasted, whose verdict comes before it: to lay out a token takes a browser longer than to judge it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlDocument, HtmlTextAreaElement};
use yew::{
    Html, Properties, Reducible, UseReducerDispatcher, component, html, use_effect_with,
    use_mut_ref,
};

use crate::components::{Extent, said};
use crate::effect::{self, Later};
use crate::hooks::{Latest, Root, use_latest, use_root};
use crate::inspection::{Shared, verdict};
use crate::state::{Action, State};

/// How long a text is that comes behind its verdict, in bytes. A longer one is no token alone.
const LONGEST: usize = 16 * 1024;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    state: Shared<State>,
    dispatcher: UseReducerDispatcher<State>,
}

/// What is on its way into the box.
struct Coming {
    text: Rc<str>,
    input: HtmlTextAreaElement,
}

impl Coming {
    /// Puts it into the box, where it is still to come, and tells what is there.
    fn insert(self, dispatcher: &UseReducerDispatcher<State>) {
        if self.input.value().is_empty() {
            self.type_in();
        }
        dispatcher.dispatch(Action::Paste(Rc::from(self.input.value())));
    }

    fn type_in(&self) {
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
pub(crate) fn draw(state: &Shared<State>, dispatcher: &UseReducerDispatcher<State>) -> Html {
    html! { <Pasting state={state.clone()} dispatcher={dispatcher.clone()} /> }
}

#[component]
fn Pasting(props: &Props) -> Html {
    let coming = use_mut_ref(|| None::<Coming>);
    let latest = use_latest();
    // Whatever else changed the text was later.
    if !latest.text.is_empty() {
        coming.take();
    }
    let state = use_mut_ref(|| props.state.clone());
    state.replace(props.state.clone());
    let root = use_root();
    use_effect_with(
        (root, props.dispatcher.clone(), latest.ahead),
        move |(root, dispatcher, ahead)| {
            let insert = {
                let (coming, dispatcher) = (Rc::clone(&coming), dispatcher.clone());
                move || {
                    let coming = coming.take();
                    if let Some(coming) = coming {
                        coming.insert(&dispatcher);
                    }
                }
            };
            let listeners = root.find("paste").map(|input| {
                let paste = {
                    let (root, ahead, insert) = (root.clone(), ahead.clone(), insert.clone());
                    let later: RefCell<Option<Later>> = RefCell::default();
                    let options = EventListenerOptions::enable_prevent_default();
                    EventListener::new_with_options(&input, "paste", options, move |event| {
                        insert();
                        if let Some(new) = take(event) {
                            let state = state.borrow().clone();
                            if let Some(verdict) = judged(&state, Rc::clone(&new.text), &root) {
                                ahead.show(verdict);
                            }
                            coming.replace(Some(new));
                            // In the frame behind the verdict's.
                            later.replace(Some(effect::after_paint(0, insert.clone())));
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
            // The box goes, and what is on its way into it is not lost.
            move || {
                insert();
                drop(listeners);
            }
        },
    );
    Html::default()
}

/// The verdict on a text, if it were the paste.
fn judged(state: &Shared<State>, text: Rc<str>, root: &Root) -> Option<Latest> {
    let state = Rc::new(State::clone(state)).reduce(Action::Paste(Rc::clone(&text)));
    let report = verdict(&state).ok()?;
    Some(Latest {
        text,
        said: said(&report, Extent::Sentence, root),
        report: Some(Shared::new(report)),
        is_ahead: true,
        ..Latest::default()
    })
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
