//! What is made up: pastes, claims, publishers, whole requests.

use mintcheck::Request;
use mintcheck::index::{INDEXES, Index, Publisher, SeenTokenId, ServerState};
use mintcheck::time::UnixTime;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::tokens::{GITHUB, NOW, SIGNED, genuine, github_claims, publisher, unsigned};

/// A token, whole or mangled, or any other text.
pub(crate) fn paste() -> impl Strategy<Value = String> {
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
pub(crate) fn claims() -> impl Strategy<Value = Map<String, Value>> {
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

pub(crate) fn odd_value() -> impl Strategy<Value = Value> {
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
pub(crate) fn request() -> impl Strategy<Value = Request> {
    (
        prop::sample::select(&INDEXES[..]).prop_flat_map(|index| {
            let publishers = prop::collection::vec(any_publisher(index), 0..4);
            (Just(index), prop::option::of(publishers))
        }),
        prop::option::of(any::<i64>()),
        prop::option::of(any::<i64>()),
        any::<bool>(),
        server(),
    )
        .prop_map(
            |((index, publishers), as_of, now, with_keys, server)| Request {
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

/// A publisher of any kind of the index with any text in any of its fields.
pub(crate) fn any_publisher(index: &Index) -> impl Strategy<Value = Publisher> + use<> {
    prop::sample::select(index.kinds.to_vec()).prop_flat_map(|kind| {
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
pub(crate) fn github_publisher() -> impl Strategy<Value = Publisher> {
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

pub(crate) fn server() -> impl Strategy<Value = ServerState> {
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

pub(crate) fn json_like() -> impl Strategy<Value = String> {
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
