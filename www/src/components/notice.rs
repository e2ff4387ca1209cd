//! What the page has to say about its own address.

use yew::{Callback, Html, MouseEvent, Properties, UseReducerDispatcher, component, html};

use super::icon::Icon;
use super::prose::prose;
use crate::hooks::use_language;
use crate::state::{Action, LinkError, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) refused: Option<LinkError>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Notice(props: &Props) -> Html {
    let (_, words) = use_language();
    let words = &words.sharing;
    let Some(error) = &props.refused else {
        return Html::default();
    };
    let onclick = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::LinkRefused(None)))
    };
    html! {
        <div class="message message-bad notice" role="alert" data-testid="link-refused">
            { Icon::Warning.draw() }
            <p>
                <strong>{ words.link_refused }</strong>{ " " }{ prose(&(words.link_error)(error)) }
            </p>
            <button
                type="button"
                class="button button-small"
                data-testid="link-refused-close"
                {onclick}
            >
                { words.close }
            </button>
        </div>
    }
}
