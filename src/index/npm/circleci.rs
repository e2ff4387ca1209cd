//! CircleCI's cloud.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/trust.yaml`.

use crate::finding::Rule;
use crate::gather::Gather as _;
use crate::issuer::circleci::CIRCLECI;
use crate::python::{Dict, Value};

use super::provider::{Column, Provider, text};

/// The claim that lists the contexts of a job.
pub(super) const CONTEXTS: &str = "oidc.circleci.com/context-ids";

/// The claim that tells that a job was run again with a shell to log in to.
pub(super) const SSH_RERUN: &str = "oidc.circleci.com/ssh-rerun";

pub(super) const PROVIDER: Provider = Provider {
    kind: "circleci",
    issuer: CIRCLECI.url,
    is_prefix: true,
    runner: None,
    columns: &[
        Column {
            field: "org_id",
            claim: "oidc.circleci.com/org-id",
            read: |claims| text(claims, "oidc.circleci.com/org-id"),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "project_id",
            claim: "oidc.circleci.com/project-id",
            read: |claims| text(claims, "oidc.circleci.com/project-id"),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "pipeline_definition_id",
            claim: "oidc.circleci.com/pipeline-definition-id",
            read: |claims| text(claims, "oidc.circleci.com/pipeline-definition-id"),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "vcs_origin",
            claim: "oidc.circleci.com/vcs-origin",
            read: |claims| text(claims, "oidc.circleci.com/vcs-origin"),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "context_ids",
            claim: CONTEXTS,
            read: contexts,
            any_if_empty: true,
            rule: Rule::Environment,
        },
    ],
};

/// The contexts' IDs, with commas.
fn contexts(claims: &Dict) -> Option<String> {
    match claims.get(CONTEXTS)? {
        Value::List(ids) => {
            let ids = ids.iter().map(|id| id.to_str().to_string()).gather();
            Some(ids.join(", "))
        }
        other => Some(other.to_str().to_string()),
    }
}

/// Whether the job had all of the contexts that are registered, or none; nothing if it had some, which is not
/// documented.
pub(super) fn has_contexts(registered: &str, claimed: &str) -> Option<bool> {
    let list = |text: &str| {
        text.split([',', ' ', '\n'])
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .gather()
    };
    let (registered, claimed) = (list(registered), list(claimed));
    let shared = registered.iter().filter(|id| claimed.contains(id)).count();
    if shared == registered.len() {
        Some(true)
    } else if shared == 0 {
        Some(false)
    } else {
        None
    }
}
