//! The forms on which publishers are registered: what PyPI says to what is typed.
//!
//! Source: `warehouse/oidc/forms/`, on WTForms 3.2.2. The messages are PyPI's own, in English and to
//! the letter.
//!
//! Outside of this model: what the view does once the form is valid (the rate limit, and whether the
//! publisher is registered already).
//!
//! ```
//! use mintcheck::index::pypi::{PYPI, forms};
//!
//! let form = forms::FormKind::parse("github").unwrap();
//! let typed = [
//!     ("owner", "octo-org"),
//!     ("repository", "sampleproject"),
//!     ("workflow_filename", ".github/workflows/release.yml"),
//! ];
//! let typed = typed.map(|(field, text)| (field.to_owned(), text.to_owned())).into();
//! let context = forms::FormContext::default();
//!
//! let verdict = forms::validate(&PYPI, form, &typed, &context);
//! assert_eq!(
//!     verdict.messages("workflow_filename")[0].text,
//!     "Workflow filename must be a filename only, without directories",
//! );
//!
//! let (tidied, notes) = forms::tidy(form, &typed);
//! assert_eq!(tidied["workflow_filename"], "release.yml");
//! assert_eq!(notes.len(), 1);
//! ```

mod activestate;
mod github;
mod gitlab;
mod pending;
mod tidy;
mod wtforms;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Outcome;
use crate::index::{Index, Publisher};

use self::wtforms::{Chain, Field};

pub use self::tidy::{Note, NoteKind, tidy};

/// The text typed into a form, by the names of the form's fields. One that is absent was not sent.
pub type Input = BTreeMap<String, String>;

/// One of PyPI's forms.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormKind {
    /// The kind of publisher.
    pub provider: FormProvider,
    /// Whether it is the form for a project that does not exist yet.
    pub pending: bool,
}

/// The kinds of publishers whose forms are known here. Google's is not: whether it takes an address
/// is up to a library for e-mail addresses.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FormProvider {
    /// ActiveState.
    ActiveState,
    /// GitHub Actions.
    GitHub,
    /// GitLab CI/CD.
    GitLab,
}

impl FormKind {
    /// Finds a form by its name: `github` for an existing project, `pending-github` for a new one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (pending, kind) = match name.strip_prefix("pending-") {
            Some(kind) => (true, kind),
            None => (false, name),
        };
        let provider = match kind {
            "activestate" => FormProvider::ActiveState,
            "github" => FormProvider::GitHub,
            "gitlab" => FormProvider::GitLab,
            _ => return None,
        };
        Some(Self { provider, pending })
    }

    /// The form's fields and the publisher's fields that they become, in the form's order. The
    /// project's name is no field of a publisher: it becomes [`Publisher::project`].
    #[must_use]
    pub fn fields(self) -> &'static [(&'static str, &'static str)] {
        match self.provider {
            FormProvider::ActiveState => &activestate::FIELDS,
            FormProvider::GitHub => &github::FIELDS,
            FormProvider::GitLab => &gitlab::FIELDS,
        }
    }

    fn kind(self) -> &'static str {
        match self.provider {
            FormProvider::ActiveState => "activestate",
            FormProvider::GitHub => "github",
            FormProvider::GitLab => "gitlab",
        }
    }
}

/// The field of a pending publisher's form that the project's name is typed into.
pub const PROJECT_NAME: &str = "project_name";

/// What PyPI's answer depends on besides the input.
#[derive(Clone, Copy)]
pub struct FormContext<'a> {
    /// The projects that exist.
    pub existing_projects: &'a [ExistingProject],
    /// Project names on the blocklist.
    pub prohibited_projects: &'a [String],
    /// The issuers of GitLab's that may be chosen; gitlab.com alone if there is none.
    pub gitlab_issuers: &'a [String],
    /// What the provider answers when PyPI looks a name up there.
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

