//! A workflow that is read before it runs, and what its file does not say.

use std::rc::Rc;

use form_urlencoded::{Serializer, parse};
use mintcheck::index::{self, Index};
use mintcheck::python::Value;
use mintcheck::workflow::Plan;

use super::link::is_secret;
use super::{State, with_plain_newlines};
use crate::plain::{self, object, of_optional, of_text};

/// How many changes can be taken back.
const MOST: usize = 20;

/// A workflow and its plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Flow {
    /// The file's text.
    pub(crate) text: Rc<str>,
    /// The repository: `owner/name`. Absent until something was typed: then the publisher's.
    pub(crate) repository: Option<String>,
    /// The IDs of the repository's owner and of the repository, as typed.
    pub(crate) ids: [String; 2],
    /// The file's name. Absent until something was typed, or a file was opened: then the publisher's.
    pub(crate) file: Option<String>,
    /// The event that is planned; empty for one of those in the file.
    pub(crate) event: String,
    /// The ref that is planned: a tag's or branch's name, or in full.
    pub(crate) git_ref: String,
    /// The project on the index, which a link to its form needs. Absent until something was typed: then the
    /// publisher's.
    pub(crate) project: Option<String>,
    /// Whether the publishers are those that the workflow asks for. Absent until that was chosen: then if none is
    /// configured.
    pub(crate) registers: Option<bool>,
    /// The index that was chosen because the workflow publishes there. Whoever chose another one since is left alone.
    pub(crate) followed: Option<&'static str>,
    /// The texts before the changes that were applied, as long as nothing was typed since.
    before: Vec<Rc<str>>,
}

/// Something that happened to a workflow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FlowAct {
    /// A change was applied, or a whole text taken: what is there now.
    Applied(Rc<str>),
    /// The text is to go.
    Clear,
    /// The event was chosen.
    Event(String),
    /// The file's name was typed.
    File(String),
    /// The workflow publishes to that index, and to no other.
    Follow(&'static str),
    /// The ID of the repository's owner was typed, or of the repository: which of them, and what.
    Id(usize, String),
    /// A file was opened: its name and its text.
    Opened(String, Rc<str>),
    /// The project was typed.
    Project(String),
    /// The ref was typed.
    Ref(String),
    /// The publishers were chosen: those that the workflow asks for, or those configured.
    Registers(bool),
    /// The repository was typed.
    Repository(String),
    /// What survived a reload.
    Restored(String),
    /// The text was typed or pasted.
    Text(Rc<str>),
    /// The last change is to be taken back.
    Undo,
}

impl Flow {
    pub(super) fn act(&mut self, act: FlowAct) {
        match act {
            FlowAct::Applied(text) => self.replace(with_plain_newlines(text)),
            FlowAct::Clear => self.replace(Rc::from("")),
            FlowAct::Event(event) => self.event = event,
            FlowAct::File(file) => self.file = Some(file),
            FlowAct::Follow(index) => self.followed = Some(index),
            FlowAct::Id(which, id) => {
                if let Some(place) = self.ids.get_mut(which) {
                    *place = id;
                }
            }
            FlowAct::Opened(name, text) => {
                self.file = Some(name);
                self.replace(with_plain_newlines(text));
            }
            FlowAct::Project(project) => self.project = Some(project),
            FlowAct::Ref(git_ref) => self.git_ref = git_ref,
            FlowAct::Registers(registers) => self.registers = Some(registers),
            FlowAct::Repository(repository) => self.repository = Some(repository),
            FlowAct::Restored(kept) => self.restore(&kept),
            FlowAct::Text(text) => {
                self.text = with_plain_newlines(text);
                self.before.clear();
            }
            FlowAct::Undo => {
                if let Some(text) = self.before.pop() {
                    self.text = text;
                }
            }
        }
        if self.text.trim().is_empty() {
            self.followed = None;
        }
    }

    /// Puts another text in the place of this one, which can be had back.
    fn replace(&mut self, text: Rc<str>) {
        if *text != *self.text {
            self.before.push(std::mem::replace(&mut self.text, text));
        }
        let surplus = self.before.len().saturating_sub(MOST);
        self.before.drain(..surplus);
    }

    /// Whether there is something to take back.
    pub(crate) fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// What survives a reload of the tab: the fields, and never the text.
    pub(crate) fn saved(&self) -> String {
        let mut pairs = Serializer::new(String::new());
        let registers = self.registers.map(|registers| registers.to_string());
        for (name, value) in [
            ("repository", self.repository.as_ref()),
            ("file", self.file.as_ref()),
            ("event", Some(&self.event)),
            ("ref", Some(&self.git_ref)),
            ("project", self.project.as_ref()),
            ("registers", registers.as_ref()),
            ("owner-id", self.ids.first()),
            ("repository-id", self.ids.last()),
        ] {
            if let Some(value) = value.filter(|value| !value.is_empty() && !is_secret(value)) {
                pairs.append_pair(name, value);
            }
        }
        pairs.finish()
    }

