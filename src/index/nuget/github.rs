//! GitHub Actions.
//!
//! Source: `GitHubTokenPolicyValidator.cs`.

use crate::finding::{Comparison, Reason, Rule};
use crate::index::{FieldComparison, Publisher};
use crate::jose::identitymodel::Claims;

use super::answer;
use super::provider::{Pair, Policy, Provider, Said, environment, is_equal, pair, strip_start};

pub(super) const PROVIDER: Provider = Provider {
    kind: "github",
    issuer: crate::issuer::github::GITHUB.url,
    required: &[
        "repository",
        "repository_owner",
        "repository_owner_id",
        "repository_id",
        "event_name",
    ],
    owner: Pair {
        field: "repository_owner",
        claim: "repository_owner",
        rule: Rule::Owner,
    },
    project: Pair {
        field: "repository_name",
        claim: "repository",
        rule: Rule::Repository,
    },
    ids: [
        Pair {
            field: "repository_owner_id",
            claim: "repository_owner_id",
            rule: Rule::OwnerId,
        },
        Pair {
            field: "repository_id",
            claim: "repository_id",
            rule: Rule::RepositoryId,
        },
    ],
    checked: &["job_workflow_ref", "environment"],
    rest,
    beside_rest,
};

/// The refused event that is known. The list is part of the site's configuration, which is not public
/// (`BannedGitHubActionsEvents`); a report of August 2026 shows this one refused.
pub(super) const REFUSED_EVENTS: [&str; 1] = ["pull_request_target"];

/// Events by which packages are published every day.
const TAKEN_EVENTS: [&str; 4] = ["push", "release", "schedule", "workflow_dispatch"];

const FILE: Pair = Pair {
    field: "workflow_filename",
    claim: "job_workflow_ref",
    rule: Rule::WorkflowFile,
};

const ENVIRONMENT: Pair = Pair {
    field: "environment",
    claim: "environment",
    rule: Rule::Environment,
};

fn rest(policy: &Policy<'_>, claims: &Claims) -> Vec<(Rule, Said)> {
    vec![
        (Rule::EventName, event(claims)),
        (Rule::WorkflowFile, file(policy, claims)),
        (
            Rule::Environment,
            environment(policy, claims, Comparison::IgnoreCase),
        ),
    ]
}

fn event(claims: &Claims) -> Said {
    let Some(event) = claims.required("event_name") else {
        return Said::NotReached;
    };
    let is_among = |events: &[&str]| {
        events
            .iter()
            .any(|other| is_equal(other, &event, Comparison::IgnoreCase))
    };
    if is_among(&REFUSED_EVENTS) {
        let told = answer::event(&event);
        return Said::Stop(Reason::EventRefused { event }, Some(told));
    }
    if is_among(&TAKEN_EVENTS) {
        return Said::Pass;
    }
    Said::Unknown(Reason::NotKnown { evidence: None })
}

/// The file between the repository's folder of workflows and the first `@`: of the workflow that is called, which has to
/// stand in the same repository.
fn file(policy: &Policy<'_>, claims: &Claims) -> Said {
    let Some(reference) = claims.required("job_workflow_ref") else {
        let reason = Reason::ClaimsMissing {
            claims: vec!["job_workflow_ref".to_owned()],
        };
        return Said::Stop(reason, Some(answer::missing_claim("job_workflow_ref")));
    };
    let (Some(owner), Some(name)) = (
        policy.field("repository_owner"),
        policy.field("repository_name"),
    ) else {
        return Said::NotReached;
    };
    let prefix = format!("{owner}/{name}/.github/workflows/");
    let found = strip_start(&reference, &prefix)
        .filter(|rest| !rest.is_empty())
        .and_then(|rest| rest.split_once('@'));
    let Some((file, _)) = found else {
        let reason = Reason::FileRefDiffers {
            claim: "job_workflow_ref".to_owned(),
            expected: vec![format!("{prefix}…@…")],
            actual: reference.clone(),
        };
        return Said::Stop(reason, Some(answer::other_place(&reference, &prefix)));
    };
    let Some(expected) = policy.field("workflow_filename") else {
        return Said::Unknown(Reason::FieldNotGiven {
            field: "workflow_filename".to_owned(),
            claimed: file.to_owned(),
        });
    };
    if is_equal(file, expected, Comparison::IgnoreCase) {
        return Said::Pass;
    }
    let reason = Reason::NoneMatches {
        field: "workflow_filename".to_owned(),
        claim: "job_workflow_ref".to_owned(),
        expected: vec![expected.to_owned()],
        actual: Some(file.to_owned()),
        comparison: Comparison::IgnoreCase,
    };
    Said::Stop(
        reason,
        Some(answer::mismatch("Workflow", policy.name(), expected, file)),
    )
}

fn beside_rest(publisher: &Publisher, claims: &Claims) -> Vec<FieldComparison> {
    let file = claims.required("job_workflow_ref").and_then(|reference| {
        let (_, rest) = reference.split_once("/.github/workflows/")?;
        let (file, _) = rest.split_once('@')?;
        Some(file.to_owned())
    });
    vec![
        pair(publisher, FILE, file, Comparison::IgnoreCase),
        pair(
            publisher,
            ENVIRONMENT,
            claims.required("environment"),
            Comparison::IgnoreCase,
        ),
    ]
}
