//! GitHub Actions.
//!
//! Source: `GitHubTrustedPublishingProvider`, `GitHubTrustedPublishingProviderSupport`, `extractClaims`.

use crate::index::Class;
use crate::python::{Dict, Value};

/// The kind of publisher.
pub(super) const KIND: &str = "github";

/// The issuer, to the letter.
pub(super) const ISSUER: &str = crate::issuer::github::GITHUB.url;

/// The claims that have to be there and not blank, in the order in which they are asked for.
pub(super) const REQUIRED: [&str; 6] = [
    "sub",
    "repository",
    "repository_id",
    "repository_owner",
    "repository_owner_id",
    "workflow_ref",
];

/// What the claims say about the workflow. What is blank is as good as absent.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) repository_id: Option<String>,
    pub(super) owner_id: Option<String>,
    /// The workflow's file, without the ref.
    pub(super) path: Option<String>,
    pub(super) environment: Option<String>,
}

impl Subject {
    pub(super) fn of(claims: &Dict) -> Self {
        let get = |name: &str| text(claims, name);
        Self {
            repository_id: get("repository_id"),
            owner_id: get("repository_owner_id"),
            // `stripRef`: at the first `@`, wherever that stands.
            path: get("workflow_ref").map(|reference| {
                let end = reference.find('@').unwrap_or(reference.len());
                reference.get(..end).unwrap_or_default().to_owned()
            }),
            environment: get("environment"),
        }
    }
}

/// `getClaimAsString`, whatever the claim's type, if that is not blank.
pub(super) fn text(claims: &Dict, name: &str) -> Option<String> {
    let text = match claims.get(name)? {
        Value::Null => return None,
        value => value.to_str().to_string(),
    };
    (!text.chars().all(char::is_whitespace)).then_some(text)
}

pub(super) fn class_of(kind: &str, claim: &str) -> Class {
    match claim {
        _ if kind != KIND => Class::Unknown,
        "iss" | "aud" | "exp" | "nbf" => Class::Verified,
        "repository_id" | "repository_owner_id" | "workflow_ref" | "environment" => Class::Checked,
        "sub" | "repository" | "repository_owner" => Class::Required,
        _ => Class::Ignored,
    }
}
