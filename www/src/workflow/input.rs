//! The box for the workflow.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::{
    AttrValue, Callback, Html, InputEvent, MouseEvent, TargetCast, classes, component, html,
};

use super::{Part, said};
use crate::components::Icon;
use crate::effect;
use crate::hooks::{use_files, use_language, use_root};
use crate::state::{Action, FlowAct};

#[component]
pub(super) fn Input(props: &Part) -> Html {
    let (_, words) = use_language();
    let root = use_root();
    let files = {
        let dispatcher = props.dispatcher.clone();
        use_files(move |name, text| {
            let opened = FlowAct::Opened(name, Rc::from(text));
            dispatcher.dispatch(Action::Flow(opened));
        })
    };
    let act = {
        let dispatcher = props.dispatcher.clone();
        let refused = files.refused.clone();
        Callback::from(move |act: FlowAct| {
            refused.set(None);
            dispatcher.dispatch(Action::Flow(act));
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
    let flow = &props.state.flow;
    let words_here = said();
    html! {
        <section
            class={classes!("card", "paste", files.is_hovered.then_some("is-hovered"))}
            aria-labelledby="flow-title"
            ondragover={files.ondragover}
            ondragleave={files.ondragleave}
            ondrop={files.ondrop}
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
                    <input type="file" id="file" accept=".yml,.yaml" onchange={files.onfile} />
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
            if let Some(error) = *files.refused {
                <p class="message message-bad" role="alert">{ (words.file_error)(error) }</p>
            }
            <p class="privacy" id="flow-privacy">
                { Icon::Lock.draw() }<span>{ words_here.privacy }</span>
            </p>
        </section>
    }
}
