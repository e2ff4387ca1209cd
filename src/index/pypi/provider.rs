//! What the four providers have in common: a table of claims, and how a row is found.
//!
//! Source: `warehouse/oidc/models/_core.py`.

use crate::finding::{Reason, Rule};
use crate::index::{Class, FieldComparison, Publisher};
use crate::python::{Dict, Str};
use crate::time::UnixTime;

use super::{activestate, answer, github, gitlab, google};
use crate::index::trace::Finding;

/// The providers, in the order of `OIDC_ISSUER_SERVICE_NAMES`.
pub(super) const PROVIDERS: [&Provider; 4] = [
    &github::PROVIDER,
    &gitlab::PROVIDER,
    &google::PROVIDER,
    &activestate::PROVIDER,
];

/// A provider: an issuer's tokens and the publishers registered for them.
#[derive(Debug)]
pub(super) struct Provider {
    /// The kind of publisher, which is the service's name too.
    pub(super) kind: &'static str,
    /// The canonical issuer.
    pub(super) issuer: &'static str,
    /// The flag that switches the canonical issuer off.
    pub(super) flag: &'static str,
    /// Whether publishers name their issuer themselves.
    pub(super) supports_custom_issuer: bool,
    /// `__required_verifiable_claims__` and `__optional_verifiable_claims__`, in order.
    pub(super) checks: &'static [Check],
    /// `__required_unverifiable_claims__`.
    pub(super) required: &'static [&'static str],
    /// Those of the required claims without which no row can be looked for.
    pub(super) looked_up: &'static [&'static str],
    /// `__unchecked_claims__`.
    pub(super) unchecked: &'static [&'static str],
    /// `__unchecked_prefixed_claims__`.
    pub(super) unchecked_prefixes: &'static [&'static str],
    /// `lookup_by_claims`.
    pub(super) lookup: fn(&Dict, &[Row<'_>]) -> Lookup,
    /// The fields beside the claims that the lookup compares them with.
    pub(super) compare: fn(&Publisher, &Dict) -> Vec<FieldComparison>,
    /// `stored_claims`: what the API token's record keeps.
    pub(super) stored: &'static [&'static str],
    /// Whether the owners are mailed about an environment that is not asked for.
    pub(super) has_environment: bool,
    /// The fields that make a pending publisher the same as an existing one.
    pub(super) same_by: &'static [&'static str],
    /// The fields of which a table can hold one combination only.
    pub(super) unique_by: &'static [&'static str],
}

/// A claim and how it is checked on the row found.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) rule: Rule,
    pub(super) claim: &'static str,
    /// Whether the claim may be absent.
    pub(super) optional: bool,
    /// When it was made.
    pub(super) life: Life,
    pub(super) check: CheckClaim,
}

/// When a check is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Life {
    Always,
    Since(UnixTime),
    Until(UnixTime),
}

impl Life {
    fn includes(self, rules: UnixTime) -> bool {
        match self {
            Self::Always => true,
            Self::Since(start) => rules >= start,
            Self::Until(end) => rules < end,
        }
    }
}

/// Checks a claim on a row; the last argument says whether a token ID was used.
pub(super) type CheckClaim = fn(&Row<'_>, &Dict, &dyn Fn(&Str) -> bool) -> Finding;

/// A publisher row. Rows that agree in everything but the project are one.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// The place in the request's list; the first one's for several projects.
    pub(super) position: usize,
    pub(super) publisher: &'a Publisher,
    /// The projects it may publish.
    pub(super) projects: Vec<&'a str>,
}

/// What looking for a row comes to.
pub(super) enum Lookup {
    /// The row at this place among those given; the fields that were not known and taken to match.
    Found {
        row: usize,
        assumed: Vec<&'static str>,
    },
    /// None.
    NotFound,
    /// Looking already fails.
    Failed { rule: Rule, finding: Finding },
}

