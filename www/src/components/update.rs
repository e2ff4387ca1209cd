//! The offer of a newer version.

use yew::{Callback, Html, MouseEvent, Properties, component, html};

use crate::hooks::use_language;
use crate::mount::Outside;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) outside: Outside,
}

#[component]
pub(crate) fn Update(props: &Props) -> Html {
    let (_, words) = use_language();
    let words = &words.around;
    let onclick = {
        let outside = props.outside.clone();
        Callback::from(move |_: MouseEvent| outside.ask_for_update())
    };
    html! {
        <div class="message update" role="status" data-testid="update">
            <p><strong>{ words.update_ready }</strong>{ " " }{ words.update_help }</p>
            <button
                type="button"
                class="button button-small"
                data-testid="update-accept"
                {onclick}
            >
                { words.update }
            </button>
        </div>
    }
}
