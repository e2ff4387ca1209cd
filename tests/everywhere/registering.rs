//! What is said to be registered, tried with the rules of its index on the tokens of every index's vectors.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use mintcheck::Request;
use mintcheck::finding::{Outcome, Step};
use mintcheck::index::{
    Body, Case, INDEXES, Index, Judgement, Keys, Presence, Publisher, ServerState, find,
};
use mintcheck::inspect::{AtIndex, everywhere_with};
use mintcheck::jose::pyjwt::UnverifiedToken;
use mintcheck::python::{Dict, Str, Value};
use mintcheck::time::UnixTime;

/// A token of the vectors.
struct Sample {
    id: String,
    index: &'static Index,
    token: String,
    claims: Dict,
    moment: UnixTime,
    /// Whether the server accepts it, with some publisher.
    is_accepted: bool,
    all: Vec<AtIndex>,
}

/// The tokens that decode, in whatever requests they are: all that are accepted, and some of those that are refused.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(samples);

fn samples() -> Vec<Sample> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut samples = Vec::new();
    for index in INDEXES {
        let name = index.id.replace(['.', '-'], "_");
        let plain = folder.join(&name).join("exchange.jsonl");
        let packed = folder.join(&name).join("mint.jsonl.gz");
        let lines: Box<dyn BufRead> = if plain.exists() {
            Box::new(BufReader::new(File::open(plain).expect("vectors")))
        } else if packed.exists() {
            let file = File::open(packed).expect("vectors");
            Box::new(BufReader::new(GzDecoder::new(file)))
        } else {
            // TestPyPI's are among PyPI's.
            assert_eq!(index.id, "testpypi");
            continue;
        };
        for (number, line) in lines.lines().enumerate() {
            let line = line.expect("a line");
            let line: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            if is_accepted(&line) || number.is_multiple_of(5) {
                samples.extend(sample(index, &line));
            }
        }
    }
    samples
}

fn is_accepted(line: &serde_json::Value) -> bool {
    let status = line
        .pointer("/expected/status")
        .and_then(|status| status.as_u64());
    status.is_some_and(|status| (200..300).contains(&status))
}

fn sample(index: &'static Index, line: &serde_json::Value) -> Option<Sample> {
    let text = ["token", "body"].into_iter().find_map(|name| {
        let text = line.get(name)?.as_str()?;
        Some(text.to_owned())
    });
    let text = text.or_else(|| Some(line.get("request")?.to_string()))?;
    let server = line.get("index");
    let audience = server.and_then(|server| server.get("audience")?.as_str());
    let now = server.unwrap_or(line).get("now")?.as_i64().map(UnixTime)?;
    let request = Request {
        paste: Some(text),
        as_of: Some(now),
        ..Request::default()
    };
    let everywhere = everywhere_with(&request, |index| Some(index.rules())).expect("a request");
    let token = everywhere.input.token?;
    let decoded = UnverifiedToken::decode(&token).ok()?;
    // An issuer that an organisation registered is trusted by nobody else.
    let issuers = server.and_then(|server| server.get("custom_issuers")?.as_array());
    if issuers.is_some_and(|issuers| !issuers.is_empty()) {
        return None;
    }
    // A number beyond all bounds cannot be written again.
    let claims = decoded.unverified_claims().clone();
    if claims
        .iter()
        .any(|(_, value)| value.to_json() == "Infinity")
    {
        return None;
    }
    let id = line.get("id")?.as_str()?.to_owned();
    Some(Sample {
        id,
        index: audience.and_then(find).unwrap_or(index),
        claims,
        token,
        moment: now,
        is_accepted: is_accepted(line),
        all: everywhere.indexes,
    })
}

fn judge(index: &Index, body: Body<'_>, publisher: &Publisher, moment: UnixTime) -> Judgement {
    let case = Case {
        body,
        publishers: Some(std::slice::from_ref(publisher)),
        moment: Some(moment),
        keys: &Keys::default(),
        server: &ServerState::default(),
        rules: None,
        decoded: None,
    };
    (index.rules().judge)(index, &case)
}

fn failing(judgement: &Judgement) -> impl Iterator<Item = &Step> {
    let steps = judgement.steps.iter();
    steps.filter(|step| step.outcome == Outcome::Fail && step.blocking)
}

/// Nothing is wrong, and every index was tried.
fn assert_none(wrong: &[String], counts: &BTreeMap<&str, usize>) {
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    for index in INDEXES {
        assert!(counts.contains_key(index.id), "{}", index.id);
    }
}

#[test]
fn what_an_index_accepts_it_accepts_with_the_publisher_that_is_told() {
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut wrong = Vec::new();
    for sample in SAMPLES.iter().filter(|sample| sample.is_accepted) {
        let index = sample.index;
        let at = super::at(&sample.all, index.id);
        let Some(publisher) = &at.publisher else {
            wrong.push(format!("{} {}: {:?}", index.id, sample.id, at.stop));
            continue;
        };
        *counts.entry(index.id).or_default() += 1;
        let body = Body::Token(&sample.token);
        let judgement = judge(index, body, publisher, sample.moment);
        if let Some(step) = failing(&judgement).next() {
            wrong.push(format!(
                "{} {}: {publisher:?}: {step:?}",
                index.id, sample.id
            ));
        }
        if judgement.selected != Some(0) {
            wrong.push(format!("{} {}: {publisher:?}", index.id, sample.id));
        }
    }
    assert_none(&wrong, &counts);
}

#[test]
fn what_is_told_to_be_registered_is_accepted_by_that_indexs_own_rules() {
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut wrong = Vec::new();
    for sample in SAMPLES.iter() {
        for at in &sample.all {
            let Some(publisher) = &at.publisher else {
                continue;
            };
            let index = &*at.index;
            *counts.entry(index.id).or_default() += 1;
            index.check(publisher).expect("a publisher of the index");
            let others = sample.claims.iter().filter(|(name, _)| *name != "aud");
            let mut pairs: Vec<(Str, Value)> = others
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            pairs.push((
                "aud".into(),
                Value::Str(at.audience.as_deref().expect("an audience").into()),
            ));
            let claims = Dict::from_pairs(pairs);
            let judgement = judge(index, Body::Claims(&claims), publisher, sample.moment);
            if let Some(step) = failing(&judgement).next() {
                wrong.push(format!(
                    "{} {}: {publisher:?}: {step:?}",
                    index.id, sample.id
                ));
            }
        }
    }
    assert_none(&wrong, &counts);
}

#[test]
fn a_field_that_may_stay_empty_is_filled_only_with_what_the_form_takes() {
    let mut counts = BTreeMap::<&str, usize>::new();
    let mut wrong = Vec::new();
    for sample in SAMPLES.iter() {
        for at in &sample.all {
            let Some(publisher) = &at.publisher else {
                continue;
            };
            let index = &*at.index;
            let kind = index.kind(&publisher.kind).expect("a kind");
            // Not every kind's form is known.
            let Some(form) = index.form(kind.id, false) else {
                continue;
            };
            for (name, id) in form.fields {
                let field = kind.field(id).expect("a field");
                let Some(value) = publisher
                    .field(id)
                    .filter(|_| field.presence == Presence::AnyIfEmpty)
                else {
                    continue;
                };
                *counts.entry(index.id).or_default() += 1;
                if !(form.takes)(form, name, value) {
                    wrong.push(format!("{} {}: {id} {value:?}", index.id, sample.id));
                }
            }
        }
    }
    // A link of JSR's has no such field.
    counts.insert("jsr", 0);
    assert_none(&wrong, &counts);
}
