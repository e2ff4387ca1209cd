//! Whether the token is genuine, fresh, and asked for with JSR in mind.
//!
//! Source: `api/src/external/oidc.rs`, `verify_token`; `api/src/external/github.rs`, `build_iam_info`; jsonwebtoken 8.3.0
//! `src/decoding.rs`, `decode_header` and `decode`, `src/header.rs` and `src/validation.rs`, `validate`. Keys are fetched
//! before the token's header is even read; `nbf` and `iat` are not looked at.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::finding::{Answer, Phase, Reason, Rule, TimeClaim};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, KeyOrigin};
use crate::jose::jsonwebtoken::{Lenient, RegisteredClaims};
use crate::jose::{pyjwt, verify_rs256};
use crate::python::{Value, json};
use crate::time::UnixTime;

use super::answer;
use super::github::Claims;
use super::keys::{self, Algorithm, Jwk};
use super::permissions::Document;

/// Seconds by which the library lets clocks differ.
const LEEWAY: i64 = 60;

/// A token of which the issuer was read and nothing more.
pub(super) struct UnverifiedToken<'a> {
    text: &'a str,
    payload: Vec<u8>,
    issuer: String,
}

impl<'a> UnverifiedToken<'a> {
    pub(super) fn new(text: &'a str, payload: Vec<u8>, issuer: String) -> Self {
        Self {
            text,
            payload,
            issuer,
        }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn payload(&self) -> &[u8] {
        &self.payload
    }

    pub(super) fn issuer(&self) -> &str {
        &self.issuer
    }
}

pub(super) fn decode_base64(text: &str) -> Result<Vec<u8>, String> {
    URL_SAFE_NO_PAD
        .decode(text)
        .map_err(|error| error.to_string())
}

/// What most readers of tokens would say, or else the library's own words.
pub(super) fn undecodable(token: &str, detail: String) -> Reason {
    match pyjwt::UnverifiedToken::decode(token) {
        Err(error) => Reason::Undecodable { error },
        Ok(decoded) if !decoded.unverified_claims().contains("iss") => Reason::ClaimsMissing {
            claims: vec!["iss".to_owned()],
        },
        Ok(_) => Reason::Unreadable { detail },
    }
}

/// The token's header, of which the library reads all members that it knows.
#[derive(Deserialize)]
struct Header {
    #[serde(rename = "typ")]
    _typ: Option<String>,
    alg: HeaderAlgorithm,
    #[serde(rename = "cty")]
    _cty: Option<String>,
    #[serde(rename = "jku")]
    _jku: Option<String>,
    #[serde(rename = "jwk")]
    _jwk: Option<jsonwebtoken::jwk::Jwk>,
    kid: Option<String>,
    #[serde(rename = "x5u")]
    _x5u: Option<String>,
    #[serde(rename = "x5c")]
    _x5c: Option<Vec<String>>,
    #[serde(rename = "x5t")]
    _x5t: Option<String>,
    #[serde(rename = "x5t#S256")]
    _x5t_s256: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "UPPERCASE")]
enum HeaderAlgorithm {
    Hs256,
    Hs384,
    Hs512,
    Es256,
    Es384,
    Rs256,
    Rs384,
    Rs512,
    Ps256,
    Ps384,
    Ps512,
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl HeaderAlgorithm {
    fn is(self, algorithm: Algorithm) -> bool {
        matches!(
            (self, algorithm),
            (Self::Hs256, Algorithm::Hs256)
                | (Self::Es256, Algorithm::Es256)
                | (Self::Rs256, Algorithm::Rs256)
        )
    }
}

/// A token in its parts, and its header.
struct Parts<'a> {
    header: Header,
    message: &'a str,
    signature: &'a str,
}

