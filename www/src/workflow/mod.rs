//! A workflow before it runs: what its jobs' tokens will say, what the index would answer, and what to change.

mod back;
mod examples;
mod finding;
mod input;
mod job;
mod judged;
mod outlook;
mod plan;
mod registered;

use mintcheck::Language;
use yew::{Html, Properties, UseReducerDispatcher, component, html, use_effect_with, use_memo};

use self::back::Back;
use self::examples::Examples;
use self::finding::findings;
use self::input::Input;
use self::job::jobs;
use self::judged::Judged;
use self::outlook::Prospect;
use self::plan::Planned;
use self::registered::Registered;
use crate::components::Heading;
use crate::hooks::{use_language, use_root};
use crate::inspection::Shared;
use crate::state::{Action, FlowAct, State};
use crate::words::Flow;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

/// What the parts of the view share.
#[derive(Clone, PartialEq, Properties)]
struct Part {
    state: Shared<State>,
    judged: Shared<Judged>,
    dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Workflow(props: &Props) -> Html {
    let (language, words) = use_language();
    let root = use_root();
    let judged = use_memo(props.state.clone(), |state| {
        Judged::of(state).map(Shared::new)
    });
    {
        let dispatcher = props.dispatcher.clone();
        let index = (*judged).as_ref().map(|judged| judged.index.id);
        let is_other = index.filter(|index| *index != props.state.index);
        use_effect_with(is_other, move |index| {
            if let Some(index) = *index {
                dispatcher.dispatch(Action::Flow(FlowAct::Follow(index)));
            }
        });
    }
    let Some(judged) = Option::clone(&judged) else {
        return Html::default();
    };
    let part = Part {
        state: props.state.clone(),
        judged,
        dispatcher: props.dispatcher.clone(),
    };
    let of_all = part.judged.findings_of(None);
    html! {
        <>
            <div class="view-head">
                <Heading text={words.views.workflow_heading} />
                <p>{ said().lead }</p>
            </div>
            <div class="columns flow">
                <div class="column column-input">
                    <Input ..part.clone() />
                    <Planned ..part.clone() />
                    <Registered ..part.clone() />
                </div>
                <div class="column column-output">
                    <Prospect ..part.clone() />
                    if part.judged.report.is_none() {
                        <Examples ..part.clone() />
                    }
                    if !of_all.is_empty() {
                        <section class="card" aria-labelledby="flow-all-title" data-testid="flow-all">
                            <h2 id="flow-all-title">{ said().whole }</h2>
                            { findings(&part, &of_all, &root, language, words) }
                        </section>
                    }
                    { jobs(&part, &root, language, words) }
                    <Back ..part.clone() />
                </div>
            </div>
        </>
    }
}

/// The way into this part of the program.
pub(crate) fn draw(props: &Props) -> Html {
    html! { <Workflow ..props.clone() /> }
}

/// What the view says.
fn said() -> &'static Flow {
    Flow::of(Language::default())
}
