//! What the page says about links, copies and keys on the keyboard.

use super::Text;
use crate::state::LinkError;

/// What the page says about itself as a page.
pub(crate) struct Sharing {
    pub(crate) close: Text,
    pub(crate) link_refused: Text,
    pub(crate) link_error: fn(&LinkError) -> String,

    pub(crate) share: Text,
    pub(crate) share_help: Text,
    pub(crate) copy_link: Text,
    pub(crate) copy_json: Text,
    pub(crate) print: Text,
    pub(crate) link_claims: Text,
    pub(crate) link_copied: Text,
    pub(crate) link_with_claims_copied: Text,
    pub(crate) json_copied: Text,
    pub(crate) not_copied: Text,
}
