use super::*;

#[test]
fn what_one_does_not_see_is_white_space() {
    assert!(look_alike("release", "release "));
    assert!(look_alike("my\u{2010}lib", "my-lib"));
    assert!(look_alike("p\u{430}th", "path"));
    assert!(!look_alike("a", "A"));
    assert!(!look_alike("a", "a"));
}

#[test]
fn the_called_file_of_another_repository_is_a_reusable_workflow() {
    let mut causes = Ranking::default();
    from_file_reference(
        "expecting one of ['o/r/.github/workflows/a.yml@x'], got 's/t/.github/workflows/a.yml@x'",
        &mut causes,
    );
    assert_eq!(causes.0, [Cause::ReusableWorkflow]);
}
