//! The fields of the forms on which publishers are registered.
//!
//! Source: `app/models/oidc/trusted_publisher/github_action.rb`, `permitted_attributes`; the labels are those of
//! `app/views/components/oidc/trusted_publisher/github_action/form_component.rb` and `config/locales/en.yml`.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The kinds of publishers.
pub(super) const KINDS: [&Kind; 1] = [&Kind {
    id: super::KIND,
    name: "GitHub Actions",
    issuer: super::ISSUER,
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
            "Environment",
            "release",
            Presence::AnyIfEmpty,
        ),
        // Empty is the repository itself.
        Field::new(
            "workflow_repository_owner",
            "Workflow Repository Owner",
            "octo-org",
            Presence::DefaultIfEmpty,
        ),
        Field::new(
            "workflow_repository_name",
            "Workflow Repository Name",
            "shared-workflows",
            Presence::DefaultIfEmpty,
        ),
        // Not on the form: RubyGems.org asks GitHub for it.
        Field::new(
            "repository_owner_id",
            "GitHub Repository Owner ID",
            "123456",
            Presence::FilledByIndex,
        ),
    ],
}];

/// The gem's form for a new publisher, which takes no values out of its address.
pub(super) fn edit_link(index: &Index, publisher: &Publisher) -> Option<String> {
    let name = publisher.project.as_str();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_plain) {
        return None;
    }
    let host = &index.host;
    Some(if publisher.pending {
        index.pending_url.as_ref()?.to_string()
    } else {
        format!("https://{host}/gems/{name}/trusted_publishers/new")
    })
}
