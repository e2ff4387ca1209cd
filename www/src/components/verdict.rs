//! The answer, above all: a word, a sentence, and where the index stops.

use mintcheck::Report;
use mintcheck::evidence::Shape;
use mintcheck::finding::{Decision, Outcome};
use yew::{Html, Properties, classes, component, html};

use super::causes::causes;
use super::icon::Icon;
use super::prose::{prose, sentence};
use crate::effect;
use crate::hooks::{use_language, use_root};
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

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) report: Shared<Report>,
    /// Whether a remedy is in the forms: then the cause is gone.
    pub(crate) is_remedied: bool,
    /// Whether there is another paste by now, which is still to be read.
    pub(crate) is_reading: bool,
    /// What else belongs to it.
    #[prop_or_default]
    pub(crate) children: Html,
}

#[component]
pub(crate) fn Verdict(props: &Props) -> Html {
    let (language, words) = use_language();
    let root = use_root();
    if props.is_reading {
        return reading(words);
    }
    let report = &props.report;
    let identifier = match report.decision {
        Decision::Accept => "accept",
        Decision::Reject => "reject",
        Decision::Undecided { .. } => "undecided",
    };
    let headline = language.headline(report);
    let length = headline.chars().count();
    let is_long = length > LONG;
    let is_very_long = length > VERY_LONG;
    // The keyboard scrolls only what it can reach.
    let tabindex = is_very_long.then_some("0");
    let is_idle = report.input.shape == Shape::Empty;
    let place = report.steps.iter().position(|step| step.decisive);
    let decisive = place.zip(report.decisive()).map(|(place, step)| {
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
        <section
            id="verdict"
            class={format!("verdict tone-{}", tone(report))}
            aria-labelledby="verdict-word"
            data-testid="verdict"
            data-verdict={identifier}
            tabindex="-1"
        >
            <div aria-live="polite" aria-atomic="true">
                <h2 class="verdict-word" id="verdict-word">
                    <span class="verdict-icon">{ icon(report).draw() }</span>
                    <span class="unseen">{ words.verdict }{ ": " }</span>
                    { word(report, words) }
                </h2>
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
                if !is_idle && !props.is_remedied {
                    { causes(report, &headline, language, words) }
                }
                { for decisive }
            </div>
            if !is_idle {
                { props.children.clone() }
            }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct BasisProps {
    pub(crate) report: Shared<Report>,
    /// Whether there is no other verdict above it yet. If there is, this only keeps the place.
    pub(crate) is_current: bool,
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
        <div class={classes!("basis", (!props.is_current).then_some("is-stale"))}>
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

/// In the place of a verdict that is no longer one. Nobody is read that to: the new one comes at once.
fn reading(words: &Words) -> Html {
    html! {
        <section
            id="verdict"
            class="verdict tone-idle"
            aria-labelledby="verdict-word"
            data-testid="verdict"
            data-verdict="reading"
            tabindex="-1"
        >
            <div aria-live="polite" aria-atomic="true" aria-busy="true">
                <h2 class="verdict-word" id="verdict-word">
                    <span class="verdict-icon">{ Icon::Dash.draw() }</span>
                    <span class="unseen">{ words.verdict }{ ": " }</span>
                    { words.reading }
                </h2>
            </div>
        </section>
    }
}

/// "Expired 3 days ago", beside the moment judged.
fn age(report: &Report, language: mintcheck::Language, words: &Words) -> Option<Html> {
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