    fn restore(&mut self, kept: &str) {
        for (name, value) in parse(kept.as_bytes()) {
            let value = value.into_owned();
            match &*name {
                "repository" => self.repository = Some(value),
                "file" => self.file = Some(value),
                "event" => self.event = value,
                "ref" => self.git_ref = value,
                "project" => self.project = Some(value),
                "registers" => self.registers = value.parse().ok(),
                "owner-id" => self.act(FlowAct::Id(0, value)),
                "repository-id" => self.act(FlowAct::Id(1, value)),
                _ => {}
            }
        }
    }

    pub(super) fn packed(&self) -> Value {
        object([
            ("text", of_text(&self.text)),
            ("repository", of_optional(self.repository.as_deref())),
            ("file", of_optional(self.file.as_deref())),
            ("event", of_text(&self.event)),
            ("ref", of_text(&self.git_ref)),
            ("project", of_optional(self.project.as_deref())),
            ("registers", self.registers.map_or(Value::Null, Value::Bool)),
            ("followed", of_optional(self.followed)),
            (
                "ids",
                Value::List(self.ids.iter().map(|id| of_text(id)).collect()),
            ),
            (
                "before",
                Value::List(self.before.iter().map(|text| of_text(text)).collect()),
            ),
        ])
    }

    pub(super) fn unpacked(packed: &Value) -> Option<Self> {
        let texts = |name| {
            let texts = plain::list(packed, name).iter();
            texts.filter_map(|text| text.as_str()?.as_str())
        };
        Some(Self {
            text: Rc::from(plain::text(packed, "text")?),
            repository: plain::text(packed, "repository"),
            file: plain::text(packed, "file"),
            event: plain::text(packed, "event")?,
            git_ref: plain::text(packed, "ref")?,
            project: plain::text(packed, "project"),
            registers: match plain::member(packed, "registers") {
                Some(Value::Bool(registers)) => Some(*registers),
                _ => None,
            },
            ids: {
                let mut ids = texts("ids");
                std::array::from_fn(|_| ids.next().unwrap_or_default().to_owned())
            },
            followed: plain::text(packed, "followed").and_then(|id| Some(index::find(&id)?.id)),
            before: texts("before").map(Rc::from).collect(),
        })
    }
}

impl State {
    /// The repository, and whether it is the publisher's.
    pub(crate) fn repository(&self) -> (String, bool) {
        if let Some(repository) = &self.flow.repository {
            return (repository.clone(), false);
        }
        let of_publisher = self.publishers.iter().find_map(|draft| {
            let part = |field| Some(draft.value(field).trim()).filter(|text| !text.is_empty());
            Some(format!(
                "{}/{}",
                part("repository_owner")?,
                part("repository_name")?
            ))
        });
        let is_borrowed = of_publisher.is_some();
        (of_publisher.unwrap_or_default(), is_borrowed)
    }

    /// The file's name, and whether it is the publisher's.
    pub(crate) fn workflow_file(&self) -> (String, bool) {
        if let Some(file) = &self.flow.file {
            return (file.clone(), false);
        }
        let mut files = self
            .publishers
            .iter()
            .map(|draft| draft.value("workflow_filename").trim());
        let file = files.find(|file| !file.is_empty());
        (file.unwrap_or_default().to_owned(), file.is_some())
    }

    /// The project on the index; empty where nobody said it.
    pub(crate) fn project(&self) -> String {
        let of_publisher = || {
            let mut projects = self.publishers.iter().map(|draft| draft.project.trim());
            let found = projects.find(|project| !project.is_empty());
            found.unwrap_or_default().to_owned()
        };
        self.flow.project.clone().unwrap_or_else(of_publisher)
    }

    /// Whether a publisher of GitHub's is configured.
    pub(crate) fn has_github_publisher(&self, index: &Index) -> bool {
        self.publishers.iter().any(|draft| {
            draft
                .kind(index, None)
                .is_some_and(|kind| kind.id == "github" && !draft.is_blank(kind))
        })
    }

    /// Whether the publishers are those that the workflow asks for.
    pub(crate) fn registers(&self, index: &Index) -> bool {
        let by_itself = || !self.has_github_publisher(index);
        self.flow.registers.unwrap_or_else(by_itself)
    }

