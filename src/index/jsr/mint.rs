//! From a verified token to an upload that is taken. Nothing is minted, and nothing is used up.
//!
//! Source: `api/src/iam.rs`, `check_publish_access`; `api/src/api/package.rs`, `version_publish_handler`.

use crate::finding::{Answer, Comparison, Outcome, Phase, Prediction, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, FieldComparison, Judgement, Publisher};
use crate::python::{Dict, Value};

use super::github::{self, Claims};
use super::permissions::{self, Document};
use super::{answer, request};

/// A package's link, with its place in the request's list.
type Row<'a> = (usize, &'a Publisher);

pub(super) fn publish(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: Option<&Claims>,
    is_github: bool,
) -> Judgement {
    request::content(trace, case.body);
    let row = match claims.filter(|_| is_github) {
        Some(claims) => access(trace, case, claims),
        None => {
            for rule in [
                Rule::Permission,
                Rule::Member,
                Rule::Lookup,
                Rule::Repository,
            ] {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            None
        }
    };
    let places = row
        .filter(|_| trace.answer.is_none())
        .into_iter()
        .map(|(position, _)| position)
        .gather();
    let answer = trace.answer.take().unwrap_or(Answer::Taken);
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: Some(answer::status(&answer)),
            answer,
            alternatives: Vec::new(),
            projects: case.projects(&places),
            publishers: places,
            recorded: Vec::new(),
            notices: Vec::new(),
        },
        kind: is_github.then_some(github::KIND),
        selected: row.map(|(position, _)| position),
    }
}

/// What is published is a package of the publishers' that the token may publish, or else the first.
fn access<'a>(trace: &mut Trace, case: &Case<'a>, claims: &Claims) -> Option<Row<'a>> {
    let document = claims
        .audience
        .as_deref()
        .and_then(|text| serde_json::from_str::<Document>(text).ok());
    let rows: Vec<Row<'a>> = case
        .publishers
        .unwrap_or_default()
        .iter()
        .enumerate()
        .filter(|(_, publisher)| publisher.kind == github::KIND)
        .collect();
    let covered = |project: &str| {
        let granted = document
            .as_ref()
            .map_or(&[][..], |document| &document.permissions);
        match permissions::package(project) {
            Some((scope, package)) => granted.iter().any(|it| it.covers(scope, package)),
            // What is published is not known: whatever the token is for.
            None => !granted.is_empty(),
        }
    };
    let row = rows
        .iter()
        .find(|(_, publisher)| covered(&publisher.project))
        .or_else(|| rows.first())
        .copied();
    let project = row.map_or("", |(_, publisher)| publisher.project.as_str());
    trace.look_at(row.map(|(position, _)| position));
    let permission = match (&document, &claims.audience) {
        (None, _) => Finding::NotReached,
        (Some(_), _) if covered(project) => Finding::Pass,
        (Some(_), audience) => {
            let reason = Reason::AudienceDiffers {
                expected: permissions::audience(project),
                actual: audience.clone().unwrap_or_default(),
                belongs_to: None,
            };
            Finding::Stop(reason, answer::no_permission())
        }
    };
    trace.record(Phase::Publisher, Rule::Permission, permission);
    let member = row.map_or(Finding::NotReached, |(_, publisher)| {
        member(publisher, claims)
    });
    trace.record(Phase::Publisher, Rule::Member, member);
    let lookup = match (row, case.publishers) {
        (Some(_), _) => Finding::Pass,
        (None, None) => Finding::Unknown(Reason::NoPublishers {
            kind: github::KIND.to_owned(),
        }),
        (None, Some(_)) => Finding::Stop(
            Reason::NotRegistered {
                nearest: Vec::new(),
            },
            answer::actor_not_authorized(),
        ),
    };
    trace.record(Phase::Publisher, Rule::Lookup, lookup);
    let repository = row.map_or(Finding::NotReached, |(_, publisher)| {
        repository(publisher, claims)
    });
    trace.record(Phase::Publisher, Rule::Repository, repository);
    trace.look_at(None);
    row
}

