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

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mintcheck::evidence::{Shape, recognise};
use mintcheck::finding::{Decision, Outcome};
use mintcheck::index::{INDEXES, Publisher, SeenTokenId, ServerState};
use mintcheck::jose::pyjwt::UnverifiedToken;
use mintcheck::python::json;
use mintcheck::report::{Report, Signature};
use mintcheck::time::UnixTime;
use mintcheck::{Request, RequestKeys, inspect};
use proptest::prelude::*;
use rsa::BoxedUint;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use serde_json::{Map, Value, json as value};
use sha2::Sha256;

const NOW: i64 = 1_786_000_000;
const GITHUB: &str = "https://token.actions.githubusercontent.com";
const JWKS: &str = include_str!("data/signing-key/jwks.json");

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
        prop_assert_eq!(first.decision, second.decision);
        prop_assert_eq!(first.prediction, second.prediction);
        prop_assert_eq!(first.steps, second.steps);
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
            prop_assert_eq!(report.prediction.status, 200);
            let genuine = matches!(report.signature, Signature::Genuine { .. });
            prop_assert!(genuine, "accepted, yet {:?}", report.signature);
            prop_assert!(report.prediction.publisher.is_some());
        }
        Decision::Reject => {
            let decisive = report.decisive();
            prop_assert_eq!(decisive.map(|step| step.outcome), Some(Outcome::Fail));
            prop_assert!([422, 500].contains(&report.prediction.status));
            prop_assert_eq!(report.prediction.publisher, None);
        }
        Decision::Undecided { open, .. } => {
            prop_assert!(!open.is_empty());
            prop_assert!(unknown && !blocking_failure);
        }
    }
    prop_assert!(report.steps.iter().filter(|step| step.decisive).count() <= 1);
    Ok(report)
}

/// Everything that the tokens in [`SIGNED`] need to be accepted.
fn genuine() -> Request {
    Request {
        index: "pypi".to_owned(),
        publishers: Some(vec![publisher(
            "github",
            &[
                ("repository_owner", "octo-org"),
                ("repository_name", "sampleproject"),
                ("repository_owner_id", "123456"),
                ("workflow_filename", "release.yml"),
                ("environment", ""),
            ],
        )]),
        as_of: Some(UnixTime(NOW)),
        keys: vec![RequestKeys {
            issuer: Some(GITHUB.to_owned()),
            jwks: JWKS.to_owned(),
            fetched: false,
        }],
        keys_complete: true,
        ..Request::default()
    }
}

fn publisher(kind: &str, fields: &[(&str, &str)]) -> Publisher {
    Publisher {
        kind: kind.to_owned(),
        project: "sampleproject".to_owned(),
        fields: fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Publisher::default()
    }
}

/// Tokens signed with the test key: one for the publisher of [`genuine`], and some beside it.
static SIGNED: LazyLock<Vec<String>> = LazyLock::new(|| {
    [
        value!({}),
        value!({ "environment": "Release" }),
        value!({ "repository": "Octo-Org/sampleproject" }),
        value!({ "event_name": "pull_request_target" }),
        value!({ "aud": "testpypi" }),
        value!({ "exp": NOW.to_string() }),
    ]
    .iter()
    .map(|changes| {
        let mut claims = github_claims();
        claims.extend(changes.as_object().cloned().unwrap_or_default());
        signed(&claims)
    })
    .collect()
});

fn github_claims() -> Map<String, Value> {
    let claims = value!({
        "iss": GITHUB,
        "aud": "pypi",
        "sub": "repo:octo-org/sampleproject:ref:refs/heads/main",
        "jti": "00000000-0000-4000-8000-000000000000",
        "iat": NOW - 60,
        "nbf": NOW - 60,
        "exp": NOW + 300,
        "repository": "octo-org/sampleproject",
        "repository_owner": "octo-org",
        "repository_owner_id": "123456",
        "job_workflow_ref":
            "octo-org/sampleproject/.github/workflows/release.yml@refs/heads/main",
        "ref": "refs/heads/main",
        "sha": "0000000000000000000000000000000000000000",
        "event_name": "release",
    });
    claims.as_object().cloned().unwrap_or_default()
}

fn compact(payload: &str) -> String {
    let header = value!({ "alg": "RS256", "kid": "mintcheck-test-1", "typ": "JWT" });
    format!(
        "{}.{}.c2ln",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(payload),
    )
}

fn unsigned(claims: &Map<String, Value>) -> String {
    compact(&Value::from(claims.clone()).to_string())
}