    /// What the workflow's file does not say.
    pub(crate) fn plan(&self) -> Plan {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let [owner_id, repository_id] = &self.flow.ids;
        Plan {
            repository: given(&self.repository().0).filter(|name| name.contains('/')),
            file: given(&self.workflow_file().0),
            event: given(&self.flow.event),
            git_ref: given(&self.flow.git_ref),
            // What is no ID is told beside the field.
            repository_owner_id: owner_id.parse().ok(),
            repository_id: repository_id.parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use yew::Reducible;

    use super::*;
    use crate::state::Action;

    fn after(acts: impl IntoIterator<Item = FlowAct>) -> Rc<State> {
        acts.into_iter()
            .map(Action::Flow)
            .fold(Rc::new(State::default()), Reducible::reduce)
    }

    #[test]
    fn a_change_can_be_taken_back_until_something_is_typed() {
        let text = |text: &str| FlowAct::Text(Rc::from(text));
        let applied = after([text("a"), FlowAct::Applied(Rc::from("b"))]);
        assert!(applied.flow.can_undo());
        let undone = applied.clone().reduce(Action::Flow(FlowAct::Undo));
        assert_eq!(&*undone.flow.text, "a");
        let typed = applied.reduce(Action::Flow(text("bc")));
        assert!(!typed.flow.can_undo());
    }

    /// A long log is read when it is pasted, and not with each letter of a workflow.
    #[test]
    fn who_works_on_a_workflow_changes_nothing_that_is_inspected() {
        let pasted = Rc::new(State::default()).reduce(Action::Paste(Rc::from("a long log")));
        let worked = [
            FlowAct::Text(Rc::from("on: push")),
            FlowAct::Opened("publish.yml".to_owned(), Rc::from("on: create")),
            FlowAct::File("release.yml".to_owned()),
            FlowAct::Repository("octo-org/sample".to_owned()),
            FlowAct::Id(1, "42".to_owned()),
            FlowAct::Event("push".to_owned()),
            FlowAct::Ref("v1".to_owned()),
            FlowAct::Project("sample".to_owned()),
            FlowAct::Id(0, "9".to_owned()),
            FlowAct::Registers(true),
            FlowAct::Applied(Rc::from("on: release")),
            FlowAct::Undo,
            FlowAct::Clear,
        ]
        .map(Action::Flow)
        .into_iter()
        .fold(pasted.clone(), |state, act| {
            let next = state.clone().reduce(act);
            assert_ne!(next.flow, state.flow);
            assert!(Rc::ptr_eq(&next.paste, &state.paste));
            next
        });
        assert_eq!(worked.inspected(), pasted.inspected());
    }

    #[test]
    fn what_was_cleared_can_be_had_back() {
        let cleared = after([FlowAct::Text(Rc::from("on: push")), FlowAct::Clear]);
        assert_eq!(&*cleared.flow.text, "");
        let back = cleared.reduce(Action::Flow(FlowAct::Undo));
        assert_eq!(&*back.flow.text, "on: push");
    }

    #[test]
    fn a_reload_brings_back_the_fields_and_never_the_text() {
        let state = after([
            FlowAct::Text(Rc::from("jobs: {}")),
            FlowAct::Repository("octo-org/sample".to_owned()),
            FlowAct::Event("push".to_owned()),
            FlowAct::Ref("v1".to_owned()),
            FlowAct::Id(0, "9".to_owned()),
            FlowAct::Id(1, "none".to_owned()),
            FlowAct::File("eyJhbGciOi".to_owned()),
        ]);
        let saved = state.flow.saved();
        assert!(!saved.contains("jobs") && !saved.contains("eyJ"), "{saved}");
        let again = after([FlowAct::Restored(saved)]);
        assert_eq!(again.plan().repository.as_deref(), Some("octo-org/sample"));
        assert_eq!(again.plan().event.as_deref(), Some("push"));
        assert_eq!(again.plan().git_ref.as_deref(), Some("v1"));
        assert_eq!(again.plan().repository_owner_id, "9".parse().ok());
        assert_eq!(again.plan().repository_id, None);
        assert_eq!(again.flow.ids, ["9", "none"]);
        assert_eq!(&*again.flow.text, "");
    }

    #[test]
    fn what_is_not_typed_is_the_publishers() {
        let field = |field, value: &str| Action::Field {
            publisher: 0,
            kind: "github",
            field,
            value: value.to_owned(),
        };
        let state = [
            field("repository_owner", "octo-org"),
            field("repository_name", "sample"),
            field("workflow_filename", "publish.yml"),
        ]
        .into_iter()
        .fold(Rc::new(State::default()), Reducible::reduce);
        assert_eq!(state.repository(), ("octo-org/sample".to_owned(), true));
        assert_eq!(state.workflow_file(), ("publish.yml".to_owned(), true));
        let typed = state.reduce(Action::Flow(FlowAct::Repository("a/b".to_owned())));
        assert_eq!(typed.repository(), ("a/b".to_owned(), false));
    }
}