/// Unless the scope takes runs that anybody started, who started it has to be one of its members.
fn member(publisher: &Publisher, claims: &Claims) -> Finding {
    let field = Field {
        id: "member_id",
        claim: "actor_id",
        claimed: claims.actor_id,
    };
    match publisher.field(field.id) {
        Some("") => Finding::Pass,
        registered => field.compare(registered, answer::actor_not_member()),
    }
}

/// The linked repository's ID, and nothing else of it.
fn repository(publisher: &Publisher, claims: &Claims) -> Finding {
    let field = Field {
        id: "repository_id",
        claim: "repository_id",
        claimed: claims.repository_id,
    };
    field.compare(publisher.field(field.id), answer::actor_not_authorized())
}

/// A number that the index has on record.
struct Field {
    id: &'static str,
    claim: &'static str,
    claimed: Option<i64>,
}

impl Field {
    fn compare(&self, registered: Option<&str>, answer: Answer) -> Finding {
        let Some(claimed) = self.claimed else {
            return Finding::NotReached;
        };
        let claimed = claimed.to_string();
        match registered {
            None => Finding::Unknown(Reason::FieldNotGiven {
                field: self.id.to_owned(),
                claimed,
            }),
            Some(registered) if registered == claimed => Finding::Pass,
            Some(registered) => {
                let reason = Reason::Differs {
                    claim: self.claim.to_owned(),
                    expected: registered.to_owned(),
                    actual: Some(claimed),
                    comparison: Comparison::Exact,
                };
                Finding::Stop(reason, answer)
            }
        }
    }
}

/// A package's link beside what the token says. Owner and name only tell what the ID stands for: JSR does not look at
/// them, and a repository keeps its ID when it is renamed.
pub(super) fn beside(publisher: &Publisher, claims: &Claims, all: &Dict) -> Vec<FieldComparison> {
    let repository = pair(publisher, "repository_id", claims.repository_id);
    let path = all.get("repository").and_then(Value::as_str);
    let path = path.and_then(|path| path.as_str()?.split_once('/'));
    let name = |field, claimed: Option<&str>| {
        let registered = publisher.field(field);
        let alike = registered
            .zip(claimed)
            .map(|(registered, claimed)| registered.eq_ignore_ascii_case(claimed));
        FieldComparison {
            field,
            claim: "repository",
            registered: registered.map(str::to_owned),
            claimed: claimed.map(str::to_owned),
            comparison: Comparison::IgnoreCase,
            outcome: match (alike, repository.outcome) {
                (None, _) if claimed.is_none() => Outcome::NotReached,
                (None, _) => Outcome::Unknown,
                (Some(true), _) | (_, Outcome::Pass) => Outcome::Pass,
                (Some(false), Outcome::Fail) => Outcome::Fail,
                (Some(false), _) => Outcome::Unknown,
            },
            differs_in_case_only: false,
        }
    };
    vec![
        name("repository_owner", path.map(|(owner, _)| owner)),
        name("repository_name", path.map(|(_, name)| name)),
        repository.clone(),
        pair(publisher, "member_id", claims.actor_id),
    ]
}

fn pair(publisher: &Publisher, field: &'static str, claimed: Option<i64>) -> FieldComparison {
    let claimed = claimed.map(|number| number.to_string());
    let registered = publisher.field(field).map(str::to_owned);
    let any = field == "member_id" && registered.as_deref() == Some("");
    FieldComparison {
        field,
        claim: if field == "member_id" {
            "actor_id"
        } else {
            "repository_id"
        },
        outcome: match (&registered, &claimed) {
            _ if any => Outcome::Pass,
            (None, Some(_)) => Outcome::Unknown,
            (_, None) => Outcome::NotReached,
            (Some(registered), Some(claimed)) if registered == claimed => Outcome::Pass,
            (Some(_), Some(_)) => Outcome::Fail,
        },
        registered,
        claimed,
        comparison: Comparison::Exact,
        differs_in_case_only: false,
    }
}
