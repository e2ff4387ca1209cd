//! What was entered, handed from a program to one in another language.

use std::collections::BTreeMap;
use std::rc::Rc;

use mintcheck::index::{self, INDEXES, Kind};
use mintcheck::issuer::ISSUERS;
use mintcheck::time::UnixTime;
use serde::{Deserialize, Serialize};

use super::draft::PackedDraft;
use super::{Configuration, Draft, Fetch, Moment, Rules, State};

/// The state without what every program knows by itself.
#[derive(Deserialize, Serialize)]
struct Packed {
    index: String,
    paste: String,
    publishers: Vec<PackedDraft>,
    moment: Moment,
    rules: Rules,
    pasted_keys: String,
    fetched: BTreeMap<String, String>,
    now: Option<i64>,
    next: u32,
    configured: Configuration,
}

impl State {
    /// Everything entered, as a text that only [`State::unpacked`] reads.
    pub(crate) fn packed(&self) -> String {
        let fetched = self.fetched.iter().filter_map(|(issuer, fetch)| {
            let Fetch::Done(keys) = fetch else {
                return None;
            };
            Some(((*issuer).to_owned(), keys.to_string()))
        });
        // What was there before a remedy stays, rather than what a forgotten button would undo.
        let packed = Packed {
            index: self.index.to_owned(),
            paste: self.paste.to_string(),
            publishers: self.publishers.iter().map(Draft::packed).collect(),
            moment: self.moment.clone(),
            rules: self.rules,
            pasted_keys: self.pasted_keys.to_string(),
            fetched: fetched.collect(),
            now: self.now.map(|now| now.0),
            next: self.next,
            configured: self.configured.clone(),
        };
        serde_json::to_string(&packed).unwrap_or_default()
    }

    /// The state that was packed; absent for other text.
    pub(crate) fn unpacked(text: &str) -> Option<Self> {
        let packed: Packed = serde_json::from_str(text).ok()?;
        let url = |text: &String| ISSUERS.into_iter().find(|issuer| issuer.url == text);
        Some(Self {
            index: index::find(&packed.index)?.id,
            paste: Rc::from(packed.paste),
            publishers: packed.publishers.into_iter().map(Draft::unpacked).collect(),
            moment: packed.moment,
            rules: packed.rules,
            applied: None,
            example: None,
            refused: None,
            pasted_keys: Rc::from(packed.pasted_keys),
            fetched: packed
                .fetched
                .into_iter()
                .filter_map(|(issuer, keys)| Some((url(&issuer)?.url, Fetch::Done(Rc::from(keys)))))
                .collect(),
            // The program that it is handed to loads the file itself.
            key_file: None,
            now: packed.now.map(UnixTime),
            next: packed.next,
            configured: packed.configured,
        })
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
    INDEXES.into_iter().flat_map(|index| index.kinds)
}

#[cfg(test)]
mod tests {
    use yew::Reducible;

    use super::*;
    use crate::state::Action;

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
    fn other_text_is_no_state() {
        for text in ["", "{}", "null", "[1]"] {
            assert_eq!(State::unpacked(text), None);
        }
    }
}
