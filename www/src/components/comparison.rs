//! A publisher's field beside the claim that it is compared with.

use mintcheck::finding::Outcome;
use mintcheck::index::FieldComparison;
use yew::{Html, html};

use super::icon::Icon;
use crate::shown::{clip, difference, visible};
use crate::told::Source;
use crate::words::Words;

/// How much of a claim is shown beside a field.
const LONGEST: usize = 200;

/// Shows what the token says for a field, and whether that is what was typed. Without one there is only
/// the claim's name to tell, and a text may not show the claim. In a blank form an empty field says nothing yet.
pub(crate) fn comparison(
    beside: &FieldComparison,
    source: Source,
    is_known: bool,
    is_blank: bool,
    words: &Words,
) -> Html {
    if source == Source::Nothing {
        return html! {
            <p class="compared is-idle">
                { words.compared_with }{ " " }<code>{ beside.claim }</code>
            </p>
        };
    }
    if !is_known {
        return html! {
            <p class="compared is-unknown">
                <span class="compared-word">{ Icon::Question.draw() }{ words.not_shown }</span>
                <span class="compared-claim">
                    { words.text_lacks }{ " " }<span class="claim-name">{ beside.claim }</span>
                </span>
            </p>
        };
    }
    let says = match source {
        Source::Text => words.text_says,
        Source::Nothing | Source::Token => words.token_says,
    };
    let registered = beside.registered.as_deref();
    let (class, icon, word) = match beside.outcome {
        Outcome::Pass if is_blank => ("is-unknown", Icon::Question, words.not_filled_in),
        Outcome::Pass if registered == Some("") => ("is-pass", Icon::Check, words.any_value),
        Outcome::Pass => ("is-pass", Icon::Check, words.matches),
        Outcome::Fail if beside.differs_in_case_only => {
            ("is-fail", Icon::Cross, words.differs_in_case)
        }
        Outcome::Fail => ("is-fail", Icon::Cross, words.differs),
        Outcome::Unknown => ("is-unknown", Icon::Question, words.not_filled_in),
        Outcome::NotReached => ("is-not-reached", Icon::Dash, words.nothing_to_compare),
    };
    let claimed = match beside.claimed.as_deref() {
        None => Html::default(),
        Some("") => html! { <span class="faint">{ words.empty }</span> },
        Some(claimed) if beside.outcome == Outcome::Fail => {
            marked(claimed, registered.unwrap_or_default())
        }
        Some(claimed) => html! { <code>{ shortened(claimed) }</code> },
    };
    html! {
        <p class={format!("compared {class}")}>
            <span class="compared-word">{ icon.draw() }{ word }</span>
            <span class="compared-claim">
                if beside.claimed.is_some() {
                    { says }{ " " }
                    <span class="claim-name">{ beside.claim }{ ":" }</span>
                    { " " }{ claimed }
                } else {
                    { words.token_lacks }{ " " }<span class="claim-name">{ beside.claim }</span>
                }
            </span>
        </p>
    }
}

/// The claim with the part that differs marked.
fn marked(claimed: &str, registered: &str) -> Html {
    let (claimed, _) = clip(claimed, LONGEST);
    let (before, differs, after) = difference(claimed, registered);
    html! {
        <code>
            { visible(before) }
            if !differs.is_empty() {
                <mark>{ visible(differs) }</mark>
            }
            { visible(after) }
        </code>
    }
}

fn shortened(text: &str) -> String {
    let (text, left_out) = clip(text, LONGEST);
    let ellipsis = if left_out > 0 { "…" } else { "" };
    format!("{}{ellipsis}", visible(text))
}
