//! The ActiveState Platform.
//!
//! Source: `warehouse/oidc/models/activestate.py`.

use crate::finding::{Comparison, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{FieldComparison, Publisher};
use crate::python::{Dict, Str, Value};

use super::crash;
use super::github::field_equals_claim;
use super::lookup::{Beside, beside};
use super::provider::{
    Check, Life, Lookup, Provider, Row, check_failed, equal, match_fields, refused,
};
use crate::index::trace::Finding;

pub(super) const ISSUER: &str = crate::issuer::activestate::ACTIVESTATE.url;

/// The builder that publishes to PyPI.
const BUILDER: &str = "pypi-publisher";

pub(super) const PROVIDER: Provider = Provider {
    kind: "activestate",
    issuer: ISSUER,
    flag: "disallow-activestate-oidc",
    supports_custom_issuer: false,
    checks: &[
        Check {
            rule: Rule::Subject,
            claim: "sub",
            optional: false,
            life: Life::Always,
            check: subject,
        },
        Check {
            rule: Rule::Organization,
            claim: "organization",
            optional: false,
            life: Life::Always,
            check: |row, claims, _| field_equals_claim(row, claims, "organization", "organization"),
        },
        Check {
            rule: Rule::ActivestateProject,
            claim: "project",
            optional: false,
            life: Life::Always,
            check: |row, claims, _| {
                field_equals_claim(row, claims, "activestate_project", "project")
            },
        },
        Check {
            rule: Rule::ActorId,
            claim: "actor_id",
            optional: false,
            life: Life::Always,
            check: |row, claims, _| field_equals_claim(row, claims, "actor_id", "actor_id"),
        },
        Check {
            rule: Rule::Builder,
            claim: "builder",
            optional: false,
            life: Life::Always,
            check: builder,
        },
    ],
    required: &[],
    looked_up: &["organization", "project", "actor_id"],
    unchecked: &[
        "actor",
        "artifact_id",
        "ingredient",
        "organization_id",
        "project_id",
        "project_path",
        "project_visibility",
    ],
    unchecked_prefixes: &[],
    lookup,
    compare,
    stored: &[],
    has_environment: false,
    // By the actor's name too, which the table's own key does not have.
    same_by: &["organization", "activestate_project", "actor_id", "actor"],
    unique_by: &["organization", "activestate_project", "actor_id"],
};

/// The fields and the claims that they are looked up by.
const LOOKED_UP: [(&str, &str); 3] = [
    ("organization", "organization"),
    ("activestate_project", "project"),
    ("actor_id", "actor_id"),
];

/// `lookup_by_claims`: an exact match on organisation, project and actor ID.
fn lookup(claims: &Dict, rows: &[Row<'_>]) -> Lookup {
    let mut wanted = Vec::new();
    for (field, claim) in LOOKED_UP {
        match crash::query_parameter(claims.get(claim).unwrap_or(&Value::Null)) {
            Ok(value) => wanted.push((field, value)),
            Err(exception) => {
                return Lookup::Failed {
                    rule: Rule::Lookup,
                    finding: Finding::crash(Some(claim), exception),
                };
            }
        }
    }
    let wanted: Vec<_> = wanted
        .iter()
        .map(|(field, value)| (*field, value.as_deref()))
        .gather();
    rows.iter()
        .enumerate()
        .find_map(|(row, candidate)| {
            let assumed = match_fields(candidate, &wanted, equal)?;
            Some(Lookup::Found { row, assumed })
        })
        .unwrap_or(Lookup::NotFound)
}

/// `org:ORGANIZATION:project:PROJECT`: the first four parts, exact.
fn subject(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let Some(actual) = claims.get("sub").and_then(Value::as_str) else {
        return Finding::NotReached;
    };
    if actual.is_empty() {
        let reason = Reason::ClaimEmpty {
            claim: "sub".to_owned(),
        };
        return refused(reason, "Missing 'subject' claim");
    }
    let parts = actual.split(b':');
    let [org, organization, label, project, ..] = parts.as_slice() else {
        let reason = Reason::SubjectForm {
            actual: actual.to_string(),
        };
        return refused(reason, "Invalid 'subject' claim. Wrong format");
    };
    let (Some(registered_organization), Some(registered_project)) =
        (row.field("organization"), row.field("activestate_project"))
    else {
        return Finding::Pass;
    };
    let expected = format!("org:{registered_organization}:project:{registered_project}");
    let joined = [org, organization, label, project]
        .map(Str::to_string)
        .join(":");
    if joined == expected {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: "sub".to_owned(),
        expected,
        actual: Some(actual.to_string()),
        comparison: Comparison::Exact,
    };
    refused(reason, "Invalid 'subject' claim")
}

fn builder(_row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    match claims.get("builder") {
        None => Finding::NotReached,
        Some(Value::Str(name)) if *name == BUILDER => Finding::Pass,
        Some(other) => {
            let reason = Reason::Differs {
                claim: "builder".to_owned(),
                expected: BUILDER.to_owned(),
                actual: Some(other.to_str().to_string()),
                comparison: Comparison::Exact,
            };
            check_failed("builder", false, reason)
        }
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    LOOKED_UP
        .into_iter()
        .map(|(field, claim)| {
            let pair = Beside {
                field,
                claim,
                claimed: claims.get(claim).map(Value::to_str),
                comparison: Comparison::Exact,
            };
            beside(&PROVIDER, publisher, pair)
        })
        .gather()
}
