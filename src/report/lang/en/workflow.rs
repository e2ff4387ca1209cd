//! What is said of workflows.

use super::quoted;
use crate::finding::Open;
use crate::index::Index;
use crate::inspect::{Outlook, WorkflowReport};
use crate::workflow::{ComparedFile, ErrorKind, Problem, ReadError, Reading, Severity, Ungranted};

pub(in crate::report::lang) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "the release fails",
        Severity::Warning => "can go wrong",
        Severity::Note => "worth knowing",
    }
}

pub(in crate::report::lang) fn workflow_error(error: &ReadError) -> String {
    let error = match error {
        ReadError::NoJobs => {
            return "this is YAML, but no workflow: it has no `jobs`".to_owned();
        }
        ReadError::Yaml(error) => error,
    };
    let at = format!("line {}, column {}", error.at.line, error.at.column);
    match &error.kind {
        ErrorKind::DuplicateKey { key } => {
            format!("{at}: `{key}` is already there, and GitHub refuses the second")
        }
        ErrorKind::Empty => "there is nothing in it but space and comments".to_owned(),
        ErrorKind::NumberTooLarge { value } => {
            format!(
                "{at}: GitHub refuses `{value}`, a number of more than 32 bits; as text it needs quotes"
            )
        }
        ErrorKind::Tag { tag } => format!("{at}: GitHub knows no tag `{tag}`"),
        ErrorKind::TagMismatch { tag, value } => {
            format!("{at}: GitHub refuses `{value}` after the tag `{tag}`: it is no such value")
        }
        ErrorKind::SecondDocument => {
            format!("{at}: a second document starts here; a workflow is one")
        }
        ErrorKind::Syntax { detail } => {
            format!("{at}: this is no YAML; the parser says `{detail}`")
        }
        ErrorKind::Tab => format!("{at}: a tab indents this line; YAML takes spaces only"),
        ErrorKind::TooLarge => format!("{at}: nested too deep, or too much for a workflow"),
        ErrorKind::UnknownAlias => format!("{at}: an alias without its anchor"),
    }
}

pub(in crate::report::lang) fn id_error(given: &str) -> String {
    format!(
        "`{given}` is no ID: GitHub gives an owner and a repository a number each; \
         `gh api repos/OWNER/NAME --jq '.owner.id, .id'` prints both"
    )
}

pub(in crate::report::lang) fn not_asked(index: &Index) -> String {
    format!(
        "{} is not asked: this token is for another index",
        index.name
    )
}

pub(in crate::report::lang) fn workflow_problem(problem: &Problem) -> String {
    match problem {
        Problem::ActionOnBranch { action, version, documented } => match documented {
            Some(documented) if documented == version => format!(
                "`{action}` is taken from `{version}`, the branch of its releases, as its documentation has it: it moves, \
                 and whoever can move it can publish; to decide when, pin the commit of a release"
            ),
            Some(documented) => format!(
                "`{action}` is taken from `{version}`, which moves: whoever can move it can publish; its documentation \
                 has `{documented}`, and safer still is the commit of a release"
            ),
            None => format!(
                "`{action}` is taken from `{version}`, which moves: whoever can move it can publish; pin a release's tag \
                 or, better, its commit"
            ),
        },
        Problem::BuildsAndPublishes => "the job that publishes also builds: everything that the build installs can \
             ask for the token, too; build in a job of its own and hand the files over as an artifact"
            .to_owned(),
        Problem::CalledByOthers { compared } => format!(
            "other workflows call this one: `job_workflow_ref` names this file then, and `workflow_ref` the caller's; \
             {}",
            match compared {
                ComparedFile::Called => "the index compares this file, so register this one",
                ComparedFile::Caller => "the index compares the caller's, so register each file that calls",
                ComparedFile::Neither => "the index compares neither",
            }
        ),
        Problem::CallsOtherRepository { called } => format!(
            "the job runs `{called}`, which is another repository's, and the index compares that file with the publisher's \
             own repository: no publisher matches; publish in a job of this workflow, and call what builds"
        ),
        Problem::CallsWorkflow { called, compared } => format!(
            "the job runs `{called}`: `job_workflow_ref` names that file, and `workflow_ref` this one; {}",
            match compared {
                ComparedFile::Called => "the index compares the file that is called, so register that one",
                ComparedFile::Caller => "the index compares this file, so register this one",
                ComparedFile::Neither => "the index compares neither",
            }
        ),
        Problem::ClientDoesNotExchange { client } => format!(
            "`{client}` does not exchange a token by itself: exchange it in a step before, or upload with a client \
             that does"
        ),
        Problem::EnvironmentDependsOnRun { expression, possible } => {
            if possible.is_empty() {
                format!("only the run knows what `{expression}` is")
            } else {
                format!("`{expression}` can be any of {}", quoted(possible))
            }
        }
        Problem::EnvironmentMissing { expected } => {
            format!("the publisher wants the environment `{expected}`, and the job has none")
        }
        Problem::EnvironmentOther { expected, found } => {
            format!("the publisher wants the environment `{expected}`, and the job has `{found}`")
        }
        Problem::IdTokenForEveryJob => "`id-token: write` stands for the whole workflow: every job can ask for a token; \
             give it to the job that publishes"
            .to_owned(),
        Problem::IdTokenMissing { because } => match because {
            Ungranted::JobReplaces => "the job's `permissions` replace the workflow's, so `id-token: write` is lost \
                 here"
                .to_owned(),
            Ungranted::Level(level) => format!(
                "`id-token: {level}` grants nothing: the only level that does is `write`"
            ),
            Ungranted::NotNamed => "`permissions` are given, and `id-token` is not among them: what is not named is \
                 not granted"
                .to_owned(),
            Ungranted::Unset => "the job may not ask for a token: `id-token: write` is missing".to_owned(),
        },
        Problem::MatrixPublishes => "every cell of the matrix publishes: the first one uploads, and the others find \
             their files there already"
            .to_owned(),
        Problem::NotStarted { event } => {
            format!("`on` does not name `{event}`: that event does not start this workflow")
        }
        Problem::OtherIndex { host, chosen } => {
            format!("this publishes to `{host}`; the index chosen is `{chosen}`")
        }
        Problem::PullRequest => "a pull request starts this workflow: from a fork it gets no token, whatever \
             `permissions` say; from a branch of the repository it gets one, before anybody has merged it"
            .to_owned(),
        Problem::PullRequestTarget { refused } => format!(
            "`pull_request_target` runs with the rights of the target, on what strangers propose: the index {}",
            if *refused { "refuses such tokens" } else { "takes such tokens, and whoever opens a pull request may get one" }
        ),
        Problem::RuledOut { condition } => format!(
            "`if: {condition}` does not hold for this event and ref, so it does not run"
        ),
        Problem::StoredCredential { names } => format!(
            "{} set: the client uses it and does not ask for a token",
            match names.as_slice() {
                [name] => format!("`{name}` is"),
                names => format!("{} are", quoted(names)),
            }
        ),
        Problem::WorkflowRun { refused } => format!(
            "the end of another workflow starts this one, whoever started that: the index {}",
            if *refused { "refuses such tokens" } else { "takes such tokens, so look at what may start that one" }
        ),
    }
}

