//! Whether the token is genuine and fresh. What is meant for whom is found out only once a publisher was found.
//!
//! Source: `app/controllers/concerns/jwt_validation.rb`, `app/controllers/api/v1/oidc/trusted_publisher_controller.rb`;
//! json-jwt `lib/json/jws.rb`, `verify!` and `valid?`, `lib/json/jwk.rb` and `lib/json/jwk/set.rb`.

use std::cmp::Ordering;

use crate::finding::{Answer, Phase, Reason, Rule, TimeClaim};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, KeyOrigin};
use crate::jose::{RsaPublicKey, verify_rs256};
use crate::python::{Dict, Int, Value};
use crate::time::UnixTime;

use super::request::Token;
use super::{ISSUER, answer, ruby};

/// The claims that have to be there, in the order in which they are asked for: integers, then texts.
const INTEGERS: [&str; 3] = ["nbf", "iat", "exp"];
const TEXTS: [&str; 2] = ["iss", "jti"];

/// Algorithms of RSA keys besides RS256: the server verifies them, and no issuer that it trusts uses them.
const OTHER_RSA: [&str; 5] = ["RS384", "RS512", "PS256", "PS384", "PS512"];

/// Algorithms whose code asks an RSA key for its curve.
const OF_CURVES: [&str; 4] = ["ES256", "ES384", "ES512", "ES256K"];

/// Applies the rules, each on its own.
pub(super) fn verify(
    trace: &mut Trace,
    case: &Case<'_>,
    token: Option<&Token<'_>>,
    claims: Option<&Dict>,
) {
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };
    let Some(claims) = claims else {
        for rule in [
            Rule::RequiredClaims,
            Rule::NotBefore,
            Rule::Expiry,
            Rule::IssuerKnown,
            Rule::KeyId,
            Rule::Key,
            Rule::Algorithm,
            Rule::Signature,
        ] {
            record(rule, Finding::NotReached);
        }
        return;
    };
    record(Rule::RequiredClaims, required(claims));
    record(Rule::NotBefore, not_before(claims, case.moment));
    record(Rule::Expiry, expiry(claims, case.moment));
    record(Rule::IssuerKnown, issuer(claims));
    let Some(token) = token else {
        for rule in [Rule::KeyId, Rule::Key, Rule::Algorithm, Rule::Signature] {
            record(rule, Finding::Unknown(Reason::TokenNotGiven));
        }
        return;
    };
    // An `alg` that is no text has no `to_sym`, which is asked for before any key.
    let algorithm = Algorithm::of(token);
    if let Algorithm::NoText = algorithm {
        record(
            Rule::Algorithm,
            Finding::crash(Some("alg"), "NoMethodError"),
        );
    }
    let key_id = token.header.get("kid").filter(|id| **id != Value::Null);
    record(
        Rule::KeyId,
        match key_id {
            Some(_) => Finding::Pass,
            None => refuse(Reason::KeyIdMissing),
        },
    );
    let (finding, key) = find_key(case, key_id);
    let is_open = matches!(finding, Finding::Unknown(_));
    record(Rule::Key, finding);
    if algorithm != Algorithm::NoText {
        record(Rule::Algorithm, algorithm.judge(token, key.is_some()));
    }
    record(
        Rule::Signature,
        match (&key, algorithm) {
            (_, Algorithm::NoText | Algorithm::Curve | Algorithm::Refused) => Finding::NotReached,
            (None, _) if is_open => Finding::Unknown(Reason::KeysNotGiven),
            (None, _) => Finding::NotReached,
            (Some(Key::Rsa(key)), Algorithm::Rs256) => {
                if verify_rs256(key, token.message, &token.signature) {
                    Finding::Pass
                } else {
                    refuse(Reason::SignatureDiffers)
                }
            }
            (Some(_), _) => Finding::Unknown(Reason::NotKnown { evidence: None }),
        },
    );
}

fn refuse(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::not_found())
}

