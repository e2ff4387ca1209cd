//! GitLab CI/CD on gitlab.com.
//!
//! Source: GitLab's documentation of ID tokens, and the claims that
//! `warehouse/oidc/models/gitlab.py` accounts for (pypi/warehouse 6b62157, 2026-08-21).

use super::{Issuer, Term};

/// GitLab CI/CD.
pub const GITLAB: Issuer = Issuer {
    id: "gitlab",
    name: "GitLab CI/CD",
    url: "https://gitlab.com",
    key_hosts: &["gitlab.com"],
    glossary: &[
        ("ci_config_ref_uri", Term::GitlabCiConfigRefUri),
        ("ci_config_sha", Term::GitlabCiConfigSha),
        ("deployment_tier", Term::GitlabDeploymentTier),
        ("environment", Term::GitlabEnvironment),
        ("environment_action", Term::GitlabEnvironmentAction),
        ("environment_protected", Term::GitlabEnvironmentProtected),
        ("groups_direct", Term::GitlabGroupsDirect),
        ("job_id", Term::GitlabJobId),
        ("job_namespace_id", Term::GitlabJobNamespaceId),
        ("job_namespace_path", Term::GitlabJobNamespacePath),
        ("job_project_id", Term::GitlabJobProjectId),
        ("job_project_path", Term::GitlabJobProjectPath),
        ("job_source", Term::GitlabJobSource),
        ("namespace_id", Term::GitlabNamespaceId),
        ("namespace_path", Term::GitlabNamespacePath),
        ("pipeline_id", Term::GitlabPipelineId),
        ("pipeline_source", Term::GitlabPipelineSource),
        ("project_id", Term::GitlabProjectId),
        ("project_path", Term::GitlabProjectPath),
        ("project_visibility", Term::GitlabProjectVisibility),
        ("ref", Term::GitlabRef),
        ("ref_path", Term::GitlabRefPath),
        ("ref_protected", Term::GitlabRefProtected),
        ("ref_type", Term::GitlabRefType),
        ("runner_environment", Term::GitlabRunnerEnvironment),
        ("runner_id", Term::GitlabRunnerId),
        ("sha", Term::GitlabSha),
        ("user_access_level", Term::GitlabUserAccessLevel),
        ("user_email", Term::GitlabUserEmail),
        ("user_id", Term::GitlabUserId),
        ("user_identities", Term::GitlabUserIdentities),
        ("user_login", Term::GitlabUserLogin),
    ],
    built_in_keys: None,
};
