//! What one does in an exercise, and what the core says to it.

use mintcheck::index::{Index, pypi};
use mintcheck::time::UnixTime;
use mintcheck::{Language, Report};
use web_sys::HtmlInputElement;
use yew::{
    Callback, Event, Html, InputEvent, MouseEvent, Properties, TargetCast, component, html,
    use_state,
};

use super::diagram::{Diagram, Progress};
use super::exercise::{Exercise, Fate, Place, Task, subjects};
use super::stage::Stage;
use super::step::{answer, comparison};
use super::world::{World, is_minted, text};
use super::{name_of, prose, sandbox, words};
use crate::components::{Icon, sentence};
use crate::hooks::use_language;
use crate::shown::{capitalised, visible};
use crate::words::Practice;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) exercise: Exercise,
    /// The situation.
    pub(crate) world: World,
    /// The moment of it.
    pub(crate) then: UnixTime,
}

/// What was found when an answer was checked.
#[derive(Clone, Debug, PartialEq)]
enum Checked {
    /// Nothing was chosen.
    Nothing,
    /// The world after the answer, and whether the answer is right.
    World(Box<World>, bool),
}

#[component]
pub(crate) fn TaskCard(props: &Props) -> Html {
    let (language, _) = use_language();
    let course = words(language);
    let said = &course.practice;
    let exercise = props.exercise;
    let of = (said.of)(exercise);
    let task = exercise.task();
    // What was typed, in the order of the places.
    let typed = use_state(|| match task {
        Task::Repair(places) => places
            .iter()
            .map(|place| place.value(&props.world))
            .collect(),
        Task::Change(_) | Task::Foretell(_) => Vec::<String>::new(),
    });
    let chosen = use_state(|| None::<usize>);
    let checked = use_state(|| None::<Checked>);
    let is_explained = use_state(|| false);

    let oncheck = {
        let (typed, chosen, checked) = (typed.clone(), chosen.clone(), checked.clone());
        let props = props.clone();
        Callback::from(move |_: MouseEvent| checked.set(Some(check(&props, &typed, *chosen))))
    };
    let onexplain = {
        let is_explained = is_explained.clone();
        Callback::from(move |_: MouseEvent| is_explained.set(true))
    };
    let (world, is_right) = match &*checked {
        Some(Checked::World(world, is_right)) => (Some(&**world), Some(*is_right)),
        Some(Checked::Nothing) | None => (None, None),
    };
    // What is to be foretold is not told before.
    let before = match task {
        Task::Repair(_) | Task::Change(_) => props.world.report(),
        Task::Foretell(_) => None,
    };
    let reported = match (world, task, is_right) {
        (Some(world), Task::Repair(_) | Task::Change(_), _)
        | (Some(world), Task::Foretell(_), Some(true)) => world.report(),
        _ => before,
    };
    let progress = reported.as_ref().map_or(Progress::Idle, sandbox::progress);
    let after = world.unwrap_or(&props.world);
    let shown_world = if matches!(task, Task::Repair(_)) {
        let mut world = props.world.clone();
        apply(task, &mut world, &typed);
        world
    } else {
        after.clone()
    };
    let Some(index) = shown_world.index() else {
        return Html::default();
    };
    let options = match task {
        Task::Repair(places) => {
            let fields = places.iter().enumerate().map(|(number, place)| {
                let value = typed.get(number).cloned().unwrap_or_default();
                let oninput = {
                    let (typed, checked) = (typed.clone(), checked.clone());
                    Callback::from(move |event: InputEvent| {
                        let mut values = (*typed).clone();
                        let input = event.target_dyn_into::<HtmlInputElement>();
                        if let (Some(value), Some(input)) = (values.get_mut(number), input) {
                            *value = input.value();
                            typed.set(values);
                            checked.set(None);
                        }
                    })
                };
                field(*place, value, oninput, said, language)
            });
            html! { <div class="job-form">{ for fields }</div> }
        }
        Task::Change(changes) => {
            let options = changes
                .iter()
                .map(|change| (change.id().to_owned(), prose((said.change)(*change))));
            choices(options.collect(), &chosen, &checked, of.question)
        }
        Task::Foretell(fates) => {
            let options = fates.iter().map(|fate| {
                let step = match fate {
                    Fate::StopsAt(stage) => (course.stage)(*stage).label,
                    Fate::Minted | Fate::MintedForAnother | Fate::Subjects(_) => "",
                };
                (fate.id(), prose(&(said.fate)(*fate, step)))
            });
            choices(options.collect(), &chosen, &checked, of.question)
        }
    };
    let explains = *is_explained || is_right == Some(true);
    html! {
        <>
            <section class="card stage-map" aria-label={course.diagram}>
                <Diagram {progress} index={name_of(index.id)} />
            </section>
            <div class="stage-columns">
                <div class="stage-column">
                    <section class="card" aria-labelledby="situation-title">
                        <h3 id="situation-title">{ said.situation }</h3>
                        { facts(exercise, &shown_world, index, language) }
                    </section>
                    if let Some(report) = &reported {
                        <section class="card exchange">
                            <h3>{ course.answer }</h3>
                            { answer_of(report, index) }
                        </section>
                    }
                </div>
                <div class="stage-column">
                    <section class="card task" aria-labelledby="question-title">
                        <h3 id="question-title">{ said.question }</h3>
                        <p class="task-question">{ prose(of.question) }</p>
                        { options }
                        <div class="task-acts">
                            <button
                                type="button"
                                class="button button-strong"
                                data-testid="check"
                                onclick={oncheck}
                            >
                                { said.check }
                            </button>
                            if !explains {
                                <button
                                    type="button"
                                    class="button"
                                    data-testid="explain"
                                    onclick={onexplain}
                                >
                                    { said.explain }
                                </button>
                            }
                        </div>
                        <div role="status" data-testid="verdict-on-answer">
                            { verdict(checked.as_ref(), task, language) }
                        </div>
                        <details class="more hint">
                            <summary data-testid="hint">{ said.hint }</summary>
                            <p>{ prose(of.hint) }</p>
                        </details>
                    </section>
                    if explains {
                        <section
                            class="card explanation"
                            aria-labelledby="explanation-title"
                            data-testid="explanation"
                        >
                            <h3 id="explanation-title">{ said.explanation }</h3>
                            <p>{ prose(of.explanation) }</p>
                            if exercise == Exercise::Subject {
                                <p>
                                    { (said.subjects_before)(Exercise::subjects_before(&props.world)) }
                                </p>
                            }
                        </section>
                    }
                </div>
            </div>
        </>
    }
}

