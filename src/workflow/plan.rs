//! What is planned: who runs the workflow, by which event, on which ref.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::expression::{Known, Value, Values, add, anything, is_expression};
use super::syntax::{Job, Workflow};
use super::yaml::{Content, Node};

/// What the file itself does not say. What is absent is taken from the file's own triggers.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Plan {
    /// The repository: `owner/name`.
    pub repository: Option<String>,
    /// The repository's number.
    pub repository_id: Option<GithubId>,
    /// The owner's number.
    pub repository_owner_id: Option<GithubId>,
    /// The workflow's file name, without its folder: `release.yml`.
    pub file: Option<String>,
    /// The event that starts it: `release`.
    pub event: Option<String>,
    /// The ref that it runs on: a branch's or a tag's name, or in full: `refs/tags/v1.2.3`.
    pub git_ref: Option<String>,
}

/// The number that GitHub gave an account or a repository.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct GithubId(String);

/// A text is no number that GitHub gives.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an ID is a number of up to 18 digits")
    }
}

impl std::error::Error for NotAnId {}

impl TryFrom<String> for GithubId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        let is_id = is_number && !text.starts_with('0') && (1..=18).contains(&text.len());
        if is_id { Ok(Self(text)) } else { Err(NotAnId) }
    }
}

impl FromStr for GithubId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        text.trim().to_owned().try_into()
    }
}

impl From<GithubId> for String {
    fn from(id: GithubId) -> Self {
        id.0
    }
}

impl GithubId {
    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The event and the ref that a run has, and which of them is only an example.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Run {
    /// Absent where the workflow is called by another and nothing else.
    pub(super) event: Option<String>,
    pub(super) event_is_given: bool,
    pub(super) git_ref: String,
    pub(super) ref_is_given: bool,
}

/// Events in the order in which releases use them.
const PREFERRED: [&str; 5] = [
    "release",
    "push",
    "workflow_dispatch",
    "schedule",
    "workflow_run",
];

const TAG: &str = "refs/tags/v1.0.0";
const BRANCH: &str = "refs/heads/main";
const PULL_REQUEST: &str = "refs/pull/1/merge";

impl Run {
    pub(super) fn of(workflow: &Workflow<'_>, plan: &Plan) -> Self {
        let declared = || {
            let preferred = PREFERRED.into_iter().find_map(|name| workflow.event(name));
            let other = || {
                workflow
                    .events
                    .iter()
                    .find(|event| event.name != "workflow_call")
            };
            preferred.or_else(other).map(|event| event.name.to_owned())
        };
        let event_is_given = plan.event.is_some();
        let event = plan.event.clone().or_else(declared);
        let given = plan.git_ref.as_deref().map(str::trim);
        let given = given.filter(|git_ref| !git_ref.is_empty());
        let ref_is_given = given.is_some();
        let given = given.map(|git_ref| full_ref(git_ref, event.as_deref()));
        let git_ref = given.unwrap_or_else(|| {
            let filter = event
                .as_deref()
                .and_then(|name| workflow.event(name)?.filter);
            match event.as_deref() {
                Some("release") => TAG.to_owned(),
                Some("push") => pushed_ref(filter, workflow),
                Some(event) => usual_ref(event).to_owned(),
                None => BRANCH.to_owned(),
            }
        });
        Self {
            event,
            event_is_given,
            git_ref,
            ref_is_given,
        }
    }

    /// The run that another event starts.
    pub(super) fn by(&self, event: &str) -> Self {
        if self.event.as_deref() == Some(event) {
            return self.clone();
        }
        Self {
            event: Some(event.to_owned()),
            git_ref: usual_ref(event).to_owned(),
            ..self.clone()
        }
    }

    /// The ref without what says of which type it is.
    pub(super) fn ref_name(&self) -> &str {
        ["refs/heads/", "refs/tags/", "refs/pull/"]
            .into_iter()
            .find_map(|prefix| self.git_ref.strip_prefix(prefix))
            .unwrap_or(&self.git_ref)
    }

    pub(super) fn ref_type(&self) -> &'static str {
        if self.git_ref.starts_with("refs/tags/") {
            "tag"
        } else {
            "branch"
        }
    }
}

/// A ref in full: a branch unless it says otherwise, or is a release's.
fn full_ref(git_ref: &str, event: Option<&str>) -> String {
    if git_ref.starts_with("refs/") {
        return git_ref.to_owned();
    }
    let number = git_ref.strip_prefix('v').unwrap_or(git_ref);
    // `v1.2`, `1.2`: nobody calls a branch so.
    let is_number = number.starts_with(|first: char| first.is_ascii_digit());
    let kind = match event == Some("release") || is_number {
        true => "tags",
        false => "heads",
    };
    format!("refs/{kind}/{git_ref}")
}

/// The ref that an event other than a push has.
fn usual_ref(event: &str) -> &'static str {
    match event {
        "release" => TAG,
        "pull_request" | "pull_request_review" => PULL_REQUEST,
        _ => BRANCH,
    }
}

