//! The form on which a publisher is registered. Open VSX asks GitHub for the repository, and keeps the names as they were
//! typed.
//!
//! Source: `GitHubTrustedPublishingProviderSupport.extractRequest`, `TrustedPublishingProviderSupport.mustRegister`. The
//! messages are Open VSX's own, in English and to the letter.

use crate::finding::Outcome;
use crate::index::form::{
    FieldErrors, Form, FormContext, FormVerdict, Input, Lookup, Message, Subject,
};
use crate::index::{Index, Publisher};

/// What Open VSX says to a field that is blank.
const MALFORMED: &str = "Malformed registration request";

/// The form's names of the fields, and the publisher's.
const FIELDS: [(&str, &str); 4] = [
    ("owner", "repository_owner"),
    ("repo", "repository_name"),
    ("workflow", "workflow_filename"),
    ("environment", "environment"),
];

/// The form. An extension has to exist before it has a publisher.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    (kind == super::github::KIND && !pending).then_some(Form {
        kind: super::github::KIND,
        pending,
        fields: &FIELDS,
        address: Some(["owner", "repo", "workflow"]),
        // Whatever is not blank is taken; what a path cannot hold never matches.
        takes: |_, field, text| {
            field == "environment"
                || !text.is_empty() && !text.contains('/') && !text.contains(char::is_whitespace)
        },
        validate,
    })
}

fn refused(field: &'static str, text: String) -> FormVerdict {
    FormVerdict {
        outcome: Outcome::Fail,
        errors: vec![FieldErrors {
            field,
            messages: vec![Message { text, html: false }],
        }],
        ..FormVerdict::default()
    }
}

/// Stops at the first field that is blank.
fn validate(form: Form, _index: &Index, input: &Input, context: &FormContext<'_>) -> FormVerdict {
    let typed = |field: &str| input.get(field).map_or("", String::as_str);
    let blank = ["owner", "repo", "workflow"]
        .into_iter()
        .find(|field| typed(field).chars().all(char::is_whitespace));
    if let Some(field) = blank {
        return refused(field, MALFORMED.to_owned());
    }
    let path = format!("{}/{}", typed("owner"), typed("repo"));
    let mut publisher = Publisher {
        kind: form.kind.to_owned(),
        ..Publisher::default()
    };
    for (field, id) in form.fields {
        if !typed(field).is_empty() {
            publisher
                .fields
                .insert((*id).to_owned(), typed(field).to_owned());
        }
    }
    let lookups = vec![path.clone()];
    let mut ids = Vec::new();
    for (subject, name, id) in [
        (Subject::GitHubRepository, path.as_str(), "repository_id"),
        (Subject::GitHubOwner, typed("owner"), "repository_owner_id"),
    ] {
        match (context.look_up)(subject, name) {
            Lookup::Found { id: found, .. } => ids.push((id, found)),
            Lookup::NotAsked => {}
            Lookup::NotFound
            | Lookup::HttpStatus { .. }
            | Lookup::Timeout
            | Lookup::ConnectionError => {
                let text = format!("Could not resolve GitHub repository {path}");
                return FormVerdict {
                    lookups,
                    ..refused("repo", text)
                };
            }
        }
    }
    let is_resolved = ids.len() == 2;
    for (id, found) in ids {
        publisher.fields.insert(id.to_owned(), found);
    }
    FormVerdict {
        outcome: if is_resolved {
            Outcome::Pass
        } else {
            Outcome::Unknown
        },
        normalized: Some(publisher),
        unanswered: if is_resolved {
            Vec::new()
        } else {
            lookups.clone()
        },
        lookups,
        ..FormVerdict::default()
    }
}
