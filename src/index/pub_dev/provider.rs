//! What GitHub's and Google's tokens have in common.

use crate::finding::{Answer, Comparison, Outcome, Reason, Rule};
use crate::index::trace::Finding;
use crate::index::{Class, FieldComparison, Publisher};

use super::jwt::Claims;
use super::{github, google};

/// The providers.
const PROVIDERS: [&Provider; 2] = [&github::PROVIDER, &google::PROVIDER];

/// A provider: an issuer's tokens, and what a package's page has for them.
#[derive(Debug)]
pub(super) struct Provider {
    /// The kind of publisher.
    pub(super) kind: &'static str,
    /// The issuer.
    pub(super) issuer: &'static str,
    /// The claims that have to be there, be they `null`.
    pub(super) required: &'static [&'static str],
    /// The claims that have to be text.
    pub(super) texts: &'static [&'static str],
    /// The claims that may be text or nothing.
    pub(super) optional: &'static [&'static str],
    /// The claims that are compared.
    pub(super) checked: &'static [&'static str],
    /// What is kept of the first token that publishes: fields, and claims of the same names.
    pub(super) kept: &'static [&'static str],
    /// The answer where the package's page has nothing for it.
    pub(super) not_enabled: fn() -> Answer,
    /// The checks, in the server's order.
    pub(super) checks: fn(&Publisher, &Claims) -> Vec<Check>,
    /// The fields beside the claims.
    pub(super) beside: fn(&Publisher, &Claims) -> Vec<FieldComparison>,
}

/// A rule, and what it comes to.
pub(super) type Check = (Rule, Finding);

impl Provider {
    pub(super) fn of_kind(kind: &str) -> Option<&'static Self> {
        PROVIDERS.into_iter().find(|provider| provider.kind == kind)
    }

    pub(super) fn of_issuer(issuer: &str) -> Option<&'static Self> {
        PROVIDERS
            .into_iter()
            .find(|provider| provider.issuer == issuer)
    }

    pub(super) fn class_of(&self, claim: &str) -> Class {
        if ["iss", "aud", "exp", "iat", "nbf"].contains(&claim) {
            Class::Verified
        } else if self.checked.contains(&claim) {
            Class::Checked
        } else if self.required.contains(&claim) {
            Class::Required
        } else {
            Class::Ignored
        }
    }
}

/// A text that has to be the registered one.
pub(super) fn equal(
    publisher: &Publisher,
    field: &'static str,
    claim: &'static str,
    claims: &Claims,
    answer: impl FnOnce(&str) -> Answer,
) -> Finding {
    let Some(claimed) = claims.text(claim) else {
        return Finding::NotReached;
    };
    let Some(registered) = publisher.field(field) else {
        return Finding::Unknown(Reason::FieldNotGiven {
            field: field.to_owned(),
            claimed,
        });
    };
    if registered == claimed {
        return Finding::Pass;
    }
    let answer = answer(&claimed);
    Finding::Stop(differs(claim, registered, Some(claimed)), answer)
}

/// What is kept of the first token that publishes, and has to stay so.
pub(super) fn kept(
    publisher: &Publisher,
    field: &'static str,
    claims: &Claims,
    answer: impl FnOnce() -> Answer,
) -> Finding {
    match (publisher.field(field), claims.text(field)) {
        (Some(""), Some(claimed)) => Finding::Note(Reason::RecordedNow {
            field: field.to_owned(),
            claimed,
        }),
        _ => equal(publisher, field, field, claims, |_| answer()),
    }
}

pub(super) fn differs(claim: &str, expected: &str, actual: Option<String>) -> Reason {
    Reason::Differs {
        claim: claim.to_owned(),
        expected: expected.to_owned(),
        actual,
        comparison: Comparison::Exact,
    }
}

/// A field beside a claim. What is kept later is not known yet.
pub(super) fn pair(
    publisher: &Publisher,
    field: &'static str,
    claim: &'static str,
    claimed: Option<String>,
) -> FieldComparison {
    let registered = match publisher.field(field) {
        None if field == "environment" => Some(""),
        Some("") if field != "environment" => None,
        given => given,
    };
    let outcome = match (registered, &claimed) {
        (Some(""), _) => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (Some(registered), Some(claimed)) if registered == claimed => Outcome::Pass,
        (Some(_), _) => Outcome::Fail,
    };
    let in_any_case = |claimed: &String| {
        registered.is_some_and(|registered| {
            crate::python::unicode::equal_in_any_case(registered, claimed)
        })
    };
    FieldComparison {
        field,
        claim,
        registered: registered.map(str::to_owned),
        differs_in_case_only: outcome == Outcome::Fail && claimed.as_ref().is_some_and(in_any_case),
        claimed,
        comparison: Comparison::Exact,
        outcome,
    }
}
