//! The form that links a package to a repository. JSR asks GitHub for the repository, as whoever is logged in.
//!
//! Source: `api/src/api/package.rs`, `update_github_repository`; `api/src/api/errors.rs` for the messages, which are
//! JSR's own, in English and to the letter.

use crate::finding::Outcome;
use crate::index::form::{
    FieldErrors, Form, FormContext, FormVerdict, Input, Lookup, Message, Subject,
};
use crate::index::{Index, Publisher};

/// What JSR says of a repository that GitHub does not show it.
const NOT_FOUND: &str =
    "The requested GitHub repository was not found. Make sure the repository exists and is public.";

/// The form. A package has to exist before it is linked.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    (kind == super::github::KIND && !pending).then_some(Form {
        kind: super::github::KIND,
        pending,
        fields: &[
            ("repository_owner", "repository_owner"),
            ("repository_name", "repository_name"),
        ],
        address: None,
        takes: |_, _, text| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        },
        validate,
    })
}

/// JSR has no rules of its own for the names: what GitHub does not know is not found.
fn validate(form: Form, _index: &Index, input: &Input, context: &FormContext<'_>) -> FormVerdict {
    let typed = |field: &str| input.get(field).map_or("", String::as_str);
    let path = format!("{}/{}", typed("repository_owner"), typed("repository_name"));
    let mut publisher = Publisher {
        kind: form.kind.to_owned(),
        ..Publisher::default()
    };
    let mut register = |field: &str, value: &str| {
        publisher.fields.insert(field.to_owned(), value.to_owned());
    };
    let mut verdict = FormVerdict {
        lookups: vec![path.clone()],
        ..FormVerdict::default()
    };
    match (context.look_up)(Subject::GitHubRepository, &path) {
        Lookup::Found { login, id } => {
            let (owner, name) = login.split_once('/').unwrap_or(("", &login));
            register("repository_owner", owner);
            register("repository_name", name);
            register("repository_id", &id);
            verdict.outcome = Outcome::Pass;
        }
        Lookup::NotAsked => {
            register("repository_owner", typed("repository_owner"));
            register("repository_name", typed("repository_name"));
            verdict.unanswered.push(path);
        }
        Lookup::NotFound | Lookup::HttpStatus { status: 404 } => {
            return FormVerdict {
                outcome: Outcome::Fail,
                errors: vec![FieldErrors {
                    field: "repository_name",
                    messages: vec![Message {
                        text: NOT_FOUND.to_owned(),
                        html: false,
                    }],
                }],
                ..verdict
            };
        }
        Lookup::HttpStatus { .. } | Lookup::Timeout | Lookup::ConnectionError => {
            return FormVerdict {
                outcome: Outcome::Fail,
                crash: Some("InternalServerError"),
                ..verdict
            };
        }
    }
    verdict.normalized = Some(publisher);
    verdict
}
