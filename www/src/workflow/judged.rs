//! What the core says of the workflow that was entered.

use std::borrow::Cow;
use std::rc::Rc;

use mintcheck::index::{self, Index, Publisher};
use mintcheck::inspect::{Outlook, WorkflowReport, WorkflowRequest};
use mintcheck::inspect_workflow;
use mintcheck::workflow::{Finding, Lines, Position, ReadError, Reading};
use yew::Reducible;

use crate::state::{Action, FlowAct, State};

/// What is said of a workflow.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) index: Cow<'static, Index>,
    /// The file's name; empty where nobody said it.
    pub(super) file: String,
    /// The publishers of GitHub's that are configured.
    pub(super) configured: Vec<Publisher>,
    /// Whether the workflow is judged with the publishers that it asks for.
    pub(super) registers: bool,
    /// Absent where there is no text.
    pub(super) report: Option<WorkflowReport>,
    /// The changes of its findings, by their numbers; empty for none.
    diffs: Vec<String>,
}

impl Judged {
    pub(super) fn of(state: &State) -> Option<Self> {
        let judged = Self::by(state);
        let another = judged
            .reading()
            .and_then(|read| following(&judged.index, state, read));
        Some(another.map_or(judged, |index| {
            let act = Action::Flow(FlowAct::Follow(index.id));
            Self::by(&Rc::new(state.clone()).reduce(act))
        }))
    }

    fn by(state: &State) -> Self {
        let index = state.chosen();
        let configured: Vec<Publisher> = state
            .publishers
            .iter()
            .filter_map(|draft| Some((draft, draft.kind(&index, None)?)))
            .filter(|(draft, kind)| kind.id == "github" && !draft.is_blank(kind))
            .map(|(draft, kind)| draft.publisher(kind))
            .collect();
        let registers = state.registers(&index);
        let mut request = WorkflowRequest {
            index: index.id.to_owned(),
            profile: state.profile(),
            text: state.flow.text.to_string(),
            plan: state.plan(),
            publishers: (!registers && !configured.is_empty()).then(|| configured.clone()),
            now: state.now,
            ..WorkflowRequest::default()
        };
        let report = (!state.flow.text.trim().is_empty())
            .then(|| inspect_workflow(&request).ok())
            .flatten();
        let report = report.map(|report| {
            if !registers {
                return report;
            }
            // Once more, as if what the workflow asks for were registered.
            let mut asked: Vec<Publisher> = Vec::new();
            for registration in report.jobs.iter().flat_map(|job| &job.registrations) {
                if let Some(registration) = registration
                    && !asked.contains(&registration.publisher)
                {
                    asked.push(registration.publisher.clone());
                }
            }
            request.publishers = (!asked.is_empty()).then_some(asked);
            inspect_workflow(&request).unwrap_or(report)
        });
        let mut judged = Self {
            index,
            file: state.workflow_file().0.trim().to_owned(),
            configured,
            registers,
            report,
            diffs: Vec::new(),
        };
        let lines = Lines::of(&request.text);
        let findings = judged
            .reading()
            .map_or(&[][..], |reading| &reading.findings);
        let diffs = findings.iter().map(|finding| {
            let diff = |edits: &Vec<_>| lines.diff(edits, judged.file_name());
            finding.edits.as_ref().map(diff).unwrap_or_default()
        });
        judged.diffs = diffs.collect();
        judged
    }

    /// Whether the index was chosen because the workflow publishes there.
    pub(super) fn is_followed(&self, state: &State) -> bool {
        let mut reached = self
            .reading()
            .map_or_else(Vec::new, index::of_workflow)
            .into_iter();
        state.flow.followed == Some(self.index.id) && reached.any(|index| index.id == self.index.id)
    }

    /// A finding's change; empty where it has none.
    pub(super) fn diff(&self, number: usize) -> &str {
        self.diffs.get(number).map_or("", String::as_str)
    }

    /// The workflow, if the text is one.
    pub(super) fn reading(&self) -> Option<&Reading> {
        self.report.as_ref()?.workflow.as_ref().ok()
    }

