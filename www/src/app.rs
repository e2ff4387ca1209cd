//! The whole page, or all of it that stands in another one.

use std::rc::Rc;

use mintcheck::Language;
use mintcheck::index::custom;
use mintcheck::python::Dict;
use web_sys::Element;
use yew::{
    AttrValue, ContextProvider, Html, Properties, component, html, use_effect_with, use_memo,
    use_reducer_eq,
};

use crate::announced;
use crate::components::{Extent, Footer, Frame, Header};
use crate::hooks::{
    Latest, Memory, Root, Shown, SiteFile, use_after_paint, use_ahead, use_memory, use_now,
    use_site_file, use_view,
};
use crate::inspection::{Inspection, Shared};
use crate::inspector::{Entered, Inspector, loading};
use crate::linked;
use crate::mount::{Mode, Options, Outside};
use crate::own;
use crate::parts::{Part, When, use_parts};
use crate::state::{Action, Fetch, OwnEdit, State};
use crate::view::View;
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
    let options = &props.options;
    use_site_file(SiteFile::Keys, options.jwks_src.clone(), dispatcher.clone());
    use_site_file(
        SiteFile::Profile,
        options.profile_src.clone(),
        dispatcher.clone(),
    );
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
    // Who types a workflow has not changed what is inspected.
    let inspected = use_memo(state.inspected(), |state| Shared::new(state.clone()));
    let inspected = Shared::clone(&inspected);
    let read = use_after_paint(inspected.clone(), |old, new| {
        let is_long = new.paste.len() > LONG;
        is_long
            .then_some(PAUSE)
            .filter(|_| is_another_paste(old, new))
    });
    let is_reading = read != inspected;
    let shown = use_view(props.memory() != Memory::None && props.root.is_some());
    let wanted = match shown.view {
        View::Inspector => Part::Findings,
        View::Workflow => Part::Workflow,
        View::Lesson(_) => Part::Lesson,
    };
    let when = if wanted != Part::Findings || !state.is_blank() {
        When::Now
    } else {
        When::Reached
    };
    let (parts, load) = use_parts(wanted, when);
    let when_own = if state.index == custom::ID || state.profile_file.is_some() {
        When::Now
    } else {
        When::Later
    };
    let (own_parts, load_own) = use_parts(Part::Findings, when_own);
    let own_part = own_parts.findings.or(parts.findings).map(|part| part.own);
    {
        let dispatcher = dispatcher.clone();
        let file = (own_part, state.profile_file.clone());
        use_effect_with(file, move |(part, file)| {
            let Some(part) = *part else {
                return;
            };
            dispatcher.dispatch(Action::OwnIs(part));
            let Some((_, Fetch::Done(text))) = file else {
                return;
            };
            if let Some(profile) = (part.read)(text) {
                dispatcher.dispatch(Action::Own(OwnEdit::Take(profile)));
            }
        });
    }
    let found = parts.findings;
    let ahead = use_ahead();
    // The verdict comes first, and everything else in the frame behind it.
    let drawn = use_after_paint((read.clone(), found), |(old, _), (new, _)| {
        let is_told = old.paste != new.paste && ahead.end(&new.paste);
        (!is_told && is_another_paste(old, new)).then_some(0)
    });
    let is_ahead = drawn.0 != read;
    let verdict = use_memo(
        (read.clone(), found, is_ahead),
        |(read, found, is_ahead)| {
            let verdict = found.filter(|_| *is_ahead)?;
            (verdict.verdict)(read).ok().map(Shared::new)
        },
    );
    let claims = use_memo((Rc::clone(&drawn.0.paste), found), |(paste, found)| {
        found.map_or_else(Dict::default, |part| (part.claims)(paste))
    });
    let inspection = use_memo(drawn.clone(), |(state, found)| {
        let inspection = match found {
            Some(part) => (part.inspect)(state, &claims),
            None => Inspection::outline(state),
        };
        Shared::new(inspection)
    });
    let (drawn, found) = drawn;
    {
        let dispatcher = dispatcher.clone();
        use_effect_with(found, move |found| {
            if let Some(part) = found {
                dispatcher.dispatch(Action::Tidies(part.tidy));
            }
        });
    }
    {
        // The paste told which index it is about.
        let dispatcher = dispatcher.clone();
        let index = inspection.index.id;
        let is_other = (index != drawn.index).then_some(index);
        use_effect_with((is_other, drawn.clone()), move |(index, _)| {
            if let Some(index) = index {
                dispatcher.dispatch(Action::Follow(index));
            }
        });
    }
    use_memory(&drawn, &state.flow, dispatcher.clone(), props.memory());
    {
        let outside = props.outside.clone();
        use_effect_with(inspection.clone(), move |inspection| {
            if let (Some(report), Some(part)) = (inspection.found(), found) {
                let verdict = (part.announce)(report, Language::default());
                outside.tell_verdict(&verdict, announced::is_on_nothing(report));
            }
        });
    }
    props.outside.set_state(&state);
    let inspection = (*inspection).clone();
    let root = Root(props.root.clone());
    let report = if is_ahead {
        (*verdict).clone()
    } else {
        inspection.found().cloned()
    };
    let extent = match state.applied {
        _ if is_ahead => Extent::Sentence,
        Some(_) => Extent::Remedied,
        None => Extent::All,
    };
    let report = report.filter(|_| !is_reading);
    let said = parts
        .findings
        .zip(report.as_ref())
        .map(|(part, report)| (part.said)(report, extent, &root));
    // Without what inspects nothing is being read, and what stands below the verdict says so.
    let is_unread =
        report.is_none() && !state.paste.trim().is_empty() && parts.failed != Some(wanted);
    let latest = Latest {
        text: Rc::clone(&state.paste),
        is_reading: is_reading || is_unread,
        is_ahead,
        report,
        said: said.unwrap_or_default(),
        ahead,
    };
    let view = match &shown.view {
        View::Inspector => html! {
            <Inspector
                state={drawn}
                inspection={inspection.clone()}
                entered={Entered::of(&state)}
                {is_reading}
                findings={found}
                has_failed={parts.failed == Some(wanted)}
                load={load.clone()}
                outside={props.outside.clone()}
                dispatcher={dispatcher.clone()}
            />
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
    let own_name = AttrValue::from(state.own_name());
    let has_own = state.index == custom::ID && !matches!(shown.view, View::Lesson(_));
    let own = has_own.then(|| {
        own_part.map_or_else(
            // The inspector says itself whether it is there.
            || match wanted {
                Part::Findings => Html::default(),
                _ => loading(own_parts.failed.is_some(), &load_own),
            },
            |part| {
                (part.draw)(&own::Props {
                    own: state.own.clone(),
                    file: state.profile_file.clone(),
                    dispatcher: dispatcher.clone(),
                })
            },
        )
    });
    let surroundings = match props.options.mode {
        Mode::Page => html! {
            <>
                <Header
                    index={state.index}
                    own={own_name.clone()}
                    report={inspection.found().cloned().filter(|_| !is_reading)}
                    options={Rc::clone(&props.options)}
                    outside={props.outside.clone()}
                    {dispatcher}
                />
                <main class="main">{ own }{ view }</main>
                <Footer index={state.chosen()} />
            </>
        },
        Mode::Element => html! {
            <Frame
                index={state.index}
                own={own_name}
                options={Rc::clone(&props.options)}
                outside={props.outside.clone()}
                {dispatcher}
            >
                { own }
                { view }
            </Frame>
        },
    };
    html! {
        <ContextProvider<Root> context={root}>
            <ContextProvider<Rc<Options>> context={Rc::clone(&props.options)}>
                <ContextProvider<Shown> context={shown}>
                    <ContextProvider<Language> context={Language::default()}>
                        <ContextProvider<Latest> context={latest}>
                            { surroundings }
                        </ContextProvider<Latest>>
                    </ContextProvider<Language>>
                </ContextProvider<Shown>>
            </ContextProvider<Rc<Options>>>
        </ContextProvider<Root>>
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
