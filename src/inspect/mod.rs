//! The one pipeline: what was pasted, the publishers and the index go in, a report comes out.

mod decide;
mod everywhere;
mod gaps;
mod outlook;
mod report;
mod request;
mod workflow;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::evidence::{self, Evidence, Reading, Recognised, Shape};
use crate::finding::{Outcome, Reason, Rule, Step};
use crate::gather::Gather as _;
use crate::index::{
    self, Body, Case, Class, Index, IssuerKeys, Judgement, KeyOrigin, Keys, Presence, Publisher,
    custom,
};
use crate::issuer::{self, ISSUERS};
use crate::jose::pyjwt::{Key, SelectError, UnverifiedToken, select_key};
use crate::jose::{KeySet, verify_rs256};
use crate::python::{Dict, Value};
use crate::remedy::{self, Facts};
use crate::time::UnixTime;

pub use self::everywhere::{
    AtIndex, Everywhere, Filled, WorkflowFile, everywhere, everywhere_with,
};
pub use self::report::{
    AsOf, Claim, Clock, HeaderMember, PublisherReport, Report, Rules, RulesChosen, Signature,
    TokenReport,
};

pub use self::outlook::{Outlook, would_mint};
pub use self::request::{Request, RequestError, RequestKeys};
pub use self::workflow::{JobReport, WorkflowReport, WorkflowRequest, inspect_workflow};

use self::decide::{decide, is_acceptance, nothing_given};
use self::gaps::Known;

/// Inspects a request.
///
/// # Errors
///
/// Where the request itself is malformed; see [`RequestError`].
pub fn inspect(request: &Request) -> Result<Report, RequestError> {
    let (reading, index) = (read(request)?, index(request)?);
    let rules = index.rules();
    inspect_reading(request, reading, index, rules, Depth::Remedies)
}

/// Inspects a request with the rules that are at hand, for a program that loads them when they are first used.
///
/// # Errors
///
/// As [`inspect`], and where the rules of the request's index are not at hand.
pub fn inspect_with(request: &Request, rules_of: RulesOf) -> Result<Report, RequestError> {
    let (reading, index) = (read(request)?, index(request)?);
    let rules = rules_of(&index).ok_or(RequestError::RulesNotLoaded { index: index.id })?;
    inspect_reading(request, reading, index, rules, Depth::Remedies)
}

/// The rules of an index, where they are at hand.
pub type RulesOf = fn(&Index) -> Option<&'static index::Rules>;

/// Inspects a request as far as its verdict goes, for those who cannot wait: the report names no remedies, lists
/// nothing of the token and compares no fields.
///
/// # Errors
///
/// As [`inspect`].
pub fn judge(request: &Request) -> Result<Report, RequestError> {
    let (reading, index) = (read(request)?, index(request)?);
    let rules = index.rules();
    inspect_reading(request, reading, index, rules, Depth::Verdict)
}

/// How far an inspection goes.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Depth {
    Verdict,
    Remedies,
}

