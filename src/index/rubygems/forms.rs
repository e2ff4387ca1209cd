//! The forms by which publishers are registered: what RubyGems.org says to them. The messages are RubyGems.org's and
//! Rails' own, in English and to the letter.
//!
//! Source: `app/models/oidc/trusted_publisher/github_action.rb`, `app/models/oidc/pending_trusted_publisher.rb`,
//! `lib/name_format_validator.rb`, `lib/patterns.rb`; Rails 8.1 `active_model/locale/en.yml`.

use crate::finding::Outcome;
use crate::gather::Gather as _;
use crate::index::form::{
    FieldErrors, Form, FormContext, FormVerdict, Input, Lookup, Message, PROJECT_NAME, Subject,
};
use crate::index::{Index, Publisher};

use super::mint::MAX_FIELD_LENGTH;
use super::{KIND, ruby};

const BLANK: &str = "can't be blank";
const TOO_LONG: &str = "is too long (maximum is 255 characters)";

const FIELDS: [(&str, &str); 6] = [
    ("repository_owner", "repository_owner"),
    ("repository_name", "repository_name"),
    ("workflow_filename", "workflow_filename"),
    ("environment", "environment"),
    ("workflow_repository_owner", "workflow_repository_owner"),
    ("workflow_repository_name", "workflow_repository_name"),
];

const PENDING_FIELDS: [(&str, &str); 7] = [
    (PROJECT_NAME, PROJECT_NAME),
    ("repository_owner", "repository_owner"),
    ("repository_name", "repository_name"),
    ("workflow_filename", "workflow_filename"),
    ("environment", "environment"),
    ("workflow_repository_owner", "workflow_repository_owner"),
    ("workflow_repository_name", "workflow_repository_name"),
];

/// The form for a kind of publisher, of a gem that exists or of one that does not.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    let fields: &[_] = if pending { &PENDING_FIELDS } else { &FIELDS };
    (kind == KIND).then_some(Form {
        kind: KIND,
        pending,
        fields,
        address: Some(["repository_owner", "repository_name", "workflow_filename"]),
        takes: |_, field, text| check(field, text).is_empty(),
        validate,
    })
}

/// What is wrong with a field by itself.
fn check(field: &str, text: &str) -> Vec<&'static str> {
    let is_blank = ruby::is_blank(text);
    let is_optional = !["repository_owner", "repository_name", "workflow_filename"]
        .contains(&field)
        && field != PROJECT_NAME;
    if is_optional && is_blank {
        return Vec::new();
    }
    let mut messages = Vec::new();
    if field == PROJECT_NAME && text.chars().count() > MAX_FIELD_LENGTH {
        messages.push(TOO_LONG);
    }
    if is_blank {
        messages.push(BLANK);
    }
    if field == PROJECT_NAME {
        messages.extend(name(text));
        return messages;
    }
    if text.chars().count() > MAX_FIELD_LENGTH {
        messages.push(TOO_LONG);
    }
    if field == "workflow_filename" && !is_blank {
        if ![".yml", ".yaml"]
            .iter()
            .any(|ending| text.ends_with(ending))
        {
            messages.push("must end with .yml or .yaml");
        }
        if text.contains('/') {
            messages.push("must be a filename only, without directories");
        }
    }
    messages
}

/// `NameFormatValidator`.
fn name(text: &str) -> Vec<&'static str> {
    let special = ['.', '-', '_'];
    let is_allowed =
        |character: char| character.is_ascii_alphanumeric() || special.contains(&character);
    let ending = text
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let is_banned =
        ending.is_some_and(|ending| ["gem", "json", "html", "gemspec"].contains(&ending.as_str()));
    [
        (
            !text
                .chars()
                .any(|character| character.is_ascii_alphabetic()),
            "must include at least one letter",
        ),
        (
            text.is_empty() || !text.chars().all(is_allowed),
            "can only include letters, numbers, periods, dashes, and underscores",
        ),
        (
            text.starts_with(special),
            "can not begin with a period, dash, or underscore",
        ),
        (
            text.ends_with(special),
            "can not end with a period, dash, or underscore",
        ),
        (is_banned, "can not end with a common file extension"),
    ]
    .into_iter()
    .filter(|(is_wrong, _)| *is_wrong)
    .map(|(_, message)| message)
    .gather()
}

