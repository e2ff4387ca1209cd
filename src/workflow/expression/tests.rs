use super::*;

fn texts(pairs: &[(&str, &[&str])]) -> Known {
    let text = |text: &&str| Value::Text((*text).to_owned());
    let known = pairs
        .iter()
        .map(|(path, values)| ((*path).to_owned(), values.iter().map(text).collect()));
    known.collect()
}

fn of(text: &str, pairs: &[(&str, &[&str])]) -> (Vec<String>, bool) {
    let possible = evaluate(
        text,
        &Context {
            run: &texts(pairs),
            job: &Known::new(),
        },
    );
    (possible.values.into_iter().collect(), possible.open)
}

fn known(values: &[&str]) -> (Vec<String>, bool) {
    (
        values.iter().map(|value| (*value).to_owned()).collect(),
        false,
    )
}

#[test]
fn plain_text_is_itself() {
    assert_eq!(of("pypi", &[]), known(&["pypi"]));
    assert_eq!(of("a ${{ broken", &[]), known(&["a ${{ broken"]));
}

#[test]
fn a_choice_by_something_known_has_one_outcome_and_by_something_unknown_both() {
    let text = "${{ github.event_name == 'Release' && 'pypi' || 'testpypi' }}";
    assert_eq!(
        of(text, &[("github.event_name", &["release"])]),
        known(&["pypi"])
    );
    assert_eq!(
        of(text, &[("github.event_name", &["push"])]),
        known(&["testpypi"])
    );
    assert_eq!(of(text, &[]), known(&["pypi", "testpypi"]));
}

#[test]
fn functions_and_indexes_are_read() {
    let refs: &[(&str, &[&str])] = &[
        ("github.ref", &["refs/tags/v1"]),
        ("github.ref_name", &["v1"]),
    ];
    let text = "${{ startsWith(github['ref'], 'refs/tags/') && format('{0}-{1}', 'r', github.ref_name) || '' }}";
    assert_eq!(of(text, refs), known(&["r-v1"]));
    assert_eq!(
        of("x-${{ matrix.to }}", &[("matrix.to", &["a", "b"])]),
        known(&["x-a", "x-b"])
    );
}

#[test]
fn what_the_run_decides_stays_open() {
    assert_eq!(of("${{ vars.ENVIRONMENT }}", &[]), (vec![], true));
    assert_eq!(
        of("${{ inputs.target || 'pypi' }}", &[]),
        (vec!["pypi".to_owned()], true)
    );
    assert_eq!(of("${{ 1 + }}", &[]), (vec![], true));
    let deep = format!("${{{{ {}1{} }}}}", "(".repeat(500), ")".repeat(500));
    assert_eq!(of(&deep, &[]), (vec![], true));
}

#[test]
fn a_truth_value_is_no_text() {
    let both = [(
        "inputs.dry".to_owned(),
        vec![Value::Bool(false), Value::Bool(true)],
    )];
    let run: Known = both.into_iter().collect();
    let no = [("matrix.dry".to_owned(), vec![Value::of("false", true)])];
    let job: Known = no.into_iter().collect();
    let context = Context {
        run: &run,
        job: &job,
    };
    for (condition, expected) in [
        ("${{ !inputs.dry }}", None),
        ("inputs.dry == true", None),
        ("inputs.dry == 'true'", Some(false)),
        ("!matrix.dry", Some(true)),
        ("matrix.dry", Some(false)),
        ("matrix.dry == false", Some(true)),
        ("'false'", Some(true)),
        ("${{ matrix.dry }} && ${{ matrix.dry }}", None),
        ("0", Some(false)),
        ("0x10 == 16", Some(true)),
        ("'0o10' == 8", Some(true)),
    ] {
        assert_eq!(holds(condition, &context), expected, "{condition}");
    }
    let chosen = evaluate("${{ inputs.dry && 'testpypi' || 'pypi' }}", &context);
    let names: Vec<&str> = chosen.values.iter().map(String::as_str).collect();
    assert_eq!(names, ["pypi", "testpypi"]);
}

#[test]
fn texts_are_ordered_as_texts() {
    assert_eq!(of("${{ 'B' > 'a' }}", &[]), known(&["true"]));
    assert_eq!(of("${{ 10 > '9' }}", &[]), known(&["true"]));
    assert_eq!(of("${{ null == false }}", &[]), known(&["true"]));
    assert_eq!(of("${{ 'x' != true }}", &[]), known(&["true"]));
}

#[test]
fn what_is_filled_in_is_not_read_as_a_template_and_never_grows_beyond_bounds() {
    let text = "${{ format('{{{0}}}{1}', '{1}', 'b') }}";
    assert_eq!(of(text, &[]), known(&["{{1}}b"]));
    let doubled = (0..30).fold("'0123456789'".to_owned(), |inner, _| {
        format!("format('{{0}}{{0}}', {inner})")
    });
    assert_eq!(of(&format!("${{{{ {doubled} }}}}"), &[]), (vec![], true));
}

#[test]
fn more_values_than_can_be_told_apart_are_any() {
    let many: Vec<String> = (0..40).map(|number| number.to_string()).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(
        of("${{ matrix.x }}", &[("matrix.x", &many)]),
        (vec![], true)
    );
}
