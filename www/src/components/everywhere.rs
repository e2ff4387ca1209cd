//! What every index would make of the job, each in a token of its own.

use mintcheck::Language;
use mintcheck::finding::{Decision, Outcome};
use mintcheck::inspect::{AtIndex, everywhere};
use yew::{Html, classes, component, html, use_memo};

use super::ReportProps;
use super::fold::Fold;
use super::icon::Icon;
use super::prose::sentence;
use crate::hooks::use_language;
use crate::words::{Elsewhere as Verdict, Words};

#[component]
pub(crate) fn Everywhere(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let all = use_memo(props.report.clone(), |report| everywhere(report));
    if all.is_empty() {
        return Html::default();
    }
    let accepting = all.iter().filter(|at| at.is_accepted()).count();
    let rows = all.iter().map(|at| row(at, language, words));
    let words = &words.sharing;
    html! {
        <Fold id="everywhere" title={words.everywhere} note={(words.everywhere_count)(accepting, all.len())}>
            <section class="phase">
                <p class="help">{ words.everywhere_help }</p>
                <ol>{ for rows }</ol>
            </section>
        </Fold>
    }
}

fn row(at: &AtIndex, language: Language, words: &Words) -> Html {
    let sharing = &words.sharing;
    let verdict = Verdict::of(&at.decision);
    let (class, outcome, said) = match verdict {
        Verdict::Accepts | Verdict::AcceptsIfGenuine => ("is-pass", Outcome::Pass, words.accepts),
        Verdict::Refuses => ("is-fail", Outcome::Fail, words.refuses),
        Verdict::Undecided => ("is-unknown", Outcome::Unknown, words.undecided),
    };
    let reason = at.stop.as_ref().and_then(|step| step.reason.as_ref());
    let reason = reason.map(|reason| language.reason(reason, &at.index));
    // What nobody but the index knows.
    let open = match &at.decision {
        Decision::Undecided { .. } if verdict == Verdict::Undecided => {
            Some(sharing.everywhere_open)
        }
        _ => None,
    };
    let register =
        (!at.fields.is_empty()).then(|| (sharing.everywhere_register)(&fields(at, language)));
    html! {
        <li class={classes!("step", class)} data-testid={format!("at-{}", at.index.id)}>
            { Icon::of_outcome(outcome).draw() }
            <div>
                <p class="step-title">
                    <span>{ &*at.index.name }</span>
                    <span class="step-outcome">{ said }</span>
                    if at.is_meant {
                        <span class="tag">{ sharing.everywhere_meant }</span>
                    }
                </p>
                for text in reason.into_iter().chain(register) {
                    <p class="step-reason">{ sentence(&text) }</p>
                }
                if let Some(open) = open {
                    <p class="step-reason">{ open }</p>
                }
            </div>
        </li>
    }
}

/// What is filled in on the index's form.
fn fields(at: &AtIndex, language: Language) -> String {
    let shown = at.fields.iter().map(|filled| {
        let label = language.field(&at.index, filled.field);
        format!("{label} `{}`", filled.value)
    });
    shown.collect::<Vec<_>>().join(", ")
}
