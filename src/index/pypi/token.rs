//! Whether the token is genuine, fresh and meant for this index. All refusals read the same.
//!
//! Source: `warehouse/oidc/services.py`, `verify_jwt_signature`, and PyJWT 2.13.0
//! `jwt/api_jwt.py`, `_validate_claims`.

use crate::finding::{Phase, Reason, Rule, TimeClaim};
use crate::gather::Gather as _;
use crate::index::{Audience, Case, Index, KeyOrigin};
use crate::jose::pyjwt::{Key, SelectError, UnverifiedToken, select_key};
use crate::jose::verify_rs256;
use crate::python::{Dict, Value};
use crate::time::UnixTime;

use super::answer;
use crate::index::trace::{Finding, Trace};

/// Seconds by which PyPI lets clocks differ (`_JWT_LEEWAY`).
const LEEWAY: i64 = 30;

/// The claims that have to be there; `null` counts as missing.
const REQUIRED: [&str; 4] = ["iss", "iat", "exp", "aud"];

/// Applies the rules, each on its own.
pub(super) fn verify(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    token: Option<&UnverifiedToken>,
    claims: Option<&Dict>,
) {
    let Some(claims) = claims else {
        for rule in [
            Rule::KeyId,
            Rule::Key,
            Rule::Algorithm,
            Rule::Signature,
            Rule::RequiredClaims,
            Rule::IssuedAt,
            Rule::NotBefore,
            Rule::Expiry,
            Rule::Audience,
            Rule::SubjectType,
            Rule::TokenIdType,
        ] {
            trace.record(Phase::Token, rule, Finding::NotReached);
        }
        return;
    };
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };

    if let Some(token) = token {
        let (key_finding, key) = find_key(case, token);
        record(Rule::KeyId, key_id(token));
        record(Rule::Key, key_finding);
        record(Rule::Algorithm, algorithm(token, key.as_ref()));
        record(Rule::Signature, signature(token, key.as_ref()));
    } else {
        for rule in [Rule::KeyId, Rule::Key, Rule::Algorithm, Rule::Signature] {
            record(rule, Finding::Unknown(Reason::TokenNotGiven));
        }
    }
    record(Rule::RequiredClaims, required_claims(claims));
    record(Rule::IssuedAt, moment(claims, TimeClaim::Iat, case.moment));
    record(Rule::NotBefore, moment(claims, TimeClaim::Nbf, case.moment));
    record(Rule::Expiry, moment(claims, TimeClaim::Exp, case.moment));
    record(Rule::Audience, audience(claims, index));
    record(Rule::SubjectType, string_if_present(claims, "sub"));
    record(Rule::TokenIdType, string_if_present(claims, "jti"));
}

fn refuse(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::invalid_token())
}

fn key_id(token: &UnverifiedToken) -> Finding {
    match token.key_id() {
        Some(_) => Finding::Pass,
        None => refuse(Reason::KeyIdMissing),
    }
}

fn find_key(case: &Case<'_>, token: &UnverifiedToken) -> (Finding, Option<Key>) {
    let issuer = token.unverified_claims().get("iss").and_then(Value::as_str);
    let (Some(key_id), Some(issuer)) = (token.key_id(), issuer) else {
        return (Finding::NotReached, None);
    };
    let not_found = |known| {
        refuse(Reason::KeyNotFound {
            key_id: key_id.to_string(),
            known,
        })
    };
    let Some(keys) = case.keys.of(&issuer.to_lossy()) else {
        let finding = if case.keys.complete {
            not_found(Vec::new())
        } else {
            Finding::Unknown(Reason::KeysNotGiven)
        };
        return (finding, None);
    };
    match select_key(&keys.set, key_id) {
        Ok(key) => (Finding::Pass, Some(key)),
        // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
        Err(SelectError::NotFound { .. }) if matches!(keys.origin, KeyOrigin::BuiltIn { .. }) => {
            (Finding::Unknown(Reason::KeysNotGiven), None)
        }
        Err(SelectError::NotFound { known }) => (not_found(known), None),
        Err(SelectError::Unusable) => {
            let key_id = key_id.to_string();
            (refuse(Reason::KeyUnusable { key_id }), None)
        }
        Err(SelectError::Crash { exception }) => (Finding::crash(None, exception), None),
    }
}

