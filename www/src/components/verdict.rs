//! The answer, above all: a word, a sentence, and where the index stops.

use mintcheck::evidence::Shape;
use mintcheck::finding::{Decision, Outcome};
use mintcheck::{Language, Report};
use yew::{Html, Properties, classes, component, html};

use super::causes::causes;
use super::icon::Icon;
use super::prose::{prose, sentence};
use crate::effect;
use crate::hooks::{Root, use_language, use_verdict};
use crate::inspection::Shared;
use crate::moment;
use crate::shown::capitalised;
use crate::words::Words;

/// From how many characters on the sentence is set smaller.
const LONG: usize = 110;

/// From how many characters on a narrow screen shows only a part of it.
const VERY_LONG: usize = 240;

/// The verdict in a word.
pub(crate) fn word(report: &Report, words: &Words) -> &'static str {
    match report.decision {
        _ if report.input.shape == Shape::Empty => words.waiting,
        Decision::Accept => words.accepts,
        Decision::Reject => words.refuses,
        Decision::Undecided { .. } => words.undecided,
    }
}

/// What the verdict looks like.
pub(crate) fn tone(report: &Report) -> &'static str {
    match report.decision {
        _ if report.input.shape == Shape::Empty => "idle",
        Decision::Accept => "accept",
        Decision::Reject => "reject",
        Decision::Undecided { .. } => "undecided",
    }
}

/// The verdict's picture.
pub(crate) fn icon(report: &Report) -> Icon {
    if report.input.shape == Shape::Empty {
        Icon::Dash
    } else {
        Icon::of_decision(&report.decision)
    }
}

/// How much of a verdict is said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Extent {
    /// The sentence, which comes before all else.
    Sentence,
    /// All but the cause: with a remedy in the forms it is gone.
    Remedied,
    /// The sentence, the causes, and where the index stops.
    All,
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What else belongs to it.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The frame of the verdict, which stays while verdicts come and go: what is read aloud has to be there before.
#[component]
pub(crate) fn Verdict(props: &Props) -> Html {
    let (_, words) = use_language();
    let latest = use_verdict();
    // A verdict that is no longer one is nobody's: the new one comes at once.
    let report = latest.report.as_deref().filter(|_| !latest.is_reading);
    let identifier = match report.map(|report| &report.decision) {
        _ if latest.is_reading => "reading",
        Some(Decision::Accept) => "accept",
        Some(Decision::Reject) => "reject",
        Some(Decision::Undecided { .. }) | None => "undecided",
    };
    let (tone, icon, word) = match report {
        Some(report) => (tone(report), icon(report), word(report, words)),
        None if latest.is_reading => ("idle", Icon::Dash, words.reading),
        None => ("idle", Icon::Dash, words.waiting),
    };
    let said = if latest.is_reading {
        Html::default()
    } else if report.is_some_and(|report| report.input.shape != Shape::Empty) {
        latest.said.clone()
    } else {
        // As many nodes as a verdict in words has, so that these are changed instead of made anew.
        html! {
            <>
                <p class="verdict-sentence" data-testid="verdict-sentence">
                    { words.waiting_for }
                </p>
                { Html::default() }
                { Html::default() }
            </>
        }
    };
    html! {
        <section
            id="verdict"
            class={classes!("verdict", format!("tone-{tone}"), latest.is_ahead.then_some("is-ahead"))}
            aria-labelledby="verdict-word"
            data-testid="verdict"
            data-verdict={identifier}
            tabindex="-1"
        >
            <div
                aria-live="polite"
                aria-atomic="true"
                aria-busy={latest.is_reading.then_some("true")}
            >
                <h2 class="verdict-word" id="verdict-word">
                    <span class="verdict-icon">{ icon.draw() }</span>
                    <span class="unseen">{ words.verdict }{ ": " }</span>
                    { word }
                </h2>
                { said }
            </div>
            if report.is_some_and(|report| report.input.shape != Shape::Empty) {
                { props.children.clone() }
            }
        </section>
    }
}

