//! What was entered, handed from a program to one in another language.

use std::rc::Rc;

use mintcheck::index::{self, INDEXES, Kind};
use mintcheck::issuer::ISSUERS;
use mintcheck::python::Value;
use mintcheck::time::UnixTime;

use super::{Applied, Configuration, Draft, Fetch, Flow, Moment, Own, Rules, Shown, State};
use crate::gallery::Example;
use crate::plain::{self, object, of_number, of_optional, of_text};

impl State {
    /// Everything entered, as a text that only [`State::unpacked`] reads.
    pub(crate) fn packed(&self) -> String {
        let fetched = self.fetched.iter().filter_map(|(issuer, fetch)| {
            let Fetch::Done(keys) = fetch else {
                return None;
            };
            Some((*issuer, of_text(keys)))
        });
        let drafts = |drafts: &[Draft]| Value::List(drafts.iter().map(Draft::packed).collect());
        // The remedy itself is found again, by who needs it.
        let before = self.applied.as_ref();
        object([
            ("index", of_text(self.index)),
            ("own", self.own.packed()),
            ("isOwnSettled", Value::Bool(self.is_own_settled)),
            ("followed", of_optional(self.followed)),
            ("paste", of_text(&self.paste)),
            ("publishers", drafts(&self.publishers)),
            (
                "beforeRemedy",
                before.map_or(Value::Null, |applied| drafts(&applied.before)),
            ),
            (
                "example",
                of_optional(self.example.as_ref().map(|shown| shown.example.id())),
            ),
            (
                "beforeExample",
                self.example
                    .as_ref()
                    .map_or(Value::Null, |shown| of_text(&shown.before.packed())),
            ),
            ("moment", moment(&self.moment)),
            ("rules", rules(self.rules)),
            ("pastedKeys", of_text(&self.pasted_keys)),
            ("fetched", object(fetched)),
            ("now", self.now.map_or(Value::Null, |now| of_number(now.0))),
            ("next", of_number(i64::from(self.next))),
            ("flow", self.flow.packed()),
            ("configured", self.configured.packed()),
        ])
        .to_json()
    }

    /// The state that was packed; absent for other text.
    pub(crate) fn unpacked(text: &str) -> Option<Self> {
        let packed = plain::read(text)?;
        let text = |name: &str| plain::text(&packed, name);
        let url = |text: &str| ISSUERS.into_iter().find(|issuer| issuer.url == text);
        let drafts = |name: &str| -> Option<Vec<_>> {
            let drafts = plain::list(&packed, name).iter().map(Draft::unpacked);
            let drafts: Vec<_> = drafts.collect::<Option<_>>()?;
            (!drafts.is_empty()).then_some(drafts)
        };
        Some(Self {
            index: super::index_named(&text("index")?)?,
            own: Own::unpacked(plain::member(&packed, "own")?),
            is_own_settled: plain::member(&packed, "isOwnSettled").is_some_and(Value::is_truthy),
            own_part: None,
            profile_file: None,
            followed: text("followed").and_then(|id| Some(index::find(&id)?.id)),
            paste: Rc::from(text("paste")?),
            publishers: drafts("publishers")?,
            moment: unpacked_moment(&text("moment")?)?,
            rules: unpacked_rules(plain::member(&packed, "rules")?)?,
            applied: drafts("beforeRemedy").map(|before| Applied {
                remedy: None,
                before,
            }),
            example: text("example")
                .zip(text("beforeExample"))
                .and_then(|(example, before)| {
                    Some(Shown {
                        example: Example::find(&example)?,
                        before: Rc::new(Self::unpacked(&before)?),
                    })
                }),
            refused: None,
            pasted_keys: Rc::from(text("pastedKeys")?),
            fetched: plain::texts(&packed, "fetched")
                .into_iter()
                .filter_map(|(issuer, keys)| Some((url(&issuer)?.url, Fetch::Done(Rc::from(keys)))))
                .collect(),
            // The program that it is handed to loads the files itself.
            key_file: None,
            now: plain::number(&packed, "now").map(UnixTime),
            next: u32::try_from(plain::number(&packed, "next")?).ok()?,
            flow: plain::member(&packed, "flow").and_then(Flow::unpacked)?,
            configured: Configuration::unpacked(plain::member(&packed, "configured")?),
            tidy: None,
        })
    }
}

const AT: &str = "at ";

fn moment(moment: &Moment) -> Value {
    match moment {
        Moment::Issued => of_text("issued"),
        Moment::Now => of_text("now"),
        Moment::At(text) => of_text(&format!("{AT}{text}")),
    }
}

fn unpacked_moment(text: &str) -> Option<Moment> {
    match text {
        "issued" => Some(Moment::Issued),
        "now" => Some(Moment::Now),
        text => Some(Moment::At(text.strip_prefix(AT)?.to_owned())),
    }
}

/// The moment whose rules they are, or how else they are chosen.
fn rules(rules: Rules) -> Value {
    match rules {
        Rules::ByWording => of_optional(None),
        Rules::Latest => of_text("latest"),
        Rules::Of(moment) => of_number(moment.0),
    }
}

