//! ActiveState's forms.
//!
//! Source: `warehouse/oidc/forms/activestate.py`.

use crate::index::Index;

use super::wtforms::{Chain, Field, Raised, before_final_line_feed};
use super::{Input, Lookup, Run, Subject, field, pending};

pub(super) const FIELDS: [(&str, &str); 3] = [
    (ORGANIZATION, "organization"),
    (PROJECT, "activestate_project"),
    (ACTOR, "actor"),
];

const ORGANIZATION: &str = "organization";
const PROJECT: &str = "project";
const ACTOR: &str = "actor";

pub(super) fn validate(run: &mut Run<'_>, index: &Index, input: &Input) {
    let organization = field(ORGANIZATION, input);
    let project = field(PROJECT, input);
    let actor = field(ACTOR, input);

    pending::validate(run, index, input, &[&organization, &project, &actor]);

    let chain = organization
        .chain()
        .input_required("Specify ActiveState organization name")
        .then(|name| {
            let answer = run.look_up(Subject::ActiveStateOrganization, name.data());
            found(answer, "ActiveState organization not found").map(|_| ())
        });
    run.close(chain);
    run.close(check_project(&project));
    let chain = actor
        .chain()
        .input_required("Specify the ActiveState actor username")
        .then(|name| {
            let answer = run.look_up(Subject::ActiveStateActor, name.data());
            if let Some(id) = found(answer, "ActiveState actor not found")? {
                run.register("actor_id", id);
            }
            Ok(())
        });
    run.close(chain);

    run.register("organization", organization.data());
    run.register("activestate_project", project.data());
    run.register("actor", actor.data());
}

/// `_activestate_gql_api_call`: the identifier, if somebody asked.
fn found(answer: Lookup, not_found: &str) -> Result<Option<String>, Raised> {
    let text = match answer {
        Lookup::Found { id, .. } => return Ok(Some(id)),
        Lookup::NotAsked => return Ok(None),
        Lookup::NotFound => not_found,
        Lookup::HttpStatus { status: 404 } | Lookup::Timeout | Lookup::ConnectionError => {
            "Unexpected error from ActiveState. Try again in a few minutes"
        }
        Lookup::HttpStatus { .. } => "Unexpected error from ActiveState. Try again",
    };
    Err(Raised::error(text))
}

fn check_project<'f>(project: &'f Field<'f>) -> Chain<'f> {
    project
        .chain()
        .input_required("Specify ActiveState project name")
        .regexp(is_project, "Invalid ActiveState project name")
        .then(|project| match project.data().contains("--") {
            true => Err(Raised::error("Double dashes are not allowed in the name")),
            false => Ok(()),
        })
        .then(
            |project| match project.data().starts_with('-') || project.data().ends_with('-') {
                true => Err(Raised::error(
                    "Leading or trailing dashes are not allowed in the name",
                )),
                false => Ok(()),
            },
        )
}

/// Whether the form takes that text in that field, as far as the text alone tells.
pub(super) fn takes(name: &str, text: &str) -> bool {
    match name {
        PROJECT => check_project(&Field::new(PROJECT, Some(text))).is_clean(),
        _ => !text.is_empty(),
    }
}

/// `_VALID_PROJECT_NAME`: `^[.a-zA-Z0-9-]{3,40}$`.
fn is_project(text: &str) -> bool {
    let name = before_final_line_feed(text);
    (3..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::super::{FormContext, FormKind, FormVerdict, validate};
    use super::*;
    use crate::index::pypi::PYPI;

    fn judge(project: &str, look_up: &dyn Fn(Subject, &str) -> Lookup) -> FormVerdict {
        let input = [(ORGANIZATION, "Acme"), (PROJECT, project), (ACTOR, "jane")]
            .map(|(field, text)| (field.to_owned(), text.to_owned()))
            .into();
        let context = FormContext {
            look_up,
            ..FormContext::default()
        };
        let form = FormKind::parse("activestate").unwrap();
        validate(&PYPI, form, &input, &context)
    }

    #[test]
    fn the_publisher_has_the_actors_id() {
        let verdict = judge("lib", &|_, _| Lookup::Found {
            login: String::new(),
            id: "u-1".to_owned(),
        });
        assert_eq!(verdict.lookups, ["Acme", "jane"]);
        let publisher = verdict.normalized.unwrap();
        assert_eq!(PYPI.check(&publisher), Ok(()));
        assert_eq!(publisher.field("actor_id"), Some("u-1"));
    }

    #[test]
    fn names_that_are_not_found_and_failures_differ() {
        let verdict = judge("lib", &|subject, _| match subject {
            Subject::ActiveStateActor => Lookup::NotFound,
            _ => Lookup::HttpStatus { status: 500 },
        });
        let text = |field| verdict.messages(field)[0].text.as_str();
        assert_eq!(
            text(ORGANIZATION),
            "Unexpected error from ActiveState. Try again"
        );
        assert_eq!(text(ACTOR), "ActiveState actor not found");
    }

    #[test]
    fn every_rule_for_a_projects_name_has_its_say() {
        let verdict = judge("-_--", &|_, _| Lookup::NotAsked);
        let texts: Vec<_> = verdict
            .messages(PROJECT)
            .iter()
            .map(|message| &message.text)
            .collect();
        assert_eq!(
            texts,
            [
                "Invalid ActiveState project name",
                "Double dashes are not allowed in the name",
                "Leading or trailing dashes are not allowed in the name",
            ]
        );
    }
}
