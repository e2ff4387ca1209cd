//! A job that publishes: what its token will say beside the publisher, the verdict, and what stands in the way.

use std::rc::Rc;

use mintcheck::finding::{Decision, Edit, Outcome, Remedy};
use mintcheck::index::{FieldComparison, Index, Presence, Publisher};
use mintcheck::inspect::{JobReport, would_mint};
use mintcheck::remedy::Registration;
use mintcheck::workflow::{PlannedClaim, PlannedToken, PlannedValue, PublishingJob};
use mintcheck::{Language, Report};
use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, MouseEvent, TargetCast, html};

use super::finding::findings;
use super::{Part, said};
use crate::components::{Icon, form_link, prose, sentence};
use crate::hooks::Root;
use crate::shown::visible;
use crate::state::{Action, FlowAct};
use crate::words::Words;

/// One card for each job.
pub(super) fn jobs(part: &Part, root: &Root, language: Language, words: &Words) -> Html {
    let Some(report) = &part.judged.report else {
        return Html::default();
    };
    let reading = part.judged.reading();
    let pairs = reading
        .into_iter()
        .flat_map(|reading| &reading.jobs)
        .zip(&report.jobs);
    pairs
        .map(|(job, judged)| card(part, job, judged, root, language, words))
        .collect()
}

fn card(
    part: &Part,
    job: &PublishingJob,
    judged: &JobReport,
    root: &Root,
    language: Language,
    words: &Words,
) -> Html {
    let id = format!("flow-job-{}", job.span.start);
    let clients = job.clients.iter().map(|step| {
        let host = step.host.as_deref().unwrap_or(said().some_host);
        html! { <li>{ step.client.name }<span class="arrow" aria-hidden="true">{ " → " }</span>{ " " }{ host.to_owned() }</li> }
    });
    let calls = job
        .calls
        .iter()
        .map(|called| html! { <li>{ said().calls }{ " " }<code>{ visible(called) }</code></li> });
    let tokens = job
        .tokens
        .iter()
        .zip(&judged.reports)
        .zip(&judged.registrations)
        .enumerate()
        .map(|(place, ((planned, report), registration))| {
            let told = Told {
                place,
                planned,
                report: report.as_ref(),
                registration: registration.as_ref(),
            };
            token(part, job, told, language, words)
        });
    let found = part.judged.findings_of(Some(&job.id));
    html! {
        <section class="card flow-job" aria-labelledby={id.clone()} data-testid={format!("job-{}", job.id)}>
            <div class="card-head">
                <h2 {id}>{ said().job }{ " " }<code>{ visible(&job.id) }</code></h2>
                <ul class="flow-clients">{ for clients }{ for calls }</ul>
            </div>
            if !found.is_empty() {
                { findings(part, &found, root, language, words) }
            }
            { for tokens }
        </section>
    }
}

/// A token of a job, and what is said of it.
#[derive(Clone, Copy)]
struct Told<'a> {
    /// The place among the job's tokens.
    place: usize,
    planned: &'a PlannedToken,
    /// Absent where it is for another index.
    report: Option<&'a Report>,
    registration: Option<&'a Registration>,
}

fn token(
    part: &Part,
    job: &PublishingJob,
    told: Told<'_>,
    language: Language,
    words: &Words,
) -> Html {
    let Told {
        place,
        planned,
        report,
        registration,
    } = told;
    let judged = report.map(|report| judged(part, planned, report, language, words));
    let environment = match (&planned.environment, job.tokens.len()) {
        (Some(name), 2..) => Some(html! {
            <h3>{ said().environment }{ " " }<code>{ visible(name) }</code></h3>
        }),
        (None, 2..) if planned.has_open_environment() => {
            Some(html! { <h3>{ said().other_environments }</h3> })
        }
        (None, 2..) => Some(html! { <h3>{ said().without_environment }</h3> }),
        _ => None,
    };
    let not_asked = language.not_asked(&part.judged.index);
    let is_refused = report.is_some_and(|report| report.decision == Decision::Reject);
    let is_asked = part.judged.registers || is_refused;
    html! {
        <div class="flow-token">
            { for environment }
            if let Some(judged) = judged {
                { judged }
            } else {
                <p class="flow-verdict tone-idle" data-testid="not-asked">{ Icon::Dash.draw() }<span>{ sentence(&not_asked) }{ "." }</span></p>
            }
            { claims(planned) }
            if let Some(registration) = registration.filter(|_| is_asked) {
                { register(part, format!("flow-project-{}-{place}", job.span.start), registration, language, words) }
            }
        </div>
    }
}

