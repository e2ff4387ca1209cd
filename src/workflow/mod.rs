//! A GitHub Actions workflow before it runs: the jobs that can publish, the claims that GitHub would put
//! into their tokens, and what stands in the way.
//!
//! Source: GitHub's references of the workflow syntax, of expressions and of OpenID Connect, as of
//! 2026-11.

mod claims;
mod client;
mod diff;
mod edits;
mod expression;
mod plan;
mod problem;
mod scalar;
mod syntax;
mod yaml;

use serde::Serialize;

use crate::span::Span;

pub use self::claims::{PlannedClaim, PlannedValue, Subjects};
pub use self::client::Client;
pub use self::diff::Lines;
pub use self::edits::{TextEdit, apply, environment_line, quoted};
pub use self::plan::{GithubId, NotAnId, Plan};
pub use self::problem::{Finding, Problem, Severity, Ungranted};
pub use self::yaml::{Error, ErrorKind, Position};

use self::client::Publishing;
use self::edits::File;
use self::expression::{Context, Possible, evaluate, is_expression};
use self::plan::Run;
use self::problem::{Found, Look};
use self::syntax::{Job, Workflow};
use self::yaml::Node;

/// The index and the publisher that a workflow is read for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Target<'a> {
    /// The index's host: `pypi.org`.
    pub host: Option<&'a str>,
    /// The audience that it demands; absent where that depends on what is published.
    pub audience: Option<&'a str>,
    /// The hosts of the indexes that are known, each with the audience that clients ask for there, if that is always
    /// the same.
    pub audiences: &'a [(&'a str, Option<&'a str>)],
    /// Where it takes uploads.
    pub upload_url: Option<&'a str>,
    /// The environment that the publisher wants, if it wants one.
    pub environment: Option<&'a str>,
    /// Which file it compares where one workflow calls another.
    pub compared_file: ComparedFile,
    /// Whether a publisher can name the repository of the file that is called.
    pub names_called_repository: bool,
    /// The events whose tokens it refuses.
    pub refused_events: &'a [&'a str],
}

/// The file that an index compares where one workflow calls another.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComparedFile {
    /// The one that is called, which `job_workflow_ref` names.
    #[default]
    Called,
    /// The one that calls, which `workflow_ref` names.
    Caller,
    /// None: any workflow of the repository will do.
    Neither,
}

/// A workflow that was read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// The events that start it.
    pub events: Vec<String>,
    /// The event that is taken to start it.
    pub event: Option<String>,
    /// The ref that it is taken to run on.
    pub git_ref: String,
    /// The jobs that publish, or that call a workflow which may.
    pub jobs: Vec<PublishingJob>,
    /// What was found, in the order of the file.
    pub findings: Vec<Finding>,
}

/// A job that publishes, or that calls a workflow which may.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublishingJob {
    /// Its identifier in the file.
    pub id: String,
    /// Where its identifier stands, in bytes.
    pub span: Span,
    /// What publishes; nothing where another workflow is called.
    pub clients: Vec<ClientStep>,
    /// The workflow that it calls.
    pub calls: Option<String>,
    /// The tokens that it can get, one for each environment that it can have. The last one stands for those that only the
    /// run knows, if there are any.
    pub tokens: Vec<PlannedToken>,
    /// Whether it can have environments that only the run knows.
    pub has_other_environments: bool,
}

impl PublishingJob {
    /// Whether it can publish to that host: it does, the run decides, or the workflow that it calls.
    #[must_use]
    pub fn may_reach(&self, host: &str) -> bool {
        self.clients.is_empty() || self.clients.iter().any(|client| client.may_reach(host))
    }
}

impl ClientStep {
    /// Whether it can publish to that host: it does, or the run decides.
    #[must_use]
    pub fn may_reach(&self, host: &str) -> bool {
        self.host.as_deref().is_none_or(|found| found == host)
    }
}

/// A step that publishes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientStep {
    /// What publishes.
    pub client: Client,
    /// The host that it publishes to; absent where the run decides.
    pub host: Option<String>,
    /// Whether a password or a token is set, so that it asks for none.
    pub has_password: bool,
    /// Where it stands, in bytes.
    pub span: Span,
}

/// A token as it can be told before the run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlannedToken {
    /// The job's environment; absent where it has none, and where only the run knows it.
    pub environment: Option<String>,
    /// The claims.
    pub claims: Vec<PlannedClaim>,
    /// The forms that the subject can have.
    pub subjects: Subjects,
}

impl PlannedToken {
    /// Whether only the run knows the environment.
    #[must_use]
    pub fn has_open_environment(&self) -> bool {
        self.claims
            .iter()
            .any(|claim| claim.name == "environment" && claim.value == PlannedValue::AtRun)
    }
}

/// Why a text is no workflow.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(tag = "code", content = "error", rename_all = "kebab-case")]
pub enum ReadError {
    /// It is YAML without jobs.
    NoJobs,
    /// It is no YAML.
    Yaml(Error),
}

