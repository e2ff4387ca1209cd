//! The bar at the top: the name, the index, and on a narrow screen the verdict in a word.

use std::rc::Rc;

use mintcheck::Report;
use yew::{Html, Properties, UseReducerDispatcher, component, html};

use super::icon::mark;
use super::index_switch::IndexSwitch;
use super::language_switch::LanguageSwitch;
use super::shortcuts::Shortcuts;
use super::theme_switch::ThemeSwitch;
use super::verdict::{icon, tone, word};
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::mount::{Options, Outside};
use crate::state::State;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: &'static str,
    pub(crate) report: Option<Shared<Report>>,
    pub(crate) options: Rc<Options>,
    pub(crate) outside: Outside,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let (_, words) = use_language();
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
                <Shortcuts />
                <ThemeSwitch />
                <LanguageSwitch
                    options={Rc::clone(&props.options)}
                    outside={props.outside.clone()}
                />
                <IndexSwitch index={props.index} dispatcher={props.dispatcher.clone()} />
            </div>
        </header>
    }
}
