//! What holds for every input: nothing panics, and verdict, steps and answer fit together.
//!
//! Tokens are signed with the key in `tests/data/signing-key`.

#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test's helpers fail loudly"
)]

#[path = "properties/strategies.rs"]
mod strategies;
#[path = "properties/tokens.rs"]
mod tokens;

use std::time::{Duration, Instant};

use mintcheck::evidence::{Shape, recognise};
use mintcheck::finding::{Answer, Decision, Outcome};
use mintcheck::index::{Body, Case, HttpRequest, INDEXES, Keys, Publisher, ServerState};
use mintcheck::inspect::everywhere_with;
use mintcheck::jose::pyjwt::UnverifiedToken;
use mintcheck::python::json;
use mintcheck::report::{Report, Signature};
use mintcheck::time::UnixTime;
use mintcheck::{Request, inspect};
use proptest::prelude::*;
use serde_json::{Value, json as value};

use self::strategies::{claims, github_publisher, json_like, paste, request, server};
use self::tokens::{NOW, SIGNED, compact, genuine, unsigned};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        // A failing input is printed; files beside the tests would have to be kept in order.
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn any_paste_gets_a_report(paste in paste(), request in request()) {
        check(&Request { paste: Some(paste), ..request })?;
    }

    #[test]
    fn any_body_gets_a_report(
        body in prop_oneof![
            any::<Vec<u8>>(),
            paste().prop_map(|token| value!({ "token": token }).to_string().into_bytes()),
            any::<String>().prop_map(|rest| format!("{{\"token\":\"{rest}").into_bytes()),
        ],
        request in request(),
    ) {
        check(&Request { body: Some(body), ..request })?;
    }

    #[test]
    fn any_claims_get_a_report(claims in claims(), request in request()) {
        check(&Request { paste: Some(unsigned(&claims)), ..request })?;
    }

    #[test]
    fn no_index_accepts_without_a_token_or_claims(
        text in prop_oneof![
            any::<String>(),
            "[A-Za-z0-9_.=+/ \n-]{0,80}",
            json_like(),
            Just("invalid-publisher: valid token, but no corresponding publisher".to_owned()),
        ],
        whole in any::<bool>(),
        request in request(),
    ) {
        let (paste, body) = if whole {
            (None, Some(text.into_bytes()))
        } else {
            (Some(text), None)
        };
        for index in INDEXES {
            let publishers = request.publishers.clone().filter(|_| index.id == request.index);
            let report = inspect(&Request {
                index: index.id.to_owned(),
                paste: paste.clone(),
                body: body.clone(),
                publishers,
                ..request.clone()
            })
            .expect("a sound request");
            if report.token.is_none() && report.evidence.claims.is_empty() {
                prop_assert!(!would_mint(&report), "{}: {:?}", index.id, report.decision);
                prop_assert!(!succeeds(&report.prediction.answer), "{}", index.id);
            }
        }
    }

    #[test]
    fn no_request_without_a_token_is_answered_with_success(
        method in prop::sample::select(&["GET", "POST", "PUT"][..]),
        headers in prop::collection::vec((header_name(), header_value()), 0..4),
        body in prop_oneof![
            any::<Vec<u8>>(),
            json_like().prop_map(String::into_bytes),
            any::<String>().prop_map(|token| value!({ "token": token, "jwt": token }).to_string().into_bytes()),
        ],
    ) {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let text = String::from_utf8_lossy(&body);
        let http = HttpRequest { method, headers: &headers, body: &body };
        for index in INDEXES {
            for sent in [Body::Http(&http), Body::Raw(&body), Body::Token(&text)] {
                let case = Case {
                    body: sent,
                    publishers: Some(&[]),
                    moment: Some(UnixTime(NOW)),
                    keys: &Keys::default(),
                    server: &ServerState::default(),
                    rules: None,
                    decoded: None,
                };
                let prediction = (index.rules().judge)(index, &case).prediction;
                prop_assert!(!succeeds(&prediction.answer), "{}: {sent:?}", index.id);
            }
        }
    }

    #[test]
    fn a_publisher_is_told_where_an_index_does_not_refuse_and_nowhere_else(
        paste in prop_oneof![
            paste(),
            claims().prop_map(|claims| unsigned(&claims)),
            claims().prop_map(|claims| Value::from(claims).to_string()),
        ],
        request in request(),
    ) {
        let request = Request { paste: Some(paste), body: None, ..request };
        let found = everywhere_with(&request, |index| Some(index.rules())).expect("a sound request");
        for at in &found.indexes {
            prop_assert_eq!(at.publisher.is_none(), at.decision == Decision::Reject, "{:?}", at);
            prop_assert_eq!(at.stop.is_some(), at.decision == Decision::Reject, "{:?}", at);
            prop_assert!(!matches!(at.decision, Decision::Accept), "nobody looked at a signature");
        }
    }

    #[test]
    fn the_order_of_claims_does_not_matter(
        (claims, shuffled) in claims().prop_flat_map(|claims| {
            let entries: Vec<_> = claims.clone().into_iter().collect();
            (Just(entries.clone()), Just(entries).prop_shuffle())
        }),
        request in request(),
    ) {
        let judged = |claims: Vec<(String, Value)>| {
            // Written by hand: a map would put them in order again.
            let members: Vec<_> = claims
                .iter()
                .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())))
                .collect();
            let token = compact(&format!("{{{}}}", members.join(",")));
            inspect(&Request { paste: Some(token), ..request.clone() }).expect("a sound request")
        };
        let (first, second) = (judged(claims), judged(shuffled));
        prop_assert_eq!(&first.decision, &second.decision);
        // A reader's own words say at which place it stopped.
        let answer = |report: &Report| {
            let prediction = &report.prediction;
            (prediction.status, prediction.publishers.clone(), prediction.projects.clone())
        };
        prop_assert_eq!(answer(&first), answer(&second));
        let outcomes = |report: &Report| -> Vec<_> {
            let steps = report.steps.iter();
            steps.map(|step| (step.rule, step.outcome, step.decisive)).collect()
        };
        prop_assert_eq!(outcomes(&first), outcomes(&second));
    }

    #[test]
    fn a_genuine_tokens_verdict_fits_its_steps(
        token in prop::sample::select(SIGNED.as_slice()),
        publishers in prop::collection::vec(github_publisher(), 0..4),
        server in server(),
        as_of in prop_oneof![3 => Just(NOW), 1 => NOW - 400..NOW + 400],
    ) {
        let request = Request {
            paste: Some(token.to_owned()),
            publishers: Some(publishers),
            as_of: Some(UnixTime(as_of)),
            server,
            ..genuine()
        };
        let report = check(&request)?;
        let undecided = matches!(report.decision, Decision::Undecided { .. });
        prop_assert!(!undecided);
    }

    #[test]
    fn the_order_of_ordinary_github_publishers_does_not_matter(
        token in prop::sample::select(SIGNED.as_slice()),
        (publishers, shuffled) in prop::collection::vec(github_publisher(), 1..5)
            .prop_flat_map(|publishers| (Just(publishers.clone()), Just(publishers).prop_shuffle())),
    ) {
        // For GitLab it does: two paths that differ in case are both found, and the first is taken.
        let decision = |mut publishers: Vec<Publisher>| {
            for publisher in &mut publishers {
                publisher.pending = false;
            }
            let request = Request {
                paste: Some(token.to_owned()),
                publishers: Some(publishers),
                ..genuine()
            };
            inspect(&request).expect("a sound request").decision
        };
        prop_assert_eq!(decision(publishers), decision(shuffled));
    }

    #[test]
    fn another_character_in_the_signature_is_never_accepted(
        place in any::<prop::sample::Index>(),
        character in prop_oneof![
            9 => prop::char::ranges(vec!['A'..='Z', 'a'..='z', '0'..='9', '-'..='-', '_'..='_'].into()),
            1 => any::<char>(),
        ],
    ) {
        let token = SIGNED[0].as_str();
        let dot = token.rfind('.').expect("a token has dots");
        let place = dot + 1 + place.index(token.len() - dot - 1);
        let (before, behind) = token.split_at(place);
        let changed = format!("{before}{character}{}", behind.get(1..).unwrap_or_default());
        let report = check(&Request { paste: Some(changed.clone()), ..genuine() })?;
        let bytes = |token: &str| {
            UnverifiedToken::decode(token).ok().map(|token| token.signature().to_vec())
        };
        // The last character's left-over bits are dropped, and `+` is `-` to the decoder.
        let unchanged = bytes(&changed) == bytes(token);
        prop_assert_eq!(report.decision == Decision::Accept, unchanged);
    }

    #[test]
    fn reading_json_is_total(bytes in any::<Vec<u8>>(), text in json_like()) {
        for bytes in [bytes, text.into_bytes()] {
            for result in [json::loads(&bytes), json::jiter(&bytes)] {
                match result {
                    // What was read can be shown in every way.
                    Ok(value) => {
                        let _ = (value.repr(), value.to_json(), value.to_int(), value.is_truthy());
                    }
                    // UTF-16 becomes longer in UTF-8, by half at most; UTF-32 does not.
                    Err(error) => prop_assert!(error.offset <= bytes.len() * 3 / 2 + 1),
                }
            }
        }
    }

    #[test]
    fn a_token_that_is_found_stands_in_the_text(
        before in any::<String>(),
        token in prop_oneof![Just(SIGNED[0].clone()), paste()],
        after in any::<String>(),
        form in 0..5_u8,
    ) {
        let text = match form {
            0 => value!({ "value": token }).to_string(),
            1 => value!({ "token": token, "audience": before }).to_string(),
            2 => format!("{before} {token} {after}"),
            3 => token.replace('.', ".\n  "),
            _ => format!("Authorization: Bearer {token}"),
        };
        let found = recognise(&text);
        let Some(token) = found.token else {
            prop_assert!(found.span.is_none());
            return Ok(());
        };
        let joined = |text: &str| text.split_whitespace().collect::<String>();
        let unescaped = || {
            let members: Value = serde_json::from_str(text.trim()).ok()?;
            let member = members.get("value").or_else(|| members.get("token"))?;
            Some(member.as_str()? == token)
        };
        prop_assert!(joined(&text).contains(&joined(&token)) || unescaped() == Some(true));
        if let Some(span) = found.span {
            let stretch = text.get(span.start..span.end);
            prop_assert_eq!(stretch.map(joined), Some(joined(&token)));
        }
    }
}

