//! Parts of the program that browsers load when they are first used. `cargo xtask` cuts them out of the linked program:
//! whatever code is reached only through a function in here that is marked as a split belongs to its part.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::{Callback, Html, hook, use_callback, use_effect_with, use_force_update, use_mut_ref};

#[cfg(split)]
use crate::effect;
use crate::findings::{self, Findings};
use crate::{lesson, workflow};

/// A part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    /// What the inspector shows besides the verdict.
    Findings,
    /// The view of a workflow.
    Workflow,
    /// The view of the lesson.
    Lesson,
}

/// When a part is to be loaded.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum When {
    /// At once.
    Now,
    /// When somebody reaches for the page.
    Reached,
    /// Not yet.
    Later,
}

/// The ways into the parts that are there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    pub(crate) findings: Option<&'static Findings>,
    pub(crate) workflow: Option<fn(&workflow::Props) -> Html>,
    pub(crate) lesson: Option<fn(&lesson::Props) -> Html>,
    /// The part that could not be loaded, if that was the last one asked for.
    pub(crate) failed: Option<Part>,
}

/// What there is before anything was loaded.
#[cfg(split)]
const START: Parts = Parts {
    findings: None,
    workflow: None,
    lesson: None,
    failed: None,
};

/// Where nothing was cut out, all of it is there.
#[cfg(not(split))]
const START: Parts = Parts {
    findings: Some(&findings::FINDINGS),
    workflow: Some(workflow::draw),
    lesson: Some(lesson::draw),
    failed: None,
};

#[cfg(split)]
mod split {
    use wasm_split_helpers::{SplitLoaderError, wasm_split};
    use yew::Html;

    use super::{Findings, findings, lesson, workflow};

    type Loaded<T> = Result<T, SplitLoaderError>;

    #[wasm_split(findings, fallible)]
    pub(super) fn findings() -> Loaded<&'static Findings> {
        Ok(&findings::FINDINGS)
    }

    #[wasm_split(workflow, fallible)]
    pub(super) fn workflow() -> Loaded<fn(&workflow::Props) -> Html> {
        Ok(workflow::draw)
    }

    #[wasm_split(lesson, fallible)]
    pub(super) fn lesson() -> Loaded<fn(&lesson::Props) -> Html> {
        Ok(lesson::draw)
    }
}

impl Parts {
    fn has(self, part: Part) -> bool {
        match part {
            Part::Findings => self.findings.is_some(),
            Part::Workflow => self.workflow.is_some(),
            Part::Lesson => self.lesson.is_some(),
        }
    }
}

/// Adds a part, or that it could not be loaded. Others may come meanwhile.
async fn load(part: Part, parts: &RefCell<Parts>) {
    #[cfg(split)]
    match part {
        Part::Findings => {
            let loaded = split::findings().await.ok();
            parts.borrow_mut().findings = loaded;
        }
        Part::Workflow => {
            effect::add_style("mintcheck-workflow.css").await;
            let loaded = split::workflow().await.ok();
            parts.borrow_mut().workflow = loaded;
        }
        Part::Lesson => {
            effect::add_style("mintcheck-lesson.css").await;
            let loaded = split::lesson().await.ok();
            parts.borrow_mut().lesson = loaded;
        }
    }
    let mut parts = parts.borrow_mut();
    parts.failed = (!parts.has(part)).then_some(part);
}

/// The parts that are there, one of which is wanted, and a way to try again if it could not be loaded.
#[hook]
pub(crate) fn use_parts(wanted: Part, when: When) -> (Parts, Callback<()>) {
    let parts = use_mut_ref(|| START);
    let redraw = use_force_update();
    let now = *parts.borrow();
    // The same one as before, or whoever takes it would be drawn anew.
    let load = use_callback(wanted, move |(), &wanted| {
        let (parts, redraw) = (Rc::clone(&parts), redraw.clone());
        spawn_local(async move {
            load(wanted, &parts).await;
            redraw.force_update();
        });
    });
    {
        let (has, load) = (now.has(wanted), load.clone());
        use_effect_with((wanted, when, has), move |&(_, when, has)| {
            let mut listeners = Vec::new();
            match when {
                _ if has => {}
                When::Now => load.emit(()),
                // Whoever reaches for the page is going to use it.
                When::Reached => listeners = reached_for(&load),
                When::Later => {}
            }
            move || drop(listeners)
        });
    }
    (now, load)
}

fn reached_for(load: &Callback<()>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let listen = |event| {
        let load = load.clone();
        EventListener::once(&window, event, move |_| load.emit(()))
    };
    ["pointerdown", "keydown"].map(listen).into()
}
