//! What else follows: what would settle the case, what fails next, what is minted and what the index
//! does besides.

use mintcheck::finding::{Decision, Outcome};
use yew::{Html, component, html};

use super::ReportProps;
use super::icon::Icon;
use super::prose::sentence;
use crate::hooks::use_language;
use crate::shown::capitalised;

#[component]
pub(crate) fn Consequences(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let report = &props.report;
    let open = match &report.decision {
        Decision::Undecided { open, .. } => open.as_slice(),
        _ => &[],
    };
    let open = open
        .iter()
        .map(|open| html! { <li>{ sentence(&language.open(open, &report.index)) }</li> });
    let next = report
        .steps
        .iter()
        .skip_while(|step| !step.decisive)
        .skip(1)
        .filter(|step| step.outcome == Outcome::Fail && step.blocking)
        .map(|step| {
            html! {
                <li>
                    <strong>{ capitalised(language.rule(step.rule)) }</strong>
                    if let Some(reason) = &step.reason {
                        <span>{ sentence(&language.reason(reason, &props.report.index)) }</span>
                    }
                </li>
            }
        });
    let notices = report
        .prediction
        .notices
        .iter()
        .map(|notice| html! { <li>{ sentence(language.notice(*notice)) }</li> });
    let projects = match report.decision {
        Decision::Accept => report.prediction.projects.as_slice(),
        _ => &[],
    };
    let projects = projects
        .iter()
        .map(|project| html! { <li><code>{ project }</code></li> });
    let blocks: Vec<Html> = [
        block("settle", words.would_settle, Icon::Question, open.collect()),
        block("next", words.fails_next, Icon::Cross, next.collect()),
        block("mints", words.mints_for, Icon::Check, projects.collect()),
        block("besides", words.notices, Icon::Warning, notices.collect()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if blocks.is_empty() {
        return Html::default();
    }
    html! { <div class="consequences">{ for blocks }</div> }
}

fn block(id: &'static str, title: &'static str, icon: Icon, items: Vec<Html>) -> Option<Html> {
    (!items.is_empty()).then(|| {
        html! {
            <section class={format!("consequence consequence-{id}")} data-testid={id}>
                <h2>{ icon.draw() }{ title }</h2>
                <ul>{ for items }</ul>
            </section>
        }
    })
}