pub(in crate::report::lang) fn publishing_jobs(reading: &Reading) -> String {
    match reading.jobs.as_slice() {
        [] => "no job of this workflow publishes with a client that mintcheck knows".to_owned(),
        [job] => format!("the job `{}` publishes", job.id),
        jobs => {
            let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
            format!("the jobs {} publish", quoted(&ids))
        }
    }
}

pub(in crate::report::lang) fn workflow_headline(
    report: &WorkflowReport,
    file: Option<&str>,
) -> String {
    let index = &report.index.name;
    let file = file.map_or_else(|| "this".to_owned(), |file| format!("`{file}`"));
    let event = report
        .workflow
        .iter()
        .find_map(|reading| reading.event.as_ref());
    let run = match event {
        Some(event) => format!("if {file} runs on `{event}`"),
        None => format!("if {file} is called"),
    };
    match report.outlook() {
        Outlook::Unreadable(error) => workflow_error(error),
        Outlook::NoJobs(reading) => publishing_jobs(reading),
        Outlook::Elsewhere { hosts } => format!(
            "{run}, it publishes to {}, and {index} is not asked",
            quoted(&hosts)
        ),
        Outlook::Fails { job, problem } => {
            let why = workflow_problem(problem);
            match job {
                Some(job) => format!("{run}, the job `{job}` publishes nothing: {why}"),
                None => format!("{run}, nothing is published: {why}"),
            }
        }
        Outlook::Refuses { job, report } => {
            match report.decisive().and_then(|step| step.reason.as_ref()) {
                Some(why) => format!(
                    "{run}, {index} would refuse the job `{job}`: {}",
                    super::reason(why, &report.index)
                ),
                None => format!("{run}, {index} would refuse the job `{job}`"),
            }
        }
        Outlook::Depends { job, mints, others } => format!(
            "{run}, {index} would mint for the job `{job}` with the environment {}, but not with {}",
            either(&mints),
            either(&others)
        ),
        Outlook::Undecided { job, open } => match open {
            Open::Publisher => format!(
                "{run}, nothing stops the job `{job}` before the lookup; enter the publisher that is \
                     registered on {index}"
            ),
            Open::Claim { claim } => format!(
                "{run}, {index} would mint for the job `{job}` if its `{claim}` matches; the file alone \
                     does not tell it"
            ),
            Open::Field { field, .. } => format!(
                "{run}, {index} would mint for the job `{job}` if the registered {} is the workflow's",
                super::field(&report.index, field)
            ),
            Open::Audience | Open::Authenticity | Open::Index | Open::Moment | Open::Token => {
                format!("{run}, whether {index} would mint for the job `{job}` is open")
            }
        },
        Outlook::Unasked { job } => format!(
            "{run}, the job `{job}` publishes with a password, and {index} is not asked for a token"
        ),
        Outlook::Mints { jobs } => {
            let what = if jobs.len() == 1 { "job" } else { "jobs" };
            format!("{run}, {index} would mint for the {what} {}", quoted(&jobs))
        }
    }
}

/// Environments, of which a job may have none.
fn either(environments: &[&str]) -> String {
    let names: Vec<String> = environments
        .iter()
        .map(|name| match *name {
            "" => "none".to_owned(),
            name => format!("`{name}`"),
        })
        .collect();
    names.join(" or ")
}
