//! Looking for the extension's publisher and comparing it with the token.
//!
//! Source: `TrustedPublishingService.requestPublishToken`; `GitHubTrustedPublishingProviderSupport.matches`.

use crate::finding::{Comparison, Outcome, Phase, Reason, Rule};
use crate::index::publishers::in_the_way;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, FieldComparison, Publisher};

use super::answer;
use super::github::{KIND, Subject};

/// A publisher, with its place in the request's list.
pub(super) type Row<'a> = (usize, &'a Publisher);

/// The rules for a publisher, in the order of the server.
pub(super) const RULES: [Rule; 4] = [
    Rule::Repository,
    Rule::OwnerId,
    Rule::WorkflowFile,
    Rule::Environment,
];

/// Finds the extension's publisher, and says of each rule whether it holds. With several extensions that could be meant,
/// it is the publisher that comes farthest.
pub(super) fn find<'a>(
    trace: &mut Trace,
    case: &Case<'a>,
    asked: Option<&(String, String)>,
    subject: &Subject,
) -> Option<Row<'a>> {
    let phase = Phase::Publisher;
    let rows: Vec<Row<'a>> = case
        .publishers
        .unwrap_or_default()
        .iter()
        .enumerate()
        .filter(|(_, publisher)| publisher.kind == KIND && is_for(publisher, asked))
        .collect();
    let judged = rows
        .into_iter()
        .map(|row| (row, compare(row, subject)))
        .min_by_key(|(_, findings)| {
            let stops = |finding: &Finding| matches!(finding, Finding::Stop(..));
            findings.iter().filter(|finding| stops(finding)).count()
        });
    let Some((row, findings)) = judged else {
        let lookup = if case.publishers.is_some() {
            let nearest = Vec::new();
            Finding::Stop(Reason::NotRegistered { nearest }, answer::no_publisher())
        } else {
            Finding::Unknown(Reason::NoPublishers {
                kind: KIND.to_owned(),
            })
        };
        trace.record(phase, Rule::Lookup, lookup);
        for rule in RULES {
            trace.record(phase, rule, Finding::NotReached);
        }
        return None;
    };
    trace.record(phase, Rule::Lookup, Finding::Pass);
    trace.look_at(Some(row.0));
    for (rule, finding) in RULES.into_iter().zip(findings) {
        trace.record(phase, rule, finding);
    }
    trace.look_at(None);
    Some(row)
}

/// Namespaces and extensions are found whatever their case.
fn is_for(publisher: &Publisher, asked: Option<&(String, String)>) -> bool {
    let Some((namespace, extension)) = asked else {
        return true;
    };
    let name = format!("{namespace}.{extension}");
    publisher.project.is_empty() || publisher.project.to_lowercase() == name.to_lowercase()
}

fn compare((position, publisher): Row<'_>, subject: &Subject) -> [Finding; 4] {
    [
        id(publisher, "repository_id", subject.repository_id.as_deref()),
        id(
            publisher,
            "repository_owner_id",
            subject.owner_id.as_deref(),
        ),
        path(position, publisher, subject),
        environment(publisher, subject.environment.as_deref()),
    ]
}

fn differs(claim: &str, expected: &str, actual: Option<&str>) -> Finding {
    let reason = Reason::Differs {
        claim: claim.to_owned(),
        expected: expected.to_owned(),
        actual: actual.map(str::to_owned),
        comparison: Comparison::Exact,
    };
    Finding::Stop(reason, answer::no_publisher())
}

/// The IDs that GitHub gave when the publisher was registered.
fn id(publisher: &Publisher, field: &'static str, claimed: Option<&str>) -> Finding {
    match (publisher.field(field), claimed) {
        (_, None) => Finding::NotReached,
        (None, Some(claimed)) => Finding::Unknown(Reason::FieldNotGiven {
            field: field.to_owned(),
            claimed: claimed.to_owned(),
        }),
        (Some(registered), Some(claimed)) if registered == claimed => Finding::Pass,
        (Some(registered), claimed) => differs(field, registered, claimed),
    }
}

/// Owner, name and file in one text, as they were typed when the publisher was registered.
fn path(position: usize, publisher: &Publisher, subject: &Subject) -> Finding {
    let Some(path) = &subject.path else {
        return Finding::NotReached;
    };
    let registered: Option<Vec<&str>> =
        ["repository_owner", "repository_name", "workflow_filename"]
            .into_iter()
            .map(|field| publisher.field(field))
            .collect();
    if let Some([owner, name, file]) = registered.as_deref()
        && format!("{owner}/{name}/.github/workflows/{file}") == *path
    {
        return Finding::Pass;
    }
    let pairs = path_pairs(publisher, path);
    let is_open = |pair: &&FieldComparison| pair.outcome == Outcome::Unknown;
    let open = pairs.iter().find(is_open).cloned();
    let nearest = in_the_way(position, pairs);
    match open {
        Some(pair) if nearest.is_empty() => Finding::Unknown(Reason::FieldNotGiven {
            field: pair.field.to_owned(),
            claimed: pair.claimed.unwrap_or_default(),
        }),
        _ => Finding::Stop(Reason::NotRegistered { nearest }, answer::no_publisher()),
    }
}

/// A publisher without one takes any environment.
fn environment(publisher: &Publisher, claimed: Option<&str>) -> Finding {
    match (publisher.field("environment"), claimed) {
        (None, None) => Finding::Pass,
        (None, Some(environment)) => Finding::Note(Reason::EnvironmentIgnored {
            environment: environment.to_owned(),
        }),
        (Some(registered), claimed) if Some(registered) == claimed => Finding::Pass,
        (Some(registered), claimed) => differs("environment", registered, claimed),
    }
}

/// Owner, name and file of `owner/name/.github/workflows/file`, each beside what is registered.
fn path_pairs(publisher: &Publisher, path: &str) -> Vec<FieldComparison> {
    let mut parts = path.splitn(3, '/');
    let (owner, name) = (parts.next(), parts.next());
    let file = parts
        .next()
        .map(|rest| rest.strip_prefix(".github/workflows/").unwrap_or(rest));
    [
        ("repository_owner", owner),
        ("repository_name", name),
        ("workflow_filename", file),
    ]
    .into_iter()
    .map(|(field, claimed)| pair(publisher, field, "workflow_ref", claimed))
    .collect()
}

/// A publisher's fields beside what the token says for them.
pub(super) fn beside(publisher: &Publisher, subject: &Subject) -> Vec<FieldComparison> {
    let path = subject.path.as_deref();
    let mut pairs = match path {
        Some(path) => path_pairs(publisher, path),
        None => ["repository_owner", "repository_name", "workflow_filename"]
            .into_iter()
            .map(|field| pair(publisher, field, "workflow_ref", None))
            .collect(),
    };
    pairs.extend(
        [
            ("environment", &subject.environment),
            ("repository_id", &subject.repository_id),
            ("repository_owner_id", &subject.owner_id),
        ]
        .map(|(field, claimed)| pair(publisher, field, field, claimed.as_deref())),
    );
    pairs
}

fn pair(
    publisher: &Publisher,
    field: &'static str,
    claim: &'static str,
    claimed: Option<&str>,
) -> FieldComparison {
    let registered = publisher.field(field);
    let any = field == "environment" && registered.is_none();
    let outcome = match (registered, claimed) {
        _ if any => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (registered, claimed) if registered == claimed => Outcome::Pass,
        _ => Outcome::Fail,
    };
    let alike = registered
        .zip(claimed)
        .is_some_and(|(registered, claimed)| registered.eq_ignore_ascii_case(claimed));
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