/// `validate_jwt_format`: it stops at the first.
fn required(claims: &Dict) -> Finding {
    let is_fit = |claim: &str| match claims.get(claim) {
        Some(Value::Int(_)) => INTEGERS.contains(&claim),
        Some(Value::Str(_)) => TEXTS.contains(&claim),
        _ => false,
    };
    let unfit: Vec<_> = INTEGERS
        .into_iter()
        .chain(TEXTS)
        .filter(|claim| !is_fit(claim))
        .gather();
    let Some(first) = unfit.first() else {
        return Finding::Pass;
    };
    let reason = match claims.get(first) {
        Some(value) => Reason::ClaimType {
            claim: (*first).to_owned(),
            found: value.type_name().to_owned(),
        },
        None => Reason::ClaimsMissing {
            claims: unfit
                .iter()
                .filter(|claim| !claims.contains(claim))
                .map(|claim| (*claim).to_owned())
                .gather(),
        },
    };
    Finding::Stop(
        reason,
        answer::bad_request(&format!("Missing/invalid {first}")),
    )
}

fn seconds<'a>(claims: &'a Dict, claim: &str) -> Option<&'a Int> {
    match claims.get(claim) {
        Some(Value::Int(seconds)) => Some(seconds),
        _ => None,
    }
}

/// The nearest moment that there is for a number of any size.
fn moment(seconds: &Int) -> UnixTime {
    UnixTime(seconds.to_i64().unwrap_or(match seconds.compare(0) {
        Ordering::Less => i64::MIN,
        Ordering::Equal | Ordering::Greater => i64::MAX,
    }))
}

/// `nbf <= now`, without any leeway.
fn not_before(claims: &Dict, now: Option<UnixTime>) -> Finding {
    match (seconds(claims, "nbf"), now) {
        (None, _) => Finding::NotReached,
        (_, None) => Finding::Unknown(Reason::MomentNotGiven),
        (Some(nbf), Some(now)) if nbf.compare(now.0) == Ordering::Greater => {
            refuse(Reason::NotYetValid {
                claim: TimeClaim::Nbf,
                from: moment(nbf),
                now,
                leeway: 0,
            })
        }
        _ => Finding::Pass,
    }
}

/// `now < exp`, without any leeway.
fn expiry(claims: &Dict, now: Option<UnixTime>) -> Finding {
    match (seconds(claims, "exp"), now) {
        (None, _) => Finding::NotReached,
        (_, None) => Finding::Unknown(Reason::MomentNotGiven),
        (Some(exp), Some(now)) if exp.compare(now.0) != Ordering::Greater => {
            refuse(Reason::Expired {
                exp: moment(exp),
                now,
                leeway: 0,
            })
        }
        _ => Finding::Pass,
    }
}

/// A provider's row has that issuer to the letter, and is one that has trusted publishers.
fn issuer(claims: &Dict) -> Finding {
    let Some(Value::Str(issuer)) = claims.get("iss") else {
        return Finding::NotReached;
    };
    if issuer.has_nul() {
        return Finding::crash(Some("iss"), super::NUL);
    }
    if *issuer == ISSUER {
        return Finding::Pass;
    }
    let issuer = issuer.to_lossy().into_owned();
    let enterprise = crate::issuer::github::is_enterprise(&issuer);
    refuse(Reason::IssuerUnknown { issuer, enterprise })
}

/// What the header's `alg` leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Algorithm {
    /// RSA with SHA-256.
    Rs256,
    /// Another one of RSA keys.
    OtherRsa,
    /// One of elliptic curves.
    Curve,
    /// None, one of a shared secret, or one that the library does not know.
    Refused,
    /// No text.
    NoText,
}

impl Algorithm {
    fn of(token: &Token<'_>) -> Self {
        match token.header.get("alg") {
            None | Some(Value::Null) => Self::Refused,
            Some(Value::Str(name)) if *name == "RS256" => Self::Rs256,
            Some(Value::Str(name)) if OTHER_RSA.iter().any(|known| name == known) => Self::OtherRsa,
            Some(Value::Str(name)) if OF_CURVES.iter().any(|known| name == known) => Self::Curve,
            Some(Value::Str(_)) => Self::Refused,
            Some(_) => Self::NoText,
        }
    }

