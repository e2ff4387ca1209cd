//! The bar at the top: the name, the index, and on a narrow screen the verdict in a word.

use mintcheck::Report;
use mintcheck::index::INDEXES;
use yew::{Callback, Html, Properties, UseReducerDispatcher, component, html};

use super::icon::mark;
use super::verdict::{icon, tone, word};
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::state::{Action, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: &'static str,
    pub(crate) report: Option<Shared<Report>>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Header(props: &Props) -> Html {
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
        <header class="bar">
            <a class="skip" href="#verdict">{ words.skip }</a>
            <div class="bar-inside">
                <div class="brand">
                    { mark() }
                    <h1>{ "mintcheck" }</h1>
                    <p class="tagline">{ words.tagline }</p>
                </div>
                if let Some(report) = &props.report {
                    <a class={format!("pill tone-{}", tone(report))} href="#verdict">
                        { icon(report).draw() }
                        { word(report, words) }
                        <span class="unseen">{ ", " }{ words.to_the_verdict }</span>
                    </a>
                }
                <fieldset class="segments">
                    <legend class="unseen">{ words.index }</legend>
                    { for choices }
                </fieldset>
            </div>
        </header>
    }
}
