//! GitHub Actions on github.com.
//!
//! Source: GitHub's documentation of OpenID Connect, and the claims that
//! `warehouse/oidc/models/github.py` accounts for (pypi/warehouse 6b62157, 2026-08-21). The keys are
//! those that GitHub published in September 2026.

mod infer;

use super::{BuiltInKeys, Issuer, Term};
use crate::time::UnixTime;

pub use self::infer::{Inferred, infer};

/// Whether an issuer is an enterprise's own: below the address that all share, on GHE.com, or a server's of its own.
#[must_use]
pub fn is_enterprise(issuer: &str) -> bool {
    let rest = issuer.strip_prefix(GITHUB.url);
    let host = issuer
        .strip_prefix("https://")
        .and_then(|rest| rest.split('/').next());
    rest.is_some_and(|rest| rest.starts_with('/'))
        || host.is_some_and(|host| host.ends_with(".ghe.com"))
        || issuer.ends_with("/_services/token")
}

/// GitHub Actions.
pub const GITHUB: Issuer = Issuer {
    id: "github",
    name: "GitHub Actions",
    url: "https://token.actions.githubusercontent.com",
    key_hosts: &["token.actions.githubusercontent.com"],
    glossary: &[
        ("actor", Term::GithubActor),
        ("actor_id", Term::GithubActorId),
        ("base_ref", Term::GithubBaseRef),
        ("check_run_id", Term::GithubCheckRunId),
        ("enterprise", Term::GithubEnterprise),
        ("enterprise_id", Term::GithubEnterpriseId),
        ("environment", Term::GithubEnvironment),
        ("environment_node_id", Term::GithubEnvironmentNodeId),
        ("event_name", Term::GithubEventName),
        ("head_ref", Term::GithubHeadRef),
        ("job_workflow_ref", Term::GithubJobWorkflowRef),
        ("job_workflow_sha", Term::GithubJobWorkflowSha),
        ("ref", Term::GithubRef),
        ("ref_protected", Term::GithubRefProtected),
        ("ref_type", Term::GithubRefType),
        ("repo_property_*", Term::GithubRepositoryProperty),
        ("repository", Term::GithubRepository),
        ("repository_id", Term::GithubRepositoryId),
        ("repository_owner", Term::GithubRepositoryOwner),
        ("repository_owner_id", Term::GithubRepositoryOwnerId),
        ("repository_visibility", Term::GithubRepositoryVisibility),
        ("run_attempt", Term::GithubRunAttempt),
        ("run_id", Term::GithubRunId),
        ("run_number", Term::GithubRunNumber),
        ("runner_environment", Term::GithubRunnerEnvironment),
        ("sha", Term::GithubSha),
        ("workflow", Term::GithubWorkflow),
        ("workflow_ref", Term::GithubWorkflowRef),
        ("workflow_sha", Term::GithubWorkflowSha),
    ],
    built_in_keys: Some(BuiltInKeys {
        jwks: include_str!("jwks.json"),
        // September 2026.
        as_of: UnixTime(1_788_220_800),
    }),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enterprise_is_below_the_address_that_all_share_or_on_ghe_com() {
        for (issuer, expected) in [
            ("https://token.actions.githubusercontent.com", false),
            ("https://token.actions.githubusercontent.com/octo", true),
            (
                "https://token.actions.githubusercontent.com.example.com",
                false,
            ),
            ("https://token.actions.octo.ghe.com", true),
            ("https://token.actions.octo.ghe.com/octo", true),
            ("https://github.example.com/_services/token", true),
            ("https://gitlab.com/octo", false),
        ] {
            assert_eq!(is_enterprise(issuer), expected, "{issuer}");
        }
    }
}
