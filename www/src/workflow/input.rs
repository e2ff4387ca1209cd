//! The box for the workflow.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, File, HtmlInputElement, HtmlTextAreaElement};
use yew::{
    AttrValue, Callback, DragEvent, Html, InputEvent, MouseEvent, TargetCast, classes, component,
    html, use_state_eq,
};

use super::{Part, said};
use crate::components::{Icon, holds_file};
use crate::effect::{self, FileError};
use crate::hooks::{use_language, use_root};
use crate::state::{Action, FlowAct};

#[component]
pub(super) fn Input(props: &Part) -> Html {
    let (_, words) = use_language();
    let root = use_root();
    let hovered = use_state_eq(|| false);
    let refused = use_state_eq(|| None::<FileError>);
    let act = {
        let dispatcher = props.dispatcher.clone();
        let refused = refused.clone();
        Callback::from(move |act: FlowAct| {
            refused.set(None);
            dispatcher.dispatch(Action::Flow(act));
        })
    };
    let read = {
        let act = act.clone();
        let refused = refused.clone();
        Callback::from(move |file: File| {
            let act = act.clone();
            let refused = refused.clone();
            spawn_local(async move {
                let name = file.name();
                match effect::read(file).await {
                    Ok(text) => act.emit(FlowAct::Opened(name, Rc::from(text))),
                    Err(error) => refused.set(Some(error)),
                }
            });
        })
    };
    let oninput = {
        let act = act.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlTextAreaElement>() {
                act.emit(FlowAct::Text(Rc::from(input.value())));
            }
        })
    };
    let onclear = {
        let act = act.clone();
        let root = root.clone();
        Callback::from(move |_: MouseEvent| {
            act.emit(FlowAct::Clear);
            effect::focus_next(&root, "#paste");
        })
    };
    let onundo = {
        let act = act.clone();
        Callback::from(move |_: MouseEvent| {
            act.emit(FlowAct::Undo);
            effect::focus_next(&root, "#paste");
        })
    };
    let ondragover = {
        let hovered = hovered.clone();
        Callback::from(move |event: DragEvent| {
            if event.data_transfer().is_some_and(|data| holds_file(&data)) {
                event.prevent_default();
                hovered.set(true);
            }
        })
    };
    let ondragleave = {
        let hovered = hovered.clone();
        Callback::from(move |_: DragEvent| hovered.set(false))
    };
    let ondrop = {
        let hovered = hovered.clone();
        let read = read.clone();
        Callback::from(move |event: DragEvent| {
            hovered.set(false);
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                event.prevent_default();
                read.emit(file);
            }
        })
    };
    let onfile = Callback::from(move |event: Event| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        let files = input.as_ref().and_then(HtmlInputElement::files);
        if let Some(file) = files.and_then(|files| files.get(0)) {
            read.emit(file);
        }
        // So that the same file can be chosen again.
        if let Some(input) = input {
            input.set_value("");
        }
    });
    let flow = &props.state.flow;
    let words_here = said();
    html! {
        <section
            class={classes!("card", "paste", hovered.then_some("is-hovered"))}
            aria-labelledby="flow-title"
            {ondragover}
            {ondragleave}
            {ondrop}
        >
            <h2 id="flow-title">{ words_here.file_title }</h2>
            <label class="label" for="paste">{ words_here.paste_label }</label>
            <div class="drop">
                <div class="input paste-box paste-mirror flow-box" id="paste-mirror" aria-hidden="true" />
                <textarea
                    id="paste"
                    class="input paste-box flow-box"
                    data-testid="flow-paste"
                    rows="14"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    aria-describedby="flow-privacy"
                    placeholder={words_here.placeholder}
                    value={AttrValue::from(Rc::clone(&flow.text))}
                    {oninput}
                />
                <p class="drop-here" aria-hidden="true">{ words.drop_here }</p>
            </div>
            <div class="tools">
                <span class="file">
                    <input type="file" id="file" accept=".yml,.yaml" onchange={onfile} />
                    <label class="button button-small" for="file">{ words.open_file }</label>
                </span>
                <button
                    type="button"
                    class="button button-small"
                    data-testid="flow-clear"
                    disabled={flow.text.is_empty()}
                    onclick={onclear}
                >
                    { words.clear }
                </button>
                if flow.can_undo() {
                    <button
                        type="button"
                        class="button button-small"
                        data-testid="flow-undo"
                        onclick={onundo}
                    >
                        { words_here.undo }
                    </button>
                }
            </div>
            if let Some(error) = *refused {
                <p class="message message-bad" role="alert">{ (words.file_error)(error) }</p>
            }
            <p class="privacy" id="flow-privacy">
                { Icon::Lock.draw() }<span>{ words_here.privacy }</span>
            </p>
        </section>
    }
}
