//! What comes of a workflow's run, all jobs together.

use std::collections::BTreeSet;

use crate::finding::{Decision, Open};
use crate::index::Presence;
use crate::workflow::{
    Finding, PlannedToken, Problem, PublishingJob, ReadError, Reading, Severity,
};

use super::Report;
use super::workflow::{JobReport, WorkflowReport};

/// What comes of a workflow's run.
#[derive(Clone, Debug, PartialEq)]
pub enum Outlook<'a> {
    /// The text is no workflow.
    Unreadable(&'a ReadError),
    /// No job publishes.
    NoJobs(&'a Reading),
    /// Its jobs publish to other indexes.
    Elsewhere {
        /// Their hosts.
        hosts: Vec<&'a str>,
    },
    /// It fails, whatever the index would say.
    Fails {
        /// The job; absent where it concerns the whole workflow.
        job: Option<&'a str>,
        /// Why.
        problem: &'a Problem,
    },
    /// The index refuses a job's token.
    Refuses {
        /// The job.
        job: &'a str,
        /// What is said of the token.
        report: &'a Report,
    },
    /// The environment that a job gets decides.
    Depends {
        /// The job.
        job: &'a str,
        /// The environments that the index mints for.
        mints: Vec<&'a str>,
        /// Those that it does not mint for.
        others: Vec<&'a str>,
    },
    /// Something is not known.
    Undecided {
        /// The job.
        job: &'a str,
        /// What decides.
        open: &'a Open,
    },
    /// A job publishes with a password, and the index is not asked for a token.
    Unasked {
        /// The job.
        job: &'a str,
    },
    /// The index mints for every job that asks it.
    Mints {
        /// The jobs.
        jobs: Vec<&'a str>,
    },
}

impl WorkflowReport {
    /// What comes of the run. A job that gets no token comes first, then what the index refuses, then what
    /// hinders besides.
    #[must_use]
    pub fn outlook(&self) -> Outlook<'_> {
        let reading = match &self.workflow {
            Ok(reading) => reading,
            Err(error) => return Outlook::Unreadable(error),
        };
        if reading.jobs.is_empty() {
            return Outlook::NoJobs(reading);
        }
        let host = &*self.index.host;
        let pairs = reading.jobs.iter().zip(&self.jobs);
        let jobs: Vec<_> = pairs.filter(|(job, _)| job.may_reach(host)).collect();
        if jobs.is_empty() {
            let clients = reading.jobs.iter().flat_map(|job| &job.clients);
            let hosts: BTreeSet<&str> = clients
                .filter_map(|client| client.host.as_deref())
                .collect();
            return Outlook::Elsewhere {
                hosts: hosts.into_iter().collect(),
            };
        }
        let errors = || {
            let findings = reading.findings.iter();
            findings.filter(|finding| finding.severity == Severity::Error)
        };
        // A job that does not run this time does not matter as long as another one does.
        let idle: BTreeSet<&str> = errors()
            .filter(|finding| matches!(finding.problem, Problem::RuledOut { .. }))
            .filter_map(|finding| finding.job.as_deref())
            .collect();
        let jobs = preferred(jobs, |job| !idle.contains(job.id.as_str()));
        let jobs = preferred(jobs, |job| !has_password(job, host));
        let ids: BTreeSet<&str> = jobs.iter().map(|(job, _)| job.id.as_str()).collect();
        let concerns = |job: &Option<String>| job.as_deref().is_none_or(|id| ids.contains(id));
        let mut errors = errors().filter(|finding| concerns(&finding.job));
        let gets_none =
            |finding: &&Finding| matches!(finding.problem, Problem::IdTokenMissing { .. });
        let first = errors.clone().find(gets_none).map(fails);
        let unasked = jobs.iter().find(|(job, _)| has_password(job, host));
        if let (Some((job, _)), None) = (unasked, errors.clone().next()) {
            return Outlook::Unasked { job: &job.id };
        }
        let refused = || match unasked {
            Some(_) => None,
            None => jobs.iter().find_map(|(job, judged)| refused(job, judged)),
        };
        let stopped = first.or_else(refused).or_else(|| errors.next().map(fails));
        if let Some(stopped) = stopped {
            return stopped;
        }
        let open = jobs.iter().find_map(|(job, judged)| {
            let mut reports = judged.reports.iter().flatten();
            let open = reports.find_map(first_open)?;
            Some((job.id.as_str(), open))
        });
        match open {
            Some((job, open)) => Outlook::Undecided { job, open },
            None => Outlook::Mints {
                jobs: jobs.iter().map(|(job, _)| job.id.as_str()).collect(),
            },
        }
    }
}

