//! The project's name on a pending publisher's form.
//!
//! Source: `warehouse/oidc/forms/_core.py`, `PendingPublisherMixin`.

use crate::index::Index;
use crate::index::pypi::project::{Unavailable, check_name, is_well_formed};

use super::wtforms::{Field, Raised};
use super::{Message, PROJECT_NAME, Run, field};

const INVALID: &str = "Invalid project name";

/// Validates the name, if the form asks for one.
///
/// The field was declared before those of the forms, so it comes first. `rest` are the other fields
/// in the form's order: they stand in a link.
pub(super) fn validate(
    run: &mut Run<'_>,
    index: &Index,
    input: &super::Input,
    rest: &[&Field<'_>],
) {
    if !run.form.pending {
        return;
    }
    let name = field(PROJECT_NAME, input);
    let kind = run.form.kind();
    let context = run.context;
    run.close(
        name.chain()
            .input_required("Specify project name")
            .regexp(is_well_formed, INVALID)
            // `validate_project_name` runs even if the pattern did not match, and says the same again.
            .then(|name| {
                let existing: Vec<_> = context
                    .existing_projects
                    .iter()
                    .map(|project| project.name.as_str())
                    .collect();
                let other = match check_name(name.data(), &existing, context.prohibited_projects) {
                    Ok(()) => return Ok(()),
                    Err(Unavailable::Existing(other)) => other,
                    Err(Unavailable::Invalid) => return Err(Raised::error(INVALID)),
                    Err(Unavailable::Prohibited) => {
                        return Err(Raised::error("This project name isn't allowed"));
                    }
                    Err(Unavailable::Similar(_)) => {
                        return Err(Raised::error(
                            "This project name is too similar to an existing project",
                        ));
                    }
                    Err(Unavailable::Stdlib) => {
                        return Err(Raised::error(
                            "This project name isn't allowed (conflict with the Python \
                                 standard library module name)",
                        ));
                    }
                };
                let own = |project: &&super::ExistingProject| project.own && project.name == other;
                Err(match context.existing_projects.iter().find(own) {
                    Some(_) => Raised::Error(exists_already(index, kind, name, rest)),
                    None => Raised::error("This project already exists."),
                })
            }),
    );
    run.publisher.project = name.data().to_owned();
}

/// Whether the form takes that name, as far as the name alone tells.
pub(super) fn takes(name: &str) -> bool {
    is_well_formed(name)
}

/// To an owner the message holds a link to the project's own form, filled in with what was typed.
fn exists_already(index: &Index, kind: &str, name: &Field<'_>, rest: &[&Field<'_>]) -> Message {
    let mut query = String::new();
    for field in std::iter::once(&name).chain(rest) {
        if !field.data().is_empty() {
            query.push_str(&format!("{}={}&", field.name, quote_plus(field.data())));
        }
    }
    let url = format!(
        "https://{}/manage/project/{}/settings/publishing/?{query}provider={kind}",
        index.host,
        // A name that got here needs no quoting.
        name.data(),
    );
    Message {
        text: format!(
            "This project already exists: use the project's publishing settings <a href='{url}'>here</a> \
             to create a Trusted Publisher for it."
        ),
        html: true,
    }
}

/// `urllib.parse.quote_plus` of the text's UTF-8.
fn quote_plus(text: &str) -> String {
    let mut quoted = String::new();
    for byte in text.as_bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'.' | b'-' | b'~' => {
                quoted.push(char::from(*byte));
            }
            b' ' => quoted.push('+'),
            _ => quoted.push_str(&format!("%{byte:02X}")),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::super::{ExistingProject, FormContext, FormKind, Input, validate};
    use super::*;
    use crate::index::pypi::{PYPI, TESTPYPI};

    fn messages(index: &Index, name: &str, typed: &[(&str, &str)]) -> Vec<String> {
        let project = |name: &str, own| ExistingProject {
            name: name.to_owned(),
            own,
        };
        let context = FormContext {
            existing_projects: &[project("Mine", true), project("taken", false)],
            prohibited_projects: &["bad".to_owned()],
            ..FormContext::default()
        };
        let mut input: Input = typed
            .iter()
            .map(|(field, text)| ((*field).to_owned(), (*text).to_owned()))
            .collect();
        input.insert(PROJECT_NAME.to_owned(), name.to_owned());
        let form = FormKind::parse("pending-github").unwrap();
        let verdict = validate(index, form, &input, &context);
        assert_eq!(verdict.errors.first().unwrap().field, PROJECT_NAME);
        let messages = verdict.messages(PROJECT_NAME).iter();
        messages.map(|message| message.text.clone()).collect()
    }

    #[test]
    fn a_name_that_is_none_is_refused_twice() {
        assert_eq!(messages(&PYPI, "a b", &[]), [INVALID, INVALID]);
        assert_eq!(messages(&PYPI, "", &[]), ["Specify project name"]);
    }

    #[test]
    fn a_name_that_cannot_be_taken_is_refused_with_its_reason() {
        for (name, expected) in [
            ("TAKEN", "This project already exists."),
            (
                "t-aken",
                "This project name is too similar to an existing project",
            ),
            ("Bad", "This project name isn't allowed"),
            ("requirements.txt", "This project name isn't allowed"),
            (
                "json",
                "This project name isn't allowed (conflict with the Python standard library module name)",
            ),
        ] {
            assert_eq!(messages(&PYPI, name, &[]), [expected], "{name}");
        }
    }

    #[test]
    fn an_owner_is_shown_the_projects_own_form_filled_in() {
        let typed = [
            ("owner", "a&b"),
            ("environment", " "),
            ("workflow_filename", " r.yml "),
        ];
        assert_eq!(
            messages(&TESTPYPI, "mine", &typed),
            [
                "This project already exists: use the project's publishing settings <a \
                 href='https://test.pypi.org/manage/project/mine/settings/publishing/?project_name=mine\
                 &owner=a%26b&workflow_filename=r.yml&environment=+&provider=github'>here</a> to \
                 create a Trusted Publisher for it."
            ]
        );
    }

    #[test]
    fn quoting_spares_letters_digits_and_four_signs() {
        assert_eq!(quote_plus("aZ0_.-~ /'é\n"), "aZ0_.-~+%2F%27%C3%A9%0A");
    }
}
