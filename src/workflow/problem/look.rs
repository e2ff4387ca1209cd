//! Looks for problems: in the workflow as a whole, in a job, in a step.

use std::collections::BTreeSet;

use super::super::client::{self, Client, Publishing};
use super::super::edits::{File, TextEdit};
use super::super::expression::{Context, Known, Possible, holds, is_expression};
use super::super::plan::{self, Plan, Run};
use super::super::syntax::{Job, Permissions, Step, Workflow};
use super::super::yaml::Node;
use super::super::{ComparedFile, Target};
use super::{Found, Problem, Severity, Ungranted};
use crate::python::unicode::lower;

/// What is looked for in one job.
pub(in crate::workflow) struct Look<'a> {
    pub(in crate::workflow) file: &'a File<'a>,
    pub(in crate::workflow) workflow: &'a Workflow<'a>,
    pub(in crate::workflow) plan: &'a Plan,
    pub(in crate::workflow) run: &'a Run,
    pub(in crate::workflow) target: &'a Target<'a>,
}

/// Whether a text reads something of the matrix.
fn names_matrix(text: &str) -> bool {
    text.match_indices("matrix").any(|(start, word)| {
        let before = text.get(..start).unwrap_or_default();
        let behind = text.get(start.saturating_add(word.len())..);
        !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
            && behind
                .unwrap_or_default()
                .trim_start()
                .starts_with(['.', '['])
    })
}

/// Whether a file that is called is another repository's; if one's own is not known, nobody can tell.
fn is_elsewhere(called: &str, plan: &Plan) -> bool {
    let Some(own) = plan.repository.as_deref() else {
        return false;
    };
    // `./.github/…` is one's own, and an expression is none.
    let mut parts = called.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(owner), Some(name), Some(".github")) => {
            !format!("{owner}/{name}").eq_ignore_ascii_case(own)
        }
        _ => false,
    }
}

