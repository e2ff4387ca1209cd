//! The lesson as one comes to it.

use std::rc::Rc;

use yew::{Html, Properties, component, html};

use super::diagram::{Diagram, Progress};
use super::stage::Stage;
use super::values::Values;
use super::{address, name_of, prose, told_with, words};
use crate::components::Heading;
use crate::hooks::use_language;
use crate::view::Chapter;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) values: Rc<Values>,
}

#[component]
pub(crate) fn Overview(props: &Props) -> Html {
    let (language, _) = use_language();
    let course = words(language);
    let values = &props.values;
    let items = Stage::ALL.into_iter().map(|stage| {
        let said = (course.stage)(stage);
        let number = stage.number();
        html! {
            <li>
                <a href={address(Chapter::Step(number))} data-testid={format!("to-step-{number}")}>
                    <span class="step-number" aria-hidden="true">{ number }</span>
                    <strong>{ said.title }</strong>
                    <span class="step-teaser">{ prose(said.teaser) }</span>
                </a>
            </li>
        }
    });
    html! {
        <>
            <header class="course-head">
                <Heading text={course.title} />
                <p class="lede">{ course.lede }</p>
            </header>
            <section class="card stage-map" aria-label={course.diagram}>
                <Diagram progress={Progress::Idle} index={name_of(values.world.index)} />
                <div class="map-foot">
                <p class="course-values" data-testid="values">
                    { prose(&told_with(values, course)) }
                    if let Some(untold) = &values.untold {
                        { " " }{ (course.other_index)(name_of(values.world.index), untold) }
                    } else if !values.is_own {
                        { " " }<a href="#">{ course.example_help }</a>
                    }
                </p>
                <a class="button button-strong" href={address(Chapter::Step(1))} data-testid="begin">
                    { course.begin }
                </a>
                </div>
            </section>
            <ol class="step-list">{ for items }</ol>
            <div class="doors">
                <a class="door" href={address(Chapter::Sandbox(None))} data-testid="to-sandbox">
                    <strong>{ course.sandbox }</strong>
                    <span>{ course.sandbox_teaser }</span>
                </a>
                <a class="door" href={address(Chapter::Exercises)} data-testid="to-exercises">
                    <strong>{ course.exercises }</strong>
                    <span>{ course.exercises_teaser }</span>
                </a>
            </div>
        </>
    }
}
