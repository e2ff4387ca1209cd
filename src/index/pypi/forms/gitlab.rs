//! GitLab's forms.
//!
//! Source: `warehouse/oidc/forms/gitlab.py`; for the choice of an issuer also WTForms 3.2.2,
//! `wtforms/fields/choices.py`, `SelectField.pre_validate`.

use crate::index::Index;
use crate::index::pypi::gitlab::ISSUER;
use crate::python::is_space;
use crate::python::unicode::lower;

use super::wtforms::{Chain, Field, Raised, before_final_line_feed};
use super::{Input, Run, field, pending};

pub(super) const FIELDS: [(&str, &str); 5] = [
    (NAMESPACE, "namespace"),
    (PROJECT, "gitlab_project"),
    (PIPELINE, "workflow_filepath"),
    (ENVIRONMENT, "environment"),
    (ISSUER_URL, "issuer_url"),
];

const NAMESPACE: &str = "namespace";
const PROJECT: &str = "project";
const PIPELINE: &str = "workflow_filepath";
const ENVIRONMENT: &str = "environment";
const ISSUER_URL: &str = "issuer_url";

pub(super) fn validate(run: &mut Run<'_>, index: &Index, input: &Input) {
    let namespace = field(NAMESPACE, input);
    let project = field(PROJECT, input);
    let pipeline = field(PIPELINE, input).stripped();
    let environment = field(ENVIRONMENT, input);
    let issuer = field(ISSUER_URL, input).or_default(ISSUER);

    let rest = [&namespace, &project, &pipeline, &environment, &issuer];
    pending::validate(run, index, input, &rest);

    let choices = run.context.gitlab_issuers;
    run.close(check_namespace(&namespace));
    run.close(check_project(&project));
    run.close(check_pipeline(&pipeline));
    run.close(check_environment(&environment));
    run.close(
        issuer
            .chain()
            .then(|issuer| {
                let chosen = issuer.data();
                let offered = match choices {
                    [] => chosen == ISSUER,
                    choices => choices.iter().any(|choice| choice == chosen),
                };
                match offered {
                    true => Ok(()),
                    false => Err(Raised::error("Not a valid choice.")),
                }
            })
            .input_required("Choose GitLab issuer URL"),
    );

    run.register("namespace", namespace.data());
    run.register("gitlab_project", project.data());
    run.register("workflow_filepath", pipeline.data());
    let environment = environment.data();
    let blank = environment.chars().all(is_space);
    run.register("environment", if blank { "" } else { environment });
    run.register("issuer_url", issuer.data());
}

fn check_namespace<'f>(namespace: &'f Field<'f>) -> Chain<'f> {
    const INVALID: &str = "Invalid GitLab username or group/subgroup name.";
    namespace
        .chain()
        .input_required("Specify GitLab namespace (username or group/subgroup)")
        .then(ends_with_atom_or_git)
        .regexp(|text| is_name(text, "_.-/+"), INVALID)
        .regexp(has_no_specials_in_a_row, INVALID)
}

fn check_project<'f>(project: &'f Field<'f>) -> Chain<'f> {
    const INVALID: &str = "Invalid project name";
    project
        .chain()
        .input_required("Specify project name")
        .then(ends_with_atom_or_git)
        .regexp(|text| is_name(text, "_.-"), INVALID)
        .regexp(has_no_specials_in_a_row, INVALID)
}

fn check_pipeline<'f>(pipeline: &'f Field<'f>) -> Chain<'f> {
    pipeline
        .chain()
        .input_required("Specify top-level pipeline file path")
        .then(|pipeline| {
            let path = pipeline.data();
            if !path.ends_with(".yml") && !path.ends_with(".yaml") {
                return Err(Raised::error(
                    "Top-level pipeline file path must end with .yml or .yaml",
                ));
            }
            if path.starts_with('/') {
                return Err(Raised::error(
                    "Top-level pipeline file path cannot start or end with /",
                ));
            }
            Ok(())
        })
}

fn check_environment<'f>(environment: &'f Field<'f>) -> Chain<'f> {
    environment
        .chain()
        .optional()
        .regexp(is_environment, "Invalid environment name")
}

fn ends_with_atom_or_git(field: &Field<'_>) -> Result<(), Raised> {
    let name = lower(field.data());
    match name.ends_with(".atom") || name.ends_with(".git") {
        true => Err(Raised::error("Name ends with .git or .atom")),
        false => Ok(()),
    }
}

