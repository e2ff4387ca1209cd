//! Google Cloud.
//!
//! Source: `warehouse/oidc/models/google.py`.

use crate::finding::{Comparison, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{FieldComparison, Publisher};
use crate::python::{Dict, Str, Value};

use super::crash;
use super::github::str_equal;
use super::lookup::{Beside, beside};
use super::provider::{
    Check, Life, Lookup, Provider, Row, check_failed, equal, match_fields, most_specific,
};
use crate::index::trace::Finding;

pub(super) const ISSUER: &str = crate::issuer::google::GOOGLE.url;

pub(super) const PROVIDER: Provider = Provider {
    kind: "google",
    issuer: ISSUER,
    flag: "disallow-google-oidc",
    supports_custom_issuer: false,
    checks: &[
        Check {
            rule: Rule::Owner,
            claim: "email",
            optional: false,
            life: Life::Always,
            check: |row, claims, _| str_equal(row, claims, "email"),
        },
        Check {
            rule: Rule::EmailVerified,
            claim: "email_verified",
            optional: false,
            life: Life::Always,
            check: email_verified,
        },
        Check {
            rule: Rule::Subject,
            claim: "sub",
            optional: true,
            life: Life::Always,
            check: subject,
        },
    ],
    required: &[],
    looked_up: &["email"],
    unchecked: &["azp", "google"],
    unchecked_prefixes: &[],
    lookup,
    compare,
    stored: &[],
    has_environment: false,
    same_by: &["email", "sub"],
    unique_by: &["email", "sub"],
};

/// `lookup_by_claims`: by address; then the row with the token's subject, or else the one for any.
fn lookup(claims: &Dict, rows: &[Row<'_>]) -> Lookup {
    let email = match crash::query_parameter(claims.get("email").unwrap_or(&Value::Null)) {
        Ok(email) => email,
        Err(exception) => {
            return Lookup::Failed {
                rule: Rule::Lookup,
                finding: Finding::crash(Some("email"), exception),
            };
        }
    };
    let found: Vec<_> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| {
            let assumed = match_fields(row, &[("email", email.as_deref())], equal)?;
            Some((place, row, assumed))
        })
        .gather();
    let subject = claims.get("sub").and_then(Value::as_str);
    most_specific(found, "sub", subject)
}

/// `True == claim`, which `1` fulfils as well.
fn email_verified(_row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    match claims.get("email_verified") {
        None => Finding::NotReached,
        Some(value) if value.equals_true() => Finding::Pass,
        Some(value) => {
            let reason = Reason::Differs {
                claim: "email_verified".to_owned(),
                expected: "True".to_owned(),
                actual: Some(value.repr()),
                comparison: Comparison::Exact,
            };
            check_failed("email_verified", false, reason)
        }
    }
}

fn subject(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let expected = row.field_or_any("sub");
    let actual = claims.get("sub").and_then(Value::as_str);
    if expected.is_empty() || actual.is_some_and(|actual| *actual == expected) {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: "sub".to_owned(),
        expected: expected.to_owned(),
        actual: actual.map(Str::to_string),
        comparison: Comparison::Exact,
    };
    check_failed("sub", true, reason)
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    ["email", "sub"]
        .into_iter()
        .map(|name| {
            let pair = Beside {
                field: name,
                claim: name,
                claimed: claims.get(name).map(Value::to_str),
                comparison: Comparison::Exact,
            };
            beside(&PROVIDER, publisher, pair)
        })
        .gather()
}
