//! The whole page, or all of it that stands in another one.

use std::rc::Rc;

use mintcheck::Language;
use web_sys::Element;
use yew::{
    AttrValue, Callback, ContextProvider, Html, MouseEvent, Properties, component, html,
    use_effect_with, use_memo, use_reducer_eq,
};

use crate::announced;
use crate::components::{
    Footer, Frame, Header, Heading, Keys, Live, Moment, Notice, Paste, Publishers, Rules, Start,
    Update, Verdict,
};
use crate::findings;
use crate::hooks::{Memory, Root, Shown, use_key_file, use_memory, use_now, use_view};
use crate::inspection::{Inspection, Shared, unverified_claims};
use crate::linked;
use crate::memory;
use crate::mount::{Mode, Options, Outside};
use crate::parts::{Part, Parts, use_parts};
use crate::state::{Action, State};
use crate::view::View;
use crate::words::Words;
use crate::{lesson, workflow};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What has been entered before anything happens.
    pub(crate) start: State,
    /// What is around it.
    pub(crate) options: Rc<Options>,
    /// Who is told.
    pub(crate) outside: Outside,
    /// The element that all of it stands in; absent where there is none, as in native tests.
    pub(crate) root: Option<Element>,
}

impl Props {
    /// What outlives the program belongs to a page of its own, which is read once.
    fn memory(&self) -> Memory {
        match self.options.mode {
            Mode::Element => Memory::None,
            Mode::Page if self.options.state.is_some() => Memory::Known,
            Mode::Page => Memory::New,
        }
    }

    /// The page that links lead to.
    fn page(&self) -> Option<AttrValue> {
        let page = match self.options.mode {
            // Natively there is no address.
            Mode::Page => self.root.as_ref().and_then(|_| memory::page()),
            Mode::Element => self.options.page.clone(),
        };
        page.map(AttrValue::from)
    }
}

