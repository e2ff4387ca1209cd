//! How trusted publishing works.

use yew::{Html, Properties, UseReducerDispatcher, component, html};

use crate::components::Heading;
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::state::State;
use crate::view::Chapter;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Where one stands.
    pub(crate) chapter: Chapter,
    /// The index and the publishers that were entered.
    pub(crate) state: Shared<State>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Lesson(_props: &Props) -> Html {
    let (_, words) = use_language();
    html! { <Heading text={words.views.lesson_heading} /> }
}

/// The way into this part of the program.
pub(crate) fn draw(props: &Props) -> Html {
    html! { <Lesson ..props.clone() /> }
}
