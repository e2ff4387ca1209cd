//! An exchange that is played: the job, what is registered, what is sent, and what the index makes of it. Rules, claims,
//! texts and addresses are all the core's.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mintcheck::index::{self, Index, Publisher};
use mintcheck::issuer::github::GITHUB;
use mintcheck::python::{Dict, Int, Str, Value};
use mintcheck::time::UnixTime;
use mintcheck::workflow::{self, Plan, PlannedValue, Target};
use mintcheck::{Report, Request, inspect};

use crate::plain;

/// The indexes that the lesson tells of: their exchange goes in these eight steps. With another one chosen, it tells of
/// the first.
pub(crate) const TOLD: [&Index; 2] = [&index::pypi::PYPI, &index::pypi::TESTPYPI];

/// The publishers' kind that the lesson tells of.
pub(crate) const KIND: &str = "github";

/// The header's `kid` of a token that nobody signed. No issuer has such a key, so that only the signature stays open.
const NO_KEY: &str = "an example";

/// Seconds from the issue of a token to its end, as GitHub sets them.
const LIFETIME: i64 = 300;

/// A job as one would describe it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Job {
    pub(crate) owner: String,
    pub(crate) name: String,
    pub(crate) owner_id: String,
    pub(crate) file: String,
    /// Empty where the job names none.
    pub(crate) environment: String,
    pub(crate) event: String,
    pub(crate) git_ref: String,
    /// The audience that it asks for.
    pub(crate) audience: String,
}

/// A publisher, and the index that it is registered on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Registered {
    pub(crate) index: &'static str,
    pub(crate) publisher: Publisher,
}

/// Everything that the answer depends on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct World {
    /// The index that the token is posted to.
    pub(crate) index: &'static str,
    pub(crate) registered: Vec<Registered>,
    pub(crate) claims: Dict,
    /// Whether the script left the quotes on the token.
    pub(crate) is_quoted: bool,
    /// The moment whose rules apply; the latest if absent.
    pub(crate) rules: Option<UnixTime>,
}

impl Job {
    /// The job that a publisher waits for.
    pub(crate) fn of(index: &Index, publisher: &Publisher) -> Self {
        let field = |id| publisher.field(id).unwrap_or_default().to_owned();
        Self {
            owner: field("repository_owner"),
            name: field("repository_name"),
            owner_id: field("repository_owner_id"),
            file: field("workflow_filename"),
            environment: field("environment"),
            event: "release".to_owned(),
            git_ref: "refs/tags/v1.2.0".to_owned(),
            audience: index.audience.shown().to_owned(),
        }
    }

    /// The publisher that waits for this job.
    pub(crate) fn publisher(&self) -> Publisher {
        let fields = [
            ("repository_owner", &self.owner),
            ("repository_name", &self.name),
            ("repository_owner_id", &self.owner_id),
            ("workflow_filename", &self.file),
            ("environment", &self.environment),
        ];
        Publisher {
            kind: KIND.to_owned(),
            project: self.name.clone(),
            fields: fields
                .into_iter()
                .map(|(id, value)| (id.to_owned(), value.clone()))
                .collect(),
            ..Publisher::default()
        }
    }

    /// The workflow file, as the index's documentation would have it.
    pub(crate) fn workflow(&self, index: &Index) -> String {
        index.workflow(&self.publisher()).unwrap_or_default()
    }

    /// The claims that GitHub would put into the token, as the core reads them out of the workflow file, and those that
    /// only a run has.
    pub(crate) fn claims(&self, index: &Index, now: UnixTime) -> Dict {
        let text = self.workflow(index);
        let given = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
        let plan = Plan {
            repository: given(&format!("{}/{}", self.owner, self.name)),
            repository_id: "700100200".parse().ok(),
            repository_owner_id: self.owner_id.parse().ok(),
            file: given(&self.file),
            event: given(&self.event),
            git_ref: given(&self.git_ref),
        };
        let environment = Some(&*self.environment).filter(|name| !name.is_empty());
        let target = Target {
            audience: Some(&self.audience),
            ..index.target(environment)
        };
        let reading = workflow::read(&text, &plan, &target).ok();
        let publishing = reading.iter().flat_map(|reading| &reading.jobs);
        let planned = publishing
            .flat_map(|job| &job.tokens)
            .next()
            .map(|token| token.claims.as_slice())
            .unwrap_or_default();
        let pairs = planned.iter().filter_map(|claim| {
            let value = match &claim.value {
                PlannedValue::Absent => return None,
                PlannedValue::Known(text) | PlannedValue::Example(text) => {
                    Value::Str(text.as_str().into())
                }
                PlannedValue::AtRun => at_run(claim.name, now)?,
            };
            Some((Str::from(claim.name), value))
        });
        Dict::from_pairs(pairs.collect())
    }
}

