//! The requests by which publishers are registered: what crates.io says to them.
//!
//! Source: `src/controllers/trustpub/github_configs/create.rs` and `gitlab_configs/create.rs`. The messages
//! are crates.io's own, in English and to the letter.

mod github;
mod gitlab;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::error::Category;

use crate::finding::Outcome;
use crate::index::form::{
    self, FieldErrors, Form, FormContext, FormVerdict, Input, Message, Subject,
};
use crate::index::{Index, Publisher};

/// The longest value of a field, in bytes.
const MAX_LENGTH: usize = 255;

/// Configs of a kind that a crate may have.
const MAX_CONFIGS: usize = 5;

const UNKNOWN_OWNER: &str = "Unknown GitHub user or organization";

/// What crates.io's answer depends on besides the request.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    /// Whether somebody is logged in.
    pub logged_in: bool,
    /// Their e-mail address.
    pub email: Email,
    /// Whether their account is linked to one at GitHub.
    pub github_linked: bool,
    /// The crates that there are.
    pub crates: &'a [ExistingCrate],
    /// What GitHub answers when crates.io looks a user or an organisation up there.
    pub look_up: &'a dyn Fn(&str) -> Lookup,
}

/// An e-mail address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Email {
    /// There is none.
    None,
    /// It was not verified.
    Unverified,
    /// It was verified.
    Verified,
}

/// A crate that exists.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ExistingCrate {
    /// Its name.
    pub name: String,
    /// Whether whoever is logged in is one of its owners.
    pub own: bool,
    /// How many configs of the kind it has.
    pub configs: usize,
}

/// What GitHub answers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Lookup {
    /// There is such a one.
    Found {
        /// The name in GitHub's own spelling.
        login: String,
        /// The identifier.
        id: String,
    },
    /// There is none.
    NotFound,
    /// The account's own token is not taken any more.
    Unauthorized,
    /// The account may not ask that.
    Forbidden,
    /// Anything else.
    Error,
}

/// What crates.io says to a request.
#[derive(Clone, Debug, PartialEq)]
pub struct FormAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The publisher that is registered now.
    pub registered: Option<Publisher>,
    /// The refusal's text.
    pub detail: Option<String>,
    /// Whether the text is all of it: serde_json's words follow one that is not.
    pub exact: bool,
    /// The names that GitHub is asked for.
    pub lookups: Vec<String>,
}

/// What is wrong with a field of a kind of publisher, in crates.io's words.
#[must_use]
pub fn check(kind: &str, field: &str, text: &str) -> Option<&'static str> {
    match (kind, field) {
        ("github", "repository_owner") => github::owner(text),
        ("github", "repository_name") => github::repository(text),
        ("github", "workflow_filename") => github::workflow(text),
        ("github", "environment") => github::environment(text),
        ("gitlab", "namespace") => gitlab::namespace(text),
        ("gitlab", "gitlab_project") => gitlab::project(text),
        ("gitlab", "workflow_filepath") => gitlab::workflow(text),
        ("gitlab", "environment") => gitlab::environment(text),
        _ => None,
    }
}

/// Whether the form for a kind of publisher takes an environment.
pub(super) fn takes_environment(kind: &str, name: &str) -> bool {
    let fault = match kind {
        "gitlab" => gitlab::environment(name),
        _ => github::environment(name),
    };
    fault.is_none()
}

/// The form for a kind of publisher. A crate has to exist before it has a publisher.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    let (kind, fields, address): (_, &[_], _) = match kind {
        _ if pending => return None,
        "github" => (
            "github",
            &[
                ("repository_owner", "repository_owner"),
                ("repository_name", "repository_name"),
                ("workflow_filename", "workflow_filename"),
                ("environment", "environment"),
            ],
            Some(["repository_owner", "repository_name", "workflow_filename"]),
        ),
        "gitlab" => (
            "gitlab",
            &[
                ("namespace", "namespace"),
                ("gitlab_project", "gitlab_project"),
                ("workflow_filepath", "workflow_filepath"),
                ("environment", "environment"),
            ],
            None,
        ),
        _ => return None,
    };
    Some(Form {
        kind,
        pending,
        fields,
        address,
        takes: |form, field, text| check(form.kind, field, text).is_none(),
        validate,
    })
}

