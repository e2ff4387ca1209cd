//! The form on which trust policies are made: what NuGet.org says to it, in its own words.
//!
//! Source: `GitHubTokenPolicyValidator.cs` and `GitLabTokenPolicyValidator.cs`, `ValidatePolicy`; `GitHubCriteria.cs` and
//! `GitLabCriteria.cs`, `Validate`; `TrustedPublishing.cshtml` for the policy's name.

use crate::finding::Outcome;
use crate::index::form::{FieldErrors, Form, FormContext, FormVerdict, Input, Message};
use crate::index::{Index, Publisher};

/// The longest name of a policy, in UTF-16 units.
const LONGEST_NAME: usize = 64;

/// The form for a kind of publisher. A policy is good for all that its owner has, and for what they have not yet.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    let (kind, fields, address): (_, &[_], _) = match kind {
        _ if pending => return None,
        "github" => (
            "github",
            &[
                ("policy_name", "policy_name"),
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
                ("policy_name", "policy_name"),
                ("namespace", "namespace"),
                ("gitlab_project", "gitlab_project"),
                ("ref", "ref"),
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

/// What is wrong with a field of a kind of policy, in NuGet.org's words. White space around a value does not count, and
/// hardly anything else does.
fn check(kind: &str, field: &str, text: &str) -> Option<&'static str> {
    let is_empty = text.trim().is_empty();
    match (kind, field) {
        (_, "policy_name") if text.encode_utf16().count() > LONGEST_NAME => {
            Some("The policy name cannot be longer than 64.")
        }
        ("github", "repository_owner") if is_empty => {
            Some("The GitHub repository owner is required.")
        }
        ("github", "repository_name") if is_empty => Some("The GitHub repository is required."),
        ("github", "workflow_filename") if is_empty => {
            Some("The GitHub Action workflow file is required.")
        }
        ("gitlab", "namespace") if is_empty => Some("The GitLab namespace path is required."),
        ("gitlab", "gitlab_project") if is_empty => Some("The GitLab project path is required."),
        _ => None,
    }
}

fn validate(form: Form, _index: &Index, input: &Input, _context: &FormContext<'_>) -> FormVerdict {
    let mut publisher = Publisher {
        kind: form.kind.to_owned(),
        ..Publisher::default()
    };
    for (name, field) in form.fields {
        let text = input.get(*name).map_or("", |text| text.trim());
        publisher
            .fields
            .insert((*field).to_owned(), text.to_owned());
    }
    if form.kind == "github" {
        normalize_github(&mut publisher);
    } else {
        normalize_gitlab(&mut publisher);
    }
    let errors: Vec<_> = form
        .fields
        .iter()
        .filter_map(|(field, _)| {
            let text = check(form.kind, field, publisher.field(field).unwrap_or_default())?;
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
    publisher.fields.retain(|_, value| !value.is_empty());
    FormVerdict {
        outcome: Outcome::Pass,
        normalized: Some(publisher),
        ..FormVerdict::default()
    }
}

fn change(publisher: &mut Publisher, field: &str, edit: impl FnOnce(&str) -> String) {
    if let Some(value) = publisher.fields.get_mut(field) {
        *value = edit(value).trim().to_owned();
    }
}

/// Without case: a prefix of ASCII characters is taken away.
fn without<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// `NormalizeRepositoryName` and `NormalizeWorkflowFileName`: an address and a path become names, where the address is
/// the owner's.
fn normalize_github(publisher: &mut Publisher) {
    let owner = publisher
        .field("repository_owner")
        .unwrap_or_default()
        .to_owned();
    change(publisher, "repository_name", |typed| {
        let rest = without(typed, "https://").unwrap_or(typed);
        let rest = without(rest, "github.com/").unwrap_or(rest);
        match rest.trim_end_matches('/').split_once('/') {
            Some((first, name)) if !name.contains('/') && first.eq_ignore_ascii_case(&owner) => {
                name.to_owned()
            }
            _ => typed.to_owned(),
        }
    });
    change(publisher, "workflow_filename", |typed| {
        let path = typed.replace('\\', "/");
        let rest = path.strip_prefix('/').unwrap_or(&path);
        match without(rest, ".github/workflows/") {
            Some(file) => file.to_owned(),
            None => path,
        }
    });
}

/// `NormalizeProjectPath`: what stands behind the last slash, without a query and a fragment.
fn normalize_gitlab(publisher: &mut Publisher) {
    change(publisher, "gitlab_project", |typed| {
        let path = typed.trim_end_matches('/');
        let path = path.find('?').and_then(|at| path.get(..at)).unwrap_or(path);
        let path = path.trim_end_matches('/');
        let path = path.find('#').and_then(|at| path.get(..at)).unwrap_or(path);
        let path = path.trim_end_matches('/');
        path.rsplit_once('/')
            .map_or(path, |(_, name)| name)
            .to_owned()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(kind: &str, values: &[(&str, &str)]) -> Option<Publisher> {
        let input = values
            .iter()
            .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()))
            .collect();
        let form = form(kind, false).expect("a form");
        form.validate(&super::super::NUGET, &input, &FormContext::default())
            .normalized
    }

    #[test]
    fn an_address_and_a_path_become_names() {
        for (repository, file) in [
            ("sampleproject", "release.yml"),
            (
                " https://github.com/Octo-Org/sampleproject/ ",
                ".github/workflows/release.yml",
            ),
            ("octo-org/sampleproject", "/.GitHub\\workflows\\release.yml"),
        ] {
            let publisher = normalized(
                "github",
                &[
                    ("repository_owner", "octo-org"),
                    ("repository_name", repository),
                    ("workflow_filename", file),
                ],
            )
            .expect("a policy");
            assert_eq!(publisher.field("repository_name"), Some("sampleproject"));
            assert_eq!(publisher.field("workflow_filename"), Some("release.yml"));
        }
    }

    #[test]
    fn another_owners_address_stays_as_it_is_and_never_matches() {
        let publisher = normalized(
            "github",
            &[
                ("repository_owner", "octo-org"),
                ("repository_name", "https://github.com/other/sampleproject"),
                ("workflow_filename", "release.yml"),
            ],
        );
        let publisher = publisher.expect("a policy");
        assert_eq!(
            publisher.field("repository_name"),
            Some("https://github.com/other/sampleproject")
        );
    }

    #[test]
    fn a_gitlab_project_is_the_last_part_of_what_was_typed() {
        for typed in [
            "sampleproject",
            "https://gitlab.com/group/sampleproject/?path=a/b",
            "group/sampleproject#a/b",
        ] {
            let values = [("namespace", "group"), ("gitlab_project", typed)];
            let publisher = normalized("gitlab", &values).expect("a policy");
            assert_eq!(publisher.field("gitlab_project"), Some("sampleproject"));
        }
    }

    #[test]
    fn what_is_left_out_is_named() {
        let input = Input::from([("policy_name".to_owned(), "x".repeat(65))]);
        let form = form("github", false).expect("a form");
        let verdict = form.validate(&super::super::NUGET, &input, &FormContext::default());
        assert_eq!(verdict.outcome, Outcome::Fail);
        let fields: Vec<_> = verdict.errors.iter().map(|error| error.field).collect();
        assert_eq!(
            fields,
            [
                "policy_name",
                "repository_owner",
                "repository_name",
                "workflow_filename"
            ]
        );
    }
}