fn unpacked_rules(value: &Value) -> Option<Rules> {
    match value {
        Value::Null => Some(Rules::ByWording),
        Value::Str(_) => Some(Rules::Latest),
        Value::Int(moment) => moment.to_i64().map(UnixTime).map(Rules::Of),
        _ => None,
    }
}

/// The program's own name of a kind.
pub(super) fn kind(id: &str) -> Option<&'static str> {
    kinds().find(|kind| kind.id == id).map(|kind| kind.id)
}

/// The program's own name of a field.
pub(super) fn field(id: &str) -> Option<&'static str> {
    kinds()
        .find_map(|kind| kind.field(id))
        .map(|field| field.id)
}

fn kinds() -> impl Iterator<Item = &'static Kind> {
    INDEXES
        .into_iter()
        .flat_map(|index| index.kinds.iter().copied())
}

#[cfg(test)]
mod tests {
    use mintcheck::finding::Remedy;
    use yew::Reducible;

    use super::*;
    use crate::state::{Action, FlowAct};

    #[test]
    fn another_program_gets_everything_that_was_entered() {
        let field = |field, value: &str| Action::Field {
            publisher: 0,
            kind: "github",
            field,
            value: value.to_owned(),
        };
        let acts = [
            Action::Index("testpypi"),
            Action::Paste(Rc::from("eyJ \"quoted\" \n and so on")),
            field("repository_owner", " octo-org"),
            field("environment", "release"),
            Action::Left {
                publisher: 0,
                kind: "github",
                field: "repository_owner",
            },
            Action::Project {
                publisher: 0,
                project: "sample".to_owned(),
            },
            Action::AddPublisher,
            Action::Pending {
                publisher: 1,
                pending: true,
            },
            Action::Keys(Rc::from("{\"keys\": []}")),
            Action::Moment(Moment::At("2026-01-28T10:00".to_owned())),
            Action::Rules(Rules::Of(UnixTime(1_769_000_000))),
            Action::Tick(UnixTime(1_770_000_000)),
        ];
        let state = acts
            .into_iter()
            .fold(Rc::new(State::default()), Reducible::reduce);
        let mut taken = State::unpacked(&state.packed()).expect("a state");
        // What was tidied is what was typed from then on.
        let mut given = State::clone(&state);
        for draft in &mut given.publishers {
            draft.tidied.clear();
        }
        assert_eq!(taken, given);
        // And the next form gets a number that no other has.
        assert_eq!(taken.add_publisher(), given.add_publisher());
    }

    #[test]
    fn an_example_gives_way_to_what_was_there_before_in_another_program_too() {
        let acts = [
            Action::Paste(Rc::from("of one's own")),
            Action::Example(Some(Example::Case)),
        ];
        let shown = acts
            .into_iter()
            .fold(Rc::new(State::default()), Reducible::reduce);
        let taken = Rc::new(State::unpacked(&shown.packed()).expect("a state"));
        assert_eq!(
            taken.example.as_ref().map(|shown| shown.example),
            Some(Example::Case)
        );
        let back = taken.reduce(Action::Example(None));
        assert_eq!(&*back.paste, "of one's own");
    }

    #[test]
    fn a_change_of_a_workflow_is_still_undone_by_another_program() {
        let acts = [
            FlowAct::Text(Rc::from("on: push")),
            FlowAct::Applied(Rc::from("on: release")),
        ];
        let state = acts
            .into_iter()
            .map(Action::Flow)
            .fold(Rc::new(State::default()), Reducible::reduce);
        let taken = Rc::new(State::unpacked(&state.packed()).expect("a state"));
        let back = taken.reduce(Action::Flow(FlowAct::Undo));
        assert_eq!(&*back.flow.text, "on: push");
    }

    #[test]
    fn a_remedy_is_still_undone_by_another_program() {
        let remedy = Remedy {
            edits: Vec::new(),
            proved: true,
            link: None,
            publisher: Some((0, [("environment".to_owned(), "release".to_owned())].into())),
            snippet: None,
        };
        let acts = [
            Action::Field {
                publisher: 0,
                kind: "github",
                field: "environment",
                value: "pypi".to_owned(),
            },
            Action::Apply {
                publisher: Some(0),
                kind: "github",
                remedy: Rc::new(remedy),
            },
        ];
        let state = acts
            .into_iter()
            .fold(Rc::new(State::default()), Reducible::reduce);
        let taken = State::unpacked(&state.packed()).expect("a state");
        assert_eq!(taken.publishers, state.publishers);
        assert_eq!(taken.before_remedy(), state.before_remedy());
        let undone = Rc::new(taken).reduce(Action::Undo);
        assert_eq!(undone.publishers[0].value("environment"), "pypi");
        assert_eq!(undone.applied, None);
        // Nor is there anything to undo where nothing was applied.
        let plain = State::unpacked(&undone.packed()).expect("a state");
        assert_eq!(plain.applied, None);
    }

    #[test]
    fn other_text_is_no_state() {
        for text in ["", "{}", "null", "[1]"] {
            assert_eq!(State::unpacked(text), None);
        }
    }
}