/// Reads a workflow file.
///
/// # Errors
///
/// Where the text is no YAML, or has no jobs.
pub fn read(text: &str, plan: &Plan, target: &Target<'_>) -> Result<Reading, ReadError> {
    let root = yaml::read(text).map_err(ReadError::Yaml)?;
    let workflow = Workflow::of(&root).ok_or(ReadError::NoJobs)?;
    let run = Run::of(&workflow, plan);
    let file = File::new(text);
    let known = plan::known(&workflow, plan, &run);
    let look = Look {
        file: &file,
        workflow: &workflow,
        plan,
        run: &run,
        target,
    };
    let mut jobs = Vec::new();
    let mut concerned = Vec::new();
    let mut findings = Vec::new();
    for (job, publishing) in publishing_jobs(&workflow) {
        let axes = plan::axes(job);
        let context = Context {
            run: &known,
            job: &axes,
        };
        let environments = environments(job, &context);
        findings.extend(look.at_job(job, &context, &publishing, environments.as_ref()));
        let mut names: Vec<PlannedValue> = match &environments {
            None => vec![PlannedValue::Absent],
            Some(possible) => possible.values.iter().map(|name| named(name)).collect(),
        };
        let has_other_environments = environments.is_some_and(|possible| possible.open);
        if has_other_environments {
            names.push(PlannedValue::AtRun);
        }
        let audience = audience(&publishing, target);
        jobs.push(PublishingJob {
            id: job.id.to_owned(),
            span: job.key.span,
            clients: publishing
                .iter()
                .map(|publishing| ClientStep {
                    client: publishing.client,
                    host: publishing.host.clone(),
                    has_password: publishing.has_password(),
                    span: publishing.node.span,
                })
                .collect(),
            calls: job.calls.and_then(Node::text).map(str::to_owned),
            tokens: names
                .into_iter()
                .map(|environment| {
                    let (claims, subjects) =
                        claims::claims(&workflow, job, plan, &run, &environment, audience.clone());
                    PlannedToken {
                        environment: match environment {
                            PlannedValue::Known(name) => Some(name),
                            _ => None,
                        },
                        claims,
                        subjects,
                    }
                })
                .collect(),
            has_other_environments,
        });
        concerned.push((job, axes));
    }
    if !jobs.is_empty() {
        findings.extend(look.at_workflow(&concerned));
    }
    let clients = || jobs.iter().flat_map(|job: &PublishingJob| &job.clients);
    if target.host.is_some() && clients().any(|client| client.host.as_deref() == target.host) {
        findings.iter_mut().for_each(Found::beside_the_chosen);
    }
    Ok(Reading {
        events: workflow
            .events
            .iter()
            .map(|event| event.name.to_owned())
            .collect(),
        event: run.event.clone(),
        git_ref: run.git_ref.clone(),
        jobs,
        findings: problem::placed(findings, text),
    })
}

/// The jobs that publish, and those that call a workflow which may.
///
/// A workflow that is called may publish if the job may ask for a token. Where only the whole workflow's permission
/// says so, or says that somebody tried, that is no sign as long as another job publishes: tests are called, too.
fn publishing_jobs<'a, 'b>(workflow: &'b Workflow<'a>) -> Vec<(&'b Job<'a>, Vec<Publishing<'a>>)> {
    let of_all = workflow.permissions;
    let variables = client::set(workflow.node);
    let rank = |job: &Job<'_>, publishing: &[Publishing<'_>]| {
        let own = job.permissions.grants();
        let names_it = || {
            let named = job.permissions.id_token().or(of_all.id_token());
            named.is_some() || of_all.grants() == Some(true)
        };
        match (publishing, own.or(of_all.grants())) {
            ([_, ..], _) => Some(0),
            _ if job.calls.is_none() => None,
            (_, Some(true)) if own.is_some() => Some(0),
            (_, Some(true)) => Some(1),
            (_, Some(false)) if names_it() => Some(2),
            _ => None,
        }
    };
    let mut found: Vec<_> = workflow
        .jobs
        .iter()
        .filter_map(|job| {
            let publishing = client::publishing(job, &variables);
            Some((rank(job, &publishing)?, (job, publishing)))
        })
        .collect();
    let best = found.iter().map(|(rank, _)| *rank).min();
    found.retain(|(rank, _)| Some(*rank) == best);
    found.into_iter().map(|(_, found)| found).collect()
}

/// The audience that a job's clients ask for.
fn audience(publishing: &[Publishing<'_>], target: &Target<'_>) -> PlannedValue {
    let of_target = || target.audience.unwrap_or_default().to_owned();
    let hosts = publishing
        .iter()
        .map(|publishing| publishing.host.as_deref());
    let first = hosts.clone().next().flatten();
    let known = |host: &str| {
        let of_index = target.audiences.iter().find(|(known, _)| *known == host);
        let audience = match of_index {
            Some((_, audience)) => *audience,
            None => client::audience(host),
        };
        Some(PlannedValue::Known(audience?.to_owned()))
    };
    // Each client asks for a token of its own.
    let is_one = hosts.clone().all(|host| host == first);
    let mut asking = publishing
        .iter()
        .filter(|one| is_one || one.host.as_deref() == target.host);
    if let Some(told) = asking.find_map(|one| one.audience) {
        return match is_expression(told) {
            true => PlannedValue::AtRun,
            false => PlannedValue::Known(told.to_owned()),
        };
    }
    if target.audience.is_none() {
        PlannedValue::AtRun
    } else if target.host.is_some() && hosts.clone().any(|host| host == target.host) {
        PlannedValue::Known(of_target())
    } else if publishing.is_empty() || hosts.clone().any(|host| host.is_none()) {
        // As long as nobody says otherwise, it is the index that was chosen.
        PlannedValue::Example(of_target())
    } else {
        let only = first.filter(|_| is_one);
        only.and_then(known).unwrap_or(PlannedValue::AtRun)
    }
}

/// What a job's environment can be; nothing where it has none.
fn environments(job: &Job<'_>, context: &Context<'_>) -> Option<Possible> {
    let written = client::environment(job)?;
    Some(evaluate(written.text()?, context))
}

/// An environment whose name comes to nothing is none.
fn named(name: &str) -> PlannedValue {
    if name.is_empty() {
        PlannedValue::Absent
    } else {
        PlannedValue::Known(name.to_owned())
    }
}

#[cfg(test)]
mod tests;