/// The verdict, and the publisher that comes closest beside what the token will say.
fn judged(
    part: &Part,
    planned: &PlannedToken,
    report: &Report,
    language: Language,
    words: &Words,
) -> Html {
    let mints = would_mint(report);
    let (tone, icon) = match report.decision {
        _ if mints => ("accept", Icon::Check),
        Decision::Reject => ("reject", Icon::Cross),
        Decision::Accept | Decision::Undecided { .. } => ("undecided", Icon::Question),
    };
    let verdict = if mints {
        (said().token_fine)(&part.judged.index.name)
    } else {
        language.headline(report)
    };
    let position = report.selected.unwrap_or_default();
    let beside = report.publishers.iter();
    let beside = beside
        .filter(|publisher| publisher.applies != Some(false))
        .min_by_key(|publisher| publisher.position != position);
    let rows = beside.into_iter().flat_map(|publisher| &publisher.fields);
    // What neither side can tell is the index's own business.
    let rows = rows.filter(|field| field.registered.is_some() || field.claimed.is_some());
    let is_named = !part.judged.file.is_empty();
    let rows = rows.map(|field| {
        pair(
            field,
            &part.judged.index,
            planned,
            is_named,
            language,
            words,
        )
    });
    html! {
        <>
            <p class={format!("flow-verdict tone-{tone}")}>{ icon.draw() }<span>{ sentence(&verdict) }{ "." }</span></p>
            if beside.is_some() {
                <div class="flow-pairs" role="table" aria-label={said().beside}>
                    <div role="row" class="flow-pairs-head">
                        <span role="columnheader">{ said().field }</span>
                        <span role="columnheader">{ said().of_token }</span>
                        <span role="columnheader">{ said().of_registered }</span>
                        <span role="columnheader">{ words.verdict }</span>
                    </div>
                    { for rows }
                </div>
            }
        </>
    }
}

/// A field: what the token will say, what is registered, and whether that is the same.
fn pair(
    field: &FieldComparison,
    index: &Index,
    planned: &PlannedToken,
    is_named: bool,
    language: Language,
    words: &Words,
) -> Html {
    // Where the file is known, only the ref in the claim is an example.
    let is_example = |claim: &str| !(is_named && claim.ends_with("workflow_ref"));
    let planned = planned
        .claims
        .iter()
        .find(|claim| claim.name == field.claim);
    let of_token = match (&field.claimed, planned.map(|claim| &claim.value)) {
        (Some(claimed), Some(PlannedValue::Example(_))) if is_example(field.claim) => html! {
            <><code>{ visible(claimed) }</code>{ " " }<span class="tag">{ said().example }</span></>
        },
        (Some(claimed), _) => html! { <code>{ visible(claimed) }</code> },
        (None, Some(PlannedValue::Absent)) => {
            html! { <span class="faint">{ said().no_claim }</span> }
        }
        (None, _) => html! { <span class="faint">{ said().at_run }</span> },
    };
    let registered = match field.registered.as_deref() {
        None => html! { <span class="faint">{ words.not_filled_in }</span> },
        Some("") => html! { <span class="faint">{ words.any_value }</span> },
        Some(registered) => html! { <code>{ visible(registered) }</code> },
    };
    let (class, word) = match field.outcome {
        Outcome::Pass => ("is-pass", words.matches),
        Outcome::Fail if field.differs_in_case_only => ("is-fail", words.differs_in_case),
        Outcome::Fail => ("is-fail", words.differs),
        Outcome::Unknown => ("is-unknown", language.outcome(Outcome::Unknown)),
        Outcome::NotReached => ("is-not-reached", words.nothing_to_compare),
    };
    html! {
        <div role="row" class={format!("flow-pair {class}")} data-testid={format!("pair-{}", field.field)}>
            <span role="rowheader">{ language.field(index, field.field) }</span>
            <span role="cell" data-label={said().of_token}>{ of_token }</span>
            <span role="cell" data-label={said().of_registered}>{ registered }</span>
            <span role="cell" class="flow-outcome">{ Icon::of_outcome(field.outcome).draw() }{ word }</span>
        </div>
    }
}

