//! The sandbox: this page plays the issuer, and the core plays the index.

use std::cell::RefCell;
use std::rc::Rc;

use mintcheck::python::{Dict, Value, json};
use mintcheck::time::UnixTime;
use mintcheck::{Language, Report, inspect};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::{
    Callback, Html, InputEvent, MouseEvent, Properties, TargetCast, classes, component, html,
    use_effect_with, use_mut_ref, use_state,
};

use super::attack::{self, Attack, Signer};
use super::crypto::{Refused, SigningKey, token_id};
use super::diagram::{Diagram, Progress};
use super::job_form::JobForm;
use super::stage::Stage;
use super::step::{answer, comparison};
use super::values::Values;
use super::world::{self, Job, World, is_minted, signing_input, with, with_text};
use super::{name_of, prose, signed, words};
use crate::components::{Heading, Icon, sentence};
use crate::effect;
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::plain;
use crate::words::Course;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) values: Rc<Values>,
    /// What is tried at once.
    pub(crate) attack: Option<Attack>,
    /// The page's clock.
    pub(crate) now: Option<UnixTime>,
}

/// The played issuer's key, and somebody else's.
#[derive(Clone, Debug)]
struct Keys {
    issuer: SigningKey,
    attacker: SigningKey,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    /// What was tried on the way; nothing for a token that arrives as it was.
    attack: Option<Attack>,
    /// Tells one sending from the next, which may try the same.
    number: u32,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
struct Outcome {
    report: Shared<Report>,
    token: String,
    jwks: String,
    /// When it arrived.
    at: UnixTime,
}

#[component]
pub(crate) fn Sandbox(props: &Props) -> Html {
    let (language, _) = use_language();
    let course = words(language);
    let said = &course.bench;
    let job = use_state(|| own_job(&props.values));
    // Claims that were written instead of the form's.
    let raw = use_state(|| None::<String>);
    let sent = use_state(|| {
        props.attack.map(|attack| Sent {
            attack: Some(attack),
            number: 0,
        })
    });
    let outcome = use_state(|| None::<Result<Outcome, Refused>>);
    let followed = use_mut_ref(|| props.attack);
    let keys = use_mut_ref(|| None::<Keys>);
    // What was asked for last: what was asked before it comes too late.
    let latest = use_mut_ref(|| 0_u32);
    let now = props.now.unwrap_or_else(effect::now);
    let Some(index) = props.values.world.index() else {
        return Html::default();
    };
    let planned = job.claims(index, now);
    let claims = match &*raw {
        None => Ok(planned.clone()),
        Some(text) => read(text, language),
    };
    {
        // A link to another thing to try is followed. The first one is tried from the start.
        let sent = sent.clone();
        use_effect_with(props.attack, move |attack| {
            let is_another = followed.replace(*attack) != *attack;
            if let Some(attack) = attack.filter(|_| is_another) {
                sent.set(Some(next(sent.as_ref(), Some(attack))));
            }
        });
    }
    {
        let world = World {
            claims: claims.clone().unwrap_or_default(),
            ..props.values.world.clone()
        };
        let is_raw = raw.is_some();
        let is_readable = claims.is_ok();
        let outcome = outcome.clone();
        let asked = (Option::clone(&sent), Job::clone(&job), Option::clone(&raw));
        use_effect_with(asked, move |(sent, ..)| {
            let Some(sent) = sent.clone().filter(|_| is_readable) else {
                return;
            };
            let number = {
                let mut latest = latest.borrow_mut();
                *latest = latest.wrapping_add(1);
                *latest
            };
            let latest = Rc::clone(&latest);
            spawn_local(async move {
                let played = play(&keys, world, sent.attack, is_raw, now).await;
                if *latest.borrow() == number {
                    outcome.set(Some(played));
                }
            });
        });
    }
    let onjob = {
        let (job, raw) = (job.clone(), raw.clone());
        Callback::from(move |changed: Job| {
            job.set(changed);
            raw.set(None);
        })
    };
    let onraw = {
        let raw = raw.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlTextAreaElement>() {
                raw.set(Some(input.value()));
            }
        })
    };
    let onreset = {
        let (job, raw, sent, outcome) = (job.clone(), raw.clone(), sent.clone(), outcome.clone());
        let values = Rc::clone(&props.values);
        Callback::from(move |_: MouseEvent| {
            job.set(own_job(&values));
            raw.set(None);
            sent.set(None);
            outcome.set(None);
        })
    };
    let send = |attack: Option<Attack>| {
        let sent = sent.clone();
        Callback::from(move |_: MouseEvent| sent.set(Some(next(sent.as_ref(), attack))))
    };
    let tried = sent.as_ref().map(|sent| sent.attack);
    let shown = outcome.as_ref().filter(|_| sent.is_some());
    let progress = match shown {
        Some(Ok(outcome)) => progress(&outcome.report),
        Some(Err(_)) | None => Progress::Idle,
    };
    let attacks = Attack::ALL.into_iter().map(|attack| {
        let (title, help) = (said.attack)(attack);
        let is_tried = tried == Some(Some(attack));
        html! {
            <li>
                <button
                    type="button"
                    class={classes!("attack", is_tried.then_some("is-chosen"))}
                    aria-pressed={if is_tried { "true" } else { "false" }}
                    data-testid={format!("attack-{}", attack.id())}
                    disabled={claims.is_err()}
                    onclick={send(Some(attack))}
                >
                    <strong>{ prose(title) }</strong>
                    <span>{ prose(help) }</span>
                </button>
            </li>
        }
    });
    let shown_claims = raw.as_ref().cloned().unwrap_or_else(|| pretty(&planned));
    html! {
        <>
            <header class="course-head">
                <Heading text={said.title} />
                <p class="lede">{ said.lede }</p>
            </header>
            <section class="card stage-map" aria-label={course.diagram}>
                <Diagram {progress} index={name_of(index.id)} />
                <div class="outcome-line" role="status" data-testid="sandbox-outcome">
                    { told(shown, sent.is_some(), &index.name, course, language) }
                </div>
            </section>
            <section class="card" aria-labelledby="way-title">
                <h3 id="way-title">{ said.way }</h3>
                <p class="help">{ said.way_help }</p>
                <ul class="attacks">
                    <li>
                        <button
                            type="button"
                            class={classes!("attack", "attack-none", (tried == Some(None)).then_some("is-chosen"))}
                            aria-pressed={if tried == Some(None) { "true" } else { "false" }}
                            data-testid="sandbox-send"
                            disabled={claims.is_err()}
                            onclick={send(None)}
                        >
                            <strong>{ said.send }</strong>
                            <span>{ said.send_help }</span>
                        </button>
                    </li>
                    { for attacks }
                </ul>
            </section>
            <div class="stage-columns">
                <div class="stage-column">
                    <section class="card" aria-labelledby="job-title">
                        <div class="card-head">
                            <h3 id="job-title">{ said.job }</h3>
                            <button
                                type="button"
                                class="button button-small"
                                data-testid="sandbox-reset"
                                onclick={onreset}
                            >
                                { said.reset }
                            </button>
                        </div>
                        <p class="help">{ said.job_help }</p>
                        <JobForm job={Job::clone(&job)} onchange={onjob} />
                        <details class="more">
                            <summary>{ said.raw }</summary>
                            <p class="help">{ said.raw_help }</p>
                            <textarea
                                class="input"
                                rows="12"
                                spellcheck="false"
                                aria-label={said.raw_label}
                                aria-invalid={claims.is_err().then_some("true")}
                                data-testid="sandbox-raw"
                                value={shown_claims}
                                oninput={onraw}
                            />
                        </details>
                        if let Err(why) = &claims {
                            <p class="message message-bad" role="alert" data-testid="sandbox-refused">
                                { sentence(&(said.raw_refused)(why)) }
                            </p>
                        }
                    </section>
                </div>
                <div class="stage-column">
                    { result(shown, props, claims.as_ref().ok(), course, language) }
                </div>
            </div>
        </>
    }
}