/// Whether the form takes that text in that field, as far as the text alone tells.
pub(super) fn takes(name: &str, text: &str) -> bool {
    match name {
        NAMESPACE => check_namespace(&Field::new(NAMESPACE, Some(text))).is_clean(),
        PROJECT => check_project(&Field::new(PROJECT, Some(text))).is_clean(),
        PIPELINE => check_pipeline(&Field::new(PIPELINE, Some(text)).stripped()).is_clean(),
        ENVIRONMENT => check_environment(&Field::new(ENVIRONMENT, Some(text))).is_clean(),
        _ => true,
    }
}

/// `_VALID_GITLAB_PROJECT` and `_VALID_GITLAB_NAMESPACE`: at least two characters, with a letter or
/// digit at both ends.
fn is_name(text: &str, specials: &str) -> bool {
    let name = before_final_line_feed(text);
    let is_plain = |character: char| character.is_ascii_alphanumeric();
    name.len() >= 2
        && name.starts_with(is_plain)
        && name.ends_with(is_plain)
        && name
            .chars()
            .all(|character| is_plain(character) || specials.contains(character))
}

/// `_CONSECUTIVE_SPECIAL_CHARACTERS`: `(?!.*[._-]{2})`, which sees the first line only.
fn has_no_specials_in_a_row(text: &str) -> bool {
    let is_special = |byte: &u8| matches!(byte, b'.' | b'_' | b'-');
    let line = text.split('\n').next().unwrap_or_default();
    !line
        .as_bytes()
        .windows(2)
        .any(|pair| pair.iter().all(is_special))
}

/// `_VALID_GITLAB_ENVIRONMENT`: `^[a-zA-Z0-9\-_/${} ]+$`.
pub(super) fn is_environment(text: &str) -> bool {
    let name = before_final_line_feed(text);
    !name.is_empty()
        && name.chars().all(|character| {
            character.is_ascii_alphanumeric()
                || matches!(character, '-' | '_' | '/' | '$' | '{' | '}' | ' ')
        })
}

#[cfg(test)]
mod tests {
    use super::super::{FormContext, FormKind, FormVerdict, validate};
    use super::*;
    use crate::index::pypi::PYPI;

    fn judge(changes: &[(&str, &str)]) -> FormVerdict {
        let sound = [
            (NAMESPACE, "group/sub"),
            (PROJECT, "lib"),
            (PIPELINE, "ci/release.yml"),
            (ISSUER_URL, ISSUER),
        ];
        let input = sound
            .iter()
            .chain(changes)
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect();
        let form = FormKind::parse("gitlab").unwrap();
        validate(&PYPI, form, &input, &FormContext::default())
    }

    fn texts(field: &str, text: &str) -> Vec<String> {
        let verdict = judge(&[(field, text)]);
        let messages = verdict.messages(field).iter();
        messages.map(|message| message.text.clone()).collect()
    }

    #[test]
    fn every_rule_for_a_name_has_its_say() {
        let invalid = "Invalid project name";
        assert_eq!(texts(PROJECT, "lib"), [""; 0]);
        assert_eq!(texts(PROJECT, "l"), [invalid]);
        assert_eq!(texts(PROJECT, "-a..b"), [invalid, invalid]);
        assert_eq!(texts(PROJECT, "lib.GIT"), ["Name ends with .git or .atom"]);
        assert_eq!(texts(NAMESPACE, "a+b/c-d"), [""; 0]);
        assert_eq!(
            texts(NAMESPACE, ""),
            ["Specify GitLab namespace (username or group/subgroup)"]
        );
    }

    #[test]
    fn an_environment_keeps_its_case_and_a_blank_one_is_none() {
        let environment = |text| {
            let publisher = judge(&[(ENVIRONMENT, text)]).normalized.unwrap();
            assert_eq!(PYPI.check(&publisher), Ok(()));
            publisher.field("environment").unwrap().to_owned()
        };
        assert_eq!(environment("Prod/$X"), "Prod/$X");
        assert_eq!(environment(" \t"), "");
        assert_eq!(texts(ENVIRONMENT, "a.b"), ["Invalid environment name"]);
    }

    #[test]
    fn an_issuer_has_to_be_sent_and_to_be_offered() {
        assert_eq!(texts(ISSUER_URL, ""), ["Choose GitLab issuer URL"]);
        let other = texts(ISSUER_URL, "https://example.com");
        assert_eq!(other, ["Not a valid choice."]);
    }

    #[test]
    fn a_pipelines_path_may_have_directories_but_not_start_at_the_root() {
        let rooted = "Top-level pipeline file path cannot start or end with /";
        assert_eq!(texts(PIPELINE, "/a.yml"), [rooted]);
        let ending = "Top-level pipeline file path must end with .yml or .yaml";
        assert_eq!(texts(PIPELINE, "a.yml/"), [ending]);
    }
}
