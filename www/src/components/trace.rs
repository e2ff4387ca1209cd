//! Every check, one by one, on demand.

use mintcheck::Report;
use mintcheck::finding::{Outcome, Step};
use yew::{Html, classes, component, html};

use super::ReportProps;
use super::fold::Fold;
use super::icon::Icon;
use super::prose::sentence;
use crate::hooks::use_language;
use crate::shown::capitalised;
use crate::words::Words;

#[component]
pub(crate) fn Trace(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let steps = props.report.steps.as_slice();
    let count = |outcome| steps.iter().filter(|step| step.outcome == outcome).count();
    let counts = (words.trace_counts)(
        count(Outcome::Pass),
        count(Outcome::Fail),
        count(Outcome::Unknown),
        count(Outcome::NotReached),
    );
    let phases = steps
        .chunk_by(|left, right| left.phase == right.phase)
        .map(|steps| {
            let phase = steps.first().map(|step| language.phase(step.phase));
            let rows = steps
                .iter()
                .map(|step| row(step, &props.report, language, words));
            html! {
                <section class="phase">
                    <h3>{ capitalised(phase.unwrap_or_default()) }</h3>
                    <ol>{ for rows }</ol>
                </section>
            }
        });
    html! {
        <Fold id="trace" title={words.trace} note={counts}>
            { for phases }
        </Fold>
    }
}

fn row(step: &Step, report: &Report, language: mintcheck::Language, words: &Words) -> Html {
    let class = match step.outcome {
        Outcome::Fail => "is-fail",
        Outcome::NotReached => "is-not-reached",
        Outcome::Pass => "is-pass",
        Outcome::Unknown => "is-unknown",
    };
    // With one publisher there is nothing to tell apart.
    let publisher = step.publisher.filter(|_| report.publishers.len() > 1);
    html! {
        <li
            class={classes!("step", class, step.decisive.then_some("is-decisive"))}
            id={step.decisive.then_some("trace-stop")}
        >
            { Icon::of_outcome(step.outcome).draw() }
            <div>
                <p class="step-title">
                    <span>{ capitalised(language.rule(step.rule)) }</span>
                    <span class="step-outcome">{ language.outcome(step.outcome) }</span>
                    if let Some(position) = publisher {
                        <span class="tag">{ (words.of_publisher)(position.saturating_add(1)) }</span>
                    }
                    if step.decisive {
                        <strong class="tag tag-stop">{ words.stops_here }</strong>
                    }
                </p>
                if let Some(reason) = &step.reason {
                    <p class="step-reason">{ sentence(&language.reason(reason, &report.index)) }</p>
                }
            </div>
        </li>
    }
}
