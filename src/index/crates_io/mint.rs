//! From a verified token to an API token.
//!
//! Source: `src/controllers/trustpub/tokens/exchange/mod.rs`. Everything happens in one transaction:
//! a refusal undoes what was written before it, so a refused token is not used up.

use crate::finding::{Answer, Phase, Prediction, Reason, Recorded, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Judgement};

use super::lookup;
use super::provider::{Claims, Provider};
use super::{answer, crash, github, pglz};

/// Seconds for which an API token is good.
const LIFETIME: i64 = 1800;

/// Seconds beyond `exp` for which a used token ID is kept.
const KEPT_BEYOND_EXPIRY: i64 = 60;

pub(super) fn mint(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: Option<&Claims>,
    provider: Option<&'static Provider>,
) -> Judgement {
    let minting = match (claims, provider) {
        (Some(claims), Some(provider)) => exchange(trace, case, provider, claims),
        _ => {
            // What comes between these depends on the issuer.
            for rule in [
                Rule::Replay,
                Rule::Lookup,
                Rule::WorkflowFile,
                Rule::Environment,
            ] {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            trace.record(Phase::Mint, Rule::Store, Finding::NotReached);
            Minting::default()
        }
    };
    let selected = minting.publishers.first().copied();
    let Minting {
        publishers,
        projects,
        recorded,
    } = if trace.answer.is_none() {
        minting
    } else {
        Minting::default()
    };
    let answer = trace.answer.take().unwrap_or(Answer::Minted {
        expires: case.moment.map(|now| now.plus(LIFETIME)),
        lifetime: LIFETIME,
    });
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: Some(answer::status(&answer)),
            answer,
            alternatives: Vec::new(),
            publishers,
            projects,
            recorded,
            notices: Vec::new(),
        },
        kind: provider.map(|provider| provider.kind),
        selected,
    }
}

#[derive(Default)]
struct Minting {
    publishers: Vec<usize>,
    projects: Vec<String>,
    recorded: Vec<Recorded>,
}

fn exchange(
    trace: &mut Trace,
    case: &Case<'_>,
    provider: &'static Provider,
    claims: &Claims,
) -> Minting {
    let phase = Phase::Publisher;
    trace.record(phase, Rule::Replay, token_id(case, claims));
    if provider.kind == github::PROVIDER.kind {
        trace.record(phase, Rule::EventName, event(claims));
    }
    let columns = &provider.columns;
    let subject = (provider.subject)(claims);
    let mut format = |rule, claim: &str, is_read: bool, why: &dyn Fn(String) -> Reason| {
        if let (false, Some(actual)) = (is_read, claims.get(claim)) {
            let reason = why(actual.to_owned());
            trace.record(
                phase,
                rule,
                Finding::Stop(reason, answer::unexpected(claim)),
            );
        }
    };
    let malformed = |claim: &'static str| {
        move |actual| Reason::ClaimMalformed {
            claim: claim.to_owned(),
            actual,
        }
    };
    let path_rule = match provider.kind {
        "github" => Rule::Repository,
        _ => Rule::ProjectPath,
    };
    format(
        path_rule,
        columns.path_claim,
        subject.path.is_some(),
        &malformed(columns.path_claim),
    );
    format(
        Rule::WorkflowFile,
        columns.file.1,
        subject.file.is_some(),
        &|actual| Reason::FileNameNotFound {
            claim: columns.file.1.to_owned(),
            actual,
        },
    );
    format(
        Rule::OwnerId,
        columns.id.1,
        subject.id.is_some(),
        &malformed(columns.id.1),
    );

    let found = lookup::find(trace, provider, claims, &subject, case.publishers);
    // The ID is written to every config of the project that has none, before any is dropped.
    let recorded = found
        .iter()
        .filter(|row| provider.kind == "gitlab" && lookup::is_unrecorded(row))
        .map(|row| Recorded {
            publisher: row.position,
            field: columns.id.0.to_owned(),
            value: subject.id.clone().unwrap_or_default(),
        })
        .collect();
    let left = lookup::narrow(trace, provider, claims, &subject, found);
    let store = if left.is_empty() {
        Finding::NotReached
    } else {
        store(provider, claims)
    };
    trace.record(Phase::Mint, Rule::Store, store);
    let publishers: Vec<_> = left.iter().map(|row| row.position).collect();
    Minting {
        projects: case.projects(&publishers),
        publishers,
        recorded,
    }
}

/// `insert_jti`: a table of its own, shared by all issuers, that minds case.
fn token_id(case: &Case<'_>, claims: &Claims) -> Finding {
    let Some(token_id) = claims.get("jti") else {
        return Finding::NotReached;
    };
    // `exp + JWT_LEEWAY` on chrono's type panics beyond its last date.
    let kept = claims
        .exp
        .unwrap_or_default()
        .saturating_add(KEPT_BEYOND_EXPIRY);
    if kept > crash::LATEST {
        return crash::panic("exp");
    }
    if crash::has_nul(token_id) || pglz::is_too_long_for_index(token_id) {
        return crash::database("jti");
    }
    let seen = &case.server.seen_token_ids;
    if seen.iter().any(|seen| seen.token_id == token_id) {
        let reason = Reason::Reused {
            token_id: token_id.to_owned(),
        };
        return Finding::Stop(reason, answer::already_used());
    }
    Finding::Pass
}

fn event(claims: &Claims) -> Finding {
    match claims.get("event_name") {
        None => Finding::NotReached,
        Some(event) if github::REFUSED_EVENTS.contains(&event) => {
            let reason = Reason::EventRefused {
                event: event.to_owned(),
            };
            Finding::Stop(reason, answer::event(event))
        }
        Some(_) => Finding::Pass,
    }
}

/// `trustpub_data`, a `jsonb` column, keeps where the token came from.
fn store(provider: &Provider, claims: &Claims) -> Finding {
    let kept = [provider.columns.path_claim]
        .into_iter()
        .chain(provider.stored.iter().copied());
    for claim in kept {
        if claims.get(claim).is_some_and(crash::has_nul) {
            return crash::database(claim);
        }
    }
    Finding::Pass
}
