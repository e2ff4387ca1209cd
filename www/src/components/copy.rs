//! A button that copies a text.

use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state_eq};

use crate::effect;
use crate::hooks::use_language;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What is copied.
    pub(crate) text: AttrValue,
    /// What it is, for those who do not see what the button stands beside.
    pub(crate) what: AttrValue,
}

#[component]
pub(crate) fn Copy(props: &Props) -> Html {
    let (_, words) = use_language();
    let copied = use_state_eq(|| None::<bool>);
    {
        // What was copied is no longer what stands here.
        let copied = copied.clone();
        use_effect_with(props.text.clone(), move |_| copied.set(None));
    }
    let onclick = {
        let copied = copied.clone();
        let text = props.text.clone();
        Callback::from(move |_| {
            let copied = copied.clone();
            let text = text.to_string();
            spawn_local(async move { copied.set(Some(effect::copy(text).await)) });
        })
    };
    let said = match *copied {
        None => "",
        Some(true) => words.copied,
        Some(false) => words.not_copied,
    };
    html! {
        <span class="copy">
            <span class="copy-said" role="status">{ said }</span>
            <button type="button" class="button button-small" {onclick}>
                { words.copy }<span class="unseen">{ ": " }{ &props.what }</span>
            </button>
        </span>
    }
}
