//! Looking for configs and narrowing them down: each stage drops those that do not match, and refuses
//! once none is left.
//!
//! Source: `src/controllers/trustpub/tokens/exchange/mod.rs`, `handle_github_token_inner` and
//! `handle_gitlab_token_inner`.

use crate::finding::{Answer, Comparison, Outcome, Phase, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::publishers::nearest;
use crate::index::trace::{Finding, Trace};
use crate::index::{FieldComparison, Publisher};

use super::answer;
use super::provider::{Claims, Provider, Subject};

/// A config.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    /// The place in the request's list.
    pub(super) position: usize,
    pub(super) publisher: &'a Publisher,
    /// Whether all that it was compared by is known.
    certain: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Match {
    Yes,
    No,
    Unknown,
}

/// PostgreSQL's `LOWER`: character by character, so that every character stays one.
pub(super) fn lower(text: &str) -> String {
    text.chars()
        .map(|character| character.to_lowercase().next().unwrap_or(character))
        .collect()
}

/// The configs for owner or namespace and project, whatever their case.
pub(super) fn find<'a>(
    trace: &mut Trace,
    provider: &Provider,
    claims: &Claims,
    subject: &Subject,
    publishers: Option<&'a [Publisher]>,
) -> Vec<Row<'a>> {
    let Some(path) = &subject.path else {
        trace.record(Phase::Publisher, Rule::Lookup, Finding::NotReached);
        return Vec::new();
    };
    let Some(publishers) = publishers else {
        let reason = Reason::NoPublishers {
            kind: provider.kind.to_owned(),
        };
        trace.record(Phase::Publisher, Rule::Lookup, Finding::Unknown(reason));
        return Vec::new();
    };
    let claim = claims.get(provider.columns.path_claim).unwrap_or_default();
    if path.iter().any(|part| super::crash::has_nul(part)) {
        let finding = super::crash::database(provider.columns.path_claim);
        trace.record(Phase::Publisher, Rule::Lookup, finding);
        return Vec::new();
    }
    let of_kind = || {
        publishers
            .iter()
            .enumerate()
            .filter(|(_, publisher)| publisher.kind == provider.kind)
    };
    let mut open = None;
    let mut found = Vec::new();
    for (position, publisher) in of_kind() {
        let mut row = Row {
            position,
            publisher,
            certain: true,
        };
        let mut is_other = false;
        for (field, claimed) in provider.columns.path.iter().zip(path) {
            match publisher.field(field) {
                Some(registered) => is_other |= lower(registered) != lower(claimed),
                None => {
                    row.certain = false;
                    open.get_or_insert((*field, claimed));
                }
            }
        }
        if !is_other {
            found.push(row);
        }
    }
    let finding = if found.is_empty() {
        let compared = of_kind()
            .map(|(position, publisher)| (position, beside(provider, publisher, subject)))
            .gather();
        let nearest = nearest(compared);
        Finding::Stop(Reason::NotRegistered { nearest }, answer::no_config(claim))
    } else {
        match open {
            Some((field, claimed)) if !found.iter().any(|row| row.certain) => {
                Finding::Unknown(Reason::FieldNotGiven {
                    field: field.to_owned(),
                    claimed: claimed.clone(),
                })
            }
            _ => Finding::Pass,
        }
    };
    trace.record(Phase::Publisher, Rule::Lookup, finding);
    found
}

/// A stage of narrowing down.
struct Stage<'s> {
    rule: Rule,
    field: &'static str,
    claim: &'static str,
    /// What the token says; absent if it has no such claim.
    actual: Option<&'s str>,
    comparison: Comparison,
    matches: &'s dyn Fn(&Publisher) -> Match,
    /// The answer, with what the configs have that were dropped.
    refuse: &'s dyn Fn(&[String]) -> Answer,
    /// What there is to say where it holds.
    note: &'s dyn Fn(&[Row<'_>]) -> Option<Reason>,
}

