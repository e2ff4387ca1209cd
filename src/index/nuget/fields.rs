//! The fields of the form on which trust policies are made.
//!
//! Source: `src/NuGetGallery/Views/Users/TrustedPublishing.cshtml`, and `GitHubCriteria.cs` and `GitLabCriteria.cs` for
//! what the site keeps besides.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The page with a user's policies.
pub(super) const POLICIES: &str = "https://www.nuget.org/account/trustedpublishing";

const fn field(
    id: &'static str,
    label: &'static str,
    example: &'static str,
    presence: Presence,
) -> Field {
    Field {
        id,
        label,
        example,
        presence,
    }
}

/// Told in refusals. A policy without one is named after its file or its project.
const POLICY_NAME: Field = field(
    "policy_name",
    "Policy Name",
    "release",
    Presence::DefaultIfEmpty,
);
const ENVIRONMENT: Field = field(
    "environment",
    "Environment",
    "release",
    Presence::AnyIfEmpty,
);
/// Until when a policy without IDs is good.
const VALIDATE_BY: Field = field(
    "validate_by",
    "Valid until first use",
    "2026-01-31T10:00:00Z",
    Presence::FilledByIndex,
);

/// The kinds of publishers, in the order of the form's list.
pub(super) const KINDS: [Kind; 2] = [
    Kind {
        id: super::github::PROVIDER.kind,
        name: "GitHub Actions",
        issuer: super::github::PROVIDER.issuer,
        fields: &[
            POLICY_NAME,
            field(
                "repository_owner",
                "Repository Owner",
                "octo-org",
                Presence::Required,
            ),
            field(
                "repository_name",
                "Repository",
                "sampleproject",
                Presence::Required,
            ),
            field(
                "workflow_filename",
                "Workflow File",
                "release.yml",
                Presence::Required,
            ),
            ENVIRONMENT,
            // Not on the form: asked of GitHub for public repositories, taken from the first token for others.
            field(
                "repository_owner_id",
                "Owner ID",
                "123456",
                Presence::FilledByIndex,
            ),
            field(
                "repository_id",
                "Repository ID",
                "123456789",
                Presence::FilledByIndex,
            ),
            VALIDATE_BY,
        ],
    },
    Kind {
        id: super::gitlab::PROVIDER.kind,
        name: "GitLab CI/CD",
        issuer: super::gitlab::PROVIDER.issuer,
        fields: &[
            POLICY_NAME,
            field(
                "namespace",
                "Namespace Path",
                "mygroup/mysubgroup",
                Presence::Required,
            ),
            field(
                "gitlab_project",
                "Project Path",
                "sampleproject",
                Presence::Required,
            ),
            field("ref", "Ref", "main", Presence::AnyIfEmpty),
            ENVIRONMENT,
            // Not on the form: taken from the first token.
            field(
                "namespace_id",
                "Namespace ID",
                "123456",
                Presence::FilledByIndex,
            ),
            field(
                "project_id",
                "Project ID",
                "123456789",
                Presence::FilledByIndex,
            ),
            VALIDATE_BY,
        ],
    },
];

/// The user's policies, a page that takes no values out of its address.
pub(super) fn edit_link(_index: &Index, _publisher: &Publisher) -> Option<String> {
    Some(POLICIES.to_owned())
}
