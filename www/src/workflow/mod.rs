//! A workflow before it runs.

use yew::{Html, Properties, UseReducerDispatcher, component, html};

use crate::components::Heading;
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::state::State;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Workflow(_props: &Props) -> Html {
    let (_, words) = use_language();
    html! { <Heading text={words.views.workflow_heading} /> }
}

/// The way into this part of the program.
pub(crate) fn draw(props: &Props) -> Html {
    html! { <Workflow ..props.clone() /> }
}
