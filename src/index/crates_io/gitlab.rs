//! GitLab CI/CD.
//!
//! Source: `crates/crates_io_trustpub/src/gitlab/claims.rs` and `workflows.rs`.

use serde::Deserialize;

use super::provider::{Claims, Columns, Provider, Subject, Timestamp};

pub(super) const PROVIDER: Provider = Provider {
    kind: "gitlab",
    issuer: crate::issuer::gitlab::GITLAB.url,
    read,
    texts: &[
        "jti",
        "namespace_id",
        "project_path",
        "ci_config_ref_uri",
        "job_id",
        "sha",
    ],
    stored: &["job_id", "sha"],
    subject,
    columns: Columns {
        path: ["namespace", "gitlab_project"],
        path_claim: "project_path",
        id: ("namespace_id", "namespace_id"),
        id_name: ("namespace ID", "namespace IDs"),
        file: ("workflow_filepath", "ci_config_ref_uri"),
        file_name: "workflow filepath",
    },
};

/// `GitLabClaims`, in its order.
#[derive(Deserialize)]
struct GitLabClaims {
    #[serde(rename = "aud")]
    audience: String,
    iat: Timestamp,
    exp: Timestamp,
    jti: String,
    namespace_id: String,
    project_path: String,
    ci_config_ref_uri: String,
    environment: Option<String>,
    job_id: String,
    sha: String,
}

fn read(payload: &[u8]) -> Result<Claims, String> {
    let claims: GitLabClaims =
        serde_json::from_slice(payload).map_err(|error| error.to_string())?;
    let mut texts = vec![
        ("aud", claims.audience),
        ("jti", claims.jti),
        ("namespace_id", claims.namespace_id),
        ("project_path", claims.project_path),
        ("ci_config_ref_uri", claims.ci_config_ref_uri),
        ("job_id", claims.job_id),
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
            .get("project_path")
            .and_then(|path| path.rsplit_once('/'))
            .map(|(namespace, project)| [namespace.to_owned(), project.to_owned()]),
        file: claims
            .get("ci_config_ref_uri")
            .and_then(file_path)
            .map(str::to_owned),
        id: claims.get("namespace_id").map(str::to_owned),
        environment: claims.get("environment").map(str::to_owned),
    }
}

/// What stands between the first `//` and the last `@`. A ref with `@` in it is taken for a part of the
/// file, which then has no suffix.
///
/// Source: `extract_workflow_filepath`.
fn file_path(reference: &str) -> Option<&str> {
    let (_, behind) = reference.split_once("//")?;
    let (path, _) = behind.rsplit_once('@')?;
    let name = path.rsplit('/').next()?;
    let has_suffix = path.ends_with(".yml") || path.ends_with(".yaml");
    (has_suffix && ![".yml", ".yaml"].contains(&name)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_stands_between_two_slashes_and_the_last_at() {
        for (reference, expected) in [
            (
                "gitlab.com/g/p//.gitlab-ci.yml@refs/heads/main",
                Some(".gitlab-ci.yml"),
            ),
            (
                "gitlab.com/g/p//a//b.yaml@refs/heads/main",
                Some("a//b.yaml"),
            ),
            ("gitlab.com/g/p//a.yml@refs/heads/b@c", None),
            ("gitlab.com/g/p//a.yml@refs/heads/b@c.yml", None),
            ("gitlab.com/g/p//a.yml@b.yml@", Some("a.yml@b.yml")),
            ("gitlab.com/g/p//dir/.yml@x", None),
            ("gitlab.com/g/p/a.yml@x", None),
            ("gitlab.com/g/p//a.yml", None),
        ] {
            assert_eq!(file_path(reference), expected, "{reference}");
        }
    }
}
