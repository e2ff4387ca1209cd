//! What the tests paste: a real token, tokens of the corpus, and tokens made up.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::read::GzDecoder;
use mintcheck::index::Publisher;
use mintcheck::inspect::RequestKeys;
use mintcheck::time::UnixTime;
use mintcheck::{Report, Request, inspect};
use serde_json::{Map, Value, json};

/// The corpus's keys, in the folder of the tests.
pub(crate) const KEYS_FILE: &str = "vectors/pypi/jwks/main.json";

/// The corpus's keys.
pub(crate) const KEYS: &str = include_str!("../vectors/pypi/jwks/main.json");

/// A token that GitHub signed for sigstore, and published.
pub(crate) fn real() -> &'static str {
    include_str!("../data/github-actions-token.txt").trim()
}

/// A case of the corpus: a token and the publishers that are registered.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The index.
    pub(crate) index: String,
    /// The token.
    pub(crate) token: String,
    /// The publishers.
    pub(crate) publishers: Vec<Publisher>,
}

impl Case {
    /// The first case of a family that the server accepts and that looks like that. Only cases that
    /// depend on nothing but the token and the publishers count.
    pub(crate) fn accepted(family: &str, suits: impl Fn(&Self) -> bool) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/pypi/mint.jsonl.gz");
        let file = File::open(path).expect("the corpus");
        let family_is = format!(r#""family":"{family}""#);
        BufReader::new(GzDecoder::new(file))
            .lines()
            .map(|line| line.expect("a line"))
            .filter(|line| line.contains(&family_is))
            .filter_map(|line| Self::read(&serde_json::from_str(&line).expect("JSON")))
            .find(|case| suits(case))
            .unwrap_or_else(|| panic!("no case of `{family}` suits"))
    }

    fn read(line: &Value) -> Option<Self> {
        let index = line.get("index")?;
        let is_empty = |name| {
            index
                .get(name)
                .and_then(Value::as_array)
                .is_none_or(Vec::is_empty)
        };
        let is_plain = [
            "seen_jti",
            "flags",
            "existing_projects",
            "prohibited_projects",
            "custom_issuers",
        ]
        .into_iter()
        .all(is_empty);
        let is_accepted = line.pointer("/expected/status")?.as_u64() == Some(200);
        if !is_plain || !is_accepted || index.get("jwks")?.as_str() != Some("main") {
            return None;
        }
        let body: Value = serde_json::from_str(line.get("body")?.as_str()?).ok()?;
        let publishers = line.get("publishers")?.as_array()?;
        Some(Self {
            index: index.get("audience")?.as_str()?.to_owned(),
            token: body.get("token")?.as_str()?.to_owned(),
            publishers: publishers
                .iter()
                .map(|entry| publisher(entry.as_object()))
                .collect::<Option<_>>()?,
        })
    }

    /// What the page asks the core when the corpus's keys are pasted.
    pub(crate) fn request(&self) -> Request {
        Request {
            publishers: Some(self.publishers.clone()),
            keys: vec![RequestKeys {
                issuer: None,
                jwks: KEYS.to_owned(),
                fetched: false,
                mirrored: false,
            }],
            ..request(&self.index, &self.token)
        }
    }
}

fn publisher(entry: Option<&Map<String, Value>>) -> Option<Publisher> {
    let entry = entry?;
    let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
    let known = ["kind", "project", "pending", "added_by"];
    Some(Publisher {
        kind: text("kind")?,
        project: text("project")?,
        pending: entry.get("pending")?.as_bool()?,
        added_by: None,
        fields: entry
            .keys()
            .filter(|key| !known.contains(&key.as_str()))
            .map(|key| Some((key.clone(), text(key)?)))
            .collect::<Option<_>>()?,
    })
}

/// What the page asks the core when nothing but a text was pasted.
pub(crate) fn request(index: &str, paste: &str) -> Request {
    Request {
        index: index.to_owned(),
        paste: Some(paste.to_owned()),
        now: Some(UnixTime(now())),
        ..Request::default()
    }
}

/// What the core finds out, natively.
pub(crate) fn report(request: &Request) -> Report {
    inspect(request).expect("a report")
}

/// A token as GitHub would make it, but for its signature.
pub(crate) fn token(claims: &Value) -> String {
    let header = json!({ "alg": "RS256", "kid": "made-up", "typ": "JWT" });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.c2lnbmF0dXJl", part(&header), part(claims))
}

/// Claims of a token that anybody who sees it can use for ten minutes more.
pub(crate) fn live_claims() -> Value {
    json!({
        "iss": "https://token.actions.githubusercontent.com",
        "aud": "pypi",
        "sub": "repo:octo-org/sampleproject:ref:refs/heads/main",
        "iat": now(),
        "nbf": now(),
        "exp": now().saturating_add(600),
    })
}

/// The present moment.
pub(crate) fn now() -> i64 {
    let since = SystemTime::UNIX_EPOCH.elapsed().expect("a clock");
    i64::try_from(since.as_secs()).expect("seconds")
}
