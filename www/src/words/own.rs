//! What the page says about an index that somebody runs themselves.

use super::{Text, With};

/// The form for it.
pub(crate) struct OwnIndex {
    /// On the switch between the indexes.
    pub(crate) choice: Text,
    /// What the index is called before it has a name.
    pub(crate) unnamed: Text,
    pub(crate) title: Text,
    pub(crate) help: Text,
    pub(crate) audience_is: With,
    pub(crate) no_audience: Text,

    pub(crate) address: Text,
    pub(crate) address_help: Text,
    pub(crate) audience: Text,
    pub(crate) audience_help: Text,
    pub(crate) name: Text,
    pub(crate) name_help: Text,
    pub(crate) issuers: Text,
    pub(crate) other_issuers: Text,
    pub(crate) other_issuers_help: Text,

    pub(crate) ask: Text,
    pub(crate) ask_help: Text,
    pub(crate) ask_audience: Text,
    pub(crate) ask_endpoints: Text,
    pub(crate) ask_draft: Text,
    pub(crate) ask_draft_before: Text,
    pub(crate) answer: Text,
    pub(crate) took_audience: With,
    pub(crate) took_endpoints: Text,
    pub(crate) file_used: With,
}
