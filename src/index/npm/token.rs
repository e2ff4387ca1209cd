//! Whether the token is genuine, fresh, meant for npm and of a runner that npm takes.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/oidc.yaml`, which asks for a valid ID token of a supported provider,
//! with npm's audience; npm/documentation `trusted-publishers.mdx`, which names the providers and their runners.

use crate::finding::{Comparison, Phase, Reason, Rule, TimeClaim};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Index, KeyOrigin};
use crate::jose::pyjwt::{Key, SelectError, UnverifiedToken, select_key};
use crate::jose::verify_rs256;
use crate::python::{Dict, Str, Value};
use crate::time::UnixTime;

use super::provider::{self, Provider};
use super::{answer, circleci};

/// Seconds by which readers of tokens let clocks differ at most. npm's own leeway is not documented.
const MOST_LEEWAY: i64 = 300;

/// Where somebody told that tokens with GitHub's immutable subject are refused.
const IMMUTABLE_SUBJECT: &str = "https://github.com/npm/cli/issues/9969";

/// Where somebody told that a job run again over SSH is refused.
const SSH_RERUN: &str = "https://github.com/npm/cli/issues/9923";

/// Applies the rules, each on its own. Gives the token's provider.
pub(super) fn verify(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    token: Option<&UnverifiedToken>,
    claims: Option<&Dict>,
) -> Option<&'static Provider> {
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };
    let Some(claims) = claims else {
        for rule in [
            Rule::IssuerKnown,
            Rule::Key,
            Rule::Algorithm,
            Rule::Signature,
            Rule::NotBefore,
            Rule::Expiry,
            Rule::Audience,
            Rule::Runner,
        ] {
            record(rule, Finding::NotReached);
        }
        return None;
    };
    let (finding, provider) = issuer(claims);
    record(Rule::IssuerKnown, finding);
    match token {
        Some(token) => {
            let (finding, key) = find_key(case, token, claims, provider);
            let is_open = matches!(finding, Finding::Unknown(_));
            record(Rule::Key, finding);
            let (finding, is_rs256) = algorithm(token);
            record(Rule::Algorithm, finding);
            record(
                Rule::Signature,
                match key {
                    Some(Key::Rs256(key)) if is_rs256 => {
                        if verify_rs256(&key, token.signing_input(), token.signature()) {
                            Finding::Pass
                        } else {
                            refuse(Reason::SignatureDiffers)
                        }
                    }
                    Some(_) => not_known(None),
                    None if is_open => Finding::Unknown(Reason::KeysNotGiven),
                    None => Finding::NotReached,
                },
            );
        }
        None => {
            for rule in [Rule::Key, Rule::Algorithm, Rule::Signature] {
                record(rule, Finding::Unknown(Reason::TokenNotGiven));
            }
        }
    }
    record(Rule::NotBefore, not_before(claims, case.moment));
    record(Rule::Expiry, expiry(claims, case.moment));
    record(Rule::Audience, audience(index, claims));
    record(Rule::Runner, runner(claims, provider));
    for (rule, finding) in told_of(case, claims, provider) {
        record(rule, finding);
    }
    provider
}

fn refuse(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::some())
}

fn not_known(evidence: Option<&str>) -> Finding {
    Finding::Unknown(Reason::NotKnown {
        evidence: evidence.map(str::to_owned),
    })
}

fn issuer(claims: &Dict) -> (Finding, Option<&'static Provider>) {
    let Some(issuer) = provider::shown(claims, "iss") else {
        let reason = Reason::ClaimsMissing {
            claims: vec!["iss".to_owned()],
        };
        return (refuse(reason), None);
    };
    if let Some(provider) = Provider::of_issuer(&issuer) {
        return (Finding::Pass, Some(provider));
    }
    let enterprise = crate::issuer::github::is_enterprise(&issuer);
    // What other issuers are answered nobody told.
    let answer = if enterprise {
        answer::unauthorized()
    } else {
        answer::some()
    };
    let reason = Reason::IssuerUnknown { issuer, enterprise };
    (Finding::Stop(reason, answer), None)
}

fn find_key(
    case: &Case<'_>,
    token: &UnverifiedToken,
    claims: &Dict,
    provider: Option<&Provider>,
) -> (Finding, Option<Key>) {
    let (Some(_), Some(issuer)) = (provider, provider::shown(claims, "iss")) else {
        return (Finding::NotReached, None);
    };
    let Some(key_id) = token.key_id() else {
        return (not_known(None), None);
    };
    let Some(served) = case.keys.of(&issuer) else {
        return (Finding::Unknown(Reason::KeysNotGiven), None);
    };
    match select_key(&served.set, key_id) {
        Ok(key) => (Finding::Pass, Some(key)),
        // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
        Err(SelectError::NotFound { .. }) if matches!(served.origin, KeyOrigin::BuiltIn { .. }) => {
            (Finding::Unknown(Reason::KeysNotGiven), None)
        }
        Err(SelectError::NotFound { known }) => {
            let reason = Reason::KeyNotFound {
                key_id: key_id.to_string(),
                known,
            };
            (refuse(reason), None)
        }
        Err(SelectError::Unusable | SelectError::Crash { .. }) => (not_known(None), None),
    }
}

