//! `mintcheck workflow`.

use std::path::Path;

use mintcheck::index::{self, Index};
use mintcheck::inspect::Outlook;
use mintcheck::report::{json::v1, text};
use mintcheck::workflow::{self, GithubId, Plan, Target};
use mintcheck::{Language, WorkflowReport, WorkflowRequest};

use crate::arguments::Workflow;
use crate::failure::{Failure, Status, print};
use crate::{input, profile, publishers};

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
    let profile = profile::read(arguments.profile.as_deref(), language)?;
    let index = profile::index(arguments.index.as_deref(), profile.as_ref());
    let index = index.or_else(|| Some(index_of(&text)?.id));
    let index = index.unwrap_or(index::pypi::PYPI.id);
    let publishers = publishers::read(&arguments.publishers, index, language)?;
    let request = WorkflowRequest {
        index: index.to_owned(),
        profile,
        text,
        plan: Plan {
            repository: arguments.runs_in.clone(),
            file: name.clone(),
            event: arguments.event.clone(),
            git_ref: arguments.git_ref.clone(),
            repository_id: id(arguments.runs_in_id.as_deref(), language)?,
            repository_owner_id: id(arguments.runs_in_owner_id.as_deref(), language)?,
        },
        publishers,
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

/// The index that a workflow publishes to, if that is one.
pub(crate) fn index_of(text: &str) -> Option<&'static Index> {
    let read = workflow::read(text, &Plan::default(), &Target::default()).ok()?;
    match index::of_workflow(&read).as_slice() {
        &[one] => Some(one),
        _ => None,
    }
}

fn id(given: Option<&str>, language: Language) -> Result<Option<GithubId>, Failure> {
    given
        .map(|given| {
            let id = given.parse();
            id.map_err(|_| Failure::Usage(language.id_error(given)))
        })
        .transpose()
}

/// What the headline says, as an exit code.
fn status(report: &WorkflowReport) -> Status {
    match report.outlook() {
        Outlook::Unreadable(_) => Status::Unreadable,
        Outlook::Fails { .. } | Outlook::Refuses { .. } => Status::Reject,
        Outlook::NoJobs(_)
        | Outlook::Elsewhere { .. }
        | Outlook::Depends { .. }
        | Outlook::Undecided { .. }
        | Outlook::Unasked { .. } => Status::Undecided,
        Outlook::Mints { .. } => Status::Accept,
    }
}
