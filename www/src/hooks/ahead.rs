//! A verdict that is there before the rest of the page knows of its paste.

use std::cell::RefCell;
use std::rc::Rc;

use yew::functional::UseForceUpdateHandle;
use yew::{hook, use_force_update, use_mut_ref};

use super::{Latest, use_latest};

/// Where such a verdict is shown. Nothing else is drawn with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ahead(Rc<RefCell<Place>>);

#[derive(Debug, Default)]
struct Place {
    latest: Option<Latest>,
    redraw: Option<UseForceUpdateHandle>,
}

/// There is one in a page.
impl PartialEq for Ahead {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Ahead {
    /// Shows a verdict, until the page comes to a paste.
    pub(crate) fn show(&self, latest: Latest) {
        let mut place = self.0.borrow_mut();
        place.latest = Some(latest);
        if let Some(redraw) = &place.redraw {
            redraw.force_update();
        }
    }

    /// Ends that, because the page has come to this paste. Tells whether it is the one that the verdict was on.
    pub(crate) fn end(&self, paste: &str) -> bool {
        let ended = self.0.borrow_mut().latest.take();
        ended.is_some_and(|latest| *latest.text == *paste)
    }
}

/// The page's place for such a verdict.
#[hook]
pub(crate) fn use_ahead() -> Ahead {
    Ahead(use_mut_ref(Place::default))
}

/// The paste, and the verdict on it, which may be ahead of the page.
#[hook]
pub(crate) fn use_verdict() -> Latest {
    let latest = use_latest();
    let redraw = use_force_update();
    let ahead = {
        let mut place = latest.ahead.0.borrow_mut();
        place.redraw = Some(redraw);
        place.latest.clone()
    };
    ahead.unwrap_or(latest)
}