fn signed(claims: &Map<String, Value>) -> String {
    let token = unsigned(claims);
    let (message, _) = token.rsplit_once('.').expect("a token has dots");
    let signature = signing_key().sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

fn signing_key() -> SigningKey<Sha256> {
    let jwk: Value =
        serde_json::from_str(include_str!("data/signing-key/private.json")).expect("a JWK");
    let number = |member: &str| {
        let text = jwk[member].as_str().expect("a member");
        BoxedUint::from_be_slice_vartime(&URL_SAFE_NO_PAD.decode(text).expect("base64url"))
    };
    let primes = vec![number("p"), number("q")];
    let key = RsaPrivateKey::from_components(number("n"), number("e"), number("d"), primes);
    SigningKey::new(key.expect("a key"))
}

/// A token, whole or mangled, or any other text.
fn paste() -> impl Strategy<Value = String> {
    let cut = |(token, start, length, middle): (String, usize, usize, String)| {
        let characters: Vec<_> = token.chars().collect();
        let start = start.min(characters.len());
        let end = start.saturating_add(length).min(characters.len());
        let join = |part: &[char]| part.iter().collect::<String>();
        format!(
            "{}{middle}{}",
            join(&characters[..start]),
            join(&characters[end..])
        )
    };
    prop_oneof![
        any::<String>(),
        "[A-Za-z0-9_.=+/ \n-]{0,80}",
        prop::sample::select(SIGNED.as_slice()),
        (
            prop::sample::select(SIGNED.as_slice()),
            0..1000_usize,
            0..40_usize,
            ".{0,5}",
        )
            .prop_map(cut),
        claims().prop_map(|claims| unsigned(&claims)),
    ]
}

/// Sound claims of one of the issuers, some of them replaced by any value or taken away.
fn claims() -> impl Strategy<Value = Map<String, Value>> {
    const NAMES: [&str; 22] = [
        "iss",
        "aud",
        "sub",
        "jti",
        "iat",
        "nbf",
        "exp",
        "repository",
        "repository_owner",
        "repository_owner_id",
        "job_workflow_ref",
        "ref",
        "sha",
        "event_name",
        "environment",
        "project_path",
        "ci_config_ref_uri",
        "ref_path",
        "email",
        "email_verified",
        "organization",
        "builder",
    ];
    let change = (
        prop::sample::select(&NAMES[..]),
        prop::option::weighted(0.8, odd_value()),
    );
    prop::collection::vec(change, 0..6).prop_map(|changes| {
        let mut claims = github_claims();
        for (name, value) in changes {
            match value {
                Some(value) => claims.insert(name.to_owned(), value),
                None => claims.remove(name),
            };
        }
        claims
    })
}

fn odd_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (NOW - 100..NOW + 100).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(
            &[
                "",
                "pypi",
                GITHUB,
                "https://gitlab.com",
                "https://accounts.google.com",
                "https://platform.activestate.com/api/v1/oauth/oidc",
                "a/b",
                "gitlab.com/a/b//c.yml@d",
                "project_path:a/b",
                "a/b/.github/workflows/c.yml@d",
            ][..]
        )
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Any state of an index but the paste.
fn request() -> impl Strategy<Value = Request> {
    (
        prop::sample::select(&INDEXES[..]),
        prop::option::of(prop::collection::vec(any_publisher(), 0..4)),
        prop::option::of(any::<i64>()),
        prop::option::of(any::<i64>()),
        any::<bool>(),
        server(),
    )
        .prop_map(
            |(index, publishers, as_of, now, with_keys, server)| Request {
                index: index.id.to_owned(),
                publishers,
                as_of: as_of.map(UnixTime),
                now: now.map(UnixTime),
                keys: if with_keys {
                    genuine().keys
                } else {
                    Vec::new()
                },
                keys_complete: with_keys,
                server,
                ..Request::default()
            },
        )
}

/// A publisher of any kind with any text in any of its fields.
fn any_publisher() -> impl Strategy<Value = Publisher> {
    prop::sample::select(INDEXES[0].kinds).prop_flat_map(|kind| {
        let names: Vec<_> = kind
            .fields
            .iter()
            .map(|field| field.id.to_owned())
            .collect();
        let text = prop_oneof!["[a-zA-Z0-9/._-]{0,12}", any::<String>()];
        (
            prop::collection::btree_map(prop::sample::select(names), text, 0..6),
            any::<String>(),
            any::<bool>(),
        )
            .prop_map(|(fields, project, pending)| Publisher {
                kind: kind.id.to_owned(),
                project,
                pending,
                added_by: None,
                fields,
            })
    })
}

/// A GitHub publisher like that of [`genuine`], or beside it.
fn github_publisher() -> impl Strategy<Value = Publisher> {
    let one_of = |values: &'static [&'static str]| prop::sample::select(values);
    (
        one_of(&["octo-org", "octo-org", "octo-org", "Octo-Org"]),
        one_of(&["123456", "123456", "123456", "7"]),
        one_of(&["release.yml", "release.yml", "publish.yml"]),
        one_of(&["", "", "release", "other"]),
        one_of(&["sampleproject", "other-project", "json"]),
        prop::bool::weighted(0.2),
    )
        .prop_map(
            |(owner, owner_id, file, environment, project, pending)| Publisher {
                project: project.to_owned(),
                pending,
                ..publisher(
                    "github",
                    &[
                        ("repository_owner", owner),
                        ("repository_name", "sampleproject"),
                        ("repository_owner_id", owner_id),
                        ("workflow_filename", file),
                        ("environment", environment),
                    ],
                )
            },
        )
}

fn server() -> impl Strategy<Value = ServerState> {
    (
        prop::bool::weighted(0.1),
        prop::option::weighted(
            0.1,
            prop::sample::select(&["disallow-oidc", "disallow-github-oidc"][..]),
        ),
        prop::collection::vec("[a-z-]{1,6}", 0..2),
    )
        .prop_map(|(seen, flag, existing_projects)| ServerState {
            seen_token_ids: seen
                .then(|| SeenTokenId {
                    kind: "github".to_owned(),
                    token_id: "00000000-0000-4000-8000-000000000000".to_owned(),
                })
                .into_iter()
                .collect(),
            flags: flag.map(str::to_owned).into_iter().collect(),
            existing_projects,
            ..ServerState::default()
        })
}

fn json_like() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "d83d",
            "\\ude00",
            "a",
            "1",
            "-",
            ".",
            "e",
            "null",
            "true",
            "NaN",
            "-Infinity",
            " ",
            "\n",
            "é",
            "\u{0}",
            "\"a\":1",
        ][..],
    );
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn a_text_without_a_token_has_none() {
    for text in ["", "hello", "v1.2.3", "{\"value\": 1}"] {
        let found = recognise(text);
        assert!(found.token.is_none(), "{text}");
        assert!(matches!(found.shape, Shape::Empty | Shape::Unrecognised));
    }
}
