//! GitHub Actions, on GitHub's own runners.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/trust.yaml`: `repository`, the file of `workflow_ref`, and
//! `environment`.

use crate::finding::Rule;
use crate::python::Dict;

use super::provider::{Column, Provider, text};

pub(super) const PROVIDER: Provider = Provider {
    kind: "github",
    issuer: crate::issuer::github::GITHUB.url,
    is_prefix: false,
    runner: Some(("runner_environment", "github-hosted")),
    columns: &[
        Column {
            field: "repository_owner",
            claim: "repository",
            read: |claims| Some(repository(claims)?.0),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "repository_name",
            claim: "repository",
            read: |claims| Some(repository(claims)?.1),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "workflow_filename",
            claim: "workflow_ref",
            read: |claims| file_name(&text(claims, "workflow_ref")?),
            any_if_empty: false,
            rule: Rule::WorkflowFile,
        },
        Column {
            field: "environment",
            claim: "environment",
            read: |claims| text(claims, "environment"),
            any_if_empty: true,
            rule: Rule::Environment,
        },
    ],
};

fn repository(claims: &Dict) -> Option<(String, String)> {
    let repository = text(claims, "repository")?;
    let (owner, name) = repository.split_once('/')?;
    Some((owner.to_owned(), name.to_owned()))
}

/// The file in a reference as GitHub writes it. How npm takes it out is not documented.
fn file_name(reference: &str) -> Option<String> {
    let (_, rest) = reference.split_once("/.github/workflows/")?;
    let (file, _) = rest.split_once('@')?;
    Some(file.to_owned())
}
