//! What holds for every paste: reports cut anywhere, with any noise in between.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test's helpers fail loudly"
)]
#![cfg(not(target_arch = "wasm32"))]

use mintcheck::evidence::{ClaimForm, ClaimState, Reading, read};
use mintcheck::index::error_texts;
use mintcheck::python::Value;
use mintcheck::{Language, Request, inspect};
use proptest::prelude::*;

/// Pastes in every client's form.
fn pastes() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/reports");
    ["reports.jsonl", "variants.jsonl"]
        .iter()
        .flat_map(|file| {
            let text = std::fs::read_to_string(format!("{folder}/{file}")).expect("the reports");
            text.lines()
                .map(|line| {
                    let record: serde_json::Value = serde_json::from_str(line).expect("a record");
                    record["paste"].as_str().expect("a paste").to_owned()
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Pieces that the readers look for, and that have meaning to them in odd places.
fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "\u{1b}[31m",
            "[0m",
            "[12](https://github.com/o/r/actions/runs/1/job/2#step:3:4)",
            "> ",
            "%0A",
            "::error::",
            "##[error]",
            "2026-02-03T10:15:10.1234567Z ",
            "* `sub`: `",
            "` | `",
            "{\"sub\": \"",
            "TokenClaims {\n",
            "environment: Some(\n",
            "invalid-publisher: valid token, but no corresponding publisher (",
            "Expected workflow filenames: ",
            "***",
            "…",
            "MISSING",
            "\r\n",
            "\t",
            "\u{feff}",
            "eyJ.eyJ.x",
        ])
        .prop_map(str::to_owned),
    ]
}

/// A paste cut at two places and with noise put in at three.
fn mangled() -> impl Strategy<Value = String> {
    let all = pastes();
    (
        prop::sample::select(all),
        any::<(prop::sample::Index, prop::sample::Index)>(),
        prop::collection::vec((any::<prop::sample::Index>(), noise()), 0..4),
    )
        .prop_map(|(paste, (one, other), insertions)| {
            let mut characters: Vec<char> = paste.chars().collect();
            let (one, other) = (one.index(characters.len()), other.index(characters.len()));
            let mut text: String = characters.drain(one.min(other)..=one.max(other)).collect();
            for (place, noise) in insertions {
                let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                if !bounds.is_empty() {
                    text.insert_str(bounds[place.index(bounds.len())], &noise);
                }
            }
            text
        })
}

/// Whether the characters of one text stand in the other, in order. What a viewer put in between, a
/// link or a colour, may have been taken out.
fn stands_in(value: &str, text: &str) -> bool {
    let mut rest = text.chars();
    value
        .chars()
        .all(|wanted| rest.any(|character| character == wanted))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_claims_value_stands_in_the_paste_and_its_place_too(paste in mangled()) {
        let Reading { evidence, .. } = read(&paste, &error_texts());
        for claim in &evidence.claims {
            prop_assert!(paste.get(claim.span.start..claim.span.end).is_some());
            if let (ClaimState::Present(Value::Str(value)), true) =
                (&claim.state, claim.form != ClaimForm::Json)
            {
                prop_assert!(stands_in(&value.to_lossy(), &paste), "{value:?}");
                if claim.form != ClaimForm::ErrorText {
                    let place = &paste[claim.span.start..claim.span.end];
                    prop_assert!(stands_in(&value.to_lossy(), place), "{value:?} in {place:?}");
                }
            }
        }
        for stray in &evidence.strays {
            prop_assert!(paste.get(stray.span.start..stray.span.end).is_some());
        }
        if let Some(error) = &evidence.server_error {
            prop_assert!(paste.get(error.span.start..error.span.end).is_some());
        }
    }

    #[test]
    fn any_paste_gets_a_report_with_words(paste in mangled()) {
        let request = Request {
            index: "pypi".to_owned(),
            paste: Some(paste),
            ..Request::default()
        };
        let report = inspect(&request).expect("a sound request");
        prop_assert!(!Language::English.headline(&report).is_empty());
    }
}

#[test]
fn a_token_in_quotes_within_quotes_is_refused_with_the_remedy() {
    let token = include_str!("data/github-actions-token.txt").trim();
    let request = Request {
        index: "pypi".to_owned(),
        paste: Some(format!("{{\"token\": \"\"{token}\"\"}}")),
        ..Request::default()
    };
    let report = inspect(&request).expect("a sound request");
    let first = report.remedies.first().expect("a remedy");
    assert_eq!(report.prediction.status, Some(422));
    assert_eq!(
        Language::English.edit(&first.edits[0], &report),
        "take the quotes off the token: `jq -r .value` instead of `jq .value`"
    );
}
