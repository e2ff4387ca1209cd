use mintcheck::index::find;

use super::*;

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    let state = actions
        .into_iter()
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
