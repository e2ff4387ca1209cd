//! What the words of the glossary mean, in English.

use crate::issuer::Term;

pub(in super::super) fn term(term: Term) -> &'static str {
    match term {
        Term::Audience => "for whom the token is meant; an index takes only its own",
        Term::Expiry => "when the token expires, in seconds since 1970",
        Term::IssuedAt => "when the token was issued, in seconds since 1970",
        Term::Issuer => "who issued the token and publishes the keys to verify it",
        Term::NotBefore => "from when the token is valid, in seconds since 1970",
        Term::Subject => "whom the token is about, in the issuer's own format",
        Term::TokenId => "the token's own ID; an index takes each one once",
        Term::HeaderAlgorithm => "how the token is signed",
        Term::HeaderB64 => "whether the payload is base64",
        Term::HeaderCritical => "extensions that the reader has to understand",
        Term::HeaderKeyId => "which of the issuer's keys signed the token",
        Term::HeaderThumbprint => "the thumbprint of the certificate that goes with the key",
        Term::HeaderType => "what the text is: a JSON Web Token",
        Term::GithubActor => "who started the workflow run",
        Term::GithubActorId => "the ID of who started the workflow run; it survives renaming",
        Term::GithubBaseRef => "the branch that a pull request would be merged into",
        Term::GithubCheckRunId => "the ID of the job's check run",
        Term::GithubEnterprise => "the enterprise that the repository's owner belongs to",
        Term::GithubEnterpriseId => "the ID of the enterprise",
        Term::GithubEnvironment => "the environment that the job names; absent if it names none",
        Term::GithubEnvironmentNodeId => "the environment's ID in GitHub's GraphQL API",
        Term::GithubEventName => "the event that started the workflow run",
        Term::GithubHeadRef => "the branch that a pull request comes from",
        Term::GithubJobWorkflowRef => {
            "the file that the job stands in, with its ref; for a reusable workflow the called file"
        }
        Term::GithubJobWorkflowSha => "the commit of the file that the job stands in",
        Term::GithubRef => "the branch or tag that started the workflow run",
        Term::GithubRefProtected => "whether the branch or tag is protected",
        Term::GithubRefType => "whether the ref is a branch or a tag",
        Term::GithubRepositoryProperty => "a custom property of the repository",
        Term::GithubRepository => "the repository that the workflow runs in, as owner/name",
        Term::GithubRepositoryId => "the repository's ID; it survives renaming",
        Term::GithubRepositoryOwner => "the repository's owner",
        Term::GithubRepositoryOwnerId => {
            "the owner's ID; it survives renaming, and a recreated account has another"
        }
        Term::GithubRepositoryVisibility => "whether the repository is public, internal or private",
        Term::GithubRunAttempt => "how many times this workflow run was started",
        Term::GithubRunId => "the workflow run's ID",
        Term::GithubRunNumber => "the workflow run's number in its workflow",
        Term::GithubRunnerEnvironment => "whether GitHub or the owner runs the machine",
        Term::GithubSha => "the commit that started the workflow run",
        Term::GithubWorkflow => "the workflow's name, or its file's path if it has none",
        Term::GithubWorkflowRef => {
            "the file that started the run, with its ref; for a reusable workflow the calling file"
        }
        Term::GithubWorkflowSha => "the commit of the file that started the run",
        Term::GitlabCiConfigRefUri => "the pipeline file with its project and ref",
        Term::GitlabCiConfigSha => "the commit of the pipeline file",
        Term::GitlabDeploymentTier => "the kind of environment: production, staging, testing",
        Term::GitlabEnvironment => "the environment that the job names; absent if it names none",
        Term::GitlabEnvironmentAction => {
            "what the job does with the environment: start, stop, prepare"
        }
        Term::GitlabEnvironmentProtected => "whether the environment is protected",
        Term::GitlabGroupsDirect => "the groups that the user belongs to directly",
        Term::GitlabJobId => "the job's ID",
        Term::GitlabJobNamespaceId => "the ID of the namespace that the job runs in",
        Term::GitlabJobNamespacePath => "the namespace that the job runs in",
        Term::GitlabJobProjectId => "the ID of the project that the job runs in",
        Term::GitlabJobProjectPath => "the project that the job runs in",
        Term::GitlabJobSource => "what started the job",
        Term::GitlabNamespaceId => "the ID of the group or user that owns the project",
        Term::GitlabNamespacePath => "the group or user that owns the project",
        Term::GitlabPipelineId => "the pipeline's ID",
        Term::GitlabPipelineSource => "what started the pipeline",
        Term::GitlabProjectId => "the project's ID; it survives renaming",
        Term::GitlabProjectPath => "the project, as namespace/name",
        Term::GitlabProjectVisibility => "whether the project is public, internal or private",
        Term::GitlabRef => "the branch or tag that the job runs for, by its short name",
        Term::GitlabRefPath => "the branch or tag that the job runs for, by its full name",
        Term::GitlabRefProtected => "whether the branch or tag is protected",
        Term::GitlabRefType => "whether the ref is a branch or a tag",
        Term::GitlabRunnerEnvironment => "whether GitLab or the owner runs the machine",
        Term::GitlabRunnerId => "the ID of the runner",
        Term::GitlabSha => "the commit that the job runs for",
        Term::GitlabUserAccessLevel => "the user's role in the project",
        Term::GitlabUserEmail => "the address of the user who started the job",
        Term::GitlabUserId => "the ID of the user who started the job",
        Term::GitlabUserIdentities => "the user's accounts elsewhere",
        Term::GitlabUserLogin => "the name of the user who started the job",
        Term::GoogleAzp => "the client that the token was issued to",
        Term::GoogleEmail => "the service account's address",
        Term::GoogleEmailVerified => "whether Google has verified the address",
        Term::GoogleGoogle => "details of the machine that asked for the token",
        Term::GoogleHd => "the Google Workspace domain of the account",
        Term::ActivestateActor => "the ActiveState user who started the build",
        Term::ActivestateActorId => "the ID of the user who started the build",
        Term::ActivestateArtifactId => "the ID of the artifact that was built",
        Term::ActivestateBuilder => "the builder that ran; only the one that publishes is taken",
        Term::ActivestateIngredient => "the ingredient that was built",
        Term::ActivestateOrganization => "the ActiveState organization",
        Term::ActivestateOrganizationId => "the ID of the organization",
        Term::ActivestateProject => "the ActiveState project",
        Term::ActivestateProjectId => "the ID of the project",
        Term::ActivestateProjectPath => "the project, as organization/name",
        Term::ActivestateProjectVisibility => "whether the project is public or private",
        Term::CircleciContextIds => "the IDs of the contexts that the job uses",
        Term::CircleciJobId => "the job's ID",
        Term::CircleciOrgId => "the organization's ID, which the issuer's address ends in",
        Term::CircleciPipelineDefinitionId => {
            "the ID of the pipeline's definition, which the project's settings show"
        }
        Term::CircleciPipelineId => "the pipeline's ID",
        Term::CircleciProjectId => "the project's ID",
        Term::CircleciSshRerun => "whether the job was run again with access over SSH",
        Term::CircleciVcsOrigin => {
            "the repository that started the pipeline; absent if a custom webhook did"
        }
        Term::CircleciVcsRef => {
            "the branch or tag that started the pipeline, by its full name; absent if a custom webhook did"
        }
        Term::CircleciWorkflowId => "the workflow's ID",
    }
}
