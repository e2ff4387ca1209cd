//! A workflow's report as plain text.

use crate::index::Index;
use crate::inspect::{JobReport, WorkflowReport};
use crate::report::lang::Language;
use crate::workflow::{Finding, Lines, PlannedToken, PlannedValue, PublishingJob};

use super::Label;
use super::columns::{entry, paragraph, printable};

/// The claims that people compare.
const SHOWN: [&str; 7] = [
    "sub",
    "repository",
    "workflow_ref",
    "job_workflow_ref",
    "event_name",
    "ref",
    "environment",
];

/// The report as text, with a line break at its end. `text` is the workflow's, `name` its file name.
#[must_use]
pub fn render_workflow(
    report: &WorkflowReport,
    text: &str,
    name: &str,
    language: Language,
) -> String {
    let reading = match &report.workflow {
        Ok(reading) => reading,
        Err(error) => return paragraph(&language.workflow_error(error)),
    };
    let mut shown = paragraph(&language.workflow_headline(report, Some(name)));
    for (job, judged) in reading.jobs.iter().zip(&report.jobs) {
        shown.push_str(&of_job(job, judged, &report.index, language));
    }
    let lines = Lines::of(text);
    for finding in &reading.findings {
        shown.push_str(&of_finding(finding, &lines, name, language));
    }
    shown
}

fn of_job(job: &PublishingJob, judged: &JobReport, index: &Index, language: Language) -> String {
    let clients: Vec<String> = job
        .clients
        .iter()
        .map(|step| match &step.host {
            Some(host) => format!("{} -> {host}", step.client.name),
            None => step.client.name.to_owned(),
        })
        .chain(job.calls.iter().cloned())
        .collect();
    let mut text = format!(
        "\n{}: {}\n",
        printable(&job.id),
        printable(&clients.join(", "))
    );
    for ((token, judged_token), registration) in job
        .tokens
        .iter()
        .zip(&judged.reports)
        .zip(&judged.registrations)
    {
        text.push_str(&paragraph(&match judged_token {
            Some(report) => language.headline(report),
            None => language.not_asked(index),
        }));
        text.push_str(&of_token(token, language));
        if let Some(registration) = registration {
            let fields = registration.publisher.fields.iter();
            let mut lines: Vec<String> = fields
                .map(|(name, value)| format!("{name}: {}", printable(value)))
                .collect();
            lines.extend(registration.link.clone());
            text.push_str(&entry(language.label(Label::Register), &lines));
        }
    }
    text
}

fn of_token(token: &PlannedToken, language: Language) -> String {
    let mut text = String::new();
    for name in SHOWN {
        let Some(claim) = token.claims.iter().find(|claim| claim.name == name) else {
            continue;
        };
        let is_subject = name == "sub";
        let value = match &claim.value {
            PlannedValue::Known(value) => printable(value),
            PlannedValue::Example(value) => {
                let label = if is_subject {
                    Label::OlderRepositories
                } else {
                    Label::Example
                };
                format!("{} ({})", printable(value), language.label(label))
            }
            PlannedValue::Absent => language.label(Label::NoClaim).to_owned(),
            PlannedValue::AtRun if name == "environment" => {
                language.label(Label::KnownByRun).to_owned()
            }
            PlannedValue::AtRun => continue,
        };
        text.push_str(&format!("  {name:<18}{value}\n"));
        if is_subject {
            let label = language.label(Label::ImmutableSubject);
            text.push_str(&format!(
                "  {label:<18}{} ({})\n",
                printable(&token.subjects.immutable),
                language.label(Label::NewerRepositories)
            ));
        }
    }
    text
}

fn of_finding(finding: &Finding, lines: &Lines<'_>, name: &str, language: Language) -> String {
    let at = format!("{name}:{}:{}", finding.at.line, finding.at.column);
    let severity = language.severity(finding.severity);
    let mut shown = format!("\n{at}: {severity}\n");
    shown.push_str(&paragraph(&language.workflow_problem(&finding.problem)));
    if let Some(edits) = &finding.edits {
        shown.push('\n');
        shown.push_str(&lines.diff(edits, name));
    }
    shown
}