/// What PyPI looks up.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A user at ActiveState.
    ActiveStateActor,
    /// An organisation at ActiveState, by its display name.
    ActiveStateOrganization,
    /// A user or an organisation at GitHub.
    GitHubOwner,
}

/// What a provider answers when PyPI looks a name up there.
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

/// What PyPI says to a form.
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
    /// Python's name of the exception that nobody catches, if there is one: the server answers 500.
    pub crash: Option<&'static str>,
}

/// What PyPI says to a field.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldErrors {
    /// The form's name of the field.
    pub field: &'static str,
    /// The messages, in order.
    pub messages: Vec<Message>,
}

/// A message of PyPI's.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The text.
    pub text: String,
    /// Whether the text is HTML.
    pub html: bool,
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

/// What PyPI says to a form. Fields that the form does not have are not looked at.
#[must_use]
pub fn validate(
    index: &Index,
    form: FormKind,
    input: &Input,
    context: &FormContext<'_>,
) -> FormVerdict {
    let mut run = Run::new(form, context);
    match form.provider {
        FormProvider::ActiveState => activestate::validate(&mut run, index, input),
        FormProvider::GitHub => github::validate(&mut run, index, input),
        FormProvider::GitLab => gitlab::validate(&mut run, index, input),
    }
    run.finish()
}

/// Whether the form takes that text in that field, as far as the text alone tells.
fn takes(form: FormKind, field: &str, text: &str) -> bool {
    if field == PROJECT_NAME {
        return pending::takes(text);
    }
    match form.provider {
        FormProvider::ActiveState => activestate::takes(field, text),
        FormProvider::GitHub => github::takes(field, text),
        FormProvider::GitLab => gitlab::takes(field, text),
    }
}

/// A validation under way.
struct Run<'a> {
    form: FormKind,
    context: &'a FormContext<'a>,
    errors: Vec<FieldErrors>,
    lookups: Vec<String>,
    unanswered: Vec<String>,
    crash: Option<&'static str>,
    publisher: Publisher,
}

impl<'a> Run<'a> {
    fn new(form: FormKind, context: &'a FormContext<'a>) -> Self {
        Self {
            form,
            context,
            errors: Vec::new(),
            lookups: Vec::new(),
            unanswered: Vec::new(),
            crash: None,
            publisher: Publisher {
                kind: form.kind().to_owned(),
                pending: form.pending,
                ..Publisher::default()
            },
        }
    }

    /// Takes down what a field's validators found.
    fn close(&mut self, chain: Chain<'_>) {
        let (field, messages, crash) = chain.finish();
        self.crash = self.crash.or(crash);
        if !messages.is_empty() {
            self.errors.push(FieldErrors { field, messages });
        }
    }

    /// Asks the provider for a name.
    fn look_up(&mut self, subject: Subject, name: &str) -> Lookup {
        self.lookups.push(name.to_owned());
        let answer = (self.context.look_up)(subject, name);
        if answer == Lookup::NotAsked {
            self.unanswered.push(name.to_owned());
        }
        answer
    }

    /// Sets a field of the publisher that is registered.
    fn register(&mut self, field: &str, value: impl Into<String>) {
        self.publisher.fields.insert(field.to_owned(), value.into());
    }

    fn finish(self) -> FormVerdict {
        let refused = self.crash.is_some() || !self.errors.is_empty();
        let outcome = match (refused, self.unanswered.is_empty()) {
            (true, _) => Outcome::Fail,
            (false, true) => Outcome::Pass,
            (false, false) => Outcome::Unknown,
        };
        FormVerdict {
            outcome,
            errors: match self.crash {
                Some(_) => Vec::new(),
                None => self.errors,
            },
            normalized: (!refused).then_some(self.publisher),
            lookups: self.lookups,
            unanswered: self.unanswered,
            crash: self.crash,
        }
    }
}

/// The field of that name, with what was sent for it.
fn field<'a>(name: &'static str, input: &'a Input) -> Field<'a> {
    Field::new(name, input.get(name).map(String::as_str))
}