/// What crates.io would say to each field if it were the only one with a mistake: it stops at the first.
/// The form sends an environment left empty as none.
fn validate(form: Form, _index: &Index, input: &Input, context: &FormContext<'_>) -> FormVerdict {
    let typed = |field: &str| input.get(field).map_or("", String::as_str);
    let errors: Vec<_> = form
        .fields
        .iter()
        .filter(|(field, _)| *field != "environment" || !typed(field).is_empty())
        .filter_map(|(field, _)| {
            let text = check(form.kind, field, typed(field))?;
            Some(FieldErrors {
                field,
                messages: vec![Message {
                    text: text.to_owned(),
                    html: false,
                }],
            })
        })
        .collect();
    if !errors.is_empty() {
        return FormVerdict {
            outcome: Outcome::Fail,
            errors,
            ..FormVerdict::default()
        };
    }
    let mut publisher = Publisher {
        kind: form.kind.to_owned(),
        ..Publisher::default()
    };
    for (field, _) in form.fields {
        if !typed(field).is_empty() {
            publisher
                .fields
                .insert((*field).to_owned(), typed(field).to_owned());
        }
    }
    if form.kind != "github" {
        return FormVerdict {
            outcome: Outcome::Pass,
            normalized: Some(publisher),
            ..FormVerdict::default()
        };
    }
    let owner = typed("repository_owner").to_owned();
    let mut verdict = FormVerdict {
        lookups: vec![owner.clone()],
        ..FormVerdict::default()
    };
    match (context.look_up)(Subject::GitHubOwner, &owner) {
        form::Lookup::Found { login, id } => {
            publisher
                .fields
                .insert("repository_owner".to_owned(), login);
            publisher
                .fields
                .insert("repository_owner_id".to_owned(), id);
            verdict.outcome = Outcome::Pass;
        }
        form::Lookup::NotAsked => verdict.unanswered.push(owner),
        form::Lookup::NotFound | form::Lookup::HttpStatus { status: 404 } => {
            return FormVerdict {
                outcome: Outcome::Fail,
                errors: vec![FieldErrors {
                    field: "repository_owner",
                    messages: vec![Message {
                        text: UNKNOWN_OWNER.to_owned(),
                        html: false,
                    }],
                }],
                ..verdict
            };
        }
        form::Lookup::HttpStatus { .. } | form::Lookup::Timeout | form::Lookup::ConnectionError => {
            return FormVerdict {
                outcome: Outcome::Fail,
                crash: Some("GitHubError"),
                ..verdict
            };
        }
    }
    verdict.normalized = Some(publisher);
    verdict
}

#[derive(Deserialize)]
struct CreateGitHub {
    github_config: NewGitHubConfig,
}

#[derive(Deserialize)]
struct NewGitHubConfig {
    #[serde(rename = "crate")]
    krate: String,
    repository_owner: String,
    repository_name: String,
    workflow_filename: String,
    environment: Option<String>,
}

#[derive(Deserialize)]
struct CreateGitLab {
    gitlab_config: NewGitLabConfig,
}

#[derive(Deserialize)]
struct NewGitLabConfig {
    #[serde(rename = "crate")]
    krate: String,
    namespace: String,
    project: String,
    workflow_filepath: String,
    environment: Option<String>,
}

