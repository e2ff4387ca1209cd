//! Looking for a row and checking it: the loops that every provider's table runs through.
//!
//! Source: `warehouse/oidc/services.py`, `find_publisher`; `warehouse/oidc/models/_core.py`,
//! `check_claims_existence` and `verify_claims`.

use crate::finding::{Comparison, Outcome, Phase, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::publishers::nearest;
use crate::index::{FieldComparison, Index, Presence, Publisher};
use crate::python::{Dict, Str, Value, repr_str};
use crate::time::UnixTime;

use super::answer;
use super::provider::{Lookup, Provider, Row, check_failed, refused};
use super::rules::not_found_text;
use crate::index::trace::{Finding, Trace};

/// `find_publisher`: the place of the row found among those given. Every check on it is taken down;
/// whether the server would have stopped is the trace's affair.
pub(super) fn find_publisher(
    trace: &mut Trace,
    phase: Phase,
    provider: &Provider,
    claims: &Dict,
    rows: Option<&[Row<'_>]>,
    used: &dyn Fn(&Str) -> bool,
    rules: UnixTime,
) -> Option<usize> {
    let (rows, known) = (rows.unwrap_or_default(), rows.is_some());
    let missing = missing_claims(provider, claims, rules);
    if !missing.is_empty() {
        let texts: Vec<_> = missing
            .iter()
            .map(|name| format!("Missing claim {}", repr_str(&Str::from(*name))))
            .gather();
        let first = texts.first().cloned().unwrap_or_default();
        let reason = Reason::ClaimsMissing {
            claims: missing.iter().map(|name| (*name).to_owned()).gather(),
        };
        let stops = trace.answer.is_none();
        trace.record(phase, Rule::ClaimsPresent, refused(reason, &first));
        if stops && trace.answer.is_some() {
            trace.alternatives = texts
                .iter()
                .skip(1)
                .map(|text| format!("valid token, but no corresponding publisher ({text})"))
                .gather();
        }
        if provider.looked_up.iter().any(|name| missing.contains(name)) {
            trace.record(phase, Rule::Lookup, Finding::NotReached);
            checks_not_reached(trace, phase, provider, rules);
            return None;
        }
    } else {
        trace.record(phase, Rule::ClaimsPresent, Finding::Pass);
    }

    let place = match (provider.lookup)(claims, rows) {
        Lookup::Failed { rule, finding } => {
            trace.record(phase, rule, finding);
            trace.record(phase, Rule::Lookup, Finding::NotReached);
            None
        }
        Lookup::NotFound => {
            let finding = if !known {
                Finding::Unknown(Reason::NoPublishers {
                    kind: provider.kind.to_owned(),
                })
            } else {
                let compared = rows
                    .iter()
                    .map(|row| (row.position, (provider.compare)(row.publisher, claims)))
                    .gather();
                let nearest = nearest(compared);
                refused(Reason::NotRegistered { nearest }, not_found_text(rules))
            };
            trace.record(phase, Rule::Lookup, finding);
            None
        }
        Lookup::Found { row, assumed } => {
            let found = rows.get(row);
            trace.look_at(found.map(|row| row.position));
            let finding = match assumed.first() {
                Some(field) => Finding::Unknown(Reason::FieldNotGiven {
                    field: (*field).to_owned(),
                    claimed: found
                        .and_then(|row| {
                            (provider.compare)(row.publisher, claims)
                                .into_iter()
                                .find(|pair| pair.field == *field)?
                                .claimed
                        })
                        .unwrap_or_default(),
                }),
                None => Finding::Pass,
            };
            trace.record(phase, Rule::Lookup, finding);
            found.map(|_| row)
        }
    };
    let Some(row) = place.and_then(|place| rows.get(place)) else {
        checks_not_reached(trace, phase, provider, rules);
        return None;
    };
    let mut holds = missing.is_empty();
    for check in provider.checks_as_of(rules) {
        let finding = match (check.check)(row, claims, used) {
            // Only the ordinary lookup catches `ReusedTokenError`.
            Finding::Stop(reason @ Reason::Reused { .. }, _)
                if phase == Phase::PendingPublisher =>
            {
                Finding::Stop(reason, answer::crash("ReusedTokenError"))
            }
            finding => finding,
        };
        holds &= trace.record(phase, check.rule, finding);
    }
    trace.look_at(None);
    place.filter(|_| holds)
}

fn checks_not_reached(trace: &mut Trace, phase: Phase, provider: &Provider, rules: UnixTime) {
    for check in provider.checks_as_of(rules) {
        trace.record(phase, check.rule, Finding::NotReached);
    }
}

/// A provider whose publishers do not name their issuer takes its own only; otherwise an enterprise's
/// server could speak for everybody's repositories. Whoever runs an index may trust that server all the same.
pub(super) fn issuer(
    trace: &mut Trace,
    phase: Phase,
    index: &Index,
    provider: &Provider,
    claims: &Dict,
) {
    let finding = issuer_of_publisher(index, provider, claims);
    trace.look_at(None);
    trace.record(phase, Rule::IssuerOfPublisher, finding);
}

fn issuer_of_publisher(index: &Index, provider: &Provider, claims: &Dict) -> Finding {
    let Some(issuer) = claims.get("iss").and_then(Value::as_str) else {
        return Finding::NotReached;
    };
    let mut own = index.issuers.iter().flatten();
    if *issuer == provider.issuer
        || provider.supports_custom_issuer
        || own.any(|own| own.kind == provider.kind && *issuer == own.url.as_str())
    {
        return Finding::Pass;
    }
    let why = format!(
        "JWT issuer {} does not match expected issuer {}",
        repr_str(issuer),
        repr_str(&Str::from(provider.issuer)),
    );
    let reason = Reason::IssuerNotOfKind {
        issuer: issuer.to_string(),
        expected: provider.issuer.to_owned(),
    };
    refused(reason, &why)
}

fn missing_claims(provider: &Provider, claims: &Dict, rules: UnixTime) -> Vec<&'static str> {
    provider
        .required_claims(rules)
        .filter(|name| matches!(claims.get(name), None | Some(Value::Null)))
        .gather()
}

/// `check_existing_jti`.
pub(super) fn not_used(_row: &Row<'_>, claims: &Dict, used: &dyn Fn(&Str) -> bool) -> Finding {
    let Some(token_id) = claims.get("jti").and_then(Value::as_str) else {
        return Finding::NotReached;
    };
    if token_id.has_surrogate() {
        return Finding::crash(Some("jti"), "UnicodeEncodeError");
    }
    if used(token_id) {
        return Finding::Stop(
            Reason::Reused {
                token_id: token_id.to_string(),
            },
            answer::already_used(),
        );
    }
    Finding::Pass
}

/// `_check_sub` of GitHub and GitLab: the first two parts between colons, without regard to case.
pub(super) fn two_part_subject(claims: &Dict, expected: &str) -> Finding {
    let actual = match claims.get("sub") {
        Some(Value::Str(actual)) => actual,
        Some(_) => return Finding::crash(Some("sub"), "AttributeError"),
        None => return Finding::NotReached,
    };
    let expected = Str::from(expected);
    let matches = match actual.split(b':').as_slice() {
        [first, second, ..] if !first.is_empty() && !second.is_empty() => {
            let mut start = first.clone();
            start.push_str(":");
            start.push_all(second);
            start.lower() == expected.lower()
        }
        _ => false,
    };
    if matches {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: "sub".to_owned(),
        expected: expected.to_string(),
        actual: Some(actual.to_string()),
        comparison: Comparison::IgnoreCase,
    };
    check_failed("sub", false, reason)
}

/// `_check_environment`: empty on the row takes any; set on the row wants the same.
pub(super) fn environment(
    row: &Row<'_>,
    claims: &Dict,
    comparison: Comparison,
    fold: &dyn Fn(&Str) -> Str,
) -> Finding {
    let expected = Str::from(row.field_or_any("environment"));
    let actual = claims.get("environment");
    if expected.is_empty() {
        return match actual {
            Some(actual) if !matches!(actual, Value::Null) && *actual != Value::Str("".into()) => {
                Finding::Note(Reason::EnvironmentIgnored {
                    environment: actual.to_str().to_string(),
                })
            }
            _ => Finding::Pass,
        };
    }
    let matches = match actual {
        Some(Value::Str(actual)) => !actual.is_empty() && fold(actual) == fold(&expected),
        Some(other) if other.is_truthy() && comparison == Comparison::IgnoreCase => {
            return Finding::crash(Some("environment"), "AttributeError");
        }
        _ => false,
    };
    if matches {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: "environment".to_owned(),
        expected: expected.to_string(),
        actual: actual.map(|actual| actual.to_str().to_string()),
        comparison,
    };
    check_failed("environment", true, reason)
}

/// A field and what the token says for it.
pub(super) struct Beside {
    pub(super) field: &'static str,
    pub(super) claim: &'static str,
    pub(super) claimed: Option<Str>,
    pub(super) comparison: Comparison,
}

/// Sets a field beside the claim.
pub(super) fn beside(provider: &Provider, publisher: &Publisher, pair: Beside) -> FieldComparison {
    let presence = super::PYPI
        .kind(provider.kind)
        .and_then(|kind| kind.field(pair.field))
        .map_or(Presence::Required, |field| field.presence);
    let registered = match (publisher.field(pair.field), presence) {
        (None, Presence::AnyIfEmpty) => Some(""),
        (None | Some(""), Presence::DefaultIfEmpty) => Some(provider.issuer),
        (given, _) => given,
    };
    let any = presence == Presence::AnyIfEmpty && registered == Some("");
    let same = |fold: &dyn Fn(&Str) -> Str| {
        let (Some(registered), Some(claimed)) = (registered, &pair.claimed) else {
            return false;
        };
        fold(&Str::from(registered)) == fold(claimed)
    };
    let alike = same(&|text| text.lower());
    let equal = match pair.comparison {
        Comparison::Exact => same(&Str::clone),
        Comparison::IgnoreCase => alike,
    };
    let outcome = match (registered, &pair.claimed) {
        _ if any => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (Some(_), _) if equal => Outcome::Pass,
        (Some(_), _) => Outcome::Fail,
    };
    FieldComparison {
        field: pair.field,
        claim: pair.claim,
        registered: registered.map(str::to_owned),
        claimed: pair.claimed.map(|claimed| claimed.to_string()),
        comparison: pair.comparison,
        outcome,
        differs_in_case_only: outcome == Outcome::Fail && alike,
    }
}