/// The verdict in words.
pub(crate) fn said(report: &Report, extent: Extent, root: &Root) -> Html {
    let language = Language::default();
    let words = Words::of(language);
    let headline = language.headline(report);
    let length = headline.chars().count();
    let is_long = length > LONG;
    let is_very_long = length > VERY_LONG;
    // The keyboard scrolls only what it can reach.
    let tabindex = is_very_long.then_some("0");
    let place = report.steps.iter().position(|step| step.decisive);
    let decisive = place.zip(report.decisive());
    let decisive = decisive.filter(|_| extent != Extent::Sentence);
    let decisive = decisive.map(|(place, step)| {
        let root = root.clone();
        let stops = (words.stops_at)(place.saturating_add(1), report.steps.len());
        html! {
            <p class="decisive" data-testid="decisive">
                { stops }{ " " }
                <a href="#trace-stop" onclick={move |_| effect::unfold(&root, "trace")}>
                    { prose(language.rule(step.rule)) }
                </a>
                { (words.stops_while)(language.phase(step.phase)) }
            </p>
        }
    });
    html! {
        <>
            <p
                class={classes!(
                    "verdict-sentence",
                    is_long.then_some("is-long"),
                    is_very_long.then_some("is-very-long"),
                )}
                data-testid="verdict-sentence"
                {tabindex}
            >
                { sentence(&headline) }
            </p>
            if extent == Extent::All {
                { causes(report, &headline, language, words) }
            }
            // One node in any case: Yew counts from the end, and takes others for those that stay.
            { decisive.unwrap_or_default() }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BasisProps {
    pub(crate) report: Shared<Report>,
}

/// What the verdict goes by: every check as a mark, and the moment.
#[component]
pub(crate) fn Basis(props: &BasisProps) -> Html {
    let (language, words) = use_language();
    let report = &props.report;
    if report.input.shape == Shape::Empty {
        return Html::default();
    }
    html! {
        <div class="basis">
            { strip(report) }
            if let (Some(as_of), true) = (report.clock.as_of, report.token.is_some()) {
                <p class="verdict-clock">
                    { words.judged_for }{ " " }
                    <time datetime={as_of.to_string()}>{ moment::shown(as_of) }</time>
                    { ", " }{ language.as_of(report.clock.chosen) }
                    { ". " }{ for age(report, language, words) }
                </p>
            }
        </div>
    }
}

/// "Expired 3 days ago", beside the moment judged.
fn age(report: &Report, language: Language, words: &Words) -> Option<Html> {
    let since = report.clock.now?.since(report.clock.expires?);
    let length = language.duration(since);
    let text = if report.is_live() {
        (words.expires_in)(&length)
    } else {
        (words.expired_ago)(&length)
    };
    let text = capitalised(&text);
    Some(if report.is_live() {
        html! { <strong class="alive">{ words.live }{ ". " }{ text }{ "." }</strong> }
    } else {
        html! { <>{ text }{ "." }</> }
    })
}

/// Every check as a mark in a row. The words for it stand above and in the trace.
fn strip(report: &Report) -> Html {
    let mut phase = None;
    let marks = report.steps.iter().map(|step| {
        let outcome = match step.outcome {
            // A failure that the server passes over is none here.
            Outcome::Fail if !step.blocking => "is-passed-over",
            Outcome::Fail => "is-fail",
            Outcome::NotReached => "is-not-reached",
            Outcome::Pass => "is-pass",
            Outcome::Unknown => "is-unknown",
        };
        let last = phase.replace(step.phase);
        let starts = last.is_some_and(|last| last != step.phase);
        let decisive = step.decisive.then_some("is-decisive");
        html! { <i class={classes!(outcome, decisive, starts.then_some("is-first"))} /> }
    });
    html! { <div class="strip" aria-hidden="true">{ for marks }</div> }
}
