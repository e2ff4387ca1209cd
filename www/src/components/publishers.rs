//! The publishers that are registered on the index.

use yew::{Callback, Html, MouseEvent, Properties, UseReducerDispatcher, component, html};

use super::icon::Icon;
use super::publisher::Publisher;
use crate::effect;
use crate::hooks::{use_language, use_root};
use crate::inspection::{Inspection, Shared};
use crate::state::{Action, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Publishers(props: &Props) -> Html {
    let (_, words) = use_language();
    let index = &props.inspection.index;
    let onadd = {
        let dispatcher = props.dispatcher.clone();
        let root = use_root();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::AddPublisher);
            effect::focus_next(&root, ".publisher select");
        })
    };
    let forms = props
        .state
        .publishers
        .iter()
        .enumerate()
        .map(|(place, draft)| {
            html! {
                <Publisher
                    key={draft.id}
                    {place}
                    draft={draft.clone()}
                    inspection={props.inspection.clone()}
                    dispatcher={props.dispatcher.clone()}
                />
            }
        });
    html! {
        <section class="card" aria-labelledby="publishers-title">
            <div class="card-head">
                <h2 id="publishers-title">{ (words.publishers)(&index.name) }</h2>
                if let Some(url) = index.pending_url.clone() {
                    <a class="outside" href={url} rel="noreferrer">
                        { words.publishers_link }
                    </a>
                }
            </div>
            <p class="help">{ (words.publishers_help)(&index.name) }</p>
            { for forms }
            <button type="button" class="button add-publisher" data-testid="add-publisher" onclick={onadd}>
                { Icon::Plus.draw() }{ words.add_publisher }
            </button>
        </section>
    }
}