/// The claims, folded away, but for the two forms of the subject.
fn claims(planned: &PlannedToken) -> Html {
    let is_told = |claim: &&PlannedClaim| claim.value != PlannedValue::AtRun;
    let told = planned.claims.iter().filter(is_told).map(|claim| {
        let value = match &claim.value {
            PlannedValue::Known(value) => html! { <code>{ visible(value) }</code> },
            PlannedValue::Example(value) => html! {
                <><code>{ visible(value) }</code>{ " " }<span class="tag">{ said().example }</span></>
            },
            PlannedValue::Absent | PlannedValue::AtRun => {
                html! { <span class="faint">{ said().no_claim }</span> }
            }
        };
        html! { <div><dt><code>{ claim.name }</code></dt><dd>{ value }</dd></div> }
    });
    let later: Vec<&str> = planned
        .claims
        .iter()
        .filter(|claim| !is_told(claim))
        .map(|claim| claim.name)
        .collect();
    html! {
        <>
            <p class="help">{ said().subject_forms }</p>
            <dl class="values flow-subjects">
                <div>
                    <dt>{ prose(said().subject_classic) }</dt>
                    <dd><code data-testid="sub-classic">{ visible(&planned.subjects.classic) }</code></dd>
                </div>
                <div>
                    <dt>{ prose(said().subject_immutable) }</dt>
                    <dd><code data-testid="sub-immutable">{ visible(&planned.subjects.immutable) }</code></dd>
                </div>
            </dl>
            <details class="flow-claims">
                <summary>{ said().claims }</summary>
                <dl class="values">{ for told }</dl>
                if !later.is_empty() {
                    <p class="help">{ said().at_run_these }{ " " }{ later.join(", ") }{ "." }</p>
                }
            </details>
        </>
    }
}

/// The publisher that the token would match.
fn register(
    part: &Part,
    id: String,
    registration: &Registration,
    language: Language,
    words: &Words,
) -> Html {
    let publisher = &registration.publisher;
    let Some(kind) = part.judged.index.kind(&publisher.kind) else {
        return Html::default();
    };
    let rows = kind
        .fields
        .iter()
        .filter(|field| field.presence != Presence::FilledByIndex)
        .map(|field| {
            let value = match publisher.field(field.id) {
                Some("") => html! { <span class="faint">{ words.empty }</span> },
                Some(value) => html! { <code>{ visible(value) }</code> },
                None => html! { <span class="faint">{ said().not_told }</span> },
            };
            html! { <div><dt>{ language.field(&part.judged.index, field.id) }</dt><dd>{ value }</dd></div> }
        });
    let onfill = {
        let dispatcher = part.dispatcher.clone();
        let remedy = Rc::new(Remedy {
            edits: vec![Edit::AddPublisher {
                project: String::new(),
            }],
            proved: true,
            link: None,
            publisher: Some((0, publisher.fields.clone())),
            snippet: None,
        });
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Apply {
                publisher: None,
                kind: kind.id,
                remedy: Rc::clone(&remedy),
            });
        })
    };
    let [project_label, _] = (words.project)(part.judged.index.noun);
    let project = part.state.project();
    let link = (part.judged.index.rules().edit_link)(
        &part.judged.index,
        &Publisher {
            project: project.trim().to_owned(),
            ..publisher.clone()
        },
    );
    let onproject = {
        let dispatcher = part.dispatcher.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatcher.dispatch(Action::Flow(FlowAct::Project(input.value())));
            }
        })
    };
    let is_there = part.judged.configured.iter().any(|other| {
        let same = |field: &str| {
            other.field(field).unwrap_or_default() == publisher.field(field).unwrap_or_default()
        };
        let mut fields = kind.fields.iter();
        fields.all(|field| field.presence == Presence::FilledByIndex || same(field.id))
    });
    html! {
        <div class="flow-register" data-testid="flow-register">
            <h3>{ said().register }</h3>
            <dl class="values">{ for rows }</dl>
            <div class="flow-field flow-project">
                <label class="label" for={id.clone()}>{ project_label }</label>
                <input
                    class="input"
                    type="text"
                    id={id.clone()}
                    data-testid="flow-project"
                    aria-describedby={format!("{id}-help")}
                    placeholder="sampleproject"
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    value={project}
                    oninput={onproject}
                />
                <p class="field-help" id={format!("{id}-help")}>
                    { (said().project_help)(&part.judged.index.name) }
                </p>
            </div>
            <div class="flow-acts">
                if let Some(link) = link {
                    <a
                        class="button button-small"
                        href={link.clone()}
                        target="_blank"
                        rel="noopener noreferrer"
                        data-testid="flow-link"
                    >
                        { form_link(words, &link)(&part.judged.index.name) }
                        <span class="arrow" aria-hidden="true">{ "↗" }</span>
                        <span class="unseen">{ words.new_tab }</span>
                    </a>
                }
                <button
                    type="button"
                    class="button button-small"
                    data-testid="flow-fill"
                    disabled={is_there}
                    onclick={onfill}
                >
                    { if is_there { said().filled } else { said().fill } }
                </button>
            </div>
        </div>
    }
}
