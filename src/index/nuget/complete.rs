//! Claims that were not printed, filled in as they would have to be for a policy to match.

use crate::finding::Rule;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Value};
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
    let field = |id: &str| {
        let value = publisher.and_then(|publisher| publisher.field(id));
        value.map(str::trim).filter(|value| !value.is_empty())
    };
    let seconds = |offset: i64| Value::Int(Int::from(moment.plus(offset).0));
    let get = |claim: &str| known.get(claim).map(|value| value.to_str().to_string());
    let Some(provider) = Provider::of_kind(kind) else {
        return Vec::new();
    };
    let owner = get(provider.owner.claim)
        .unwrap_or_else(|| field(provider.owner.field).unwrap_or("owner").to_owned());
    let path = get(provider.project.claim).unwrap_or_else(|| {
        let project = field(provider.project.field).unwrap_or("repository");
        format!("{owner}/{project}")
    });
    let mut claims = vec![
        ("iss", text(provider.issuer)),
        ("aud", text(index.audience.shown())),
        ("nbf", seconds(0)),
        ("exp", seconds(300)),
        ("jti", text("not printed")),
        (provider.owner.claim, text(&owner)),
        (provider.project.claim, text(&path)),
    ];
    for id in &provider.ids {
        claims.push((id.claim, text(field(id.field).unwrap_or("0"))));
    }
    if kind == super::github::PROVIDER.kind {
        let reference = get("ref").unwrap_or_else(|| "refs/heads/main".to_owned());
        let file = field("workflow_filename").unwrap_or("workflow.yml");
        claims.extend([
            ("event_name", text("push")),
            (
                "job_workflow_ref",
                text(&format!("{path}/.github/workflows/{file}@{reference}")),
            ),
        ]);
    } else {
        claims.extend([
            ("ref", text(field("ref").unwrap_or("main"))),
            ("ref_type", text("branch")),
        ]);
    }
    if let Some(environment) = field("environment") {
        claims.push(("environment", text(environment)));
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads. Whether claims are there at all is not among it: an issuer puts the same claims in
/// every token.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    let Some(provider) = Provider::of_kind(kind) else {
        return Vec::new();
    };
    let pairs = [provider.owner, provider.project]
        .into_iter()
        .chain(provider.ids);
    if let Some(pair) = pairs.into_iter().find(|pair| pair.rule == rule) {
        return vec![pair.claim];
    }
    match rule {
        Rule::IssuerKnown | Rule::IssuerOfPublisher => vec!["iss"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Expiry => vec!["exp"],
        Rule::Audience => vec!["aud"],
        Rule::TokenIdType | Rule::Replay => vec!["jti"],
        Rule::EventName => vec!["event_name"],
        Rule::WorkflowFile => vec!["job_workflow_ref"],
        Rule::Ref => vec!["ref", "ref_type"],
        Rule::Environment => vec!["environment"],
        _ => Vec::new(),
    }
}
