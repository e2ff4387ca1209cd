//! Reloads and links.

use std::rc::Rc;

use yew::{UseReducerDispatcher, hook, use_effect_with, use_mut_ref};

use crate::memory;
use crate::state::{Action, Fragment, LinkError, State, link, read};

/// Takes what a link says or what was entered before a reload, and keeps what is entered now.
#[hook]
pub(crate) fn use_memory(state: &State, dispatcher: UseReducerDispatcher<State>) {
    // In this order: what was kept is read before it is overwritten.
    use_effect_with((), move |()| {
        // What this page did not write is nothing to go by.
        if let Some(before) = memory::kept().and_then(|kept| link(&kept).ok()) {
            dispatcher.dispatch(Action::Open(before));
        }
        let take = move || match read(&memory::fragment()) {
            Fragment::Place => {}
            Fragment::Token(token) => {
                memory::drop_fragment();
                dispatcher.dispatch(Action::Paste(Rc::from(token)));
            }
            Fragment::Link(Ok(link)) => dispatcher.dispatch(Action::Open(link)),
            Fragment::Link(Err(error)) => {
                if error == LinkError::Secret {
                    memory::drop_fragment();
                }
                dispatcher.dispatch(Action::LinkRefused(Some(error)));
            }
        };
        take();
        let listener = memory::on_fragment(take);
        move || drop(listener)
    });
    let has_begun = use_mut_ref(|| false);
    use_effect_with(
        (state.saved(), Rc::clone(&state.paste)),
        move |(saved, paste)| {
            // At first there is only what nobody entered.
            if !has_begun.replace(true) {
                return;
            }
            memory::keep(saved);
            // What is no longer what the address says would come back with a reload.
            if let Fragment::Link(Ok(link)) = read(&memory::fragment())
                && !link.is(saved, paste)
            {
                memory::drop_fragment();
            }
        },
    );
}
