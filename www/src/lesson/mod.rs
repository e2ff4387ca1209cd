//! How trusted publishing works: eight steps, a sandbox in which this page plays the issuer, and exercises that the
//! core checks.

mod attack;
mod crypto;
mod diagram;
mod exercise;
mod exercises;
mod job_form;
mod overview;
mod sandbox;
mod shell;
mod signed;
mod stage;
mod step;
mod task;
mod values;
mod wire;
mod world;

use mintcheck::Language;
use mintcheck::index;
use yew::{Html, Properties, UseReducerDispatcher, component, html, use_memo};

pub(crate) use self::attack::Attack;
pub(crate) use self::exercise::{Change, Exercise, Fate, Place};
pub(crate) use self::stage::{Actor, Stage, Try};

use self::exercises::{ExercisePage, Exercises};
use self::overview::Overview;
use self::sandbox::Sandbox;
use self::step::StepPage;
use self::values::Values;
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::shown::visible;
use crate::state::State;
use crate::view::{Chapter, View};
use crate::words::Course;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Where one stands.
    pub(crate) chapter: Chapter,
    /// The index and the publishers that were entered.
    pub(crate) state: Shared<State>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Lesson(props: &Props) -> Html {
    let (language, _) = use_language();
    let course = Course::of(language);
    let state = &props.state;
    let entered = (
        state.index,
        state.paste.clone(),
        state.publishers.clone(),
        state.now.is_some(),
    );
    let values = use_memo(entered, |_| {
        let read = state.chosen().rules_as_of;
        Values::of(state, state.now.unwrap_or(read))
    });
    let chapter = match &props.chapter {
        Chapter::Step(number) => match Stage::of_number(*number) {
            Some(stage) => html! { <StepPage {stage} values={values.clone()} /> },
            None => html! { <Overview values={values.clone()} /> },
        },
        Chapter::Start => html! { <Overview values={values.clone()} /> },
        Chapter::Sandbox(attack) => {
            let attack = attack.as_deref().and_then(Attack::find);
            // What was sent to another index came to something else there.
            let key = values.world.index;
            html! { <Sandbox {key} {attack} values={values.clone()} now={state.now} /> }
        }
        Chapter::Exercises => html! { <Exercises /> },
        Chapter::Exercise(name) => match Exercise::find(name) {
            // Another one starts from its own beginning.
            Some(exercise) => html! { <ExercisePage key={exercise.id()} {exercise} /> },
            None => html! { <Exercises unknown=true /> },
        },
    };
    html! {
        <div class="course" data-testid="course">
            { parts(&props.chapter, course) }
            { chapter }
        </div>
    }
}

/// The way from part to part.
fn parts(chapter: &Chapter, course: &Course) -> Html {
    let parts = [
        (Chapter::Start, "overview", course.overview),
        (Chapter::Step(1), "steps", course.steps),
        (Chapter::Sandbox(None), "sandbox", course.sandbox),
        (Chapter::Exercises, "exercises", course.exercises),
    ];
    let of = |chapter: &Chapter| match chapter {
        Chapter::Start => 0,
        Chapter::Step(_) => 1,
        Chapter::Sandbox(_) => 2,
        Chapter::Exercises | Chapter::Exercise(_) => 3,
    };
    let links = parts.into_iter().map(|(part, name, text)| {
        let is_shown = of(&part) == of(chapter);
        html! {
            <li>
                <a
                    href={address(part)}
                    data-testid={format!("part-{name}")}
                    aria-current={is_shown.then_some("true")}
                >
                    { text }
                </a>
            </li>
        }
    });
    html! {
        <nav class="parts" aria-label={course.parts}>
            <ul>{ for links }</ul>
        </nav>
    }
}

/// The address of a part.
fn address(chapter: Chapter) -> String {
    format!("#{}", View::Lesson(chapter))
}

/// Goes there.
fn go(chapter: Chapter) {
    if let Some(window) = web_sys::window() {
        // Fails for no address like these.
        let _ = window.location().set_hash(&address(chapter));
    }
}

/// The name by which people know an index.
fn name_of(index: &str) -> &'static str {
    index::find(index).map_or("", |index| &index.name)
}

/// Whose values the lesson is told with.
fn told_with(values: &Values, course: &Course) -> String {
    let repository = format!("{}/{}", values.job.owner, values.job.name);
    let index = name_of(values.world.index);
    if values.is_own {
        (course.own)(&repository, index)
    } else {
        (course.example)(&repository, index)
    }
}

/// A text of the lesson's own, whole, with what stands in backticks set as data.
fn prose(text: &str) -> Html {
    let parts = text.split('`').zip([false, true].into_iter().cycle());
    parts
        .map(|(part, is_data)| {
            if is_data {
                html! { <code>{ visible(part) }</code> }
            } else {
                html! { <>{ part.to_owned() }</> }
            }
        })
        .collect()
}

/// The words of the lesson.
fn words(language: Language) -> &'static Course {
    Course::of(language)
}

/// The way into this part of the program.
pub(crate) fn draw(props: &Props) -> Html {
    html! { <Lesson ..props.clone() /> }
}