/// Inspects what was read, whatever of.
fn inspect_reading(
    request: &Request,
    reading: Reading,
    index: Cow<'static, Index>,
    index_rules: &'static index::Rules,
    depth: Depth,
) -> Result<Report, RequestError> {
    if let Some(publishers) = &request.publishers {
        for (position, publisher) in publishers.iter().enumerate() {
            index
                .check(publisher)
                .map_err(|error| RequestError::Publisher { position, error })?;
        }
    }
    let keys = keys(request)?;

    let Reading {
        recognised: input,
        evidence,
        token,
    } = reading;
    let decoded = token.as_ref().and_then(|token| token.as_ref().ok());
    let rules = rules(index_rules, request, &evidence);
    let clock = clock(request, decoded.map(UnverifiedToken::unverified_claims));
    let doubly_quoted = input.shape == Shape::QuotedInRequest;
    let body = match (&request.body, &input.token) {
        (Some(body), _) => Body::Raw(body),
        (None, Some(_)) if doubly_quoted => {
            Body::Raw(request.paste.as_deref().unwrap_or_default().as_bytes())
        }
        (None, Some(token)) => Body::Token(token),
        // What is no token is sent as it stands, so that the index's answer can be read.
        (None, None) => Body::Token(request.paste.as_deref().unwrap_or_default()),
    };
    let registered = request
        .publishers
        .as_deref()
        .map(|typed| registered(&index, typed));
    let case = Case {
        body,
        publishers: registered.as_deref(),
        moment: clock.as_of,
        keys: &keys,
        server: &request.server,
        rules: rules.as_of,
        decoded: token.as_ref(),
    };
    let known = if decoded.is_some() || input.token.is_some() {
        None
    } else {
        Known::from_evidence(&evidence)
    };
    let mut judgement = match &known {
        Some(known) => gaps::judge(&index, index_rules, known, &case, judged_at(request)),
        None => (index_rules.judge)(&index, &case),
    };
    let has_none = matches!(input.shape, Shape::Log | Shape::Workflow);
    if input.shape == Shape::Empty || (known.is_none() && has_none) {
        nothing_given(&mut judgement.steps);
    }
    let decision = decide(&judgement.steps);
    let claims = match (decoded, &known) {
        (Some(decoded), _) => decoded.unverified_claims().clone(),
        (None, Some(known)) => known.with_inferred(),
        (None, None) => Dict::default(),
    };
    let is_absent = |claim: &str| match &known {
        Some(known) => known.is_absent(claim),
        None => !claims.contains(claim),
    };
    let facts = Facts {
        index: &index,
        rules: index_rules,
        claims: &claims,
        evidence: &evidence,
        is_absent: &is_absent,
        has_token: decoded.is_some(),
        doubly_quoted,
        publishers: request.publishers.as_deref(),
        kind: judgement
            .kind
            .or(known.as_ref().map(|known| known.kind))
            .or_else(|| first_kind(&index, request))
            .unwrap_or("github"),
        steps: &judgement.steps,
        decision: &decision,
    };
    let causes = remedy::causes(&facts);
    let proof = |claims: &Dict, publishers: &[Publisher]| {
        let publishers = self::registered(&index, publishers);
        let case = Case {
            publishers: Some(&publishers),
            ..case
        };
        let absent = match (decoded, &known) {
            // A token's claims are all there are, but for those that the change makes anew.
            (Some(_), _) => vec!["environment".to_owned(), "nbf".to_owned()],
            (None, Some(known)) => known.absent().to_vec(),
            (None, None) => Vec::new(),
        };
        let absent = absent.into_iter().filter(|name| !claims.contains(name));
        let known = Known::new(claims.clone(), absent.gather());
        let at = clock.as_of.unwrap_or_else(|| judged_at(request));
        is_acceptance(&decide(
            &gaps::judge(&index, index_rules, &known, &case, at).steps,
        ))
    };
    let remedies = if depth == Depth::Verdict || is_acceptance(&decision) {
        Vec::new()
    } else {
        remedy::remedies(&facts, &causes, &proof)
    };
    Ok(Report {
        index,
        signature: signature(decoded, &keys, verified(&case, &judgement.steps)),
        token: decoded.map(|decoded| match depth {
            Depth::Verdict => TokenReport::default(),
            Depth::Remedies => token_report(index_rules, decoded, &input, &judgement),
        }),
        publishers: match depth {
            Depth::Verdict => Vec::new(),
            Depth::Remedies => publishers(index_rules, request, &claims, &judgement),
        },
        answer_body: match depth {
            Depth::Verdict => None,
            Depth::Remedies => (index_rules.answer_body)(&judgement.prediction.answer),
        },
        inferred: known.map_or_else(Vec::new, |known| known.inferred),
        decision,
        causes,
        remedies,
        rules,
        evidence,
        clock,
        input,
        kind: judgement.kind,
        selected: judgement.selected,
        prediction: judgement.prediction,
        steps: judgement.steps,
    })
}

/// Publishers as the index holds them. What is left empty on its form and means "any" is not there.
fn registered(index: &Index, typed: &[Publisher]) -> Vec<Publisher> {
    let mut publishers = typed.to_vec();
    for (publisher, typed) in publishers.iter_mut().zip(typed) {
        let Some(kind) = index.kind(&publisher.kind) else {
            continue;
        };
        // Not `retain`: to remove from a map is much code, and nothing else needs it.
        publisher.fields = BTreeMap::new();
        for (id, value) in &typed.fields {
            let presence = kind.field(id).map(|field| field.presence);
            if !value.is_empty() || presence != Some(Presence::AnyIfEmpty) {
                publisher.fields.insert(id.clone(), value.clone());
            }
        }
    }
    publishers
}

fn index(request: &Request) -> Result<Cow<'static, Index>, RequestError> {
    if request.index != custom::ID {
        return find(&request.index).map(Cow::Borrowed);
    }
    of_profile(request.profile.as_ref().ok_or(RequestError::NoProfile)?)
}

