//! Claims that were not printed, filled in as they would have to be for a publisher to match.
//!
//! A refusal in spite of them is certain, since only what is known stands against it.

use crate::finding::Rule;
use crate::gather::Gather as _;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Str, Value};
use crate::time::UnixTime;

use super::provider::Provider;

/// What stands for a claim that may be anything.
const NOT_PRINTED: &str = "not printed";

/// Values for the claims that are not known, the best there can be.
pub(super) fn complete(
    index: &Index,
    kind: &str,
    publisher: Option<&Publisher>,
    known: &Dict,
    moment: UnixTime,
) -> Vec<(&'static str, Value)> {
    let field = |id: &str| publisher.and_then(|publisher| publisher.field(id));
    let get = |claim: &str| known.get(claim).map(Value::to_str);
    let issuer = index.issuer_of(kind).unwrap_or_default();
    let mut claims = Vec::new();
    let mut add = |name: &'static str, value: Value| {
        if !known.contains(name) {
            claims.push((name, value));
        }
    };
    for (name, offset) in [("iat", 0), ("exp", 300)] {
        add(name, Value::Int(Int::from(moment.plus(offset).0)));
    }
    if kind == "google" {
        add("email_verified", Value::Bool(true));
    }
    let mut add = |name: &'static str, text: Str| add(name, Value::Str(text));
    for (name, text) in [
        ("iss", issuer),
        ("aud", index.audience.shown()),
        ("jti", NOT_PRINTED),
        ("sha", NOT_PRINTED),
    ] {
        add(name, text.into());
    }
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
            let owner_id = field("repository_owner_id").unwrap_or("0");
            let reference = get("ref").unwrap_or_else(|| "refs/heads/main".into());
            let file = field("workflow_filename").unwrap_or("workflow.yml");
            let mut job_workflow_ref = repository.clone();
            job_workflow_ref.push_str(&format!("/.github/workflows/{file}@"));
            job_workflow_ref.push_all(&reference);
            add("repository", repository);
            add("repository_owner", owner);
            add("repository_owner_id", owner_id.into());
            add("job_workflow_ref", job_workflow_ref);
            add("ref", reference);
            add("event_name", "push".into());
            add("sub", NOT_PRINTED.into());
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
            let file = format!("{domain}/{path}//{file}@{reference}");
            add("ci_config_ref_uri", file.into());
            add("sub", format!("project_path:{path}").into());
            add("project_path", path);
            add("ref_path", reference);
        }
        "google" => {
            for claim in ["email", "sub"] {
                add(claim, field(claim).unwrap_or(NOT_PRINTED).into());
            }
        }
        "activestate" => {
            let organization = field("organization").unwrap_or("organization");
            let project = field("activestate_project").unwrap_or("project");
            add(
                "sub",
                format!("org:{organization}:project:{project}").into(),
            );
            add("organization", organization.into());
            add("project", project.into());
            add("actor_id", field("actor_id").unwrap_or(NOT_PRINTED).into());
            add("builder", "pypi-publisher".into());
        }
        _ => {}
    }
    if matches!(kind, "github" | "gitlab")
        && let Some(environment) = field("environment").filter(|name| !name.is_empty())
    {
        add("environment", environment.into());
    }
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
                .gather()
        }),
        other => Provider::of_kind(kind).map_or_else(Vec::new, |provider| {
            provider
                .checks
                .iter()
                .filter(|check| check.rule == other)
                .map(|check| check.claim)
                .gather()
        }),
    }
}
