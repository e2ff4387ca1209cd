//! The real servers' answers, case by case.
//!
//! Reads the folder that `MINTCHECK_VECTORS` names, or `tests/vectors`. Judges every case before it
//! fails; prints a line per family, the cases that differ, and a last line `total passed/total`.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use mintcheck::finding::{Answer, Prediction};
use mintcheck::index::custom::Profile;
use mintcheck::index::{
    Body, Case, CustomIssuer, Index, IssuerKeys, KeyOrigin, Keys, Publisher, SeenTokenId,
    ServerState,
};
use mintcheck::jose::KeySet;
use mintcheck::time::UnixTime;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
struct Line {
    id: String,
    family: String,
    index: IndexState,
    publishers: Vec<Map<String, Value>>,
    body: Option<String>,
    body_b64: Option<String>,
    expected: Expected,
    #[serde(default)]
    expected_any: Vec<Expected>,
}

#[derive(Deserialize)]
struct IndexState {
    audience: String,
    now: i64,
    jwks: Value,
    seen_jti: Vec<Value>,
    flags: Vec<String>,
    existing_projects: Vec<String>,
    #[serde(default)]
    prohibited_projects: Vec<String>,
    custom_issuers: Vec<Issuer>,
}

#[derive(Deserialize)]
struct Issuer {
    url: String,
    r#type: String,
}

#[derive(Deserialize)]
struct Expected {
    status: u16,
    body: Option<Value>,
    publisher: Option<usize>,
    #[serde(default)]
    projects: Vec<String>,
    #[serde(default)]
    notices: BTreeSet<String>,
    #[serde(default)]
    exception: Option<String>,
}

#[test]
fn pypi_answers_as_warehouse_does() {
    all(|index| Cow::Borrowed(mintcheck::index::find(index).expect("an index by its audience")));
}

#[test]
fn an_index_that_somebody_runs_answers_as_warehouse_does() {
    all(|audience| {
        let host = match audience {
            "pypi" => "pypi.org",
            _ => "test.pypi.org",
        };
        let issuers = ["activestate", "github", "gitlab", "google"];
        let profile = Profile {
            base_url: format!("https://{host}/"),
            audience: Some(audience.to_owned()),
            issuers: Some(issuers.map(str::to_owned).to_vec()),
            ..Profile::default()
        };
        Cow::Owned(profile.index().expect("a profile"))
    });
}

/// Judges every case at the index of an audience.
fn all(index_of: impl Fn(&str) -> Cow<'static, Index>) {
    let folder = vectors().join("pypi");
    let Some(lines) = read_lines(&folder.join("mint.jsonl.gz")) else {
        println!("skipped: no pypi/mint.jsonl.gz in the vectors");
        return;
    };
    let mut tally = Tally::default();
    for line in lines {
        let line: Line = serde_json::from_str(&line).expect("a line of mint.jsonl.gz");
        let index = index_of(&line.index.audience);
        let difference = judge(&folder, &line, &index).err();
        tally.count(&line.family, &line.id, difference);
    }
    tally.finish();
}

fn judge(folder: &Path, line: &Line, index: &Index) -> Result<(), String> {
    let body = match (&line.body, &line.body_b64) {
        (Some(body), _) => body.clone().into_bytes(),
        (None, Some(encoded)) => decode_base64(encoded),
        (None, None) => panic!("{}: neither body nor body_b64", line.id),
    };
    let publishers: Vec<_> = line.publishers.iter().map(publisher).collect();
    for publisher in &publishers {
        index.check(publisher).expect("a publisher of the index");
    }
    let keys = keys(folder, &line.index.jwks);
    let server = server(&line.index);
    let case = Case {
        body: Body::Raw(&body),
        publishers: Some(&publishers),
        moment: Some(UnixTime(line.index.now)),
        keys: &keys,
        server: &server,
        rules: None,
        decoded: None,
    };
    let prediction = (index.rules().judge)(index, &case).prediction;

    let candidates = std::iter::once(&line.expected).chain(&line.expected_any);
    let mut first = None;
    for expected in candidates {
        match differences(expected, &prediction) {
            differences if differences.is_empty() => return Ok(()),
            differences => {
                first.get_or_insert(differences.join("; "));
            }
        }
    }
    Err(first.unwrap_or_default())
}

