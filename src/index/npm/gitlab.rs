//! GitLab CI/CD, on gitlab.com's own runners.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/trust.yaml`: `project_path`, the file of `ci_config_ref_uri`,
//! and `environment`.

use crate::finding::Rule;
use crate::python::Dict;

use super::provider::{Column, Provider, text};

pub(super) const PROVIDER: Provider = Provider {
    kind: "gitlab",
    issuer: crate::issuer::gitlab::GITLAB.url,
    is_prefix: false,
    runner: Some(("runner_environment", "gitlab-hosted")),
    columns: &[
        Column {
            field: "namespace",
            claim: "project_path",
            read: |claims| Some(project(claims)?.0),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "gitlab_project",
            claim: "project_path",
            read: |claims| Some(project(claims)?.1),
            any_if_empty: false,
            rule: Rule::Lookup,
        },
        Column {
            field: "workflow_filepath",
            claim: "ci_config_ref_uri",
            read: |claims| file_path(&text(claims, "ci_config_ref_uri")?),
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

/// A group may be in another one: the project's name is what stands behind the last `/`.
fn project(claims: &Dict) -> Option<(String, String)> {
    let path = text(claims, "project_path")?;
    let (namespace, name) = path.rsplit_once('/')?;
    Some((namespace.to_owned(), name.to_owned()))
}

/// The file in a reference as GitLab writes it. How npm takes it out is not documented.
fn file_path(reference: &str) -> Option<String> {
    let (_, rest) = reference.split_once("//")?;
    let (file, _) = rest.split_once('@')?;
    Some(file.to_owned())
}