    fn judge(self, token: &Token<'_>, has_key: bool) -> Finding {
        let algorithm = token
            .header
            .get("alg")
            .map(|name| name.to_str().to_string());
        match self {
            Self::Curve if has_key => Finding::crash(Some("alg"), "NoMethodError"),
            Self::Curve | Self::Refused => refuse(Reason::AlgorithmRefused { algorithm }),
            Self::Rs256 | Self::OtherRsa | Self::NoText => Finding::Pass,
        }
    }
}

/// A key of the issuer's.
#[derive(Debug)]
enum Key {
    Rsa(RsaPublicKey),
    /// Of a type that no trusted issuer has.
    Other,
}

/// `JSON::JWK::Set#[]`, the first with that ID, and `JSON::JWK#to_key`.
fn find_key(case: &Case<'_>, key_id: Option<&Value>) -> (Finding, Option<Key>) {
    let Some(key_id) = key_id else {
        return (Finding::NotReached, None);
    };
    let Some(served) = case.keys.of(ISSUER) else {
        let finding = if case.keys.complete {
            refuse(Reason::KeysNotServed { detail: None })
        } else {
            Finding::Unknown(Reason::KeysNotGiven)
        };
        return (finding, None);
    };
    let keys = served
        .set
        .document()
        .as_dict()
        .and_then(|set| set.get("keys"));
    let Some(Value::List(keys)) = keys.filter(|keys| keys.is_truthy()) else {
        return (refuse(Reason::KeysNotServed { detail: None }), None);
    };
    let found = keys
        .iter()
        .filter_map(Value::as_dict)
        .find(|key| key.get("kid") == Some(key_id));
    match found {
        Some(key) => read_key(key, key_id),
        // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
        None if matches!(served.origin, KeyOrigin::BuiltIn { .. }) => {
            (Finding::Unknown(Reason::KeysNotGiven), None)
        }
        None => {
            let reason = Reason::KeyNotFound {
                key_id: key_id.to_str().to_string(),
                known: served.set.key_ids(),
            };
            (refuse(reason), None)
        }
    }
}

fn read_key(key: &Dict, key_id: &Value) -> (Finding, Option<Key>) {
    let reason = Reason::KeyUnusable {
        key_id: key_id.to_str().to_string(),
    };
    let crash = |exception: &str| Answer::Crash {
        exception: exception.to_owned(),
    };
    let is_kind = |name: &str| {
        key.get("kty")
            .and_then(Value::as_str)
            .is_some_and(|kind| *kind == name)
    };
    if is_kind("EC") || is_kind("oct") {
        return (Finding::Pass, Some(Key::Other));
    }
    if !is_kind("RSA") {
        let answer = crash("JSON::JWK::UnknownAlgorithm");
        return (Finding::Stop(reason, answer), None);
    }
    let number = |name: &str| match key.get(name) {
        Some(Value::Str(text)) => ruby::urlsafe_decode64(&text.to_lossy()).ok_or("ArgumentError"),
        // No number for `OpenSSL::ASN1::Integer`: a `TypeError`, which counts as a signature that differs.
        None | Some(Value::Null) => Err("TypeError"),
        Some(_) => Err("NoMethodError"),
    };
    match (number("e"), number("n")) {
        (Ok(exponent), Ok(modulus)) => match RsaPublicKey::new(&modulus, &exponent) {
            Ok(key) => (Finding::Pass, Some(Key::Rsa(key))),
            Err(_) => (refuse(reason), None),
        },
        (Err("TypeError"), Ok(_) | Err("TypeError")) | (Ok(_), Err("TypeError")) => {
            (refuse(reason), None)
        }
        (Err(exception), _) | (_, Err(exception)) => {
            (Finding::Stop(reason, crash(exception)), None)
        }
    }
}
