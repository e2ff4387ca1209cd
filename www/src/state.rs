//! What the user has entered, and how each act changes it. Pure: nothing here reads a clock or asks a
//! server.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use mintcheck::evidence::ServerError;
use mintcheck::finding::Remedy;
use mintcheck::index::custom::{self, Profile};
use mintcheck::index::{self, INDEXES, Index, Kind, Publisher, pypi};
use mintcheck::inspect::RequestKeys;
use mintcheck::jose::KeySet;
use mintcheck::time::UnixTime;
use mintcheck::{Language, Request};
use yew::Reducible;

use crate::gallery::Example;
use crate::key_source::FetchError;
use crate::moment;
use crate::own::OwnPart;
use crate::words::Words;

mod action;
mod configuration;
mod draft;
mod flow;
mod link;
pub(crate) mod own;
mod packed;

pub(crate) use self::action::Action;
pub(crate) use self::configuration::Configuration;
pub(crate) use self::draft::{Draft, Tidy, form_of};
pub(crate) use self::flow::{Flow, FlowAct};
pub(crate) use self::link::{Fragment, Link, LinkError, link, read};
pub(crate) use self::own::{Own, OwnEdit};

/// Everything that the page remembers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    /// The index's identifier; [`custom::ID`] for one's own.
    pub(crate) index: &'static str,
    /// The index that somebody runs themselves.
    pub(crate) own: Own,
    /// Whether somebody told of it, so that the site's file is not to.
    is_own_settled: bool,
    /// What knows of such indexes, once it is there.
    own_part: Option<&'static OwnPart>,
    /// The site's own file with a profile of it, by address, and what came of loading it.
    pub(crate) profile_file: Option<(Rc<str>, Fetch)>,
    /// The index that was chosen because the paste is its answer. Whoever chose another one since is left alone.
    pub(crate) followed: Option<&'static str>,
    /// What was pasted.
    pub(crate) paste: Rc<str>,
    /// The publishers' forms, in the order in which they are shown.
    pub(crate) publishers: Vec<Draft>,
    /// For which moment to judge.
    pub(crate) moment: Moment,
    /// Whose rules to judge by.
    pub(crate) rules: Rules,
    /// The remedy that the forms were changed by, as long as nobody changed them since.
    pub(crate) applied: Option<Applied>,
    /// The example that is shown, and what was here before.
    pub(crate) example: Option<Shown>,
    /// Why the address's link was not read.
    pub(crate) refused: Option<LinkError>,
    /// The text in the box for keys.
    pub(crate) pasted_keys: Rc<str>,
    /// What came of fetching keys, by issuer.
    pub(crate) fetched: BTreeMap<&'static str, Fetch>,
    /// The site's own file of keys, by address, and what came of loading it.
    pub(crate) key_file: Option<(Rc<str>, Fetch)>,
    /// The present moment; unknown until the page runs.
    pub(crate) now: Option<UnixTime>,
    /// A workflow before it runs.
    pub(crate) flow: Flow,
    /// What was last set from outside.
    configured: Configuration,
    /// The number that the next publisher's form gets.
    next: u32,
    /// What tidies forms, once it is there.
    tidy: Option<Tidy>,
}

/// For which moment to judge.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Moment {
    /// Just after the token was issued.
    #[default]
    Issued,
    /// The present moment, whenever that is.
    Now,
    /// As an input for date and time gives it.
    At(String),
}

/// Which of the index's rules to judge by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Rules {
    /// Those that go with the paste's wording.
    #[default]
    ByWording,
    /// The latest.
    Latest,
    /// Those of a moment.
    Of(UnixTime),
}

/// A remedy that the forms were changed by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Applied {
    /// The remedy; absent where a program in another language applied it.
    pub(crate) remedy: Option<Rc<Remedy>>,
    /// The forms before.
    before: Vec<Draft>,
}

/// An example that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shown {
    /// The example.
    pub(crate) example: Example,
    /// What was there before.
    before: Rc<State>,
}

/// What came of fetching an issuer's keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fetch {
    /// They are here.
    Done(Rc<str>),
    /// They are not.
    Failed(FetchError),
    /// The issuer was asked.
    Running,
}