#[component]
pub(crate) fn Page(props: &Props) -> Html {
    let state = use_reducer_eq(|| {
        let mut start = props.start.clone();
        start.configure(&props.options.configuration);
        start
    });
    let dispatcher = state.dispatcher();
    use_now(dispatcher.clone());
    use_key_file(props.options.jwks_src.clone(), dispatcher.clone());
    use_memory(&state, dispatcher.clone(), props.memory());
    let shown = use_view(props.memory() != Memory::None && props.root.is_some());
    {
        let dispatcher = dispatcher.clone();
        use_effect_with(props.options.configuration.clone(), move |configuration| {
            dispatcher.dispatch(Action::Configure(configuration.clone()));
        });
    }
    use_effect_with(props.root.clone(), |root| {
        let listeners = root.as_ref().map(linked::watch);
        move || drop(listeners)
    });
    let is_empty = state.paste.trim().is_empty();
    let wanted = match shown.view {
        View::Inspector => Part::Findings,
        View::Workflow => Part::Workflow,
        View::Lesson(_) => Part::Lesson,
    };
    let (parts, load) = use_parts(wanted, wanted != Part::Findings || !is_empty);
    let claims = use_memo(Rc::clone(&state.paste), |paste| unverified_claims(paste));
    let inspection = use_memo((*state).clone(), |state| {
        Inspection::of(state, &claims).map(Shared::new)
    });
    let verdict = Option::as_ref(&inspection)
        .and_then(|inspection| inspection.report.as_ref().ok())
        .map(|report| {
            let text = announced::verdict(report, Language::default());
            (text, announced::is_on_nothing(report))
        });
    {
        let outside = props.outside.clone();
        use_effect_with(verdict, move |verdict| {
            if let Some((verdict, is_on_nothing)) = verdict {
                outside.tell_verdict(verdict, *is_on_nothing);
            }
        });
    }
    props.outside.set_state(&state);
    let Some(inspection) = Option::clone(&Rc::clone(&inspection)) else {
        return Html::default();
    };
    let state = Shared::new((*state).clone());
    // Among a page's text there is no room for so much, unasked.
    let has_gallery = props.options.mode == Mode::Page && is_empty;
    let output = match &inspection.report {
        Ok(report) => {
            let findings = findings::Props {
                state: state.clone(),
                inspection: inspection.clone(),
                report: report.clone(),
                page: props.page(),
                dispatcher: dispatcher.clone(),
            };
            let rest = if is_empty {
                html! { <Start has_examples={has_gallery} dispatcher={dispatcher.clone()} /> }
            } else {
                parts
                    .findings
                    .map_or_else(|| loading(parts, &load), |part| (part.below)(&findings))
            };
            html! {
                <>
                    <Verdict report={report.clone()} is_remedied={state.applied.is_some()}>
                        { for parts.findings.map(|part| (part.beside)(&findings)) }
                    </Verdict>
                    { rest }
                </>
            }
        }
        Err(error) => html! { <p role="alert">{ Language::default().request_error(error) }</p> },
    };
    let words = Words::of(Language::default());
    let report = inspection.report.as_ref().ok().cloned();
    let columns = html! {
        <>
            if props.options.has_update {
                <Update outside={props.outside.clone()} />
            }
            <Notice refused={state.refused.clone()} dispatcher={dispatcher.clone()} />
            if let Some(report) = report.clone() {
                <Live {report} />
            }
            <div class="columns">
                <div class="column column-input">
                    <Paste
                        text={Rc::clone(&state.paste)}
                        report={report.clone()}
                        index={state.index}
                        example={state.example.as_ref().map(|shown| shown.example)}
                        has_examples={!has_gallery}
                        dispatcher={dispatcher.clone()}
                    />
                    <Publishers
                        state={state.clone()}
                        inspection={inspection.clone()}
                        dispatcher={dispatcher.clone()}
                    />
                    <div class="conditions">
                        <Keys
                            state={state.clone()}
                            inspection={inspection.clone()}
                            dispatcher={dispatcher.clone()}
                        />
                        <Moment
                            moment={state.moment.clone()}
                            as_of={report.as_ref().and_then(|report| report.clock.as_of)}
                            dispatcher={dispatcher.clone()}
                        />
                        <Rules
                            index={state.index}
                            chosen={state.rules}
                            rules={report.as_ref().map(|report| report.rules)}
                            dispatcher={dispatcher.clone()}
                        />
                    </div>
                </div>
                <div class="column column-output">
                    { output }
                </div>
            </div>
        </>
    };
    let view = match &shown.view {
        View::Inspector => html! {
            <>
                if props.options.mode == Mode::Page {
                    <Heading class="heading-unseen" text={words.views.inspector_heading} />
                }
                { columns }
            </>
        },
        View::Workflow => parts.workflow.map_or_else(
            || loading(parts, &load),
            |draw| {
                draw(&workflow::Props {
                    state: state.clone(),
                    dispatcher: dispatcher.clone(),
                })
            },
        ),
        View::Lesson(chapter) => parts.lesson.map_or_else(
            || loading(parts, &load),
            |draw| {
                draw(&lesson::Props {
                    chapter: chapter.clone(),
                    state: state.clone(),
                    dispatcher: dispatcher.clone(),
                })
            },
        ),
    };
    let surroundings = match props.options.mode {
        Mode::Page => html! {
            <>
                <Header
                    index={state.index}
                    {report}
                    options={Rc::clone(&props.options)}
                    outside={props.outside.clone()}
                    {dispatcher}
                />
                <main class="main">{ view }</main>
                <Footer index={state.index} />
            </>
        },
        Mode::Element => html! {
            <Frame
                index={state.index}
                options={Rc::clone(&props.options)}
                outside={props.outside.clone()}
                {dispatcher}
            >
                { view }
            </Frame>
        },
    };
    html! {
        <ContextProvider<Root> context={Root(props.root.clone())}>
            <ContextProvider<Rc<Options>> context={Rc::clone(&props.options)}>
                <ContextProvider<Shown> context={shown}>
                    <ContextProvider<Language> context={Language::default()}>
                        { surroundings }
                    </ContextProvider<Language>>
                </ContextProvider<Shown>>
            </ContextProvider<Rc<Options>>>
        </ContextProvider<Root>>
    }
}

/// What stands in the place of a part that is not there yet.
fn loading(parts: Parts, load: &Callback<()>) -> Html {
    let words = Words::of(Language::default());
    if parts.has_failed {
        let onclick = load.reform(|_: MouseEvent| ());
        html! {
            <div class="card part-failed" role="alert" data-testid="part-failed">
                <p>{ words.around.part_failed }</p>
                <button
                    type="button"
                    class="button button-small"
                    data-testid="part-again"
                    {onclick}
                >
                    { words.around.part_again }
                </button>
            </div>
        }
    } else {
        html! { <p class="help part-loading" role="status">{ words.around.part_loading }</p> }
    }
}

#[cfg(test)]
mod tests;
