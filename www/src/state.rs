//! What the user has entered, and how each act changes it. Pure: nothing here reads a clock or asks a
//! server.

use std::collections::BTreeMap;
use std::rc::Rc;

use mintcheck::Request;
use mintcheck::index::{INDEXES, Index, Kind, Presence, Publisher};
use mintcheck::inspect::RequestKeys;
use mintcheck::jose::KeySet;
use mintcheck::time::UnixTime;
use yew::Reducible;

use crate::key_source::FetchError;
use crate::moment;

/// Everything that the page remembers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// The index's identifier.
    pub(crate) index: &'static str,
    /// What was pasted.
    pub(crate) paste: Rc<str>,
    /// The publishers' forms, in the order in which they are shown.
    pub(crate) publishers: Vec<Draft>,
    /// For which moment to judge.
    pub(crate) moment: Moment,
    /// The text in the box for keys.
    pub(crate) pasted_keys: Rc<str>,
    /// What came of fetching keys, by issuer.
    pub(crate) fetched: BTreeMap<&'static str, Fetch>,
    /// The present moment; unknown until the page runs.
    pub(crate) now: Option<UnixTime>,
    /// The number that the next publisher's form gets.
    next: u32,
}

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
}

/// For which moment to judge.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Moment {
    /// Just after the token was issued.
    #[default]
    Issued,
    /// The present moment, whenever that is.
    Now,
    /// As an input for date and time gives it.
    At(String),
}