/// `RS256` in the header, and a key bound to it.
fn algorithm(token: &UnverifiedToken, key: Option<&Key>) -> Finding {
    let algorithm = token.header().get("alg");
    let is_rs256 = algorithm
        .and_then(Value::as_str)
        .is_some_and(|name| *name == "RS256");
    if !is_rs256 {
        return refuse(Reason::AlgorithmRefused {
            algorithm: algorithm.map(|algorithm| algorithm.to_str().to_string()),
        });
    }
    match key {
        Some(Key::Other { algorithm }) => refuse(Reason::AlgorithmUnlikeKey {
            key: (*algorithm).to_owned(),
        }),
        _ => Finding::Pass,
    }
}

fn signature(token: &UnverifiedToken, key: Option<&Key>) -> Finding {
    match key {
        Some(Key::Rs256(key)) => {
            if verify_rs256(key, token.signing_input(), token.signature()) {
                Finding::Pass
            } else {
                refuse(Reason::SignatureDiffers)
            }
        }
        // `RSAPrivateKey` has no `verify`; the AttributeError is caught.
        Some(Key::Rs256Private) => refuse(Reason::SignatureDiffers),
        Some(Key::Other { .. }) => Finding::NotReached,
        None => Finding::Unknown(Reason::KeysNotGiven),
    }
}

fn required_claims(claims: &Dict) -> Finding {
    let missing: Vec<_> = REQUIRED
        .into_iter()
        .filter(|name| matches!(claims.get(name), None | Some(Value::Null)))
        .map(str::to_owned)
        .gather();
    if missing.is_empty() {
        Finding::Pass
    } else {
        refuse(Reason::ClaimsMissing { claims: missing })
    }
}

/// `int(claim)` against the clock, with the leeway. `exp` has to lie after now − 30, `iat` and `nbf`
/// not after now + 30.
fn moment(claims: &Dict, claim: TimeClaim, now: Option<UnixTime>) -> Finding {
    let Some(value) = claims.get(claim.name()) else {
        return Finding::NotReached;
    };
    // "Required" has said so already, but for `nbf`, which may be absent and not null.
    if *value == Value::Null && claim != TimeClaim::Nbf {
        return Finding::NotReached;
    }
    let Ok(seconds) = value.to_int() else {
        return refuse(Reason::TimeNotANumber {
            claim,
            actual: value.repr(),
        });
    };
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    let saturated = match seconds.compare(0) {
        std::cmp::Ordering::Less => i64::MIN,
        _ => i64::MAX,
    };
    let at = UnixTime(seconds.to_i64().unwrap_or(saturated));
    match claim {
        TimeClaim::Exp if seconds.compare(now.plus(-LEEWAY).0).is_le() => refuse(Reason::Expired {
            exp: at,
            now,
            leeway: LEEWAY,
        }),
        TimeClaim::Iat | TimeClaim::Nbf if seconds.compare(now.plus(LEEWAY).0).is_gt() => {
            refuse(Reason::NotYetValid {
                claim,
                from: at,
                now,
                leeway: LEEWAY,
            })
        }
        _ => Finding::Pass,
    }
}

/// One string, equal to the index's audience; a list fails even if the audience is in it.
fn audience(claims: &Dict, index: &Index) -> Finding {
    match claims.get("aud") {
        None | Some(Value::Null) => Finding::NotReached,
        Some(Value::Str(audience)) if audience.as_str().is_some_and(|it| index.audience.is(it)) => {
            Finding::Pass
        }
        Some(Value::Str(_)) if index.audience == Audience::NotGiven => {
            Finding::Unknown(Reason::AudienceNotGiven)
        }
        Some(Value::Str(audience)) => refuse(Reason::AudienceDiffers {
            expected: index.audience.shown().to_owned(),
            actual: audience.to_string(),
            belongs_to: audience
                .as_str()
                .and_then(crate::index::of_audience)
                .map(|other| other.id.to_owned()),
        }),
        Some(other) => refuse(Reason::AudienceType {
            found: other.type_name().to_owned(),
        }),
    }
}

fn string_if_present(claims: &Dict, claim: &str) -> Finding {
    match claims.get(claim) {
        None | Some(Value::Str(_)) => Finding::Pass,
        Some(other) => refuse(Reason::ClaimType {
            claim: claim.to_owned(),
            found: other.type_name().to_owned(),
        }),
    }
}
