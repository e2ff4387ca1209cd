use crate::index::Publisher;
use crate::inspect::{Request, inspect};
use crate::report::lang::Language;

use super::*;

const TOKEN: &str = include_str!("../../../tests/data/github-actions-token.txt");
const LOG: &str = include_str!("../../../www/examples/refused.txt");

fn rendered(paste: &str, fields: &[(&str, &str)]) -> String {
    let publisher = Publisher {
        kind: "github".to_owned(),
        fields: fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Publisher::default()
    };
    let request = Request {
        index: "pypi".to_owned(),
        paste: Some(paste.to_owned()),
        publishers: (!fields.is_empty()).then(|| vec![publisher]),
        ..Request::default()
    };
    render(&inspect(&request).expect("a report"), Language::English)
}

const PUBLISHER: [(&str, &str); 4] = [
    ("repository_owner", "octo-org"),
    ("repository_name", "sampleproject"),
    ("workflow_filename", "publish.yml"),
    ("environment", "release"),
];

#[test]
fn a_report_starts_with_what_matters() {
    let text = rendered(LOG, &PUBLISHER);
    let expected = "### ❌ PyPI refuses this: no publisher is registered for it: the token's `job_workflow_ref` \
                    has `release.yml`, the publisher's Workflow name is `publish.yml`\n\n\
                    - **Reported:** `invalid-publisher`: valid token, but no corresponding publisher \
                    (Publisher with matching claims was not found)\n\
                    - **Cause:** the workflow file's name differs from the registered one\n\
                    - **Stops at:** ";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains(
        "| Workflow name | `publish.yml` | `job_workflow_ref` `release.yml` | fails |\n"
    ));
    assert!(text.contains("| `environment` | `release` |"), "{text}");
    assert!(text.ends_with("</sub>\n"));
}

#[test]
fn the_token_and_its_parts_are_left_out() {
    let text = rendered(TOKEN, &[]);
    for part in TOKEN.trim().split('.') {
        assert!(!text.contains(part), "{text}");
    }
    assert!(text.contains("| `aud` | `sigstore` |"), "{text}");
}

#[test]
fn secrets_in_what_was_given_are_masked() {
    let half = TOKEN.get(..300).expect("a part");
    let secret = format!("pypi-{}", "Ab1".repeat(20));
    let log = format!("* `repository`: `o/r`\n* `environment`: `{secret}`\n* `ref`: `{half}`\n");
    let text = rendered(
        &log,
        &[("environment", &secret), ("repository_owner", half)],
    );
    assert!(!text.contains(&secret) && !text.contains("eyJ"), "{text}");
    assert!(text.contains("`***`"), "{text}");
}

#[test]
fn nothing_that_was_given_is_markdown() {
    for (text, expected) in [
        ("a `b` c", "a `b` c"),
        (
            "<img> @octocat [x](y)",
            "\\<img\\> @\u{2060}octocat \\[x\\](y)",
        ),
        ("an `a\nb`", "an `a\\nb`"),
    ] {
        assert_eq!(sentence(text), expected);
    }
    assert_eq!(code_span("a``b"), "```a``b```");
    assert_eq!(code_span("`"), "`` ` ``");
    let row = [code_span("a|b")];
    assert_eq!(
        table(&["H".to_owned()], [row]),
        "| H |\n| --- |\n| `a\\|b` |\n"
    );
}

#[test]
fn a_refusal_of_which_nobody_knows_the_words_has_no_status() {
    let request = Request {
        index: "npm".to_owned(),
        paste: Some(TOKEN.to_owned()),
        ..Request::default()
    };
    let text = render(&inspect(&request).expect("a report"), Language::English);
    let answer = "**Answer:** a refusal; which of those that are documented is not known: `OIDC token exchange error - unauthorized`, ";
    assert!(text.contains(answer), "{text}");
    assert!(!text.contains("HTTP"), "{text}");
}
