//! What is set from outside: the attributes of the element that the program stands in.

use std::collections::BTreeMap;

use mintcheck::index::{INDEXES, custom, pypi};
use mintcheck::python::Value;

use super::link::rules_from;
use super::{State, index_named, own};
use crate::plain;

/// The kind of publisher that the attributes describe.
const KIND: &str = "github";

/// The word for the newest rules.
const LATEST: &str = "latest";

/// What is set from outside, as it was written there.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Configuration {
    pub(crate) index: Option<String>,
    pub(crate) owner: Option<String>,
    pub(crate) repository: Option<String>,
    pub(crate) workflow: Option<String>,
    pub(crate) environment: Option<String>,
    /// A day, or `latest`.
    pub(crate) rules: Option<String>,
    /// What is said of an index of one's own, by name.
    pub(crate) own: BTreeMap<&'static str, String>,
}

impl Configuration {
    /// Reads it from plain data, which may have other members.
    pub(crate) fn unpacked(data: &Value) -> Self {
        let text = |name| plain::text(data, name);
        Self {
            index: text("index"),
            owner: text("owner"),
            repository: text("repository"),
            workflow: text("workflow"),
            environment: text("environment"),
            rules: text("rules"),
            own: own::NAMES
                .into_iter()
                .filter_map(|name| Some((name, text(name)?)))
                .collect(),
        }
    }

    /// As plain data.
    pub(super) fn packed(&self) -> Value {
        let text = |value: &Option<String>| plain::of_optional(value.as_deref());
        let own = self
            .own
            .iter()
            .map(|(name, value)| (*name, plain::of_text(value)));
        let members = [
            ("index", text(&self.index)),
            ("owner", text(&self.owner)),
            ("repository", text(&self.repository)),
            ("workflow", text(&self.workflow)),
            ("environment", text(&self.environment)),
            ("rules", text(&self.rules)),
        ];
        plain::object(members.into_iter().chain(own))
    }

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
        if let Some(index) = self.index.as_deref().filter(|id| index_named(id).is_none()) {
            let known = INDEXES.map(|index| index.id).join(", ");
            let known = format!("{known}, {}", custom::ID);
            mistakes.push(("index", index, known));
        }
        let is_none = |text: &&str| rules_from(text, INDEXES[0]).is_none();
        if let Some(text) = self.rules.as_deref().filter(is_none) {
            mistakes.push(("rules", text, format!("{LATEST}, 2026-01-28")));
        }
        mistakes
    }
}