impl Provider {
    pub(super) fn of_kind(kind: &str) -> Option<&'static Self> {
        PROVIDERS.into_iter().find(|provider| provider.kind == kind)
    }

    /// The checks that were made at a time, in order.
    pub(super) fn checks_as_of(&self, rules: UnixTime) -> impl Iterator<Item = &'static Check> {
        self.checks
            .iter()
            .filter(move |check| check.life.includes(rules))
    }

    /// The claims without which no row is looked for, in the order of the tables. The server goes
    /// through a set of them, in no order.
    pub(super) fn required_claims(&self, rules: UnixTime) -> impl Iterator<Item = &'static str> {
        self.checks_as_of(rules)
            .filter(|check| !check.optional)
            .map(|check| check.claim)
            .chain(self.required.iter().copied())
    }

    pub(super) fn class_of(&self, claim: &str) -> Class {
        let starts = |prefix: &&str| claim.starts_with(*prefix);
        if ["iss", "iat", "nbf", "exp", "aud"].contains(&claim) {
            Class::Verified
        } else if self
            .checks_as_of(super::rules::READ)
            .any(|check| check.claim == claim)
        {
            Class::Checked
        } else if self.required.contains(&claim) {
            Class::Required
        } else if self.unchecked.contains(&claim) || self.unchecked_prefixes.iter().any(starts) {
            Class::Ignored
        } else {
            Class::Unknown
        }
    }
}

impl<'a> Row<'a> {
    pub(super) fn field(&self, id: &str) -> Option<&'a str> {
        self.publisher.field(id)
    }

    /// What is registered in a field of which empty means "any".
    pub(super) fn field_or_any(&self, id: &str) -> &'a str {
        self.field(id).unwrap_or("")
    }
}

/// A check that failed without a text of its own.
pub(super) fn check_failed(check: &str, optional: bool, reason: Reason) -> Finding {
    let sort = if optional { "optional" } else { "required" };
    Finding::Stop(
        reason,
        answer::invalid_publisher(&format!("Check failed for {sort} claim '{check}'")),
    )
}

/// A check that failed with a text of its own.
pub(super) fn refused(reason: Reason, why: &str) -> Finding {
    Finding::Stop(reason, answer::invalid_publisher(why))
}

/// A field that has to equal a claim for a row to be found: three values.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Match {
    Yes,
    No,
    Unknown,
}

/// Compares a row's fields with what they have to be; returns nothing if one differs, else the
/// fields that were not known.
pub(super) fn match_fields(
    row: &Row<'_>,
    wanted: &[(&'static str, Option<&Str>)],
    equal: fn(&str, &Str) -> bool,
) -> Option<Vec<&'static str>> {
    let mut assumed = Vec::new();
    for (field, value) in wanted {
        match field_matches(row.field(field), *value, equal) {
            Match::Yes => {}
            Match::No => return None,
            Match::Unknown => assumed.push(*field),
        }
    }
    Some(assumed)
}

fn field_matches(
    registered: Option<&str>,
    wanted: Option<&Str>,
    equal: fn(&str, &Str) -> bool,
) -> Match {
    match (registered, wanted) {
        (_, None) => Match::No,
        (None, Some(_)) => Match::Unknown,
        (Some(registered), Some(wanted)) if equal(registered, wanted) => Match::Yes,
        (Some(_), Some(_)) => Match::No,
    }
}

pub(super) fn equal(registered: &str, claimed: &Str) -> bool {
    *claimed == registered
}

/// Of the rows found, the one that has in a field what the token says, or else the one that takes any there.
///
/// Source: `_get_publisher_for_environment`; for a subject, `lookup_by_claims` in `warehouse/oidc/models/google.py`.
pub(super) fn most_specific(
    found: Vec<(usize, &Row<'_>, Vec<&'static str>)>,
    field: &str,
    claimed: Option<&Str>,
) -> Lookup {
    let specific = claimed
        .filter(|claimed| !claimed.is_empty())
        .and_then(|claimed| {
            found
                .iter()
                .find(|(_, row, _)| *claimed == row.field_or_any(field))
        });
    let general = || {
        found
            .iter()
            .find(|(_, row, _)| row.field_or_any(field).is_empty())
    };
    match specific.or_else(general) {
        Some((row, _, assumed)) => Lookup::Found {
            row: *row,
            assumed: assumed.clone(),
        },
        None => Lookup::NotFound,
    }
}
