//! Whether the token is genuine, fresh and meant for crates.io. All refusals but those about the key's
//! ID read the same.
//!
//! Source: `crates/crates_io_trustpub/src/keystore/`, `github/claims.rs` and `gitlab/claims.rs`;
//! jsonwebtoken 11.0.0 `src/decoding.rs`, `decode`, and `src/validation.rs`, `validate`.

use crate::finding::{Phase, Reason, Rule, TimeClaim};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Index, KeyOrigin};
use crate::jose::jsonwebtoken::{Key, Lenient, RegisteredClaims, Texts, UnverifiedToken, keys};
use crate::python::{Value, json};
use crate::time::UnixTime;

use super::answer;
use super::provider::{Claims, Provider};

/// Seconds by which crates.io lets clocks differ (`JWT_LEEWAY`).
const LEEWAY: i64 = 60;

/// Applies the rules, each on its own. Gives the claims that the rest of the exchange reads.
pub(super) fn verify(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    token: Option<&UnverifiedToken<'_>>,
    payload: Option<&[u8]>,
    provider: Option<&'static Provider>,
) -> Option<Claims> {
    let Some(payload) = payload else {
        for rule in [
            Rule::KeyId,
            Rule::Key,
            Rule::Algorithm,
            Rule::Signature,
            Rule::RequiredClaims,
            Rule::Expiry,
            Rule::NotBefore,
            Rule::Audience,
            Rule::IssuedAt,
        ] {
            trace.record(Phase::Token, rule, Finding::NotReached);
        }
        return None;
    };
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };
    if let Some(token) = token {
        let (key_finding, key) = find_key(case, token, provider);
        record(Rule::KeyId, key_id(token));
        record(Rule::Key, key_finding);
        record(Rule::Algorithm, algorithm(token, key.as_ref()));
        record(Rule::Signature, signature(token, key.as_ref(), provider));
    } else {
        for rule in [Rule::KeyId, Rule::Key, Rule::Algorithm, Rule::Signature] {
            record(rule, Finding::Unknown(Reason::TokenNotGiven));
        }
    }

    let registered = RegisteredClaims::read(payload);
    let typed = provider.map(|provider| (provider, (provider.read)(payload)));
    record(
        Rule::RequiredClaims,
        match (&typed, &registered) {
            (None, _) => Finding::NotReached,
            (Some((provider, Err(detail))), _) => refuse(misfit(provider, payload, detail)),
            (Some(_), Err(detail)) => unreadable(detail),
            (Some(_), Ok(_)) => Finding::Pass,
        },
    );
    let registered = registered.unwrap_or_default();
    let claims = typed.map(|(provider, claims)| {
        claims.unwrap_or_else(|_| match json::loads(payload) {
            Ok(Value::Dict(claims)) => Claims::lenient(provider, &claims),
            _ => Claims::default(),
        })
    });
    let issued_at = claims.as_ref().and_then(|claims| claims.iat);
    record(Rule::Expiry, expiry(&registered, payload, case.moment));
    record(
        Rule::NotBefore,
        not_before(&registered, payload, case.moment),
    );
    record(Rule::Audience, audience(&registered, index));
    record(
        Rule::IssuedAt,
        issued_at.map_or(Finding::NotReached, |from| {
            starts(TimeClaim::Iat, from, case.moment)
        }),
    );
    claims
}

fn refuse(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::undecodable())
}

fn unreadable(detail: &str) -> Finding {
    refuse(Reason::Unreadable {
        detail: detail.to_owned(),
    })
}

fn key_id(token: &UnverifiedToken<'_>) -> Finding {
    match token.key_id() {
        Some(_) => Finding::Pass,
        None => Finding::Stop(Reason::KeyIdMissing, answer::no_key_id()),
    }
}

/// `get_oidc_key`, with a key store that has fetched nothing yet.
fn find_key(
    case: &Case<'_>,
    token: &UnverifiedToken<'_>,
    provider: Option<&Provider>,
) -> (Finding, Option<Key>) {
    let (Some(key_id), Some(_)) = (token.key_id(), provider) else {
        return (Finding::NotReached, None);
    };
    let not_served = |detail| {
        let finding = Finding::Stop(Reason::KeysNotServed { detail }, answer::no_keys());
        (finding, None)
    };
    let Some(served) = case.keys.of(token.issuer()) else {
        if case.keys.complete {
            return not_served(None);
        }
        return (Finding::Unknown(Reason::KeysNotGiven), None);
    };
    let mut keys = match keys(&served.set) {
        Ok(keys) => keys,
        Err(detail) => return not_served(Some(detail)),
    };
    match keys.remove(key_id) {
        Some(key) => (Finding::Pass, Some(key)),
        // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
        None if matches!(served.origin, KeyOrigin::BuiltIn { .. }) => {
            (Finding::Unknown(Reason::KeysNotGiven), None)
        }
        None => {
            let reason = Reason::KeyNotFound {
                key_id: key_id.to_owned(),
                known: keys.into_keys().collect(),
            };
            (Finding::Stop(reason, answer::unknown_key_id()), None)
        }
    }
}

