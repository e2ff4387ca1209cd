//! What is said in one language is said in the others.
//!
//! Reads the vectors below the folder that `MINTCHECK_VECTORS` names, or `tests/vectors`, and the files of the
//! languages.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use mintcheck::Language;
use mintcheck::inspect::{RulesOf, everywhere_with};
use mintcheck::report::json::v1;
use serde_json::{Map, Value, json};

/// What is the same in several languages: names, and words that travelled.
const SAME: &[&str] = &[
    "claim",
    "claims",
    "token",
    "null",
    "POST",
    "Claims",
    "Compare",
    "Claim",
    "GitHub",
    "Job",
    "Ref",
    "Token",
    "Auto",
    "1 claim",
    "{count} claims",
];

/// How a sentence may start that does not start in lower case.
const NAMES: &[&str] = &["ID ", "ActiveState"];

#[test]
fn every_report_is_told_alike_in_every_language() {
    let mut sentences = Sentences::default();
    let mut reports = 0_usize;
    for request in requests() {
        let request = request.to_string();
        let request = v1::Request::from_json(request.as_bytes()).expect("a request");
        let request = request.into_core().expect("a request");
        let report = mintcheck::inspect(&request).expect("a report");
        let [first, others @ ..] = Language::ALL else {
            panic!("no language is built in");
        };
        let told = |language: &Language| {
            let report = v1::Report::in_language(&report, *language);
            serde_json::to_value(report).expect("JSON")
        };
        let first = told(first);
        for other in others {
            sentences.compare("", &first, &told(other));
        }
        reports += 1;
    }
    let faults = sentences.faults();
    println!("{} sentences of {reports} reports", sentences.found.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn where_a_job_would_be_accepted_is_told_alike_in_every_language() {
    let mut sentences = Sentences::default();
    for request in reported()
        .into_iter()
        .chain(answered().into_iter().step_by(20))
    {
        let request = request.to_string();
        let request = v1::Request::from_json(request.as_bytes()).expect("a request");
        let request = request.into_core().expect("a request");
        let rules_of: RulesOf = |index| Some(index.rules());
        let found = everywhere_with(&request, rules_of).expect("a request");
        let told = |language: &Language| {
            let told = v1::Everywhere::in_language(&found, *language);
            serde_json::to_value(told).expect("JSON")
        };
        let [first, others @ ..] = Language::ALL else {
            panic!("no language is built in");
        };
        for other in others {
            sentences.compare("", &told(first), &told(other));
        }
    }
    let faults = sentences.faults();
    assert!(sentences.found.len() > 50, "{}", sentences.found.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What comes first must not be taken back by what comes behind it.
#[test]
fn a_verdict_that_comes_before_its_report_is_worded_as_in_it() {
    for request in requests() {
        let request = request.to_string();
        let request = v1::Request::from_json(request.as_bytes()).expect("a request");
        let request = request.into_core().expect("a request");
        let report = mintcheck::inspect(&request).expect("a report");
        let first = mintcheck::inspect::judge(&request).expect("a report");
        assert_eq!(first.decision, report.decision);
        for language in Language::ALL {
            assert_eq!(language.headline(&first), language.headline(&report));
        }
    }
}

#[test]
fn no_sentence_stands_in_two_languages() {
    for folder in ["src/report/lang", "www/src/words"] {
        let languages: Vec<_> = languages_in(Path::new(folder))
            .into_iter()
            .map(|path| (path.clone(), literals(&path)))
            .collect();
        assert_eq!(languages.len(), Language::ALL.len(), "{folder}");
        for (place, (path, own)) in languages.iter().enumerate() {
            assert!(own.len() > 50, "{}: {}", path.display(), own.len());
            for (other, others) in &languages[..place] {
                let same: Vec<_> = own
                    .intersection(others)
                    .filter(|text| is_prose(text))
                    .filter(|text| !SAME.contains(&text.as_str()))
                    .collect();
                assert!(
                    same.is_empty(),
                    "in {} as in {}: {same:?}",
                    path.display(),
                    other.display()
                );
            }
        }
    }
}

/// The glossary at the top of `src/report/lang/pt_br/mod.rs` chose other words for these.
#[test]
fn portuguese_keeps_to_its_terms() {
    const OTHERS: &[&str] = &[
        "audiência",
        "autêntic",
        "dono",
        "editor",
        "lançamento",
        "token de identidade",
        "workflow",
    ];
    for folder in ["src/report/lang", "www/src/words"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for text in literals(&path.join("pt_br")) {
            let plain: String = text.split('`').step_by(2).collect();
            // A folder's name is no word.
            let plain = plain.to_lowercase().replace(".github/workflows", "");
            let found = OTHERS.iter().find(|word| plain.contains(*word));
            assert_eq!(found, None, "{text}");
        }
    }
}

/// The sentences of reports, by the one of the first language and where it stands.
#[derive(Default)]
struct Sentences {
    found: BTreeSet<(String, String, String)>,
    same: BTreeMap<String, BTreeSet<String>>,
}

impl Sentences {
    /// What differs between two languages is a sentence.
    fn compare(&mut self, place: &str, first: &Value, other: &Value) {
        match (first, other) {
            (Value::Object(first), Value::Object(other)) => {
                let names = |object: &Map<String, Value>| object.keys().cloned().collect();
                let (of_first, of_other): (Vec<_>, Vec<_>) = (names(first), names(other));
                assert_eq!(of_first, of_other, "{place}");
                for (name, value) in first {
                    // What the token and the publisher say is theirs.
                    if !["value", "fields", "claims", "header"].contains(&name.as_str())
                        || place.is_empty()
                    {
                        self.compare(&format!("{place}.{name}"), value, &other[name]);
                    }
                }
            }
            (Value::Array(first), Value::Array(other)) => {
                assert_eq!(first.len(), other.len(), "{place}");
                for (first, other) in first.iter().zip(other) {
                    self.compare(place, first, other);
                }
            }
            (Value::String(first), Value::String(other)) if first != other => {
                let found = (place.to_owned(), first.clone(), other.clone());
                self.found.insert(found);
            }
            (Value::String(text), _) => {
                let same = self.same.entry(place.to_owned()).or_default();
                same.insert(text.clone());
            }
            _ => assert_eq!(first, other, "{place}"),
        }
    }

    fn faults(&self) -> Vec<String> {
        let places: BTreeSet<_> = self.found.iter().map(|(place, ..)| place).collect();
        let untranslated = places.iter().flat_map(|place| {
            let same = self.same.get(*place).into_iter().flatten();
            same.filter(|text| !SAME.contains(&text.as_str()))
                .map(move |text| format!("{place}: the same in two languages: {text}"))
        });
        let malformed = self.found.iter().flat_map(|(place, first, other)| {
            let forms = [first, other]
                .into_iter()
                .filter_map(|text| Some((text, fault(text)?)))
                .map(move |(text, fault)| format!("{place}: {fault}: {text}"));
            let values = (quoted(first) != quoted(other))
                .then(|| format!("{place}: other values are quoted:\n  {first}\n  {other}"));
            forms.chain(values)
        });
        untranslated.chain(malformed).collect()
    }
}

/// What is wrong with the form of a sentence.
fn fault(text: &str) -> Option<&'static str> {
    if text.trim() != text || text.is_empty() {
        return Some("empty, or spaces around it");
    }
    if text.ends_with('.') {
        return Some("a full stop at its end");
    }
    let indexes = mintcheck::index::INDEXES.map(|index| &*index.name);
    let mut names = NAMES.iter().chain(&indexes);
    let is_name = names.any(|name| text.starts_with(name));
    if text.starts_with(char::is_uppercase) && !is_name {
        return Some("starts with a capital");
    }
    None
}

/// What stands in backticks, in any order.
fn quoted(text: &str) -> Vec<&str> {
    let mut values: Vec<_> = text.split('`').skip(1).step_by(2).collect();
    values.sort_unstable();
    values
}

#[test]
fn a_fault_of_form_is_found() {
    assert_eq!(fault("the token expired"), None);
    assert_eq!(fault("PyPI refuses"), None);
    for text in ["", " a", "The token expired", "it expired."] {
        assert!(fault(text).is_some(), "{text}");
    }
    assert_ne!(quoted("is `a`, not `b`"), quoted("é `a`, não `c`"));
    assert_eq!(quoted("is `a`, not `b`"), quoted("não `b`, mas `a`"));
}

/// Where a language stands in a folder: in `en/`, in `en.rs`, or in both.
fn languages_in(folder: &Path) -> Vec<PathBuf> {
    let names = Language::ALL.iter().map(|language| {
        let name = language.tag().to_lowercase().replace('-', "_");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        root.join(folder).join(name)
    });
    names.collect()
}

/// Whether letters make at least a word outside of backticks and braces.
fn is_prose(text: &str) -> bool {
    let plain: String = text.split('`').step_by(2).collect();
    let pieces = plain.split('{').map(|piece| match piece.split_once('}') {
        Some((_, behind)) => behind,
        None => piece,
    });
    let letters = |piece: &str| piece.chars().filter(|c| c.is_alphabetic()).count();
    pieces.map(letters).sum::<usize>() > 2
}

/// The texts in quotes in the sources of a language, tests apart.
fn literals(path: &Path) -> BTreeSet<String> {
    let mut files: Vec<_> = fs::read_dir(path)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    files.extend(Some(path.with_extension("rs")).filter(|file| file.is_file()));
    let mut found = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("a readable file");
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let code = source.lines().filter(|line| {
            let line = line.trim_start();
            // Fields have the same identifiers in every language, Python's types the same names.
            let is_arm = line.starts_with('"') && line.contains("\" => ");
            !is_arm && !line.starts_with("//")
        });
        let code: String = code.map(|line| line.to_owned() + "\n").collect();
        let code = code.replace("\\\"", "\u{0}");
        found.extend(code.split('"').skip(1).step_by(2).map(|text| {
            let words: Vec<_> = text
                .replace("\\\n", " ")
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            words.join(" ")
        }));
    }
    found
}

/// The failures that people reported, and the cases that the real servers answered.
fn requests() -> impl Iterator<Item = Value> {
    reported().into_iter().chain(answered())
}

fn reported() -> Vec<Value> {
    let mut requests = Vec::new();
    for name in ["reports.jsonl", "variants.jsonl"] {
        let Ok(text) = fs::read_to_string(vectors().join("reports").join(name)) else {
            println!("skipped: no reports/{name} in the vectors");
            continue;
        };
        for line in text.lines().filter(|line| !line.is_empty()) {
            let record: Value = serde_json::from_str(line).expect("a record");
            let index = record["index"].as_str().expect("an index");
            if mintcheck::index::find(index).is_none() {
                continue;
            }
            requests.push(json!({"index": index, "paste": record["paste"]}));
            // The form that is filled in makes other sentences.
            if let (Some(config), "github") = (
                record["config"].as_object(),
                record["provider"].as_str().unwrap_or("github"),
            ) {
                let fields: Map<_, _> = config
                    .iter()
                    .filter(|(name, value)| {
                        !["project", "pending"].contains(&name.as_str()) && value.is_string()
                    })
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect();
                requests.push(json!({
                    "index": index,
                    "paste": record["paste"],
                    "publishers": [{"kind": "github", "fields": fields}],
                }));
            }
        }
    }
    requests
}

fn answered() -> Vec<Value> {
    let folder = vectors().join("pypi");
    let Ok(file) = File::open(folder.join("mint.jsonl.gz")) else {
        println!("skipped: no pypi/mint.jsonl.gz in the vectors");
        return Vec::new();
    };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines
        .enumerate()
        .map(|(number, line)| {
            let case: Value = serde_json::from_str(&line.expect("a line")).expect("a case");
            let mut request = request(&folder, &case);
            // Most go without keys, which has sentences of its own, and is quicker.
            if number % 8 != 0 {
                request["keys"] = Value::Null;
                request["keysComplete"] = Value::Null;
            }
            request
        })
        .collect()
}

/// A case as a request.
fn request(folder: &Path, case: &Value) -> Value {
    let index = &case["index"];
    let publishers = case["publishers"].as_array().into_iter().flatten();
    let publishers: Vec<_> = publishers
        .map(|publisher| {
            let mut fields = publisher.as_object().expect("a publisher").clone();
            let mut take = |name: &str| fields.remove(name).unwrap_or_default();
            json!({
                "kind": take("kind"),
                "project": take("project"),
                "pending": take("pending"),
                "addedBy": take("added_by"),
                "fields": fields,
            })
        })
        .collect();
    let set = |name: &Value| {
        let name = name.as_str().expect("a key set's name");
        let path = folder.join("jwks").join(format!("{name}.json"));
        fs::read_to_string(path).expect("a key set")
    };
    let keys: Vec<_> = match &index["jwks"] {
        Value::Null => Vec::new(),
        Value::Object(issuers) => issuers
            .iter()
            .map(|(issuer, name)| json!({"issuer": issuer, "jwks": set(name)}))
            .collect(),
        name => vec![json!({"jwks": set(name)})],
    };
    let seen = index["seen_jti"].as_array().into_iter().flatten();
    let seen: Vec<_> = seen
        .map(|seen| match seen {
            Value::String(id) => json!({"kind": "github", "tokenId": id}),
            seen => json!({"kind": seen["kind"], "tokenId": seen["jti"]}),
        })
        .collect();
    let issuers = index["custom_issuers"].as_array().into_iter().flatten();
    let issuers: Vec<_> = issuers
        .map(|issuer| json!({"url": issuer["url"], "kind": issuer["type"]}))
        .collect();
    json!({
        "index": index["audience"],
        "body": case["body"],
        "bodyBase64": case["body_b64"],
        "publishers": publishers,
        "asOf": index["now"],
        "now": index["now"],
        "keys": keys,
        "keysComplete": true,
        "server": {
            "seenTokenIds": seen,
            "flags": index["flags"],
            "existingProjects": index["existing_projects"],
            "prohibitedProjects": index["prohibited_projects"],
            "customIssuers": issuers,
        },
    })
}

fn vectors() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(own, PathBuf::from)
}