impl Look<'_> {
    fn finding(
        &self,
        problem: Problem,
        severity: Severity,
        job: Option<&Job<'_>>,
        node: &Node,
        edits: Option<Vec<TextEdit>>,
    ) -> Found {
        Found {
            problem,
            severity,
            job: job.map(|job| job.id.to_owned()),
            span: node.span,
            edits,
        }
    }

    /// What concerns the whole workflow.
    pub(in crate::workflow) fn at_workflow(&self, publishing: &[(&Job<'_>, Known)]) -> Vec<Found> {
        let mut findings = Vec::new();
        let planned = self.run.event.as_deref().unwrap_or_default();
        if let (true, None, Some(first)) = (
            self.run.event_is_given,
            self.workflow.event(planned),
            self.workflow.events.first(),
        ) {
            let problem = Problem::NotStarted {
                event: planned.to_owned(),
            };
            findings.push(self.finding(problem, Severity::Error, None, first.node, None));
        }
        let mut event = |name: &str, problem: Problem, severity: Severity| {
            let Some(event) = self.workflow.event(name) else {
                return;
            };
            let known = plan::known(self.workflow, self.plan, &self.run.by(name));
            // Where conditions keep every job that publishes from running, nothing comes of it.
            let publishes = publishing.iter().any(|(job, axes)| {
                ruling_out(
                    job.node,
                    &Context {
                        run: &known,
                        job: axes,
                    },
                )
                .is_none()
            });
            if publishes && (planned == name || !self.run.event_is_given) {
                findings.push(self.finding(problem, severity, None, event.node, None));
            }
        };
        let is_refused = |event: &str| self.target.refused_events.contains(&event);
        let by = |refused: bool| match refused {
            true => Severity::Error,
            false => Severity::Warning,
        };
        let refused = is_refused("pull_request_target");
        let problem = Problem::PullRequestTarget { refused };
        event("pull_request_target", problem, by(refused));
        let refused = is_refused("workflow_run");
        event(
            "workflow_run",
            Problem::WorkflowRun { refused },
            by(refused),
        );
        event("pull_request", Problem::PullRequest, Severity::Warning);
        let compared = self.target.compared_file;
        let called = self.workflow.event("workflow_call");
        if let Some(called) = called.filter(|_| compared != ComparedFile::Neither) {
            findings.push(self.finding(
                Problem::CalledByOthers { compared },
                Severity::Warning,
                None,
                called.node,
                None,
            ));
        }
        let ids: BTreeSet<&str> = publishing.iter().map(|(job, _)| job.id).collect();
        let jobs = self.workflow.jobs.iter();
        // A workflow that is called may need the token, too: its file would have to be read to tell.
        let needs = |job: &&Job<'_>| job.calls.is_some() || ids.contains(job.id);
        let others = jobs.clone().any(|job| !needs(&job));
        if let (Some((line, _)), Some(true), true) = (
            self.workflow.permissions.id_token(),
            self.workflow.permissions.grants(),
            others,
        ) {
            let lacking: Vec<&Job<'_>> = jobs
                .filter(needs)
                .filter(|job| matches!(job.permissions, Permissions::Unset))
                .collect();
            let edits = self.file.grant_only(self.workflow, &lacking);
            findings.push(self.finding(
                Problem::IdTokenForEveryJob,
                Severity::Note,
                None,
                line,
                edits,
            ));
        }
        findings
    }

    /// What concerns a job that publishes, or that calls a workflow which may.
    pub(in crate::workflow) fn at_job(
        &self,
        job: &Job<'_>,
        context: &Context<'_>,
        publishing: &[Publishing<'_>],
        environments: Option<&Possible>,
    ) -> Vec<Found> {
        let mut findings = Vec::new();
        let reaches = publishing.is_empty() || publishing.iter().any(|one| self.reaches(one));
        if let Some(called) = job.calls.filter(|_| reaches) {
            let file = called.text().unwrap_or_default().to_owned();
            let compared = self.target.compared_file;
            let (problem, severity) = if compared == ComparedFile::Called
                && !self.target.names_called_repository
                && is_elsewhere(&file, self.plan)
            {
                let problem = Problem::CallsOtherRepository { called: file };
                (problem, Severity::Error)
            } else {
                let called = file;
                (Problem::CallsWorkflow { called, compared }, Severity::Note)
            };
            findings.push(self.finding(problem, severity, Some(job), called, None));
        }
        findings.extend(ruling_out(job.node, context).map(|at| self.condition(job, at, true)));
        // With a password the release comes about, and the index is not asked.
        let severity = match publishing {
            [_, ..] if publishing.iter().all(Publishing::has_password) => Severity::Warning,
            _ => Severity::Error,
        };
        if publishing.is_empty() || publishing.iter().any(Publishing::is_trusted) {
            findings.extend(self.permission(job, severity));
        }
        if reaches {
            findings.extend(self.environment(job, environments, severity));
        }
        if let Some(matrix) = job.cells().filter(|_| self.repeats(job, publishing)) {
            findings.push(self.finding(
                Problem::MatrixPublishes,
                Severity::Warning,
                Some(job),
                matrix,
                None,
            ));
        }
        if let Some(build) = job
            .steps
            .iter()
            .find(|step| client::builds(step))
            .filter(|_| !publishing.is_empty())
        {
            let problem = Problem::BuildsAndPublishes;
            findings.push(self.finding(problem, Severity::Warning, Some(job), build.node, None));
        }
        let ruled_out = |one: &Publishing<'_>| ruling_out(one.step, context).is_some();
        let publishes = publishing
            .iter()
            .any(|one| self.reaches(one) && !ruled_out(one));
        for one in publishing {
            let decides = self.reaches(one) && !publishes;
            findings
                .extend(ruling_out(one.step, context).map(|at| self.condition(job, at, decides)));
            findings.extend(self.step(job, one));
        }
        if !publishing.is_empty() {
            findings.extend(job.steps.iter().filter_map(|step| self.moving(job, step)));
        }
        findings
    }

    /// Whether a step publishes the same in every cell of a matrix. One that names it publishes each cell's own, or
    /// in one cell; and where a step only logs in, one behind it uploads.
    fn repeats(&self, job: &Job<'_>, publishing: &[Publishing<'_>]) -> bool {
        let names = |part: &Node| {
            let written = self.file.text.get(part.span.start..part.span.end);
            names_matrix(written.unwrap_or_default())
        };
        let of_job = ["env", "with"].map(|part| job.node.get(part));
        if of_job.into_iter().flatten().any(names) {
            return false;
        }
        publishing.iter().any(|one| {
            let start = one.step.span.start;
            let behind = job
                .steps
                .iter()
                .filter(|step| step.node.span.start >= start);
            let mut parts = behind.flat_map(|step| {
                let parts = ["if", "with", "run", "env"];
                parts.into_iter().filter_map(|part| step.node.get(part))
            });
            !parts.any(names)
        })
    }

    /// Whether a step may publish to the index that was chosen.
    fn reaches(&self, publishing: &Publishing<'_>) -> bool {
        match (&publishing.host, self.target.host) {
            (Some(host), Some(chosen)) => host == chosen,
            _ => true,
        }
    }

    /// A condition that does not hold; whether it decides if something is published at all.
    fn condition(&self, job: &Job<'_>, condition: &Node, decides: bool) -> Found {
        let problem = Problem::RuledOut {
            condition: condition.text().unwrap_or_default().trim().to_owned(),
        };
        // With another event, or on another ref, it may hold.
        let severity = match (decides, self.run.event_is_given && self.run.ref_is_given) {
            (true, true) => Severity::Error,
            (true, false) => Severity::Warning,
            (false, _) => Severity::Note,
        };
        self.finding(problem, severity, Some(job), condition, None)
    }

    fn permission(&self, job: &Job<'_>, severity: Severity) -> Option<Found> {
        let of_workflow = self.workflow.permissions;
        let (because, node) = match (job.permissions.grants(), of_workflow.grants()) {
            (Some(true), _) | (None, Some(true)) => return None,
            (Some(false), of_workflow) => {
                let level = job.permissions.id_token();
                let node = match (level, job.permissions) {
                    (Some((_, level)), _) => level,
                    (None, Permissions::All { key, .. } | Permissions::Each { key, .. }) => key,
                    (None, Permissions::Unset) => job.key,
                };
                let because = match (level, of_workflow) {
                    (Some((_, level)), _) => {
                        Ungranted::Level(level.text().unwrap_or_default().to_owned())
                    }
                    (None, Some(true)) => Ungranted::JobReplaces,
                    (None, _) => Ungranted::NotNamed,
                };
                (because, node)
            }
            (None, Some(false)) => {
                let level = of_workflow.id_token();
                let because = level.map_or(Ungranted::NotNamed, |(_, level)| {
                    Ungranted::Level(level.text().unwrap_or_default().to_owned())
                });
                (because, level.map_or(job.key, |(_, level)| level))
            }
            (None, None) => (Ungranted::Unset, job.key),
        };
        let problem = Problem::IdTokenMissing { because };
        let edits = self.file.grant(job, self.workflow);
        Some(self.finding(problem, severity, Some(job), node, edits))
    }

    fn environment(
        &self,
        job: &Job<'_>,
        possible: Option<&Possible>,
        severity: Severity,
    ) -> Option<Found> {
        let name = client::environment(job);
        let (Some(name), Some(possible)) = (name, possible) else {
            let expected = self.target.environment?;
            if client::is_open_call(job) {
                return None;
            }
            let lines = client::environment_lines(job, &super::super::edits::quoted(expected));
            let problem = Problem::EnvironmentMissing {
                expected: expected.to_owned(),
            };
            let edits = lines.and_then(|lines| {
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                self.file.add_to_job(job, &lines)
            });
            return Some(self.finding(problem, severity, Some(job), job.key, edits));
        };
        let written = name.text().unwrap_or_default();
        match (possible.only(), self.target.environment) {
            (Some(found), Some(expected)) if lower(found) != lower(expected) => {
                let problem = Problem::EnvironmentOther {
                    expected: expected.to_owned(),
                    found: found.to_owned(),
                };
                let edits =
                    (!is_expression(written)).then(|| vec![self.file.replace(name, expected)]);
                Some(self.finding(problem, severity, Some(job), name, edits))
            }
            (Some(_), _) => None,
            (None, _) => {
                let problem = Problem::EnvironmentDependsOnRun {
                    expression: written.to_owned(),
                    possible: possible.values.iter().cloned().collect(),
                };
                Some(self.finding(problem, Severity::Note, Some(job), name, None))
            }
        }
    }

    fn step(&self, job: &Job<'_>, publishing: &Publishing<'_>) -> Vec<Found> {
        let mut findings = Vec::new();
        let Client {
            name, exchanges, ..
        } = publishing.client;
        let is_trusted = publishing.is_trusted();
        if !exchanges && is_trusted {
            let problem = Problem::ClientDoesNotExchange { client: name };
            let severity = match publishing.has_password() {
                true => Severity::Warning,
                false => Severity::Error,
            };
            findings.push(self.finding(problem, severity, Some(job), publishing.node, None));
        }
        if publishing.has_password() && is_trusted {
            let first = publishing
                .stored
                .first()
                .map_or(publishing.node, |(key, _)| key);
            let names = publishing.stored.iter().filter_map(|(key, _)| key.text());
            let problem = Problem::StoredCredential {
                names: names.chain(publishing.flag).map(str::to_owned).collect(),
            };
            let edits = self.without_stored(job, publishing);
            findings.push(self.finding(problem, Severity::Warning, Some(job), first, edits));
        }
        if let (Some(host), Some(chosen)) = (&publishing.host, self.target.host)
            && host != chosen
        {
            let same_client = [host.as_str(), chosen]
                .iter()
                .all(|host| host.ends_with("pypi.org"));
            let edits = match (publishing.host_input, self.target.upload_url) {
                (Some((_, value)), Some(url)) if same_client => {
                    Some(vec![self.file.replace(value, url)])
                }
                _ => None,
            };
            let problem = Problem::OtherIndex {
                host: host.clone(),
                chosen: chosen.to_owned(),
            };
            let node = publishing
                .host_input
                .map_or(publishing.node, |(_, value)| value);
            findings.push(self.finding(problem, Severity::Warning, Some(job), node, edits));
        }
        findings
    }

    /// An action of a job that publishes, if a branch's name is all that says what it is. Whatever such a job runs can
    /// ask for the token.
    fn moving(&self, job: &Job<'_>, step: &Step<'_>) -> Option<Found> {
        let uses = step.uses?;
        let (action, version) = uses.text()?.split_once('@')?;
        let is_action = !action.starts_with("./") && !action.contains("://");
        if !is_action || !moves(version) {
            return None;
        }
        let documented = client::documented(action);
        let is_documented = documented == Some(version);
        let instead = documented.filter(|_| !is_documented);
        let problem = Problem::ActionOnBranch {
            action: action.to_owned(),
            version: version.to_owned(),
            documented,
        };
        let severity = match is_documented {
            true => Severity::Note,
            false => Severity::Warning,
        };
        let edits = instead.map(|instead| {
            let pinned = format!("{action}@{instead}");
            vec![self.file.replace(uses, &pinned)]
        });
        Some(self.finding(problem, severity, Some(job), uses, edits))
    }

    fn without_stored(&self, job: &Job<'_>, publishing: &Publishing<'_>) -> Option<Vec<TextEdit>> {
        let step = publishing.step;
        let mut edits = Vec::new();
        if publishing.flag.is_some() {
            return None;
        }
        let of_workflow = self.workflow.node.entry("env");
        let mut left = publishing.stored.len();
        for parent in [
            step.entry("with"),
            step.entry("env"),
            job.node.entry("env"),
            of_workflow,
        ] {
            let Some((_, mapping)) = parent else {
                continue;
            };
            let inside: Vec<(&Node, &Node)> = publishing
                .stored
                .iter()
                .copied()
                .filter(|(key, _)| {
                    mapping.span.start <= key.span.start && key.span.end <= mapping.span.end
                })
                .collect();
            if !inside.is_empty() {
                left = left.saturating_sub(inside.len());
                edits.extend(self.file.remove_from(parent, &inside)?);
            }
        }
        // What an alias brings in stands elsewhere.
        (left == 0).then_some(edits)
    }
}

/// The condition of a job or of one of its steps, where it does not hold.
fn ruling_out<'n>(node: &'n Node, context: &Context<'_>) -> Option<&'n Node> {
    let (_, condition) = node.entry("if")?;
    (holds(condition.text()?, context) == Some(false)).then_some(condition)
}

/// Whether a version's name is a branch's: no number in it, and no commit. `release/v1` moves, too.
fn moves(version: &str) -> bool {
    let is_commit = version.len() == 40 && version.bytes().all(|byte| byte.is_ascii_hexdigit());
    let tag = version.strip_prefix('v').unwrap_or(version);
    !is_commit && !tag.starts_with(|c: char| c.is_ascii_digit())
}
