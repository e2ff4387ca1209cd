//! What every index would make of the job, each in a token of its own.

use mintcheck::Language;
use mintcheck::finding::{Decision, Outcome};
use mintcheck::index::{self, Index, Presence, Publisher};
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
    let accepting = all
        .iter()
        .filter(|at| Verdict::of(&at.decision).accepts())
        .count();
    let rows = all.iter().filter_map(|at| {
        let index = index::find(at.index)?;
        Some(row(at, index, language, words))
    });
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

fn row(at: &AtIndex, index: &'static Index, language: Language, words: &Words) -> Html {
    let sharing = &words.sharing;
    let verdict = Verdict::of(&at.decision);
    let (class, outcome, said) = match verdict {
        Verdict::Accepts | Verdict::AcceptsIfGenuine => ("is-pass", Outcome::Pass, words.accepts),
        Verdict::Refuses => ("is-fail", Outcome::Fail, words.refuses),
        Verdict::Undecided => ("is-unknown", Outcome::Unknown, words.undecided),
    };
    let reason = at.stop.as_ref().and_then(|step| step.reason.as_ref());
    let reason = reason.map(|reason| language.reason(reason, index));
    // What nobody but the index knows.
    let open = match &at.decision {
        Decision::Undecided { .. } if verdict == Verdict::Undecided => {
            Some(sharing.everywhere_open)
        }
        _ => None,
    };
    let register = at
        .publisher
        .as_ref()
        .filter(|_| verdict != Verdict::Refuses)
        .map(|publisher| (sharing.everywhere_register)(&fields(publisher, index, language)));
    html! {
        <li class={classes!("step", class)} data-testid={format!("at-{}", at.index)}>
            { Icon::of_outcome(outcome).draw() }
            <div>
                <p class="step-title">
                    <span>{ &*index.name }</span>
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
fn fields(publisher: &Publisher, index: &Index, language: Language) -> String {
    let kind = index.kind(&publisher.kind);
    let fields = kind.into_iter().flat_map(|kind| kind.fields);
    let typed = fields.filter(|field| field.presence != Presence::FilledByIndex);
    let shown = typed.filter_map(|field| {
        let value = publisher.field(field.id)?;
        Some(format!("{} `{value}`", language.field(index, field.id)))
    });
    shown.collect::<Vec<_>>().join(", ")
}
