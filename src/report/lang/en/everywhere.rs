//! What is said of a job at every index.

use crate::finding::{Answer, Decision};
use crate::inspect::AtIndex;
use crate::workflow::ComparedFile;

use super::{reason, undecided};

pub(in crate::report::lang) fn everywhere(indexes: &[AtIndex]) -> String {
    let accepting = indexes.iter().filter(|at| at.is_accepted()).count();
    match indexes.len() {
        0 => "there are no claims in this that an index could be asked about".to_owned(),
        all => format!(
            "this job would be accepted by {accepting} of {all} indexes, each with a token of its own"
        ),
    }
}

pub(in crate::report::lang) fn at_index(at: &AtIndex) -> String {
    let index = &at.index.name;
    match &at.decision {
        Decision::Accept => format!("{index} accepts"),
        Decision::Reject => {
            let crash = matches!(at.prediction.answer, Answer::Crash { .. });
            let verb = if crash { "fails on this" } else { "refuses" };
            match at.stop.as_ref().and_then(|step| step.reason.as_ref()) {
                Some(why) => format!("{index} {verb}: {}", reason(why, &at.index)),
                None => format!("{index} {verb}"),
            }
        }
        Decision::Undecided {
            accepted_if_genuine: true,
            ..
        } => format!("{index} accepts, if the token is genuine and fresh"),
        Decision::Undecided { open, .. } => undecided(open, &at.index),
    }
}

pub(in crate::report::lang) fn audience(audience: &str) -> String {
    format!("one that is asked for with the audience `{audience}`")
}

pub(in crate::report::lang) fn compared_file(compared: ComparedFile) -> &'static str {
    match compared {
        ComparedFile::Called => "the workflow that has the job in it",
        ComparedFile::Caller => "the workflow that started the run",
        ComparedFile::Neither => "whichever workflow",
    }
}
