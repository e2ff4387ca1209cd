//! Why, as people would name it, and what not to do about it.

use std::fmt::Debug;

use mintcheck::finding::{Cause, Decision};
use mintcheck::{Language, Report};
use yew::{Html, html};

use super::icon::Icon;
use super::prose::{prose, sentence};
use crate::words::Words;

/// How many likely causes are named.
const MOST: usize = 3;

/// The cause of a refusal, or the likely ones of a refusal that somebody reported.
/// Those that the headline names already are not shown again.
pub(crate) fn causes(report: &Report, headline: &str, language: Language, words: &Words) -> Html {
    let (title, most) = match report.decision {
        Decision::Accept => return Html::default(),
        Decision::Reject => (words.cause, 1),
        Decision::Undecided { .. } => (words.likely_causes, MOST),
    };
    let named: Vec<Cause> = report
        .causes
        .iter()
        .copied()
        .filter(|cause| *cause != Cause::Unresolved || report.causes.len() == 1)
        .take(most)
        .collect();
    let caution = named.first().and_then(|cause| language.caution(*cause));
    let is_named = |cause: &Cause| headline.contains(language.cause(*cause));
    let is_first_named = named.first().is_some_and(is_named);
    let title = if is_first_named {
        words.other_causes
    } else {
        title
    };
    let items = named.iter().map(|cause| {
        html! {
            <li data-testid={format!("cause-{}", identifier(cause))} hidden={is_named(cause)}>
                { sentence(language.cause(*cause)) }
            </li>
        }
    });
    html! {
        <>
            if !named.is_empty() {
                <div class="causes" hidden={named.iter().all(is_named)}>
                    <p class="causes-title">{ title }{ ":" }</p>
                    <ol>{ for items }</ol>
                </div>
            }
            if let Some(caution) = caution {
                <p class="caution" data-testid="caution">
                    { Icon::Warning.draw() }
                    <span>{ words.do_not }{ " " }{ prose(caution) }{ "." }</span>
                </p>
            }
        </>
    }
}

/// A name out of the core as it is written in JSON: in small letters, with a hyphen before each capital one.
pub(crate) fn identifier(name: impl Debug) -> String {
    let mut written = String::new();
    for letter in format!("{name:?}").chars() {
        if letter.is_ascii_uppercase() && !written.is_empty() {
            written.push('-');
        }
        written.push(letter.to_ascii_lowercase());
    }
    written
}
