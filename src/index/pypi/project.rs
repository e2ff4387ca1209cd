//! Making the project that a pending publisher promises.
//!
//! Source: `warehouse/packaging/services.py`, `create_project` and `check_project_name`;
//! `warehouse/packaging/models.py`, `ProjectFactory`.

use crate::finding::{Phase, Reason, Rule};
use crate::index::{Case, Index};
use crate::python::{Str, repr_str};

use super::trace::{Finding, Trace};
use super::{answer, stdlib};

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
        .collect();
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
    let refused = |reason, why: String| {
        let quoted = repr_str(&Str::from(project));
        Finding::Stop(
            reason,
            answer::invalid_payload(format!("The name {quoted} {why}")),
        )
    };
    let owned = project.to_owned();
    let canonical = canonicalize(project);
    if !is_well_formed(project) {
        let reason = Reason::ProjectNameInvalid { project: owned };
        return refused(reason, "is invalid.".to_owned());
    }
    if stdlib::has(&canonical) {
        let reason = Reason::ProjectNameStdlib { project: owned };
        let why = "isn't allowed (conflict with Python Standard Library module name).";
        return refused(reason, format!("{why} {}", see("project-name")));
    }
    let prohibited = &case.server.prohibited_projects;
    if prohibited
        .iter()
        .any(|other| canonicalize(other) == canonical)
    {
        let reason = Reason::ProjectNameProhibited { project: owned };
        return refused(reason, format!("isn't allowed. {}", see("project-name")));
    }
    let similar = existing
        .iter()
        .find(|other| ultranormalize(other) == ultranormalize(project));
    if let Some(similar) = similar {
        let reason = Reason::ProjectNameSimilar {
            project: owned,
            similar: (*similar).to_owned(),
        };
        let why = "is too similar to an existing project.";
        return refused(reason, format!("{why} {}", see("project-name")));
    }
    Finding::Pass
}

fn not_given() -> Finding {
    Finding::Unknown(Reason::FieldNotGiven {
        field: "project".to_owned(),
        claimed: String::new(),
    })
}

/// `PROJECT_NAME_RE`: ASCII letters, digits, `.`, `_` and `-`, with a letter or digit at both ends.
fn is_well_formed(name: &str) -> bool {
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
    for character in name.to_lowercase().chars() {
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
    name.to_lowercase()
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
    fn a_name_starts_and_ends_with_a_letter_or_digit() {
        for name in ["a", "A-1", "a..b"] {
            assert!(is_well_formed(name), "{name}");
        }
        for name in ["", "-a", "a.", "a b", "é", "a\n"] {
            assert!(!is_well_formed(name), "{name}");
        }
    }
}