fn differences(expected: &Expected, actual: &Prediction) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, expected: String, actual: String| {
        if expected != actual {
            found.push(format!("{what}: the server {expected}, predicted {actual}"));
        }
    };
    compare(
        "status",
        format!("{:?}", Some(expected.status)),
        format!("{:?}", actual.status),
    );
    let error = |key: &str| {
        let error = expected.body.as_ref()?.get("errors")?.get(0)?;
        Some(error.get(key)?.as_str()?.to_owned())
    };
    match &actual.answer {
        Answer::Refused {
            code,
            description,
            exact,
        } => {
            compare("code", format!("{:?}", error("code")), format!("{code:?}"));
            if *exact {
                let described = format!("{:?}", error("description"));
                compare("description", described, format!("{:?}", Some(description)));
            } else {
                let described = error("description").unwrap_or_default();
                compare(
                    "description",
                    described.starts_with(description).to_string(),
                    true.to_string(),
                );
            }
        }
        Answer::Minted { expires, .. } => {
            let server = expected
                .body
                .as_ref()
                .and_then(|body| body.get("expires")?.as_i64());
            compare(
                "expires",
                format!("{server:?}"),
                format!("{:?}", expires.map(|at| at.0)),
            );
        }
        Answer::Crash { exception } => {
            // For people: which of several exceptions comes first is not part of the answer.
            let _ = (exception, &expected.exception);
        }
        Answer::Taken => compare("answer", "exchanges".to_owned(), "takes it".to_owned()),
    }
    compare(
        "publisher",
        format!("{:?}", expected.publisher.as_ref()),
        format!("{:?}", actual.publishers.first()),
    );
    compare(
        "projects",
        format!("{:?}", expected.projects),
        format!("{:?}", actual.projects),
    );
    let notices: BTreeSet<_> = actual
        .notices
        .iter()
        .filter_map(|notice| {
            serde_json::to_value(notice)
                .ok()?
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    compare(
        "notices",
        format!("{:?}", expected.notices),
        format!("{notices:?}"),
    );
    found
}

fn publisher(entry: &Map<String, Value>) -> Publisher {
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let known = ["kind", "project", "pending", "added_by"];
    Publisher {
        kind: text("kind").expect("a publisher's kind"),
        project: text("project").unwrap_or_default(),
        pending: entry
            .get("pending")
            .and_then(Value::as_bool)
            .unwrap_or(false),
        added_by: text("added_by"),
        fields: entry
            .iter()
            .filter(|(key, _)| !known.contains(&key.as_str()))
            .map(|(key, value)| {
                let value = value.as_str().expect("a field is text");
                (key.clone(), value.to_owned())
            })
            .collect(),
    }
}

/// A name: every issuer serves that set. An object: only these issuers serve one. Null: none does.
fn keys(folder: &Path, jwks: &Value) -> Keys {
    let set = |name: &Value| {
        let name = name.as_str().expect("a key set's name");
        let path = folder.join("jwks").join(format!("{name}.json"));
        let text =
            std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        KeySet::from_json(&text).expect("a key set")
    };
    let sets = match jwks {
        Value::Null => Vec::new(),
        Value::Object(issuers) => issuers
            .iter()
            .map(|(issuer, name)| (Some(issuer.clone()), set(name)))
            .collect(),
        name => vec![(None, set(name))],
    };
    Keys {
        sets: sets
            .into_iter()
            .map(|(issuer, set)| IssuerKeys {
                issuer,
                set,
                origin: KeyOrigin::Given,
            })
            .collect(),
        complete: true,
    }
}

fn server(state: &IndexState) -> ServerState {
    ServerState {
        seen_token_ids: state
            .seen_jti
            .iter()
            .map(|seen| {
                let text = |key: &str| seen.get(key).and_then(Value::as_str);
                let (kind, token_id) = match seen.as_str() {
                    Some(token_id) => ("github", token_id),
                    None => (text("kind").expect("kind"), text("jti").expect("jti")),
                };
                SeenTokenId {
                    kind: kind.to_owned(),
                    token_id: token_id.to_owned(),
                }
            })
            .collect(),
        flags: state.flags.clone(),
        existing_projects: state.existing_projects.clone(),
        prohibited_projects: state.prohibited_projects.clone(),
        custom_issuers: state
            .custom_issuers
            .iter()
            .map(|issuer| CustomIssuer {
                url: issuer.url.clone(),
                kind: issuer.r#type.clone(),
            })
            .collect(),
    }
}

/// Cases by family, with the differences found.
#[derive(Default)]
struct Tally {
    families: BTreeMap<String, (usize, usize)>,
    differences: Vec<(String, String)>,
}

impl Tally {
    fn count(&mut self, family: &str, id: &str, difference: Option<String>) {
        let (passed, total) = self.families.entry(family.to_owned()).or_default();
        *total += 1;
        match difference {
            Some(difference) => self.differences.push((id.to_owned(), difference)),
            None => *passed += 1,
        }
    }

    fn finish(mut self) {
        let meant = meant_divergences();
        let mut unneeded: Vec<_> = meant.keys().cloned().collect();
        self.differences.retain(|(id, _)| {
            unneeded.retain(|meant| meant != id);
            !meant.contains_key(id)
        });
        for (family, (passed, total)) in &self.families {
            println!("{family} {passed}/{total}");
        }
        for (id, difference) in &self.differences {
            println!("differs: {id}: {difference}");
        }
        let (passed, total) = self
            .families
            .values()
            .fold((0, 0), |sum, family| (sum.0 + family.0, sum.1 + family.1));
        println!("total {passed}/{total}");
        assert!(
            self.differences.is_empty(),
            "{} cases differ",
            self.differences.len()
        );
        if std::env::var_os("MINTCHECK_VECTORS").is_none() {
            assert!(
                unneeded.is_empty(),
                "divergences no longer needed: {unneeded:?}"
            );
        }
    }
}

/// Differences that are meant, with their reasons.
fn meant_divergences() -> BTreeMap<String, String> {
    #[derive(Deserialize)]
    struct Divergence {
        id: String,
        reason: String,
    }
    let path = own_vectors().join("divergences.json");
    let text = std::fs::read(path).expect("tests/vectors/divergences.json");
    let list: Vec<Divergence> = serde_json::from_slice(&text).expect("a list of divergences");
    list.into_iter()
        .map(|entry| (entry.id, entry.reason))
        .collect()
}

fn vectors() -> PathBuf {
    std::env::var_os("MINTCHECK_VECTORS").map_or_else(own_vectors, PathBuf::from)
}

fn own_vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn read_lines(path: &Path) -> Option<Vec<String>> {
    let file = File::open(path).ok()?;
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    Some(lines.map(|line| line.expect("a readable line")).collect())
}

fn decode_base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD
        .decode(text)
        .expect("standard base64")
}
