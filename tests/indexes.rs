//! The indexes whose vectors are derived from the source of their servers, case by case.
//!
//! Reads, for each index in [`INDEXES`], `exchange.jsonl` and `forms.jsonl` of the folder with its name, in the
//! folder that `MINTCHECK_VECTORS` names, or in `tests/vectors`. Judges every case before it fails; prints a
//! line per index, the cases that differ, and a last line `total passed/total`.
//!
//! The form of a line is told in `tests/vectors/indexes.md`.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers fail loudly and report to its output"
)]

#[path = "indexes/forms.rs"]
mod forms;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mintcheck::finding::{Outcome, Phase, Reason, Recorded, Step};
use mintcheck::index::{
    Body, Case, HttpRequest, INDEXES, Index, IssuerKeys, Judgement, KeyOrigin, Keys, Publisher,
    SeenTokenId, ServerState,
};
use mintcheck::jose::KeySet;
use mintcheck::python::json;
use mintcheck::time::UnixTime;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The indexes that have answers of their real servers instead, which other tests read.
const WITH_REAL_ANSWERS: [&str; 3] = ["pypi", "testpypi", "crates.io"];

/// The fewest exchanges that an index has to be tried with.
const FEWEST: usize = 40;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Line {
    id: String,
    rule: String,
    source: String,
    #[serde(default)]
    now: Option<i64>,
    #[serde(default, deserialize_with = "given")]
    keys: Option<Option<KeyNames>>,
    #[serde(default)]
    seen_token_ids: Vec<String>,
    #[serde(default)]
    server: ServerState,
    #[serde(default, deserialize_with = "given")]
    publishers: Option<Option<Vec<Publisher>>>,
    request: Option<Request>,
    token: Option<String>,
    claims: Option<Value>,
    expected: Expected,
}

