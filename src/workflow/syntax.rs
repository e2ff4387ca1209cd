//! A workflow's jobs and permissions, out of the YAML tree.
//!
//! Source: GitHub's reference of the workflow syntax.

use super::yaml::{Content, Node};

/// A workflow file.
pub(super) struct Workflow<'a> {
    pub(super) node: &'a Node,
    pub(super) name: Option<&'a str>,
    /// The events that start it, each where it stands.
    pub(super) events: Vec<Event<'a>>,
    pub(super) permissions: Permissions<'a>,
    pub(super) jobs: Vec<Job<'a>>,
}

/// An event that starts a workflow.
pub(super) struct Event<'a> {
    pub(super) name: &'a str,
    /// Where the name stands.
    pub(super) node: &'a Node,
    /// What is said of it: branches, types, inputs.
    pub(super) filter: Option<&'a Node>,
}

/// A job.
pub(super) struct Job<'a> {
    pub(super) id: &'a str,
    pub(super) key: &'a Node,
    pub(super) node: &'a Node,
    pub(super) permissions: Permissions<'a>,
    /// The workflow that it calls.
    pub(super) calls: Option<&'a Node>,
    pub(super) steps: Vec<Step<'a>>,
}

/// A step of a job.
pub(super) struct Step<'a> {
    pub(super) node: &'a Node,
    pub(super) uses: Option<&'a Node>,
    pub(super) run: Option<&'a Node>,
}

/// What a `permissions` key says.
#[derive(Clone, Copy)]
pub(super) enum Permissions<'a> {
    /// `read-all`, `write-all` and the like.
    All {
        key: &'a Node,
        value: &'a Node,
        write: bool,
    },
    /// One by one; what is not named is not granted.
    Each { key: &'a Node, value: &'a Node },
    /// There is no such key.
    Unset,
}

impl<'a> Permissions<'a> {
    fn of(node: &'a Node) -> Self {
        match node.entry("permissions") {
            None => Self::Unset,
            Some((key, value)) => match &value.content {
                Content::Mapping(_) => Self::Each { key, value },
                Content::Scalar { .. } | Content::Sequence(_) => Self::All {
                    key,
                    value,
                    write: value.text() == Some("write-all"),
                },
            },
        }
    }

    /// The line that grants a token, or names it with another level.
    pub(super) fn id_token(self) -> Option<(&'a Node, &'a Node)> {
        match self {
            Self::Each { value, .. } => value.entry("id-token"),
            Self::All { .. } | Self::Unset => None,
        }
    }

    /// Whether they let a job ask for a token; nothing where they say nothing.
    pub(super) fn grants(self) -> Option<bool> {
        match self {
            Self::All { write, .. } => Some(write),
            Self::Each { .. } => {
                let level = self.id_token().and_then(|(_, value)| value.text());
                Some(level == Some("write"))
            }
            Self::Unset => None,
        }
    }
}

impl<'a> Workflow<'a> {
    /// Reads a workflow; nothing where the text has no jobs.
    pub(super) fn of(root: &'a Node) -> Option<Self> {
        let jobs = root.get("jobs")?;
        Some(Self {
            node: root,
            name: root.get("name").and_then(Node::text),
            events: root.get("on").map(events).unwrap_or_default(),
            permissions: Permissions::of(root),
            jobs: jobs.entries().iter().filter_map(job).collect(),
        })
    }

    pub(super) fn event(&self, name: &str) -> Option<&Event<'a>> {
        self.events.iter().find(|event| event.name == name)
    }
}

fn events(on: &Node) -> Vec<Event<'_>> {
    match &on.content {
        Content::Mapping(entries) => entries
            .iter()
            .filter_map(|(key, value)| {
                Some(Event {
                    name: key.text()?,
                    node: key,
                    filter: Some(value),
                })
            })
            .collect(),
        Content::Scalar { .. } | Content::Sequence(_) => on
            .items()
            .iter()
            .filter_map(|node| {
                Some(Event {
                    name: node.text()?,
                    node,
                    filter: None,
                })
            })
            .collect(),
    }
}

fn job<'a>((key, node): &'a (Node, Node)) -> Option<Job<'a>> {
    let steps = node.get("steps").map(Node::items).unwrap_or_default();
    Some(Job {
        id: key.text()?,
        key,
        node,
        permissions: Permissions::of(node),
        calls: node.get("uses").filter(|uses| uses.text().is_some()),
        steps: steps
            .iter()
            .map(|node| Step {
                node,
                uses: node.get("uses"),
                run: node.get("run"),
            })
            .collect(),
    })
}

impl<'a> Job<'a> {
    /// The name of its environment, as written.
    pub(super) fn environment(&self) -> Option<&'a Node> {
        let environment = self.node.get("environment")?;
        match environment.content {
            Content::Mapping(_) => environment.get("name"),
            Content::Scalar { .. } | Content::Sequence(_) => Some(environment),
        }
        .filter(|name| name.text().is_some())
    }

    /// Its matrix, if it has one.
    pub(super) fn matrix(&self) -> Option<&'a Node> {
        self.node.get("strategy")?.get("matrix")
    }

    /// Its matrix, if that may have more cells than one.
    pub(super) fn cells(&self) -> Option<&'a Node> {
        let is_one = |(_, values): &(Node, Node)| matches!(&values.content, Content::Sequence(items) if items.len() == 1);
        let is_single = |matrix: &Node| match matrix.entries() {
            [] => false,
            [only] => is_one(only),
            axes => {
                let adds = |(name, _): &(Node, Node)| name.text() == Some("include");
                axes.iter().all(is_one) && !axes.iter().any(adds)
            }
        };
        self.matrix().filter(|matrix| !is_single(matrix))
    }
}

impl<'a> Step<'a> {
    /// The value of one of its inputs.
    pub(super) fn input(&self, name: &str) -> Option<(&'a Node, &'a Node)> {
        self.node.get("with")?.entry(name)
    }
}
