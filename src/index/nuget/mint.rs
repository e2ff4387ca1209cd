//! From a verified token to an API key.
//!
//! Source: `FederatedCredentialService.cs`, `GenerateApiKeyAsync` and `SaveAndRejectReplayAsync`.

use crate::finding::{Answer, Phase, Prediction, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Judgement};
use crate::jose::identitymodel::Claims;

use super::answer;
use super::lookup::{self, Found};
use super::provider::Provider;

/// Seconds for which an API key is good: what the documentation says. `ShortLivedApiKeyDuration` is part of the site's
/// configuration; without it, a key would be good for 15 minutes.
const LIFETIME: i64 = 3600;

/// The longest token ID that is kept, in UTF-16 units: the site keeps them in a column of that width.
const LONGEST_TOKEN_ID: usize = 64;

pub(super) fn mint(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: Option<&Claims>,
    provider: Option<&'static Provider>,
    user: Option<&str>,
) -> Judgement {
    let found = match (claims, provider) {
        (Some(claims), Some(provider)) => lookup::find(trace, case, claims, provider, user),
        _ => {
            // The others depend on the issuer.
            for rule in [
                Rule::Lookup,
                Rule::ClaimsPresent,
                Rule::Owner,
                Rule::RepositoryId,
                Rule::Environment,
            ] {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            Found::default()
        }
    };
    let token_id = claims
        .filter(|_| found.position.is_some())
        .and_then(|claims| claims.required("jti"));
    trace.record(Phase::Mint, Rule::Store, store(token_id.as_deref()));
    trace.record(Phase::Mint, Rule::Replay, replay(case, token_id.as_deref()));

    let failed_before_policies = trace
        .steps
        .iter()
        .any(|step| step.decisive && matches!(step.phase, Phase::Request | Phase::Token));
    let places = found
        .position
        .filter(|_| trace.answer.is_none())
        .into_iter()
        .gather();
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
            projects: case.projects(&places),
            publishers: places,
            // A policy keeps the IDs of the first token for its repository, even of one that is refused after that.
            recorded: if failed_before_policies {
                Vec::new()
            } else {
                found.recorded
            },
            notices: Vec::new(),
        },
        kind: provider.map(|provider| provider.kind),
        selected: found.position,
    }
}

/// `FederatedCredential.Identity`, `[StringLength(64)]`.
fn store(token_id: Option<&str>) -> Finding {
    match token_id {
        None => Finding::NotReached,
        Some(token_id) if token_id.encode_utf16().count() > LONGEST_TOKEN_ID => Finding::crash(
            Some("jti"),
            "System.Data.Entity.Validation.DbEntityValidationException",
        ),
        Some(_) => Finding::Pass,
    }
}

/// A column without doubles, for all issuers. It is written to on success alone: a token that was refused can be sent
/// again.
fn replay(case: &Case<'_>, token_id: Option<&str>) -> Finding {
    let Some(token_id) = token_id else {
        return Finding::NotReached;
    };
    let seen = &case.server.seen_token_ids;
    if seen.iter().any(|seen| seen.token_id == token_id) {
        let reason = Reason::Reused {
            token_id: token_id.to_owned(),
        };
        return Finding::Stop(reason, answer::already_used());
    }
    Finding::Pass
}
