//! Which publisher's record the claims lead to: one, whichever gems it is for.
//!
//! Source: `app/models/oidc/trusted_publisher/github_action.rb`, `for_claims`.

use crate::finding::{Comparison, Outcome, Phase, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::publishers::nearest;
use crate::index::trace::{Finding, Trace};
use crate::index::{FieldComparison, Publisher};
use crate::python::unicode::equal_in_any_case;
use crate::python::{Dict, Value};

use super::{KIND, NUL, answer};

/// The columns of the workflow's own repository; both are empty where the workflow is in the caller's.
pub(super) const ELSEWHERE: [&str; 2] = ["workflow_repository_owner", "workflow_repository_name"];

/// What the claims are looked up by.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    /// Owner and name of the repository whose job it is.
    pub(super) repository: Option<[String; 2]>,
    pub(super) workflow: Option<Workflow>,
    pub(super) owner_id: Option<String>,
    pub(super) environment: Option<String>,
}

/// What `job_workflow_ref` names.
#[derive(Clone, Debug)]
pub(super) struct Workflow {
    /// Owner and name of its repository.
    pub(super) repository: [String; 2],
    pub(super) file: String,
    /// What stands behind the file.
    pub(super) reference: String,
}

impl Subject {
    /// What the claims say, as far as they can be read.
    pub(super) fn of(claims: &Dict) -> Self {
        let text = |claim: &str| Some(claims.get(claim)?.as_str()?.to_lossy().into_owned());
        Self {
            repository: text("repository").as_deref().and_then(split),
            workflow: text("job_workflow_ref").as_deref().and_then(workflow),
            owner_id: text("repository_owner_id"),
            environment: text("environment"),
        }
    }

    /// The repository of a workflow that is called from another one; empty texts where it is the same.
    fn elsewhere(&self) -> Option<[&str; 2]> {
        let [owner, name] = &self.workflow.as_ref()?.repository;
        if self.repository.as_ref() == Some(&[owner.clone(), name.clone()]) {
            return Some(["", ""]);
        }
        Some([owner, name])
    }
}

/// `repository.split("/", 2)`.
fn split(repository: &str) -> Option<[String; 2]> {
    let (owner, name) = repository.split_once('/')?;
    Some([owner.to_owned(), name.to_owned()])
}

/// `\A([^/]+)/([^/]+)/\.github/workflows/([^@]+)@`.
fn workflow(reference: &str) -> Option<Workflow> {
    let (owner, rest) = reference.split_once('/')?;
    let (name, rest) = rest.split_once('/')?;
    let rest = rest.strip_prefix(".github/workflows/")?;
    let (file, reference) = rest.split_once('@')?;
    if owner.is_empty() || name.is_empty() || file.is_empty() {
        return None;
    }
    Some(Workflow {
        repository: [owner.to_owned(), name.to_owned()],
        file: file.to_owned(),
        reference: reference.to_owned(),
    })
}

/// Reads the claims that are looked up. Those that are missing, or of another type, make the server crash.
pub(super) fn read(trace: &mut Trace, claims: &Dict) -> Subject {
    let subject = Subject::of(claims);
    let phase = Phase::Publisher;
    let crash = |claim: &'static str| {
        let exception = match claims.get(claim) {
            Some(Value::Str(_)) => return None,
            None => "KeyError",
            Some(Value::List(_)) if claim == "repository" => "ArgumentError",
            Some(_) => "NoMethodError",
        };
        Some(Finding::crash(Some(claim), exception))
    };
    let nul = |claim: &'static str| {
        let found = claims.get(claim).and_then(Value::as_str);
        found.is_some_and(crate::python::Str::has_nul)
    };
    trace.record(
        phase,
        Rule::Repository,
        crash("repository").unwrap_or(Finding::Pass),
    );
    let finding = match crash("job_workflow_ref") {
        Some(finding) => finding,
        None if subject.workflow.is_none() => {
            let reason = Reason::FileNameNotFound {
                claim: "job_workflow_ref".to_owned(),
                actual: claims
                    .get("job_workflow_ref")
                    .map(|value| value.to_str().to_string())
                    .unwrap_or_default(),
            };
            Finding::Stop(reason, answer::not_found())
        }
        None => Finding::Pass,
    };
    trace.record(phase, Rule::WorkflowFile, finding);
    let finding = match claims.get("repository_owner_id") {
        None => Finding::crash(Some("repository_owner_id"), "KeyError"),
        Some(Value::Str(_)) => Finding::Pass,
        // An object names another table's columns.
        Some(Value::Dict(dict)) if !dict.is_empty() => Finding::crash(
            Some("repository_owner_id"),
            "ActiveRecord::StatementInvalid",
        ),
        // The column is a text: what was found by a number is not equal to it.
        Some(other) => Finding::Stop(
            Reason::ClaimType {
                claim: "repository_owner_id".to_owned(),
                found: other.type_name().to_owned(),
            },
            answer::not_found(),
        ),
    };
    trace.record(phase, Rule::OwnerId, finding);
    let looked_up = [
        "repository",
        "job_workflow_ref",
        "repository_owner_id",
        "environment",
    ];
    let finding = match looked_up.into_iter().find(|claim| nul(claim)) {
        Some(claim) => Finding::crash(Some(claim), NUL),
        None => Finding::Pass,
    };
    trace.record(phase, Rule::ClaimsPresent, finding);
    subject
}

