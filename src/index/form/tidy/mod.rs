//! Understands what people paste into a form's fields: addresses, paths, quotes.
//!
//! What the index's form takes is left alone, however odd it looks (`repo.git` is a repository's name to
//! PyPI's, `a\b.yml` a file's): the tool says what the index does with what was typed. Only what the form
//! refuses is read again, and only a reading that the form takes replaces it. Each step is noted.

mod address;

use crate::python::unicode::lower;
use serde::Serialize;

use super::{Form, Input, PROJECT_NAME};

use self::address::Address;

/// Something that was changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The form's name of the field.
    pub field: &'static str,
    /// What stood there before.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// What was done.
    pub kind: NoteKind,
}

/// What was done.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "note",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum NoteKind {
    /// The field's own part of an address or of a path like `owner/repository` was taken.
    Address,
    /// The field was empty; what stands there now comes from another.
    FilledFrom {
        /// The field that held it.
        field: &'static str,
    },
    /// Invisible characters were dropped.
    Invisible,
    /// The directories before a file's name were dropped.
    Path,
    /// Quotes or backticks around it were dropped.
    Quotes,
    /// The ref behind a file's name was dropped: `@refs/heads/main`.
    Ref,
    /// White space around it was dropped.
    Whitespace,
}

pub(super) fn tidy(form: Form, input: &Input) -> (Input, Vec<Note>) {
    let mut tidied = Tidied {
        form,
        input: input.clone(),
        notes: Vec::new(),
    };
    if let Some(fields) = form.address {
        tidied.repository(fields);
        tidied.workflow(fields);
    }
    if form.pending {
        tidied.project();
        tidied.edges(PROJECT_NAME);
    }
    for (field, _) in form.fields {
        tidied.edges(field);
    }
    (tidied.input, tidied.notes)
}

struct Tidied {
    form: Form,
    input: Input,
    notes: Vec<Note>,
}

impl Tidied {
    fn takes(&self, field: &str, text: &str) -> bool {
        (self.form.takes)(self.form, field, text)
    }

    /// What stands in a field, unless the form takes it as it stands.
    fn refused(&self, field: &'static str) -> Option<Reading> {
        let text = self.input.get(field)?;
        (!self.takes(field, text)).then(|| Reading::without_edges(field, text))
    }

    /// The text in a field if the form takes it, as it stands or without what is around it.
    fn plain(&self, field: &'static str) -> Option<String> {
        let text = self.input.get(field)?;
        if self.takes(field, text) {
            return Some(text.clone());
        }
        let reading = Reading::without_edges(field, text);
        self.takes(field, &reading.text).then_some(reading.text)
    }

    fn is_blank(&self, field: &str) -> bool {
        self.input
            .get(field)
            .is_none_or(|text| text.trim_matches(is_edge).is_empty())
    }

    /// Takes a reading over, if the form takes it.
    fn accept(&mut self, reading: Reading) {
        if self.takes(reading.field, &reading.text) && !reading.notes.is_empty() {
            self.input.insert(reading.field.to_owned(), reading.text);
            self.notes.extend(reading.notes);
        }
    }

    /// Fills a field that is empty with what was found in another.
    fn fill(&mut self, field: &'static str, from: &'static str, text: &str) {
        if self.is_blank(field) && self.takes(field, text) {
            self.notes.push(Note {
                field,
                before: self.input.get(field).cloned().unwrap_or_default(),
                after: text.to_owned(),
                kind: NoteKind::FilledFrom { field: from },
            });
            self.input.insert(field.to_owned(), text.to_owned());
        }
    }

    /// White space, quotes and invisible characters.
    fn edges(&mut self, field: &'static str) {
        if let Some(reading) = self.refused(field) {
            self.accept(reading);
        }
    }

