//! The claims that GitHub would put into a job's token.
//!
//! Source: GitHub's reference of OpenID Connect (claims, the subject's classic and immutable forms);
//! repositories that were made, renamed or moved since 2026-07-15 have the immutable form, and others
//! can choose it. Neither the file nor a name tells which one a repository has.

use serde::Serialize;

use super::client;
use super::plan::{GithubId, Plan, Run};
use super::syntax::{Job, Workflow};
use super::yaml::Node;
use crate::issuer::github::GITHUB;

/// A claim as it can be told before the run.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedClaim {
    /// The claim's name.
    pub name: &'static str,
    /// Its value.
    pub value: PlannedValue,
}

/// What can be told of a claim's value.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "is", content = "value", rename_all = "kebab-case")]
pub enum PlannedValue {
    /// The token will not have it.
    Absent,
    /// Only the run knows.
    AtRun,
    /// An example: nobody said what it will be.
    Example(String),
    /// It will be this.
    Known(String),
}

/// The two forms of the subject.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subjects {
    /// `repo:OWNER/NAME:…`.
    pub classic: String,
    /// `repo:OWNER@ID/NAME@ID:…`; what is not known stands as `{…}`.
    pub immutable: String,
}

/// A longer name of a workflow is not told.
const MAX_NAME: usize = 1024;

/// The claims that only a run can have.
const AT_RUN: [&str; 13] = [
    "actor",
    "actor_id",
    "check_run_id",
    "exp",
    "iat",
    "jti",
    "nbf",
    "repository_visibility",
    "run_attempt",
    "run_id",
    "run_number",
    "sha",
    "workflow_sha",
];

/// The claims of a job's token, and the forms that its subject can have.
pub(super) fn claims(
    workflow: &Workflow<'_>,
    job: &Job<'_>,
    plan: &Plan,
    run: &Run,
    environment: &PlannedValue,
    audience: PlannedValue,
) -> (Vec<PlannedClaim>, Subjects) {
    let mut claims = Vec::new();
    let mut add =
        |name: &'static str, value: PlannedValue| claims.push(PlannedClaim { name, value });
    // Whoever calls the workflow brings the ref.
    let of_ref = |text: String| match (run.ref_is_given, &run.event) {
        (true, _) => PlannedValue::Known(text),
        (false, Some(_)) => PlannedValue::Example(text),
        (false, None) => PlannedValue::AtRun,
    };
    let given = |value: &Option<String>| {
        value
            .clone()
            .map_or(PlannedValue::AtRun, PlannedValue::Known)
    };

    add("iss", PlannedValue::Known(GITHUB.url.to_owned()));
    add("aud", audience);
    // The token is asked for by a job of the workflow that is called, and that job's environment counts.
    let is_called = client::is_open_call(job);
    let subjects = subjects(plan, run, environment, is_called);
    add(
        "sub",
        match &plan.repository {
            // Which of the two forms it has is decided by the repository's age and settings.
            Some(_) if !is_called && *environment != PlannedValue::AtRun => {
                PlannedValue::Example(subjects.classic.clone())
            }
            _ => PlannedValue::AtRun,
        },
    );
    add("repository", given(&plan.repository));
    let owner = plan
        .repository
        .as_ref()
        .and_then(|name| name.split_once('/'));
    add(
        "repository_owner",
        given(&owner.map(|(owner, _)| owner.to_owned())),
    );
    let numbered = |id: &Option<GithubId>| given(&id.clone().map(String::from));
    add("repository_id", numbered(&plan.repository_id));
    add("repository_owner_id", numbered(&plan.repository_owner_id));
    add(
        "event_name",
        match (&run.event, run.event_is_given) {
            (Some(event), true) => PlannedValue::Known(event.clone()),
            (Some(event), false) => PlannedValue::Example(event.clone()),
            (None, _) => PlannedValue::AtRun,
        },
    );
    add("ref", of_ref(run.git_ref.clone()));
    add("ref_type", of_ref(run.ref_type().to_owned()));
    add(
        "environment",
        if is_called {
            PlannedValue::AtRun
        } else {
            environment.clone()
        },
    );
    let this = plan.repository.as_ref().zip(plan.file.as_ref());
    let this = this
        .map(|(repository, file)| format!("{repository}/.github/workflows/{file}@{}", run.git_ref));
    let reference = |path: Option<String>, is_known: bool| match path {
        Some(path) if is_known => PlannedValue::Known(path),
        Some(path) => PlannedValue::Example(path),
        None => PlannedValue::AtRun,
    };
    // A workflow that only others call is named by the job, and its caller by the run.
    let caller = if run.event.is_some() {
        this.clone()
    } else {
        None
    };
    add("workflow_ref", reference(caller, run.ref_is_given));
    let called = job.calls.and_then(Node::text);
    add(
        "job_workflow_ref",
        match called {
            None => reference(this, run.ref_is_given),
            Some(called) => called_reference(called, plan, run),
        },
    );
    add("runner_environment", runner(job));
    add(
        "workflow",
        match (workflow.name, &plan.file) {
            // Each job's token would have a copy of it.
            (Some(name), _) if name.len() > MAX_NAME => PlannedValue::AtRun,
            (Some(name), _) => PlannedValue::Known(name.to_owned()),
            (None, Some(file)) => PlannedValue::Known(format!(".github/workflows/{file}")),
            (None, None) => PlannedValue::AtRun,
        },
    );
    for name in AT_RUN {
        add(name, PlannedValue::AtRun);
    }
    (claims, subjects)
}