/// A record: a publisher's fields, whichever gem it was entered for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) publisher: &'a Publisher,
    position: usize,
    /// Whether all that it was compared by is known.
    certain: bool,
}

/// What is registered in a field that may be left open, where empty is none.
pub(super) fn optional<'a>(publisher: &'a Publisher, field: &str) -> Option<&'a str> {
    publisher.field(field).filter(|text| !text.is_empty())
}

/// The record, and the places of the publishers that have it.
pub(super) fn find<'a>(
    trace: &mut Trace,
    subject: &Subject,
    publishers: Option<&'a [Publisher]>,
) -> Option<(Row<'a>, Vec<usize>)> {
    let phase = Phase::Publisher;
    let (Some(_), Some(workflow), Some(_)) =
        (&subject.repository, &subject.workflow, &subject.owner_id)
    else {
        // A repository without `/` is looked up, and none is found.
        let finding = match (&subject.repository, &subject.workflow) {
            (None, Some(_)) => {
                let nearest = Vec::new();
                Finding::Stop(Reason::NotRegistered { nearest }, answer::not_found())
            }
            _ => Finding::NotReached,
        };
        trace.record(phase, Rule::Lookup, finding);
        trace.record(phase, Rule::Environment, Finding::NotReached);
        return None;
    };
    let Some(publishers) = publishers else {
        let reason = Reason::NoPublishers {
            kind: KIND.to_owned(),
        };
        trace.record(phase, Rule::Lookup, Finding::Unknown(reason));
        trace.record(phase, Rule::Environment, Finding::NotReached);
        return None;
    };
    let mut open = None;
    let mut found: Vec<_> = publishers
        .iter()
        .enumerate()
        .filter(|(_, publisher)| publisher.kind == KIND)
        .filter_map(|(position, publisher)| {
            let mut certain = true;
            for (field, claimed) in wanted(subject, workflow) {
                match publisher.field(field) {
                    Some(registered) if registered == claimed => {}
                    None if ELSEWHERE.contains(&field) && claimed.is_empty() => {}
                    Some(_) => return None,
                    None if ELSEWHERE.contains(&field) => return None,
                    None => {
                        certain = false;
                        open.get_or_insert((field, claimed.to_owned()));
                    }
                }
            }
            Some(Row {
                publisher,
                position,
                certain,
            })
        })
        .gather();
    if found.is_empty() {
        let compared = publishers
            .iter()
            .enumerate()
            .filter(|(_, publisher)| publisher.kind == KIND)
            .map(|(position, publisher)| (position, beside(publisher, subject)))
            .gather();
        let nearest = nearest(compared);
        let reason = Reason::NotRegistered { nearest };
        trace.record(
            phase,
            Rule::Lookup,
            Finding::Stop(reason, answer::not_found()),
        );
        trace.record(phase, Rule::Environment, Finding::NotReached);
        return None;
    };
    let first = found.first().map(|row| row.position);
    trace.look_at(first);
    trace.record(
        phase,
        Rule::Lookup,
        match open {
            Some((field, claimed)) if found.iter().all(|row| !row.certain) => {
                Finding::Unknown(Reason::FieldNotGiven {
                    field: field.to_owned(),
                    claimed,
                })
            }
            _ => Finding::Pass,
        },
    );
    let row = with_environment(trace, subject, &mut found);
    trace.look_at(None);
    let row = row?;
    let key = |row: &Row<'_>| {
        let fields = ["environment"].into_iter().chain(ELSEWHERE);
        fields
            .map(|field| optional(row.publisher, field).map(str::to_owned))
            .gather()
    };
    let same = found
        .iter()
        .filter(|other| key(other) == key(&row))
        .map(|row| row.position);
    let mut places = same.gather();
    places.sort_unstable();
    Some((row, places))
}

/// The record with the job's environment, or else the one that has none: `NULLS LAST`. The server looks for that
/// together with the rest.
fn with_environment<'a>(
    trace: &mut Trace,
    subject: &Subject,
    found: &mut Vec<Row<'a>>,
) -> Option<Row<'a>> {
    let registered = |row: &Row<'a>| optional(row.publisher, "environment");
    let expected = found
        .iter()
        .map(|row| registered(row).unwrap_or_default().to_owned())
        .gather();
    let claimed = subject.environment.as_deref();
    found.retain(|row| registered(row).is_none() || registered(row) == claimed);
    found.sort_by_key(|row| (!row.certain, registered(row).is_none()));
    let row = found.first().copied();
    trace.look_at(row.map(|row| row.position));
    let finding = match (row, claimed) {
        (None, _) => Finding::Stop(
            Reason::NoneMatches {
                field: "environment".to_owned(),
                claim: "environment".to_owned(),
                expected,
                actual: claimed.map(str::to_owned),
                comparison: Comparison::Exact,
            },
            answer::not_found(),
        ),
        (Some(row), Some(claimed)) if registered(&row).is_none() && !claimed.is_empty() => {
            Finding::Note(Reason::EnvironmentIgnored {
                environment: claimed.to_owned(),
            })
        }
        (Some(_), _) => Finding::Pass,
    };
    trace.record(Phase::Publisher, Rule::Environment, finding);
    row
}

