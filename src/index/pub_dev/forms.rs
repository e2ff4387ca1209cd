//! A package's page for automated publishing: what pub.dev says to it, in its own words.
//!
//! Source: `app/lib/package/backend.dart`, `setAutomatedPublishing` and `verifyTagPattern`.

use crate::finding::Outcome;
use crate::index::form::{FieldErrors, Form, FormContext, FormVerdict, Input, Message};
use crate::index::{Index, Publisher};

use super::fields::is_ticked;
use super::github::VERSION;

/// The form for a kind of publisher. A package has to exist before it has one.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    let (kind, fields): (_, &[_]) = match kind {
        _ if pending => return None,
        "github" => (
            "github",
            &[
                ("repository", "repository"),
                ("tag_pattern", "tag_pattern"),
                ("push_events", "push_events"),
                ("workflow_dispatch_events", "workflow_dispatch_events"),
                ("environment", "environment"),
            ],
        ),
        "google" => ("google", &[("email", "email")]),
        _ => return None,
    };
    Some(Form {
        kind,
        pending,
        fields,
        address: None,
        takes: |form, field, text| check(form.kind, field, text).is_none(),
        validate,
    })
}

/// What is wrong with a field of a kind of publisher, in pub.dev's words.
fn check(kind: &str, field: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let wrong = match (kind, field) {
        ("github", "repository") => repository(text)?,
        ("github", "tag_pattern") => tag_pattern(text)?,
        ("github", "environment") if !takes_environment(text) => {
            "The `environment` field has invalid characters."
        }
        ("google", "email") if text.is_empty() => {
            "The service account email field must not be empty when enabled."
        }
        ("google", "email") if !is_address(text) => {
            return Some(format!("The service account email is not valid: `{text}`."));
        }
        ("google", "email") if !text.ends_with(".gserviceaccount.com") => {
            "The service account email must end with `.gserviceaccount.com`. If you have a different service \
             account email, please create an issue at https://github.com/dart-lang/pub-dev"
        }
        _ => return None,
    };
    Some(wrong.to_owned())
}

/// Whether the page takes an environment.
pub(super) fn takes_environment(name: &str) -> bool {
    name.is_empty() || is_name(name)
}

/// `isValidEmail`, as far as it matters in front of a service account's domain.
fn is_address(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty()
            && label.bytes().all(is_taken)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.rsplit_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !name.contains(|character: char| character.is_whitespace() || character == ',')
            && domain.contains('.')
            && domain.split('.').all(is_label)
    })
}

/// Letters, digits, hyphens, dots and underscores.
fn is_name(text: &str) -> bool {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    !text.is_empty() && text.bytes().all(is_taken)
}

fn repository(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [""] => Some("The `repository` field must not be empty when enabled."),
        [owner, name] if is_name(owner) && is_name(name) => None,
        [_, _] => Some("The `repository` field has invalid characters."),
        _ => Some("The `repository` field must follow the `<owner>/<repository>` pattern."),
    }
}

fn tag_pattern(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text.split(VERSION).collect();
    let [before, after] = parts.as_slice() else {
        return Some("The `tagPattern` field must contain a single `{{version}}` part.");
    };
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    let sound = before.bytes().chain(after.bytes()).all(is_taken);
    (!sound).then_some("The `tagPattern` field has invalid characters.")
}

/// What pub.dev would say to each field if it were the only one with a mistake: it stops at the first.
fn validate(form: Form, _index: &Index, input: &Input, _context: &FormContext<'_>) -> FormVerdict {
    let mut publisher = Publisher {
        kind: form.kind.to_owned(),
        ..Publisher::default()
    };
    for (name, field) in form.fields {
        let text = input.get(*name).map_or("", |text| text.trim());
        if !text.is_empty() {
            publisher
                .fields
                .insert((*field).to_owned(), text.to_owned());
        }
    }
    let error = |field: &'static str, text: String| FieldErrors {
        field,
        messages: vec![Message { text, html: false }],
    };
    let mut errors: Vec<_> = form
        .fields
        .iter()
        .filter_map(|(field, _)| {
            let text = publisher.field(field).unwrap_or_default();
            Some(error(field, check(form.kind, field, text)?))
        })
        .collect();
    let is_without_events = form.kind == "github"
        && !is_ticked(&publisher, "push_events", true)
        && !is_ticked(&publisher, "workflow_dispatch_events", false);
    if is_without_events {
        errors.push(error(
            "push_events",
            "At least one of the events (`push` or `workflow_dispatch`) must be enabled."
                .to_owned(),
        ));
    }
    if !errors.is_empty() {
        return FormVerdict {
            outcome: Outcome::Fail,
            errors,
            ..FormVerdict::default()
        };
    }
    FormVerdict {
        outcome: Outcome::Pass,
        normalized: Some(publisher),
        ..FormVerdict::default()
    }
}
