//! The clock.

use gloo_timers::callback::Interval;
use yew::{UseReducerDispatcher, hook, use_effect_with};

use crate::effect;
use crate::state::{Action, State};

/// How often the page looks at the clock. It says "3 minutes ago", not seconds.
const MILLISECONDS: u32 = 30_000;

/// Keeps the state's present moment up to date.
#[hook]
pub(crate) fn use_now(dispatcher: UseReducerDispatcher<State>) {
    use_effect_with((), move |()| {
        dispatcher.dispatch(Action::Tick(effect::now()));
        let interval = Interval::new(MILLISECONDS, move || {
            dispatcher.dispatch(Action::Tick(effect::now()));
        });
        // Dropping the interval stops it.
        move || drop(interval)
    });
}
