//! A workflow before it runs: each token that its jobs can get is inspected as if its claims had been
//! pasted.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Depth, Report, Request, RequestError, inspect_reading};
use crate::evidence::{ClaimForm, ClaimState, Evidence, FoundClaim, Reading, Recognised, Shape};
use crate::index::custom::Profile;
use crate::index::{Index, Publisher};
use crate::python::{Dict, Value};
use crate::remedy::{self, Registration};
use crate::span::Span;
use crate::time::UnixTime;
use crate::workflow::{self, Plan, PlannedToken, PlannedValue, Problem, ReadError};

/// A workflow file that is to be inspected.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkflowRequest {
    /// The index's identifier; `custom` for the one of the profile.
    pub index: String,
    /// An index that somebody runs themselves.
    #[serde(default)]
    pub profile: Option<Profile>,
    /// The file's text.
    pub text: String,
    /// What the file does not say.
    #[serde(default)]
    pub plan: Plan,
    /// The publishers that are registered. An empty list says that there are none.
    #[serde(default)]
    pub publishers: Option<Vec<Publisher>>,
    /// The present moment, in seconds since 1970.
    #[serde(default)]
    pub now: Option<UnixTime>,
    /// The moment whose rules apply, in seconds since 1970; when they were read if absent.
    #[serde(default)]
    pub rules: Option<UnixTime>,
}

/// What is said of a workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkflowReport {
    /// The index.
    pub index: Cow<'static, Index>,
    /// The workflow, or why the text is none.
    pub workflow: Result<workflow::Reading, ReadError>,
    /// What comes of its jobs' tokens, in the workflow's order.
    pub jobs: Vec<JobReport>,
}

/// What comes of the tokens that a job can get.
#[derive(Clone, Debug, PartialEq)]
pub struct JobReport {
    /// The job's identifier.
    pub id: String,
    /// The reports, in the order of the job's tokens; none of a token that is for another index.
    pub reports: Vec<Option<Report>>,
    /// The publishers that the tokens would match, in the same order.
    pub registrations: Vec<Option<Registration>>,
}

/// Inspects a workflow.
///
/// # Errors
///
/// Where the request itself is malformed; see [`RequestError`]. A text that is no workflow is none.
pub fn inspect_workflow(request: &WorkflowRequest) -> Result<WorkflowReport, RequestError> {
    let base = Request {
        index: request.index.clone(),
        profile: request.profile.clone(),
        publishers: request.publishers.clone(),
        now: request.now,
        rules: request.rules,
        ..Request::default()
    };
    let index = super::index(&base)?;
    let target = index.target(environment(&index, request));
    let workflow = workflow::read(&request.text, &request.plan, &target);
    let mut jobs = Vec::new();
    let read = workflow.iter();
    for (read, job) in read.flat_map(|read| read.jobs.iter().map(move |job| (read, job))) {
        let mut reports = Vec::new();
        let mut registrations = Vec::new();
        // Who publishes elsewhere asks nothing of this index, and needs no publisher here.
        let is_here = job.may_reach(&index.host);
        for token in &job.tokens {
            let report = is_here.then(|| {
                inspect_reading(
                    &base,
                    reading(token),
                    index.clone(),
                    index.rules(),
                    Depth::Remedies,
                )
            });
            let report = report.transpose()?;
            let registration = report
                .as_ref()
                .filter(|_| !calls_in_vain(read, &job.id))
                .and_then(|report| remedy::registration(&index, &known_claims(report)));
            registrations.push(registration.map(|registration| without_open(registration, token)));
            reports.push(report);
        }
        jobs.push(JobReport {
            id: job.id.clone(),
            reports,
            registrations,
        });
    }
    Ok(WorkflowReport {
        index,
        workflow,
        jobs,
    })
}

/// Whether the job calls what no publisher matches.
fn calls_in_vain(workflow: &workflow::Reading, job: &str) -> bool {
    workflow.findings.iter().any(|finding| {
        matches!(finding.problem, Problem::CallsOtherRepository { .. })
            && finding.job.as_deref() == Some(job)
    })
}

/// The publisher without an environment that another file names, or only the run knows.
fn without_open(mut registration: Registration, token: &PlannedToken) -> Registration {
    if token.has_open_environment() {
        registration.publisher.fields.remove("environment");
    }
    registration
}

/// The environment that the publishers demand, if there is no one that does without.
fn environment<'a>(index: &Index, request: &'a WorkflowRequest) -> Option<&'a str> {
    let is_fit = |publisher: &&Publisher| {
        index
            .kind(&publisher.kind)
            .is_some_and(|kind| kind.id == "github")
    };
    let publishers = request.publishers.as_deref().unwrap_or_default();
    let mut wanted = publishers.iter().filter(is_fit).map(|publisher| {
        let environment = publisher.field("environment").unwrap_or_default();
        environment.trim()
    });
    let first = wanted
        .next()
        .filter(|environment| !environment.is_empty())?;
    wanted.all(|other| other == first).then_some(first)
}

/// A planned token as a paste that shows its claims.
fn reading(token: &PlannedToken) -> Reading {
    let claims = token.claims.iter().filter_map(|claim| {
        let state = match &claim.value {
            PlannedValue::Known(value) | PlannedValue::Example(value) => {
                ClaimState::Present(Value::Str(value.as_str().into()))
            }
            PlannedValue::Absent => ClaimState::Absent,
            PlannedValue::AtRun => return None,
        };
        Some(FoundClaim {
            name: claim.name.to_owned(),
            state,
            span: Span { start: 0, end: 0 },
            form: ClaimForm::Workflow,
        })
    });
    Reading {
        recognised: Recognised {
            shape: Shape::Workflow,
            token: None,
            span: None,
        },
        evidence: Evidence {
            claims: claims.collect(),
            ..Evidence::none()
        },
        token: None,
    }
}

/// The claims that are known to have a value.
fn known_claims(report: &Report) -> Dict {
    let pairs = report
        .evidence
        .claims
        .iter()
        .filter_map(|claim| match &claim.state {
            ClaimState::Present(value) => Some((claim.name.as_str().into(), value.clone())),
            ClaimState::Absent
            | ClaimState::Empty
            | ClaimState::Masked
            | ClaimState::Partial(_) => None,
        });
    Dict::from_pairs(pairs.collect())
}
