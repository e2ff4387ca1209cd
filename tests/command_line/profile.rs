//! `--profile`: an index that somebody runs.

use serde_json::json;

use crate::{REAL_FILE, Scratch, run};

fn file(profile: &serde_json::Value) -> Scratch {
    Scratch::new("index.json", profile.to_string().as_bytes())
}

#[test]
fn a_profile_chooses_the_index_that_it_tells_of() {
    let profile = file(&json!({
        "name": "Acme",
        "baseUrl": "https://pypi.acme.example/legacy/",
        "audience": "acme",
        "issuers": ["github"],
    }));
    let own = run(&["inspect", "--profile", profile.path(), REAL_FILE], b"");
    assert_eq!(own.code, Some(1), "{}", own.err);
    assert!(own.out.contains("this index demands `acme`"), "{}", own.out);
    // Whoever names another index is asking that one.
    let other = run(
        &[
            "inspect",
            "--profile",
            profile.path(),
            "--index=pypi",
            REAL_FILE,
        ],
        b"",
    );
    assert_eq!(other.out, run(&["inspect", REAL_FILE], b"").out);
}

#[test]
fn an_audience_that_is_not_told_can_be_asked_for() {
    let profile = file(&json!({"baseUrl": "https://pypi.acme.example"}));
    let open = run(&["inspect", "--profile", profile.path(), REAL_FILE], b"");
    assert_eq!(open.code, Some(3), "{}", open.err);
    let told = open.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "`curl -sS 'https://pypi.acme.example/_/oidc/audience'` tells it";
    assert!(told.contains(line), "{}", open.out);
}

#[test]
fn a_workflow_is_read_for_the_index_of_a_profile() {
    let profile = file(&json!({"name": "Acme", "baseUrl": "https://pypi.acme.example"}));
    let workflow = b"on: push\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      \
                     - uses: pypa/gh-action-pypi-publish@release/v1\n        with:\n          \
                     repository-url: https://pypi.acme.example/\n";
    let arguments = ["workflow", "--profile", profile.path(), "-"];
    let told = run(&arguments, workflow);
    assert!(
        told.out.contains("https://pypi.acme.example") || told.out.contains("pypi.acme.example")
    );
    assert_eq!(told.code, Some(1), "{}{}", told.out, told.err);
}

#[test]
fn a_file_that_is_no_profile_is_refused_with_its_name_and_place() {
    for (text, expected) in [
        ("{", "is no JSON profile of an index: "),
        ("[]", "is no JSON profile of an index: "),
        ("{}", "`baseUrl`"),
        (r#"{"baseUrl": 1}"#, "in `baseUrl`"),
        (r#"{"baseUrl": "https://a.example", "mint": ""}"#, "`mint`"),
        (
            r#"{"baseUrl": "http://a.example"}"#,
            "it has to start with `https://`",
        ),
        (
            r#"{"baseUrl": "https://a.example", "issuers": ["jenkins"]}"#,
            "`jenkins`",
        ),
    ] {
        let profile = Scratch::new("index.json", text.as_bytes());
        let refused = run(&["inspect", "--profile", profile.path(), REAL_FILE], b"");
        assert_eq!(refused.code, Some(4), "{text}: {}", refused.err);
        assert!(refused.err.contains(expected), "{text}: {}", refused.err);
        assert!(
            refused.err.contains(profile.path()),
            "{text}: {}",
            refused.err
        );
    }
}

#[test]
fn without_a_profile_the_index_is_not_told_of() {
    let refused = run(&["inspect", "--index=custom", REAL_FILE], b"");
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("give its profile"), "{}", refused.err);
}