/// A config as it was sent: the crate, and the fields in the order in which they are checked.
struct NewConfig {
    kind: &'static str,
    krate: String,
    fields: Vec<(&'static str, String)>,
}

/// `POST /api/v1/trusted_publishing/github_configs`, or `gitlab_configs`.
#[must_use]
pub fn create(kind: &str, content_type: &str, body: &[u8], account: &Account<'_>) -> FormAnswer {
    if !super::request::is_json(content_type) {
        return refused(
            415,
            "Expected request with `Content-Type: application/json`",
        );
    }
    let config = match read(kind, body) {
        Ok(config) => config,
        Err(error) => {
            let (status, detail) = match error.classify() {
                Category::Data => (
                    422,
                    "Failed to deserialize the JSON body into the target type: ",
                ),
                _ => (400, "Failed to parse the request body as JSON: "),
            };
            return FormAnswer {
                exact: false,
                ..refused(status, detail)
            };
        }
    };
    let wrong = config
        .fields
        .iter()
        .find_map(|(field, text)| check(config.kind, field, text));
    if let Some(detail) = wrong {
        return refused(400, detail);
    }
    if !account.logged_in {
        return refused(403, "this action requires authentication");
    }
    if super::crash::has_nul(&config.krate) {
        return internal();
    }
    let canonical = canonical(&config.krate);
    let found = account
        .crates
        .iter()
        .find(|existing| self::canonical(&existing.name) == canonical);
    let Some(existing) = found else {
        return refused(404, format!("crate `{}` does not exist", config.krate));
    };
    if existing.configs >= MAX_CONFIGS {
        let name = match config.kind {
            "github" => "GitHub",
            _ => "GitLab",
        };
        return refused(
            409,
            format!(
                "This crate already has the maximum number of {name} Trusted Publishing \
                 configurations ({MAX_CONFIGS})"
            ),
        );
    }
    // An owner without an e-mail address is not found among the owners.
    if !existing.own || account.email == Email::None {
        return refused(400, "You are not an owner of this crate");
    }
    if account.email == Email::Unverified {
        return refused(
            403,
            "You must verify your email address to create a Trusted Publishing config",
        );
    }
    register(config, &existing.name, account)
}

fn read(kind: &str, body: &[u8]) -> Result<NewConfig, serde_json::Error> {
    let (kind, krate, mut fields, environment) = if kind == "github" {
        let config = serde_json::from_slice::<CreateGitHub>(body)?.github_config;
        let fields = vec![
            ("repository_owner", config.repository_owner),
            ("repository_name", config.repository_name),
            ("workflow_filename", config.workflow_filename),
        ];
        ("github", config.krate, fields, config.environment)
    } else {
        let config = serde_json::from_slice::<CreateGitLab>(body)?.gitlab_config;
        let fields = vec![
            ("namespace", config.namespace),
            ("gitlab_project", config.project),
            ("workflow_filepath", config.workflow_filepath),
        ];
        ("gitlab", config.krate, fields, config.environment)
    };
    fields.extend(environment.map(|name| ("environment", name)));
    Ok(NewConfig {
        kind,
        krate,
        fields,
    })
}

/// Asks GitHub for the owner, and keeps the config.
fn register(config: NewConfig, krate: &str, account: &Account<'_>) -> FormAnswer {
    let mut fields: BTreeMap<String, String> = config
        .fields
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text))
        .collect();
    let mut lookups = Vec::new();
    if config.kind == "github" {
        if !account.github_linked {
            return refused(
                400,
                "Must have a linked GitHub account to create a Trusted Publishing config",
            );
        }
        let owner = fields.get("repository_owner").cloned().unwrap_or_default();
        let answer = (account.look_up)(&owner);
        lookups.push(owner);
        let refusal = match answer {
            Lookup::Found { login, id } => {
                fields.insert("repository_owner".to_owned(), login);
                fields.insert("repository_owner_id".to_owned(), id);
                None
            }
            Lookup::NotFound => Some(refused(400, UNKNOWN_OWNER)),
            Lookup::Unauthorized => Some(refused(
                401,
                "It looks like your GitHub session has expired or the token was revoked. Please try \
                 logging out and logging back in to re-authenticate.",
            )),
            Lookup::Forbidden => Some(refused(
                403,
                "It looks like you don't have permission to query a necessary property from GitHub to \
                 complete this request. You may need to re-authenticate on crates.io to grant \
                 permission to read GitHub org memberships.",
            )),
            Lookup::Error => Some(internal()),
        };
        if let Some(refusal) = refusal {
            return FormAnswer { lookups, ..refusal };
        }
    }
    if fields.values().any(|text| super::crash::has_nul(text)) {
        return FormAnswer {
            lookups,
            ..internal()
        };
    }
    FormAnswer {
        status: 200,
        registered: Some(Publisher {
            kind: config.kind.to_owned(),
            project: krate.to_owned(),
            fields,
            ..Publisher::default()
        }),
        detail: None,
        exact: true,
        lookups,
    }
}

/// `canon_crate_name`, a function of the database.
fn canonical(name: &str) -> String {
    super::lookup::lower(name).replace('-', "_")
}

fn refused(status: u16, detail: impl Into<String>) -> FormAnswer {
    FormAnswer {
        status,
        registered: None,
        detail: Some(detail.into()),
        exact: true,
        lookups: Vec::new(),
    }
}

fn internal() -> FormAnswer {
    refused(500, "Internal Server Error")
}
