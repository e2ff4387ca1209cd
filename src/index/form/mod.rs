//! The forms on which publishers are registered: what all indexes' have in common.

mod tidy;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Outcome;
use crate::index::{Index, Publisher};

pub use self::tidy::{Note, NoteKind};

/// The text typed into a form, by the names of the form's fields. One that is absent was not sent.
pub type Input = BTreeMap<String, String>;

/// A form.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The kind of publisher.
    pub kind: &'static str,
    /// Whether it is the form for a project that does not exist yet.
    pub pending: bool,
    /// The names of its fields and the publisher's fields that they become, in the form's order. The
    /// project's name is no field of a publisher: it becomes [`Publisher::project`].
    pub fields: &'static [(&'static str, &'static str)],
    /// The names of the fields for owner, repository and workflow, into which people paste an address
    /// at GitHub.
    pub address: Option<[&'static str; 3]>,
    /// Whether the form takes a text in a field, as far as the text alone tells.
    pub takes: fn(Form, &str, &str) -> bool,
    /// What the index says to the form.
    pub validate: fn(Form, &Index, &Input, &FormContext<'_>) -> FormVerdict,
}

impl Form {
    /// What the index says. Fields that the form does not have are not looked at.
    #[must_use]
    pub fn validate(self, index: &Index, input: &Input, context: &FormContext<'_>) -> FormVerdict {
        (self.validate)(self, index, input, context)
    }

    /// Reads again what the form refuses. Returns the input to send, with what was changed in it.
    #[must_use]
    pub fn tidy(self, input: &Input) -> (Input, Vec<Note>) {
        tidy::tidy(self, input)
    }
}

/// The field of a pending publisher's form that the project's name is typed into.
pub const PROJECT_NAME: &str = "project_name";

/// What the index's answer depends on besides the input.
#[derive(Clone, Copy)]
pub struct FormContext<'a> {
    /// The projects that exist.
    pub existing_projects: &'a [ExistingProject],
    /// Project names on the blocklist.
    pub prohibited_projects: &'a [String],
    /// The issuers of GitLab's that may be chosen; gitlab.com alone if there is none.
    pub gitlab_issuers: &'a [String],
    /// What the provider answers when the index looks a name up there.
    pub look_up: &'a dyn Fn(Subject, &str) -> Lookup,
}

impl Default for FormContext<'_> {
    /// No project exists, and no name is looked up.
    fn default() -> Self {
        Self {
            existing_projects: &[],
            prohibited_projects: &[],
            gitlab_issuers: &[],
            look_up: &|_, _| Lookup::NotAsked,
        }
    }
}

/// A project that exists.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExistingProject {
    /// Its name.
    pub name: String,
    /// Whether the person at the form is one of its owners.
    #[serde(default)]
    pub own: bool,
}

/// What an index looks up.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A user at ActiveState.
    ActiveStateActor,
    /// An organisation at ActiveState, by its display name.
    ActiveStateOrganization,
    /// A user or an organisation at GitHub.
    GitHubOwner,
    /// A repository at GitHub, as `owner/name`.
    GitHubRepository,
}

/// What a provider answers when the index looks a name up there.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(
    tag = "lookup",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Lookup {
    /// There is such a one.
    Found {
        /// The name in the provider's own spelling.
        login: String,
        /// The identifier.
        id: String,
    },
    /// There is none, says an answer without an error.
    NotFound,
    /// An HTTP error. GitHub says with 404 that there is no such user.
    HttpStatus {
        /// The status.
        status: u16,
    },
    /// No answer in time.
    Timeout,
    /// No connection.
    ConnectionError,
    /// Nobody asked, so this is not known.
    NotAsked,
}

/// What the index says to a form.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormVerdict {
    /// Whether the form is valid: unknown where that hangs on a lookup that was not made.
    pub outcome: Outcome,
    /// The fields with errors, in the form's order. None if the form crashes.
    pub errors: Vec<FieldErrors>,
    /// The publisher that is registered, unless the form is refused. What hangs on a lookup that was
    /// not made is as typed, or absent.
    pub normalized: Option<Publisher>,
    /// The names that the provider is asked for, in order.
    pub lookups: Vec<String>,
    /// Those of them that nobody asked for.
    pub unanswered: Vec<String>,
    /// The name of the exception that nobody catches, if there is one: the server answers 500.
    pub crash: Option<&'static str>,
}

/// What the index says to a field.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldErrors {
    /// The form's name of the field.
    pub field: &'static str,
    /// The messages, in order.
    pub messages: Vec<Message>,
}

/// A message of the index's.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The text.
    pub text: String,
    /// Whether the text is HTML.
    pub html: bool,
}

impl Default for FormVerdict {
    /// Nothing is said.
    fn default() -> Self {
        Self {
            outcome: Outcome::Unknown,
            errors: Vec::new(),
            normalized: None,
            lookups: Vec::new(),
            unanswered: Vec::new(),
            crash: None,
        }
    }
}

impl FormVerdict {
    /// The messages at a field.
    #[must_use]
    pub fn messages(&self, field: &str) -> &[Message] {
        self.errors
            .iter()
            .find(|errors| errors.field == field)
            .map_or(&[], |errors| &errors.messages)
    }
}