impl Stage<'_> {
    fn apply<'a>(&self, trace: &mut Trace, rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
        let judged: Vec<_> = rows
            .iter()
            .map(|row| (*row, (self.matches)(row.publisher)))
            .collect();
        let mut left: Vec<_> = judged
            .iter()
            .filter(|(_, matches)| *matches != Match::No)
            .map(|(row, matches)| Row {
                certain: row.certain && *matches == Match::Yes,
                ..*row
            })
            .collect();
        let certain = left.iter().any(|row| row.certain);
        let open = judged.iter().any(|(_, matches)| *matches == Match::Unknown);
        let finding = if left.is_empty() {
            let expected: Vec<_> = rows
                .iter()
                .map(|row| {
                    row.publisher
                        .field(self.field)
                        .unwrap_or_default()
                        .to_owned()
                })
                .collect();
            let answer = (self.refuse)(&expected);
            let reason = Reason::NoneMatches {
                field: self.field.to_owned(),
                claim: self.claim.to_owned(),
                expected,
                actual: self.actual.map(str::to_owned),
                comparison: self.comparison,
            };
            // What would come next is said of all of them.
            left = rows;
            Finding::Stop(reason, answer)
        } else if open && !certain {
            Finding::Unknown(Reason::FieldNotGiven {
                field: self.field.to_owned(),
                claimed: self.actual.unwrap_or_default().to_owned(),
            })
        } else {
            (self.note)(&left).map_or(Finding::Pass, Finding::Note)
        };
        let only = match left.as_slice() {
            [only] => Some(only.position),
            _ => None,
        };
        trace.look_at(only);
        trace.record(Phase::Publisher, self.rule, finding);
        trace.look_at(None);
        left
    }
}

/// Owner ID or namespace ID, then the workflow's file, then the environment.
pub(super) fn narrow<'a>(
    trace: &mut Trace,
    provider: &Provider,
    claims: &Claims,
    subject: &Subject,
    mut rows: Vec<Row<'a>>,
) -> Vec<Row<'a>> {
    let columns = &provider.columns;
    let repository = claims.get(columns.path_claim).unwrap_or_default();
    let is_gitlab = provider.kind == super::gitlab::PROVIDER.kind;
    let id_rule = if is_gitlab {
        Rule::NamespaceId
    } else {
        Rule::OwnerId
    };
    let nothing = |_: &[Row<'_>]| None;

    match subject.id.as_deref().filter(|_| !rows.is_empty()) {
        // The claim could not be read, which has been said.
        None if subject.id.is_none() && claims.get(columns.id.1).is_some() => {}
        None => {
            trace.record(Phase::Publisher, id_rule, Finding::NotReached);
        }
        Some(id) if is_gitlab && super::crash::has_nul(id) && rows.iter().any(is_unrecorded) => {
            let finding = super::crash::database(columns.id.1);
            trace.record(Phase::Publisher, id_rule, finding);
        }
        Some(id) => {
            rows = Stage {
                rule: id_rule,
                field: columns.id.0,
                claim: columns.id.1,
                actual: Some(id),
                comparison: Comparison::Exact,
                matches: &|publisher| match publisher.field(columns.id.0) {
                    // A namespace's ID is taken from the first token, an owner's from GitHub.
                    None if is_gitlab => Match::Yes,
                    None => Match::Unknown,
                    Some(registered) if is_gitlab => matching(registered == id),
                    Some(registered) => matching(registered.parse::<i32>() == id.parse::<i32>()),
                },
                refuse: &|expected| answer::other_id(repository, columns.id_name, id, expected),
                note: &|left| {
                    let recorded = is_gitlab && left.iter().any(is_unrecorded);
                    recorded.then(|| Reason::RecordedNow {
                        field: columns.id.0.to_owned(),
                        claimed: id.to_owned(),
                    })
                },
            }
            .apply(trace, rows);
        }
    }

    match subject.file.as_deref().filter(|_| !rows.is_empty()) {
        None if subject.file.is_none() && claims.get(columns.file.1).is_some() => {}
        None => {
            trace.record(Phase::Publisher, Rule::WorkflowFile, Finding::NotReached);
        }
        Some(file) => {
            rows = Stage {
                rule: Rule::WorkflowFile,
                field: columns.file.0,
                claim: columns.file.1,
                actual: Some(file),
                comparison: Comparison::Exact,
                matches: &|publisher| match publisher.field(columns.file.0) {
                    None => Match::Unknown,
                    Some(registered) => matching(registered == file),
                },
                refuse: &|expected| {
                    answer::other_workflow(repository, columns.file_name, file, expected)
                },
                note: &nothing,
            }
            .apply(trace, rows);
        }
    }

    if rows.is_empty() {
        trace.record(Phase::Publisher, Rule::Environment, Finding::NotReached);
        return rows;
    }
    let environment = subject.environment.as_deref();
    Stage {
        rule: Rule::Environment,
        field: "environment",
        claim: "environment",
        actual: environment,
        comparison: Comparison::IgnoreCase,
        matches: &|publisher| match (publisher.field("environment"), environment) {
            (None, _) => Match::Yes,
            (Some(_), None) => Match::No,
            (Some(registered), Some(claimed)) => {
                matching(registered.to_lowercase() == claimed.to_lowercase())
            }
        },
        refuse: &|expected| answer::other_environment(repository, environment, expected),
        note: &|left| {
            let any = |row: &Row<'_>| row.publisher.field("environment").is_none();
            let environment = environment.filter(|_| left.iter().all(any))?;
            Some(Reason::EnvironmentIgnored {
                environment: environment.to_owned(),
            })
        },
    }
    .apply(trace, rows)
}