/// The index that a profile tells of.
fn of_profile(profile: &custom::Profile) -> Result<Cow<'static, Index>, RequestError> {
    let index = profile
        .index()
        .map_err(|error| RequestError::Profile { error })?;
    Ok(Cow::Owned(index))
}

/// Finds one of the indexes that are built in by its identifier.
///
/// # Errors
///
/// Where there is none.
pub fn find(id: &str) -> Result<&'static Index, RequestError> {
    index::find(id).ok_or_else(|| RequestError::UnknownIndex {
        index: id.to_owned(),
        known: index::INDEXES
            .iter()
            .map(|index| index.id)
            .chain([custom::ID])
            .gather(),
    })
}

/// The keys given, then the built-in ones.
fn keys(request: &Request) -> Result<Keys, RequestError> {
    let mut sets = Vec::new();
    for (position, keys) in request.keys.iter().enumerate() {
        let set = if request.keys_complete {
            KeySet::from_json(keys.jwks.as_bytes())
        } else {
            KeySet::from_paste(&keys.jwks)
        };
        sets.push(IssuerKeys {
            issuer: keys.issuer.clone(),
            set: set.map_err(|error| RequestError::Keys { position, error })?,
            origin: match (keys.fetched, keys.mirrored) {
                (true, _) => KeyOrigin::Fetched,
                (false, true) => KeyOrigin::Mirrored,
                (false, false) => KeyOrigin::Given,
            },
        });
    }
    if !request.keys_complete {
        for issuer in ISSUERS {
            let Some(built_in) = issuer.built_in_keys else {
                continue;
            };
            if let Ok(set) = KeySet::from_json(built_in.jwks.as_bytes()) {
                sets.push(IssuerKeys {
                    issuer: Some(issuer.url.to_owned()),
                    set,
                    origin: KeyOrigin::BuiltIn {
                        as_of: built_in.as_of,
                    },
                });
            }
        }
    }
    Ok(Keys {
        sets,
        complete: request.keys_complete,
    })
}

fn read(request: &Request) -> Result<Reading, RequestError> {
    let texts = index::error_texts();
    Ok(match (&request.paste, &request.body) {
        (Some(_), Some(_)) => return Err(RequestError::PasteAndBody),
        (Some(paste), None) => evidence::read(paste, &texts),
        (None, Some(body)) => {
            let mut found = evidence::recognise(&String::from_utf8_lossy(body));
            // An empty body is sent all the same.
            if found.shape == Shape::Empty {
                found.shape = Shape::Unrecognised;
            }
            Reading {
                token: found.token.as_deref().map(UnverifiedToken::decode),
                recognised: found,
                evidence: Evidence::none(),
            }
        }
        (None, None) => evidence::read("", &texts),
    })
}

/// Without any claim, the kind of the publisher that was given.
fn first_kind(index: &Index, request: &Request) -> Option<&'static str> {
    let publisher = request.publishers.as_deref()?.first()?;
    index.kind(&publisher.kind).map(|kind| kind.id)
}

/// The moment that claims without a token are judged for.
fn judged_at(request: &Request) -> UnixTime {
    request.as_of.or(request.now).unwrap_or(UnixTime(0))
}

/// The moment whose rules apply: the one asked for, or the one that the index's wording gives away.
fn rules(index_rules: &index::Rules, request: &Request, evidence: &Evidence) -> Rules {
    if let Some(asked) = request.rules {
        return Rules {
            as_of: Some(asked),
            chosen: RulesChosen::Given,
        };
    }
    let dated = evidence
        .server_error
        .as_ref()
        .and_then(|error| (index_rules.dated)(&error.description));
    match dated {
        Some(moment) => Rules {
            as_of: Some(moment),
            chosen: RulesChosen::ByWording,
        },
        None => Rules {
            as_of: None,
            chosen: RulesChosen::Current,
        },
    }
}

/// The moment judged: the one asked for, or just after the token was issued, or now.
fn clock(request: &Request, claims: Option<&Dict>) -> Clock {
    let moment = |name: &str| {
        let seconds = claims?.get(name)?.to_int().ok()?;
        seconds.to_i64().map(UnixTime)
    };
    let issued_at = moment("iat");
    let (as_of, chosen) = match (request.as_of, issued_at, request.now) {
        (Some(asked), _, _) => (Some(asked), AsOf::Given),
        (None, Some(issued_at), _) => (Some(issued_at.plus(1)), AsOf::JustAfterIssue),
        (None, None, Some(now)) => (Some(now), AsOf::Now),
        (None, None, None) => (None, AsOf::Unknown),
    };
    let expires = moment("exp");
    let expired = match (request.now, expires) {
        (Some(now), Some(expires)) => Some(expires.cmp(&now) != Ordering::Greater),
        _ => None,
    };
    Clock {
        as_of,
        chosen,
        now: request.now,
        issued_at,
        not_before: moment("nbf"),
        expires,
        expired,
    }
}