/// A claim that only a run can have.
fn at_run(name: &str, now: UnixTime) -> Option<Value> {
    let seconds = |offset: i64| Value::Int(Int::from(now.plus(offset).0));
    let text = |text: &str| Value::Str(text.into());
    Some(match name {
        "exp" => seconds(LIFETIME),
        "iat" => seconds(0),
        "nbf" => seconds(-LIFETIME),
        "jti" => text("6d1a9bd8-7f2f-4bb0-9a3c-3b1e5f0c2a71"),
        "actor" => text("octocat"),
        "actor_id" => text("583231"),
        "repository_visibility" => text("public"),
        "run_attempt" => text("1"),
        "run_id" => text("19500300400"),
        "run_number" => text("42"),
        "sha" | "workflow_sha" => text("a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"),
        "check_run_id" => text("55800900100"),
        _ => return None,
    })
}

/// The publisher that the index's own form gives as an example.
pub(crate) fn example_publisher(index: &Index) -> Publisher {
    let fields = index.kind(KIND).map(|kind| kind.fields).unwrap_or_default();
    let fields: BTreeMap<_, _> = fields
        .iter()
        .map(|field| (field.id.to_owned(), field.example.to_owned()))
        .collect();
    Publisher {
        kind: KIND.to_owned(),
        project: fields.get("repository_name").cloned().unwrap_or_default(),
        fields,
        ..Publisher::default()
    }
}

/// The claims with one of them set, or taken out.
pub(crate) fn with(claims: &Dict, name: &str, value: Option<Value>) -> Dict {
    let others = claims.iter().filter(|(other, _)| **other != *name);
    let mut pairs: Vec<_> = others
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    if let Some(value) = value {
        let place = claims.iter().position(|(other, _)| *other == *name);
        let place = place.unwrap_or(pairs.len()).min(pairs.len());
        pairs.insert(place, (name.into(), value));
    }
    Dict::from_pairs(pairs)
}

/// The claims with one of them set to a text.
pub(crate) fn with_text(claims: &Dict, name: &str, value: &str) -> Dict {
    with(claims, name, Some(Value::Str(value.into())))
}

/// A claim as text.
pub(crate) fn text(claims: &Dict, name: &str) -> String {
    claims
        .get(name)
        .map(|value| value.to_str().to_string())
        .unwrap_or_default()
}

/// A header as GitHub writes it.
pub(crate) fn header(algorithm: &str, key_id: &str) -> Value {
    plain::object([
        ("alg", plain::of_text(algorithm)),
        ("kid", plain::of_text(key_id)),
        ("typ", plain::of_text("JWT")),
    ])
}

/// What is signed of a token.
pub(crate) fn signing_input(header: &Value, claims: &Dict) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_json());
    format!(
        "{}.{}",
        encode(header),
        encode(&Value::Dict(claims.clone()))
    )
}

