//! What is to be inspected.

use serde::{Deserialize, Serialize};

use crate::index::custom::{Profile, ProfileError};
use crate::index::{Publisher, PublisherError, ServerState};
use crate::jose::KeySetError;
use crate::time::UnixTime;

/// What is to be inspected. Everything but the index may be absent, and what is absent is not known.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// The index's identifier; `custom` for the one of the profile.
    pub index: String,
    /// An index that somebody runs themselves.
    #[serde(default)]
    pub profile: Option<Profile>,
    /// Text that a person pasted.
    #[serde(default)]
    pub paste: Option<String>,
    /// A whole request body as it is sent to the index, instead of a paste.
    #[serde(default)]
    pub body: Option<Vec<u8>>,
    /// The publishers that are registered. An empty list says that there are none.
    #[serde(default)]
    pub publishers: Option<Vec<Publisher>>,
    /// The moment to judge for, in seconds since 1970; just after the token was issued if absent.
    #[serde(default)]
    pub as_of: Option<UnixTime>,
    /// The present moment, in seconds since 1970.
    #[serde(default)]
    pub now: Option<UnixTime>,
    /// Issuers' keys, the first that fit count.
    #[serde(default)]
    pub keys: Vec<RequestKeys>,
    /// Whether an issuer without keys is known to serve none. The built-in keys are not used then.
    #[serde(default)]
    pub keys_complete: bool,
    /// The rest of the index's state.
    #[serde(default)]
    pub server: ServerState,
    /// The moment whose rules apply, in seconds since 1970; chosen by the index's wording in the paste
    /// if absent, or else when the rules were read.
    #[serde(default)]
    pub rules: Option<UnixTime>,
}

/// An issuer's keys.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RequestKeys {
    /// The issuer; any if absent.
    #[serde(default)]
    pub issuer: Option<String>,
    /// The key set's JSON text.
    pub jwks: String,
    /// Whether they were fetched from the issuer.
    #[serde(default)]
    pub fetched: bool,
    /// Whether they are a site's own copy of the issuer's.
    #[serde(default)]
    pub mirrored: bool,
}

/// Why a request cannot be read. A bad token is none: that is a report.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum RequestError {
    /// Both a paste and a body were given.
    PasteAndBody,
    /// A key set is none.
    Keys {
        /// Its place in the list.
        position: usize,
        /// Why.
        error: KeySetError,
    },
    /// A publisher is none that the index can hold.
    Publisher {
        /// Its place in the list.
        position: usize,
        /// Why.
        error: PublisherError,
    },
    /// The index is one that somebody runs, and nothing is told of it.
    NoProfile,
    /// The profile of the index is none.
    Profile {
        /// Why.
        error: ProfileError,
    },
    /// The rules of the index are not at hand; see [`inspect_with`].
    RulesNotLoaded {
        /// The index.
        index: &'static str,
    },
    /// The rules of one of the indexes are not at hand, and all are asked; see [`everywhere_with`].
    ///
    /// [`everywhere_with`]: super::everywhere_with
    SomeRulesNotLoaded {
        /// The index.
        index: &'static str,
    },
    /// There is no such index.
    UnknownIndex {
        /// The index given.
        index: String,
        /// The indexes there are.
        known: Vec<&'static str>,
    },
}
