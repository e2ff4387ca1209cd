//! What an index answers is recognised where somebody pastes it, and tells the index apart.
//!
//! Reads the answers in `pypi/mint.jsonl.gz`, `crates_io/mint.jsonl.gz` and each other index's `exchange.jsonl`, below the
//! folder that `MINTCHECK_VECTORS` names, or below `tests/vectors`.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use mintcheck::evidence::{ServerError, read};
use mintcheck::index::{INDEXES, error_texts};
use serde::Deserialize;
use serde_json::Value;

/// How answers start that tell no index apart: what HTTP calls a status, and what a library says by itself.
const ANYBODYS: [&str; 13] = [
    "Authentication failed.",
    "Bad Request",
    "Expected request with `Content-Type: application/json`",
    "Failed to deserialize the JSON body into the target type: ",
    "Failed to parse the request body as JSON: ",
    "Internal Server Error",
    "Method Not Allowed",
    "Not Found",
    "Unprocessable Content",
    "Unsupported Media Type",
    "bad request",
    "invalid HTTP header (user-agent)",
    "invalid base64",
];

#[derive(Deserialize)]
struct Line {
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    status: Option<u16>,
    body: Option<Value>,
}

/// A refusal: the body as sent, and the sentence in it.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct Refusal {
    index: &'static str,
    body: String,
    said: String,
}

#[test]
fn every_answer_in_an_indexs_own_words_is_recognised_as_its_own() {
    let mut failed = Vec::new();
    let refusals = refusals();
    for refusal in &refusals {
        let log = format!("error: {}", refusal.said);
        for paste in [&refusal.body, &log] {
            let found = read(paste, &error_texts()).evidence.server_error;
            if let Err(why) = check(refusal, found.as_ref()) {
                failed.push(format!("{}: {paste}: {why}", refusal.index));
            }
        }
    }
    for failure in &failed {
        println!("differs: {failure}");
    }
    println!(
        "answers {}, not recognised {}",
        refusals.len(),
        failed.len()
    );
    assert!(failed.is_empty(), "{} answers differ", failed.len());
}

fn check(refusal: &Refusal, found: Option<&ServerError>) -> Result<(), String> {
    let index = found.and_then(|error| error.index);
    if is_anybodys(&refusal.said) {
        return match index {
            None => Ok(()),
            Some(index) => Err(format!("taken for {index}'s")),
        };
    }
    let Some(error) = found else {
        return Err("not recognised".to_owned());
    };
    if index != Some(refusal.index) {
        return Err(format!("taken for {index:?}'s"));
    }
    // A log breaks lines where it likes, and not all of a sentence is needed.
    let read = flowed(error.description.trim_end_matches('…'));
    if !flowed(&refusal.said).contains(&read) {
        return Err(format!("read as {:?}", error.description));
    }
    Ok(())
}

fn is_anybodys(said: &str) -> bool {
    said.is_empty() || ANYBODYS.into_iter().any(|start| said.starts_with(start))
}

#[test]
fn nothing_is_anybodys_that_no_index_says() {
    if std::env::var_os("MINTCHECK_VECTORS").is_some() {
        println!("skipped: another folder need not have all answers");
        return;
    }
    let refusals = refusals();
    let says = |start| move |refusal: &Refusal| refusal.said.starts_with(start);
    for start in ANYBODYS {
        assert!(refusals.iter().any(says(start)), "{start}");
    }
}

fn flowed(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}

/// What the indexes' vectors expect them to answer, each once.
fn refusals() -> BTreeSet<Refusal> {
    let mut refusals = BTreeSet::new();
    for index in INDEXES {
        let folder = vectors().join(index.id.replace(['.', '-'], "_"));
        let Some(text) = exchanges(&folder) else {
            // TestPyPI answers like PyPI.
            println!("skipped: no answers of {}", index.id);
            continue;
        };
        for line in text.lines().filter(|line| !line.is_empty()) {
            let line: Line = serde_json::from_str(line).expect("an exchange");
            let body = line.expected.body.filter(|body| !body.is_null());
            let is_refused = line.expected.status.is_none_or(|status| status >= 400);
            if let Some(body) = body.filter(|_| is_refused) {
                refusals.insert(Refusal {
                    index: index.id,
                    said: said(&body)
                        .expect("a sentence")
                        .trim_end_matches('…')
                        .to_owned(),
                    body: body.to_string(),
                });
            }
        }
    }
    refusals
}

/// The sentence in an answer.
fn said(body: &Value) -> Option<&str> {
    let error = body.pointer("/errors/0").unwrap_or(body);
    ["description", "detail", "message", "error"]
        .into_iter()
        .find_map(|member| error.get(member)?.as_str())
}

fn exchanges(folder: &Path) -> Option<String> {
    let mut text = String::new();
    if let Ok(mut file) = File::open(folder.join("exchange.jsonl")) {
        file.read_to_string(&mut text).expect("a readable file");
        return Some(text);
    }
    let file = File::open(folder.join("mint.jsonl.gz")).ok()?;
    let mut file = GzDecoder::new(file);
    file.read_to_string(&mut text).expect("a readable file");
    Some(text)
}

fn vectors() -> PathBuf {
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    )
}
