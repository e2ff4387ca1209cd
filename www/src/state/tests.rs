use mintcheck::index::find;

use super::*;

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    let tidies = [Action::Tidies(Tidy::BY_FORM)];
    let state = tidies
        .into_iter()
        .chain(actions)
        .fold(Rc::new(State::default()), Reducible::reduce);
    (*state).clone()
}

fn kinds(state: &State) -> Vec<&'static Kind> {
    let index = find(state.index).expect("an index");
    state
        .publishers
        .iter()
        .filter_map(|draft| draft.kind(index, None))
        .collect()
}

fn request(state: &State) -> Request {
    state.request(&kinds(state))
}

fn field(field: &'static str, value: &str) -> Action {
    Action::Field {
        publisher: 0,
        kind: "github",
        field,
        value: value.to_owned(),
    }
}

#[test]
fn nothing_filled_in_says_nothing_about_publishers() {
    let state = after([Action::AddPublisher]);
    assert_eq!(request(&state).publishers, None);
}

#[test]
fn a_field_left_empty_is_not_known_unless_empty_means_any() {
    let state = after([field("repository_owner", "octo-org")]);
    let publishers = request(&state).publishers.expect("a publisher");
    let fields: Vec<_> = publishers[0].fields.iter().collect();
    assert_eq!(
        fields,
        [
            (&"environment".to_owned(), &String::new()),
            (&"repository_owner".to_owned(), &"octo-org".to_owned()),
        ]
    );
}

#[test]
fn a_blank_form_beside_a_filled_one_is_no_publisher() {
    let state = after([Action::AddPublisher, field("repository_owner", "octo-org")]);
    assert_eq!(request(&state).publishers.expect("one").len(), 1);
}

#[test]
fn the_kind_follows_the_token_until_something_is_typed() {
    let index = find("pypi").expect("PyPI");
    let gitlab = Some("https://gitlab.com");
    let kind = |state: &State| state.publishers[0].kind(index, gitlab).map(|kind| kind.id);
    assert_eq!(kind(&after([])), Some("gitlab"));
    let typed = after([field("repository_owner", "octo-org")]);
    assert_eq!(kind(&typed), Some("github"));
}

#[test]
fn fields_of_another_kind_are_kept_and_not_sent() {
    let state = after([
        field("repository_owner", "octo-org"),
        Action::Kind {
            publisher: 0,
            kind: "google",
        },
    ]);
    assert_eq!(request(&state).publishers, None);
    assert_eq!(state.publishers[0].value("repository_owner"), "octo-org");
}

#[test]
fn removing_the_last_publisher_leaves_a_blank_one() {
    let state = after([
        field("repository_owner", "octo-org"),
        Action::RemovePublisher(0),
    ]);
    assert_eq!(state.publishers.len(), 1);
    assert_eq!(state.publishers[0].id, 1);
    assert_eq!(request(&state).publishers, None);
}

#[test]
fn what_is_no_key_set_is_not_sent_and_not_lost() {
    let state = after([Action::Keys(Rc::from("{"))]);
    assert!(request(&state).keys.is_empty());
    assert_eq!(&*state.pasted_keys, "{");
}

