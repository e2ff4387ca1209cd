//! A step: what happens, what is signed, what is checked, what somebody could try, what goes over the wire, and how to
//! do it by hand.

use std::rc::Rc;

use mintcheck::finding::Outcome;
use mintcheck::index::{FieldComparison, Index};
use mintcheck::{Language, Report};
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::{Callback, Html, KeyboardEvent, Properties, classes, component, html, use_memo};

use super::diagram::{Diagram, Progress};
use super::stage::{Stage, Try};
use super::values::Values;
use super::wire::{self, Wire};
use super::{address, go, name_of, prose, shell, signed, told_with, words};
use crate::components::{Copy, Heading, Icon, sentence};
use crate::hooks::use_language;
use crate::shown::{capitalised, visible};
use crate::view::Chapter;
use crate::words::{Course, StageWords};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) stage: Stage,
    pub(crate) values: Rc<Values>,
}

#[component]
pub(crate) fn StepPage(props: &Props) -> Html {
    let (language, _) = use_language();
    let course = words(language);
    let values = &props.values;
    let stage = props.stage;
    let said = (course.stage)(stage);
    let report = use_memo(Rc::clone(values), |values| values.world.report());
    let report = Option::as_ref(&report);
    let Some(index) = values.world.index() else {
        return Html::default();
    };
    let refused = report.and_then(Stage::that_refuses);
    html! {
        <div class="stage-page" onkeydown={on_key(stage)}>
            <section class="card stage-map" aria-label={course.diagram}>
                <Diagram progress={Progress::At(stage)} index={name_of(index.id)} />
                { stepper(stage, course) }
            </section>
            <article class="stage" aria-labelledby="view-title" data-testid={format!("step-{}", stage.number())}>
                <header class="course-head">
                    <p class="eyebrow">{ (course.step_of)(stage.number(), Stage::ALL.len()) }</p>
                    <Heading text={said.title} />
                    <p class="lede">{ prose(said.happens) }</p>
                    <p class="course-values">
                        { prose(&told_with(values, course)) }
                        if let Some(refused) = refused {
                            { " " }
                            <strong class="tone-reject course-refused" data-testid="own-refused">
                                { (course.own_refused)(
                                    refused.number(),
                                    (course.stage)(refused).label,
                                    &index.name,
                                ) }
                            </strong>
                        }
                    </p>
                </header>
                <div class="stage-columns">
                    <div class="stage-column">
                        { shown(stage, values, index, language) }
                        { wires(stage, values, index, &said, course) }
                        { wrong(stage, values, index, &said, course) }
                        { by_hand(stage, values, index, course) }
                    </div>
                    <div class="stage-column">
                        <section class="card" aria-labelledby="signed-title">
                            <h3 id="signed-title">{ course.signed }</h3>
                            <p>{ prose(said.signed) }</p>
                        </section>
                        { checks(stage, report, language) }
                        { tries(stage, report, language) }
                    </div>
                </div>
                { ways(stage, course) }
            </article>
        </div>
    }
}

/// All steps, each a link.
fn stepper(here: Stage, course: &Course) -> Html {
    let links = Stage::ALL.into_iter().map(|stage| {
        let number = stage.number();
        html! {
            <li>
                <a
                    href={address(Chapter::Step(number))}
                    class={classes!((stage < here).then_some("is-done"))}
                    aria-current={(stage == here).then_some("step")}
                    data-testid={format!("to-step-{number}")}
                >
                    <span class="stepper-number">{ number }</span>
                    <span class="stepper-label">{ (course.stage)(stage).label }</span>
                </a>
            </li>
        }
    });
    html! {
        <nav class="stepper" aria-label={course.steps}>
            <ol>{ for links }</ol>
            <p class="help stepper-help">{ course.keys_help }</p>
        </nav>
    }
}

/// The step before and the one after.
fn ways(stage: Stage, course: &Course) -> Html {
    let before = stage.number().checked_sub(1).and_then(Stage::of_number);
    let after = Stage::of_number(stage.number().saturating_add(1));
    let link = |to: Stage, id: &'static str, word: &'static str| {
        html! {
            <a class={format!("way way-{id}")} href={address(Chapter::Step(to.number()))} data-testid={id}>
                <span class="way-word">{ word }</span>
                <strong>{ (course.stage)(to).title }</strong>
            </a>
        }
    };
    html! {
        <nav class="ways" aria-label={format!("{}, {}", course.before, course.next)}>
            if let Some(before) = before {
                { link(before, "before", course.before) }
            }
            if let Some(after) = after {
                { link(after, "next", course.next) }
            } else {
                <a class="way way-next" href={address(Chapter::Sandbox(None))} data-testid="next">
                    <span class="way-word">{ course.next }</span>
                    <strong>{ course.sandbox }</strong>
                </a>
            }
        </nav>
    }
}

