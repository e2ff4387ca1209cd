//! What the core finds out about the state, and which form shows what.

use std::borrow::Cow;
use std::ops::Deref;
use std::rc::Rc;

use mintcheck::evidence;
use mintcheck::index::form::FormContext;
use mintcheck::index::{FieldComparison, Index, Kind, Presence};
use mintcheck::inspect::judge;
use mintcheck::issuer::{self, Issuer};
use mintcheck::jose::pyjwt::UnverifiedToken;
use mintcheck::jose::{KeySet, KeySetError};
use mintcheck::python::Dict;
use mintcheck::{Report, RequestError, inspect};

use crate::state::{Draft, State, form_of};
use crate::told::{self, Source};

/// Something large that components share. Two are the same only if they are one.
#[derive(Debug)]
pub(crate) struct Shared<T>(Rc<T>);

/// What was found out.
#[derive(Debug)]
pub(crate) struct Inspection {
    /// The index.
    pub(crate) index: Cow<'static, Index>,
    /// The token's issuer, if it is built in.
    pub(crate) issuer: Option<&'static Issuer>,
    /// Where the token's issuer says where its keys are, if the page does not ask it.
    pub(crate) keys_at: Option<String>,
    /// One for each publisher's form.
    pub(crate) cards: Vec<Card>,
    /// The IDs of the keys that were pasted, or why they are none; absent if nothing was.
    pub(crate) pasted_keys: Option<Result<Vec<String>, KeySetError>>,
    /// What the claims come from.
    pub(crate) source: Source,
    /// The report; absent while the part of the program that inspects is not there.
    pub(crate) report: Option<Result<Shared<Report>, RequestError>>,
}

/// What a publisher's form shows besides what was typed.
#[derive(Debug)]
pub(crate) struct Card {
    /// The kind whose form it is.
    pub(crate) kind: &'static Kind,
    /// The place among the publishers that are judged; absent if nothing was filled in.
    pub(crate) position: Option<usize>,
    /// Whether the kind goes with the token's issuer; absent if that is not known.
    pub(crate) applies: Option<bool>,
    /// Its fields beside the claims.
    pub(crate) fields: Vec<FieldComparison>,
    /// The claims among those that are not known.
    pub(crate) unknown: Vec<&'static str>,
    /// What the index's form would say, by field.
    pub(crate) messages: Vec<(&'static str, String)>,
}

/// The report as far as the verdict goes, which is shown before all else.
pub(crate) fn verdict(state: &State) -> Result<Report, RequestError> {
    let index = state.chosen();
    // Without a kind of its own, a form is of the token's, which takes a while to find.
    let needs_token = |draft: &Draft| !draft.has_kind(&index) && !draft.is_untouched();
    let claims = if state.publishers.iter().any(needs_token) {
        unverified_claims(&state.paste)
    } else {
        Dict::default()
    };
    let url = issuer_in(&claims);
    let kinds: Vec<_> = state
        .publishers
        .iter()
        .filter_map(|draft| draft.kind(&index, url))
        .collect();
    let verdict = judge(&state.request(&kinds));
    let error = verdict.as_ref().ok().map(|report| &report.evidence);
    match state.following(error.and_then(|evidence| evidence.server_error.as_ref())) {
        Some(state) => self::verdict(&state),
        None => verdict,
    }
}

fn issuer_in(claims: &Dict) -> Option<&str> {
    claims.get("iss")?.as_str()?.as_str()
}

/// The claims in a paste; none if there is no token in it. To find them takes longest of all, and few
/// acts change the paste.
pub(crate) fn unverified_claims(paste: &str) -> Dict {
    evidence::recognise(paste)
        .token
        .and_then(|token| UnverifiedToken::decode(&token).ok())
        .map_or_else(Dict::default, |token| token.unverified_claims().clone())
}

impl Inspection {
    /// What the forms look like before anything is inspected.
    pub(crate) fn outline(state: &State) -> Self {
        let index = state.chosen();
        let mut places = 0_usize..;
        let cards = state
            .publishers
            .iter()
            .filter_map(|draft| Some((draft, draft.kind(&index, None)?)))
            .map(|(draft, kind)| Card {
                kind,
                position: position(draft, kind, &mut places),
                applies: None,
                fields: Vec::new(),
                unknown: Vec::new(),
                messages: Vec::new(),
            })
            .collect();
        Self {
            index,
            issuer: None,
            keys_at: None,
            cards,
            pasted_keys: None,
            source: Source::Nothing,
            report: None,
        }
    }

    /// The report, if there is one.
    pub(crate) fn found(&self) -> Option<&Shared<Report>> {
        self.report.as_ref()?.as_ref().ok()
    }