#[test]
fn pasted_keys_come_before_fetched_ones() {
    let issuer = "https://gitlab.com";
    let state = after([
        Action::Fetching { issuer },
        Action::Fetched {
            issuer,
            outcome: Ok(Rc::from(r#"{"keys": []}"#)),
        },
        Action::Keys(Rc::from(r#"{"keys": []}"#)),
    ]);
    let origins: Vec<_> = request(&state)
        .keys
        .iter()
        .map(|keys| (keys.issuer.clone(), keys.fetched))
        .collect();
    assert_eq!(origins, [(None, false), (Some(issuer.to_owned()), true)]);
}

#[test]
fn the_moment_is_the_one_chosen() {
    let now = Action::Tick(UnixTime(1_769_941_600));
    let as_of = |moment| request(&after([now.clone(), Action::Moment(moment)])).as_of;
    assert_eq!(as_of(Moment::Issued), None);
    assert_eq!(as_of(Moment::Now), Some(UnixTime(1_769_941_600)));
    let at = Moment::At("2026-02-01T10:25:59".to_owned());
    assert_eq!(as_of(at), Some(UnixTime(1_769_941_559)));
}

#[test]
fn clearing_the_paste_keeps_the_publishers() {
    let state = after([
        Action::Paste(Rc::from("hello")),
        field("repository_owner", "octo-org"),
        Action::Clear,
    ]);
    assert_eq!(&*state.paste, "");
    assert_eq!(state.publishers[0].value("repository_owner"), "octo-org");
}

#[test]
fn line_ends_become_those_of_a_text_box() {
    let state = after([Action::Paste(Rc::from("a\r\nb\rc\n"))]);
    assert_eq!(&*state.paste, "a\nb\nc\n");
}

fn remedy(place: usize, fields: &[(&str, &str)]) -> Rc<Remedy> {
    let fields = fields
        .iter()
        .map(|(field, value)| ((*field).to_owned(), (*value).to_owned()));
    Rc::new(Remedy {
        edits: Vec::new(),
        proved: true,
        link: None,
        publisher: Some((place, fields.collect())),
        snippet: None,
    })
}

fn apply(publisher: Option<u32>, remedy: Rc<Remedy>) -> Action {
    Action::Apply {
        publisher,
        kind: "github",
        remedy,
    }
}

#[test]
fn a_remedy_changes_its_form_and_can_be_taken_back() {
    let typed = [
        field("repository_owner", "octo-org"),
        field("environment", "pypi"),
    ];
    let before = after(typed.clone());
    let remedy = remedy(0, &[("environment", "release"), ("no-such-field", "x")]);
    let actions = || {
        typed
            .clone()
            .into_iter()
            .chain([apply(Some(0), Rc::clone(&remedy))])
    };
    let applied = after(actions());
    assert_eq!(applied.publishers[0].value("environment"), "release");
    assert_eq!(applied.publishers[0].value("repository_owner"), "octo-org");
    assert!(applied.applied.is_some());

    let undone = after(actions().chain([Action::Undo]));
    assert_eq!(undone.publishers, before.publishers);
    assert_eq!(undone.applied, None);
    assert_eq!(after(typed.into_iter().chain([Action::Undo])), before);
}

#[test]
fn what_is_typed_behind_a_remedy_is_not_taken_back() {
    let state = after([
        apply(None, remedy(0, &[("environment", "release")])),
        field("repository_owner", "octo-org"),
        Action::Undo,
    ]);
    assert_eq!(state.publishers[0].value("environment"), "release");
    assert_eq!(state.publishers[0].value("repository_owner"), "octo-org");
}

#[test]
fn a_publisher_to_be_registered_takes_a_blank_form_or_a_new_one() {
    let registered = || apply(None, remedy(1, &[("repository_owner", "octo-org")]));
    assert_eq!(after([registered()]).publishers.len(), 1);

    let state = after([field("repository_owner", "other"), registered()]);
    let owners: Vec<_> = state
        .publishers
        .iter()
        .map(|draft| draft.value("repository_owner"))
        .collect();
    assert_eq!(owners, ["other", "octo-org"]);
    let ids: Vec<_> = state.publishers.iter().map(|draft| draft.id).collect();
    assert_eq!(ids, [0, 1]);
}

const ADDRESS: &str = "https://github.com/octo-org/sampleproject";

fn left(field: &'static str) -> Action {
    Action::Left {
        publisher: 0,
        kind: "github",
        field,
    }
}

#[test]
fn an_address_is_read_when_its_field_is_left_and_not_before() {
    let typed = field("repository_owner", ADDRESS);
    let state = after([typed.clone()]);
    assert_eq!(state.publishers[0].value("repository_owner"), ADDRESS);

    let state = after([typed, left("repository_owner")]);
    let draft = &state.publishers[0];
    assert_eq!(draft.value("repository_owner"), "octo-org");
    assert_eq!(draft.value("repository_name"), "sampleproject");
    assert_eq!(draft.tidied.len(), 2);
}

#[test]
fn what_was_typed_comes_back_and_stays() {
    let state = after([
        field("repository_owner", ADDRESS),
        left("repository_owner"),
        Action::Untidy { publisher: 0 },
        left("repository_owner"),
    ]);
    let draft = &state.publishers[0];
    assert_eq!(draft.value("repository_owner"), ADDRESS);
    assert!(!draft.tidied.contains_key("repository_owner"));
}

#[test]
fn the_rules_are_the_ones_chosen() {
    let rules = |rules| request(&after([Action::Rules(rules)])).rules;
    let read = find("pypi").map(|index| index.rules_as_of);
    assert_eq!(rules(Rules::ByWording), None);
    assert_eq!(rules(Rules::Latest), read);
    assert_eq!(rules(Rules::Of(UnixTime(1))), Some(UnixTime(1)));
}

#[test]
fn an_address_that_was_left_before_anything_could_read_it_is_read_then() {
    let acts = [field("repository_owner", ADDRESS), left("repository_owner")];
    let early = acts
        .into_iter()
        .fold(Rc::new(State::default()), Reducible::reduce);
    assert_eq!(early.publishers[0].value("repository_owner"), ADDRESS);
    let state = early.reduce(Action::Tidies(Tidy::BY_FORM));
    assert_eq!(state.publishers[0].value("repository_owner"), "octo-org");
}

fn answer(index: &'static str) -> ServerError {
    let texts = mintcheck::index::error_texts();
    let paste = match index {
        "crates.io" => "400 No Trusted Publishing config found for repository `o/r`.",
        _ => "invalid-publisher: valid token, but no corresponding publisher",
    };
    let error = mintcheck::evidence::read(paste, &texts)
        .evidence
        .server_error;
    assert_eq!(error.as_ref().and_then(|error| error.index), Some(index));
    error.expect("an answer")
}

#[test]
fn the_index_that_answered_is_followed_once() {
    let of_crates_io = answer("crates.io");
    let state = after([Action::Paste(Rc::from("its answer"))]);
    let followed = state.following(Some(&of_crates_io)).expect("another index");
    assert_eq!(followed.index, "crates.io");
    // Who knows better is left alone, as long as the text is there.
    let acts = [Action::Follow("crates.io"), Action::Index("testpypi")];
    let back = after(acts.clone());
    assert_eq!(back.following(Some(&of_crates_io)), None);
    let cleared = after(acts.into_iter().chain([Action::Clear]));
    assert!(cleared.following(Some(&of_crates_io)).is_some());
}

#[test]
fn an_answer_that_the_chosen_index_gives_too_moves_nothing() {
    let of_pypi = answer("pypi");
    let state = after([Action::Index("testpypi")]);
    assert_eq!(state.following(Some(&of_pypi)), None);
    let state = after([Action::Index("crates.io")]);
    let followed = state.following(Some(&of_pypi)).expect("another index");
    assert_eq!(followed.index, "pypi");
}

#[test]
fn what_was_typed_for_one_index_stays_for_another() {
    let acts = [
        field("repository_owner", "octo-org"),
        Action::Pending {
            publisher: 0,
            pending: true,
        },
        Action::Index("crates.io"),
    ];
    let there = after(acts.clone());
    let sent = request(&there).publishers.expect("a publisher");
    assert_eq!(sent[0].field("repository_owner"), Some("octo-org"));
    // crates.io has no pending publishers.
    assert!(!sent[0].pending);
    let back = after(acts.into_iter().chain([Action::Index("pypi")]));
    assert!(request(&back).publishers.expect("a publisher")[0].pending);
}

#[test]
fn rules_of_a_day_are_those_of_an_index_whose_rules_changed() {
    let rules = Action::Rules(Rules::Of(UnixTime(1)));
    assert_eq!(request(&after([rules.clone()])).rules, Some(UnixTime(1)));
    let elsewhere = after([rules, Action::Index("crates.io")]);
    assert_eq!(request(&elsewhere).rules, None);
}
