//! What the page says about links, copies and keys on the keyboard.

use mintcheck::finding::Decision;

use super::{Text, With};
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
    pub(crate) copy_markdown: Text,
    pub(crate) markdown_copied: Text,

    pub(crate) theme: Text,
    /// As the system has it, light, dark.
    pub(crate) themes: [Text; 3],
    pub(crate) keys_title: Text,
    pub(crate) keys_help: Text,
    /// What `p`, `v`, `i`, `e`, `c` and `?` do.
    pub(crate) keys: [Text; 6],
    pub(crate) keys_on: Text,
    pub(crate) since_1970: fn(i64) -> String,

    /// What another index would do, and whether that is the same.
    pub(crate) elsewhere: fn(&str, Elsewhere, bool) -> String,
    pub(crate) elsewhere_same: Text,
    /// Why another index is chosen than before.
    pub(crate) followed: With,
    pub(crate) elsewhere_switch: With,

    pub(crate) everywhere: Text,
    pub(crate) everywhere_help: Text,
    /// How many of how many indexes would accept it.
    pub(crate) everywhere_count: fn(usize, usize) -> String,
    pub(crate) everywhere_meant: Text,
    pub(crate) everywhere_open: Text,
    /// What has to be registered: fields with their values.
    pub(crate) everywhere_register: With,
}

/// What another index would do with the same token.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Elsewhere {
    /// It would accept it.
    Accepts,
    /// It would, if the token is genuine.
    AcceptsIfGenuine,
    /// It would refuse it.
    Refuses,
    /// Nobody knows.
    Undecided,
}

impl Elsewhere {
    pub(crate) fn of(decision: &Decision) -> Self {
        match decision {
            Decision::Accept => Self::Accepts,
            Decision::Reject => Self::Refuses,
            Decision::Undecided {
                accepted_if_genuine: true,
                ..
            } => Self::AcceptsIfGenuine,
            Decision::Undecided { .. } => Self::Undecided,
        }
    }
}