impl<'a> Parts<'a> {
    /// `decode_header`: at the last two dots. Fails in the library's words, and says whether they are all of it.
    fn of(token: &'a str) -> Result<Self, (String, bool)> {
        let malformed = || ("InvalidToken".to_owned(), true);
        let (message, signature) = token.rsplit_once('.').ok_or_else(malformed)?;
        let (header, _) = message.rsplit_once('.').ok_or_else(malformed)?;
        let header = URL_SAFE_NO_PAD
            .decode(header)
            .map_err(|_| ("Base64 error: ".to_owned(), false))?;
        let header = serde_json::from_slice(&header)
            .map_err(|error| (format!("JSON error: {error}"), true))?;
        Ok(Self {
            header,
            message,
            signature,
        })
    }
}

/// Applies the rules, each on its own. Gives the claims that the rest reads.
pub(super) fn verify(
    trace: &mut Trace,
    case: &Case<'_>,
    token: Option<&str>,
    payload: Option<&[u8]>,
    issuer: Option<&str>,
) -> Option<Claims> {
    let Some(payload) = payload else {
        for rule in [
            Rule::Key,
            Rule::KeyId,
            Rule::Algorithm,
            Rule::Signature,
            Rule::RequiredClaims,
            Rule::Expiry,
            Rule::Audience,
        ] {
            trace.record(Phase::Token, rule, Finding::NotReached);
        }
        return None;
    };
    match token {
        Some(token) => genuine(trace, case, token, issuer),
        None => {
            for rule in [Rule::Key, Rule::KeyId, Rule::Algorithm, Rule::Signature] {
                trace.record(Phase::Token, rule, Finding::Unknown(Reason::TokenNotGiven));
            }
        }
    }
    let known = issuer.is_some();
    let read = Claims::read(payload);
    let registered = RegisteredClaims::read(payload);
    let required = match (&read, &registered) {
        _ if !known => Finding::NotReached,
        (Err(detail), _) => Finding::Stop(
            misfit(payload, detail),
            answer::invalid(&format!("JSON error: {detail}")),
        ),
        (Ok(_), Err(detail)) => Finding::Stop(
            Reason::Unreadable {
                detail: detail.clone(),
            },
            answer::invalid(&format!("JSON error: {detail}")),
        ),
        (Ok(_), Ok(_)) => Finding::Pass,
    };
    trace.record(Phase::Token, Rule::RequiredClaims, required);
    let claims = read.ok().or_else(|| match json::loads(payload) {
        Ok(Value::Dict(claims)) => Some(Claims::lenient(&claims)),
        _ => None,
    });
    let registered = registered.unwrap_or_default();
    let expiry = if known {
        expiry(&registered, payload, case.moment)
    } else {
        Finding::NotReached
    };
    trace.record(Phase::Token, Rule::Expiry, expiry);
    let audience = claims
        .as_ref()
        .and_then(|claims| claims.audience.as_deref());
    trace.record(
        Phase::Token,
        Rule::Audience,
        audience.map_or(Finding::NotReached, |text| self::audience(text, case)),
    );
    claims
}

/// Keys, header, key, algorithm, signature.
fn genuine(trace: &mut Trace, case: &Case<'_>, token: &str, issuer: Option<&str>) {
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };
    let served = issuer.map(|issuer| served(case, issuer));
    let stopped = match &served {
        Some(Err(finding)) if matches!(**finding, Finding::Stop(..)) => Some((**finding).clone()),
        _ => None,
    };
    let not_served = stopped.is_some();
    if let Some(finding) = stopped {
        record(Rule::Key, finding);
    }
    let parts = match Parts::of(token) {
        Ok(parts) => {
            record(Rule::Decode, Finding::Pass);
            parts
        }
        Err((why, exact)) => {
            let answer = if exact {
                answer::invalid(&why)
            } else {
                answer::invalid_base64(&why)
            };
            record(Rule::Decode, Finding::Stop(undecodable(token, why), answer));
            for rule in [Rule::KeyId, Rule::Key, Rule::Algorithm, Rule::Signature] {
                if rule != Rule::Key || !not_served {
                    record(rule, Finding::NotReached);
                }
            }
            return;
        }
    };
    record(
        Rule::KeyId,
        match &parts.header.kid {
            Some(_) => Finding::Pass,
            None => Finding::Stop(Reason::KeyIdMissing, answer::invalid("missing kid")),
        },
    );
    let (finding, key) = match (&served, &parts.header.kid) {
        (Some(Ok((keys, origin))), Some(key_id)) => find(keys, *origin, key_id),
        (Some(Err(finding)), _) => ((**finding).clone(), None),
        _ => (Finding::NotReached, None),
    };
    if !not_served {
        record(Rule::Key, finding.clone());
    }
    record(Rule::Algorithm, algorithm(&parts, key));
    record(
        Rule::Signature,
        match (key, &finding) {
            (Some((key, _)), _) => signature(&parts, key),
            (None, Finding::Unknown(reason)) => Finding::Unknown(reason.clone()),
            (None, _) => Finding::NotReached,
        },
    );
}

