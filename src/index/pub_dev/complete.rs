//! Claims that were not printed, filled in as they would have to be for a package's page to let them publish.

use crate::finding::Rule;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Value};
use crate::time::UnixTime;

use super::fields::is_ticked;
use super::github::{TAGS, VERSION};
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
        value.filter(|value| !value.is_empty())
    };
    let seconds = |offset: i64| Value::Int(Int::from(moment.plus(offset).0));
    let Some(provider) = Provider::of_kind(kind) else {
        return Vec::new();
    };
    let mut claims = vec![
        ("iss", text(provider.issuer)),
        ("aud", text(index.audience.shown())),
        ("iat", seconds(0)),
        ("nbf", seconds(0)),
        ("exp", seconds(300)),
    ];
    if kind == super::google::PROVIDER.kind {
        claims.extend([
            ("email", text(field("email").unwrap_or("not printed"))),
            ("sub", text(field("sub").unwrap_or("0"))),
        ]);
    } else {
        let pattern = field("tag_pattern").unwrap_or("v{{version}}");
        let tag = pattern.replacen(VERSION, "1.0.0", 1);
        let is_pushed = publisher.is_none_or(|publisher| is_ticked(publisher, "push_events", true));
        let event = if is_pushed {
            "push"
        } else {
            "workflow_dispatch"
        };
        let repository = field("repository").unwrap_or("owner/repository");
        let (owner, _) = repository.split_once('/').unwrap_or((repository, ""));
        claims.extend([
            ("repository", text(repository)),
            ("repository_owner", text(owner)),
            ("repository_id", text(field("repository_id").unwrap_or("0"))),
            (
                "repository_owner_id",
                text(field("repository_owner_id").unwrap_or("0")),
            ),
            ("event_name", text(event)),
            ("ref", text(&format!("{TAGS}{tag}"))),
            ("ref_type", text("tag")),
            ("run_id", text("not printed")),
        ]);
        if let Some(environment) = field("environment") {
            claims.push(("environment", text(environment)));
        }
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads. Whether claims are there at all is not among it: an issuer puts the same claims in
/// every token.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    match rule {
        Rule::IssuerKnown => vec!["iss"],
        Rule::Audience => vec!["aud"],
        Rule::IssuedAt => vec!["iat"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Expiry => vec!["exp"],
        Rule::Owner if kind == super::google::PROVIDER.kind => vec!["email"],
        Rule::Subject => vec!["sub"],
        Rule::Repository => vec!["repository"],
        Rule::EventName => vec!["event_name"],
        Rule::Ref => vec!["ref", "ref_type"],
        Rule::Environment => vec!["environment"],
        Rule::RepositoryId => vec!["repository_id"],
        Rule::OwnerId => vec!["repository_owner_id"],
        _ => Vec::new(),
    }
}
