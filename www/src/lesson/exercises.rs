//! The exercises to choose from, and one of them.

use mintcheck::time::UnixTime;
use yew::{Html, Properties, component, html};

use super::exercise::Exercise;
use super::task::TaskCard;
use super::{address, prose, words};
use crate::components::Heading;
use crate::hooks::use_language;
use crate::view::Chapter;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether somebody asked for one that is not there.
    #[prop_or_default]
    pub(crate) unknown: bool,
}

#[component]
pub(crate) fn Exercises(props: &Props) -> Html {
    let (language, _) = use_language();
    let said = &words(language).practice;
    let items = Exercise::ALL
        .into_iter()
        .zip(1_usize..)
        .map(|(exercise, number)| {
            let of = (said.of)(exercise);
            html! {
                <li>
                    <a
                        class="door"
                        href={address(Chapter::Exercise(exercise.id().to_owned()))}
                        data-testid={format!("exercise-{}", exercise.id())}
                    >
                        <span class="step-number" aria-hidden="true">{ number }</span>
                        <strong>{ of.title }</strong>
                        <span>{ prose(of.teaser) }</span>
                    </a>
                </li>
            }
        });
    html! {
        <>
            <header class="course-head">
                <Heading text={said.title} />
                <p class="lede">{ said.lede }</p>
                if props.unknown {
                    <p class="message message-bad" role="alert">{ said.unknown }</p>
                }
            </header>
            <ul class="door-list">{ for items }</ul>
        </>
    }
}

/// The moment of every situation: what is right does not depend on the hour.
const THEN: UnixTime = UnixTime(1_790_000_000);

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PageProps {
    pub(crate) exercise: Exercise,
}

#[component]
pub(crate) fn ExercisePage(props: &PageProps) -> Html {
    let (language, _) = use_language();
    let said = &words(language).practice;
    let exercise = props.exercise;
    let of = (said.of)(exercise);
    let place = Exercise::ALL.iter().position(|other| *other == exercise);
    let number = place.unwrap_or_default().saturating_add(1);
    let next = match exercise.next() {
        Some(next) => (
            address(Chapter::Exercise(next.id().to_owned())),
            said.next,
            (said.of)(next).title,
        ),
        None => (address(Chapter::Exercises), said.all, said.title),
    };
    let Some(world) = exercise.world(THEN) else {
        return Html::default();
    };
    html! {
        <article aria-labelledby="view-title" data-testid={format!("page-{}", exercise.id())}>
            <header class="course-head">
                <p class="eyebrow">{ (said.number)(number, Exercise::ALL.len()) }</p>
                <Heading text={of.title} />
                <p class="lede">{ prose(of.situation) }</p>
            </header>
            <TaskCard {exercise} {world} then={THEN} />
            <nav class="ways" aria-label={said.title}>
                <a class="way" href={address(Chapter::Exercises)} data-testid="all-exercises">
                    <span class="way-word">{ said.all }</span>
                    <strong>{ said.title }</strong>
                </a>
                <a class="way way-next" href={next.0} data-testid="next-exercise">
                    <span class="way-word">{ next.1 }</span>
                    <strong>{ next.2 }</strong>
                </a>
            </nav>
        </article>
    }
}