impl Default for State {
    fn default() -> Self {
        Self {
            index: INDEXES.first().map_or("", |index| index.id),
            own: Own::default(),
            is_own_settled: false,
            own_part: None,
            profile_file: None,
            followed: None,
            paste: Rc::from(""),
            publishers: vec![Draft::default()],
            moment: Moment::default(),
            rules: Rules::default(),
            applied: None,
            example: None,
            refused: None,
            pasted_keys: Rc::from(""),
            fetched: BTreeMap::new(),
            key_file: None,
            now: None,
            flow: Flow::default(),
            configured: Configuration::default(),
            next: 1,
            tidy: None,
        }
    }
}

impl State {
    /// Whether nothing was entered that could be inspected.
    pub(crate) fn is_blank(&self) -> bool {
        self.paste.trim().is_empty()
            && self.pasted_keys.trim().is_empty()
            && self.publishers.iter().all(Draft::is_untouched)
    }

    /// What the inspector inspects: all but the workflow, which is another view's.
    pub(crate) fn inspected(&self) -> Self {
        Self {
            flow: Flow::default(),
            tidy: None,
            // Another index is not inspected anew when it comes.
            own_part: self.own_part.filter(|_| self.index == custom::ID),
            ..self.clone()
        }
    }

    /// The same with the index that gave the answer in the paste, if its rules are others than those of the one that is
    /// chosen, and nobody chose that one knowing better.
    pub(crate) fn following(&self, error: Option<&ServerError>) -> Option<Self> {
        let answered = index::that_answered(error?)?;
        let chosen = self.chosen();
        let is_new = answered.family != chosen.family && self.followed != Some(answered.id);
        is_new.then(|| Self {
            index: answered.id,
            followed: Some(answered.id),
            ..self.clone()
        })
    }

