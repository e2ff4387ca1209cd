//! The ActiveState Platform.
//!
//! Source: the claims that `warehouse/oidc/models/activestate.py` accounts for
//! (pypi/warehouse 6b62157, 2026-08-21).

use super::{Issuer, Term};

/// ActiveState.
pub const ACTIVESTATE: Issuer = Issuer {
    id: "activestate",
    name: "ActiveState",
    url: "https://platform.activestate.com/api/v1/oauth/oidc",
    key_hosts: &["platform.activestate.com"],
    glossary: &[
        ("actor", Term::ActivestateActor),
        ("actor_id", Term::ActivestateActorId),
        ("artifact_id", Term::ActivestateArtifactId),
        ("builder", Term::ActivestateBuilder),
        ("ingredient", Term::ActivestateIngredient),
        ("organization", Term::ActivestateOrganization),
        ("organization_id", Term::ActivestateOrganizationId),
        ("project", Term::ActivestateProject),
        ("project_id", Term::ActivestateProjectId),
        ("project_path", Term::ActivestateProjectPath),
        ("project_visibility", Term::ActivestateProjectVisibility),
    ],
    built_in_keys: None,
};
