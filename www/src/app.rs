//! The whole page, or all of it that stands in another one.

use std::rc::Rc;

use mintcheck::evidence::Shape;
use mintcheck::finding::{Decision, Open};
use mintcheck::{Language, Report};
use web_sys::Element;
use yew::{
    AttrValue, ContextProvider, Html, Properties, component, html, use_effect_with, use_memo,
    use_reducer_eq,
};

use crate::announced;
use crate::components::{
    Answer, Consequences, Elsewhere, Footer, Found, Frame, Freshness, Header, Heading, Keys, Live,
    Moment, Notice, Paste, Publishers, Remedies, Rules, Share, Start, Token, Trace, Update,
    Verdict,
};
use crate::hooks::{Memory, Root, Shown, use_key_file, use_memory, use_now, use_view};
use crate::inspection::{Inspection, Shared, unverified_claims};
use crate::lesson::Lesson;
use crate::linked;
use crate::memory;
use crate::mount::{Mode, Options, Outside};
use crate::state::{Action, State};
use crate::view::View;
use crate::words::Words;
use crate::workflow::Workflow;

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
    let has_gallery = props.options.mode == Mode::Page && state.paste.trim().is_empty();
    let output = match &inspection.report {
        Ok(report) => {
            let remedies = html! {
                <Remedies
                    state={state.clone()}
                    inspection={inspection.clone()}
                    report={report.clone()}
                    dispatcher={dispatcher.clone()}
                />
            };
            let elsewhere = html! {
                <Elsewhere
                    state={state.clone()}
                    inspection={inspection.clone()}
                    report={report.clone()}
                    dispatcher={dispatcher.clone()}
                />
            };
            let start = html! {
                <Start has_examples={has_gallery} dispatcher={dispatcher.clone()} />
            };
            output(report, &state, remedies, elsewhere, start, props.page())
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
        View::Workflow => html! {
            <Workflow state={state.clone()} dispatcher={dispatcher.clone()} />
        },
        View::Lesson(chapter) => html! {
            <Lesson
                chapter={chapter.clone()}
                state={state.clone()}
                dispatcher={dispatcher.clone()}
            />
        },
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

fn output(
    report: &Shared<Report>,
    state: &Shared<State>,
    remedies: Html,
    elsewhere: Html,
    start: Html,
    page: Option<AttrValue>,
) -> Html {
    let nothing = report.input.shape == Shape::Empty;
    // A log without a token or claims is nothing that anybody would send.
    let is_sent = match &report.decision {
        Decision::Undecided { open, .. } => !open.contains(&Open::Token),
        Decision::Accept | Decision::Reject => true,
    };
    html! {
        <>
            <Verdict report={report.clone()} is_remedied={state.applied.is_some()}>
                { elsewhere }
            </Verdict>
            if nothing {
                { start }
            } else {
                { remedies }
                <Consequences report={report.clone()} />
                <Share state={state.clone()} report={report.clone()} {page} />
                <Found text={Rc::clone(&state.paste)} report={report.clone()} />
                if is_sent {
                    <Answer report={report.clone()} />
                }
                <Freshness report={report.clone()} />
                <Trace report={report.clone()} />
                <Token report={report.clone()} />
            }
        </>
    }
}

#[cfg(test)]
mod tests;
