//! CircleCI's cloud, where each organization has an issuer of its own.
//!
//! Source: circleci/circleci-docs 9734a14 (2026-08-20), `openid-connect-tokens.adoc`. What `circleci run oidc get
//! --root-issuer` makes is another issuer's (`oidc-tokens-with-custom-claims.adoc`), which no index is known to take.

use super::{Issuer, Term};

/// CircleCI.
pub const CIRCLECI: Issuer = Issuer {
    id: "circleci",
    name: "CircleCI",
    url: "https://oidc.circleci.com/org/",
    // Asking for an organization's keys would tell whose token was pasted.
    key_hosts: &[],
    glossary: &[
        ("oidc.circleci.com/context-ids", Term::CircleciContextIds),
        ("oidc.circleci.com/job-id", Term::CircleciJobId),
        ("oidc.circleci.com/org-id", Term::CircleciOrgId),
        (
            "oidc.circleci.com/pipeline-definition-id",
            Term::CircleciPipelineDefinitionId,
        ),
        ("oidc.circleci.com/pipeline-id", Term::CircleciPipelineId),
        ("oidc.circleci.com/project-id", Term::CircleciProjectId),
        ("oidc.circleci.com/ssh-rerun", Term::CircleciSshRerun),
        ("oidc.circleci.com/vcs-origin", Term::CircleciVcsOrigin),
        ("oidc.circleci.com/vcs-ref", Term::CircleciVcsRef),
        ("oidc.circleci.com/workflow-id", Term::CircleciWorkflowId),
    ],
    built_in_keys: None,
};

/// What the names of its own claims start with.
pub const CLAIMS: &str = "oidc.circleci.com/";
