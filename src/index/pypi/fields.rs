//! The fields of the forms on which publishers are registered.
//!
//! Source: `warehouse/oidc/forms/`.

use crate::index::percent::percent_encoded;
use crate::index::{Field, Index, Kind, Presence, Publisher, custom};

/// The kinds of publishers, in the order of the forms' tabs.
pub(super) const KINDS: [&Kind; 4] = [
    &Kind {
        id: "github",
        name: "GitHub Actions",
        issuer: super::github::ISSUER,
        fields: &[
            Field::new("repository_owner", "Owner", "octo-org", Presence::Required),
            Field::new(
                "repository_name",
                "Repository name",
                "sampleproject",
                Presence::Required,
            ),
            Field::new(
                "workflow_filename",
                "Workflow name",
                "release.yml",
                Presence::Required,
            ),
            Field::new(
                "environment",
                "Environment name",
                "release",
                Presence::AnyIfEmpty,
            ),
            // Not on the form: PyPI asks GitHub for it when the owner is typed.
            Field::new(
                "repository_owner_id",
                "Owner ID",
                "123456",
                Presence::FilledByIndex,
            ),
        ],
    },
    &Kind {
        id: "gitlab",
        name: "GitLab CI/CD",
        issuer: super::gitlab::ISSUER,
        fields: &[
            Field::new(
                "namespace",
                "Namespace",
                "mygroup/mysubgroup",
                Presence::Required,
            ),
            Field::new(
                "gitlab_project",
                "Project name",
                "sampleproject",
                Presence::Required,
            ),
            Field::new(
                "workflow_filepath",
                "Top-level pipeline file path",
                ".gitlab-ci.yml",
                Presence::Required,
            ),
            Field::new(
                "environment",
                "Environment name",
                "release",
                Presence::AnyIfEmpty,
            ),
            Field::new(
                "issuer_url",
                "Issuer URL",
                super::gitlab::ISSUER,
                Presence::DefaultIfEmpty,
            ),
        ],
    },
    &Kind {
        id: "google",
        name: "Google",
        issuer: super::google::ISSUER,
        fields: &[
            Field::new(
                "email",
                "Email",
                "publisher@project.iam.gserviceaccount.com",
                Presence::Required,
            ),
            Field::new(
                "sub",
                "Subject",
                "100000000000000000000",
                Presence::AnyIfEmpty,
            ),
        ],
    },
    &Kind {
        id: "activestate",
        name: "ActiveState",
        issuer: super::activestate::ISSUER,
        fields: &[
            Field::new(
                "organization",
                "Organization",
                "octo-org",
                Presence::Required,
            ),
            Field::new(
                "activestate_project",
                "ActiveState project name",
                "sampleproject",
                Presence::Required,
            ),
            Field::new("actor", "Actor username", "octocat", Presence::Required),
            // Not on the form: PyPI asks ActiveState for it when the actor is typed.
            Field::new(
                "actor_id",
                "Actor ID",
                "00000000-0000-1000-8000-000000000003",
                Presence::FilledByIndex,
            ),
        ],
    },
];

/// The settings page of a project with a publisher's form filled in. A pending publisher's page takes
/// no values.
///
/// Source: `warehouse/manage/views/oidc_publishers.py`, `_setup_forms_prefilled`: the query's names are the
/// form fields'.
pub(super) fn edit_link(index: &Index, publisher: &Publisher) -> Option<String> {
    // Where somebody else runs the index, its pages are as they are there.
    if publisher.pending || publisher.project.is_empty() || index.id == custom::ID {
        return None;
    }
    let names: &[(&str, &str)] = match publisher.kind.as_str() {
        "github" => &[
            ("owner", "repository_owner"),
            ("repository", "repository_name"),
            ("workflow_filename", "workflow_filename"),
            ("environment", "environment"),
        ],
        "gitlab" => &[
            ("namespace", "namespace"),
            ("project", "gitlab_project"),
            ("workflow_filepath", "workflow_filepath"),
            ("environment", "environment"),
            ("issuer_url", "issuer_url"),
        ],
        "google" => &[("email", "email"), ("sub", "sub")],
        "activestate" => &[
            ("organization", "organization"),
            ("project", "activestate_project"),
            ("actor", "actor"),
        ],
        _ => return None,
    };
    let mut link = format!(
        "https://{}/manage/project/{}/settings/publishing/?provider={}",
        index.host,
        percent_encoded(&publisher.project),
        publisher.kind
    );
    for (name, field) in names {
        if let Some(value) = publisher.field(field).filter(|value| !value.is_empty()) {
            link.push_str(&format!("&{name}={}", percent_encoded(value)));
        }
    }
    Some(link)
}
