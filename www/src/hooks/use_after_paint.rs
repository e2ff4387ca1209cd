//! What can wait until what cannot is on the screen.

use yew::{hook, use_effect_with, use_force_update, use_mut_ref};

use crate::effect;

/// What is drawn of something that changed: at once the new one or, where it can wait, still the old one. It waits for
/// the next frame, and then for so many milliseconds without another change.
#[hook]
pub(crate) fn use_after_paint<T>(new: T, pause: impl FnOnce(&T, &T) -> Option<u32>) -> T
where
    T: Clone + PartialEq + 'static,
{
    let drawn = use_mut_ref(|| new.clone());
    let redraw = use_force_update();
    let pause = {
        let drawn = drawn.borrow();
        pause(&drawn, &new).filter(|_| *drawn != new)
    };
    if pause.is_none() {
        drawn.replace(new.clone());
    }
    let shown = drawn.borrow().clone();
    use_effect_with(pause.map(|pause| (pause, new)), move |waiting| {
        let later = waiting.clone().map(|(pause, new)| {
            effect::after_paint(pause, move || {
                drawn.replace(new);
                redraw.force_update();
            })
        });
        // Dropped with the next change, so that only the last one is drawn.
        move || drop(later)
    });
    shown
}