/// `RS256` in the header, and a key of the RSA family.
fn algorithm(token: &UnverifiedToken<'_>, key: Option<&Key>) -> Finding {
    match (token.other_algorithm(), key) {
        (Some(other), _) => refuse(Reason::AlgorithmRefused {
            algorithm: Some(other),
        }),
        (None, Some(Key::Other(family))) => refuse(Reason::AlgorithmUnlikeKey {
            key: family.clone(),
        }),
        (None, _) => Finding::Pass,
    }
}

fn signature(
    token: &UnverifiedToken<'_>,
    key: Option<&Key>,
    provider: Option<&Provider>,
) -> Finding {
    match key {
        Some(Key::Other(_)) => Finding::NotReached,
        Some(Key::BadRsa) => refuse(Reason::KeyUnusable {
            key_id: token.key_id().unwrap_or_default().to_owned(),
        }),
        Some(key) if token.is_signed_by(key) => Finding::Pass,
        Some(_) => refuse(Reason::SignatureDiffers),
        None if provider.is_none() => Finding::NotReached,
        None => Finding::Unknown(Reason::KeysNotGiven),
    }
}

/// What does not fit the struct; serde itself names the first misfit in the order of the text.
fn misfit(provider: &Provider, payload: &[u8], detail: &str) -> Reason {
    let unreadable = || Reason::Unreadable {
        detail: detail.to_owned(),
    };
    let Ok(Value::Dict(claims)) = json::loads(payload) else {
        return unreadable();
    };
    let missing: Vec<_> = ["aud", "iat", "exp"]
        .iter()
        .chain(provider.texts)
        .filter(|name| !claims.contains(name))
        .map(|name| (*name).to_owned())
        .collect();
    if !missing.is_empty() {
        return Reason::ClaimsMissing { claims: missing };
    }
    match claims.get("aud") {
        None | Some(Value::Str(_)) => {}
        Some(other) => {
            return Reason::AudienceType {
                found: other.type_name().to_owned(),
            };
        }
    }
    for claim in [TimeClaim::Iat, TimeClaim::Exp] {
        match claims.get(claim.name()) {
            None | Some(Value::Int(_)) => {}
            Some(other) => {
                return Reason::TimeNotANumber {
                    claim,
                    actual: other.repr(),
                };
            }
        }
    }
    let text = |name: &&str| match claims.get(name) {
        None | Some(Value::Str(_)) => None,
        Some(Value::Null) if *name == "environment" => None,
        Some(other) => Some(Reason::ClaimType {
            claim: (*name).to_owned(),
            found: other.type_name().to_owned(),
        }),
    };
    let wrong = provider.texts.iter().chain(&["environment"]).find_map(text);
    wrong.unwrap_or_else(unreadable)
}

/// `exp` may lie up to 60 seconds back.
fn expiry(claims: &RegisteredClaims<'_>, payload: &[u8], now: Option<UnixTime>) -> Finding {
    let exp = match claims.exp {
        Lenient::Read(exp) => i64::try_from(exp).unwrap_or(i64::MAX),
        Lenient::Malformed => return not_a_number(TimeClaim::Exp, payload),
        Lenient::Absent => return Finding::NotReached,
    };
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if exp < now.plus(-LEEWAY).0 {
        return refuse(Reason::Expired {
            exp: UnixTime(exp),
            now,
            leeway: LEEWAY,
        });
    }
    Finding::Pass
}

/// `nbf` may be absent, and may lie up to 60 seconds ahead.
fn not_before(claims: &RegisteredClaims<'_>, payload: &[u8], now: Option<UnixTime>) -> Finding {
    match claims.nbf {
        Lenient::Read(from) => starts(TimeClaim::Nbf, i64::try_from(from).unwrap_or(i64::MAX), now),
        Lenient::Malformed => not_a_number(TimeClaim::Nbf, payload),
        Lenient::Absent => Finding::NotReached,
    }
}

fn starts(claim: TimeClaim, from: i64, now: Option<UnixTime>) -> Finding {
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if from > now.plus(LEEWAY).0 {
        return refuse(Reason::NotYetValid {
            claim,
            from: UnixTime(from),
            now,
            leeway: LEEWAY,
        });
    }
    Finding::Pass
}

fn not_a_number(claim: TimeClaim, payload: &[u8]) -> Finding {
    let actual = match json::loads(payload) {
        Ok(Value::Dict(claims)) => claims.get(claim.name()).map(Value::repr),
        _ => None,
    };
    refuse(Reason::TimeNotANumber {
        claim,
        actual: actual.unwrap_or_default(),
    })
}

/// One string, equal to the audience; a list does not fit the struct.
fn audience(claims: &RegisteredClaims<'_>, index: &Index) -> Finding {
    let Some(Texts::One(audience)) = claims.aud.get() else {
        return Finding::NotReached;
    };
    if index.audience.is(audience) {
        return Finding::Pass;
    }
    refuse(Reason::AudienceDiffers {
        expected: index.audience.shown().to_owned(),
        actual: audience.to_string(),
        belongs_to: crate::index::of_audience(audience).map(|other| other.id.to_owned()),
    })
}
