//! A publisher's form, and how what is typed into it is tidied.

use std::collections::{BTreeMap, BTreeSet};

use mintcheck::index::form::{self, Form, Note};
use mintcheck::index::{Index, Kind, Presence, Publisher};
use mintcheck::python::Value;

use super::packed;
use crate::plain;

/// A publisher's form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    /// Tells the forms apart, whatever their order.
    pub(crate) id: u32,
    /// The kind, once it was chosen or something was typed; until then the token's.
    pub(crate) kind: Option<&'static str>,
    /// Whether it is a pending publisher.
    pub(crate) pending: bool,
    /// The project on the index.
    pub(crate) project: String,
    /// What was typed, by the field's identifier; other kinds' fields too.
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// The fields that were left at least once: what is wrong with them is told from then on.
    pub(crate) left: BTreeSet<&'static str>,
    /// The fields that were tidied, as long as nobody typed into them since.
    pub(crate) tidied: BTreeMap<&'static str, Tidied>,
    /// The fields that are to stay as they are.
    pub(super) kept: BTreeSet<&'static str>,
}

/// What was changed in what the user typed into a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tidied {
    /// The changes.
    pub(crate) notes: Vec<Note>,
    /// What was typed.
    before: String,
}

/// What tidies a form when a field was left. It knows every index's form, and so it comes with what inspects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tidy(fn(&mut Draft, &Index, &'static str));

/// There is one.
impl PartialEq for Tidy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Tidy {
    pub(crate) const BY_FORM: Self = Self(Draft::tidy);
}

/// The index's form for a kind of publisher, and what was typed for it under the form's names.
pub(crate) fn form_of(index: &Index, draft: &Draft, kind: &str) -> Option<(Form, form::Input)> {
    let form = index.form(kind, draft.pending)?;
    let mut input: form::Input = form
        .fields
        .iter()
        .map(|(name, field)| ((*name).to_owned(), draft.value(field).to_owned()))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    if form.pending {
        input.insert(form::PROJECT_NAME.to_owned(), draft.project.clone());
    }
    Some((form, input))
}

impl Draft {
    /// Something was typed into a field.
    pub(super) fn enter(&mut self, kind: &'static str, field: &'static str, value: String) {
        // Once something was typed, another token does not change the form under it.
        self.kind.get_or_insert(kind);
        self.fields.insert(field, value);
        self.tidied.remove(field);
        self.kept.remove(field);
    }

    /// Several fields were filled in at once.
    pub(super) fn fill(
        &mut self,
        kind: &'static str,
        values: impl IntoIterator<Item = (&'static str, String)>,
    ) {
        self.kind = Some(kind);
        for (field, value) in values {
            self.fields.insert(field, value);
            self.tidied.remove(field);
            self.kept.insert(field);
        }
    }

    /// A field was left: what the form refuses is read again.
    pub(super) fn leave(
        &mut self,
        kind: &'static str,
        field: &'static str,
        tidy: Option<(&Index, Tidy)>,
    ) {
        self.left.insert(field);
        if let Some((index, Tidy(tidy))) = tidy {
            tidy(self, index, kind);
        }
    }

    /// Does so for fields that were left when nothing could do so.
    pub(super) fn leave_again(&mut self, index: &Index, Tidy(tidy): Tidy) {
        let kind = self.kind.filter(|_| !self.left.is_empty());
        if let Some(kind) = kind {
            tidy(self, index, kind);
        }
    }

    fn tidy(&mut self, index: &Index, kind: &'static str) {
        let Some((form, input)) = form_of(index, self, kind) else {
            return;
        };
        let (tidied, notes) = form.tidy(&input);
        for (name, field) in form.fields {
            let notes = notes.iter().filter(|note| note.field == *name);
            let notes: Vec<_> = notes.cloned().collect();
            let (Some(text), false) = (tidied.get(*name), notes.is_empty()) else {
                continue;
            };
            if !self.kept.contains(field) {
                let before = self.fields.insert(field, text.clone()).unwrap_or_default();
                self.tidied.insert(field, Tidied { notes, before });
            }
        }
    }

    /// Puts back what was typed, and leaves it alone.
    pub(super) fn untidy(&mut self) {
        for (field, tidied) in std::mem::take(&mut self.tidied) {
            self.fields.insert(field, tidied.before);
            self.kept.insert(field);
        }
    }

    /// The kind whose form is shown: the one chosen, or else that of the token's issuer.
    pub(crate) fn kind(&self, index: &Index, issuer: Option<&str>) -> Option<&'static Kind> {
        self.kind
            .and_then(|id| index.kind(id))
            .or_else(|| index.kind_of(issuer?))
            .or_else(|| index.kinds.first().copied())
    }

    /// Whether it has a kind of its own.
    pub(crate) fn has_kind(&self, index: &Index) -> bool {
        self.kind.is_some_and(|id| index.kind(id).is_some())
    }

    /// The form for another program. What was tidied is typed text from then on.
    pub(super) fn packed(&self) -> Value {
        let fields = self
            .fields
            .iter()
            .map(|(field, text)| (*field, plain::of_text(text)));
        plain::object([
            ("id", plain::of_number(i64::from(self.id))),
            ("kind", plain::of_optional(self.kind)),
            ("pending", Value::Bool(self.pending)),
            ("project", plain::of_text(&self.project)),
            ("fields", plain::object(fields)),
            ("left", plain::of_texts(self.left.iter().copied())),
            ("kept", plain::of_texts(self.kept.iter().copied())),
        ])
    }

    /// The form of another program; absent for other data.
    pub(super) fn unpacked(draft: &Value) -> Option<Self> {
        let names = |name: &str| {
            let names = plain::list(draft, name).iter();
            names
                .filter_map(|name| packed::field(&plain::as_text(name)?))
                .collect()
        };
        Some(Self {
            id: u32::try_from(plain::number(draft, "id")?).ok()?,
            kind: plain::text(draft, "kind").as_deref().and_then(packed::kind),
            pending: plain::member(draft, "pending")?.is_truthy(),
            project: plain::text(draft, "project")?,
            fields: plain::texts(draft, "fields")
                .into_iter()
                .filter_map(|(field, text)| Some((packed::field(&field)?, text)))
                .collect(),
            left: names("left"),
            tidied: BTreeMap::new(),
            kept: names("kept"),
        })
    }

    /// What stands in a field.
    pub(crate) fn value(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// Whether it is as a new one is.
    pub(crate) fn is_untouched(&self) -> bool {
        let is_empty = self.fields.values().all(String::is_empty);
        self.kind.is_none() && !self.pending && self.project.is_empty() && is_empty
    }

    /// Whether nothing was filled in: then nobody says that such a publisher is registered.
    pub(crate) fn is_blank(&self, kind: &Kind) -> bool {
        self.project.is_empty()
            && kind
                .fields
                .iter()
                .all(|field| self.value(field.id).is_empty())
    }

    /// The publisher as the core takes it. A field left empty is not known, unless empty says
    /// something.
    pub(crate) fn publisher(&self, kind: &Kind) -> Publisher {
        Publisher {
            kind: kind.id.to_owned(),
            project: self.project.clone(),
            pending: self.pending,
            added_by: None,
            fields: kind
                .fields
                .iter()
                .map(|field| (field, self.value(field.id)))
                .filter(|(field, value)| {
                    !value.is_empty() || field.presence == Presence::AnyIfEmpty
                })
                .map(|(field, value)| (field.id.to_owned(), value.to_owned()))
                .collect(),
        }
    }
}