impl State {
    /// Takes what is set from outside. What was set before is left to the user.
    pub(crate) fn configure(&mut self, new: &Configuration) {
        let old = std::mem::replace(&mut self.configured, new.clone());
        if new.index != old.index
            && let Some(index) = new.index.as_deref().and_then(index_named)
        {
            self.index = index;
        }
        for name in own::NAMES {
            if new.own.get(name) != old.own.get(name) {
                match new.own.get(name) {
                    Some(value) => self.own.put(name, value.clone()),
                    None => self.own.unset(name),
                }
            }
        }
        if let Some(part) = self.own_part {
            (part.tidy)(&mut self.own);
        }
        // Whoever tells of an index means it.
        if new.index.is_none() && new.own != old.own && !new.own.is_empty() {
            self.index = custom::ID;
        }
        if new.rules != old.rules {
            let rules = new.rules.as_deref();
            let rules = rules.and_then(|text| rules_from(text, &self.chosen()));
            self.rules = rules.unwrap_or_default();
        }
        // What another index has no such publishers for is kept for the next.
        let kind = self.chosen().kind(KIND).or(pypi::PYPI.kind(KIND));
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

#[cfg(test)]
mod tests {

    use mintcheck::index;

    use super::*;
    use crate::state::Rules;

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn values(state: &State) -> [&str; 4] {
        let draft = state.publishers.first().expect("a form");
        [
            "repository_owner",
            "repository_name",
            "workflow_filename",
            "environment",
        ]
        .map(|field| draft.value(field))
    }

    #[test]
    fn attributes_fill_in_the_first_form() {
        let mut state = State::default();
        state.configure(&Configuration {
            index: some("testpypi"),
            owner: some("octo-org"),
            repository: some("sample"),
            workflow: some("release.yml"),
            environment: some("pypi"),
            rules: some("latest"),
            ..Configuration::default()
        });
        assert_eq!(state.index, "testpypi");
        assert_eq!(state.rules, Rules::Latest);
        assert_eq!(
            values(&state),
            ["octo-org", "sample", "release.yml", "pypi"]
        );
    }

    #[test]
    fn the_same_attributes_serve_an_index_with_other_rules() {
        let mut state = State::default();
        state.configure(&Configuration {
            index: some("crates.io"),
            repository: some("octo-org/sample"),
            workflow: some("release.yml"),
            rules: some("2026-01-28"),
            ..Configuration::default()
        });
        assert_eq!(state.index, "crates.io");
        // Its rules did not change.
        assert_eq!(state.rules, Rules::Latest);
        assert_eq!(values(&state), ["octo-org", "sample", "release.yml", ""]);
    }

    #[test]
    fn a_repository_may_be_written_with_its_owner() {
        let mut state = State::default();
        state.configure(&Configuration {
            repository: some("octo-org/sample"),
            ..Configuration::default()
        });
        assert_eq!(values(&state), ["octo-org", "sample", "", ""]);
    }

    #[test]
    fn only_attributes_that_change_change_what_was_entered() {
        let mut state = State::default();
        let mut configuration = Configuration {
            owner: some("octo-org"),
            workflow: some("release.yml"),
            ..Configuration::default()
        };
        state.configure(&configuration);
        let draft = state.publishers.first_mut().expect("a form");
        draft.enter("github", "repository_owner", "typed".to_owned());
        configuration.workflow = some("publish.yml");
        state.configure(&configuration);
        assert_eq!(values(&state), ["typed", "", "publish.yml", ""]);
        configuration.workflow = None;
        state.configure(&configuration);
        assert_eq!(values(&state), ["typed", "", "", ""]);
    }

    #[test]
    fn rules_are_the_latest_or_those_of_a_day_which_the_page_offers() {
        let of = |text: &str| {
            let mut state = State::default();
            state.configure(&Configuration {
                rules: Some(text.to_owned()),
                ..Configuration::default()
            });
            state.rules
        };
        assert_eq!(of("latest"), Rules::Latest);
        let index = index::find("pypi").expect("an index");
        let offered = index.rule_changes.iter().map(|change| change.plus(-1));
        assert!(
            offered
                .map(Rules::Of)
                .any(|rules| rules == of("2026-01-28"))
        );
        for text in ["", "newest", "2026-13-01", "1769558400"] {
            assert_eq!(of(text), Rules::ByWording, "{text}");
        }
    }

    #[test]
    fn attributes_that_say_nothing_known_are_mistakes() {
        let configuration = Configuration {
            index: some("cratesio"),
            rules: some("yesterday"),
            owner: some("anything"),
            ..Configuration::default()
        };
        let mistakes = configuration.mistakes();
        let names: Vec<_> = mistakes
            .iter()
            .map(|(name, value, _)| (*name, *value))
            .collect();
        assert_eq!(names, [("index", "cratesio"), ("rules", "yesterday")]);
        // Nothing is changed by them.
        let mut state = State::default();
        state.configure(&configuration);
        assert_eq!((state.index, state.rules), ("pypi", Rules::ByWording));
    }

    #[test]
    fn whoever_tells_of_an_index_means_it() {
        let of = |index: Option<&str>, members: &[(&'static str, &str)]| {
            let own = members
                .iter()
                .map(|(name, value)| (*name, (*value).to_owned()));
            Configuration {
                index: index.map(str::to_owned),
                own: own.collect(),
                ..Configuration::default()
            }
        };
        let members = [
            ("base-url", "https://pypi.acme.example"),
            ("issuers", "github https://gitlab.acme.example"),
        ];
        let mut state = State {
            own_part: Some(&crate::own::OWN),
            ..State::default()
        };
        state.configure(&of(None, &members));
        assert_eq!(state.index, "custom");
        assert_eq!(
            state.own.value("other-issuers"),
            "https://gitlab.acme.example"
        );
        // What is taken away is not told of any more, and nobody else is trusted for it.
        state.configure(&of(None, &members[..1]));
        assert!(state.own.trusts("gitlab"));
        assert_eq!(state.own.value("other-issuers"), "");
        let mut state = State::default();
        state.configure(&of(Some("testpypi"), &members));
        assert_eq!(state.index, "testpypi");
        assert_eq!(state.own.value("base-url"), "https://pypi.acme.example");
    }
}
