//! Hooks: what components share besides their properties.

mod use_memory;
mod use_now;

use mintcheck::Language;
use yew::{hook, use_context};

use crate::words::Words;

pub(crate) use self::use_memory::use_memory;
pub(crate) use self::use_now::use_now;

/// The language of findings, and the page's own words in it.
#[hook]
pub(crate) fn use_language() -> (Language, &'static Words) {
    let language = use_context::<Language>().unwrap_or_default();
    (language, Words::of(language))
}
