//! GitLab CI/CD. Which file defines the pipeline does not matter.
//!
//! Source: `GitLabTokenPolicyValidator.cs`.

use crate::finding::{Comparison, Reason, Rule};
use crate::index::{FieldComparison, Publisher};
use crate::jose::identitymodel::Claims;

use super::answer;
use super::provider::{Pair, Policy, Provider, Said, environment, is_equal, pair};

pub(super) const PROVIDER: Provider = Provider {
    kind: "gitlab",
    issuer: crate::issuer::gitlab::GITLAB.url,
    required: &[
        "namespace_path",
        "project_path",
        "namespace_id",
        "project_id",
    ],
    owner: Pair {
        field: "namespace",
        claim: "namespace_path",
        rule: Rule::Owner,
    },
    project: Pair {
        field: "gitlab_project",
        claim: "project_path",
        rule: Rule::ProjectPath,
    },
    ids: [
        Pair {
            field: "namespace_id",
            claim: "namespace_id",
            rule: Rule::NamespaceId,
        },
        Pair {
            field: "project_id",
            claim: "project_id",
            rule: Rule::RepositoryId,
        },
    ],
    checked: &["ref", "ref_type", "environment"],
    rest,
    beside_rest,
};

const REF: Pair = Pair {
    field: "ref",
    claim: "ref",
    rule: Rule::Ref,
};

const ENVIRONMENT: Pair = Pair {
    field: "environment",
    claim: "environment",
    rule: Rule::Environment,
};

fn rest(policy: &Policy<'_>, claims: &Claims) -> Vec<(Rule, Said)> {
    vec![
        (Rule::Ref, reference(policy, claims)),
        (
            Rule::Environment,
            environment(policy, claims, Comparison::Exact),
        ),
    ]
}

/// A branch, where the policy asks for one: no policy for a ref lets a tag publish.
fn reference(policy: &Policy<'_>, claims: &Claims) -> Said {
    let Some(expected) = policy.field("ref").filter(|name| !name.is_empty()) else {
        return Said::Pass;
    };
    let claimed = claims.required("ref");
    let actual = claimed.clone().unwrap_or_default();
    if actual != expected {
        let reason = Reason::Differs {
            claim: "ref".to_owned(),
            expected: expected.to_owned(),
            actual: claimed,
            comparison: Comparison::Exact,
        };
        let told = answer::mismatch("Ref", policy.name(), expected, &actual);
        return Said::Stop(reason, Some(told));
    }
    if is_branch(claims) {
        return Said::Pass;
    }
    let reason = Reason::Differs {
        claim: "ref_type".to_owned(),
        expected: "branch".to_owned(),
        actual: claims.required("ref_type"),
        comparison: Comparison::IgnoreCase,
    };
    Said::Stop(reason, Some(answer::no_branch(&actual, policy.name())))
}

/// A policy for a ref lets no tag publish: only a branch is worth naming.
pub(super) fn fit(publisher: &mut Publisher, claims: &Claims) {
    if !is_branch(claims) {
        publisher.fields.remove(REF.field);
    }
}

fn is_branch(claims: &Claims) -> bool {
    claims
        .required("ref_type")
        .is_some_and(|name| is_equal(&name, "branch", Comparison::IgnoreCase))
}

fn beside_rest(publisher: &Publisher, claims: &Claims) -> Vec<FieldComparison> {
    vec![
        pair(publisher, REF, claims.required("ref"), Comparison::Exact),
        pair(
            publisher,
            ENVIRONMENT,
            claims.required("environment"),
            Comparison::Exact,
        ),
    ]
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_policy_names_a_branch_and_no_tag() {
        for (reference, ref_type, named) in [
            ("main", "branch", Some("main")),
            ("main", "Branch", Some("main")),
            ("v1.2.3", "tag", None),
        ] {
            let text = format!(
                r#"{{"namespace_path": "group", "project_path": "group/sample", "ref": "{reference}", "ref_type": "{ref_type}"}}"#
            );
            let claims = crate::python::json::loads(text.as_bytes()).expect("JSON");
            let claims = claims.as_dict().expect("claims");
            let policy = super::super::fitting("gitlab", claims);
            assert_eq!(policy.field("ref"), named, "{reference}");
            assert_eq!(policy.field("gitlab_project"), Some("sample"));
        }
    }
}
