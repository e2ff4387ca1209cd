use std::rc::Rc;

use mintcheck::time::UnixTime;
use mintcheck::{Request, inspect};
use yew::Reducible;

use super::*;
use crate::state::Action;

const TOKEN: &str = include_str!("../../../../tests/data/github-actions-token.txt");

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    let state = Rc::new(State::default());
    actions.into_iter().fold(state, Reducible::reduce)
}

fn typed(publisher: u32, field: &'static str, value: &str) -> Action {
    Action::Field {
        publisher,
        kind: "github",
        field,
        value: value.to_owned(),
    }
}

fn opened(text: &str) -> Rc<State> {
    after([Action::Open(link(text).expect("a link"))])
}

#[test]
fn a_link_can_be_read_by_people() {
    let state = after([
        Action::Index("testpypi"),
        typed(0, "repository_owner", "octo-org"),
        typed(0, "workflow_filename", "release me.yml"),
        Action::Rules(Rules::Latest),
    ]);
    let expected = "v=1&index=testpypi&rules=latest&publisher=github&repository_owner=octo-org\
                    &workflow_filename=release+me.yml";
    assert_eq!(state.saved(), expected);
}

#[test]
fn what_was_entered_is_read_back() {
    let state = after([
        Action::Index("testpypi"),
        typed(0, "repository_owner", "grüße & = # %"),
        Action::AddPublisher,
        Action::AddPublisher,
        Action::Kind {
            publisher: 2,
            kind: "gitlab",
        },
        Action::Pending {
            publisher: 2,
            pending: true,
        },
        Action::Project {
            publisher: 2,
            project: "sampleproject".to_owned(),
        },
        Action::Moment(Moment::At("2026-02-01T10:25:59".to_owned())),
    ]);
    let again = opened(&state.saved());
    assert_eq!(again.saved(), state.saved());
    assert_eq!(again.moment, state.moment);
    let kinds: Vec<_> = again.publishers.iter().map(|draft| draft.kind).collect();
    assert_eq!(kinds, [Some("github"), Some("gitlab")]);
}

#[test]
fn every_choice_of_rules_is_read_back() {
    for index in INDEXES {
        let before = |change: &UnixTime| Rules::Of(change.plus(-1));
        let changes = index
            .rule_changes
            .iter()
            .filter(|at| **at != index.rules_as_of);
        let choices = changes.map(before).chain([Rules::Latest, Rules::ByWording]);
        for rules in choices {
            let state = after([Action::Index(index.id), Action::Rules(rules)]);
            assert_eq!(opened(&state.saved()).rules, rules, "{}", state.saved());
        }
    }
}

#[test]
fn the_paste_is_never_saved() {
    let state = after([
        Action::Paste(Rc::from(TOKEN)),
        Action::Keys(Rc::from("{\"keys\": []}")),
    ]);
    assert_eq!(state.saved(), "v=1&index=pypi");
}

#[test]
fn a_token_in_a_field_is_not_saved() {
    let half = TOKEN.get(..200).expect("a part");
    for secret in [
        TOKEN.trim(),
        half,
        "pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAw",
    ] {
        let state = after([
            typed(0, "environment", "release"),
            typed(0, "repository_owner", secret),
            Action::Project {
                publisher: 0,
                project: secret.to_owned(),
            },
        ]);
        assert_eq!(
            state.saved(),
            "v=1&index=pypi&publisher=github&environment=release"
        );
    }
}

#[test]
fn claims_go_along_if_asked_for_and_the_token_does_not() {
    let request = Request {
        index: "pypi".to_owned(),
        paste: Some(TOKEN.to_owned()),
        ..Request::default()
    };
    let report = inspect(&request).expect("a report");
    let state = after([Action::Paste(Rc::from(TOKEN))]);
    let text = state.link(Some(&report));
    for part in TOKEN.trim().split('.') {
        assert!(!text.contains(part));
    }
    let again = opened(&text);
    let request = Request {
        paste: Some(again.paste.to_string()),
        ..request
    };
    let read = inspect(&request).expect("a report");
    assert!(read.token.is_none());
    let token = report.token.expect("a token");
    for claim in &token.claims {
        let said = match &claim.value {
            Value::Str(text) if text.to_string().is_empty() => ClaimState::Empty,
            value => ClaimState::Present(value.clone()),
        };
        assert_eq!(read.evidence.claim(&claim.name), Some(&said));
    }
}

