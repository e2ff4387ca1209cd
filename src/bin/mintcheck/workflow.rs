//! `mintcheck workflow`.

use std::path::Path;

use mintcheck::finding::Decision;
use mintcheck::report::{json::v1, text};
use mintcheck::workflow::{Plan, Severity};
use mintcheck::{Language, WorkflowReport, WorkflowRequest};

use crate::arguments::Workflow;
use crate::failure::{Failure, Status, print};
use crate::{input, publishers};

pub(crate) fn run(arguments: &Workflow, language: Language) -> Result<Status, Failure> {
    let path = Path::new(&arguments.input);
    let text = if arguments.input == "-" {
        let found = input::read(None, false)?;
        input::text(found.bytes, &found.name)?
    } else {
        input::text(input::file(path)?, &format!("`{}`", path.display()))?
    };
    let name = arguments
        .name
        .clone()
        .or_else(|| {
            path.file_name()
                .map(|name| name.to_string_lossy().into_owned())
        })
        .filter(|name| name != "-");
    let request = WorkflowRequest {
        index: arguments.index.clone(),
        text,
        plan: Plan {
            repository: arguments.runs_in.clone(),
            file: name.clone(),
            event: arguments.event.clone(),
            git_ref: arguments.git_ref.clone(),
            ..Plan::default()
        },
        publishers: publishers::read(&arguments.publishers, &arguments.index, language)?,
        ..WorkflowRequest::default()
    };
    let report = mintcheck::inspect_workflow(&request)
        .map_err(|error| Failure::Usage(language.request_error(&error)))?;
    if arguments.json {
        let told = v1::WorkflowReport::in_language(&report, &request, language);
        let json = serde_json::to_string_pretty(&told)
            .map_err(|error| Failure::Unreadable(format!("cannot write the report: {error}")))?;
        print(&(json + "\n"))?;
        return Ok(status(&report));
    }
    if let Err(error) = &report.workflow {
        return Err(Failure::Unreadable(language.workflow_error(error)));
    }
    let name = name.as_deref().unwrap_or("workflow.yml");
    print(&text::render_workflow(
        &report,
        &request.text,
        name,
        language,
    ))?;
    Ok(status(&report))
}

/// Refused if a job will be, or if something keeps one from publishing.
fn status(report: &WorkflowReport) -> Status {
    let Ok(workflow) = &report.workflow else {
        return Status::Unreadable;
    };
    let decisions = || {
        report
            .jobs
            .iter()
            .flat_map(|job| &job.reports)
            .map(|report| &report.decision)
    };
    let is_stopped = workflow
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let would_mint = |decision: &Decision| {
        matches!(
            decision,
            Decision::Undecided {
                accepted_if_genuine: true,
                ..
            } | Decision::Accept
        )
    };
    if is_stopped || decisions().any(|decision| *decision == Decision::Reject) {
        Status::Reject
    } else if decisions().next().is_some() && decisions().all(would_mint) {
        Status::Accept
    } else {
        Status::Undecided
    }
}
