//! Claims that were not printed, filled in as they would have to be for a publisher to match.

use crate::finding::Rule;
use crate::gather::Gather as _;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Int, Str, Value};
use crate::time::UnixTime;

use super::circleci::CONTEXTS;
use super::provider::Provider;

/// Values for the claims that are not known, the best there can be.
pub(super) fn complete(
    index: &Index,
    kind: &str,
    publisher: Option<&Publisher>,
    known: &Dict,
    moment: UnixTime,
) -> Vec<(&'static str, Value)> {
    let Some(provider) = Provider::of_kind(kind) else {
        return Vec::new();
    };
    let text = |text: &str| Value::Str(text.into());
    let field = |id: &str| publisher.and_then(|publisher| publisher.field(id));
    let seconds = |offset: i64| Value::Int(Int::from(moment.plus(offset).0));
    let get = |claim: &str| known.get(claim).map(Value::to_str);
    let mut claims = vec![
        ("aud", text(index.audience.shown())),
        ("iat", seconds(0)),
        ("nbf", seconds(0)),
        ("exp", seconds(300)),
    ];
    if let Some((claim, own)) = provider.runner {
        claims.push((claim, text(own)));
    }
    let path = |claim: &str, owner: &str, name: &str| {
        get(claim).unwrap_or_else(|| {
            let owner = field(owner).unwrap_or("owner");
            let name = field(name).unwrap_or("repository");
            Str::from(format!("{owner}/{name}"))
        })
    };
    let reference = |claim: &str| get(claim).unwrap_or_else(|| "refs/heads/main".into());
    match kind {
        "github" => {
            let path = path("repository", "repository_owner", "repository_name");
            let file = field("workflow_filename").unwrap_or("workflow.yml");
            claims.extend([
                ("iss", text(provider.issuer)),
                (
                    "workflow_ref",
                    text(&format!(
                        "{path}/.github/workflows/{file}@{}",
                        reference("ref")
                    )),
                ),
                ("repository", Value::Str(path)),
            ]);
        }
        "gitlab" => {
            let path = path("project_path", "namespace", "gitlab_project");
            let file = field("workflow_filepath").unwrap_or(".gitlab-ci.yml");
            claims.extend([
                ("iss", text(provider.issuer)),
                (
                    "ci_config_ref_uri",
                    text(&format!(
                        "gitlab.com/{path}//{file}@{}",
                        reference("ref_path")
                    )),
                ),
                ("project_path", Value::Str(path)),
            ]);
        }
        _ => {
            let organization = field("org_id").unwrap_or("not printed");
            claims.push(("iss", text(&format!("{}{organization}", provider.issuer))));
            for column in provider.columns {
                let value = field(column.field).unwrap_or("not printed");
                claims.push((
                    column.claim,
                    if column.claim == CONTEXTS {
                        Value::List(value.split(", ").map(text).gather())
                    } else {
                        text(value)
                    },
                ));
            }
        }
    }
    if let Some(environment) = field("environment").filter(|name| !name.is_empty()) {
        claims.push(("environment", text(environment)));
    }
    claims.retain(|(name, _)| !known.contains(name));
    claims
}

/// The claims that a rule reads.
pub(super) fn claims_read(kind: &str, rule: Rule) -> Vec<&'static str> {
    let Some(provider) = Provider::of_kind(kind) else {
        return Vec::new();
    };
    match rule {
        Rule::IssuerKnown => vec!["iss"],
        Rule::NotBefore => vec!["nbf"],
        Rule::Expiry => vec!["exp"],
        Rule::Audience => vec!["aud"],
        Rule::Runner => provider.runner.iter().map(|(claim, _)| *claim).gather(),
        rule => provider
            .columns
            .iter()
            .filter(|column| column.rule == rule)
            .map(|column| column.claim)
            .gather(),
    }
}