#[test]
fn a_genuine_token_of_a_registered_publisher_is_accepted() {
    let report = inspect(&Request {
        paste: Some(SIGNED[0].clone()),
        ..genuine()
    });
    let report = report.expect("a sound request");
    assert_eq!(report.decision, Decision::Accept);
    assert_eq!(report.prediction.projects, ["sampleproject"]);
}

#[test]
fn reading_json_takes_time_linear_in_its_length() {
    const LENGTH: usize = 1 << 18;
    let filled = |pattern: &str| pattern.repeat(LENGTH / pattern.len());
    let documents = [
        filled("["),
        filled("{\"a\":"),
        filled("[],"),
        format!("[{}0]", filled("0,")),
        format!("[{}0]", filled("1e5,")),
        format!("[{}0]", filled("-9223372036854775809,")),
        format!("[{}0]", filled("{\"a\":[{\"b\":1}]},")),
        format!("{{{}\"a\":0}}", filled("\"a\":0,")),
        format!("\"{}\"", filled("\\ud83d\\ude00")),
        format!("\"{}\"", filled("\\ud800")),
        filled("\""),
        filled("\\"),
        filled("9"),
        filled(" "),
        distinct_keys(LENGTH),
    ];
    for document in documents {
        let start = Instant::now();
        let _ = json::loads(document.as_bytes());
        let _ = json::jiter(document.as_bytes());
        let _ = recognise(&document);
        // A quadratic reader would take hours.
        let spent = start.elapsed();
        let head: String = document.chars().take(20).collect();
        assert!(spent < Duration::from_secs(60), "{head}: {spent:?}");
    }
}

