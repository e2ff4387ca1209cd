//! The fields of the forms on which publishers are registered.
//!
//! Source: npm/documentation `trusted-publishers.mdx`. The actions that a publisher is allowed are boxes to tick, and are
//! looked at only by the upload.

use crate::index::{Field, Index, Kind, Presence, Publisher};

use super::{circleci, github, gitlab};

const fn required(id: &'static str, label: &'static str, example: &'static str) -> Field {
    Field {
        id,
        label,
        example,
        presence: Presence::Required,
    }
}

const fn optional(id: &'static str, label: &'static str, example: &'static str) -> Field {
    Field {
        id,
        label,
        example,
        presence: Presence::AnyIfEmpty,
    }
}

/// The kinds of publishers, in the order of the form's buttons.
pub(super) const KINDS: [&Kind; 3] = [
    &Kind {
        id: github::PROVIDER.kind,
        name: "GitHub Actions",
        issuer: github::PROVIDER.issuer,
        fields: &[
            required("repository_owner", "Organization or user", "octo-org"),
            required("repository_name", "Repository", "sampleproject"),
            required("workflow_filename", "Workflow filename", "release.yml"),
            optional("environment", "Environment name", "release"),
        ],
    },
    &Kind {
        id: gitlab::PROVIDER.kind,
        name: "GitLab CI/CD",
        issuer: gitlab::PROVIDER.issuer,
        fields: &[
            required("namespace", "Namespace", "mygroup"),
            required("gitlab_project", "Project name", "sampleproject"),
            required(
                "workflow_filepath",
                "Top-level CI file path",
                ".gitlab-ci.yml",
            ),
            optional("environment", "Environment name", "release"),
        ],
    },
    &Kind {
        id: circleci::PROVIDER.kind,
        name: "CircleCI",
        issuer: circleci::PROVIDER.issuer,
        fields: &[
            required(
                "org_id",
                "Organization ID",
                "94b40e60-cfd5-486f-a04b-507abf27a83d",
            ),
            required(
                "project_id",
                "Project ID",
                "ff4d0d0d-5033-48c5-81e6-7c14a4715837",
            ),
            required(
                "pipeline_definition_id",
                "Pipeline definition ID",
                "c959a6e7-5b83-4bc1-b46f-37bf13513490",
            ),
            required(
                "vcs_origin",
                "VCS origin",
                "github.com/octo-org/sampleproject",
            ),
            optional(
                "context_ids",
                "Context IDs",
                "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
            ),
        ],
    },
];

/// The package's settings, which take no values out of their address.
pub(super) fn edit_link(_index: &Index, publisher: &Publisher) -> Option<String> {
    let name = publisher.project.as_str();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.@/~".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_plain))
        .then(|| format!("https://www.npmjs.com/package/{name}/access"))
}
