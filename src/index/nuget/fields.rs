//! The fields of the form on which trust policies are made.
//!
//! Source: `src/NuGetGallery/Views/Users/TrustedPublishing.cshtml`, and `GitHubCriteria.cs` and `GitLabCriteria.cs` for
//! what the site keeps besides.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The page with a user's policies.
pub(super) const POLICIES: &str = "https://www.nuget.org/account/trustedpublishing";

/// Told in refusals. A policy without one is named after its file or its project.
const POLICY_NAME: Field = Field::new(
    "policy_name",
    "Policy Name",
    "release",
    Presence::DefaultIfEmpty,
);
const ENVIRONMENT: Field = Field::new(
    "environment",
    "Environment",
    "release",
    Presence::AnyIfEmpty,
);
/// Until when a policy without IDs is good.
const VALIDATE_BY: Field = Field::new(
    "validate_by",
    "Valid until first use",
    "2026-01-31T10:00:00Z",
    Presence::FilledByIndex,
);

/// The kinds of publishers, in the order of the form's list.
pub(super) const KINDS: [&Kind; 2] = [
    &Kind {
        id: super::github::PROVIDER.kind,
        name: "GitHub Actions",
        issuer: super::github::PROVIDER.issuer,
        fields: &[
            POLICY_NAME,
            Field::new(
                "repository_owner",
                "Repository Owner",
                "octo-org",
                Presence::Required,
            ),
            Field::new(
                "repository_name",
                "Repository",
                "sampleproject",
                Presence::Required,
            ),
            Field::new(
                "workflow_filename",
                "Workflow File",
                "release.yml",
                Presence::Required,
            ),
            ENVIRONMENT,
            // Not on the form: asked of GitHub for public repositories, taken from the first token for others.
            Field::new(
                "repository_owner_id",
                "Owner ID",
                "123456",
                Presence::FilledByIndex,
            ),
            Field::new(
                "repository_id",
                "Repository ID",
                "123456789",
                Presence::FilledByIndex,
            ),
            VALIDATE_BY,
        ],
    },
    &Kind {
        id: super::gitlab::PROVIDER.kind,
        name: "GitLab CI/CD",
        issuer: super::gitlab::PROVIDER.issuer,
        fields: &[
            POLICY_NAME,
            Field::new(
                "namespace",
                "Namespace Path",
                "mygroup/mysubgroup",
                Presence::Required,
            ),
            Field::new(
                "gitlab_project",
                "Project Path",
                "sampleproject",
                Presence::Required,
            ),
            Field::new("ref", "Ref", "main", Presence::AnyIfEmpty),
            ENVIRONMENT,
            // Not on the form: taken from the first token.
            Field::new(
                "namespace_id",
                "Namespace ID",
                "123456",
                Presence::FilledByIndex,
            ),
            Field::new(
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
