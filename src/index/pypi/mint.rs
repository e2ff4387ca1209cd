//! From a verified token to an API token: pending publishers first, then ordinary ones.
//!
//! Source: `warehouse/oidc/views.py`, `mint_token`.

use crate::finding::{Answer, Notice, Phase, Prediction, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{Case, Index, Judgement, Publisher};
use crate::python::{Dict, Str, Value};
use crate::time::UnixTime;

use super::lookup::{self, find_publisher};
use super::provider::{Provider, Row};
use super::{answer, crash, project};
use crate::index::trace::{Finding, Trace};

/// Seconds for which a minted API token is good.
const LIFETIME: i64 = 900;

/// Seconds beyond `exp` for which a used token ID is kept: the leeway and five more.
const KEPT_BEYOND_EXPIRY: i64 = 35;

pub(super) fn mint(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    claims: Option<&Dict>,
    provider: Option<&'static Provider>,
) -> Judgement {
    let mut outcome = Minting::default();
    match (claims, provider) {
        (Some(claims), Some(provider)) => {
            outcome.run(trace, index, case, provider, claims);
        }
        _ => {
            trace.record(Phase::Publisher, Rule::Lookup, Finding::NotReached);
        }
    }
    let minted = trace.answer.is_none();
    let answer = trace.answer.take().unwrap_or(Answer::Minted {
        expires: case.moment.map(|now| now.plus(LIFETIME)),
        lifetime: LIFETIME,
    });
    let answer = super::rules::worded(answer, rules(case));
    let status = match answer {
        Answer::Minted { .. } | Answer::Taken => 200,
        Answer::Refused { .. } => 422,
        Answer::Crash { .. } => 500,
    };
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: Some(status),
            answer,
            alternatives: std::mem::take(&mut trace.alternatives),
            publishers: outcome.publisher.filter(|_| minted).into_iter().gather(),
            projects: if minted { outcome.projects } else { Vec::new() },
            recorded: Vec::new(),
            notices: if minted { outcome.notices } else { Vec::new() },
        },
        kind: provider.map(|provider| provider.kind),
        selected: outcome.publisher,
    }
}

/// The moment whose rules apply.
fn rules(case: &Case<'_>) -> UnixTime {
    case.rules.unwrap_or(super::rules::READ)
}

#[derive(Default)]
struct Minting {
    publisher: Option<usize>,
    projects: Vec<String>,
    notices: Vec<Notice>,
}

impl Minting {
    fn run(
        &mut self,
        trace: &mut Trace,
        index: &Index,
        case: &Case<'_>,
        provider: &Provider,
        claims: &Dict,
    ) {
        let used = |token_id: &Str| {
            case.server
                .seen_token_ids
                .iter()
                .any(|seen| seen.kind == provider.kind && *token_id == seen.token_id)
        };
        let mut rows = case
            .publishers
            .map(|publishers| ordinary_rows(provider, publishers));

        let rules = rules(case);
        let pending = pending_rows(provider, case.publishers.unwrap_or_default());
        if !pending.is_empty() {
            trace.tolerate(true);
            let phase = Phase::PendingPublisher;
            lookup::issuer(trace, phase, index, provider, claims);
            let found =
                find_publisher(trace, phase, provider, claims, Some(&pending), &used, rules);
            trace.tolerate(false);
            if let Some(row) = found.and_then(|place| pending.get(place)) {
                trace.look_at(Some(row.position));
                let project = row.publisher.project.as_str();
                if project::create(trace, index, case, project) {
                    let rows = rows.get_or_insert_default();
                    if reify(provider, row, rows) {
                        self.notices.push(Notice::PendingPublisherUsed);
                    } else {
                        let finding = Finding::crash(None, "IntegrityError");
                        trace.record(Phase::Project, Rule::Store, finding);
                    }
                }
                trace.look_at(None);
            }
        }

        let phase = Phase::Publisher;
        lookup::issuer(trace, phase, index, provider, claims);
        let found = find_publisher(
            trace,
            phase,
            provider,
            claims,
            rows.as_deref(),
            &used,
            rules,
        );
        let row = found.and_then(|place| rows.as_deref()?.get(place));
        let Some(row) = row else {
            trace.record(Phase::Mint, Rule::Replay, Finding::NotReached);
            return;
        };
        trace.look_at(Some(row.position));
        if rules >= super::rules::REPLAY_CHECK {
            trace.record(Phase::Mint, Rule::Replay, claim_token_id(claims, &used));
        }
        trace.record(Phase::Mint, Rule::Store, store(provider, claims));
        self.publisher = Some(row.position);
        self.projects = row
            .projects
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| (*name).to_owned())
            .gather();
        self.projects.sort();
        if let Some(environment) = ignored_environment(provider, row, claims) {
            self.notices.insert(0, Notice::EnvironmentIgnored);
            if mailing_crashes(environment) {
                let finding = Finding::crash(Some("environment"), "UnicodeEncodeError");
                trace.record(Phase::Mint, Rule::Environment, finding);
            }
        }
        trace.look_at(None);
    }
}

