//! A publisher as registered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::index::FieldComparison;
use crate::python::Dict;

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
    /// A publisher of a kind with what the claims say for each field that is set beside one.
    pub(in crate::index) fn beside(
        kind: &str,
        claims: &Dict,
        compare: fn(&Self, &Dict) -> Vec<FieldComparison>,
    ) -> Self {
        let mut publisher = Self {
            kind: kind.to_owned(),
            ..Self::default()
        };
        for pair in compare(&publisher, claims) {
            if let Some(claimed) = pair.claimed {
                publisher.fields.insert(pair.field.to_owned(), claimed);
            }
        }
        publisher
    }

    /// Leaves the environment empty, which stands for any, where the form takes no such name.
    pub(in crate::index) fn without_refused_environment(
        mut self,
        is_taken: impl FnOnce(&str) -> bool,
    ) -> Self {
        if self
            .field("environment")
            .is_some_and(|name| !is_taken(name))
        {
            self.fields.remove("environment");
        }
        self
    }

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
