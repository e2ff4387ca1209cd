//! The view that the address asks for.

use mintcheck::Language;
use yew::{hook, use_context, use_effect_with, use_state_eq};

use crate::memory;
use crate::view::View;
use crate::words::Words;

/// The view that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shown {
    pub(crate) view: View,
    /// Whether the user came here from another one, and is to be told where that is.
    pub(crate) has_moved: bool,
}

/// Follows the address, if there is one that is this program's own.
#[hook]
pub(crate) fn use_view(has_address: bool) -> Shown {
    let shown = use_state_eq(|| Shown {
        view: has_address.then(asked).flatten().unwrap_or_default(),
        has_moved: false,
    });
    {
        let shown = shown.setter();
        use_effect_with(has_address, move |has_address| {
            let follow = move || {
                // A place is on the view that is shown.
                if let Some(view) = asked() {
                    shown.set(Shown {
                        view,
                        has_moved: true,
                    });
                }
            };
            let listener = has_address.then(|| memory::on_fragment(follow));
            move || drop(listener)
        });
    }
    {
        let view = shown.view.clone();
        use_effect_with((has_address, view), |(has_address, view)| {
            if *has_address {
                memory::set_title((Words::of(Language::default()).views.title)(view));
            }
        });
    }
    (*shown).clone()
}

/// What the address asks for.
fn asked() -> Option<View> {
    View::read(&memory::fragment())
}

/// The view that is shown.
#[hook]
pub(crate) fn use_shown() -> Shown {
    use_context::<Shown>().unwrap_or_default()
}