/// What is not signed is not valid. Which algorithms are taken is not documented; the providers sign with RS256.
fn algorithm(token: &UnverifiedToken) -> (Finding, bool) {
    match token.header().get("alg").and_then(Value::as_str) {
        Some(name) if *name == "RS256" => (Finding::Pass, true),
        Some(name) if *name != "none" => (not_known(None), false),
        name => {
            let algorithm = name.map(Str::to_string);
            (refuse(Reason::AlgorithmRefused { algorithm }), false)
        }
    }
}

fn seconds(claims: &Dict, claim: TimeClaim) -> Option<Result<UnixTime, String>> {
    let value = claims.get(claim.name())?;
    Some(match value {
        Value::Int(seconds) => seconds
            .to_i64()
            .map(UnixTime)
            .ok_or(value.to_str().to_string()),
        other => Err(other.to_str().to_string()),
    })
}

/// Reads a time. One that is no integer, and one that is missing, are not spoken of in the documentation.
fn time(
    claims: &Dict,
    claim: TimeClaim,
    now: Option<UnixTime>,
    judge: &dyn Fn(UnixTime, UnixTime) -> Finding,
) -> Finding {
    match (seconds(claims, claim), now) {
        (None, _) if claim == TimeClaim::Nbf => Finding::NotReached,
        (None | Some(Err(_)), _) => not_known(None),
        (Some(Ok(_)), None) => Finding::Unknown(Reason::MomentNotGiven),
        (Some(Ok(moment)), Some(now)) => judge(moment, now),
    }
}

fn not_before(claims: &Dict, now: Option<UnixTime>) -> Finding {
    time(
        claims,
        TimeClaim::Nbf,
        now,
        &|from, now| match from.since(now) {
            ahead if ahead <= 0 => Finding::Pass,
            ahead if ahead <= MOST_LEEWAY => not_known(None),
            _ => refuse(Reason::NotYetValid {
                claim: TimeClaim::Nbf,
                from,
                now,
                leeway: MOST_LEEWAY,
            }),
        },
    )
}

fn expiry(claims: &Dict, now: Option<UnixTime>) -> Finding {
    time(
        claims,
        TimeClaim::Exp,
        now,
        &|exp, now| match now.since(exp) {
            over if over < 0 => Finding::Pass,
            over if over <= MOST_LEEWAY => not_known(None),
            _ => refuse(Reason::Expired {
                exp,
                now,
                leeway: MOST_LEEWAY,
            }),
        },
    )
}

fn audience(index: &Index, claims: &Dict) -> Finding {
    match claims.get("aud") {
        Some(Value::Str(audience)) if audience.as_str().is_some_and(|it| index.audience.is(it)) => {
            Finding::Pass
        }
        Some(Value::Str(audience)) => refuse(Reason::AudienceDiffers {
            expected: index.audience.shown().to_owned(),
            actual: audience.to_string(),
            belongs_to: audience
                .as_str()
                .and_then(crate::index::of_audience)
                .map(|other| other.id.to_owned()),
        }),
        // Whether a list of audiences will do is not documented.
        Some(Value::List(audiences))
            if audiences.iter().any(|audience| {
                audience
                    .as_str()
                    .and_then(|audience| audience.as_str())
                    .is_some_and(|audience| index.audience.is(audience))
            }) =>
        {
            not_known(None)
        }
        Some(other) => refuse(Reason::AudienceType {
            found: other.type_name().to_owned(),
        }),
        None => refuse(Reason::ClaimsMissing {
            claims: vec!["aud".to_owned()],
        }),
    }
}

/// Only the providers' own runners.
fn runner(claims: &Dict, provider: Option<&Provider>) -> Finding {
    let Some((claim, own)) = provider.and_then(|provider| provider.runner) else {
        return Finding::NotReached;
    };
    match provider::shown(claims, claim) {
        Some(actual) if actual == own => Finding::Pass,
        None => not_known(None),
        actual => refuse(Reason::Differs {
            claim: claim.to_owned(),
            expected: own.to_owned(),
            actual,
            comparison: Comparison::Exact,
        }),
    }
}

/// What people told of, and what no documentation speaks of: a subject with IDs in it, a job run again over SSH, a token
/// that was used.
fn told_of(case: &Case<'_>, claims: &Dict, provider: Option<&Provider>) -> Vec<(Rule, Finding)> {
    let mut findings = Vec::new();
    let subject = provider::text(claims, "sub").unwrap_or_default();
    let is_github = provider.is_some_and(|provider| provider.kind == "github");
    if is_github && is_immutable(&subject) {
        findings.push((Rule::Subject, not_known(Some(IMMUTABLE_SUBJECT))));
    }
    if claims
        .get(circleci::SSH_RERUN)
        .is_some_and(Value::is_truthy)
    {
        findings.push((Rule::EventName, not_known(Some(SSH_RERUN))));
    }
    let token_id = provider::text(claims, "jti");
    let seen = &case.server.seen_token_ids;
    if seen
        .iter()
        .any(|seen| Some(&seen.token_id) == token_id.as_ref())
    {
        findings.push((Rule::Replay, not_known(None)));
    }
    findings
}

/// `repo:octo-org@123/sampleproject@456:…`.
fn is_immutable(subject: &str) -> bool {
    let repository = subject
        .strip_prefix("repo:")
        .and_then(|rest| rest.split(':').next());
    repository.is_some_and(|repository| repository.contains('@'))
}
