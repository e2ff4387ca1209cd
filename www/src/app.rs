//! The whole page, or all of it that stands in another one.

use std::rc::Rc;

use mintcheck::Language;
use mintcheck::python::Dict;
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
use crate::hooks::{
    Memory, Root, Shown, use_after_paint, use_key_file, use_memory, use_now, use_view,
};
use crate::inspection::{Inspection, Shared};
use crate::linked;
use crate::memory;
use crate::mount::{Mode, Options, Outside};
use crate::parts::{Part, use_parts};
use crate::state::{Action, State};
use crate::view::View;
use crate::words::Words;
use crate::{lesson, workflow};

/// From how many bytes on a paste is read behind the frame that shows it: its reader goes on typing.
const LONG: usize = 100_000;

/// How long nobody types into such a paste until it is read, in milliseconds.
const PAUSE: u32 = 100;

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
    let state = use_memo((*state).clone(), |state| Shared::new(state.clone()));
    let state = Shared::clone(&state);
    let read = use_after_paint(state.clone(), |old, new| {
        let is_long = new.paste.len() > LONG;
        is_long
            .then_some(PAUSE)
            .filter(|_| is_another_paste(old, new))
    });
    let is_reading = read != state;
    let shown = use_view(props.memory() != Memory::None && props.root.is_some());
    let wanted = match shown.view {
        View::Inspector => Part::Findings,
        View::Workflow => Part::Workflow,
        View::Lesson(_) => Part::Lesson,
    };
    let is_wanted_now = wanted != Part::Findings || !state.is_blank();
    let (parts, load) = use_parts(wanted, is_wanted_now);
    let found = parts.findings;
    let claims = use_memo((Rc::clone(&read.paste), found.is_some()), |(paste, _)| {
        found.map_or_else(Dict::default, |part| (part.claims)(paste))
    });
    let new = use_memo((read, found.is_some()), |(read, _)| {
        let inspection = match found {
            Some(part) => (part.inspect)(read, &claims),
            None => Inspection::outline(read),
        };
        (read.clone(), inspection.map(Shared::new))
    });
    // The verdict comes first.
    let drawn = use_after_paint((*new).clone(), |(old, _), (new, _)| {
        is_another_paste(old, new).then_some(0)
    });
    use_memory(&drawn.0, dispatcher.clone(), props.memory());
    {
        let outside = props.outside.clone();
        use_effect_with(drawn.clone(), move |(_, inspection)| {
            let report = inspection
                .as_ref()
                .and_then(|inspection| inspection.found());
            if let (Some(report), Some(part)) = (report, found) {
                let verdict = (part.announce)(report, Language::default());
                outside.tell_verdict(&verdict, announced::is_on_nothing(report));
            }
        });
    }
    let (_, new) = (*new).clone();
    props.outside.set_state(&state);
    let (Some(new), (drawn, Some(inspection))) = (new, drawn) else {
        return Html::default();
    };
    let is_current = drawn == state;
    // Among a page's text there is no room for so much, unasked.
    let is_empty = drawn.paste.trim().is_empty();
    let has_gallery = props.options.mode == Mode::Page && is_empty;
    // While another paste is read, there is no verdict.
    let latest = new.found().cloned().filter(|_| !is_reading);
    let report = inspection.found().cloned();
    let error = [&new, &inspection]
        .into_iter()
        .find_map(|one| one.report.as_ref()?.as_ref().err());
    let root = Root(props.root.clone());
    let output = match (found, error) {
        (Some(part), Some(error)) => (part.refuse)(error),
        _ => {
            let findings = report.clone().map(|report| findings::Props {
                state: drawn.clone(),
                inspection: inspection.clone(),
                report,
                is_current,
                page: props.page(),
                dispatcher: dispatcher.clone(),
            });
            let findings = found.zip(findings);
            let said = found
                .zip(latest.as_ref())
                .map(|(part, report)| (part.said)(report, state.applied.is_some(), &root));
            html! {
                <>
                    <Verdict
                        report={latest.clone()}
                        is_reading={is_reading || (found.is_none() && !is_empty)}
                        said={said.unwrap_or_default()}
                    >
                        { for findings.as_ref().map(|(part, props)| (part.beside)(props)) }
                    </Verdict>
                    if is_empty {
                        <Start has_examples={has_gallery} dispatcher={dispatcher.clone()} />
                    } else if let Some((part, props)) = &findings {
                        { (part.below)(props) }
                    } else {
                        { loading(parts.failed == Some(wanted), &load) }
                    }
                </>
            }
        }
    };
    let words = Words::of(Language::default());
    let columns = html! {
        <>
            if props.options.has_update {
                <Update outside={props.outside.clone()} />
            }
            <Notice refused={state.refused.clone()} dispatcher={dispatcher.clone()} />
            if let Some(report) = latest.clone() {
                <Live {report} />
            }
            <div class="columns">
                <div class="column column-input">
                    <Paste
                        text={Rc::clone(&state.paste)}
                        report={latest.clone()}
                        {is_reading}
                        index={state.index}
                        example={state.example.as_ref().map(|shown| shown.example)}
                        has_examples={!has_gallery}
                        dispatcher={dispatcher.clone()}
                    />
                    <Publishers
                        state={drawn.clone()}
                        inspection={inspection.clone()}
                        dispatcher={dispatcher.clone()}
                    />
                    <div class="conditions">
                        <Keys
                            state={drawn.clone()}
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
            || loading(parts.failed == Some(wanted), &load),
            |draw| {
                draw(&workflow::Props {
                    state: state.clone(),
                    dispatcher: dispatcher.clone(),
                })
            },
        ),
        View::Lesson(chapter) => parts.lesson.map_or_else(
            || loading(parts.failed == Some(wanted), &load),
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
                    report={latest}
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
        <ContextProvider<Root> context={root}>
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
fn loading(has_failed: bool, load: &Callback<()>) -> Html {
    let words = Words::of(Language::default());
    if has_failed {
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

/// Whether it is the paste that changed. What was typed into a form is drawn at once, or it would be typed over.
fn is_another_paste(old: &State, new: &State) -> bool {
    old.paste != new.paste
        && old.publishers == new.publishers
        && old.pasted_keys == new.pasted_keys
        && old.moment == new.moment
}

#[cfg(test)]
mod tests;
