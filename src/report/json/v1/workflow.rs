//! What is said of a workflow before it runs.

use serde::Serialize;

use super::{VERSION, Verdict};
use crate::finding::Decision;
use crate::index::Publisher;
use crate::inspect::{self, JobReport, Outlook, WorkflowRequest};
use crate::report::lang::Language;
use crate::workflow::{self, PlannedValue, PublishingJob};

/// What is said of a workflow.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowReport {
    /// The version of this form: 1.
    pub version: u8,
    /// The index's identifier.
    pub index: String,
    /// What comes of the run.
    pub outlook: OutlookKind,
    /// The same in one sentence.
    pub headline: String,
    /// Where the text is no workflow, in lines and columns; null for one that was read, or has no such place.
    pub error: Option<Place>,
    /// The events that start it.
    pub events: Vec<String>,
    /// The event that is taken to start it.
    pub event: Option<String>,
    /// The ref that it is taken to run on.
    pub git_ref: Option<String>,
    /// The jobs that publish, or that call a workflow which may.
    pub jobs: Vec<WorkflowJob>,
    /// What was found, in the order of the file.
    pub findings: Vec<WorkflowFinding>,
}

/// What comes of a workflow's run.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutlookKind {
    /// The text is no workflow.
    Unreadable,
    /// No job publishes.
    NoJobs,
    /// Its jobs publish to other indexes.
    Elsewhere,
    /// It fails, whatever the index would say.
    Fails,
    /// The index refuses a job's token.
    Refuses,
    /// The environment that a job gets decides.
    Depends,
    /// Something is not known.
    Undecided,
    /// A job publishes with a password, and the index is not asked for a token.
    Unasked,
    /// The index mints for every job that asks it.
    Mints,
}

/// A place in the file, as editors count.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A job that publishes, or that calls a workflow which may.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowJob {
    /// Its identifier in the file.
    pub id: String,
    /// What publishes.
    pub clients: Vec<WorkflowClient>,
    /// The workflow that it calls.
    pub calls: Option<String>,
    /// Whether it can have environments that only the run knows. The last token stands for those.
    pub has_other_environments: bool,
    /// The tokens that it can get, one for each environment.
    pub tokens: Vec<WorkflowToken>,
}

/// What publishes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowClient {
    /// Its name.
    pub name: String,
    /// The host that it publishes to; null where the run decides.
    pub host: Option<String>,
}

/// A token as it can be told before the run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowToken {
    /// The job's environment; null where it has none, and where only the run knows it: its claims tell the two apart.
    pub environment: Option<String>,
    /// Whether the index would mint for it; null for a token that is for another index.
    pub verdict: Option<Verdict>,
    /// Whether it would, if the token is genuine and fresh; null for a token that is for another index.
    pub accepted_if_genuine: Option<bool>,
    /// The verdict in one sentence; null for a token that is for another index.
    pub headline: Option<String>,
    /// The claims.
    pub claims: Vec<WorkflowClaim>,
    /// The subject in the form that older repositories have, unless they chose the other.
    pub classic_subject: String,
    /// The subject in the form of repositories made, renamed or moved since 2026-07-15; what is not known of it stands
    /// as `{owner ID}` and `{repository ID}`.
    pub immutable_subject: String,
    /// The publisher that it would match.
    pub publisher: Option<Publisher>,
    /// The index's form with that publisher, where it takes that.
    pub link: Option<String>,
}

/// A claim as it can be told before the run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowClaim {
    /// The claim's name.
    pub name: String,
    /// What can be told of it.
    pub state: WorkflowClaimState,
    /// Its value, or an example of it.
    pub value: Option<String>,
}

/// What can be told of a claim before the run.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkflowClaimState {
    /// The token will not have it.
    Absent,
    /// Only the run knows.
    AtRun,
    /// Nobody said what it will be; this is an example.
    Example,
    /// It will be this.
    Known,
}

/// Something found in a workflow.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowFinding {
    /// What it is, with its data: a stable `code` and what belongs to it.
    #[serde(flatten)]
    pub problem: workflow::Problem,
    /// How bad it is.
    pub severity: workflow::Severity,
    /// The job that it concerns; null for the whole workflow.
    pub job: Option<String>,
    /// Where it stands.
    pub at: Place,
    /// What it is, in words.
    pub message: String,
    /// The change that mends it, as a unified diff; null if the text cannot be changed safely.
    pub diff: Option<String>,
}

