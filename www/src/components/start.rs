//! What stands in the place of findings while there are none.

use yew::{Html, component, html};

use crate::hooks::use_language;

#[component]
pub(crate) fn Start() -> Html {
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
        </section>
    }
}
