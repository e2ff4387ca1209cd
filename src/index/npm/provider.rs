//! What the providers have in common: an issuer, and columns that are compared with claims.

use crate::finding::Rule;
use crate::python::{Dict, Value};

use super::{circleci, github, gitlab};

/// The providers, in the order of the documentation.
pub(super) const PROVIDERS: [&Provider; 3] =
    [&github::PROVIDER, &gitlab::PROVIDER, &circleci::PROVIDER];

/// A provider.
#[derive(Debug)]
pub(super) struct Provider {
    /// The kind of publisher.
    pub(super) kind: &'static str,
    /// The issuer; that of CircleCI goes on with an organization's ID.
    pub(super) issuer: &'static str,
    /// Whether the issuer goes on.
    pub(super) is_prefix: bool,
    /// The claim that tells whose runner it is, and its value for the provider's own.
    pub(super) runner: Option<(&'static str, &'static str)>,
    pub(super) columns: &'static [Column],
}

/// A publisher's field, and what it is compared with.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) field: &'static str,
    pub(super) claim: &'static str,
    /// What the claims say for it.
    pub(super) read: fn(&Dict) -> Option<String>,
    /// Whether empty stands for any.
    pub(super) any_if_empty: bool,
    /// The rule that it belongs to.
    pub(super) rule: Rule,
}

impl Provider {
    pub(super) fn of_kind(kind: &str) -> Option<&'static Self> {
        PROVIDERS.into_iter().find(|provider| provider.kind == kind)
    }

    pub(super) fn of_issuer(issuer: &str) -> Option<&'static Self> {
        PROVIDERS.into_iter().find(|provider| {
            if provider.is_prefix {
                issuer
                    .strip_prefix(provider.issuer)
                    .is_some_and(|rest| !rest.is_empty() && !rest.contains('/'))
            } else {
                issuer == provider.issuer
            }
        })
    }
}

/// A claim that is text.
pub(super) fn text(claims: &Dict, claim: &str) -> Option<String> {
    Some(claims.get(claim)?.as_str()?.to_lossy().into_owned())
}

/// A claim as the steps show it.
pub(super) fn shown(claims: &Dict, claim: &str) -> Option<String> {
    claims
        .get(claim)
        .map(Value::to_str)
        .map(|text| text.to_string())
}
