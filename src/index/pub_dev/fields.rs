//! The fields of a package's page for automated publishing.
//!
//! Source: `app/lib/frontend/templates/views/pkg/admin_page.dart`, `_automatedPublishing`;
//! `pkg/_pub_shared/lib/data/package_api.dart` for what is kept and for the defaults.

use crate::index::{Field, Index, Kind, Presence, Publisher};

/// The kinds of publishers, in the order of the page. What can be ticked there is `true` or `false`.
pub(super) const KINDS: [&Kind; 2] = [
    &Kind {
        id: super::github::PROVIDER.kind,
        name: "GitHub Actions",
        issuer: super::github::PROVIDER.issuer,
        fields: &[
            Field::new(
                "enabled",
                "Enable publishing from GitHub Actions",
                "true",
                Presence::DefaultIfEmpty,
            ),
            Field::new(
                "repository",
                "Repository (<owner>/<repository>)",
                "octo-org/sampleproject",
                Presence::Required,
            ),
            Field::new(
                "tag_pattern",
                "Tag pattern",
                "v{{version}}",
                Presence::Required,
            ),
            Field::new(
                "push_events",
                "Enable publishing from `push` events",
                "true",
                Presence::DefaultIfEmpty,
            ),
            Field::new(
                "workflow_dispatch_events",
                "Enable publishing from `workflow_dispatch` events",
                "false",
                Presence::DefaultIfEmpty,
            ),
            Field::new(
                "environment",
                "Environment",
                "release",
                Presence::AnyIfEmpty,
            ),
            // Not on the page: kept from the first token that published.
            Field::new(
                "repository_id",
                "Repository ID",
                "123456789",
                Presence::FilledByIndex,
            ),
            Field::new(
                "repository_owner_id",
                "Owner ID",
                "123456",
                Presence::FilledByIndex,
            ),
        ],
    },
    &Kind {
        id: super::google::PROVIDER.kind,
        name: "Google Cloud",
        issuer: super::google::PROVIDER.issuer,
        fields: &[
            Field::new(
                "enabled",
                "Enable publishing with Google Cloud Service account",
                "true",
                Presence::DefaultIfEmpty,
            ),
            Field::new(
                "email",
                "Service account email",
                "publisher@octo-org.iam.gserviceaccount.com",
                Presence::Required,
            ),
            // Not on the page: kept from the first token that published.
            Field::new(
                "sub",
                "Subject",
                "117512333000000000000",
                Presence::FilledByIndex,
            ),
        ],
    },
];

/// Whether a box is ticked.
pub(super) fn is_ticked(publisher: &Publisher, field: &str, default: bool) -> bool {
    match publisher
        .field(field)
        .map(|text| text.trim().to_lowercase())
    {
        Some(text) if ["false", "no", "off", "0"].contains(&text.as_str()) => false,
        Some(text) if !text.is_empty() => true,
        _ => default,
    }
}

/// The package's page, which takes no values out of its address.
pub(super) fn edit_link(index: &Index, publisher: &Publisher) -> Option<String> {
    let name = publisher.project.as_str();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (!name.is_empty() && name.bytes().all(is_plain)).then(|| {
        format!(
            "https://{}/packages/{name}/admin#automated-publishing",
            index.host
        )
    })
}