/// The job of the values, but for an audience that would be refused whatever else one tries.
fn own_job(values: &Values) -> Job {
    let audience = values
        .world
        .index()
        .map_or("", |index| index.audience.shown());
    Job {
        audience: audience.to_owned(),
        ..values.job.clone()
    }
}

fn next(sent: Option<&Sent>, attack: Option<Attack>) -> Sent {
    Sent {
        attack,
        number: sent.map_or(0, |sent| sent.number.wrapping_add(1)),
    }
}

/// Makes the keys if there are none, signs, and lets the core judge what arrives.
async fn play(
    keys: &RefCell<Option<Keys>>,
    mut world: World,
    attack: Option<Attack>,
    is_raw: bool,
    at: UnixTime,
) -> Result<Outcome, Refused> {
    let made = keys.borrow().clone();
    let keys = match made {
        Some(made) => made,
        None => {
            let made = Keys {
                issuer: SigningKey::generate().await?,
                attacker: SigningKey::generate().await?,
            };
            keys.replace(Some(made.clone()));
            made
        }
    };
    if !is_raw {
        // Every token has a name and an hour of its own.
        for (claim, offset) in [("iat", 0), ("nbf", -300), ("exp", 300)] {
            let seconds = plain::of_number(at.plus(offset).0);
            world.claims = with(&world.claims, claim, Some(seconds));
        }
        if let Some(id) = token_id() {
            world.claims = with_text(&world.claims, "jti", &id);
        }
    }
    let index = world.index().ok_or(Refused)?;
    let order = attack::order(&world.claims, attack, index);
    let input = signing_input(&order.header, &order.claims);
    let signature = match order.signer {
        Signer::Issuer => keys.issuer.sign(&input).await?,
        Signer::Attacker => keys.attacker.sign(&input).await?,
        Signer::Nobody => Vec::new(),
    };
    let token = attack::arriving(&input, &signature, attack);
    let jwks = keys.issuer.jwks();
    let request = attack::request(&world, &token, attack, &jwks, at);
    let at = request.as_of.unwrap_or(at);
    let report = inspect(&request).map_err(|_| Refused)?;
    Ok(Outcome {
        report: Shared::new(report),
        token,
        jwks,
        at,
    })
}