/// The columns that have to be equal, with what the claims say. Another workflow's repository is looked for where
/// `job_workflow_ref` names one, to the letter.
fn wanted<'a>(subject: &'a Subject, workflow: &'a Workflow) -> Vec<(&'static str, &'a str)> {
    let [owner, name] = match &subject.repository {
        Some([owner, name]) => [owner.as_str(), name.as_str()],
        None => ["", ""],
    };
    let [elsewhere_owner, elsewhere_name] = subject.elsewhere().unwrap_or_default();
    let [owner_field, name_field] = ELSEWHERE;
    vec![
        ("repository_owner", owner),
        ("repository_name", name),
        ("workflow_filename", workflow.file.as_str()),
        (
            "repository_owner_id",
            subject.owner_id.as_deref().unwrap_or_default(),
        ),
        (owner_field, elsewhere_owner),
        (name_field, elsewhere_name),
    ]
}

/// A publisher's fields beside what the token says for them.
pub(super) fn beside(publisher: &Publisher, subject: &Subject) -> Vec<FieldComparison> {
    let [owner, name] = match &subject.repository {
        Some([owner, name]) => [Some(owner.as_str()), Some(name.as_str())],
        None => [None, None],
    };
    let file = subject.workflow.as_ref().map(|found| found.file.as_str());
    let [elsewhere_owner, elsewhere_name] = match subject.elsewhere() {
        Some([owner, name]) => [Some(owner), Some(name)],
        None => [None, None],
    };
    let [owner_field, name_field] = ELSEWHERE;
    let mut pairs = vec![
        pair(publisher, "repository_owner", "repository", owner),
        pair(publisher, "repository_name", "repository", name),
        pair(publisher, "workflow_filename", "job_workflow_ref", file),
        pair(
            publisher,
            "environment",
            "environment",
            subject.environment.as_deref(),
        ),
        pair(
            publisher,
            "repository_owner_id",
            "repository_owner_id",
            subject.owner_id.as_deref(),
        ),
    ];
    // Most workflows are in the repository itself, and these two fields empty.
    for (field, claimed) in [(owner_field, elsewhere_owner), (name_field, elsewhere_name)] {
        let claimed_here = claimed.is_none_or(str::is_empty);
        if optional(publisher, field).is_some() || !claimed_here {
            pairs.push(pair(publisher, field, "job_workflow_ref", claimed));
        }
    }
    pairs
}

fn pair(
    publisher: &Publisher,
    field: &'static str,
    claim: &'static str,
    claimed: Option<&str>,
) -> FieldComparison {
    let may_be_empty = field == "environment" || ELSEWHERE.contains(&field);
    let registered = match publisher.field(field) {
        None if may_be_empty => Some(""),
        given => given,
    };
    let outcome = match (registered, claimed) {
        (Some(""), _) if field == "environment" => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (Some(registered), Some(claimed)) if registered == claimed => Outcome::Pass,
        (Some(_), _) => Outcome::Fail,
    };
    let alike = registered
        .zip(claimed)
        .is_some_and(|(registered, claimed)| equal_in_any_case(registered, claimed));
    FieldComparison {
        field,
        claim,
        registered: registered.map(str::to_owned),
        claimed: claimed.map(str::to_owned),
        comparison: Comparison::Exact,
        outcome,
        differs_in_case_only: outcome == Outcome::Fail && alike,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_what_stands_before_the_first_at_sign() {
        for (reference, expected) in [
            (
                "o/r/.github/workflows/a.yml@refs/heads/main",
                Some(("a.yml", "refs/heads/main")),
            ),
            ("o/r/.github/workflows/a.yml@b@c", Some(("a.yml", "b@c"))),
            ("o/r/.github/workflows/d/a.yml@", Some(("d/a.yml", ""))),
            ("o/r/.github/workflows/@x", None),
            ("o/r/.github/workflows/a.yml", None),
            ("/r/.github/workflows/a.yml@x", None),
            ("o/r/s/.github/workflows/a.yml@x", None),
            ("o/r/.github/workflow/a.yml@x", None),
        ] {
            let found = workflow(reference);
            let found = found
                .as_ref()
                .map(|found| (found.file.as_str(), found.reference.as_str()));
            assert_eq!(found, expected, "{reference}");
        }
    }
}