    /// The index that is chosen.
    pub(crate) fn chosen(&self) -> Cow<'static, Index> {
        match index::find(self.index) {
            Some(index) => Cow::Borrowed(index),
            None => self.own_index(unnamed()),
        }
    }

    /// One's own index, called so without a name. Before the part of the program is there that knows of such indexes, it is
    /// PyPI under that name.
    fn own_index(&self, unnamed: &'static str) -> Cow<'static, Index> {
        match self.own_part {
            Some(part) => (part.index)(&self.own, unnamed),
            None => Cow::Owned(Index {
                id: custom::ID,
                name: Cow::Borrowed(unnamed),
                ..pypi::PYPI
            }),
        }
    }

    /// What one's own index is called on the switch between the indexes.
    pub(crate) fn own_name(&self) -> String {
        let choice = Words::of(Language::default()).own.choice;
        self.own_index(choice).into_owned().name.into_owned()
    }

    /// The profile of the index, where it is one's own.
    pub(crate) fn profile(&self) -> Option<Profile> {
        (self.index == custom::ID).then(|| match self.own_part {
            Some(part) => (part.profile)(&self.own, unnamed()),
            None => Profile {
                name: Some(unnamed().to_owned()),
                base_url: own::EXAMPLE.to_owned(),
                ..Profile::default()
            },
        })
    }

    /// Changes one's own index. A file of the site does not overwrite what somebody entered.
    fn edit(&mut self, edit: OwnEdit) {
        if self.is_own_settled && matches!(edit, OwnEdit::Take(_)) {
            return;
        }
        self.is_own_settled = true;
        match (self.own_part, edit) {
            (Some(part), OwnEdit::Answer(text)) => {
                (part.edit)(&mut self.own, OwnEdit::Answer(with_plain_newlines(text)));
            }
            (Some(part), edit) => (part.edit)(&mut self.own, edit),
            // There is no form without it.
            (None, _) => {}
        }
    }

    /// A file of the site tells of an index, and whoever has it there means that one, unless the page names another.
    fn expect_profile(&mut self, file: Option<(Rc<str>, Fetch)>) {
        if let Some((_, Fetch::Running)) = file
            && !self.is_own_settled
            && self.configured.index.is_none()
        {
            self.index = custom::ID;
        }
        self.profile_file = file;
    }

    /// What was entered before a remedy was applied.
    pub(crate) fn before_remedy(&self) -> Option<Self> {
        let before = self.applied.as_ref()?.before.clone();
        Some(Self {
            publishers: before,
            applied: None,
            ..self.clone()
        })
    }

    /// What the core is asked, when the forms are of these kinds.
    pub(crate) fn request(&self, kinds: &[&'static Kind]) -> Request {
        let index = self.chosen();
        let has_pending = index.has_pending;
        let publishers: Vec<_> = self
            .publishers
            .iter()
            .zip(kinds)
            .filter(|(draft, kind)| !draft.is_blank(kind))
            .map(|(draft, kind)| draft.publisher(kind))
            .map(|publisher| Publisher {
                // It was ticked for another index.
                pending: publisher.pending && has_pending,
                ..publisher
            })
            .collect();
        let pasted = RequestKeys {
            issuer: None,
            jwks: self.pasted_keys.to_string(),
            fetched: false,
            mirrored: false,
        };
        // What is no key set is told beside its box, and does not hinder the rest.
        let pasted = KeySet::from_paste(&pasted.jwks).is_ok().then_some(pasted);
        let fetched = self.fetched.iter().filter_map(|(issuer, fetch)| {
            let Fetch::Done(jwks) = fetch else {
                return None;
            };
            Some(RequestKeys {
                issuer: Some((*issuer).to_owned()),
                jwks: jwks.to_string(),
                fetched: true,
                mirrored: false,
            })
        });
        let of_site = self.key_file.iter().filter_map(|(_, fetch)| {
            let Fetch::Done(jwks) = fetch else {
                return None;
            };
            Some(RequestKeys {
                issuer: None,
                jwks: jwks.to_string(),
                fetched: false,
                mirrored: true,
            })
        });
        Request {
            index: self.index.to_owned(),
            profile: self.profile(),
            paste: Some(self.paste.to_string()),
            publishers: (!publishers.is_empty()).then_some(publishers),
            as_of: match &self.moment {
                Moment::Issued => None,
                Moment::Now => self.now,
                Moment::At(text) => moment::from_input(text),
            },
            now: self.now,
            rules: match self.rules {
                Rules::ByWording => None,
                Rules::Latest => Some(index.rules_as_of),
                // Another index's, where this one has but one.
                Rules::Of(_) if index.rule_changes.len() < 2 => None,
                Rules::Of(moment) => Some(moment),
            },
            keys: pasted.into_iter().chain(fetched).chain(of_site).collect(),
            ..Request::default()
        }
    }

    /// Puts an example in the place of what was entered.
    fn show(&mut self, example: Example, before: Rc<Self>) {
        // Its link is one that this page reads.
        if let Ok(link) = link(example.link()) {
            self.open(link);
        }
        self.paste = Rc::from(example.paste());
        self.pasted_keys = Rc::from("");
        self.example = Some(Shown { example, before });
    }

    fn draft(&mut self, id: u32) -> Option<&mut Draft> {
        self.publishers.iter_mut().find(|draft| draft.id == id)
    }

    fn add_publisher(&mut self) -> u32 {
        let id = self.next;
        self.next = id.saturating_add(1);
        self.publishers.push(Draft {
            id,
            ..Draft::default()
        });
        id
    }

    /// Puts a remedy's publisher into its form. One that is to be registered gets a blank form, or a
    /// new one.
    fn apply(&mut self, publisher: Option<u32>, kind: &str, remedy: Rc<Remedy>) {
        let kind = self.chosen().kind(kind);
        let (Some((_, fields)), Some(kind)) = (&remedy.publisher, kind) else {
            return;
        };
        let before = self.publishers.clone();
        let blank = || before.iter().find(|draft| draft.is_blank(kind));
        let id = publisher
            .or_else(|| blank().map(|draft| draft.id))
            .unwrap_or_else(|| self.add_publisher());
        if let Some(draft) = self.draft(id) {
            draft.fill(
                kind.id,
                kind.fields
                    .iter()
                    .filter_map(|field| Some((field.id, fields.get(field.id)?.clone()))),
            );
        }
        self.applied = Some(Applied {
            remedy: Some(remedy),
            before,
        });
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = (*self).clone();
        if action.replaces_example() {
            state.example = None;
        }
        if action.changes_forms() {
            state.applied = None;
        }
        match action {
            Action::AddPublisher => {
                state.add_publisher();
            }
            Action::Apply {
                publisher,
                kind,
                remedy,
            } => state.apply(publisher, kind, remedy),
            Action::Clear => {
                state.paste = Rc::from("");
                state.followed = None;
            }
            Action::Configure(configuration) => state.configure(&configuration),
            Action::Example(example) => {
                let before = match state.example.take() {
                    Some(shown) => shown.before,
                    None => self,
                };
                state = Self {
                    now: state.now,
                    fetched: state.fetched,
                    flow: state.flow,
                    tidy: state.tidy,
                    ..(*before).clone()
                };
                if let Some(example) = example {
                    state.show(example, before);
                }
            }
            Action::Field {
                publisher,
                kind,
                field,
                value,
            } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.enter(kind, field, value);
                }
            }
            Action::Fill {
                publisher,
                kind,
                values,
            } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.fill(kind, values);
                }
            }
            Action::Fetched { issuer, outcome } => {
                let fetch = match outcome {
                    Ok(keys) => Fetch::Done(keys),
                    Err(error) => Fetch::Failed(error),
                };
                state.fetched.insert(issuer, fetch);
            }
            Action::Fetching { issuer } => {
                state.fetched.insert(issuer, Fetch::Running);
            }
            Action::Flow(act) => {
                if let FlowAct::Follow(index) = act {
                    state.index = index;
                }
                state.flow.act(act);
            }
            Action::Follow(index) => {
                state.index = index;
                state.followed = Some(index);
            }
            Action::Index(index) => {
                state.index = index;
                state.is_own_settled |= state.profile_file.is_some();
            }
            Action::KeyFile(file) if is_late(&file, &state.key_file) => {}
            Action::KeyFile(file) => state.key_file = file,
            Action::Keys(text) => state.pasted_keys = with_plain_newlines(text),
            Action::Kind { publisher, kind } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.kind = Some(kind);
                }
            }
            Action::Left {
                publisher,
                kind,
                field,
            } => {
                let chosen = state.chosen();
                let tidy = state.tidy.map(|tidy| (&*chosen, tidy));
                if let Some(draft) = state.draft(publisher) {
                    draft.leave(kind, field, tidy);
                }
            }
            Action::LinkRefused(error) => state.refused = error,
            Action::Moment(moment) => state.moment = moment,
            Action::Open(link) => state.open(link),
            Action::Own(edit) => state.edit(edit),
            Action::OwnIs(part) => {
                state.own_part = Some(part);
                (part.tidy)(&mut state.own);
            }
            Action::Paste(text) => {
                state.paste = with_plain_newlines(text);
                if state.paste.trim().is_empty() {
                    state.followed = None;
                }
            }
            Action::Pending { publisher, pending } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.pending = pending;
                }
            }
            Action::ProfileFile(file) if is_late(&file, &state.profile_file) => {}
            Action::ProfileFile(file) => state.expect_profile(file),
            Action::Project { publisher, project } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.project = project;
                }
            }
            Action::RemovePublisher(id) => {
                state.publishers.retain(|draft| draft.id != id);
                if state.publishers.is_empty() {
                    state.add_publisher();
                }
            }
            Action::Rules(rules) => state.rules = rules,
            Action::Tick(now) => state.now = Some(now),
            Action::Tidies(tidy) => {
                state.tidy = Some(tidy);
                // What was left before it came.
                let index = state.chosen();
                for draft in &mut state.publishers {
                    draft.leave_again(&index, tidy);
                }
            }
            Action::Undo => {
                if let Some(applied) = state.applied.take() {
                    state.publishers = applied.before;
                }
            }
            Action::Untidy { publisher } => {
                if let Some(draft) = state.draft(publisher) {
                    draft.untidy();
                }
            }
        }
        Rc::new(state)
    }
}

/// Whether it came of a file that is not asked for any more.
fn is_late(file: &Option<(Rc<str>, Fetch)>, asked: &Option<(Rc<str>, Fetch)>) -> bool {
    let is_asked = |address| matches!(asked, Some((asked, _)) if asked == address);
    matches!(file, Some((address, fetch)) if *fetch != Fetch::Running && !is_asked(address))
}

/// What one's own index is called as long as nobody said.
fn unnamed() -> &'static str {
    Words::of(Language::default()).own.unnamed
}

/// The program's own name of an index.
fn index_named(id: &str) -> Option<&'static str> {
    match index::find(id) {
        Some(index) => Some(index.id),
        None => (id == custom::ID).then_some(custom::ID),
    }
}

/// Line ends as a text box gives them back. With others, the box would never hold what it was given,
/// and be filled anew, the cursor at its end, whenever the page is drawn.
fn with_plain_newlines(text: Rc<str>) -> Rc<str> {
    if text.contains('\r') {
        Rc::from(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
