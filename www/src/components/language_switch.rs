//! The switch between the languages, which is one between programs: nothing is shown if there is one only.

use std::rc::Rc;

use web_sys::{Event, HtmlSelectElement};
use yew::{Callback, Html, Properties, TargetCast, component, html};

use crate::hooks::use_language;
use crate::mount::{Options, Outside};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) options: Rc<Options>,
    pub(crate) outside: Outside,
}

#[component]
pub(crate) fn LanguageSwitch(props: &Props) -> Html {
    let (_, words) = use_language();
    let options = &props.options;
    if options.languages.len() < 2 {
        return Html::default();
    }
    let onchange = {
        let outside = props.outside.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                outside.ask_for_language(&select.value());
            }
        })
    };
    let choices = options.languages.iter().map(|(tag, name)| {
        html! {
            <option value={tag.clone()} lang={tag.clone()} selected={*tag == options.language}>
                { name }
            </option>
        }
    });
    html! {
        <select class="language" data-testid="language" aria-label={words.around.language} {onchange}>
            { for choices }
        </select>
    }
}
