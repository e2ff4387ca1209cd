//! Whose rules to judge by: they change.

use std::borrow::Cow;

use mintcheck::index::Index;
use mintcheck::report;
use mintcheck::time::UnixTime;
use web_sys::{Event, HtmlSelectElement};
use yew::{Callback, Html, Properties, TargetCast, UseReducerDispatcher, component, html};

use crate::hooks::use_language;
use crate::moment::day;
use crate::shown::capitalised;
use crate::state::{self, Action, State};

/// The values of the two choices that are no date.
const BY_WORDING: &str = "wording";
const LATEST: &str = "latest";

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: Cow<'static, Index>,
    /// What was chosen.
    pub(crate) chosen: state::Rules,
    /// What that comes to.
    pub(crate) rules: Option<report::Rules>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Rules(props: &Props) -> Html {
    let (language, words) = use_language();
    let index = &props.index;
    let onchange = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |event: Event| {
            let value = event
                .target_dyn_into::<HtmlSelectElement>()
                .map(|select| select.value())
                .unwrap_or_default();
            let rules = match (value.as_str(), value.parse()) {
                (LATEST, _) => state::Rules::Latest,
                (_, Ok(seconds)) => state::Rules::Of(UnixTime(seconds)),
                _ => state::Rules::ByWording,
            };
            dispatcher.dispatch(Action::Rules(rules));
        })
    };
    let changes = index
        .rule_changes
        .iter()
        .rev()
        .filter(|change| **change != index.rules_as_of)
        .map(|change| {
            // Just before it: from the change on, the next one's rules apply.
            let before = change.plus(-1);
            html! {
                <option
                    value={before.0.to_string()}
                    selected={props.chosen == state::Rules::Of(before)}
                >
                    { (words.rules_before)(&day(*change)) }
                </option>
            }
        });
    html! {
        <section class="card" aria-labelledby="rules-title">
            <h2 id="rules-title">{ words.rules }</h2>
            <p class="help" id="rules-help">{ words.rules_help }</p>
            <select
                class="input"
                data-testid="rules"
                aria-labelledby="rules-title"
                aria-describedby="rules-help rules-used"
                {onchange}
            >
                <option value={BY_WORDING} selected={props.chosen == state::Rules::ByWording}>
                    { words.rules_by_wording }
                </option>
                <option value={LATEST} selected={props.chosen == state::Rules::Latest}>
                    { (words.rules_latest)(&day(index.rules_as_of)) }
                </option>
                { for changes }
            </select>
            <p class="field-help" id="rules-used" data-testid="rules-used" role="status">
                if let Some(rules) = &props.rules {
                    { capitalised(&language.rules(rules)) }{ "." }
                }
            </p>
        </section>
    }
}