/// The arrow keys lead on, unless they have something to do where the focus is.
fn on_key(stage: Stage) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let is_free = target.is_some_and(|target| matches!(target.tag_name().as_str(), "A" | "H2"));
        let number = stage.number();
        let to = match event.key().as_str() {
            "ArrowRight" => number.saturating_add(1),
            "ArrowLeft" => number.saturating_sub(1),
            "Home" => 1,
            "End" => Stage::ALL.len(),
            _ => return,
        };
        if is_free && to != number && Stage::of_number(to).is_some() {
            event.prevent_default();
            go(Chapter::Step(to));
        }
    })
}

/// What there is to look at: the file, the claims, the publisher beside them.
fn shown(stage: Stage, values: &Values, index: &'static Index, language: Language) -> Html {
    let course = words(language);
    match stage {
        Stage::Start => {
            let file = values.job.workflow(index);
            html! {
                <section class="card" aria-labelledby="shown-title">
                    <div class="card-head">
                        <h3 id="shown-title">
                            { course.file }{ ": " }
                            <code>{ format!(".github/workflows/{}", visible(&values.job.file)) }</code>
                        </h3>
                        <Copy text={file.clone()} what={course.file} />
                    </div>
                    <pre class="listing" lang="en" tabindex="0">{ for listing(&file) }</pre>
                </section>
            }
        }
        Stage::Sign => html! {
            <section class="card" aria-labelledby="shown-title">
                <h3 id="shown-title">{ course.token }</h3>
                { signed::claims(&values.world.claims, index, language) }
            </section>
        },
        Stage::Match => {
            let blank = values.world.publisher().cloned().unwrap_or_default();
            let fields = (index.rules().compare)(&blank, &values.world.claims);
            html! {
                <section class="card" aria-labelledby="shown-title">
                    <h3 id="shown-title">{ (words(language).bench.registered)(&index.name) }</h3>
                    { comparison(&fields, index, language) }
                </section>
            }
        }
        Stage::Ask | Stage::Post | Stage::Keys | Stage::Verify | Stage::Mint => Html::default(),
    }
}

/// A workflow with the two lines that matter marked.
fn listing(file: &str) -> impl Iterator<Item = Html> {
    file.lines().map(|line| {
        let is_marked = ["id-token: write", "environment:", "uses: pypa/"]
            .iter()
            .any(|part| line.contains(part));
        let line = format!("{line}\n");
        if is_marked {
            html! { <strong class="listing-mark">{ line }</strong> }
        } else {
            html! { <>{ line }</> }
        }
    })
}

