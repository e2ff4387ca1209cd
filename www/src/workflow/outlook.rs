//! What comes of the run, above all else: a word and a sentence.

use mintcheck::inspect::Outlook;
use yew::{Html, classes, component, html};

use super::finding::place;
use super::judged::bytes_of;
use super::{Part, said};
use crate::components::{Icon, sentence};
use crate::hooks::{use_language, use_root};

/// From how many characters on the sentence is set smaller.
const LONG: usize = 110;

#[component]
pub(super) fn Prospect(props: &Part) -> Html {
    let (language, words) = use_language();
    let root = use_root();
    let outlook = props.judged.outlook();
    let (identifier, tone, icon, word) = shown(outlook.as_ref());
    let file = Some(props.judged.file.as_str()).filter(|file| !file.is_empty());
    let text = match &props.judged.report {
        Some(report) => language.workflow_headline(report, file),
        None => (said().waiting_for)(&props.judged.index.name),
    };
    let is_long = text.chars().count() > LONG;
    let fault = props.judged.fault().map(|at| {
        let (start, end) = bytes_of(&props.state.flow.text, at);
        place(&root, start, end, at, "flow-fault", words)
    });
    let supposed = props.judged.registers && matches!(outlook, Some(Outlook::Mints { .. }));
    html! {
        <section
            id="verdict"
            class={format!("verdict tone-{tone}")}
            aria-labelledby="verdict-word"
            data-testid="verdict"
            data-outlook={identifier}
            tabindex="-1"
        >
            <div aria-live="polite" aria-atomic="true">
                <h2 class="verdict-word" id="verdict-word">
                    <span class="verdict-icon">{ icon.draw() }</span>
                    <span class="unseen">{ words.verdict }{ ": " }</span>
                    { word }
                </h2>
                <p
                    class={classes!("verdict-sentence", is_long.then_some("is-long"))}
                    data-testid="verdict-sentence"
                >
                    { sentence(&text) }
                </p>
            </div>
            if props.judged.is_followed(&props.state) {
                <p class="elsewhere" data-testid="followed">
                    { (said().followed)(&props.judged.index.name) }
                </p>
            }
            if supposed {
                <p class="flow-supposed">{ said().supposed }</p>
            }
            if let Some(fault) = fault {
                <p>{ fault }</p>
            }
        </section>
    }
}

/// A name for tests, the colour, the picture and the word.
fn shown(outlook: Option<&Outlook<'_>>) -> (&'static str, &'static str, Icon, &'static str) {
    let words = said();
    match outlook {
        None => ("nothing", "idle", Icon::Dash, words.waiting),
        Some(Outlook::Unreadable(_)) => ("unreadable", "reject", Icon::Cross, words.unreadable),
        Some(Outlook::NoJobs(_)) => ("no-jobs", "idle", Icon::Dash, words.no_jobs),
        Some(Outlook::Elsewhere { .. }) => ("elsewhere", "idle", Icon::Dash, words.elsewhere),
        Some(Outlook::Fails { .. }) => ("fails", "reject", Icon::Cross, words.fails),
        Some(Outlook::Refuses { .. }) => ("refuses", "reject", Icon::Cross, words.refuses),
        Some(Outlook::Depends { .. }) => ("depends", "undecided", Icon::Question, words.depends),
        Some(Outlook::Undecided { .. }) => ("undecided", "undecided", Icon::Question, words.open),
        Some(Outlook::Unasked { .. }) => ("unasked", "undecided", Icon::Warning, words.elsewhere),
        Some(Outlook::Mints { .. }) => ("mints", "accept", Icon::Check, words.mints),
    }
}