fn apply(task: Task, world: &mut World, typed: &[String]) {
    if let Task::Repair(places) = task {
        for (place, value) in places.iter().zip(typed) {
            place.set(world, value);
        }
    }
}

/// Puts the answer to the core.
fn check(props: &Props, typed: &[String], chosen: Option<usize>) -> Checked {
    let mut world = props.world.clone();
    let minted = |world: &World| world.report().is_some_and(|report| is_minted(&report));
    match props.exercise.task() {
        task @ Task::Repair(_) => {
            apply(task, &mut world, typed);
            let is_right = minted(&world);
            Checked::World(Box::new(world), is_right)
        }
        Task::Change(changes) => {
            let Some(change) = chosen.and_then(|chosen| changes.get(chosen)) else {
                return Checked::Nothing;
            };
            change.apply(&mut world, props.then);
            let is_right = minted(&world);
            Checked::World(Box::new(world), is_right)
        }
        Task::Foretell(fates) => {
            let Some(fate) = chosen.and_then(|chosen| fates.get(chosen)) else {
                return Checked::Nothing;
            };
            let is_right = props.exercise.fate(&world) == Some(*fate);
            Checked::World(Box::new(world), is_right)
        }
    }
}

fn answer_of(report: &Report, index: &Index) -> Html {
    let body = (index.rules().answer_body)(&report.prediction.answer);
    answer(report.prediction.status, body.as_deref())
}

/// What the core says to an answer, in words.
fn verdict(checked: Option<&Checked>, task: Task, language: Language) -> Html {
    let course = words(language);
    let said = &course.practice;
    let (world, is_right) = match checked {
        None => return Html::default(),
        Some(Checked::Nothing) => {
            return html! { <p class="message">{ said.choose_first }</p> };
        }
        Some(Checked::World(world, is_right)) => (world, *is_right),
    };
    let report = world.report();
    // What comes of a change is told; what is to be foretold is not.
    let why = report
        .as_ref()
        .filter(|_| !is_right && !matches!(task, Task::Foretell(_)))
        .and_then(|report| {
            let step = report.decisive()?;
            let reason = language.reason(step.reason.as_ref()?, &report.index);
            let stage = Stage::of(step);
            let name = (course.stage)(stage).label;
            let refused = (course.bench.refused)(&report.index.name, stage.number(), name);
            Some(html! { <>{ refused }{ " " }{ sentence(&reason) }{ "." }</> })
        });
    if is_right {
        html! {
            <p class="message message-good told-line">
                { Icon::Check.draw() }<strong>{ said.right }</strong>
            </p>
        }
    } else {
        html! {
            <p class="message message-bad told-line">
                { Icon::Cross.draw() }
                <span><strong>{ said.not_yet }</strong>{ " " }{ for why }</span>
            </p>
        }
    }
}

