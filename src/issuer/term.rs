//! Words of the glossary: every claim that an issuer is known to put in its tokens, and every member of
//! a header. What they mean stands in `report/lang`.

use serde::Serialize;

/// A word of the glossary.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// `aud`.
    Audience,
    /// `exp`.
    Expiry,
    /// `iat`.
    IssuedAt,
    /// `iss`.
    Issuer,
    /// `nbf`.
    NotBefore,
    /// `sub`.
    Subject,
    /// `jti`.
    TokenId,
    /// The header's `alg`.
    HeaderAlgorithm,
    /// The header's `b64`.
    HeaderB64,
    /// The header's `crit`.
    HeaderCritical,
    /// The header's `kid`.
    HeaderKeyId,
    /// The header's `x5t`.
    HeaderThumbprint,
    /// The header's `typ`.
    HeaderType,
    /// GitHub's `actor`.
    GithubActor,
    /// GitHub's `actor_id`.
    GithubActorId,
    /// GitHub's `base_ref`.
    GithubBaseRef,
    /// GitHub's `check_run_id`.
    GithubCheckRunId,
    /// GitHub's `enterprise`.
    GithubEnterprise,
    /// GitHub's `enterprise_id`.
    GithubEnterpriseId,
    /// GitHub's `environment`.
    GithubEnvironment,
    /// GitHub's `environment_node_id`.
    GithubEnvironmentNodeId,
    /// GitHub's `event_name`.
    GithubEventName,
    /// GitHub's `head_ref`.
    GithubHeadRef,
    /// GitHub's `job_workflow_ref`.
    GithubJobWorkflowRef,
    /// GitHub's `job_workflow_sha`.
    GithubJobWorkflowSha,
    /// GitHub's `ref`.
    GithubRef,
    /// GitHub's `ref_protected`.
    GithubRefProtected,
    /// GitHub's `ref_type`.
    GithubRefType,
    /// GitHub's `repo_property_*`.
    GithubRepositoryProperty,
    /// GitHub's `repository`.
    GithubRepository,
    /// GitHub's `repository_id`.
    GithubRepositoryId,
    /// GitHub's `repository_owner`.
    GithubRepositoryOwner,
    /// GitHub's `repository_owner_id`.
    GithubRepositoryOwnerId,
    /// GitHub's `repository_visibility`.
    GithubRepositoryVisibility,
    /// GitHub's `run_attempt`.
    GithubRunAttempt,
    /// GitHub's `run_id`.
    GithubRunId,
    /// GitHub's `run_number`.
    GithubRunNumber,
    /// GitHub's `runner_environment`.
    GithubRunnerEnvironment,
    /// GitHub's `sha`.
    GithubSha,
    /// GitHub's `workflow`.
    GithubWorkflow,
    /// GitHub's `workflow_ref`.
    GithubWorkflowRef,
    /// GitHub's `workflow_sha`.
    GithubWorkflowSha,
    /// GitLab's `ci_config_ref_uri`.
    GitlabCiConfigRefUri,
    /// GitLab's `ci_config_sha`.
    GitlabCiConfigSha,
    /// GitLab's `deployment_tier`.
    GitlabDeploymentTier,
    /// GitLab's `environment`.
    GitlabEnvironment,
    /// GitLab's `environment_action`.
    GitlabEnvironmentAction,
    /// GitLab's `environment_protected`.
    GitlabEnvironmentProtected,
    /// GitLab's `groups_direct`.
    GitlabGroupsDirect,
    /// GitLab's `job_id`.
    GitlabJobId,
    /// GitLab's `job_namespace_id`.
    GitlabJobNamespaceId,
    /// GitLab's `job_namespace_path`.
    GitlabJobNamespacePath,
    /// GitLab's `job_project_id`.
    GitlabJobProjectId,
    /// GitLab's `job_project_path`.
    GitlabJobProjectPath,
    /// GitLab's `job_source`.
    GitlabJobSource,
    /// GitLab's `namespace_id`.
    GitlabNamespaceId,
    /// GitLab's `namespace_path`.
    GitlabNamespacePath,
    /// GitLab's `pipeline_id`.
    GitlabPipelineId,
    /// GitLab's `pipeline_source`.
    GitlabPipelineSource,
    /// GitLab's `project_id`.
    GitlabProjectId,
    /// GitLab's `project_path`.
    GitlabProjectPath,
    /// GitLab's `project_visibility`.
    GitlabProjectVisibility,
    /// GitLab's `ref`.
    GitlabRef,
    /// GitLab's `ref_path`.
    GitlabRefPath,
    /// GitLab's `ref_protected`.
    GitlabRefProtected,
    /// GitLab's `ref_type`.
    GitlabRefType,
    /// GitLab's `runner_environment`.
    GitlabRunnerEnvironment,
    /// GitLab's `runner_id`.
    GitlabRunnerId,
    /// GitLab's `sha`.
    GitlabSha,
    /// GitLab's `user_access_level`.
    GitlabUserAccessLevel,
    /// GitLab's `user_email`.
    GitlabUserEmail,
    /// GitLab's `user_id`.
    GitlabUserId,
    /// GitLab's `user_identities`.
    GitlabUserIdentities,
    /// GitLab's `user_login`.
    GitlabUserLogin,
    /// Google's `azp`.
    GoogleAzp,
    /// Google's `email`.
    GoogleEmail,
    /// Google's `email_verified`.
    GoogleEmailVerified,
    /// Google's `google`.
    GoogleGoogle,
    /// Google's `hd`.
    GoogleHd,
    /// ActiveState's `actor`.
    ActivestateActor,
    /// ActiveState's `actor_id`.
    ActivestateActorId,
    /// ActiveState's `artifact_id`.
    ActivestateArtifactId,
    /// ActiveState's `builder`.
    ActivestateBuilder,
    /// ActiveState's `ingredient`.
    ActivestateIngredient,
    /// ActiveState's `organization`.
    ActivestateOrganization,
    /// ActiveState's `organization_id`.
    ActivestateOrganizationId,
    /// ActiveState's `project`.
    ActivestateProject,
    /// ActiveState's `project_id`.
    ActivestateProjectId,
    /// ActiveState's `project_path`.
    ActivestateProjectPath,
    /// ActiveState's `project_visibility`.
    ActivestateProjectVisibility,
    /// CircleCI's `oidc.circleci.com/context-ids`.
    CircleciContextIds,
    /// CircleCI's `oidc.circleci.com/job-id`.
    CircleciJobId,
    /// CircleCI's `oidc.circleci.com/org-id`.
    CircleciOrgId,
    /// CircleCI's `oidc.circleci.com/pipeline-definition-id`.
    CircleciPipelineDefinitionId,
    /// CircleCI's `oidc.circleci.com/pipeline-id`.
    CircleciPipelineId,
    /// CircleCI's `oidc.circleci.com/project-id`.
    CircleciProjectId,
    /// CircleCI's `oidc.circleci.com/ssh-rerun`.
    CircleciSshRerun,
    /// CircleCI's `oidc.circleci.com/vcs-origin`.
    CircleciVcsOrigin,
    /// CircleCI's `oidc.circleci.com/vcs-ref`.
    CircleciVcsRef,
    /// CircleCI's `oidc.circleci.com/workflow-id`.
    CircleciWorkflowId,
}
