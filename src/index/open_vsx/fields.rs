//! The fields of the form on which publishers are registered.
//!
//! Source: `GitHubTrustedPublishingProviderSupport`, `REGISTRATION_INPUTS`.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The only kind of publisher that is active by default. Open VSX knows GitLab instances, too, where they are configured.
pub(super) const KINDS: [&Kind; 1] = [&Kind {
    id: super::github::KIND,
    name: "GitHub",
    issuer: super::github::ISSUER,
    fields: &[
        Field::new(
            "repository_owner",
            "Organization or User name",
            "octo-org",
            Presence::Required,
        ),
        Field::new(
            "repository_name",
            "Repository name",
            "sampleproject",
            Presence::Required,
        ),
        Field::new(
            "workflow_filename",
            "Workflow filename",
            "release.yml",
            Presence::Required,
        ),
        Field::new(
            "environment",
            "Environment name (optional)",
            "release",
            Presence::AnyIfEmpty,
        ),
        // Not on the form: Open VSX asks GitHub for both.
        Field::new(
            "repository_id",
            "GitHub repository ID",
            "700100200",
            Presence::FilledByIndex,
        ),
        Field::new(
            "repository_owner_id",
            "Owner ID",
            "123456",
            Presence::FilledByIndex,
        ),
    ],
}];

/// The page of the user's namespaces, which takes no values out of its address.
pub(super) fn edit_link(index: &Index, _publisher: &Publisher) -> Option<String> {
    Some(format!("https://{}/user-settings/namespaces", index.host))
}
