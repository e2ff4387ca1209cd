//! GitHub's forms.
//!
//! Source: `warehouse/oidc/forms/github.py`.

use crate::index::Index;
use crate::python::unicode::lower;

use super::wtforms::{Chain, Field, Raised, before_final_line_feed};
use super::{Input, Lookup, Run, Subject, field, pending};

pub(super) const FIELDS: [(&str, &str); 4] = [
    (OWNER, "repository_owner"),
    (REPOSITORY, "repository_name"),
    (WORKFLOW, "workflow_filename"),
    (ENVIRONMENT, "environment"),
];

pub(super) const OWNER: &str = "owner";
pub(super) const REPOSITORY: &str = "repository";
pub(super) const WORKFLOW: &str = "workflow_filename";
pub(super) const ENVIRONMENT: &str = "environment";

pub(super) fn validate(run: &mut Run<'_>, index: &Index, input: &Input) {
    let owner = field(OWNER, input);
    let repository = field(REPOSITORY, input);
    let workflow = field(WORKFLOW, input).stripped();
    let environment = field(ENVIRONMENT, input);

    let rest = [&owner, &repository, &workflow, &environment];
    pending::validate(run, index, input, &rest);

    let owner_is_sound = |owner: &Field<'_>| match is_owner(owner.data()) {
        true => Ok(()),
        false => Err(Raised::error("Invalid GitHub user or organization name.")),
    };
    let chain = owner
        .chain()
        .input_required("Specify GitHub repository owner (username or organization)")
        .then(|owner| {
            owner_is_sound(owner)?;
            look_up_owner(run, owner.data())
        });
    run.close(chain);
    run.close(check_repository(&repository));
    run.close(check_workflow(&workflow));
    run.close(check_environment(&environment));

    run.register("repository_name", repository.data());
    run.register("workflow_filename", workflow.data());
    run.register("environment", lower(environment.data()));
}

/// `_lookup_owner`, and what `validate_owner` keeps of it.
fn look_up_owner(run: &mut Run<'_>, owner: &str) -> Result<(), Raised> {
    let text = match run.look_up(Subject::GitHubOwner, owner) {
        Lookup::Found { login, id } => {
            run.register("repository_owner", login);
            run.register("repository_owner_id", id);
            return Ok(());
        }
        Lookup::NotAsked => {
            run.register("repository_owner", owner);
            return Ok(());
        }
        Lookup::NotFound | Lookup::HttpStatus { status: 404 } => {
            "Unknown GitHub user or organization."
        }
        Lookup::HttpStatus { status: 403 } => {
            "GitHub has rate-limited this action. Try again in a few minutes."
        }
        Lookup::HttpStatus { status: 400..600 } => "Unexpected error from GitHub. Try again.",
        // `raise_for_status` lets it pass, and then the answer describes no user.
        Lookup::HttpStatus { .. } => return Err(Raised::Crash("KeyError")),
        Lookup::ConnectionError => {
            "Unexpected connection error from GitHub. Try again in a few minutes."
        }
        Lookup::Timeout => "Unexpected timeout from GitHub. Try again in a few minutes.",
    };
    Err(Raised::error(text))
}

fn check_repository<'f>(repository: &'f Field<'f>) -> Chain<'f> {
    repository
        .chain()
        .input_required("Specify repository name")
        .regexp(is_repository, "Invalid repository name")
}

fn check_workflow<'f>(workflow: &'f Field<'f>) -> Chain<'f> {
    workflow
        .chain()
        .input_required("Specify workflow filename")
        .then(|workflow| {
            let name = workflow.data();
            if !name.ends_with(".yml") && !name.ends_with(".yaml") {
                return Err(Raised::error("Workflow name must end with .yml or .yaml"));
            }
            if name.contains('/') {
                return Err(Raised::error(
                    "Workflow filename must be a filename only, without directories",
                ));
            }
            Ok(())
        })
}

fn check_environment<'f>(environment: &'f Field<'f>) -> Chain<'f> {
    environment
        .chain()
        .optional()
        .then(|environment| match environment_fault(environment.data()) {
            Some(text) => Err(Raised::error(text)),
            None => Ok(()),
        })
}

