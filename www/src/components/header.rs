//! The bar at the top: the name, the index, and on a narrow screen the verdict in a word.

use std::rc::Rc;

use mintcheck::Report;
use yew::{
    AttrValue, Callback, Html, MouseEvent, Properties, UseReducerDispatcher, component, html,
};

use super::icon::mark;
use super::index_switch::IndexSwitch;
use super::language_switch::LanguageSwitch;
use super::navigation::Navigation;
use super::shortcuts::Shortcuts;
use super::theme_switch::ThemeSwitch;
use super::verdict::{icon, tone, word};
use crate::effect;
use crate::hooks::{use_language, use_root, use_shown};
use crate::inspection::Shared;
use crate::mount::{Options, Outside};
use crate::state::State;
use crate::view::View;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: &'static str,
    /// What one's own index is called.
    pub(crate) own: AttrValue,
    pub(crate) report: Option<Shared<Report>>,
    pub(crate) options: Rc<Options>,
    pub(crate) outside: Outside,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Header(props: &Props) -> Html {
    let (_, words) = use_language();
    let view = use_shown().view;
    let report = props.report.as_ref().filter(|_| view == View::Inspector);
    let onskip = {
        let root = use_root();
        Callback::from(move |event: MouseEvent| {
            // The address says which view it is.
            event.prevent_default();
            effect::focus_next(&root, "#view-title");
        })
    };
    html! {
        <header class="bar">
            if view == View::Inspector {
                <a class="skip" href="#verdict">{ words.skip }</a>
            } else {
                <a class="skip" href="#view-title" onclick={onskip}>{ words.views.skip }</a>
            }
            <div class="bar-inside">
                <div class="brand">
                    { mark() }
                    <h1>{ "mintcheck" }</h1>
                    <p class="tagline">{ words.tagline }</p>
                </div>
                <Navigation {view} />
                if let Some(report) = report {
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
                <IndexSwitch index={props.index} own={props.own.clone()} dispatcher={props.dispatcher.clone()} />
            </div>
        </header>
    }
}