fn field(
    place: Place,
    value: String,
    oninput: Callback<InputEvent>,
    said: &Practice,
    language: Language,
) -> Html {
    let label = match place {
        Place::Registered(field) => capitalised(language.field(&pypi::PYPI, field)),
        Place::JobEnvironment => (said.place)(place).to_owned(),
    };
    let id = format!("answer-{}", place.id());
    html! {
        <div class="job-field">
            <label class="label" for={id.clone()}>{ label }</label>
            <input
                class="input"
                id={id.clone()}
                data-testid={id}
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                {value}
                {oninput}
            />
        </div>
    }
}

fn choices(
    options: Vec<(String, Html)>,
    chosen: &yew::UseStateHandle<Option<usize>>,
    checked: &yew::UseStateHandle<Option<Checked>>,
    question: &'static str,
) -> Html {
    let options = options
        .into_iter()
        .enumerate()
        .map(|(number, (name, label))| {
            let id = format!("option-{name}");
            let onchange = {
                let (chosen, checked) = (chosen.clone(), checked.clone());
                Callback::from(move |_: Event| {
                    chosen.set(Some(number));
                    checked.set(None);
                })
            };
            html! {
                <div class="option">
                    <input
                        type="radio"
                        name="answer"
                        id={id.clone()}
                        data-testid={id.clone()}
                        checked={**chosen == Some(number)}
                        {onchange}
                    />
                    <label for={id}>{ label }</label>
                </div>
            }
        });
    html! {
        <fieldset class="options">
            <legend class="unseen">{ prose(question) }</legend>
            { for options }
        </fieldset>
    }
}

/// What is registered, what the token says, and where it goes.
fn facts(exercise: Exercise, world: &World, index: &'static Index, language: Language) -> Html {
    let said = &words(language).practice;
    let rows: Vec<(Html, Html)> = match exercise {
        Exercise::WrongIndex => vec![
            (
                html! { { said.posted_to } },
                html! { <code>{ &*index.mint_url }</code> },
            ),
            (html! { <code>{ "aud" }</code> }, claim(world, "aud")),
        ],
        Exercise::Enterprise => vec![(html! { <code>{ "iss" }</code> }, claim(world, "iss"))],
        Exercise::Pending => {
            let project = world.publisher().map(|publisher| publisher.project.clone());
            vec![
                (
                    html! { { said.pending_for } },
                    html! { <code>{ project.unwrap_or_default() }</code> },
                ),
                (
                    html! { { said.uploads } },
                    html! { <code>{ "sampleproject-1.2.0.tar.gz" }</code> },
                ),
            ]
        }
        Exercise::Reusable => ["workflow_ref", "job_workflow_ref"]
            .into_iter()
            .map(|name| (html! { <code>{ name }</code> }, claim(world, name)))
            .collect(),
        Exercise::Subject => subjects(world)
            .into_iter()
            .zip(1_usize..)
            .map(|(subject, number)| {
                (
                    html! { <><code>{ "sub" }</code>{ format!(" {number}") }</> },
                    html! { <code>{ visible(&subject) }</code> },
                )
            })
            .collect(),
        Exercise::Quoted => vec![(
            html! { { said.script } },
            html! { <code>{ "token=$(curl … | jq … )" }</code> },
        )],
        Exercise::Renamed | Exercise::Recreated | Exercise::Environment => Vec::new(),
    };
    let rows = rows.into_iter().map(|(name, value)| {
        html! {
            <div>
                <dt>{ name }</dt>
                <dd>{ value }</dd>
            </div>
        }
    });
    let registered = world.registered.iter().map(|registered| {
        let fields = (index.rules().compare)(&registered.publisher, &world.claims);
        html! {
            <>
                <h4>{ (said.registered_on)(name_of(registered.index)) }</h4>
                { comparison(&fields, index, language) }
            </>
        }
    });
    html! {
        <>
            <dl class="facts">{ for rows }</dl>
            { for registered }
        </>
    }
}

fn claim(world: &World, name: &str) -> Html {
    html! { <code>{ visible(&text(&world.claims, name)) }</code> }
}
