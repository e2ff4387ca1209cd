//! Claims that were not printed, filled in as they would have to be for a publisher to match.

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
    let get = |claim: &str| known.get(claim).map(Value::to_str);
    let Some(provider) = Provider::of_kind(kind) else {
        return Vec::new();
    };
    let columns = &provider.columns;
    let [owner_field, project_field] = columns.path;
    let path = get(columns.path_claim).unwrap_or_else(|| {
        let owner = field(owner_field).unwrap_or("owner");
        let project = field(project_field).unwrap_or("repository");
        Str::from(format!("{owner}/{project}"))
    });
    let path_text = path.to_string();
    let mut claims = vec![
        ("iss", text(provider.issuer)),
        ("aud", text(index.audience.shown())),
        ("iat", seconds(0)),
        ("exp", seconds(300)),
        ("jti", text("not printed")),
        ("sha", text("not printed")),
        (columns.path_claim, Value::Str(path)),
        (columns.id.1, text(field(columns.id.0).unwrap_or("0"))),
    ];
    if kind == super::github::PROVIDER.kind {
        let reference = get("ref").unwrap_or_else(|| "refs/heads/main".into());
        let file = field(columns.file.0).unwrap_or("workflow.yml");
        claims.extend([
            (
                "workflow_ref",
                text(&format!("{path_text}/.github/workflows/{file}@{reference}")),
            ),
            ("event_name", text("push")),
            ("run_id", text("not printed")),
        ]);
    } else {
        let reference = get("ref_path").unwrap_or_else(|| "refs/heads/main".into());
        let file = field(columns.file.0).unwrap_or(".gitlab-ci.yml");
        claims.extend([
            (
                "ci_config_ref_uri",
                text(&format!("gitlab.com/{path_text}//{file}@{reference}")),
            ),
            ("job_id", text("not printed")),
        ]);
    }
    if let Some(environment) = field("environment").filter(|name| !name.is_empty()) {
        claims.push(("environment", text(environment)));
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads. Whether claims are there at all is not among it: an issuer puts the
/// same claims in every token.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    let Some(columns) = Provider::of_kind(kind).map(|provider| &provider.columns) else {
        return Vec::new();
    };
    match rule {
        Rule::IssuerKnown => vec!["iss"],
        Rule::IssuedAt => vec!["iat"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Expiry => vec!["exp"],
        Rule::Audience => vec!["aud"],
        Rule::Replay => vec!["jti"],
        Rule::EventName => vec!["event_name"],
        Rule::Lookup | Rule::Repository | Rule::ProjectPath => vec![columns.path_claim],
        Rule::OwnerId | Rule::NamespaceId => vec![columns.id.1],
        Rule::WorkflowFile => vec![columns.file.1],
        Rule::Environment => vec!["environment"],
        _ => Vec::new(),
    }
}
