//! The forms by which publishers are registered. What npm says to them is not documented but for what a field has to
//! hold; nothing is verified, and no message is known.
//!
//! Source: npm/documentation `trusted-publishers.mdx`.

use crate::finding::Outcome;
use crate::gather::Gather as _;
use crate::index::form::{FieldErrors, Form, FormContext, FormVerdict, Input};
use crate::index::{Index, Publisher};

use super::provider::Provider;

const GITHUB: [(&str, &str); 4] = [
    ("repository_owner", "repository_owner"),
    ("repository_name", "repository_name"),
    ("workflow_filename", "workflow_filename"),
    ("environment", "environment"),
];

const GITLAB: [(&str, &str); 4] = [
    ("namespace", "namespace"),
    ("gitlab_project", "gitlab_project"),
    ("workflow_filepath", "workflow_filepath"),
    ("environment", "environment"),
];

const CIRCLECI: [(&str, &str); 5] = [
    ("org_id", "org_id"),
    ("project_id", "project_id"),
    ("pipeline_definition_id", "pipeline_definition_id"),
    ("vcs_origin", "vcs_origin"),
    ("context_ids", "context_ids"),
];

/// The form for a kind of publisher. A package has to exist before it has a publisher.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    let provider = Provider::of_kind(kind).filter(|_| !pending)?;
    let (fields, address): (&[_], _) = match provider.kind {
        "github" => (
            &GITHUB,
            Some(["repository_owner", "repository_name", "workflow_filename"]),
        ),
        "gitlab" => (&GITLAB, None),
        _ => (&CIRCLECI, None),
    };
    Some(Form {
        kind: provider.kind,
        pending,
        fields,
        address,
        takes,
        validate,
    })
}

/// Required fields are filled in; a workflow's file has its ending, and is no path; a pipeline's ends in `.yml`.
fn takes(_form: Form, field: &str, text: &str) -> bool {
    match field {
        "environment" | "context_ids" => true,
        "workflow_filename" => {
            [".yml", ".yaml"]
                .iter()
                .any(|ending| text.ends_with(ending))
                && !text.contains('/')
        }
        "workflow_filepath" => text.ends_with(".yml"),
        _ => !text.is_empty(),
    }
}

/// The words of a refusal are not known, so the fields have no messages.
fn validate(form: Form, _index: &Index, input: &Input, _context: &FormContext<'_>) -> FormVerdict {
    let typed = |field: &str| input.get(field).map_or("", String::as_str);
    let errors = form
        .fields
        .iter()
        .filter(|(field, _)| !takes(form, field, typed(field)))
        .map(|(field, _)| FieldErrors {
            field,
            messages: Vec::new(),
        })
        .gather();
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
            let fields = &mut publisher.fields;
            fields.insert((*field).to_owned(), typed(field).to_owned());
        }
    }
    FormVerdict {
        outcome: Outcome::Pass,
        normalized: Some(publisher),
        ..FormVerdict::default()
    }
}
