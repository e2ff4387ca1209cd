//! What is around the program when it stands among a page's text: little.

use std::rc::Rc;

use yew::{AttrValue, Children, Html, Properties, UseReducerDispatcher, component, html};

use super::icon::{Icon, mark};
use super::index_switch::IndexSwitch;
use super::language_switch::LanguageSwitch;
use super::prose::prose;
use crate::hooks::use_language;
use crate::mount::{Options, Outside};
use crate::state::State;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: &'static str,
    /// What one's own index is called.
    pub(crate) own: AttrValue,
    pub(crate) options: Rc<Options>,
    pub(crate) outside: Outside,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
    pub(crate) children: Children,
}

#[component]
pub(crate) fn Frame(props: &Props) -> Html {
    let (_, words) = use_language();
    let mistakes = props.options.configuration.mistakes();
    let mistakes = mistakes.into_iter().map(|(name, value, known)| {
        let text = (words.around.attribute_refused)(name, value, &known);
        html! { <p class="message message-bad" role="alert">{ prose(&text) }</p> }
    });
    html! {
        <div class="frame">
            <div class="frame-head">
                <p class="frame-name">{ mark() }{ "mintcheck" }</p>
                <LanguageSwitch
                    options={Rc::clone(&props.options)}
                    outside={props.outside.clone()}
                />
                <IndexSwitch index={props.index} own={props.own.clone()} dispatcher={props.dispatcher.clone()} />
            </div>
            { for mistakes }
            { props.children.clone() }
            <p class="frame-foot">
                <span>{ Icon::Lock.draw() }{ words.around.frame_privacy }</span>
                if let Some(page) = props.options.page.clone() {
                    <a href={page} data-testid="open-page">{ words.around.open_page }</a>
                }
            </p>
        </div>
    }
}