fn pushed_ref(filter: Option<&Node>, workflow: &Workflow<'_>) -> String {
    let named = |key: &str| filter.and_then(|filter| filter.get(key));
    if named("tags").is_some() {
        return TAG.to_owned();
    }
    let is_literal = |name: &&str| !name.contains(['*', '?', '[', '!', '+']);
    let branches = named("branches").map(Node::items).unwrap_or_default();
    match branches.iter().filter_map(Node::text).find(is_literal) {
        Some(branch) => format!("refs/heads/{branch}"),
        None if filter.is_none() && wants_tag(workflow) => TAG.to_owned(),
        None => BRANCH.to_owned(),
    }
}

/// Whether a job runs for tags only, by its condition's words.
fn wants_tag(workflow: &Workflow<'_>) -> bool {
    let mut conditions = workflow
        .jobs
        .iter()
        .filter_map(|job| job.node.get("if")?.text());
    conditions.any(|condition| condition.contains("refs/tags"))
}

/// What the expressions of every job can ask for.
pub(super) fn known(workflow: &Workflow<'_>, plan: &Plan, run: &Run) -> Known {
    let mut known = Known::new();
    let mut knows = |path: &str, value: &str| {
        let mut values = Values::new();
        add(&mut values, Value::Text(value.to_owned()));
        known.insert(path.to_owned(), values);
    };
    if let Some(event) = &run.event {
        knows("github.event_name", event);
    }
    knows("github.ref", &run.git_ref);
    knows("github.ref_name", run.ref_name());
    knows("github.ref_type", run.ref_type());
    if let Some(repository) = &plan.repository {
        knows("github.repository", repository);
        if let Some((owner, name)) = repository.split_once('/') {
            knows("github.repository_owner", owner);
            knows("github.event.repository.name", name);
        }
    }
    if let Some(name) = workflow.name {
        knows("github.workflow", name);
    }
    let dispatched = run.event.as_deref() == Some("workflow_dispatch");
    let inputs = workflow
        .event("workflow_dispatch")
        .and_then(|event| event.filter?.get("inputs"));
    for (name, input) in inputs.map(Node::entries).unwrap_or_default() {
        let Some(name) = name.text() else {
            continue;
        };
        // `inputs` keeps truth values; in the event everything is text.
        for (path, keeps_truth) in [("inputs", true), ("github.event.inputs", false)] {
            let path = format!("{path}.{}", name.to_lowercase());
            let values = if dispatched {
                entered(input, keeps_truth)
            } else {
                vec![Value::Null]
            };
            known.insert(path, values);
        }
    }
    known
}

/// What a person can enter who starts the workflow by hand.
fn entered(input: &Node, keeps_truth: bool) -> Values {
    let mut values = Values::new();
    let mut add_texts = |key: &str| {
        let items = input.get(key).map(Node::items).unwrap_or_default();
        for text in items.iter().filter_map(Node::text) {
            add(&mut values, Value::Text(text.to_owned()));
        }
    };
    match input.get("type").and_then(Node::text) {
        Some("choice") => add_texts("options"),
        Some("boolean") if keeps_truth => values.extend([Value::Bool(false), Value::Bool(true)]),
        Some("boolean") => {
            values.extend(["false", "true"].map(|text| Value::Text(text.to_owned())));
        }
        _ => {
            add_texts("default");
            values.extend(anything());
        }
    }
    values
}

/// What only the expressions of one job can ask for: the values along each axis of its matrix.
pub(super) fn axes(job: &Job<'_>) -> Known {
    let mut axes = Known::new();
    let mut take = |name: &str, value: &Node| {
        let values = axes
            .entry(format!("matrix.{}", name.to_lowercase()))
            .or_default();
        match &value.content {
            Content::Scalar { text, .. } if is_expression(text) => values.extend(anything()),
            Content::Scalar { text, plain } => add(values, Value::of(text, *plain)),
            Content::Mapping(_) | Content::Sequence(_) => values.extend(anything()),
        }
    };
    let mut cells: usize = 0;
    let mut only_included: BTreeMap<String, usize> = BTreeMap::new();
    let entries = job.matrix().map(Node::entries).unwrap_or_default();
    for (name, values) in entries {
        match (name.text(), &values.content) {
            (Some("include"), _) => {
                cells = cells.saturating_add(values.items().len());
                for (name, value) in values.items().iter().flat_map(Node::entries) {
                    let name = name.text().unwrap_or_default();
                    take(name, value);
                    let count = only_included.entry(name.to_lowercase()).or_default();
                    *count = count.saturating_add(1);
                }
            }
            (Some("exclude") | None, _) => {}
            (Some(name), Content::Sequence(items)) => {
                items.iter().for_each(|value| take(name, value));
            }
            (Some(name), _) => take(name, values),
        }
    }
    let names = entries.iter().filter_map(|(name, _)| name.text());
    let own: BTreeSet<String> = names
        .filter(|name| !matches!(*name, "include" | "exclude"))
        .map(str::to_lowercase)
        .collect();
    // What is included in some cells only is nothing in the others.
    for (name, count) in only_included {
        if !own.contains(&name) && (count < cells || !own.is_empty()) {
            add(
                axes.entry(format!("matrix.{name}")).or_default(),
                Value::Null,
            );
        }
    }
    axes
}
