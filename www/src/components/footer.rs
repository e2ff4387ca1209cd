//! The foot of the page: what it promises, and what it does not.

use std::borrow::Cow;

use mintcheck::index::Index;
use yew::{Html, Properties, component, html};

use crate::hooks::{use_language, use_options};
use crate::moment;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: Cow<'static, Index>,
}

#[component]
pub(crate) fn Footer(props: &Props) -> Html {
    let (_, words) = use_language();
    let privacy = if use_options().alone {
        words.around.footer_privacy_alone
    } else {
        words.footer_privacy
    };
    let index = &props.index;
    let read = moment::shown(index.rules_as_of);
    let date = read.split(' ').next().unwrap_or_default();
    html! {
        <footer class="foot">
            <p>{ privacy }</p>
            <p>
                { (words.footer_rules)(&index.name, date) }
                if let Some(url) = index.docs_url.clone() {
                    { " " }<a href={url} rel="noreferrer">{ words.footer_docs }</a>{ "." }
                }
            </p>
            <p>{ words.footer_not }</p>
        </footer>
    }
}