#[test]
fn a_claim_that_is_known_to_be_absent_stays_so() {
    let request = Request {
        index: "pypi".to_owned(),
        paste: Some("* `repository`: `o/r`\n* `environment`: `MISSING`\n".to_owned()),
        ..Request::default()
    };
    let report = inspect(&request).expect("a report");
    let text = State::default().link(Some(&report));
    let request = Request {
        paste: Some(opened(&text).paste.to_string()),
        ..request
    };
    let read = inspect(&request).expect("a report");
    assert_eq!(
        read.evidence.claim("environment"),
        Some(&ClaimState::Absent)
    );
}

#[test]
fn a_link_without_claims_leaves_the_paste() {
    let open = Action::Open(link("v=1&index=testpypi").expect("a link"));
    let state = after([Action::Paste(Rc::from(TOKEN)), open]);
    assert_eq!((state.index, &*state.paste), ("testpypi", TOKEN));
    assert_eq!(state.publishers.len(), 1);
}

#[test]
fn what_is_no_link_is_refused() {
    let name = |name: &str| LinkError::Name(name.to_owned());
    let value = |name: &str, value: &str| LinkError::Value(name.to_owned(), value.to_owned());
    for (text, error) in [
        ("v=2&index=pypi", LinkError::Version),
        ("index=pypi", LinkError::Version),
        ("v=1&indx=pypi", name("indx")),
        ("v=1&index=cpan", value("index", "cpan")),
        ("v=1&environment=x", value("environment", "x")),
        ("v=1&publisher=travis", value("publisher", "travis")),
        ("v=1&publisher=github&pending=1", value("pending", "1")),
        ("v=1&publisher=github&index=pypi", value("index", "pypi")),
        ("v=1&moment=soon", value("moment", "soon")),
        ("v=1&rules=new", value("rules", "new")),
        ("v=1&claims=[]", value("claims", "[]")),
        (
            "v=1&publisher=github&environment=eyJhbGciOiJub25lIn0",
            LinkError::Secret,
        ),
    ] {
        assert_eq!(link(text), Err(error), "{text}");
    }
    let long = format!("v=1&claims={}", "x".repeat(LONGEST));
    assert_eq!(link(&long), Err(LinkError::TooLong));
}

#[test]
fn a_fragment_is_a_place_a_link_or_a_token() {
    assert_eq!(read(""), Fragment::Place);
    assert_eq!(read("trace-stop"), Fragment::Place);
    assert!(matches!(read("v=1&index=pypi"), Fragment::Link(Ok(_))));
    assert_eq!(read("x=1"), Fragment::Link(Err(LinkError::Version)));
    for fragment in [
        "token=a.b.c",
        "debugger-io?token=a.b.c",
        "x=y&id_token=a.b.c",
        "value=a.b.c",
    ] {
        assert_eq!(read(fragment), Fragment::Token("a.b.c".to_owned()));
    }
}

#[test]
fn a_link_tells_of_one_s_own_index_where_that_is_chosen() {
    let mut state = State::default();
    for (name, value) in [
        ("base-url", "https://pypi.acme.example/legacy/"),
        ("audience", "acme"),
        ("audience-endpoint", "https://pypi.acme.example/a"),
        ("issuers", ""),
    ] {
        state
            .own
            .put(own::name(name).expect("a name"), value.to_owned());
    }
    assert!(!state.link(None).contains("acme"), "{}", state.link(None));
    state.index = custom::ID;
    let mut opened = State::default();
    opened.open(link(&state.link(None)).expect("a link"));
    assert_eq!((opened.index, &opened.own), (state.index, &state.own));
    // A reload keeps it, whichever is chosen.
    state.index = "pypi";
    let mut opened = State::default();
    opened.open(link(&state.saved()).expect("a link"));
    assert_eq!((opened.index, &opened.own), (state.index, &state.own));
}

#[test]
fn a_link_without_an_index_of_one_s_own_leaves_what_was_told_of_it() {
    let mut state = State::default();
    state
        .own
        .put(own::ADDRESS, "https://pypi.acme.example".to_owned());
    state.open(link("v=1&index=testpypi").expect("a link"));
    assert_eq!(state.own.value(own::ADDRESS), "https://pypi.acme.example");
}
