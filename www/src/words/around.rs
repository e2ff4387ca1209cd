//! What the page says about the place that it stands in: another page, a file, a newer version.

use super::Text;

/// What the program says about what is around it.
pub(crate) struct Around {
    pub(crate) language: Text,
    pub(crate) attribute_refused: fn(&str, &str, &str) -> String,
    pub(crate) frame_privacy: Text,
    pub(crate) open_page: Text,

    pub(crate) update_ready: Text,
    pub(crate) update_help: Text,
    pub(crate) update: Text,

    /// In a single file, which asks nobody.
    pub(crate) privacy_alone: Text,
    pub(crate) footer_privacy_alone: Text,
    pub(crate) keys_help_alone: Text,

    /// Of a part of the program that is still to come.
    pub(crate) part_loading: Text,
    pub(crate) part_failed: Text,
    pub(crate) part_again: Text,

    pub(crate) file_loading: fn(&str) -> String,
    pub(crate) key_file_used: fn(&str, usize) -> String,
    pub(crate) file_refused: fn(&str, &str) -> String,
    pub(crate) file_blocked: Text,
    pub(crate) file_foreign: Text,
}
