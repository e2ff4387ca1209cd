//! Claims that were not printed, filled in as they would have to be for a publisher to match.
//!
//! A refusal in spite of them is certain, since only what is known stands against it.

use crate::finding::Rule;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Str, Value};
use crate::time::UnixTime;

use super::provider::Provider;

/// Values for the claims that are not known, the best there can be.
pub(super) fn complete(
    index: &Index,
    kind: &str,
    publisher: Option<&Publisher>,
    known: &Dict,
    moment: UnixTime,
) -> Vec<(&'static str, Value)> {
    let text = |text: &str| Value::Str(text.into());
    let field = |id: &str| publisher.and_then(|publisher| publisher.field(id));
    let seconds = |offset: i64| Value::Int(Int::from(moment.plus(offset).0));
    let issuer = Provider::of_kind(kind).map_or("", |provider| provider.issuer);
    let mut claims = vec![
        ("iss", text(issuer)),
        ("aud", text(index.audience)),
        ("iat", seconds(0)),
        ("exp", seconds(300)),
        ("jti", text("not printed")),
        ("sha", text("not printed")),
    ];
    let get = |claim: &str| known.get(claim).map(Value::to_str);
    match kind {
        "github" => {
            let repository = get("repository").unwrap_or_else(|| {
                let owner = field("repository_owner").unwrap_or("owner");
                let name = field("repository_name").unwrap_or("repository");
                Str::from(format!("{owner}/{name}"))
            });
            let owner = repository
                .split_once(b'/')
                .map_or_else(|| repository.clone(), |(owner, _)| owner);
            let reference = get("ref").unwrap_or_else(|| "refs/heads/main".into());
            let file = field("workflow_filename").unwrap_or("workflow.yml");
            let mut job_workflow_ref = repository.clone();
            job_workflow_ref.push_str(&format!("/.github/workflows/{file}@"));
            job_workflow_ref.push_all(&reference);
            claims.extend([
                ("repository", Value::Str(repository)),
                ("repository_owner", Value::Str(owner)),
                (
                    "repository_owner_id",
                    text(field("repository_owner_id").unwrap_or("0")),
                ),
                ("job_workflow_ref", Value::Str(job_workflow_ref)),
                ("ref", Value::Str(reference)),
                ("event_name", text("push")),
                ("sub", text("not printed")),
            ]);
            if let Some(environment) = field("environment").filter(|name| !name.is_empty()) {
                claims.push(("environment", text(environment)));
            }
        }
        "gitlab" => {
            let path = get("project_path").unwrap_or_else(|| {
                let namespace = field("namespace").unwrap_or("namespace");
                let project = field("gitlab_project").unwrap_or("project");
                Str::from(format!("{namespace}/{project}"))
            });
            let reference = get("ref_path").unwrap_or_else(|| "refs/heads/main".into());
            let file = field("workflow_filepath").unwrap_or(".gitlab-ci.yml");
            let server = get("iss").unwrap_or_else(|| field("issuer_url").unwrap_or(issuer).into());
            let server = server.to_string();
            let domain = server.strip_prefix("https://").unwrap_or(&server);
            claims.extend([
                (
                    "ci_config_ref_uri",
                    text(&format!("{domain}/{path}//{file}@{reference}")),
                ),
                ("sub", text(&format!("project_path:{path}"))),
                ("project_path", Value::Str(path)),
                ("ref_path", Value::Str(reference)),
            ]);
            if let Some(environment) = field("environment").filter(|name| !name.is_empty()) {
                claims.push(("environment", text(environment)));
            }
        }
        "google" => claims.extend([
            ("email", text(field("email").unwrap_or("not printed"))),
            ("email_verified", Value::Bool(true)),
            ("sub", text(field("sub").unwrap_or("not printed"))),
        ]),
        "activestate" => {
            let organization = field("organization").unwrap_or("organization");
            let project = field("activestate_project").unwrap_or("project");
            claims.extend([
                (
                    "sub",
                    text(&format!("org:{organization}:project:{project}")),
                ),
                ("organization", text(organization)),
                ("project", text(project)),
                ("actor_id", text(field("actor_id").unwrap_or("not printed"))),
                ("builder", text("pypi-publisher")),
            ]);
        }
        _ => {}
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads. Whether claims are there at all is not among it: an issuer puts the
/// same claims in every token.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    match rule {
        Rule::IssuerKnown | Rule::IssuerOfPublisher => vec!["iss"],
        Rule::IssuedAt => vec!["iat"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Expiry => vec!["exp"],
        Rule::Audience => vec!["aud"],
        Rule::JobWorkflowRef => vec!["job_workflow_ref", "ref"],
        Rule::CiConfigRef => vec!["ci_config_ref_uri", "ref_path"],
        Rule::Lookup => Provider::of_kind(kind).map_or_else(Vec::new, |provider| {
            provider
                .looked_up
                .iter()
                .copied()
                .chain(provider.has_environment.then_some("environment"))
                .collect()
        }),
        other => Provider::of_kind(kind).map_or_else(Vec::new, |provider| {
            provider
                .checks
                .iter()
                .filter(|check| check.rule == other)
                .map(|check| check.claim)
                .collect()
        }),
    }
}
