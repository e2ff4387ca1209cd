//! `mintcheck batch`.

use serde_json::{Value, json};

use crate::{REAL, run};

#[test]
fn a_batch_answers_line_by_line_and_goes_on_behind_a_bad_one() {
    let lines = [
        json!({"index": "pypi", "paste": REAL}).to_string(),
        "{".to_owned(),
        String::new(),
        json!({"index": "pypi", "tokn": ""}).to_string(),
        json!({"index": "testpypi", "bodyBase64": "e30=", "asOf": 5}).to_string(),
    ];
    let run = run(&["batch"], lines.join("\n").as_bytes());
    assert_eq!(run.code, Some(4));
    assert_eq!(run.err, "");
    let answers: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON on every line"))
        .collect();
    let [real, no_json, unknown, body] =
        <[Value; 4]>::try_from(answers).expect("an answer to every line but the blank one");
    assert_eq!(real["answer"]["code"], "invalid-token");
    assert!(
        real["clock"]["now"].is_null(),
        "a batch does not look at the clock"
    );
    assert_eq!(
        no_json,
        json!({
            "version": 1,
            "line": 2,
            "error": "the request is no JSON: a key in double quotes is missing, at byte 1",
        })
    );
    assert_eq!(unknown["line"], 4);
    let error = unknown["error"].as_str().expect("a sentence");
    assert!(error.contains("unknown field `tokn`"), "{error}");
    assert_eq!(body["index"], "testpypi");
    assert_eq!(body["clock"]["asOf"], 5);
}

#[test]
fn a_request_in_a_batch_may_choose_its_own_language() {
    let lines = [
        json!({"index": "pypi", "paste": REAL}).to_string(),
        json!({"index": "pypi", "paste": REAL, "language": "en"}).to_string(),
        json!({"index": "cpan", "language": "en"}).to_string(),
        json!({"index": "pypi", "language": "tlh"}).to_string(),
    ];
    let run = run(
        &["batch", "--language", "pt-BR"],
        lines.join("\n").as_bytes(),
    );
    let told: Vec<String> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|answer| {
            answer["headline"]
                .as_str()
                .or(answer["error"].as_str())
                .expect("words")
                .to_owned()
        })
        .collect();
    let starts = [
        "o PyPI recusa este token: ",
        "PyPI refuses this token: ",
        "there is no index `cpan`",
        "não existe o idioma `tlh`; existem `en` e `pt-BR`",
    ];
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
    assert_eq!(told.len(), starts.len());
}

#[test]
fn a_batch_that_was_read_ends_with_0() {
    let line = json!({"index": "pypi", "paste": REAL}).to_string();
    let one = run(&["batch"], line.as_bytes());
    assert_eq!(one.code, Some(0));
    assert_eq!(one.json()["verdict"], "reject");
    let none = run(&["batch"], b"\n");
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
}

#[test]
fn where_keys_come_from_is_told() {
    let keys = include_str!("../vectors/pypi/jwks/main.json");
    let told = |origin: &[&str]| {
        let mut given = json!({ "jwks": keys });
        for member in origin {
            given[member] = json!(true);
        }
        let line = json!({ "index": "pypi", "paste": REAL, "keys": [given] });
        let signature = run(&["batch"], line.to_string().as_bytes()).json()["signature"].clone();
        let message = signature["message"]
            .as_str()
            .expect("a sentence")
            .to_owned();
        (signature["keysFrom"].clone(), message)
    };
    for (members, origin, sentence) in [
        (&[][..], "given", "is not among the keys that you gave"),
        (
            &["mirrored"],
            "mirrored",
            "is not among the keys in the site's own file",
        ),
        (
            &["fetched"],
            "fetched",
            "is not among the keys fetched from the issuer",
        ),
        (
            &["fetched", "mirrored"],
            "fetched",
            "is not among the keys fetched from the issuer",
        ),
    ] {
        let (from, message) = told(members);
        assert_eq!(from, origin);
        assert!(message.ends_with(sentence), "{message}");
    }
}
