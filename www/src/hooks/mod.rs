//! Hooks: what components share besides their properties.

mod ahead;
mod use_after_paint;
mod use_files;
mod use_memory;
mod use_now;
mod use_site_file;
mod use_view;

use std::rc::Rc;

use mintcheck::{Language, Report};
use web_sys::Element;
use yew::{Html, hook, use_context};

use crate::inspection::Shared;
use crate::mount::Options;
use crate::words::Words;

pub(crate) use self::ahead::{Ahead, use_ahead, use_verdict};
pub(crate) use self::use_after_paint::use_after_paint;
pub(crate) use self::use_files::use_files;
pub(crate) use self::use_memory::{Memory, use_memory};
pub(crate) use self::use_now::use_now;
pub(crate) use self::use_site_file::{SiteFile, use_site_file};
pub(crate) use self::use_view::{Shown, use_shown, use_view};

/// The language of findings, and the page's own words in it.
#[hook]
pub(crate) fn use_language() -> (Language, &'static Words) {
    let language = use_context::<Language>().unwrap_or_default();
    (language, Words::of(language))
}

/// The element that the program stands in. IDs are looked up in it, and not in the document: the program may stand in
/// a shadow tree, and there may be several.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Root(pub(crate) Option<Element>);

impl Root {
    /// What has that ID.
    pub(crate) fn find(&self, id: &str) -> Option<Element> {
        self.0.as_ref()?.query_selector(&format!("#{id}")).ok()?
    }
}

/// What comes before all else that is drawn: the paste, and the verdict on it. Handed over as a context, so that nothing
/// between the page and those who show it is drawn with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Latest {
    pub(crate) text: Rc<str>,
    /// What there is a verdict on, if there is one.
    pub(crate) report: Option<Shared<Report>>,
    /// Whether there is a paste that is still to be read.
    pub(crate) is_reading: bool,
    /// Whether the rest of the page is still that of another paste.
    pub(crate) is_ahead: bool,
    /// The verdict in words.
    pub(crate) said: Html,
    /// Where a verdict is shown before all of this.
    pub(crate) ahead: Ahead,
}

/// The paste, and the verdict on it.
#[hook]
pub(crate) fn use_latest() -> Latest {
    use_context::<Latest>().unwrap_or_default()
}

/// The element that the program stands in.
#[hook]
pub(crate) fn use_root() -> Root {
    use_context::<Root>().unwrap_or_default()
}

/// What is around the program.
#[hook]
pub(crate) fn use_options() -> Rc<Options> {
    use_context::<Rc<Options>>().unwrap_or_default()
}
