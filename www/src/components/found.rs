//! What a text without a token gives away: how far the release got, what the index answered, and the
//! claims.

use std::rc::Rc;

use mintcheck::Report;
use mintcheck::evidence::{ServerError, Stage};
use yew::{Html, Properties, component, html};

use super::claims::Claims;
use crate::hooks::{Root, use_language, use_root};
use crate::inspection::Shared;
use crate::linked;
use crate::shown::{capitalised, clip, visible};
use crate::told::Source;
use crate::words::Words;

/// How much of an answer is shown.
const LONGEST: usize = 2000;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The text.
    pub(crate) text: Rc<str>,
    pub(crate) report: Shared<Report>,
}

#[component]
pub(crate) fn Found(props: &Props) -> Html {
    let (language, words) = use_language();
    let root = use_root();
    let report = &props.report;
    let evidence = &report.evidence;
    let answer = evidence.server_error.as_ref();
    let source = Source::of(report);
    let has_claims = source == Source::Text;
    let has_stage = evidence.stage != Stage::Unknown;
    // With a token, only what the index answered to it is news.
    if answer.is_none() && (source == Source::Token || !(has_claims || has_stage)) {
        return Html::default();
    }
    html! {
        <section class="card found" aria-labelledby="found-title" data-testid="found">
            <h2 id="found-title">{ words.found }</h2>
            if has_stage {
                <p class="help" data-testid="stage">
                    { capitalised(language.stage(evidence.stage)) }{ "." }
                </p>
            }
            if let Some(answer) = answer {
                { reported(answer, root, words) }
            }
            if has_claims {
                <Claims report={report.clone()} text={Rc::clone(&props.text)} />
                <p class="help">{ words.found_help }</p>
            }
        </section>
    }
}

/// The index's answer as the text gives it.
fn reported(answer: &ServerError, root: Root, words: &Words) -> Html {
    let (description, left_out) = clip(&answer.description, LONGEST);
    let span = answer.span;
    html! {
        <div class="wire reported" data-testid="reported">
            <p class="wire-request">{ words.reported }</p>
            if let Some(code) = &answer.code {
                <p class="wire-status is-error" data-testid="reported-code">{ visible(code) }</p>
            }
            <p class="reported-text" lang="en" data-testid="reported-description">
                { visible(description) }
                if left_out > 0 {
                    { "…" }
                }
            </p>
            <button
                type="button"
                class="link place"
                onclick={move |_| linked::look(&root, span)}
            >
                { words.show_in_text }
            </button>
        </div>
    }
}