    /// What comes of the run.
    pub(super) fn outlook(&self) -> Option<Outlook<'_>> {
        self.report.as_ref().map(WorkflowReport::outlook)
    }

    /// The findings with their numbers: those of a job, or of the whole workflow.
    pub(super) fn findings_of(&self, job: Option<&str>) -> Vec<(usize, &Finding)> {
        let all = self.reading().map_or(&[][..], |reading| &reading.findings);
        let numbered = all.iter().enumerate();
        numbered
            .filter(|(_, finding)| finding.job.as_deref() == job)
            .collect()
    }

    /// Where the text stops to be a workflow.
    pub(super) fn fault(&self) -> Option<Position> {
        match self.report.as_ref()?.workflow.as_ref() {
            Err(ReadError::Yaml(error)) => Some(error.at),
            Err(ReadError::NoJobs) | Ok(_) => None,
        }
    }

    /// The file's name in changes and downloads.
    pub(super) fn file_name(&self) -> &str {
        match self.file.as_str() {
            "" => "workflow.yml",
            file => file,
        }
    }
}

/// The only index that a workflow publishes to, if nothing in it can go to the one that is chosen, whose rules are others,
/// and nobody chose that one knowing better.
fn following(chosen: &Index, state: &State, workflow: &Reading) -> Option<&'static Index> {
    let &[reached] = index::of_workflow(workflow).as_slice() else {
        return None;
    };
    let mut jobs = workflow.jobs.iter();
    let is_new = !jobs.any(|job| job.may_reach(&chosen.host))
        && reached.family != chosen.family
        && state.flow.followed != Some(reached.id);
    is_new.then_some(reached)
}

/// The byte at which a place starts, and where its line ends.
pub(super) fn bytes_of(text: &str, at: Position) -> (usize, usize) {
    let before: usize = text
        .split_inclusive('\n')
        .take(at.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text.get(before..).unwrap_or_default();
    let line = line.split('\n').next().unwrap_or_default();
    let inside: usize = line
        .chars()
        .take(at.column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    let end = before.saturating_add(line.len());
    (before.saturating_add(inside).min(end), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRATES_IO: &str = include_str!("../../../tests/vectors/workflows/crates-io.yml");
    const BOTH: &str = include_str!("../../../tests/vectors/workflows/both-indexes.yml");
    const TESTPYPI: &str = include_str!("../../../tests/vectors/workflows/testpypi-right.yml");
    const CALLS: &str = include_str!("../../../tests/vectors/workflows/calls-own-workflow.yml");

    fn text(text: &str) -> Action {
        Action::Flow(FlowAct::Text(Rc::from(text)))
    }

    fn judged(acts: impl IntoIterator<Item = Action>) -> (&'static str, bool) {
        let state = acts
            .into_iter()
            .fold(Rc::new(State::default()), Reducible::reduce);
        let judged = Judged::of(&state).expect("an index");
        (judged.index.id, judged.is_followed(&state))
    }

    #[test]
    fn the_index_that_a_workflow_publishes_to_is_followed_once() {
        let follow = || Action::Flow(FlowAct::Follow("crates.io"));
        assert_eq!(judged([text(CRATES_IO)]).0, "crates.io");
        let acts = || [text(CRATES_IO), follow()];
        assert_eq!(judged(acts()), ("crates.io", true));
        // Who knows better is left alone, as long as there is a text.
        let back = || acts().into_iter().chain([Action::Index("npm")]);
        assert_eq!(judged(back()), ("npm", false));
        let cleared = back().chain([Action::Flow(FlowAct::Clear), text(CRATES_IO)]);
        assert_eq!(judged(cleared).0, "crates.io");
        // What the text became does not bear out the choice.
        assert_eq!(
            judged(acts().into_iter().chain([text(BOTH)])),
            ("crates.io", false)
        );
    }

    #[test]
    fn a_workflow_that_can_reach_the_chosen_index_or_several_others_moves_nothing() {
        for (chosen, workflow, followed) in [
            ("pypi", BOTH, "pypi"),
            ("npm", BOTH, "npm"),
            ("pypi", CALLS, "pypi"),
            // The same rules: it is told what to change in the text.
            ("pypi", TESTPYPI, "pypi"),
            ("npm", TESTPYPI, "testpypi"),
            ("npm", "on: push", "npm"),
        ] {
            let acts = [Action::Index(chosen), text(workflow)];
            assert_eq!(judged(acts).0, followed, "{chosen}: {workflow}");
        }
    }

    #[test]
    fn a_place_is_found_in_the_text() {
        let text = "on: push\njobs:\n  grüße: x\n";
        let at = |line, column| bytes_of(text, Position { line, column });
        assert_eq!(at(1, 1), (0, 8));
        assert_eq!(at(3, 3), (17, 27));
        assert_eq!(text.get(at(3, 10).0..at(3, 10).1), Some("x"));
        assert_eq!(at(9, 9), (text.len(), text.len()));
    }
}