/// What is wrong with an environment.
pub(super) fn environment_fault(name: &str) -> Option<&'static str> {
    if name.chars().count() > 255 {
        Some("Environment name is too long (maximum is 255 characters)")
    } else if name.starts_with(' ') {
        Some("Environment name may not start with whitespace")
    } else if name.ends_with(' ') {
        Some("Environment name may not end with whitespace")
    } else if name.contains(is_refused_in_environment) {
        Some(
            "Environment name must not contain non-printable characters \
             or the characters \"'\", \"\"\", \"`\", \",\", \";\", \"\\\"",
        )
    } else {
        None
    }
}

/// Whether the form takes that text in that field, as far as the text alone tells. A line feed behind
/// the owner is taken, but GitHub knows no such name.
pub(super) fn takes(name: &str, text: &str) -> bool {
    match name {
        OWNER => is_owner(text) && !text.ends_with('\n'),
        REPOSITORY => check_repository(&Field::new(REPOSITORY, Some(text))).is_clean(),
        WORKFLOW => check_workflow(&Field::new(WORKFLOW, Some(text)).stripped()).is_clean(),
        ENVIRONMENT => check_environment(&Field::new(ENVIRONMENT, Some(text))).is_clean(),
        _ => true,
    }
}

/// `_VALID_GITHUB_OWNER`: `^[a-zA-Z0-9][a-zA-Z0-9-]*$`.
fn is_owner(text: &str) -> bool {
    let name = before_final_line_feed(text);
    name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || character == '-')
}

/// `_VALID_GITHUB_REPO`: `^[a-zA-Z0-9-_.]+$`.
fn is_repository(text: &str) -> bool {
    let name = before_final_line_feed(text);
    !name.is_empty()
        && name.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
        })
}

/// `_INVALID_ENVIRONMENT_CHARS`.
fn is_refused_in_environment(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}' | '\u{7f}' | '\'' | '"' | '`' | ',' | ';' | '\\'
    )
}

#[cfg(test)]
mod tests {
    use super::super::{FormContext, FormKind, FormVerdict, validate};
    use super::*;
    use crate::finding::Outcome;
    use crate::index::pypi::PYPI;

    fn judge(changes: &[(&str, &str)], look_up: &dyn Fn(Subject, &str) -> Lookup) -> FormVerdict {
        let sound = [
            (OWNER, "acme"),
            (REPOSITORY, "lib"),
            (WORKFLOW, "release.yml"),
            (ENVIRONMENT, ""),
        ];
        let input = sound
            .iter()
            .chain(changes)
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect();
        let context = FormContext {
            look_up,
            ..FormContext::default()
        };
        validate(&PYPI, FormKind::parse("github").unwrap(), &input, &context)
    }

    fn knows(_: Subject, _: &str) -> Lookup {
        Lookup::Found {
            login: "Acme".to_owned(),
            id: "1".to_owned(),
        }
    }

    fn message(field: &str, text: &str) -> Option<String> {
        let verdict = judge(&[(field, text)], &knows);
        let messages = verdict.messages(field);
        assert!(messages.len() < 2);
        messages.first().map(|message| message.text.clone())
    }

    #[test]
    fn the_publisher_has_githubs_spelling_and_id_and_a_lower_case_environment() {
        let typed = [
            (OWNER, "ACME"),
            (WORKFLOW, "\tr.yml\n"),
            (ENVIRONMENT, "Prod"),
        ];
        let verdict = judge(&typed, &knows);
        assert_eq!(verdict.outcome, Outcome::Pass);
        assert_eq!(verdict.lookups, ["ACME"]);
        let publisher = verdict.normalized.unwrap();
        assert_eq!(PYPI.check(&publisher), Ok(()));
        assert_eq!(publisher.field("repository_owner"), Some("Acme"));
        assert_eq!(publisher.field("repository_owner_id"), Some("1"));
        assert_eq!(publisher.field("workflow_filename"), Some("r.yml"));
        assert_eq!(publisher.field("environment"), Some("prod"));
    }

    #[test]
    fn where_nobody_asks_github_the_rest_is_judged_all_the_same() {
        let nobody: fn(Subject, &str) -> Lookup = |_, _| Lookup::NotAsked;
        let verdict = judge(&[], &nobody);
        assert_eq!(verdict.outcome, Outcome::Unknown);
        assert_eq!(verdict.unanswered, ["acme"]);
        let publisher = verdict.normalized.unwrap();
        assert_eq!(publisher.field("repository_owner"), Some("acme"));
        assert_eq!(publisher.field("repository_owner_id"), None);

        let verdict = judge(&[(REPOSITORY, "a b")], &nobody);
        assert_eq!(verdict.outcome, Outcome::Fail);
        assert_eq!(verdict.messages(REPOSITORY).len(), 1);
        assert_eq!(verdict.normalized, None);
    }

