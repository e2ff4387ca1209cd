use super::*;

#[test]
fn what_one_does_not_see_is_white_space() {
    assert!(look_alike("release", "release "));
    assert!(look_alike("my\u{2010}lib", "my-lib"));
    assert!(look_alike("p\u{430}th", "path"));
    assert!(!look_alike("a", "A"));
    assert!(!look_alike("a", "a"));
}