/// Whether the index's rules found the token's signature to be its key's; absent if they did not get that far.
fn verified(case: &Case<'_>, steps: &[Step]) -> Option<bool> {
    // Out of a whole body the index may read another token.
    let Body::Token(_) = case.body else {
        return None;
    };
    let step = steps.iter().find(|step| step.rule == Rule::Signature)?;
    match (step.outcome, &step.reason) {
        (Outcome::Pass, _) => Some(true),
        (Outcome::Fail, Some(Reason::SignatureDiffers)) => Some(false),
        _ => None,
    }
}

/// Whether the token is genuine, apart from what the index makes of it.
fn signature(token: Option<&UnverifiedToken>, keys: &Keys, verified: Option<bool>) -> Signature {
    let Some(token) = token else {
        return Signature::NoToken;
    };
    let issuer = token.unverified_claims().get("iss").and_then(Value::as_str);
    let algorithm = token
        .header()
        .get("alg")
        .map(|value| value.to_str().to_string());
    if algorithm.as_deref() != Some("RS256") {
        return Signature::AlgorithmNotSupported { algorithm };
    }
    let Some(key_id) = token.key_id() else {
        return Signature::NoKeyId;
    };
    let named = key_id.to_string();
    let Some(found) = issuer.and_then(|issuer| keys.of(&issuer.to_lossy())) else {
        return Signature::NoKeys { key_id: named };
    };
    let origin = found.origin;
    match select_key(&found.set, key_id) {
        Ok(Key::Rs256(key)) => {
            // To verify takes longest of all, so not twice.
            let verify = || verify_rs256(&key, token.signing_input(), token.signature());
            if verified.unwrap_or_else(verify) {
                Signature::Genuine {
                    key_id: named,
                    origin,
                }
            } else {
                Signature::Forged {
                    key_id: named,
                    origin,
                }
            }
        }
        Ok(_) | Err(SelectError::Unusable | SelectError::Crash { .. }) => Signature::KeyUnusable {
            key_id: named,
            origin,
        },
        Err(SelectError::NotFound { known }) => Signature::KeyNotFound {
            key_id: named,
            known,
            origin,
        },
    }
}

fn token_report(
    rules: &index::Rules,
    token: &UnverifiedToken,
    input: &Recognised,
    judgement: &Judgement,
) -> TokenReport {
    let claims = token.unverified_claims();
    let issuer = claims.get("iss").and_then(Value::as_str).and_then(|url| {
        let url = url.as_str()?;
        issuer::find(url)
    });
    let kind = judgement
        .kind
        .or(issuer.map(|issuer| issuer.id))
        .unwrap_or_default();
    TokenReport {
        raw: input.token.clone().unwrap_or_default(),
        issuer: issuer.map(|issuer| issuer.id),
        header: token
            .header()
            .iter()
            .map(|(name, value)| HeaderMember {
                name: name.to_string(),
                value: value.clone(),
                term: name.as_str().and_then(issuer::header_term),
            })
            .gather(),
        claims: claims
            .iter()
            .map(|(name, value)| {
                let known = name.as_str().unwrap_or_default();
                let registered = issuer::registered_term(known);
                Claim {
                    name: name.to_string(),
                    value: value.clone(),
                    class: match (rules.class_of_claim)(kind, known) {
                        // Whoever the issuer is, these are verified with the token.
                        Class::Unknown if kind.is_empty() && registered.is_some() => {
                            Class::Verified
                        }
                        class => class,
                    },
                    term: issuer.map_or(registered, |issuer| issuer.term(known)),
                    moment: match known {
                        "exp" | "iat" | "nbf" => value
                            .to_int()
                            .ok()
                            .and_then(|seconds| seconds.to_i64())
                            .map(UnixTime),
                        _ => None,
                    },
                }
            })
            .gather(),
    }
}

fn publishers(
    rules: &index::Rules,
    request: &Request,
    claims: &Dict,
    judgement: &Judgement,
) -> Vec<PublisherReport> {
    request
        .publishers
        .as_deref()
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(position, publisher)| PublisherReport {
            position,
            applies: judgement.kind.map(|kind| kind == publisher.kind),
            fields: (rules.compare)(publisher, claims),
        })
        .gather()
}