/// Publishers that agree in everything but the project are one, at the first one's place.
fn ordinary_rows<'a>(provider: &Provider, publishers: &'a [Publisher]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for (position, publisher) in of_kind(provider, publishers, false) {
        let same = rows
            .iter_mut()
            .find(|row| row.publisher.fields == publisher.fields);
        match same {
            Some(row) => row.projects.push(&publisher.project),
            None => rows.push(Row {
                position,
                publisher,
                projects: vec![&publisher.project],
            }),
        }
    }
    rows
}

fn pending_rows<'a>(provider: &Provider, publishers: &'a [Publisher]) -> Vec<Row<'a>> {
    of_kind(provider, publishers, true)
        .map(|(position, publisher)| Row {
            position,
            publisher,
            projects: Vec::new(),
        })
        .gather()
}

fn of_kind<'a>(
    provider: &Provider,
    publishers: &'a [Publisher],
    pending: bool,
) -> impl Iterator<Item = (usize, &'a Publisher)> {
    publishers
        .iter()
        .enumerate()
        .filter(move |(_, publisher)| publisher.kind == provider.kind)
        .filter(move |(_, publisher)| publisher.pending == pending)
}

/// Turns the pending publisher into an ordinary one, or into the one that exists already. Returns
/// false where the table refuses the new row: `reify` looks for an existing one by more fields than
/// the table's key has.
fn reify<'a>(provider: &Provider, pending: &Row<'a>, rows: &mut Vec<Row<'a>>) -> bool {
    let agree = |row: &Row<'_>, fields: &[&str]| {
        fields
            .iter()
            .all(|field| row.field_or_any(field) == pending.field_or_any(field))
    };
    let project = pending.publisher.project.as_str();
    if let Some(row) = rows.iter_mut().find(|row| agree(row, provider.same_by)) {
        row.projects.push(project);
        return true;
    }
    if rows.iter().any(|row| agree(row, provider.unique_by)) {
        return false;
    }
    rows.push(Row {
        position: pending.position,
        publisher: pending.publisher,
        projects: vec![project],
    });
    true
}

/// `store_jwt_identifier`: Redis's `SET … EXAT exp+35 NX`. An empty token ID is not stored.
fn claim_token_id(claims: &Dict, used: &dyn Fn(&Str) -> bool) -> Finding {
    let token_id = claims.get("jti").and_then(Value::as_str);
    let Some(token_id) = token_id.filter(|token_id| !token_id.is_empty()) else {
        return Finding::Pass;
    };
    if let Err(exception) = expiry_of_token_id(claims.get("exp")) {
        return Finding::crash(Some("exp"), exception);
    }
    if token_id.has_surrogate() {
        return Finding::crash(Some("jti"), "UnicodeEncodeError");
    }
    if used(token_id) {
        let reason = Reason::Reused {
            token_id: token_id.to_string(),
        };
        return Finding::Stop(reason, answer::already_used());
    }
    Finding::Pass
}

/// Python adds a number to `exp`, which verification let be a string or a float; Redis then takes
/// whole positive seconds that fit 64 bits as milliseconds.
fn expiry_of_token_id(exp: Option<&Value>) -> Result<(), &'static str> {
    let latest = i64::MAX.div_euclid(1000).saturating_sub(KEPT_BEYOND_EXPIRY);
    match exp {
        Some(Value::Int(exp)) if exp.compare(-KEPT_BEYOND_EXPIRY).is_le() => Err("ResponseError"),
        Some(Value::Int(exp)) if exp.compare(latest).is_gt() => Err("ResponseError"),
        Some(Value::Int(_) | Value::Bool(_)) => Ok(()),
        Some(Value::Float(_)) => Err("ResponseError"),
        _ => Err("TypeError"),
    }
}

/// The API token's record keeps some claims as JSON.
fn store(provider: &Provider, claims: &Dict) -> Finding {
    for name in provider.stored {
        if let Some(Err(exception)) = claims.get(name).map(crash::stored) {
            return Finding::crash(Some(name), exception);
        }
    }
    Finding::Pass
}

/// `should_send_environment_warning_email`, for publishers of a single project.
fn ignored_environment<'c>(
    provider: &Provider,
    row: &Row<'_>,
    claims: &'c Dict,
) -> Option<&'c Value> {
    let environment = claims.get("environment")?;
    let given =
        !matches!(environment, Value::Null) && !environment.as_str().is_some_and(Str::is_empty);
    let any = row.field_or_any("environment").is_empty();
    (provider.has_environment && row.projects.len() == 1 && any && given).then_some(environment)
}

/// The mail links to a form with the environment in its query, encoded as UTF-8.
fn mailing_crashes(environment: &Value) -> bool {
    match environment {
        Value::Str(text) => text.has_surrogate(),
        Value::List(items) => items
            .iter()
            .filter_map(Value::as_str)
            .any(Str::has_surrogate),
        Value::Dict(dict) => dict.iter().any(|(key, _)| key.has_surrogate()),
        _ => false,
    }
}
