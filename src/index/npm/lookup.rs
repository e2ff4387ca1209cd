//! Which of a package's publishers fits: each is compared to the letter.
//!
//! Source: npm/documentation `trusted-publishers.mdx`: "All fields are case-sensitive and must be exact". That another case
//! is refused was seen as well: JasperFx/jasperfx#866.

use crate::finding::{Comparison, Outcome, Phase, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::publishers::nearest;
use crate::index::trace::{Finding, Trace};
use crate::index::{FieldComparison, Publisher};
use crate::python::Dict;
use crate::python::unicode::equal_in_any_case;

use super::provider::{Column, Provider};
use super::{answer, circleci};

/// The rules that narrow the publishers down, in the order in which they are told. Which one npm applies first is not
/// seen: one answer goes for all of them.
const STAGES: [Rule; 3] = [Rule::Lookup, Rule::WorkflowFile, Rule::Environment];

/// The places of the publishers that fit, or would if what is open is as it should be.
pub(super) fn find(
    trace: &mut Trace,
    provider: &Provider,
    claims: &Dict,
    publishers: Option<&[Publisher]>,
) -> Vec<usize> {
    let phase = Phase::Publisher;
    let Some(publishers) = publishers else {
        let reason = Reason::NoPublishers {
            kind: provider.kind.to_owned(),
        };
        trace.record(phase, Rule::Lookup, Finding::Unknown(reason));
        let is_read = |rule| provider.columns.iter().any(|column| column.rule == rule);
        for rule in STAGES.into_iter().skip(1).filter(|rule| is_read(*rule)) {
            trace.record(phase, rule, Finding::NotReached);
        }
        return Vec::new();
    };
    let mut left: Vec<_> = publishers
        .iter()
        .enumerate()
        .filter(|(_, publisher)| publisher.kind == provider.kind)
        .gather();
    for rule in STAGES {
        let columns = || provider.columns.iter().filter(|column| column.rule == rule);
        if columns().next().is_none() {
            continue;
        }
        if left.is_empty() && rule != Rule::Lookup {
            trace.record(phase, rule, Finding::NotReached);
            continue;
        }
        let judged = left
            .iter()
            .map(|(place, publisher)| {
                let pairs = columns()
                    .map(|column| pair(publisher, column, claims))
                    .gather();
                (*place, *publisher, pairs)
            })
            .gather();
        let fits = judged
            .iter()
            .filter(|(_, _, pairs)| pairs.iter().all(|pair| pair.outcome != Outcome::Fail))
            .gather();
        let is_certain = fits
            .iter()
            .any(|(_, _, pairs)| pairs.iter().all(|pair| pair.outcome == Outcome::Pass));
        let open = fits
            .iter()
            .flat_map(|(_, _, pairs)| pairs)
            .find(|pair| pair.outcome == Outcome::Unknown);
        let only = match fits.as_slice() {
            [(place, ..)] => Some(*place),
            _ => None,
        };
        let finding = match (fits.is_empty(), open) {
            (true, _) => refuse(rule, provider, claims, publishers, &judged),
            (false, Some(pair)) if !is_certain => open_field(pair),
            _ => note(rule, &fits),
        };
        if !fits.is_empty() {
            left = fits
                .iter()
                .map(|(place, publisher, _)| (*place, *publisher))
                .gather();
        }
        trace.look_at(only);
        trace.record(phase, rule, finding);
        trace.look_at(None);
    }
    left.iter().map(|(place, _)| *place).gather()
}

type Judged<'a> = (usize, &'a Publisher, Vec<FieldComparison>);

fn refuse(
    rule: Rule,
    provider: &Provider,
    claims: &Dict,
    publishers: &[Publisher],
    judged: &[Judged<'_>],
) -> Finding {
    let reason = match judged.first().and_then(|(_, _, pairs)| pairs.first()) {
        Some(pair) if rule != Rule::Lookup => Reason::NoneMatches {
            field: pair.field.to_owned(),
            claim: pair.claim.to_owned(),
            expected: judged
                .iter()
                .filter_map(|(_, _, pairs)| pairs.first()?.registered.clone())
                .gather(),
            actual: pair.claimed.clone(),
            comparison: Comparison::Exact,
        },
        _ => {
            let compared = publishers
                .iter()
                .enumerate()
                .filter(|(_, publisher)| publisher.kind == provider.kind)
                .map(|(place, publisher)| (place, beside(provider, publisher, claims)))
                .gather();
            Reason::NotRegistered {
                nearest: nearest(compared),
            }
        }
    };
    Finding::Stop(reason, answer::not_found())
}

fn open_field(pair: &FieldComparison) -> Finding {
    Finding::Unknown(match &pair.registered {
        Some(_) => Reason::NotKnown { evidence: None },
        None => Reason::FieldNotGiven {
            field: pair.field.to_owned(),
            claimed: pair.claimed.clone().unwrap_or_default(),
        },
    })
}

fn note(rule: Rule, fits: &[&Judged<'_>]) -> Finding {
    let ignored = fits.iter().find_map(|(_, _, pairs)| {
        let pair = pairs.iter().find(|pair| pair.field == "environment")?;
        let claimed = pair.claimed.as_deref().filter(|name| !name.is_empty())?;
        let is_any = pair.registered.as_deref() == Some("");
        Some(is_any.then(|| claimed.to_owned()))
    });
    match ignored.flatten() {
        Some(environment) if rule == Rule::Environment => {
            Finding::Note(Reason::EnvironmentIgnored { environment })
        }
        _ => Finding::Pass,
    }
}

/// A publisher's fields beside what the claims say for them.
pub(super) fn beside(
    provider: &Provider,
    publisher: &Publisher,
    claims: &Dict,
) -> Vec<FieldComparison> {
    provider
        .columns
        .iter()
        .map(|column| pair(publisher, column, claims))
        .gather()
}

fn pair(publisher: &Publisher, column: &Column, claims: &Dict) -> FieldComparison {
    let claimed = (column.read)(claims);
    let registered = match publisher.field(column.field) {
        None if column.any_if_empty => Some(""),
        given => given,
    };
    let outcome = match (registered, &claimed) {
        (Some(""), _) if column.any_if_empty => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (Some(registered), Some(claimed)) if column.claim == circleci::CONTEXTS => {
            match circleci::has_contexts(registered, claimed) {
                Some(true) => Outcome::Pass,
                Some(false) => Outcome::Fail,
                None => Outcome::Unknown,
            }
        }
        (Some(registered), Some(claimed)) if registered == claimed => Outcome::Pass,
        (Some(_), _) => Outcome::Fail,
    };
    let alike = registered
        .zip(claimed.as_deref())
        .is_some_and(|(registered, claimed)| equal_in_any_case(registered, claimed));
    FieldComparison {
        field: column.field,
        claim: column.claim,
        registered: registered.map(str::to_owned),
        claimed,
        comparison: Comparison::Exact,
        outcome,
        differs_in_case_only: outcome == Outcome::Fail && alike,
    }
}
