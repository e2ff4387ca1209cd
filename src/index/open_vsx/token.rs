//! Whether the token is genuine, fresh and meant for Open VSX.
//!
//! Source: `TrustedPublishingProviderSupport.decoder` and `extract`; Spring Security `NimbusJwtDecoder`, `JwtValidators`,
//! `JwtTimestampValidator`, `JwtTypeValidator`, `MappedJwtClaimSetConverter`. What the decoder throws is answered as an
//! outage, what a validator finds as a refusal.

use crate::finding::{Phase, Reason, Rule, TimeClaim};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Index, KeyOrigin};
use crate::python::{Dict, Value};
use crate::time::UnixTime;

use super::nimbus::{self, Key, UnverifiedToken};
use super::{answer, github};

/// Seconds by which Spring lets clocks differ.
const LEEWAY: i64 = 60;

/// Members that may not be in a token's header (`ovsx.trusted-publishing.forbidden-jwt-headers`, by default).
const FORBIDDEN: [&str; 4] = ["x5u", "x5c", "jku", "jwk"];

/// Applies the rules, each on its own.
pub(super) fn verify(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    token: Option<&UnverifiedToken<'_>>,
    claims: Option<&Dict>,
    is_github: bool,
) {
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };
    let genuine = [Rule::Algorithm, Rule::Key, Rule::Signature];
    match token {
        Some(token) if is_github => {
            let (algorithm, key, signature) = genuineness(case, token);
            record(Rule::Algorithm, algorithm);
            record(Rule::Key, key);
            record(Rule::Signature, signature);
            record(Rule::Header, header(token));
        }
        None if claims.is_some() => {
            for rule in genuine {
                record(rule, Finding::Unknown(Reason::TokenNotGiven));
            }
        }
        _ => {
            for rule in genuine {
                record(rule, Finding::NotReached);
            }
        }
    }
    let Some(claims) = claims.filter(|_| is_github) else {
        for rule in [
            Rule::Expiry,
            Rule::NotBefore,
            Rule::Audience,
            Rule::RequiredClaims,
        ] {
            record(rule, Finding::NotReached);
        }
        return;
    };
    record(Rule::Expiry, expiry(claims, case.moment));
    record(Rule::NotBefore, not_before(claims, case.moment));
    record(Rule::Audience, audience(claims, index));
    record(Rule::RequiredClaims, required(claims));
}

fn unverified(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::unverified())
}

fn invalid(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::invalid())
}

/// Algorithm, key and signature.
fn genuineness(case: &Case<'_>, token: &UnverifiedToken<'_>) -> (Finding, Finding, Finding) {
    let algorithm = token.algorithm();
    let refused = || {
        unverified(Reason::AlgorithmRefused {
            algorithm: Some(algorithm.clone()),
        })
    };
    if !token.is_signed() {
        return (refused(), Finding::NotReached, Finding::NotReached);
    }
    let served = case.keys.of(github::ISSUER);
    let keys = match served.map(|served| nimbus::keys(&served.set)) {
        Some(Some(keys)) => keys,
        None if !case.keys.complete => {
            let open = || Finding::Unknown(Reason::KeysNotGiven);
            return (Finding::Pass, open(), open());
        }
        None | Some(None) => {
            let not_served = unverified(Reason::KeysNotServed { detail: None });
            return (Finding::NotReached, not_served, Finding::NotReached);
        }
    };
    // The algorithms taken are those of the issuer's keys.
    if !keys.iter().any(|key| key.is_for(&algorithm)) {
        return (refused(), Finding::NotReached, Finding::NotReached);
    }
    let key_id = token.key_id();
    let (chosen, others): (Vec<Key>, Vec<Key>) = keys
        .into_iter()
        .partition(|key| key.is_for(&algorithm) && (key_id.is_none() || key.id == key_id));
    if chosen.is_empty() {
        let built_in = served.map(|served| served.origin);
        if matches!(built_in, Some(KeyOrigin::BuiltIn { .. })) {
            // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
            let open = || Finding::Unknown(Reason::KeysNotGiven);
            return (Finding::Pass, open(), open());
        }
        let reason = Reason::KeyNotFound {
            key_id: key_id.unwrap_or_default(),
            known: others.into_iter().filter_map(|key| key.id).collect(),
        };
        return (Finding::Pass, unverified(reason), Finding::NotReached);
    }
    let signature = if algorithm != "RS256" {
        Finding::Unknown(Reason::KeysNotGiven)
    } else if token.is_signed_by(&chosen) {
        Finding::Pass
    } else {
        unverified(Reason::SignatureDiffers)
    };
    (Finding::Pass, Finding::Pass, signature)
}

