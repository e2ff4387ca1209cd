//! What the page says about its examples.

use super::Text;
use crate::gallery::Example;

/// What the page says about its examples.
pub(crate) struct Lessons {
    pub(crate) title: Text,
    pub(crate) help: Text,
    pub(crate) count: fn(usize, usize) -> String,
    pub(crate) before: Text,
    pub(crate) next: Text,
    pub(crate) close: Text,
    pub(crate) of: fn(Example) -> Lesson,
}

/// What an example teaches.
pub(crate) struct Lesson {
    pub(crate) title: Text,
    /// What one sees, in one sentence.
    pub(crate) teaser: Text,
    /// What one learns.
    pub(crate) shows: Text,
}