fn matching(equal: bool) -> Match {
    if equal { Match::Yes } else { Match::No }
}

/// Whether the namespace's ID is not known to the server yet.
pub(super) fn is_unrecorded(row: &Row<'_>) -> bool {
    row.publisher
        .field(super::gitlab::PROVIDER.columns.id.0)
        .is_none()
}

/// A publisher's fields beside what the token says for them.
pub(super) fn beside(
    provider: &Provider,
    publisher: &Publisher,
    subject: &Subject,
) -> Vec<FieldComparison> {
    let columns = &provider.columns;
    let [owner, project] = match &subject.path {
        Some([owner, project]) => [Some(owner.as_str()), Some(project.as_str())],
        None => [None, None],
    };
    let [owner_field, project_field] = columns.path;
    let pair = |field, claim, claimed: Option<&str>, comparison| {
        pair(publisher, field, claim, claimed, comparison)
    };
    vec![
        pair(
            owner_field,
            columns.path_claim,
            owner,
            Comparison::IgnoreCase,
        ),
        pair(
            project_field,
            columns.path_claim,
            project,
            Comparison::IgnoreCase,
        ),
        pair(
            columns.file.0,
            columns.file.1,
            subject.file.as_deref(),
            Comparison::Exact,
        ),
        pair(
            "environment",
            "environment",
            subject.environment.as_deref(),
            Comparison::IgnoreCase,
        ),
        pair(
            columns.id.0,
            columns.id.1,
            subject.id.as_deref(),
            Comparison::Exact,
        ),
    ]
}

fn pair(
    publisher: &Publisher,
    field: &'static str,
    claim: &'static str,
    claimed: Option<&str>,
    comparison: Comparison,
) -> FieldComparison {
    let is_environment = field == "environment";
    let registered = match publisher.field(field) {
        None if is_environment => Some(""),
        given => given,
    };
    let any = is_environment && registered == Some("");
    let alike = match (registered, claimed) {
        (Some(registered), Some(claimed)) if is_environment => {
            registered.to_lowercase() == claimed.to_lowercase()
        }
        (Some(registered), Some(claimed)) => lower(registered) == lower(claimed),
        _ => false,
    };
    let equal = match comparison {
        Comparison::Exact => registered.is_some() && registered == claimed,
        Comparison::IgnoreCase => alike,
    };
    let outcome = match (registered, claimed) {
        _ if any => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (Some(_), _) if equal => Outcome::Pass,
        (Some(_), _) => Outcome::Fail,
    };
    FieldComparison {
        field,
        claim,
        registered: registered.map(str::to_owned),
        claimed: claimed.map(str::to_owned),
        comparison,
        outcome,
        differs_in_case_only: outcome == Outcome::Fail && alike,
    }
}
