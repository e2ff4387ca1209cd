//! Claims that were not printed, filled in as they would have to be for a publisher to match.

use crate::finding::Rule;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Str, Value};
use crate::time::UnixTime;

use super::lookup::{ELSEWHERE, optional};

/// Values for the claims that are not known, the best there can be.
pub(super) fn complete(
    index: &Index,
    kind: &str,
    publisher: Option<&Publisher>,
    known: &Dict,
    moment: UnixTime,
) -> Vec<(&'static str, Value)> {
    if kind != super::KIND {
        return Vec::new();
    }
    let text = |text: &str| Value::Str(text.into());
    let field = |id: &str| publisher.and_then(|publisher| publisher.field(id));
    let seconds = |offset: i64| Value::Int(Int::from(moment.plus(offset).0));
    let get = |claim: &str| known.get(claim).map(Value::to_str);
    let repository = get("repository").unwrap_or_else(|| {
        let owner = field("repository_owner").unwrap_or("owner");
        let name = field("repository_name").unwrap_or("repository");
        Str::from(format!("{owner}/{name}"))
    });
    let [owner, name] =
        ELSEWHERE.map(|field| publisher.and_then(|publisher| optional(publisher, field)));
    let called = match (owner, name) {
        (Some(owner), Some(name)) => format!("{owner}/{name}"),
        _ => repository.to_string(),
    };
    let file = field("workflow_filename").unwrap_or("workflow.yml");
    // Where only the workflow's own ref is known, the run's is taken to be the same.
    let reference = get("ref").or_else(|| get("sha")).unwrap_or_else(|| {
        let path = get("job_workflow_ref").unwrap_or_default();
        path.split_once(b'@')
            .map_or_else(|| "refs/heads/main".into(), |(_, reference)| reference)
    });
    let reference = reference.to_string();
    let mut claims = vec![
        ("iss", text(super::ISSUER)),
        ("aud", text(index.audience.shown())),
        ("iat", seconds(0)),
        ("nbf", seconds(0)),
        ("exp", seconds(300)),
        ("jti", text("not printed")),
        ("sha", text("not printed")),
        ("ref", text(&reference)),
        ("repository", Value::Str(repository)),
        (
            "repository_owner_id",
            text(field("repository_owner_id").unwrap_or("0")),
        ),
        (
            "job_workflow_ref",
            text(&format!("{called}/.github/workflows/{file}@{reference}")),
        ),
    ];
    if let Some(environment) = field("environment").filter(|name| !name.is_empty()) {
        claims.push(("environment", text(environment)));
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads. Whether claims are there at all is not among it: an issuer puts the same claims in
/// every token.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    match rule {
        _ if kind != super::KIND => Vec::new(),
        Rule::IssuerKnown => vec!["iss"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Expiry => vec!["exp"],
        Rule::Audience => vec!["aud"],
        Rule::Repository => vec!["repository"],
        Rule::WorkflowFile => vec!["job_workflow_ref"],
        Rule::OwnerId => vec!["repository_owner_id"],
        Rule::Lookup => vec!["repository", "job_workflow_ref", "repository_owner_id"],
        Rule::Environment => vec!["environment"],
        Rule::JobWorkflowRef => vec!["job_workflow_ref", "ref"],
        _ => Vec::new(),
    }
}