    /// Inspects the state, of whose paste these are the claims.
    pub(crate) fn of(state: &State, claims: &Dict) -> Self {
        let index = state.chosen();
        let url = issuer_in(claims);
        let kinds: Vec<_> = state
            .publishers
            .iter()
            .filter_map(|draft| draft.kind(&index, url))
            .collect();
        let report = inspect(&state.request(&kinds));
        let found = report.as_ref().ok();
        let error = found.and_then(|report| report.evidence.server_error.as_ref());
        if let Some(state) = state.following(error) {
            return Self::of(&state, claims);
        }
        let kind = found.and_then(|report| report.kind);
        let source = found.map_or(Source::Nothing, Source::of);
        // Without a token, what the text shows.
        let shown = found.filter(|_| source == Source::Text).map(told::claims);
        let claims = shown.as_ref().unwrap_or(claims);
        let is_known = |claim: &str| {
            found.is_none_or(|report| source != Source::Text || told::is_known(report, claim))
        };
        let is_unasked = |issuer: &Issuer| issuer.key_hosts.is_empty();
        let unasked = url.filter(|url| issuer::find(url).is_some_and(is_unasked));
        let url = url.or_else(|| index.issuer_of(kind?));
        let mut places = 0_usize..;
        let cards = state
            .publishers
            .iter()
            .filter_map(|draft| Some((draft, draft.kind(&index, url)?)))
            .map(|(draft, card)| {
                let fields = (index.rules().compare)(&draft.publisher(card), claims);
                let unknown = fields.iter().map(|field| field.claim);
                Card {
                    kind: card,
                    position: position(draft, card, &mut places),
                    applies: kind.map(|kind| kind == card.id),
                    unknown: unknown.filter(|claim| !is_known(claim)).collect(),
                    fields,
                    messages: messages(&index, card, draft),
                }
            })
            .collect();
        let pasted_keys = (!state.pasted_keys.trim().is_empty())
            .then(|| KeySet::from_paste(&state.pasted_keys).map(|set| set.key_ids()));
        let issuer = url.and_then(issuer::find);
        Self {
            index,
            issuer,
            keys_at: unasked.map(issuer::discovery_url),
            cards,
            pasted_keys,
            source,
            report: Some(report.map(Shared::new)),
        }
    }
}

/// The next place, for a publisher in whose form there is anything.
fn position(
    draft: &Draft,
    kind: &'static Kind,
    places: &mut impl Iterator<Item = usize>,
) -> Option<usize> {
    if draft.is_blank(kind) {
        None
    } else {
        places.next()
    }
}

/// What the index's form says to what was typed. A field left empty is not known, which is no mistake,
/// and one that is still being typed into is left alone.
fn messages(index: &Index, kind: &Kind, draft: &Draft) -> Vec<(&'static str, String)> {
    let Some((form, input)) = form_of(index, draft, kind.id) else {
        return Vec::new();
    };
    let verdict = form.validate(index, &input, &FormContext::default());
    let speaks = |field: &str| {
        let is_chosen = kind
            .field(field)
            .is_some_and(|field| field.presence == Presence::DefaultIfEmpty);
        !is_chosen && draft.left.contains(field) && !draft.value(field).is_empty()
    };
    form.fields
        .iter()
        .filter(|(_, field)| speaks(field))
        .flat_map(|(name, field)| {
            let messages = verdict.messages(name).iter();
            messages.map(|message| (*field, message.text.clone()))
        })
        .collect()
}

impl<T> Shared<T> {
    /// Shares it.
    pub(crate) fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use mintcheck::finding::{Decision, Outcome};
    use mintcheck::inspect::TokenReport;
    use yew::Reducible;

    use super::*;
    use crate::state::Action;

    const TOKEN: &str = include_str!("../../tests/data/github-actions-token.txt");

    fn of(actions: impl IntoIterator<Item = Action>) -> Inspection {
        let state = actions
            .into_iter()
            .fold(Rc::new(State::default()), Reducible::reduce);
        let claims = unverified_claims(&state.paste);
        Inspection::of(&state, &claims)
    }

    #[test]
    fn a_blank_form_shows_what_the_token_says() {
        let found = of([Action::Paste(Rc::from(TOKEN))]);
        let card = &found.cards[0];
        assert_eq!((card.kind.id, card.position), ("github", None));
        let owner = &card.fields[0];
        assert_eq!(owner.claimed.as_deref(), Some("sigstore-conformance"));
        assert_eq!(owner.outcome, Outcome::Unknown);
    }

    #[test]
    fn the_first_form_that_is_filled_in_is_the_first_publisher() {
        let found = of([
            Action::AddPublisher,
            Action::Field {
                publisher: 1,
                kind: "github",
                field: "repository_owner",
                value: "octo-org".to_owned(),
            },
        ]);
        let places: Vec<_> = found.cards.iter().map(|card| card.position).collect();
        assert_eq!(places, [None, Some(0)]);
    }

    /// Whatever comes later may not contradict what was shown first.
    #[test]
    fn the_verdict_that_comes_first_is_that_of_the_whole_report() {
        let project = |project: &str| Action::Project {
            publisher: 0,
            project: project.to_owned(),
        };
        let owner = |owner: &str| Action::Field {
            publisher: 0,
            kind: "github",
            field: "repository_owner",
            value: owner.to_owned(),
        };
        let log = include_str!("../examples/refused.txt");
        let pastes = ["", "nothing", TOKEN, log];
        for paste in pastes.map(|paste| Action::Paste(Rc::from(paste))) {
            for typed in [
                vec![],
                vec![project("sampleproject")],
                vec![owner("octo-org")],
                vec![owner("sigstore-conformance"), project("sampleproject")],
            ] {
                let state = [paste.clone()]
                    .into_iter()
                    .chain(typed)
                    .fold(Rc::new(State::default()), Reducible::reduce);
                let first = verdict(&state).expect("a report");
                let claims = unverified_claims(&state.paste);
                let whole = Inspection::of(&state, &claims);
                let whole = whole.found().expect("a report");
                let without_lists = Report {
                    remedies: Vec::new(),
                    publishers: Vec::new(),
                    token: whole.token.as_ref().map(|_| TokenReport::default()),
                    answer_body: None,
                    ..Report::clone(whole)
                };
                assert_eq!(first, without_lists);
            }
        }
    }

    #[test]
    fn nothing_pasted_is_nothing_decided() {
        let inspection = of([]);
        let report = inspection.found().expect("a report");
        assert!(matches!(report.decision, Decision::Undecided { .. }));
    }
}
