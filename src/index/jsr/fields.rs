//! What links a package to a repository.
//!
//! Source: `frontend/routes/package/(_islands)/PackageGitHubSettings.tsx`, `frontend/components/GitHubRepoInput.tsx`;
//! `Package` and `Scope` in `crates/jsr_types/src/models.rs`.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The only kind of publisher: a package's linked repository.
pub(super) const KINDS: [&Kind; 1] = [&Kind {
    id: super::github::KIND,
    name: "GitHub Actions",
    issuer: super::github::ISSUER,
    fields: &[
        Field::new(
            "repository_owner",
            "Repository owner",
            "octo-org",
            Presence::Required,
        ),
        Field::new(
            "repository_name",
            "Repository name",
            "sampleproject",
            Presence::Required,
        ),
        // Not on the form: JSR asks GitHub for it, and looks at nothing else afterwards.
        Field::new(
            "repository_id",
            "GitHub repository ID",
            "700100200",
            Presence::FilledByIndex,
        ),
        // The scope's: JSR knows its members' accounts at GitHub. Empty where the scope takes runs that anybody started.
        Field::new(
            "member_id",
            "Scope member's GitHub user ID",
            "583231",
            Presence::FilledByIndex,
        ),
    ],
}];

/// The package's settings, which take no values out of their address.
pub(super) fn edit_link(index: &Index, publisher: &Publisher) -> Option<String> {
    let (scope, package) = super::permissions::package(&publisher.project)?;
    let is_plain = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    (is_plain(scope) && is_plain(package))
        .then(|| format!("https://{}/@{scope}/{package}/settings", index.host))
}
