//! What one claim of GitHub's gives away of another.
//!
//! Source: GitHub's documentation of the subject claim; the immutable form
//! (`repo:OWNER@ID/NAME@ID:…`) is the default for repositories made after 2026-07-15.

use serde::Serialize;

use crate::python::Dict;

/// A claim that was not printed and follows from another.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Inferred {
    /// The claim.
    pub claim: &'static str,
    /// Its value; absent if the token has no such claim.
    pub value: Option<String>,
    /// The claim that it follows from.
    pub from: &'static str,
}

/// The claims that follow from those known; claims that are known are left out.
#[must_use]
pub fn infer(known: &Dict, is_known: &dyn Fn(&str) -> bool) -> Vec<Inferred> {
    let text = |claim: &str| known.get(claim)?.as_str()?.as_str();
    let mut inferred: Vec<Inferred> = Vec::new();
    let mut add = |claim: &'static str, value: Option<&str>, from: &'static str| {
        if !is_known(claim) && inferred.iter().all(|other| other.claim != claim) {
            inferred.push(Inferred {
                claim,
                value: value.map(str::to_owned),
                from,
            });
        }
    };
    if let Some(subject) = text("sub").and_then(Subject::parse) {
        add("repository", Some(&subject.repository), "sub");
        if let Some((owner, _)) = subject.repository.split_once('/') {
            add("repository_owner", Some(owner), "sub");
        }
        if let Some(id) = &subject.owner_id {
            add("repository_owner_id", Some(id), "sub");
        }
        match &subject.context {
            Context::Environment(name) => add("environment", Some(name), "sub"),
            Context::Ref(name) => {
                add("environment", None, "sub");
                add("ref", Some(name), "sub");
            }
            Context::PullRequest => {
                add("environment", None, "sub");
                add("event_name", Some("pull_request"), "sub");
            }
            Context::Other => {}
        }
    }
    if let Some((owner, _)) = text("repository").and_then(|name| name.split_once('/')) {
        add("repository_owner", Some(owner), "repository");
    }
    // The same file, unless another workflow calls it.
    if let Some(reference) = text("workflow_ref") {
        add("job_workflow_ref", Some(reference), "workflow_ref");
    }
    for claim in ["workflow_ref", "job_workflow_ref"] {
        let Some((path, at)) = text(claim).and_then(|reference| reference.split_once('@')) else {
            continue;
        };
        let mut parts = path.splitn(3, '/');
        if claim == "workflow_ref"
            && let (Some(owner), Some(name)) = (parts.next(), parts.next())
        {
            add("repository", Some(&format!("{owner}/{name}")), claim);
            add("repository_owner", Some(owner), claim);
        }
        if at.starts_with("refs/") {
            add("ref", Some(at), claim);
        }
    }
    inferred
}

/// A subject in GitHub's own form, classic or immutable.
struct Subject {
    repository: String,
    owner_id: Option<String>,
    context: Context,
}

enum Context {
    Environment(String),
    Other,
    PullRequest,
    Ref(String),
}

impl Subject {
    fn parse(subject: &str) -> Option<Self> {
        let rest = subject.strip_prefix("repo:")?;
        let (slug, context) = rest.split_once(':')?;
        let (owner, name) = slug.split_once('/')?;
        let (owner, owner_id) = without_id(owner);
        let (name, _) = without_id(name);
        let context = if let Some(name) = context.strip_prefix("environment:") {
            Context::Environment(name.to_owned())
        } else if let Some(name) = context.strip_prefix("ref:") {
            Context::Ref(name.to_owned())
        } else if context == "pull_request" {
            Context::PullRequest
        } else {
            Context::Other
        };
        Some(Self {
            repository: format!("{owner}/{name}"),
            owner_id: owner_id.map(str::to_owned),
            context,
        })
    }
}

/// `OWNER@ID` of the immutable form.
fn without_id(part: &str) -> (&str, Option<&str>) {
    match part.rsplit_once('@') {
        Some((name, id)) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            (name, Some(id))
        }
        _ => (part, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::Value;

    fn of(pairs: &[(&str, &str)]) -> Vec<(&'static str, Option<String>)> {
        let known = Dict::from_pairs(
            pairs
                .iter()
                .map(|(name, value)| ((*name).into(), Value::Str((*value).into())))
                .collect(),
        );
        infer(&known, &|name| known.contains(name))
            .into_iter()
            .map(|inferred| (inferred.claim, inferred.value))
            .collect()
    }

    #[test]
    fn both_forms_of_a_subject_give_repository_and_environment_away() {
        let classic = of(&[("sub", "repo:o/r:environment:pypi")]);
        assert!(classic.contains(&("repository", Some("o/r".to_owned()))));
        assert!(classic.contains(&("environment", Some("pypi".to_owned()))));
        let immutable = of(&[("sub", "repo:o@1/r@2:ref:refs/heads/main")]);
        assert!(immutable.contains(&("repository", Some("o/r".to_owned()))));
        assert!(immutable.contains(&("repository_owner_id", Some("1".to_owned()))));
        assert!(immutable.contains(&("environment", None)));
    }

    #[test]
    fn a_customised_subject_gives_away_what_it_says_and_no_more() {
        assert!(of(&[("sub", "repository_id:7")]).is_empty());
        assert!(
            !of(&[("sub", "repo:o/r:job_workflow_ref:x")])
                .iter()
                .any(|(claim, _)| *claim == "environment")
        );
    }
}