/// The issuer's keys, fetched for this very request.
fn served(case: &Case<'_>, issuer: &str) -> Result<(Vec<Jwk>, KeyOrigin), Box<Finding>> {
    let not_served = |detail| {
        let reason = Reason::KeysNotServed { detail };
        Box::new(Finding::Stop(reason, answer::internal()))
    };
    // GitHub serves the same keys below an enterprise's address.
    let shared = super::github::ISSUER;
    let found = case.keys.of(issuer).or_else(|| {
        case.keys
            .of(shared)
            .filter(|keys| matches!(keys.origin, KeyOrigin::BuiltIn { .. }))
    });
    let Some(found) = found else {
        return Err(if case.keys.complete {
            not_served(None)
        } else {
            Box::new(Finding::Unknown(Reason::KeysNotGiven))
        });
    };
    match keys::read(&found.set) {
        Ok(keys) => Ok((keys, found.origin)),
        Err(detail) => Err(not_served(Some(detail))),
    }
}

/// The first key with that ID, which has to say what it is for.
fn find<'k>(
    keys: &'k [Jwk],
    origin: KeyOrigin,
    key_id: &str,
) -> (Finding, Option<(&'k Jwk, Algorithm)>) {
    let Some(key) = keys.iter().find(|key| key.kid.as_deref() == Some(key_id)) else {
        // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
        if matches!(origin, KeyOrigin::BuiltIn { .. }) {
            return (Finding::Unknown(Reason::KeysNotGiven), None);
        }
        let reason = Reason::KeyNotFound {
            key_id: key_id.to_owned(),
            known: keys.iter().filter_map(|key| key.kid.clone()).collect(),
        };
        let answer = answer::invalid(&format!("invalid kid: {key_id}"));
        return (Finding::Stop(reason, answer), None);
    };
    match key.alg {
        Some(algorithm) => (Finding::Pass, Some((key, algorithm))),
        None => {
            let reason = Reason::KeyUnusable {
                key_id: key_id.to_owned(),
            };
            (Finding::Stop(reason, answer::internal()), None)
        }
    }
}

/// The key's algorithm is its family's, and the token's.
fn algorithm(parts: &Parts<'_>, key: Option<(&Jwk, Algorithm)>) -> Finding {
    let Some((key, algorithm)) = key else {
        return Finding::NotReached;
    };
    let refuse = |reason| Finding::Stop(reason, answer::invalid("InvalidAlgorithm"));
    if !key.key.is_for(algorithm) {
        return refuse(Reason::AlgorithmUnlikeKey {
            key: key.key.family().to_owned(),
        });
    }
    if !parts.header.alg.is(algorithm) {
        let name = format!("{:?}", parts.header.alg).to_uppercase();
        return refuse(Reason::AlgorithmRefused {
            algorithm: Some(name.replace("EDDSA", "EdDSA")),
        });
    }
    Finding::Pass
}

fn signature(parts: &Parts<'_>, key: &Jwk) -> Finding {
    if !key.alg.is_some_and(|algorithm| key.key.is_for(algorithm)) {
        return Finding::NotReached;
    }
    if key.alg != Some(Algorithm::Rs256) {
        // GitHub has no such keys, and nothing here could verify with them.
        return Finding::Unknown(Reason::KeysNotGiven);
    }
    let refuse = |reason, answer: Answer| Finding::Stop(reason, answer);
    let Ok(signature) = URL_SAFE_NO_PAD.decode(parts.signature) else {
        return refuse(
            Reason::SignatureDiffers,
            answer::invalid_base64("Base64 error: "),
        );
    };
    let invalid = || answer::invalid("InvalidSignature");
    match key.key.rsa() {
        None => refuse(
            Reason::KeyUnusable {
                key_id: key.kid.clone().unwrap_or_default(),
            },
            invalid(),
        ),
        Some(key) if verify_rs256(&key, parts.message.as_bytes(), &signature) => Finding::Pass,
        Some(_) => refuse(Reason::SignatureDiffers, invalid()),
    }
}

/// What does not fit the struct; serde itself names the first misfit in the order of the text.
fn misfit(payload: &[u8], detail: &str) -> Reason {
    let unreadable = || Reason::Unreadable {
        detail: detail.to_owned(),
    };
    let Ok(Value::Dict(claims)) = json::loads(payload) else {
        return unreadable();
    };
    let missing: Vec<_> = ["repository_id", "actor_id", "aud"]
        .into_iter()
        .filter(|name| !claims.contains(name))
        .map(str::to_owned)
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
    let lenient = Claims::lenient(&claims);
    [
        ("repository_id", lenient.repository_id),
        ("actor_id", lenient.actor_id),
    ]
    .into_iter()
    .find(|(_, number)| number.is_none())
    .and_then(|(claim, _)| {
        Some(Reason::ClaimMalformed {
            claim: claim.to_owned(),
            actual: claims.get(claim)?.to_str().to_string(),
        })
    })
    .unwrap_or_else(unreadable)
}

/// `exp` may lie up to 60 seconds back; what is no number counts as missing.
fn expiry(claims: &RegisteredClaims<'_>, payload: &[u8], now: Option<UnixTime>) -> Finding {
    let missing = || answer::invalid("Missing required claim: exp");
    let exp = match claims.exp {
        Lenient::Read(exp) => i64::try_from(exp).unwrap_or(i64::MAX),
        Lenient::Absent => {
            let reason = Reason::ClaimsMissing {
                claims: vec!["exp".to_owned()],
            };
            return Finding::Stop(reason, missing());
        }
        Lenient::Malformed => {
            let actual = match json::loads(payload) {
                Ok(Value::Dict(claims)) => claims.get("exp").map(Value::repr),
                _ => None,
            };
            let reason = Reason::TimeNotANumber {
                claim: TimeClaim::Exp,
                actual: actual.unwrap_or_default(),
            };
            return Finding::Stop(reason, missing());
        }
    };
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if exp < now.plus(-LEEWAY).0 {
        let reason = Reason::Expired {
            exp: UnixTime(exp),
            now,
            leeway: LEEWAY,
        };
        return Finding::Stop(reason, answer::invalid("ExpiredSignature"));
    }
    Finding::Pass
}

/// The audience is a document that says what may be done.
fn audience(text: &str, case: &Case<'_>) -> Finding {
    let Err(error) = serde_json::from_str::<Document>(text) else {
        return Finding::Pass;
    };
    let project = case
        .publishers
        .and_then(|publishers| publishers.first())
        .map_or("", |publisher| publisher.project.as_str());
    let reason = Reason::AudienceDiffers {
        expected: super::permissions::audience(project),
        actual: text.to_owned(),
        belongs_to: crate::index::of_audience(text)
            .map(|index| index.id.to_owned())
            .filter(|id| id != super::JSR.id),
    };
    let answer = answer::invalid(&format!("failed to parse 'aud': {error}"));
    Finding::Stop(reason, answer)
}