/// The publisher's fields beside the claims.
pub(crate) fn comparison(fields: &[FieldComparison], index: &Index, language: Language) -> Html {
    let course = words(language);
    let rows = fields.iter().map(|field| {
        let outcome = field.outcome;
        let class = match outcome {
            Outcome::Pass => "is-pass",
            Outcome::Fail => "is-fail",
            Outcome::Unknown => "is-unknown",
            Outcome::NotReached => "is-not-reached",
        };
        let registered = match field.registered.as_deref() {
            Some("") => html! { <span class="faint">{ course.any }</span> },
            Some(value) => html! { <>{ visible(value) }</> },
            None => html! { <span class="faint">{ "–" }</span> },
        };
        let claimed = match field.claimed.as_deref() {
            Some(value) => html! { <>{ visible(value) }</> },
            None => html! { <span class="faint">{ course.none }</span> },
        };
        html! {
            <tr class={class}>
                <th scope="row">{ capitalised(language.field(index, field.field)) }</th>
                <td class="claim-said">{ registered }</td>
                <td class="claim-said">
                    { claimed }
                    <span class="grid-claim"><code>{ field.claim }</code></span>
                </td>
                <td class="grid-sign">
                    { Icon::of_outcome(outcome).draw() }
                    <span class="unseen">{ language.outcome(outcome) }</span>
                </td>
            </tr>
        }
    });
    html! {
        <table class="grid grid-fields">
            <thead>
                <tr>
                    <th scope="col">{ course.field }</th>
                    <th scope="col">{ course.registered }</th>
                    <th scope="col">{ course.claimed }</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}

fn wires(stage: Stage, values: &Values, index: &Index, said: &StageWords, course: &Course) -> Html {
    let wires = wire::of(stage, index, &values.world);
    if wires.is_empty() {
        return html! {
            <section class="card" data-testid="unsent">
                <h3>{ course.on_the_wire }</h3>
                <p>{ prose(said.unsent) }</p>
            </section>
        };
    }
    wires.iter().map(|wire| exchange(wire, course)).collect()
}

fn exchange(wire: &Wire, course: &Course) -> Html {
    html! {
        <section class="card exchange">
            if !wire.request.is_empty() {
                <h3>{ course.request }</h3>
                <pre class="wire wire-sent" lang="en" tabindex="0">{ &wire.request }</pre>
            }
            if wire.status.is_some() {
                <h3>{ course.answer }</h3>
                { answer(wire.status, wire.answer.as_deref()) }
            } else {
                <p class="help">{ course.answer_later }</p>
            }
        </section>
    }
}

/// An answer as it comes over the wire.
pub(crate) fn answer(status: Option<u16>, body: Option<&str>) -> Html {
    let phrase = match status {
        Some(200) => "200 OK".to_owned(),
        Some(422) => "422 Unprocessable Content".to_owned(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let class = if status == Some(200) {
        "wire-status"
    } else {
        "wire-status is-error"
    };
    html! {
        <div class="wire" lang="en">
            <p class={class}>{ "HTTP " }{ phrase }</p>
            if let Some(body) = body {
                <pre tabindex="0" data-testid="wire-body">{ body.to_owned() }</pre>
            } else {
                <p class="wire-end"></p>
            }
        </div>
    }
}

fn wrong(stage: Stage, values: &Values, index: &Index, said: &StageWords, course: &Course) -> Html {
    let Some((status, body)) = wire::wrong(stage, index, &values.world) else {
        return Html::default();
    };
    html! {
        <section class="card exchange">
            <h3>{ course.wrong }</h3>
            <p class="help">{ prose(said.wrong) }</p>
            { answer(status, Some(&body)) }
        </section>
    }
}

/// The checks that belong to the step, with those that fail for these values.
fn checks(stage: Stage, report: Option<&Report>, language: Language) -> Html {
    let course = words(language);
    let mut seen = Vec::new();
    let steps: Vec<_> = report
        .into_iter()
        .flat_map(|report| &report.steps)
        .filter(|step| Stage::of(step) == stage)
        .filter(|step| {
            let is_new = !seen.contains(&step.rule);
            seen.push(step.rule);
            is_new
        })
        .collect();
    if steps.is_empty() {
        return Html::default();
    }
    let items = steps.into_iter().map(|step| {
        let fails = step.outcome == Outcome::Fail;
        let class = match step.outcome {
            Outcome::Fail => "is-fail",
            Outcome::Pass => "is-pass",
            Outcome::NotReached | Outcome::Unknown => "is-open",
        };
        let outcome = match step.outcome {
            Outcome::Fail => html! { <strong class="step-outcome">{ course.fails }</strong> },
            Outcome::Pass => Html::default(),
            open => html! { <span class="faint">{ language.outcome(open) }</span> },
        };
        html! {
            <li {class}>
                { Icon::of_outcome(step.outcome).draw() }
                <div>
                    <p>{ capitalised(language.rule(step.rule)) }{ " " }{ outcome }</p>
                    if let Some((reason, report)) = step.reason.as_ref().filter(|_| fails).zip(report) {
                        <p class="step-reason">{ sentence(&language.reason(reason, &report.index)) }</p>
                    }
                </div>
            </li>
        }
    });
    html! {
        <section class="card" aria-labelledby="checks-title">
            <h3 id="checks-title">{ course.checks }</h3>
            <ul class="checks">{ for items }</ul>
        </section>
    }
}

fn tries(stage: Stage, report: Option<&Report>, language: Language) -> Html {
    let course = words(language);
    let items = stage.tries().iter().map(|attempt| {
        html! {
            <li>
                <p class="try">{ prose((course.try_of)(*attempt)) }</p>
                <p class="try-stop">{ stop(*attempt, report, course, language) }</p>
                if let Some(attack) = attempt.attack() {
                    <a
                        class="try-link"
                        href={address(Chapter::Sandbox(Some(attack.id().to_owned())))}
                        data-testid={format!("try-{}", attack.id())}
                    >
                        { course.try_it }
                        <span class="unseen">{ ": " }{ prose((course.bench.attack)(attack).0) }</span>
                    </a>
                }
            </li>
        }
    });
    html! {
        <section class="card" aria-labelledby="tries-title">
            <h3 id="tries-title">{ course.tries }</h3>
            <ul class="tries">{ for items }</ul>
        </section>
    }
}

/// What stops it.
fn stop(attempt: Try, report: Option<&Report>, course: &Course, language: Language) -> Html {
    let rule = attempt.stopped_by();
    let step = report
        .into_iter()
        .flat_map(|report| &report.steps)
        .find(|step| Some(step.rule) == rule);
    match step {
        Some(step) => {
            let number = Stage::of(step).number();
            html! { <>{ (course.stopped_by)(number, language.rule(step.rule)) }</> }
        }
        None => prose((course.try_stop)(attempt)),
    }
}

fn by_hand(stage: Stage, values: &Values, index: &Index, course: &Course) -> Html {
    let Some(lines) = shell::lines(stage, index, &values.job) else {
        return Html::default();
    };
    html! {
        <section class="card" aria-labelledby="by-hand-title">
            <div class="card-head">
                <h3 id="by-hand-title">{ course.by_hand }</h3>
                <Copy text={lines.clone()} what={course.by_hand} />
            </div>
            <p class="help">{ course.by_hand_help }</p>
            <pre class="listing shell" lang="en" tabindex="0" data-testid="shell">{ lines }</pre>
        </section>
    }
}