/// A whole token.
pub(crate) fn token(signing_input: &str, signature: &[u8]) -> String {
    format!("{signing_input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The header of a token as text.
pub(crate) fn header_of(token: &str) -> String {
    let header = token.split('.').next().unwrap_or_default();
    let bytes = URL_SAFE_NO_PAD.decode(header).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The body of the request in which a token is posted, to the byte.
pub(crate) fn body(token: &str, is_quoted: bool) -> String {
    let token = if is_quoted {
        plain::of_text(token).to_json()
    } else {
        token.to_owned()
    };
    plain::object([("token", plain::of_text(&token))]).to_json()
}

impl World {
    /// The job and the publisher that belong together.
    pub(crate) fn of(index: &'static Index, job: &Job, now: UnixTime) -> Self {
        Self {
            index: index.id,
            registered: vec![Registered {
                index: index.id,
                publisher: job.publisher(),
            }],
            claims: job.claims(index, now),
            is_quoted: false,
            rules: None,
        }
    }

    /// The index that the token is posted to.
    pub(crate) fn index(&self) -> Option<&'static Index> {
        index::find(self.index)
    }

    /// What is registered on the index that the token is posted to.
    pub(crate) fn publishers(&self) -> Vec<Publisher> {
        self.registered
            .iter()
            .filter(|registered| registered.index == self.index)
            .map(|registered| registered.publisher.clone())
            .collect()
    }

    /// What is registered first, wherever.
    pub(crate) fn publisher(&self) -> Option<&Publisher> {
        self.registered.first().map(|first| &first.publisher)
    }

    /// The same, to be changed.
    pub(crate) fn publisher_mut(&mut self) -> Option<&mut Publisher> {
        self.registered
            .first_mut()
            .map(|first| &mut first.publisher)
    }

    /// Sets a field of what is registered first.
    pub(crate) fn register(&mut self, field: &str, value: &str) {
        if let Some(publisher) = self.publisher_mut() {
            publisher.fields.insert(field.to_owned(), value.to_owned());
        }
    }

    /// Sets a claim to a text.
    pub(crate) fn claim(&mut self, name: &str, value: &str) {
        self.claims = with_text(&self.claims, name, value);
    }

    /// The request in which a token is judged.
    pub(crate) fn request(&self, token: &str) -> Request {
        Request {
            index: self.index.to_owned(),
            body: Some(body(token, self.is_quoted).into_bytes()),
            publishers: Some(self.publishers()),
            rules: self.rules,
            ..Request::default()
        }
    }

    /// What the index makes of it, if the signature is as it should be.
    pub(crate) fn report(&self) -> Option<Report> {
        let input = signing_input(&header("RS256", NO_KEY), &self.claims);
        inspect(&self.request(&token(&input, &[0; 256]))).ok()
    }
}

/// Whether the index mints, with a genuine and fresh token.
pub(crate) fn is_minted(report: &Report) -> bool {
    report.decisive().is_none() && report.prediction.status == Some(200)
}

/// Whether claims are GitHub's own, or do not say whose they are.
pub(crate) fn are_githubs(claims: &Dict) -> bool {
    claims
        .get("iss")
        .is_none_or(|issuer| issuer.as_str().is_some_and(|issuer| *issuer == GITHUB.url))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime(1_790_000_000);

    fn world(id: &str) -> World {
        let index = index::find(id).expect("an index");
        World::of(index, &Job::of(index, &example_publisher(index)), NOW)
    }

    #[test]
    fn the_example_is_accepted_by_each_index() {
        for index in TOLD {
            let report = world(index.id).report().expect("a report");
            assert!(is_minted(&report), "{}: {report:#?}", index.id);
        }
    }

    #[test]
    fn the_claims_are_those_of_the_workflow() {
        let claims = world("pypi").claims;
        assert_eq!(text(&claims, "repository"), "octo-org/sampleproject");
        assert_eq!(text(&claims, "aud"), "pypi");
        assert_eq!(
            text(&claims, "sub"),
            "repo:octo-org/sampleproject:environment:release"
        );
        assert_eq!(
            text(&claims, "job_workflow_ref"),
            "octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.2.0"
        );
        assert_eq!(text(&claims, "exp"), "1790000300");
    }

    #[test]
    fn a_claim_that_is_set_stays_in_its_place() {
        let claims = world("pypi").claims;
        let names = |claims: &Dict| -> Vec<String> {
            claims.iter().map(|(name, _)| name.to_string()).collect()
        };
        let changed = with_text(&claims, "aud", "testpypi");
        assert_eq!(names(&changed), names(&claims));
        assert_eq!(text(&changed, "aud"), "testpypi");
        let shorter = with(&claims, "aud", None);
        assert!(!shorter.contains("aud"));
        assert_eq!(shorter.len().saturating_add(1), claims.len());
    }

    #[test]
    fn quotes_are_sent_as_part_of_the_token() {
        assert_eq!(body("a.b.c", false), r#"{"token": "a.b.c"}"#);
        assert_eq!(body("a.b.c", true), r#"{"token": "\"a.b.c\""}"#);
    }
}
