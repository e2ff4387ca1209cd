//! The other way: from a publisher to the smallest workflow that matches it.

use std::rc::Rc;

use yew::{Callback, Html, MouseEvent, component, html};

use super::{Part, said};
use crate::components::Copy;
use crate::effect;
use crate::hooks::use_root;
use crate::state::{Action, FlowAct};

#[component]
pub(super) fn Back(props: &Part) -> Html {
    let root = use_root();
    let judged = &props.judged;
    let made = judged.configured.first().and_then(|publisher| {
        let text = judged.index.workflow(publisher)?;
        let name = publisher.field("workflow_filename").unwrap_or_default();
        let name = if name.is_empty() { "release.yml" } else { name };
        Some((name.to_owned(), text))
    });
    let shown = made.map(|(name, text)| {
        let ondownload = {
            let (name, text) = (name.clone(), text.clone());
            Callback::from(move |_: MouseEvent| {
                // A browser may not want to; the text can be copied.
                let _ = effect::download(&name, &text);
            })
        };
        let onread = {
            let dispatcher = props.dispatcher.clone();
            let text: Rc<str> = Rc::from(text.as_str());
            Callback::from(move |_: MouseEvent| {
                dispatcher.dispatch(Action::Flow(FlowAct::Applied(Rc::clone(&text))));
                dispatcher.dispatch(Action::Flow(FlowAct::Registers(false)));
                effect::focus_next(&root, "#verdict");
            })
        };
        html! {
            <>
                <p class="help">{ said().back_help }</p>
                <pre class="diff" tabindex="0" data-testid="flow-made">{ text.trim_end().to_owned() }</pre>
                <div class="flow-acts">
                    <button
                        type="button"
                        class="button button-small button-main"
                        data-testid="flow-read"
                        onclick={onread}
                    >
                        { said().read_here }
                    </button>
                    <button
                        type="button"
                        class="button button-small"
                        data-testid="flow-download"
                        onclick={ondownload}
                    >
                        { (said().download)(&name) }
                    </button>
                    <Copy {text} what={said().made} />
                </div>
            </>
        }
    });
    html! {
        <section class="card flow-back" aria-labelledby="flow-back-title">
            <h2 id="flow-back-title">{ said().back }</h2>
            if let Some(shown) = shown {
                { shown }
            } else {
                <p class="help">
                    { said().back_none }{ " " }<a href="#">{ said().to_form }</a>
                </p>
            }
        </section>
    }
}
