//! What stands in the place of findings while there are none.

use yew::{Html, Properties, UseReducerDispatcher, component, html};

use super::gallery::Gallery;
use crate::hooks::use_language;
use crate::state::State;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether examples are offered here.
    pub(crate) has_examples: bool,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Start(props: &Props) -> Html {
    let (_, words) = use_language();
    let steps = words.how_steps.iter().map(|(title, text)| {
        html! {
            <li>
                <strong>{ *title }</strong>
                <span>{ *text }</span>
            </li>
        }
    });
    html! {
        <section class="start" aria-labelledby="how">
            <h2 id="how">{ words.how }</h2>
            <ol>{ for steps }</ol>
            if props.has_examples {
                <h2>{ words.lessons.title }</h2>
                <p class="help">{ words.lessons.help }</p>
                <Gallery dispatcher={props.dispatcher.clone()} is_wide={true} />
            }
        </section>
    }
}