/// All that is wrong, in the order of the form. The owner is looked up at GitHub before anything is checked.
fn validate(form: Form, _index: &Index, input: &Input, context: &FormContext<'_>) -> FormVerdict {
    let typed = |field: &str| input.get(field).map_or("", String::as_str);
    let filled = |field: &str| !ruby::is_blank(typed(field));
    let mut verdict = FormVerdict::default();
    let owner = typed("repository_owner");
    let looked_up = filled("repository_owner").then(|| {
        verdict.lookups.push(owner.to_owned());
        (context.look_up)(Subject::GitHubOwner, owner)
    });
    let mut owner_id = None;
    let mut is_nobody = false;
    match looked_up {
        None => {}
        Some(Lookup::Found { id, .. }) => owner_id = Some(id),
        Some(Lookup::NotFound | Lookup::HttpStatus { status: 404 }) => is_nobody = true,
        Some(Lookup::NotAsked) => verdict.unanswered.push(owner.to_owned()),
        Some(Lookup::HttpStatus { .. } | Lookup::Timeout | Lookup::ConnectionError) => {
            return FormVerdict {
                outcome: Outcome::Fail,
                crash: Some("Octokit::Error"),
                ..verdict
            };
        }
    }
    for (field, _) in form.fields {
        let mut messages = check(field, typed(field));
        // The message is about the owner's ID, which Rails calls by the owner's name.
        if *field == "repository_owner" && (is_nobody || !filled(field)) {
            messages.push(BLANK);
        }
        let [owner_field, name_field] = super::lookup::ELSEWHERE;
        let lacks = |one: &str, other: &str| *field == one && !filled(one) && filled(other);
        if lacks(owner_field, name_field) || lacks(name_field, owner_field) {
            messages.push(BLANK);
        }
        if *field == owner_field
            && filled(owner_field)
            && typed(owner_field) == owner
            && typed(name_field) == typed("repository_name")
        {
            messages.push(
                "workflow_repository must be different from the repository, leave blank for \
                 same-repository workflows",
            );
        }
        if *field == PROJECT_NAME
            && context
                .existing_projects
                .iter()
                .any(|project| project.name == typed(field))
        {
            messages.push("is already in use");
        }
        if *field == PROJECT_NAME
            && context
                .prohibited_projects
                .iter()
                .any(|project| project.eq_ignore_ascii_case(typed(field)))
        {
            messages.push("is reserved");
        }
        if !messages.is_empty() {
            verdict.errors.push(FieldErrors {
                field,
                messages: messages
                    .into_iter()
                    .map(|text| Message {
                        text: text.to_owned(),
                        html: false,
                    })
                    .gather(),
            });
        }
    }
    if !verdict.errors.is_empty() {
        verdict.outcome = Outcome::Fail;
        return verdict;
    }
    if owner_id.is_some() {
        verdict.outcome = Outcome::Pass;
    }
    let mut publisher = Publisher {
        kind: KIND.to_owned(),
        project: typed(PROJECT_NAME).to_owned(),
        pending: form.pending,
        ..Publisher::default()
    };
    for (field, _) in FIELDS {
        if filled(field) {
            let fields = &mut publisher.fields;
            fields.insert(field.to_owned(), typed(field).to_owned());
        }
    }
    if let Some(id) = owner_id {
        let fields = &mut publisher.fields;
        fields.insert("repository_owner_id".to_owned(), id);
    }
    verdict.normalized = Some(publisher);
    verdict
}
