//! A publisher as registered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A publisher as registered.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Publisher {
    /// The kind's identifier.
    pub kind: String,
    /// The project on the index; empty if not given.
    #[serde(default)]
    pub project: String,
    /// Whether it is a pending publisher, whose project does not exist yet.
    #[serde(default)]
    pub pending: bool,
    /// Who registered it; the project's owner if not given.
    #[serde(default)]
    pub added_by: Option<String>,
    /// The fields by identifier. One that is absent is not known; one that is empty is empty.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}

impl Publisher {
    /// What is registered in a field, if that is known.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&str> {
        self.fields.get(id).map(String::as_str)
    }
}

/// Why a publisher cannot be read.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum PublisherError {
    /// The index has no such kind.
    UnknownKind {
        /// The kind given.
        kind: String,
        /// The kinds there are.
        known: Vec<&'static str>,
    },
    /// The kind has no such field.
    UnknownField {
        /// The field given.
        field: String,
        /// The fields there are.
        known: Vec<&'static str>,
    },
}
