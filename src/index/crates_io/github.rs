//! GitHub Actions.
//!
//! Source: `crates/crates_io_trustpub/src/github/claims.rs` and `workflows.rs`.

use serde::Deserialize;

use super::provider::{Claims, Columns, Provider, Subject, Timestamp};

pub(super) const PROVIDER: Provider = Provider {
    kind: "github",
    issuer: crate::issuer::github::GITHUB.url,
    read,
    texts: &[
        "jti",
        "repository_owner_id",
        "repository",
        "workflow_ref",
        "event_name",
        "run_id",
        "sha",
    ],
    stored: &["run_id", "sha"],
    subject,
    columns: Columns {
        path: ["repository_owner", "repository_name"],
        path_claim: "repository",
        id: ("repository_owner_id", "repository_owner_id"),
        id_name: ("repository owner ID", "owner IDs"),
        file: ("workflow_filename", "workflow_ref"),
        file_name: "workflow filename",
    },
};

/// The events that run with the repository's rights on what others propose.
pub(super) const REFUSED_EVENTS: [&str; 2] = ["pull_request_target", "workflow_run"];

/// `GitHubClaims`: the order matters, since serde fills a struct from a list, too.
#[derive(Deserialize)]
struct GitHubClaims {
    #[serde(rename = "aud")]
    audience: String,
    iat: Timestamp,
    exp: Timestamp,
    jti: String,
    repository_owner_id: String,
    repository: String,
    workflow_ref: String,
    environment: Option<String>,
    event_name: String,
    run_id: String,
    sha: String,
}

fn read(payload: &[u8]) -> Result<Claims, String> {
    let claims: GitHubClaims =
        serde_json::from_slice(payload).map_err(|error| error.to_string())?;
    let mut texts = vec![
        ("aud", claims.audience),
        ("jti", claims.jti),
        ("repository_owner_id", claims.repository_owner_id),
        ("repository", claims.repository),
        ("workflow_ref", claims.workflow_ref),
        ("event_name", claims.event_name),
        ("run_id", claims.run_id),
        ("sha", claims.sha),
    ];
    texts.extend(claims.environment.map(|name| ("environment", name)));
    Ok(Claims {
        texts,
        exp: Some(claims.exp.0),
        iat: Some(claims.iat.0),
    })
}

fn subject(claims: &Claims) -> Subject {
    Subject {
        path: claims
            .get("repository")
            .and_then(|path| path.split_once('/'))
            .map(|(owner, name)| [owner.to_owned(), name.to_owned()]),
        file: claims.get("workflow_ref").and_then(file_name),
        id: claims
            .get("repository_owner_id")
            .and_then(|id| id.parse::<i32>().ok())
            .map(|id| id.to_string()),
        environment: claims.get("environment").map(str::to_owned),
    }
}

/// The first path component that has `.yml@` or `.yaml@` in it with anything but a line feed behind
/// it, up to the last such place.
///
/// Source: `extract_workflow_filename`, `([^/]+\.(yml|yaml))(@.+)`.
pub(super) fn file_name(reference: &str) -> Option<String> {
    let mut rest = reference;
    loop {
        let length = rest.find('/').unwrap_or(rest.len());
        let (component, _) = rest.split_at_checked(length)?;
        let end = component
            .match_indices('@')
            .filter(|(at, _)| {
                let behind = rest.get(at.saturating_add(1)..);
                let is_named = component.get(..*at).is_some_and(|name| {
                    [".yml", ".yaml"]
                        .iter()
                        .any(|suffix| name.ends_with(suffix) && name.len() > suffix.len())
                });
                is_named && behind.is_some_and(|ref_| !ref_.is_empty() && !ref_.starts_with('\n'))
            })
            .map(|(at, _)| at)
            .next_back();
        if let Some(name) = end.and_then(|end| component.get(..end)) {
            return Some(name.to_owned());
        }
        rest = rest.get(length.saturating_add(1)..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_the_first_component_with_a_suffix_and_a_ref() {
        for (reference, expected) in [
            ("o/r/.github/workflows/a.yml@refs/heads/main", Some("a.yml")),
            (
                "o/r/.github/workflows/a.yml@b.yml@refs/x",
                Some("a.yml@b.yml"),
            ),
            (
                "o/r/.github/workflows/a.yml@refs/heads/b@c.yml",
                Some("a.yml"),
            ),
            (
                "o/r/.github/workflows/a.yml@refs/heads/b@c.yml@d",
                Some("a.yml"),
            ),
            ("a.yml@/", Some("a.yml")),
            ("a.yml@\n", None),
            ("a.yml@\n/b.yaml@x", Some("b.yaml")),
            ("a\n.yml@x", Some("a\n.yml")),
            (".yml@refs", None),
            (".yml.yml@refs", Some(".yml.yml")),
            ("a.YML@refs", None),
            ("a.yml", None),
            ("a.yml@", None),
            ("", None),
        ] {
            assert_eq!(file_name(reference).as_deref(), expected, "{reference}");
        }
    }
}
