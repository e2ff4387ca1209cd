//! What the page calls its views.

use super::Text;
use crate::view::View;

/// The views' names.
pub(crate) struct Views {
    /// What the list of them is called.
    pub(crate) navigation: Text,
    /// The page's title.
    pub(crate) title: fn(&View) -> Text,
    pub(crate) skip: Text,
    pub(crate) inspector: Text,
    pub(crate) inspector_heading: Text,
    pub(crate) workflow: Text,
    pub(crate) workflow_heading: Text,
    pub(crate) lesson: Text,
}