impl WorkflowReport {
    /// The report on a request's workflow.
    #[must_use]
    pub fn in_language(
        report: &inspect::WorkflowReport,
        request: &WorkflowRequest,
        language: Language,
    ) -> Self {
        let reading = report.workflow.as_ref().ok();
        let file = request.plan.file.as_deref();
        let lines = workflow::Lines::of(&request.text);
        let pairs = reading.into_iter().flat_map(|reading| &reading.jobs);
        let findings = reading.into_iter().flat_map(|reading| &reading.findings);
        Self {
            version: VERSION,
            index: report.index.id.to_owned(),
            outlook: OutlookKind::of(&report.outlook()),
            headline: language.workflow_headline(report, file),
            error: match &report.workflow {
                Err(workflow::ReadError::Yaml(error)) => Some(Place::of(error.at)),
                Err(workflow::ReadError::NoJobs) | Ok(_) => None,
            },
            events: reading.map_or_else(Vec::new, |reading| reading.events.clone()),
            event: reading.and_then(|reading| reading.event.clone()),
            git_ref: reading.map(|reading| reading.git_ref.clone()),
            jobs: pairs
                .zip(&report.jobs)
                .map(|(job, judged)| WorkflowJob::of(job, judged, language))
                .collect(),
            findings: findings
                .map(|finding| WorkflowFinding {
                    problem: finding.problem.clone(),
                    severity: finding.severity,
                    job: finding.job.clone(),
                    at: Place::of(finding.at),
                    message: language.workflow_problem(&finding.problem),
                    diff: finding
                        .edits
                        .as_ref()
                        .map(|edits| lines.diff(edits, file.unwrap_or("workflow.yml"))),
                })
                .collect(),
        }
    }
}

impl OutlookKind {
    fn of(outlook: &Outlook<'_>) -> Self {
        match outlook {
            Outlook::Unreadable(_) => Self::Unreadable,
            Outlook::NoJobs(_) => Self::NoJobs,
            Outlook::Elsewhere { .. } => Self::Elsewhere,
            Outlook::Fails { .. } => Self::Fails,
            Outlook::Refuses { .. } => Self::Refuses,
            Outlook::Depends { .. } => Self::Depends,
            Outlook::Undecided { .. } => Self::Undecided,
            Outlook::Unasked { .. } => Self::Unasked,
            Outlook::Mints { .. } => Self::Mints,
        }
    }
}

impl Place {
    fn of(position: workflow::Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
        }
    }
}

impl WorkflowJob {
    fn of(job: &PublishingJob, judged: &JobReport, language: Language) -> Self {
        let clients = job.clients.iter().map(|step| WorkflowClient {
            name: step.client.name.to_owned(),
            host: step.host.clone(),
        });
        let pairs = job.tokens.iter().zip(&judged.reports);
        Self {
            id: job.id.clone(),
            clients: clients.collect(),
            calls: job.calls.clone(),
            has_other_environments: job.has_other_environments,
            tokens: pairs
                .zip(&judged.registrations)
                .map(|((token, report), registration)| {
                    let claims = token.claims.iter().map(claim);
                    let registration = registration.as_ref();
                    let report = report.as_ref();
                    WorkflowToken {
                        environment: token.environment.clone(),
                        verdict: report.map(|report| match report.decision {
                            Decision::Accept => Verdict::Accept,
                            Decision::Reject => Verdict::Reject,
                            Decision::Undecided { .. } => Verdict::Undecided,
                        }),
                        accepted_if_genuine: report.map(|report| {
                            matches!(
                                report.decision,
                                Decision::Undecided {
                                    accepted_if_genuine: true,
                                    ..
                                }
                            )
                        }),
                        headline: report.map(|report| language.headline(report)),
                        claims: claims.collect(),
                        classic_subject: token.subjects.classic.clone(),
                        immutable_subject: token.subjects.immutable.clone(),
                        publisher: registration.map(|found| found.publisher.clone()),
                        link: registration.and_then(|found| found.link.clone()),
                    }
                })
                .collect(),
        }
    }
}

fn claim(claim: &workflow::PlannedClaim) -> WorkflowClaim {
    let (state, value) = match &claim.value {
        PlannedValue::Absent => (WorkflowClaimState::Absent, None),
        PlannedValue::AtRun => (WorkflowClaimState::AtRun, None),
        PlannedValue::Example(value) => (WorkflowClaimState::Example, Some(value.clone())),
        PlannedValue::Known(value) => (WorkflowClaimState::Known, Some(value.clone())),
    };
    WorkflowClaim {
        name: claim.name.to_owned(),
        state,
        value,
    }
}
