//! What is set from outside: the attributes of the element that the program stands in.

use mintcheck::index::{self, INDEXES};
use serde::{Deserialize, Serialize};

use super::{Rules, State};
use crate::moment;

/// The kind of publisher that the attributes describe.
const KIND: &str = "github";

/// The word for the newest rules.
const LATEST: &str = "latest";

/// What is set from outside, as it was written there.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Configuration {
    pub(crate) index: Option<String>,
    pub(crate) owner: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) workflow: Option<String>,
    pub(crate) environment: Option<String>,
    /// A day, or `latest`.
    pub(crate) rules: Option<String>,
}

impl Configuration {
    /// The publisher's fields.
    fn fields(&self) -> [(&'static str, Option<&str>); 4] {
        let mut owner = self.owner.as_deref();
        let mut repository = self.repository.as_deref();
        // GitHub writes both as one.
        if let (None, Some((first, second))) =
            (owner, repository.and_then(|text| text.split_once('/')))
        {
            (owner, repository) = (Some(first), Some(second));
        }
        [
            ("repository_owner", owner),
            ("repository_name", repository),
            ("workflow_filename", self.workflow.as_deref()),
            ("environment", self.environment.as_deref()),
        ]
    }

    /// The attributes that say nothing that is known, with what they may say.
    pub(crate) fn mistakes(&self) -> Vec<(&'static str, &str, String)> {
        let mut mistakes = Vec::new();
        if let Some(index) = self.index.as_deref().filter(|id| index::find(id).is_none()) {
            let known = INDEXES.map(|index| index.id).join(", ");
            mistakes.push(("index", index, known));
        }
        if let Some(text) = self.rules.as_deref().filter(|text| rules(text).is_none()) {
            mistakes.push(("rules", text, format!("{LATEST}, 2026-01-28")));
        }
        mistakes
    }
}

/// Which rules a text names.
fn rules(text: &str) -> Option<Rules> {
    if text == LATEST {
        return Some(Rules::Latest);
    }
    moment::from_input(&format!("{text}T00:00")).map(Rules::Of)
}

impl State {
    /// Takes what is set from outside. What was set before is left to the user.
    pub(crate) fn configure(&mut self, new: &Configuration) {
        let old = std::mem::replace(&mut self.configured, new.clone());
        if new.index != old.index
            && let Some(index) = new.index.as_deref().and_then(index::find)
        {
            self.index = index.id;
        }
        if new.rules != old.rules {
            self.rules = new.rules.as_deref().and_then(rules).unwrap_or_default();
        }
        let kind = index::find(self.index).and_then(|index| index.kind(KIND));
        let (Some(kind), Some(draft)) = (kind, self.publishers.first_mut()) else {
            return;
        };
        let changed = new.fields().into_iter().zip(old.fields());
        let values: Vec<_> = changed
            .filter(|(new, old)| new != old)
            .map(|((field, value), _)| (field, value.unwrap_or_default().to_owned()))
            .collect();
        if !values.is_empty() {
            draft.fill(kind.id, values);
            self.applied = None;
        }
    }
}
