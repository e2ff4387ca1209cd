//! The fields of the forms on which publishers are registered.
//!
//! Source: `crates/crates_io_api_types/src/trustpub.rs`; the labels are those of the page
//! `svelte/src/routes/crates/[crate_id]/settings/new-trusted-publisher`.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The kinds of publishers, in the order of the form's list.
pub(super) const KINDS: [&Kind; 2] = [
    &Kind {
        id: super::github::PROVIDER.kind,
        name: "GitHub Actions",
        issuer: super::github::PROVIDER.issuer,
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
            Field::new(
                "workflow_filename",
                "Workflow filename",
                "release.yml",
                Presence::Required,
            ),
            Field::new(
                "environment",
                "Environment name",
                "release",
                Presence::AnyIfEmpty,
            ),
            // Not on the form: crates.io asks GitHub for it.
            Field::new(
                "repository_owner_id",
                "Owner ID",
                "123456",
                Presence::FilledByIndex,
            ),
        ],
    },
    &Kind {
        id: super::gitlab::PROVIDER.kind,
        name: "GitLab CI/CD",
        issuer: super::gitlab::PROVIDER.issuer,
        fields: &[
            Field::new(
                "namespace",
                "Namespace",
                "mygroup/mysubgroup",
                Presence::Required,
            ),
            Field::new(
                "gitlab_project",
                "Project",
                "sampleproject",
                Presence::Required,
            ),
            Field::new(
                "workflow_filepath",
                "Workflow filepath",
                ".gitlab-ci.yml",
                Presence::Required,
            ),
            Field::new(
                "environment",
                "Environment name",
                "release",
                Presence::AnyIfEmpty,
            ),
            // Not on the form: crates.io takes it from the first token.
            Field::new(
                "namespace_id",
                "Namespace ID",
                "123456",
                Presence::FilledByIndex,
            ),
        ],
    },
];

/// The crate's form for a new publisher, which takes no values out of its address.
pub(super) fn edit_link(index: &Index, publisher: &Publisher) -> Option<String> {
    let name = publisher.project.as_str();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_plain)).then(|| {
        format!(
            "https://{}/crates/{name}/settings/new-trusted-publisher",
            index.host
        )
    })
}
