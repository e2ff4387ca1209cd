//! Claims that were not printed, filled in as they would have to be for a publisher to match.

use crate::finding::Rule;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Value};
use crate::time::UnixTime;

use super::github::{ISSUER, KIND};

/// Values for the claims that are not known, the best there can be.
pub(super) fn complete(
    index: &Index,
    kind: &str,
    publisher: Option<&Publisher>,
    known: &Dict,
    moment: UnixTime,
) -> Vec<(&'static str, Value)> {
    if kind != KIND {
        return Vec::new();
    }
    let text = |text: &str| Value::Str(text.into());
    let field = |id: &str, otherwise: &str| {
        let registered = publisher.and_then(|publisher| publisher.field(id));
        registered.unwrap_or(otherwise).to_owned()
    };
    let get = |claim: &str| known.get(claim).map(|value| value.to_str().to_string());
    let owner = field("repository_owner", "owner");
    let path = get("repository")
        .unwrap_or_else(|| format!("{owner}/{}", field("repository_name", "repository")));
    let reference = get("ref").unwrap_or_else(|| "refs/heads/main".to_owned());
    let file = field("workflow_filename", "workflow.yml");
    let mut claims = vec![
        ("iss", text(ISSUER)),
        ("aud", text(index.audience.shown())),
        ("exp", Value::Int(Int::from(moment.plus(300).0))),
        ("sub", text("not printed")),
        ("repository", text(&path)),
        ("repository_id", text(&field("repository_id", "0"))),
        ("repository_owner", text(&owner)),
        (
            "repository_owner_id",
            text(&field("repository_owner_id", "0")),
        ),
        (
            "workflow_ref",
            text(&format!("{path}/.github/workflows/{file}@{reference}")),
        ),
    ];
    let environment = field("environment", "");
    if !environment.is_empty() {
        claims.push(("environment", text(&environment)));
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads. Whether claims are there at all is not among it: an issuer puts the same claims in
/// every token.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    match rule {
        _ if kind != KIND => Vec::new(),
        Rule::IssuerKnown => vec!["iss"],
        Rule::Expiry => vec!["exp"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Audience => vec!["aud"],
        Rule::Repository => vec!["repository_id"],
        Rule::OwnerId => vec!["repository_owner_id"],
        Rule::WorkflowFile => vec!["workflow_ref"],
        Rule::Environment => vec!["environment"],
        _ => Vec::new(),
    }
}
