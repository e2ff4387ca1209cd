//! A value before and after a change, character by character.

use yew::{Html, html};

use crate::shown::{clip, parting, revealed, visible};
use crate::words::Words;

/// How much of a value is shown.
const LONGEST: usize = 200;

/// Shows what differs between two values.
pub(crate) fn change(label: &str, before: &str, after: &str, words: &Words) -> Html {
    let (before, _) = clip(before, LONGEST);
    let (after, _) = clip(after, LONGEST);
    html! {
        <div class="change">
            <span class="change-label">{ label.to_owned() }</span>
            <del>{ side(before, after, words) }</del>
            <span class="change-arrow">
                <span aria-hidden="true">{ "→" }</span>
                <span class="unseen">{ words.becomes }</span>
            </span>
            <ins>{ side(after, before, words) }</ins>
        </div>
    }
}

fn side(text: &str, other: &str, words: &Words) -> Html {
    if text.is_empty() {
        return html! { <span class="faint">{ words.empty }</span> };
    }
    let parts = parting(text, other).into_iter().map(|(part, differs)| {
        if differs {
            html! { <mark>{ revealed(part) }</mark> }
        } else {
            html! { <>{ visible(part) }</> }
        }
    });
    html! { <code>{ for parts }</code> }
}
