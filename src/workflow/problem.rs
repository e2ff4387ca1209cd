//! What in a workflow keeps a job from publishing, or lets more than it publish.

mod look;

use serde::Serialize;

pub(super) use self::look::Look;

use super::ComparedFile;
use super::edits::TextEdit;
use super::yaml::Position;
use crate::span::Span;

/// Something found in a workflow.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// How bad it is.
    pub severity: Severity,
    /// The job that it concerns; absent for the whole workflow.
    pub job: Option<String>,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Where it stands, as editors count.
    pub at: Position,
    /// The change that mends it, if the text can be changed safely.
    pub edits: Option<Vec<TextEdit>>,
}

/// A finding before its place is counted.
pub(super) struct Found {
    problem: Problem,
    severity: Severity,
    job: Option<String>,
    span: Span,
    edits: Option<Vec<TextEdit>>,
}

impl Found {
    /// Another index is meant, as long as something publishes to the one chosen.
    pub(super) fn beside_the_chosen(&mut self) {
        if matches!(self.problem, Problem::OtherIndex { .. }) {
            self.severity = Severity::Note;
            self.edits = None;
        }
    }
}

/// A diff shows lines whole; one in a longer line than this shows nobody what changes.
const MAX_LINE: usize = 4096;

/// Whether what is replaced begins and ends in short lines.
fn is_in_short_lines(text: &str, span: Span) -> bool {
    let bytes = text.as_bytes();
    let breaks = |part: &[u8]| part.len() < MAX_LINE || part.contains(&b'\n');
    let before = bytes.get(span.start.saturating_sub(MAX_LINE)..span.start);
    let end = span.end.saturating_add(MAX_LINE).min(bytes.len());
    let behind = bytes.get(span.end..end);
    before.is_some_and(breaks) && behind.is_some_and(breaks)
}

/// Sorts findings by their places, and counts those in one pass.
pub(super) fn placed(mut found: Vec<Found>, text: &str) -> Vec<Finding> {
    found.sort_by_key(|found| found.span);
    // A script with several commands is one step.
    found.dedup_by(|one, other| {
        one.span == other.span && one.job == other.job && one.problem == other.problem
    });
    let is_short = |edit: &TextEdit| is_in_short_lines(text, edit.span);
    let mut at = Position { line: 1, column: 1 };
    let mut counted = 0;
    found
        .into_iter()
        .map(|found| {
            let between = text.get(counted..found.span.start).unwrap_or_default();
            for character in between.chars() {
                if character == '\n' {
                    at.line = at.line.saturating_add(1);
                    at.column = 1;
                } else {
                    at.column = at.column.saturating_add(1);
                }
            }
            counted = found.span.start;
            Finding {
                problem: found.problem,
                severity: found.severity,
                job: found.job,
                span: found.span,
                at,
                edits: found.edits.filter(|edits| edits.iter().all(is_short)),
            }
        })
        .collect()
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The release fails.
    Error,
    /// The release can fail, or more than the release can publish.
    Warning,
    /// Worth knowing.
    Note,
}

/// What was found. The identifiers are stable.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Problem {
    /// An action is asked for by a name that can move.
    ActionOnBranch {
        /// The action.
        action: String,
        /// The version asked for.
        version: String,
        /// The version that its own documentation names, where that is known.
        documented: Option<&'static str>,
    },
    /// The same job builds what it publishes.
    BuildsAndPublishes,
    /// The workflow is called by others; the job's claims name both.
    CalledByOthers {
        /// Which of the files the index compares.
        compared: ComparedFile,
    },
    /// The job calls a workflow of another repository, and the index compares the file that is called: none is registered
    /// with the repository of this one.
    CallsOtherRepository {
        /// The file called.
        called: String,
    },
    /// The job calls a workflow, which may publish; its claims name both files.
    CallsWorkflow {
        /// The file called.
        called: String,
        /// Which of the files the index compares.
        compared: ComparedFile,
    },
    /// The client does not exchange a token by itself.
    ClientDoesNotExchange {
        /// Its name.
        client: &'static str,
    },
    /// The environment's name is decided by the run.
    EnvironmentDependsOnRun {
        /// The expression.
        expression: String,
        /// What it can come to, as far as that is known.
        possible: Vec<String>,
    },
    /// The publisher wants an environment, and the job has none.
    EnvironmentMissing {
        /// The publisher's.
        expected: String,
    },
    /// The publisher wants another environment.
    EnvironmentOther {
        /// The publisher's.
        expected: String,
        /// The job's.
        found: String,
    },
    /// Every job of the workflow may ask for a token, not only the one that publishes.
    IdTokenForEveryJob,
    /// The job may not ask for a token.
    IdTokenMissing {
        /// Why not.
        because: Ungranted,
    },
    /// The job runs once for each cell of a matrix, and each publishes.
    MatrixPublishes,
    /// The client publishes to another index than the one chosen.
    OtherIndex {
        /// The host that it publishes to.
        host: String,
        /// The host chosen.
        chosen: String,
    },
    /// A pull request starts the workflow; one from a fork gets no token.
    PullRequest,
    /// `pull_request_target` starts the workflow, which runs with the rights of the base.
    PullRequestTarget {
        /// Whether the index refuses its tokens.
        refused: bool,
    },
    /// The event planned is none of those that start the workflow.
    NotStarted {
        /// The event.
        event: String,
    },
    /// What the job or its step is bound to does not hold for the event and the ref.
    RuledOut {
        /// The condition.
        condition: String,
    },
    /// A password or a token is set, which the client prefers.
    StoredCredential {
        /// The inputs or variables.
        names: Vec<String>,
    },
    /// Another workflow's end starts the workflow.
    WorkflowRun {
        /// Whether the index refuses its tokens.
        refused: bool,
    },
}

/// Why a job may not ask for a token.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ungranted {
    /// The job's own block replaces the workflow's, which grants it.
    JobReplaces,
    /// It is named with a level that is not `write`.
    Level(String),
    /// A block says what is granted, and this is not.
    NotNamed,
    /// Nobody says anything, and GitHub's default is none.
    Unset,
}
