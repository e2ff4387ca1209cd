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
mod wtforms;

use serde::Serialize;

use crate::finding::Outcome;
use crate::index::form::Form;
use crate::index::{Index, Publisher};

use self::wtforms::{Chain, Field};

pub use crate::index::form::{
    ExistingProject, FieldErrors, FormContext, FormVerdict, Input, Lookup, Message, Note, NoteKind,
    PROJECT_NAME, Subject,
};

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

/// Whether the form for a kind of publisher takes an environment.
pub(super) fn takes_environment(kind: &str, name: &str) -> bool {
    match kind {
        "github" => github::environment_fault(name).is_none(),
        "gitlab" => gitlab::is_environment(name),
        _ => true,
    }
}

impl FormKind {
    /// Finds a form by its name: `github` for an existing project, `pending-github` for a new one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (pending, kind) = match name.strip_prefix("pending-") {
            Some(kind) => (true, kind),
            None => (false, name),
        };
        Self::of(kind, pending)
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

    /// The form as indexes describe theirs.
    #[must_use]
    pub fn form(self) -> Form {
        Form {
            kind: self.kind(),
            pending: self.pending,
            fields: self.fields(),
            address: match self.provider {
                FormProvider::GitHub => Some([github::OWNER, github::REPOSITORY, github::WORKFLOW]),
                FormProvider::ActiveState | FormProvider::GitLab => None,
            },
            takes: |form, field, text| {
                Self::of(form.kind, form.pending).is_none_or(|form| takes(form, field, text))
            },
            validate: |form, index, input, context| match Self::of(form.kind, form.pending) {
                Some(form) => validate(index, form, input, context),
                None => FormVerdict::default(),
            },
        }
    }

    /// The form for a kind of publisher.
    #[must_use]
    pub fn of(kind: &str, pending: bool) -> Option<Self> {
        let provider = match kind {
            "activestate" => FormProvider::ActiveState,
            "github" => FormProvider::GitHub,
            "gitlab" => FormProvider::GitLab,
            _ => return None,
        };
        Some(Self { provider, pending })
    }

    fn kind(self) -> &'static str {
        match self.provider {
            FormProvider::ActiveState => "activestate",
            FormProvider::GitHub => "github",
            FormProvider::GitLab => "gitlab",
        }
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

/// Reads again what the form refuses. Returns the input to send, with what was changed in it.
#[must_use]
pub fn tidy(form: FormKind, input: &Input) -> (Input, Vec<Note>) {
    form.form().tidy(input)
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
