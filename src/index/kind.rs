//! The kinds of publishers, and the fields of their forms, as data.

use serde::Serialize;

/// A kind of publisher: who vouches for the job.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kind {
    /// The identifier: `github`.
    pub id: &'static str,
    /// The name that people know.
    pub name: &'static str,
    /// The issuer of its tokens.
    pub issuer: &'static str,
    /// The fields of its form, in order.
    pub fields: &'static [Field],
}

impl Kind {
    /// Finds a field by its identifier.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.id == id)
    }
}

/// A field of a publisher.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The identifier.
    pub id: &'static str,
    /// The label on the index's own form.
    pub label: &'static str,
    /// Something that could stand in it.
    pub example: &'static str,
    /// Whether it may stay empty, and what that means.
    pub presence: Presence,
}

impl Field {
    pub(in crate::index) const fn new(
        id: &'static str,
        label: &'static str,
        example: &'static str,
        presence: Presence,
    ) -> Self {
        Self {
            id,
            label,
            example,
            presence,
        }
    }
}

/// Whether a field may stay empty.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Empty means that any value will do.
    AnyIfEmpty,
    /// Empty stands for the kind's own default.
    DefaultIfEmpty,
    /// The index finds it out itself when the publisher is registered.
    FilledByIndex,
    /// It has to be filled in.
    Required,
}