fn subjects(plan: &Plan, run: &Run, environment: &PlannedValue, is_called: bool) -> Subjects {
    let escaped = |text: &str| text.replace(':', "%3A");
    let context = match (environment, run.event.as_deref()) {
        _ if is_called => "{context}".to_owned(),
        (PlannedValue::AtRun, _) => "environment:{environment}".to_owned(),
        (PlannedValue::Known(name) | PlannedValue::Example(name), _) => {
            format!("environment:{}", escaped(name))
        }
        (PlannedValue::Absent, Some("pull_request")) => "pull_request".to_owned(),
        (PlannedValue::Absent, _) => format!("ref:{}", escaped(&run.git_ref)),
    };
    let (owner, name) = plan
        .repository
        .as_deref()
        .and_then(|repository| repository.split_once('/'))
        .unwrap_or(("{owner}", "{name}"));
    let number = |id: &'_ Option<GithubId>, unknown: &str| {
        id.as_ref().map_or(unknown, GithubId::as_str).to_owned()
    };
    let owner_id = number(&plan.repository_owner_id, "{owner ID}");
    let id = number(&plan.repository_id, "{repository ID}");
    Subjects {
        classic: format!("repo:{owner}/{name}:{context}"),
        immutable: format!("repo:{owner}@{owner_id}/{name}@{id}:{context}"),
    }
}

/// `job_workflow_ref` of a job that calls a workflow.
fn called_reference(called: &str, plan: &Plan, run: &Run) -> PlannedValue {
    if let Some(path) = called.strip_prefix("./") {
        return match &plan.repository {
            Some(repository) if run.ref_is_given => {
                PlannedValue::Known(format!("{repository}/{path}@{}", run.git_ref))
            }
            Some(repository) => {
                PlannedValue::Example(format!("{repository}/{path}@{}", run.git_ref))
            }
            None => PlannedValue::AtRun,
        };
    }
    match called.split_once('@') {
        Some((_, at)) if at.len() == 40 && at.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            PlannedValue::Known(called.to_owned())
        }
        Some((_, at)) if at.starts_with("refs/") => PlannedValue::Known(called.to_owned()),
        // Whether that is a tag or a branch is the other repository's business.
        Some((path, at)) => PlannedValue::Example(format!("{path}@refs/heads/{at}")),
        None => PlannedValue::AtRun,
    }
}

fn runner(job: &Job<'_>) -> PlannedValue {
    let labels: Vec<&str> = job
        .node
        .get("runs-on")
        .map(|runs_on| runs_on.get("labels").unwrap_or(runs_on).items())
        .unwrap_or_default()
        .iter()
        .filter_map(Node::text)
        .collect();
    let hosted = ["ubuntu-", "windows-", "macos-"];
    match labels.as_slice() {
        labels if labels.contains(&"self-hosted") => PlannedValue::Known("self-hosted".to_owned()),
        [label] if hosted.iter().any(|start| label.starts_with(start)) => {
            PlannedValue::Known("github-hosted".to_owned())
        }
        _ => PlannedValue::AtRun,
    }
}
