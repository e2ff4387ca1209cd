//! Claims that were not printed, filled in as they would have to be for a publisher to match.

use crate::finding::Rule;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Value};
use crate::time::UnixTime;

use super::github::{ISSUER, KIND};

/// Values for the claims that are not known, the best there can be.
pub(super) fn complete(
    _index: &Index,
    kind: &str,
    publisher: Option<&Publisher>,
    known: &Dict,
    moment: UnixTime,
) -> Vec<(&'static str, Value)> {
    if kind != KIND {
        return Vec::new();
    }
    let text = |text: &str| Value::Str(text.into());
    let number = |id: &str| {
        let registered = publisher.and_then(|publisher| publisher.field(id));
        text(registered.filter(|id| !id.is_empty()).unwrap_or("0"))
    };
    let project = publisher.map_or("", |publisher| publisher.project.as_str());
    let mut claims = vec![
        ("iss", text(ISSUER)),
        ("aud", text(&super::permissions::audience(project))),
        ("exp", Value::Int(Int::from(moment.plus(300).0))),
        ("repository_id", number("repository_id")),
        ("actor_id", number("member_id")),
    ];
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
        Rule::Audience | Rule::Permission => vec!["aud"],
        Rule::Member => vec!["actor_id"],
        Rule::Repository => vec!["repository_id"],
        _ => Vec::new(),
    }
}