fn distinct_keys(length: usize) -> String {
    let members: Vec<_> = (0..length / 12).map(|key| format!("\"{key}\":0")).collect();
    format!("{{{}}}", members.join(","))
}

fn header_name() -> impl Strategy<Value = &'static str> {
    let names = [
        "authorization",
        "content-encoding",
        "content-type",
        "user-agent",
    ];
    prop::sample::select(names.to_vec())
}

fn header_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Bearer ".to_owned()),
        Just("application/json".to_owned()),
        Just("gzip".to_owned()),
        "[ -~]{0,20}",
        "(Bearer|githuboidc) [A-Za-z0-9._-]{0,40}",
    ]
}

/// Whether the index would mint, or would if a token were genuine and fresh.
fn would_mint(report: &Report) -> bool {
    match report.decision {
        Decision::Accept => true,
        Decision::Reject => false,
        Decision::Undecided {
            accepted_if_genuine,
            ..
        } => accepted_if_genuine,
    }
}

fn succeeds(answer: &Answer) -> bool {
    matches!(answer, Answer::Minted { .. } | Answer::Taken)
}

/// Inspects, and checks that verdict, steps, answer and signature fit together.
fn check(request: &Request) -> Result<Report, TestCaseError> {
    let report = inspect(request).expect("a sound request");
    let blocking_failure = report
        .steps
        .iter()
        .any(|step| step.blocking && step.outcome == Outcome::Fail);
    let unknown = report
        .steps
        .iter()
        .any(|step| step.outcome == Outcome::Unknown);
    match &report.decision {
        Decision::Accept => {
            prop_assert!(!blocking_failure && !unknown);
            prop_assert!(matches!(report.prediction.status, Some(200..300)));
            let genuine = matches!(report.signature, Signature::Genuine { .. });
            prop_assert!(genuine, "accepted, yet {:?}", report.signature);
            prop_assert!(!report.prediction.publishers.is_empty());
        }
        Decision::Reject => {
            let decisive = report.decisive();
            prop_assert_eq!(decisive.map(|step| step.outcome), Some(Outcome::Fail));
            prop_assert!(matches!(report.prediction.status, None | Some(400..)));
            prop_assert!(report.prediction.publishers.is_empty());
        }
        Decision::Undecided { open, .. } => {
            prop_assert!(!open.is_empty());
            prop_assert!(unknown && !blocking_failure);
        }
    }
    prop_assert!(report.steps.iter().filter(|step| step.decisive).count() <= 1);
    Ok(report)
}

#[test]
fn a_text_without_a_token_has_none() {
    for text in ["", "hello", "v1.2.3", "{\"value\": 1}"] {
        let found = recognise(text);
        assert!(found.token.is_none(), "{text}");
        assert!(matches!(found.shape, Shape::Empty | Shape::Unrecognised));
    }
}