    /// A repository's address in either field. What the fields say of owner and repository has to
    /// agree, or nothing is changed: the index's message is the better answer then.
    fn repository(&mut self, [owner_field, repository_field, workflow_field]: [&'static str; 3]) {
        let read = |field| {
            let reading: Reading = self.refused(field)?;
            let address = Address::parse(&reading.text)?;
            self.takes(owner_field, &address.owner)
                .then_some((reading, address))
        };
        let in_owner = read(owner_field);
        let in_repository =
            read(repository_field).filter(|(_, address)| address.repository.is_some());
        let addresses: Vec<&Address> = [&in_owner, &in_repository]
            .into_iter()
            .flatten()
            .map(|(_, address)| address)
            .collect();

        let owners = addresses.iter().map(|address| address.owner.clone());
        let repositories = addresses
            .iter()
            .filter_map(|address| address.repository.clone());
        let agree = is_one_name(owners.chain(self.plain(owner_field)))
            && is_one_name(repositories.chain(self.plain(repository_field)));
        if !agree {
            return;
        }
        for (field, found) in [(owner_field, in_owner), (repository_field, in_repository)] {
            let Some((reading, address)) = found else {
                continue;
            };
            let own = if field == owner_field {
                Some(&address.owner)
            } else {
                address.repository.as_ref()
            };
            if let Some(own) = own {
                self.accept(reading.then(NoteKind::Address, own));
            }
            self.fill(owner_field, field, &address.owner);
            if let Some(repository) = &address.repository {
                self.fill(repository_field, field, repository);
            }
            if let Some(workflow) = &address.workflow {
                self.fill(workflow_field, field, workflow);
            }
        }
    }

    /// A path or an address in the field for the workflow's file name.
    fn workflow(&mut self, [_, _, field]: [&'static str; 3]) {
        let Some(reading) = self.refused(field) else {
            return;
        };
        let whole = reading.text.clone();
        let file = address::without_ref(&whole);
        let name = address::file_name(file);
        self.accept(reading.then(NoteKind::Ref, file).then(NoteKind::Path, name));
    }

    /// The address of a project's page.
    fn project(&mut self) {
        let Some(reading) = self.refused(PROJECT_NAME) else {
            return;
        };
        if let Some(name) = address::project(&reading.text) {
            self.accept(reading.then(NoteKind::Address, &name));
        }
    }
}

/// A field's text read again, step by step.
struct Reading {
    field: &'static str,
    text: String,
    notes: Vec<Note>,
}

impl Reading {
    /// Drops what cannot be seen, and white space and quotes around it.
    fn without_edges(field: &'static str, text: &str) -> Self {
        let mut reading = Self {
            field,
            text: text.to_owned(),
            notes: Vec::new(),
        };
        let visible: String = text.chars().filter(|one| !is_invisible(*one)).collect();
        reading = reading.then(NoteKind::Invisible, &visible);
        let trimmed = visible.trim_matches(is_blank);
        reading = reading.then(NoteKind::Whitespace, trimmed);
        reading.then(NoteKind::Quotes, trimmed.trim_matches(is_edge))
    }

    /// The next step; none if nothing changes.
    fn then(mut self, kind: NoteKind, after: &str) -> Self {
        if self.text != after {
            self.notes.push(Note {
                field: self.field,
                before: std::mem::replace(&mut self.text, after.to_owned()),
                after: after.to_owned(),
                kind,
            });
        }
        self
    }
}

/// Whether all of these are one name, but for case.
fn is_one_name(names: impl Iterator<Item = String>) -> bool {
    let mut names = names.map(|name| lower(&name));
    match names.next() {
        Some(first) => names.all(|name| name == first),
        None => true,
    }
}

fn is_blank(character: char) -> bool {
    crate::python::is_space(character)
}

fn is_edge(character: char) -> bool {
    is_blank(character)
        || is_invisible(character)
        || matches!(
            character,
            '"' | '\'' | '`' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '‹' | '›'
        )
}

/// Characters that leave no trace where they stand: those without width, marks of direction, fillers,
/// variation selectors, tags.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests;
