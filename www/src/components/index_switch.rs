//! The switch between the indexes.

use mintcheck::index::INDEXES;
use yew::{Callback, Html, Properties, UseReducerDispatcher, component, html};

use crate::hooks::use_language;
use crate::state::{Action, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: &'static str,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn IndexSwitch(props: &Props) -> Html {
    let (_, words) = use_language();
    let choices = INDEXES.into_iter().map(|index| {
        let dispatcher = props.dispatcher.clone();
        let id = format!("index-{}", index.id);
        let onchange = Callback::from(move |_| dispatcher.dispatch(Action::Index(index.id)));
        html! {
            <span class="segment" key={index.id}>
                <input
                    type="radio"
                    name="index"
                    id={id.clone()}
                    data-testid={id.clone()}
                    value={index.id}
                    checked={props.index == index.id}
                    {onchange}
                />
                <label for={id}>{ index.name }</label>
            </span>
        }
    });
    html! {
        <fieldset class="segments">
            <legend class="unseen">{ words.index }</legend>
            { for choices }
        </fieldset>
    }
}