/// The name of a key set that every issuer serves, or the names by issuer.
#[derive(Deserialize)]
#[serde(untagged)]
enum KeyNames {
    Every(String),
    ByIssuer(BTreeMap<String, String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Request {
    method: String,
    headers: BTreeMap<String, Header>,
    #[serde(default)]
    body: String,
    #[serde(rename = "bodyB64")]
    body_b64: Option<String>,
}

/// A header's value, or those of several headers with that name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Header {
    One(String),
    Several(Vec<String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Expected {
    status: Option<u16>,
    body: Value,
    #[serde(default)]
    stops: Option<String>,
    #[serde(default)]
    publishers: Vec<usize>,
    #[serde(default)]
    projects: Vec<String>,
    #[serde(default)]
    recorded: Vec<RecordedField>,
    #[serde(default)]
    unknown: Vec<String>,
    not_reached: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
struct RecordedField {
    publisher: usize,
    field: String,
    value: String,
}

/// What is there, be it `null`.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[test]
fn the_indexes_answer_as_their_sources_say() {
    let mut tally = Tally::default();
    for index in INDEXES {
        let name = format!("{}/exchange.jsonl", folder_name(index));
        let Some(text) = read(&name) else {
            if !WITH_REAL_ANSWERS.contains(&index.id) {
                skip(&name);
            }
            continue;
        };
        let mut rules = Rules::default();
        let mut number = 0;
        for line in lines(&text) {
            let line: Line = serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
            assert!(
                !line.rule.is_empty() && !line.source.is_empty(),
                "{}",
                line.id
            );
            number += 1;
            let judgement = judge(index, &line);
            rules.take_down(&line.id, &judgement);
            let differences = differences(index, &line, &judgement);
            tally.count(index.id, &line.id, &differences);
        }
        if is_own_folder() && !WITH_REAL_ANSWERS.contains(&index.id) {
            tally.demand(
                number >= FEWEST,
                format!("{name}: {number} exchanges, of {FEWEST} at least"),
            );
            for rule in rules.that_stop_nothing() {
                tally.demand(false, format!("{name}: `{rule}` stops no exchange"));
            }
            for (id, rule) in rules.that_are_not_told() {
                tally.demand(false, format!("{name}: {id} does not tell of `{rule}`"));
            }
        }
    }
    tally.finish();
}

fn judge(index: &'static Index, line: &Line) -> Judgement {
    let publishers = match &line.publishers {
        None => Some(&[][..]),
        Some(given) => given.as_deref(),
    };
    for publisher in publishers.unwrap_or_default() {
        index
            .check(publisher)
            .unwrap_or_else(|error| panic!("{}: {error:?}", line.id));
    }
    let keys = keys(index, line);
    let mut server = line.server.clone();
    server
        .seen_token_ids
        .extend(line.seen_token_ids.iter().map(|token_id| SeenTokenId {
            kind: String::new(),
            token_id: token_id.clone(),
        }));
    let judge = |body: Body<'_>| {
        let case = Case {
            body,
            publishers,
            moment: line.now.map(UnixTime),
            keys: &keys,
            server: &server,
            rules: None,
            decoded: None,
        };
        (index.rules().judge)(index, &case)
    };
    match (&line.request, &line.token, &line.claims) {
        (Some(request), None, None) => {
            let body = match &request.body_b64 {
                Some(encoded) => decode_base64(encoded),
                None => request.body.clone().into_bytes(),
            };
            let headers: Vec<_> = request
                .headers
                .iter()
                .flat_map(|(name, values)| {
                    let values = match values {
                        Header::One(value) => std::slice::from_ref(value),
                        Header::Several(values) => values,
                    };
                    values.iter().map(|value| (name.as_str(), value.as_str()))
                })
                .collect();
            judge(Body::Http(&HttpRequest {
                method: &request.method,
                headers: &headers,
                body: &body,
            }))
        }
        (None, Some(token), None) => judge(Body::Token(token)),
        (None, None, Some(claims)) => {
            let claims = json::loads(claims.to_string().as_bytes()).expect("claims");
            let mintcheck::python::Value::Dict(claims) = claims else {
                panic!("{}: claims that are no object", line.id)
            };
            judge(Body::Claims(&claims))
        }
        _ => panic!("{}: neither request nor token nor claims", line.id),
    }
}

fn differences(index: &Index, line: &Line, judgement: &Judgement) -> Vec<String> {
    let expected = &line.expected;
    let actual = &judgement.prediction;
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: String, actual: String| {
        if expected != actual {
            found.push(format!("{what}: the server {expected}, predicted {actual}"));
        }
    };
    compare(
        "status",
        format!("{:?}", expected.status),
        format!("{:?}", actual.status),
    );
    let stops = judgement.steps.iter().find(|step| step.decisive).map(rule);
    compare(
        "stops",
        format!("{:?}", expected.stops),
        format!("{stops:?}"),
    );
    compare(
        "publishers",
        format!("{:?}", expected.publishers),
        format!("{:?}", actual.publishers),
    );
    compare(
        "projects",
        format!("{:?}", expected.projects),
        format!("{:?}", actual.projects),
    );
    let recorded: Vec<_> = actual.recorded.iter().map(recorded).collect();
    compare(
        "recorded",
        format!("{:?}", expected.recorded),
        format!("{recorded:?}"),
    );
    // That a token which is not there cannot be verified needs no saying.
    let unknown: Vec<_> = judgement
        .steps
        .iter()
        .filter(|step| step.outcome == Outcome::Unknown)
        .filter(|step| step.reason != Some(Reason::TokenNotGiven))
        .map(rule)
        .collect();
    compare(
        "unknown",
        format!("{:?}", expected.unknown),
        format!("{unknown:?}"),
    );
    if let Some(expected) = &expected.not_reached {
        let not_reached: Vec<_> = judgement
            .steps
            .iter()
            .filter(|step| step.outcome == Outcome::NotReached && is_behind_the_token(step))
            .map(rule)
            .collect();
        compare(
            "not reached",
            format!("{expected:?}"),
            format!("{not_reached:?}"),
        );
    }
    let body = (index.rules().answer_body)(&actual.answer);
    let same = match (&expected.body, &body) {
        (Value::Null, None) => true,
        (Value::Null, Some(_)) | (_, None) => false,
        (Value::String(expected), Some(body)) => is_text(expected, body),
        (expected, Some(body)) => {
            serde_json::from_str(body).is_ok_and(|body| is_json(expected, &body))
        }
    };
    if !same {
        found.push(format!(
            "body: the server {}, predicted {body:?}",
            expected.body
        ));
    }
    found
}

/// Whether a text is the one that is expected. What stands behind an ellipsis at its end is left open.
fn is_text(expected: &str, actual: &str) -> bool {
    match expected.strip_suffix('…') {
        Some(start) => actual.starts_with(start),
        None => expected == actual,
    }
}

fn is_json(expected: &Value, actual: &Value) -> bool {
    match (expected, actual) {
        (Value::String(expected), Value::String(actual)) => is_text(expected, actual),
        (Value::Array(expected), Value::Array(actual)) => {
            expected.len() == actual.len()
                && expected
                    .iter()
                    .zip(actual)
                    .all(|(expected, actual)| is_json(expected, actual))
        }
        (Value::Object(expected), Value::Object(actual)) => {
            expected.len() == actual.len()
                && expected.iter().all(|(name, expected)| {
                    actual
                        .get(name)
                        .is_some_and(|actual| is_json(expected, actual))
                })
        }
        (expected, actual) => expected == actual,
    }
}

/// Whether a rule is about publishers, or about what is minted for one.
fn is_behind_the_token(step: &Step) -> bool {
    !matches!(step.phase, Phase::Request | Phase::Token)
}

/// The rule's identifier.
fn rule(step: &Step) -> String {
    match serde_json::to_value(step.rule) {
        Ok(Value::String(id)) => id,
        other => panic!("{other:?}"),
    }
}

fn recorded(recorded: &Recorded) -> RecordedField {
    RecordedField {
        publisher: recorded.publisher,
        field: recorded.field.clone(),
        value: recorded.value.clone(),
    }
}

/// What became of the rules over all of an index's exchanges.
#[derive(Default)]
struct Rules {
    decided: BTreeSet<String>,
    stopped: BTreeSet<String>,
    /// What each exchange tells of behind the token, whether it is reached or not.
    told: Vec<(String, BTreeSet<String>)>,
    /// What all those tell of that end with a publisher.
    always: Option<BTreeSet<String>>,
}

impl Rules {
    fn take_down(&mut self, id: &str, judgement: &Judgement) {
        for step in &judgement.steps {
            if [Outcome::Pass, Outcome::Fail].contains(&step.outcome) {
                self.decided.insert(rule(step));
            }
            if step.decisive {
                self.stopped.insert(rule(step));
            }
        }
        let steps = judgement.steps.iter();
        let told: BTreeSet<_> = steps
            .filter(|it| is_behind_the_token(it))
            .map(rule)
            .collect();
        if !judgement.prediction.publishers.is_empty() {
            let always = self.always.get_or_insert_with(|| told.clone());
            always.retain(|rule| told.contains(rule));
        }
        self.told.push((id.to_owned(), told));
    }

    /// The exchanges that leave out a rule which every one that succeeds tells of, with the rule.
    fn that_are_not_told(&self) -> impl Iterator<Item = (&String, &String)> {
        self.told.iter().flat_map(|(id, told)| {
            let always = self.always.iter().flatten();
            always
                .filter(|rule| !told.contains(*rule))
                .map(move |rule| (id, rule))
        })
    }

    /// The rules that are known, since they held or failed, but at which no exchange ended. One that is unknown
    /// whatever is given, since the server is closed, cannot stop any.
    fn that_stop_nothing(&self) -> impl Iterator<Item = &String> {
        self.decided.difference(&self.stopped)
    }
}

/// A name: every issuer serves that set. An object: only these issuers serve one. Null: none does. Absent: that
/// is not known.
fn keys(index: &Index, line: &Line) -> Keys {
    let set = |issuer: Option<&String>, name: &str| {
        let name = format!("{}/jwks/{name}.json", folder_name(index));
        let text = read(&name).unwrap_or_else(|| panic!("{}: no {name}", line.id));
        IssuerKeys {
            issuer: issuer.cloned(),
            set: KeySet::served(text.as_bytes()),
            origin: KeyOrigin::Given,
        }
    };
    let sets = match &line.keys {
        None | Some(None) => Vec::new(),
        Some(Some(KeyNames::Every(name))) => vec![set(None, name)],
        Some(Some(KeyNames::ByIssuer(names))) => names
            .iter()
            .map(|(issuer, name)| set(Some(issuer), name))
            .collect(),
    };
    Keys {
        sets,
        complete: line.keys.is_some(),
    }
}

/// The figures of each index, and what differs.
#[derive(Default)]
struct Tally {
    figures: BTreeMap<&'static str, (usize, usize)>,
    differing: Vec<String>,
    demands: Vec<String>,
}

impl Tally {
    fn count(&mut self, index: &'static str, id: &str, differences: &[String]) {
        let (passed, total) = self.figures.entry(index).or_default();
        *total += 1;
        if differences.is_empty() {
            *passed += 1;
        } else {
            self.differing
                .push(format!("{index} {id}: {}", differences.join("; ")));
        }
    }

    fn demand(&mut self, holds: bool, what: String) {
        if !holds {
            self.demands.push(what);
        }
    }

    fn finish(self) {
        for (index, (passed, total)) in &self.figures {
            println!("{index} {passed}/{total}");
        }
        for difference in &self.differing {
            println!("differs: {difference}");
        }
        for demand in &self.demands {
            println!("lacking: {demand}");
        }
        let total: usize = self.figures.values().map(|(_, total)| total).sum();
        println!("total {}/{total}", total - self.differing.len());
        assert!(
            self.differing.is_empty() && self.demands.is_empty(),
            "{} cases differ, {} are lacking",
            self.differing.len(),
            self.demands.len()
        );
    }
}

/// The folder of an index: its identifier, with what no file of Rust's could be called as `_`.
fn folder_name(index: &Index) -> String {
    index.id.replace(['.', '-'], "_")
}

fn is_own_folder() -> bool {
    std::env::var_os("MINTCHECK_VECTORS").is_none()
}

fn vectors() -> PathBuf {
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors"),
        PathBuf::from,
    )
}

fn read(name: &str) -> Option<String> {
    std::fs::read_to_string(vectors().join(name)).ok()
}

fn skip(name: &str) {
    assert!(!is_own_folder(), "no {name} in the vectors");
    println!("skipped: no {name} in the vectors");
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}

fn decode_base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("standard base64")
}
