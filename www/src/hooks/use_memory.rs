//! Reloads and links.

use std::rc::Rc;

use yew::{UseReducerDispatcher, hook, use_effect_with, use_memo, use_mut_ref};

use crate::inspection::Shared;
use crate::memory as outer;
use crate::state::{Action, Flow, FlowAct, Fragment, LinkError, State, link, read};

/// Whether there is anything that outlives the program.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Memory {
    /// Neither address nor storage are this program's own.
    None,
    /// What is remembered is still to be read.
    New,
    /// Another program handed over what it had read.
    Known,
}

/// Takes what a link says or what was entered before a reload, and keeps what is entered now.
#[hook]
pub(crate) fn use_memory(
    state: &Shared<State>,
    flow: &Flow,
    dispatcher: UseReducerDispatcher<State>,
    memory: Memory,
) {
    // In this order: what was kept is read before it is overwritten.
    let flow = flow.saved();
    use_effect_with((), move |()| {
        if memory == Memory::New
            && let Some(kept) = outer::kept_workflow()
        {
            dispatcher.dispatch(Action::Flow(FlowAct::Restored(kept)));
        }
        // What this page did not write is nothing to go by.
        if memory == Memory::New
            && let Some(before) = outer::kept().and_then(|kept| link(&kept).ok())
        {
            dispatcher.dispatch(Action::Open(before));
        }
        let take = move || match read(&outer::fragment()) {
            Fragment::Place => {}
            Fragment::Token(token) => {
                outer::drop_fragment();
                dispatcher.dispatch(Action::Paste(Rc::from(token)));
            }
            Fragment::Link(Ok(link)) => dispatcher.dispatch(Action::Open(link)),
            Fragment::Link(Err(error)) => {
                if error == LinkError::Secret {
                    outer::drop_fragment();
                }
                dispatcher.dispatch(Action::LinkRefused(Some(error)));
            }
        };
        if memory == Memory::New {
            take();
        }
        let listener = (memory != Memory::None).then(|| outer::on_fragment(take));
        move || drop(listener)
    });
    let has_typed = use_mut_ref(|| false);
    use_effect_with(flow, move |flow| {
        if has_typed.replace(true) && memory != Memory::None {
            outer::keep_workflow(flow);
        }
    });
    let has_begun = use_mut_ref(|| false);
    let saved = use_memo(state.clone(), |state| state.saved());
    use_effect_with((saved, Rc::clone(&state.paste)), move |(saved, paste)| {
        // At first there is only what nobody entered.
        if !has_begun.replace(true) || memory == Memory::None {
            return;
        }
        outer::keep(saved);
        // What is no longer what the address says would come back with a reload.
        if let Fragment::Link(Ok(link)) = read(&outer::fragment())
            && !link.is(saved, paste)
        {
            outer::drop_fragment();
        }
    });
}