/// What came of fetching an issuer's keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fetch {
    /// They are here.
    Done(Rc<str>),
    /// They are not.
    Failed(FetchError),
    /// The issuer was asked.
    Running,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// A publisher's form was added.
    AddPublisher,
    /// The paste was cleared.
    Clear,
    /// A field of a publisher was changed.
    Field {
        /// The form.
        publisher: u32,
        /// The kind whose form was shown.
        kind: &'static str,
        /// The field.
        field: &'static str,
        /// What stands in it now.
        value: String,
    },
    /// A publisher's form was filled in from the token.
    Fill {
        /// The form.
        publisher: u32,
        /// The kind whose form was shown.
        kind: &'static str,
        /// The fields and what the token says for them.
        values: Vec<(&'static str, String)>,
    },
    /// Fetching an issuer's keys came to an end.
    Fetched {
        /// The issuer's address.
        issuer: &'static str,
        /// What came of it.
        outcome: Result<Rc<str>, FetchError>,
    },
    /// An issuer was asked for its keys.
    Fetching {
        /// The issuer's address.
        issuer: &'static str,
    },
    /// Another index was chosen.
    Index(&'static str),
    /// The text in the box for keys was changed.
    Keys(Rc<str>),
    /// A publisher's kind was chosen.
    Kind {
        /// The form.
        publisher: u32,
        /// The kind.
        kind: &'static str,
    },
    /// Another moment was chosen.
    Moment(Moment),
    /// The text in the box for the token was changed.
    Paste(Rc<str>),
    /// A publisher was marked as pending, or no longer.
    Pending {
        /// The form.
        publisher: u32,
        /// Whether it is pending.
        pending: bool,
    },
    /// A publisher's project was changed.
    Project {
        /// The form.
        publisher: u32,
        /// The project.
        project: String,
    },
    /// A publisher's form was removed.
    RemovePublisher(u32),
    /// Time went by.
    Tick(UnixTime),
}

impl Default for State {
    fn default() -> Self {
        Self {
            index: INDEXES.first().map_or("", |index| index.id),
            paste: Rc::from(""),
            publishers: vec![Draft::default()],
            moment: Moment::default(),
            pasted_keys: Rc::from(""),
            fetched: BTreeMap::new(),
            now: None,
            next: 1,
        }
    }
}

impl State {
    /// What the core is asked, when the forms are of these kinds.
    pub(crate) fn request(&self, kinds: &[&'static Kind]) -> Request {
        let publishers: Vec<_> = self
            .publishers
            .iter()
            .zip(kinds)
            .filter(|(draft, kind)| !draft.is_blank(kind))
            .map(|(draft, kind)| draft.publisher(kind))
            .collect();
        let pasted = RequestKeys {
            issuer: None,
            jwks: self.pasted_keys.to_string(),
            fetched: false,
        };
        // What is no key set is told beside its box, and does not hinder the rest.
        let pasted = KeySet::from_paste(&pasted.jwks).is_ok().then_some(pasted);
        let fetched = self.fetched.iter().filter_map(|(issuer, fetch)| {
            let Fetch::Done(jwks) = fetch else {
                return None;
            };
            Some(RequestKeys {
                issuer: Some((*issuer).to_owned()),
                jwks: jwks.to_string(),
                fetched: true,
            })
        });
        Request {
            index: self.index.to_owned(),
            paste: Some(self.paste.to_string()),
            publishers: (!publishers.is_empty()).then_some(publishers),
            as_of: match &self.moment {
                Moment::Issued => None,
                Moment::Now => self.now,
                Moment::At(text) => moment::from_input(text),
            },
            now: self.now,
            keys: pasted.into_iter().chain(fetched).collect(),
            ..Request::default()
        }
    }

    fn draft(&mut self, id: u32) -> Option<&mut Draft> {
        self.publishers.iter_mut().find(|draft| draft.id == id)
    }
}

impl Draft {
    /// The kind whose form is shown: the one chosen, or else that of the token's issuer.
    pub(crate) fn kind(&self, index: &Index, issuer: Option<&str>) -> Option<&'static Kind> {
        let of_issuer = |kind: &&Kind| Some(kind.issuer) == issuer;
        self.kind
            .and_then(|id| index.kind(id))
            .or_else(|| index.kinds.iter().find(of_issuer))
            .or_else(|| index.kinds.first())
    }

    /// What stands in a field.
    pub(crate) fn value(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
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

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        match action {
            Action::AddPublisher => {
                let id = state.next;
                state.next = id.saturating_add(1);
                state.publishers.push(Draft {
                    id,
                    ..Draft::default()
                });
            }
            Action::Clear => state.paste = Rc::from(""),
            Action::Field {
                publisher,
                kind,
                field,
                value,
            } => {
                if let Some(draft) = state.draft(publisher) {
                    // Once something was typed, another token does not change the form under it.
                    draft.kind.get_or_insert(kind);
                    draft.fields.insert(field, value);
                }
            }
            Action::Fill {
                publisher,
                kind,
                values,
            } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.kind = Some(kind);
                    draft.fields.extend(values);
                }
            }
            Action::Fetched { issuer, outcome } => {
                let fetch = match outcome {
                    Ok(keys) => Fetch::Done(keys),
                    Err(error) => Fetch::Failed(error),
                };
                state.fetched.insert(issuer, fetch);
            }
            Action::Fetching { issuer } => {
                state.fetched.insert(issuer, Fetch::Running);
            }
            Action::Index(index) => state.index = index,
            Action::Keys(text) => state.pasted_keys = with_plain_newlines(text),
            Action::Kind { publisher, kind } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.kind = Some(kind);
                }
            }
            Action::Moment(moment) => state.moment = moment,
            Action::Paste(text) => state.paste = with_plain_newlines(text),
            Action::Pending { publisher, pending } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.pending = pending;
                }
            }
            Action::Project { publisher, project } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.project = project;
                }
            }
            Action::RemovePublisher(id) => {
                state.publishers.retain(|draft| draft.id != id);
                if state.publishers.is_empty() {
                    return Rc::new(state).reduce(Action::AddPublisher);
                }
            }
            Action::Tick(now) => state.now = Some(now),
        }
        Rc::new(state)
    }
}

/// Line ends as a text box gives them back. With others, the box would never hold what it was given,
/// and be filled anew, the cursor at its end, whenever the page is drawn.
fn with_plain_newlines(text: Rc<str>) -> Rc<str> {
    if text.contains('\r') {
        Rc::from(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