/// The jobs that are so, or all if none is.
fn preferred<'a>(
    jobs: Vec<(&'a PublishingJob, &'a JobReport)>,
    is_so: impl Fn(&PublishingJob) -> bool,
) -> Vec<(&'a PublishingJob, &'a JobReport)> {
    let kept: Vec<_> = jobs.iter().copied().filter(|(job, _)| is_so(job)).collect();
    if kept.is_empty() { jobs } else { kept }
}

/// Whether a job publishes to that host with a password, whatever else it may do.
fn has_password(job: &PublishingJob, host: &str) -> bool {
    let mut here = job.clients.iter().filter(|client| client.may_reach(host));
    !job.clients.is_empty() && here.all(|client| client.has_password)
}

fn fails(finding: &Finding) -> Outlook<'_> {
    Outlook::Fails {
        job: finding.job.as_deref(),
        problem: &finding.problem,
    }
}

/// What is refused of a job's tokens.
fn refused<'a>(job: &'a PublishingJob, judged: &'a JobReport) -> Option<Outlook<'a>> {
    let is_refused = |report: &Report| report.decision == Decision::Reject;
    let mut reports = judged.reports.iter().flatten();
    let report = reports.find(|report| is_refused(report))?;
    let pairs: Vec<(&PlannedToken, bool)> = job
        .tokens
        .iter()
        .zip(&judged.reports)
        .map(|(token, report)| (token, report.as_ref().is_some_and(is_refused)))
        .collect();
    let names = |refused: bool| -> Vec<&str> {
        pairs
            .iter()
            .filter(|(token, is_refused)| *is_refused == refused && !token.has_open_environment())
            .map(|(token, _)| token.environment.as_deref().unwrap_or_default())
            .collect()
    };
    let mints = names(false);
    if !mints.is_empty() {
        return Some(Outlook::Depends {
            job: &job.id,
            mints,
            others: names(true),
        });
    }
    // An environment that only the run knows may still fit.
    let is_all = pairs.iter().all(|(_, is_refused)| *is_refused);
    is_all.then_some(Outlook::Refuses {
        job: &job.id,
        report,
    })
}

/// Whether nothing is open but what no file can tell: that the token is genuine and fresh, and what the index
/// itself recorded of the publisher.
#[must_use]
pub fn would_mint(report: &Report) -> bool {
    match &report.decision {
        Decision::Accept => true,
        Decision::Reject => false,
        Decision::Undecided { .. } => first_open(report).is_none(),
    }
}

/// The first of what is open besides.
fn first_open(report: &Report) -> Option<&Open> {
    let Decision::Undecided {
        open,
        accepted_if_genuine: false,
    } = &report.decision
    else {
        return None;
    };
    let is_recorded = |field: &str| {
        let mut fields = report.index.kinds.iter().flat_map(|kind| kind.fields);
        fields.any(|known| known.id == field && known.presence == Presence::FilledByIndex)
    };
    let has_fixed_audience = report.index.audience.fixed().is_some();
    open.iter().find(|open| match open {
        Open::Audience | Open::Authenticity | Open::Index | Open::Moment | Open::Token => false,
        Open::Field { field, .. } => !is_recorded(field),
        // What depends on the package is asked for rightly by every client that asks.
        Open::Claim { claim } if claim == "aud" => has_fixed_audience,
        Open::Claim { claim } => claim != "repository_owner_id",
        Open::Publisher => true,
    })
}