/// `JwtTypeValidator.jwt()`, and what is forbidden.
fn header(token: &UnverifiedToken<'_>) -> Finding {
    let typ = token.member("typ").and_then(Value::as_str);
    let typ = typ.map(|typ| typ.to_string()).unwrap_or_default();
    let is_blank = typ.chars().all(char::is_whitespace);
    if !is_blank && !typ.eq_ignore_ascii_case("JWT") {
        return invalid(Reason::TokenHeaderRefused {
            member: "typ".to_owned(),
            actual: Some(typ),
        });
    }
    match FORBIDDEN.iter().find(|name| token.member(name).is_some()) {
        Some(name) => invalid(Reason::TokenHeaderRefused {
            member: (*name).to_owned(),
            actual: None,
        }),
        None => Finding::Pass,
    }
}

/// A time claim, in whole seconds.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "Java's own conversion, which stops at the ends of the range"
)]
fn seconds(claims: &Dict, name: &str) -> Option<i64> {
    match claims.get(name)? {
        Value::Int(number) => Some(number.to_i64().unwrap_or(i64::MAX)),
        Value::Float(number) => Some(*number as i64),
        _ => None,
    }
}

/// `exp` may be absent, and may lie up to 60 seconds back.
fn expiry(claims: &Dict, now: Option<UnixTime>) -> Finding {
    let Some(exp) = seconds(claims, "exp") else {
        return Finding::NotReached;
    };
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if now.plus(-LEEWAY).0 > exp {
        return invalid(Reason::Expired {
            exp: UnixTime(exp),
            now,
            leeway: LEEWAY,
        });
    }
    Finding::Pass
}

/// `nbf` may be absent, and may lie up to 60 seconds ahead.
fn not_before(claims: &Dict, now: Option<UnixTime>) -> Finding {
    let Some(from) = seconds(claims, "nbf") else {
        return Finding::NotReached;
    };
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if now.plus(LEEWAY).0 < from {
        return invalid(Reason::NotYetValid {
            claim: TimeClaim::Nbf,
            from: UnixTime(from),
            now,
            leeway: LEEWAY,
        });
    }
    Finding::Pass
}

/// The audience, or one of several, is Open VSX's.
fn audience(claims: &Dict, index: &Index) -> Finding {
    let audiences: Vec<String> = match claims.get("aud") {
        None | Some(Value::Null) => {
            return invalid(Reason::ClaimsMissing {
                claims: vec!["aud".to_owned()],
            });
        }
        Some(Value::List(items)) => items.iter().map(|item| item.to_str().to_string()).collect(),
        Some(audience) => vec![audience.to_str().to_string()],
    };
    if audiences.iter().any(|audience| index.audience.is(audience)) {
        return Finding::Pass;
    }
    let actual = audiences.join(", ");
    invalid(Reason::AudienceDiffers {
        expected: index.audience.shown().to_owned(),
        belongs_to: crate::index::of_audience(&actual).map(|other| other.id.to_owned()),
        actual,
    })
}

/// `mustClaim`: there, and not blank.
fn required(claims: &Dict) -> Finding {
    let Some(claim) = github::REQUIRED
        .into_iter()
        .find(|name| github::text(claims, name).is_none())
    else {
        return Finding::Pass;
    };
    let claim = claim.to_owned();
    invalid(match claims.get(&claim) {
        None | Some(Value::Null) => Reason::ClaimsMissing {
            claims: vec![claim],
        },
        Some(_) => Reason::ClaimEmpty { claim },
    })
}
