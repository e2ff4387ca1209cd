//! Making the project that a pending publisher promises.
//!
//! Source: `warehouse/packaging/services.py`, `create_project` and `check_project_name`;
//! `warehouse/packaging/models.py`, `ProjectFactory`.

use crate::finding::{Phase, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{Case, Index};
use crate::python::unicode::lower;
use crate::python::{Str, repr_str};

use super::{answer, stdlib};
use crate::index::trace::{Finding, Trace};

/// Whether the project can be made.
pub(super) fn create(trace: &mut Trace, index: &Index, case: &Case<'_>, project: &str) -> bool {
    let existing: Vec<&str> = case
        .publishers
        .unwrap_or_default()
        .iter()
        .filter(|publisher| !publisher.pending)
        .map(|publisher| publisher.project.as_str())
        .chain(case.server.existing_projects.iter().map(String::as_str))
        .filter(|name| !name.is_empty())
        .gather();
    let free = trace.record(
        Phase::Project,
        Rule::ProjectExists,
        exists(project, &existing),
    );
    let allowed = trace.record(
        Phase::Project,
        Rule::ProjectName,
        name(index, case, project, &existing),
    );
    free && allowed
}

fn exists(project: &str, existing: &[&str]) -> Finding {
    if project.is_empty() {
        return not_given();
    }
    if existing
        .iter()
        .any(|other| canonicalize(other) == canonicalize(project))
    {
        let reason = Reason::ProjectExists {
            project: project.to_owned(),
        };
        return Finding::Stop(reason, answer::project_already_exists());
    }
    Finding::Pass
}

fn name(index: &Index, case: &Case<'_>, project: &str, existing: &[&str]) -> Finding {
    let see = |anchor| {
        format!(
            "See https://{}/help/#{anchor} for more information.",
            index.host
        )
    };
    const NO_NEW_PROJECTS: &str = "disallow-new-project-registration";
    if case.server.flags.iter().any(|flag| flag == NO_NEW_PROJECTS) {
        let reason = Reason::Disabled {
            flag: NO_NEW_PROJECTS.to_owned(),
        };
        let text = format!(
            "New project registration temporarily disabled. {}",
            see("admin-intervention")
        );
        return Finding::Stop(reason, answer::invalid_payload(text));
    }
    if project.is_empty() {
        return not_given();
    }
    let owned = project.to_owned();
    let (reason, why) = match check_name(project, existing, &case.server.prohibited_projects) {
        // The rule before says it: the server does not get here.
        Ok(()) | Err(Unavailable::Existing(_)) => return Finding::Pass,
        Err(Unavailable::Invalid) => (
            Reason::ProjectNameInvalid { project: owned },
            "is invalid.".to_owned(),
        ),
        Err(Unavailable::Stdlib) => (
            Reason::ProjectNameStdlib { project: owned },
            format!(
                "isn't allowed (conflict with Python Standard Library module name). {}",
                see("project-name")
            ),
        ),
        Err(Unavailable::Prohibited) => (
            Reason::ProjectNameProhibited { project: owned },
            format!("isn't allowed. {}", see("project-name")),
        ),
        Err(Unavailable::Similar(similar)) => (
            Reason::ProjectNameSimilar {
                project: owned,
                similar: similar.to_owned(),
            },
            format!(
                "is too similar to an existing project. {}",
                see("project-name")
            ),
        ),
    };
    let quoted = repr_str(&Str::from(project));
    Finding::Stop(
        reason,
        answer::invalid_payload(format!("The name {quoted} {why}")),
    )
}

fn not_given() -> Finding {
    Finding::Unknown(Reason::FieldNotGiven {
        field: "project".to_owned(),
        claimed: String::new(),
    })
}

/// Why a name cannot be taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Unavailable<'a> {
    /// It is no project name.
    Invalid,
    /// A module of the standard library has it.
    Stdlib,
    /// This project has it.
    Existing(&'a str),
    /// It is on the blocklist.
    Prohibited,
    /// It looks like this project's.
    Similar(&'a str),
}

/// `check_project_name`: the first reason why a name cannot be taken.
pub(super) fn check_name<'a>(
    name: &str,
    existing: &[&'a str],
    prohibited: &[String],
) -> Result<(), Unavailable<'a>> {
    if !is_well_formed(name) {
        return Err(Unavailable::Invalid);
    }
    let canonical = canonicalize(name);
    if stdlib::has(&canonical) {
        return Err(Unavailable::Stdlib);
    }
    let same = |other: &&&str| canonicalize(other) == canonical;
    if let Some(other) = existing.iter().find(same) {
        return Err(Unavailable::Existing(other));
    }
    // The names on the list are compared as they stand: one that is not canonical bars nothing.
    if PROHIBITED.contains(&canonical.as_str()) || prohibited.contains(&canonical) {
        return Err(Unavailable::Prohibited);
    }
    let look = ultranormalize(name);
    match existing.iter().find(|other| ultranormalize(other) == look) {
        Some(other) => Err(Unavailable::Similar(other)),
        None => Ok(()),
    }
}

/// Names on every blocklist, canonicalized: a migration of the database puts them there.
///
/// Source: `warehouse/migrations/versions/1e2ccd34f539_move_existing_blacklisted_projects_into_.py`.
const PROHIBITED: [&str; 2] = ["requirements-txt", "rrequirements-txt"];

/// `PROJECT_NAME_RE`: ASCII letters, digits, `.`, `_` and `-`, with a letter or digit at both ends.
pub(super) fn is_well_formed(name: &str) -> bool {
    let at_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = name.as_bytes();
    at_end(bytes.first())
        && at_end(bytes.last())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// `normalize_pep426_name`: lower case, every run of `.`, `_` and `-` one `-`.
fn canonicalize(name: &str) -> String {
    let mut canonical = String::new();
    for character in lower(name).chars() {
        match character {
            '.' | '_' | '-' if canonical.ends_with('-') => {}
            '.' | '_' | '-' => canonical.push('-'),
            other => canonical.push(other),
        }
    }
    canonical
}

/// `ultranormalize_name`: without `.`, `_` and `-`; `l`, `i` and `1` alike, `o` and `0` too.
fn ultranormalize(name: &str) -> String {
    lower(name)
        .chars()
        .filter_map(|character| match character {
            '.' | '_' | '-' => None,
            'l' | 'i' => Some('1'),
            'o' => Some('0'),
            other => Some(other),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_canonicalized_and_then_by_look() {
        assert_eq!(canonicalize("A.-_b__C"), "a-b-c");
        assert_eq!(ultranormalize("Sarnple_lO"), ultranormalize("sarnp1e-10"));
    }

    #[test]
    fn the_first_reason_in_the_servers_order_counts() {
        let existing = ["json", "taken", "requirements.txt"];
        let prohibited = ["taken", "bad-name", "Worse_Name"].map(str::to_owned);
        let check = |name| check_name(name, &existing, &prohibited);
        assert_eq!(check("taken\n"), Err(Unavailable::Invalid));
        assert_eq!(check("JSON"), Err(Unavailable::Stdlib));
        assert_eq!(check("TAKEN"), Err(Unavailable::Existing("taken")));
        assert_eq!(check("Bad_Name"), Err(Unavailable::Prohibited));
        assert_eq!(check("Worse_Name"), Ok(()));
        assert_eq!(check("tak_en"), Err(Unavailable::Similar("taken")));
        assert_eq!(check("other"), Ok(()));
    }

    #[test]
    fn the_database_itself_prohibits_two_names() {
        for name in ["requirements.txt", "Requirements_TXT", "rrequirements.txt"] {
            assert_eq!(
                check_name(name, &[], &[]),
                Err(Unavailable::Prohibited),
                "{name}"
            );
        }
        assert_eq!(check_name("requirements", &[], &[]), Ok(()));
    }

    #[test]
    fn a_name_starts_and_ends_with_a_letter_or_digit() {
        for name in ["a", "A-1", "a..b"] {
            assert!(is_well_formed(name), "{name}");
        }
        for name in ["", "-a", "a.", "a b", "é", "a\n"] {
            assert!(!is_well_formed(name), "{name}");
        }
    }
}