    #[test]
    fn github_is_not_asked_for_a_name_that_is_none() {
        for name in [
            "",
            "-a",
            "a_b",
            "a.b",
            " a",
            "é",
            "a\n\n",
            "https://github.com/a",
        ] {
            let verdict = judge(&[(OWNER, name)], &knows);
            assert!(verdict.lookups.is_empty(), "{name:?}");
            assert_eq!(verdict.messages(OWNER).len(), 1, "{name:?}");
        }
        assert_eq!(judge(&[(OWNER, "a-\n")], &knows).lookups, ["a-\n"]);
    }

    #[test]
    fn githubs_failures_have_messages_of_their_own() {
        let status = |status| Lookup::HttpStatus { status };
        for (answer, expected) in [
            (status(404), "Unknown GitHub user or organization."),
            (Lookup::NotFound, "Unknown GitHub user or organization."),
            (
                status(403),
                "GitHub has rate-limited this action. Try again in a few minutes.",
            ),
            (status(429), "Unexpected error from GitHub. Try again."),
            (status(599), "Unexpected error from GitHub. Try again."),
            (
                Lookup::Timeout,
                "Unexpected timeout from GitHub. Try again in a few minutes.",
            ),
            (
                Lookup::ConnectionError,
                "Unexpected connection error from GitHub. Try again in a few minutes.",
            ),
        ] {
            let verdict = judge(&[], &|_, _| answer.clone());
            assert_eq!(verdict.messages(OWNER)[0].text, expected);
        }
    }

    #[test]
    fn an_answer_that_is_no_error_and_no_user_crashes_the_form() {
        let verdict = judge(&[(REPOSITORY, "")], &|_, _| Lookup::HttpStatus {
            status: 304,
        });
        assert_eq!(verdict.outcome, Outcome::Fail);
        assert!(verdict.crash.is_some());
        assert_eq!((verdict.errors, verdict.normalized), (vec![], None));
    }

    #[test]
    fn a_repositorys_name_may_end_with_a_line_feed() {
        for name in ["a", ".", "-_.", "repo.git", "a\n"] {
            assert_eq!(message(REPOSITORY, name), None, "{name:?}");
        }
        for name in [" ", "\n", "a\n\n", "a b", "a/b", "é"] {
            let expected = Some("Invalid repository name".to_owned());
            assert_eq!(message(REPOSITORY, name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_workflows_ending_is_looked_at_before_its_directories() {
        for (name, expected) in [
            ("a/b", "Workflow name must end with .yml or .yaml"),
            ("release.YML", "Workflow name must end with .yml or .yaml"),
            (" ", "Workflow name must end with .yml or .yaml"),
            (
                "a/b.yaml",
                "Workflow filename must be a filename only, without directories",
            ),
            ("", "Specify workflow filename"),
        ] {
            assert_eq!(message(WORKFLOW, name).as_deref(), Some(expected), "{name}");
        }
        assert_eq!(message(WORKFLOW, "\u{1c}.yml\u{85}"), None);
    }

    #[test]
    fn an_environment_is_judged_by_length_edges_and_characters_in_this_order() {
        let long = " ".to_owned() + &"é".repeat(255);
        let characters = "Environment name must not contain non-printable characters or the \
                          characters \"'\", \"\"\", \"`\", \",\", \";\", \"\\\"";
        for (name, expected) in [
            (
                long.as_str(),
                "Environment name is too long (maximum is 255 characters)",
            ),
            (" a, ", "Environment name may not start with whitespace"),
            ("a, ", "Environment name may not end with whitespace"),
            ("a,", characters),
            ("\ta", characters),
        ] {
            let found = message(ENVIRONMENT, name);
            assert_eq!(found.as_deref(), Some(expected), "{name}");
        }
        for name in ["", " ", "\t\u{a0}", "a\u{85}b", &"é".repeat(255)] {
            assert_eq!(message(ENVIRONMENT, name), None, "{name:?}");
        }
    }
}