/// Where the way ended.
pub(super) fn progress(report: &Report) -> Progress {
    match Stage::that_refuses(report) {
        Some(stage) => Progress::Refused(stage),
        None if is_minted(report) => Progress::Minted,
        None => Progress::Idle,
    }
}

/// Claims that were written.
fn read(text: &str, language: Language) -> Result<Dict, String> {
    match json::loads(text.as_bytes()) {
        Ok(Value::Dict(claims)) => Ok(claims),
        Ok(other) => Err(format!("`{}`", other.type_name())),
        Err(error) => Err(language.json_error(&error)),
    }
}

/// The claims, one a line.
fn pretty(claims: &Dict) -> String {
    let lines: Vec<_> = claims
        .iter()
        .map(|(name, value)| {
            let name = Value::Str(name.clone()).to_json();
            format!("  {name}: {}", value.to_json())
        })
        .collect();
    format!("{{\n{}\n}}", lines.join(",\n"))
}

/// What came of it in a sentence.
fn told(
    outcome: Option<&Result<Outcome, Refused>>,
    is_asked: bool,
    index: &str,
    course: &Course,
    language: Language,
) -> Html {
    let said = &course.bench;
    let outcome = match outcome {
        None if is_asked => return html! { <p class="help">{ said.signing }</p> },
        None => return html! { <p class="help">{ said.nothing_sent }</p> },
        Some(Err(Refused)) => {
            return html! { <p class="message message-bad">{ said.no_crypto }</p> };
        }
        Some(Ok(outcome)) => outcome,
    };
    let report = &outcome.report;
    match report.decisive().zip(Stage::that_refuses(report)) {
        Some((step, stage)) => {
            let name = (course.stage)(stage).label;
            html! {
                <div class="told-line tone-reject">
                    { Icon::Cross.draw() }
                    <div>
                        <p><strong>{ (said.refused)(index, stage.number(), name) }</strong></p>
                        if let Some(reason) = &step.reason {
                            <p>{ sentence(&language.reason(reason, &report.index)) }{ "." }</p>
                        }
                    </div>
                </div>
            }
        }
        None => html! {
            <div class="told-line tone-accept">
                { Icon::Check.draw() }
                <p>
                    <strong>
                        { prose(&(said.minted)(&report.prediction.projects.join(", "))) }
                    </strong>
                </p>
            </div>
        },
    }
}

/// The answer, the token that arrived, and what it was compared with.
fn result(
    outcome: Option<&Result<Outcome, Refused>>,
    props: &Props,
    claims: Option<&Dict>,
    course: &Course,
    language: Language,
) -> Html {
    let said = &course.bench;
    let world = &props.values.world;
    let Some(index) = world.index() else {
        return Html::default();
    };
    let registered = claims.zip(world.publisher()).map(|(claims, publisher)| {
        let fields = (index.rules().compare)(publisher, claims);
        html! {
            <section class="card" aria-labelledby="registered-title">
                <h3 id="registered-title">{ (said.registered)(&index.name) }</h3>
                { comparison(&fields, index, language) }
            </section>
        }
    });
    let arrived = match outcome {
        Some(Ok(outcome)) => {
            let prediction = &outcome.report.prediction;
            let body = (index.rules().answer_body)(&prediction.answer);
            html! {
                <>
                    <section class="card" aria-labelledby="outcome-title">
                        <h3 id="outcome-title">{ said.outcome }</h3>
                        { answer(prediction.status, body.as_deref()) }
                        <p class="help">{ (said.sent_at)(&outcome.at.to_string()) }</p>
                    </section>
                    <section class="card" aria-labelledby="arrived-title">
                        <h3 id="arrived-title">{ said.token }</h3>
                        <p class="made-here" data-testid="made-here">
                            { Icon::Warning.draw() }
                            <span>{ said.made_here }</span>
                        </p>
                        { header(&outcome.token) }
                        { signed::token(&outcome.token, said.no_signature) }
                        <details class="more">
                            <summary>{ said.keys }</summary>
                            <pre class="wire wire-sent" lang="en" tabindex="0">{ &outcome.jwks }</pre>
                        </details>
                    </section>
                </>
            }
        }
        Some(Err(_)) | None => Html::default(),
    };
    html! {
        <>
            { arrived }
            { registered }
        </>
    }
}

/// The header, which says which key is meant.
fn header(token: &str) -> Html {
    html! { <pre class="wire wire-sent" lang="en" tabindex="0">{ world::header_of(token) }</pre> }
}
