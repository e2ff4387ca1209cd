//! The policies of the user whom the request names, the oldest first: the first that matches counts. Where none does,
//! what each of them tells is told together.
//!
//! Source: `FederatedCredentialService.cs`, `GenerateApiKeyAsync`; `FederatedCredentialPolicyEvaluator.cs`,
//! `GetMatchingPolicyAsync`.

use crate::finding::{Comparison, Phase, Reason, Recorded, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Publisher};
use crate::jose::identitymodel::Claims;

use super::answer;
use super::provider::{Policy, Provider, Said, is_equal};

/// The policy that matched, or came farthest.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) position: Option<usize>,
    /// What the site keeps, even where nothing matches.
    pub(super) recorded: Vec<Recorded>,
}

/// A policy that was looked at.
struct Judged {
    position: usize,
    checks: Vec<(Rule, Said)>,
    /// The place among the checks of the first that failed.
    failed_at: Option<usize>,
}

pub(super) fn find(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: &Claims,
    provider: &'static Provider,
    user: Option<&str>,
) -> Found {
    let Some(publishers) = case.publishers else {
        let reason = Reason::NoPublishers {
            kind: provider.kind.to_owned(),
        };
        trace.record(Phase::Publisher, Rule::Lookup, Finding::Unknown(reason));
        not_reached(trace, claims, provider);
        return Found::default();
    };
    let of_kind: Vec<(usize, &Publisher)> = publishers
        .iter()
        .enumerate()
        .filter(|(_, publisher)| publisher.kind == provider.kind)
        .gather();
    let is_of_user = |publisher: &Publisher| match (user, &publisher.added_by) {
        (Some(user), Some(owner)) => is_equal(user, owner, Comparison::IgnoreCase),
        _ => true,
    };
    let mut recorded = Vec::new();
    let mut judged: Vec<Judged> = Vec::new();
    for (position, publisher) in of_kind
        .iter()
        .filter(|(_, publisher)| is_of_user(publisher))
    {
        let policy = Policy {
            provider,
            publisher,
            now: case.moment,
        };
        let (checks, kept) = policy.check(claims);
        recorded.extend(kept.into_iter().map(|(field, value)| Recorded {
            publisher: *position,
            field: field.to_owned(),
            value,
        }));
        let failed_at = checks
            .iter()
            .position(|(_, said)| matches!(said, Said::Stop(..)));
        judged.push(Judged {
            position: *position,
            checks,
            failed_at,
        });
        if failed_at.is_none() {
            break;
        }
    }

    let told = judged.iter().filter_map(first_told).gather();
    let answer = answer::policies(told).unwrap_or_else(|| answer::no_policy(named(user, &of_kind)));
    let Some(chosen) = farthest(judged) else {
        let mut owners: Vec<String> = of_kind
            .iter()
            .filter_map(|(_, publisher)| publisher.added_by.clone())
            .gather();
        owners.sort();
        owners.dedup();
        let reason = match user {
            Some(user) if !owners.is_empty() => Reason::PolicyUserDiffers {
                user: user.to_owned(),
                owners,
            },
            _ => Reason::NotRegistered {
                nearest: Vec::new(),
            },
        };
        trace.record(
            Phase::Publisher,
            Rule::Lookup,
            Finding::Stop(reason, answer),
        );
        not_reached(trace, claims, provider);
        return Found::default();
    };
    trace.record(Phase::Publisher, Rule::Lookup, Finding::Pass);
    trace.look_at(Some(chosen.position));
    for (rule, said) in chosen.checks {
        trace.record(Phase::Publisher, rule, said.answered(&answer));
    }
    trace.look_at(None);
    Found {
        position: Some(chosen.position),
        recorded,
    }
}

/// Takes down which checks there would be of a policy.
fn not_reached(trace: &mut Trace, claims: &Claims, provider: &'static Provider) {
    let policy = Policy {
        provider,
        publisher: &Publisher::default(),
        now: None,
    };
    let (checks, _) = policy.check(claims);
    for (rule, _) in checks {
        trace.record(Phase::Publisher, rule, Finding::NotReached);
    }
}

/// The user that the answer names, as the request spells it.
fn named<'a>(user: Option<&'a str>, of_kind: &[(usize, &'a Publisher)]) -> Option<&'a str> {
    user.or_else(|| {
        let mut owners = of_kind
            .iter()
            .map(|(_, publisher)| publisher.added_by.as_deref());
        let first = owners.next()??;
        owners.all(|other| other == Some(first)).then_some(first)
    })
}

/// What a policy tells of why it does not match.
fn first_told(judged: &Judged) -> Option<answer::Told> {
    match judged.checks.get(judged.failed_at?)? {
        (_, Said::Stop(_, told)) => told.clone(),
        _ => None,
    }
}

/// One that matches, or else the first of those with the most checks behind them.
fn farthest(judged: Vec<Judged>) -> Option<Judged> {
    let mut chosen: Option<Judged> = None;
    for other in judged {
        let distance = |judged: &Judged| judged.failed_at.unwrap_or(usize::MAX);
        if chosen
            .as_ref()
            .is_none_or(|chosen| distance(&other) > distance(chosen))
        {
            chosen = Some(other);
        }
    }
    chosen
}
