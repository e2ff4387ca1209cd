//! What goes over the wire in a step: the request and the answer, in the shape that the servers give them. Addresses,
//! keys and answers are the core's.

use mintcheck::Report;
use mintcheck::index::Index;
use mintcheck::issuer::github::GITHUB;

use super::stage::Stage;
use super::world::{World, text};
use crate::plain;

/// A token in a line.
const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOi…";

/// A request and what comes back.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wire {
    /// The request's line, its headers, and its body after an empty line.
    pub(crate) request: String,
    /// The status; absent where the answer comes later.
    pub(crate) status: Option<u16>,
    /// The answer's body.
    pub(crate) answer: Option<String>,
}

/// What is sent in a step; nothing where nothing is.
pub(crate) fn of(stage: Stage, index: &Index, world: &World) -> Vec<Wire> {
    let host = |url: &str| {
        let rest = url.strip_prefix("https://").unwrap_or(url);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        (host.to_owned(), format!("/{path}"))
    };
    let get = |url: &str, answer: String| {
        let (host, path) = host(url);
        Wire {
            request: format!("GET {path} HTTP/1.1\nHost: {host}"),
            status: Some(200),
            answer: Some(answer),
        }
    };
    match stage {
        Stage::Start | Stage::Sign | Stage::Verify | Stage::Match => Vec::new(),
        Stage::Ask => vec![Wire {
            request: format!(
                "GET /…/idtoken?api-version=2.0&audience={} HTTP/1.1\n\
                 Host: ….actions.githubusercontent.com\n\
                 Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN",
                text(&world.claims, "aud")
            ),
            status: Some(200),
            answer: Some(format!(r#"{{"value":"{TOKEN}"}}"#)),
        }],
        Stage::Post => {
            let (host, path) = host(&index.mint_url);
            vec![Wire {
                request: format!(
                    "POST {path} HTTP/1.1\nHost: {host}\nContent-Type: application/json\n\n\
                     {{\"token\": \"{TOKEN}\"}}"
                ),
                status: None,
                answer: None,
            }]
        }
        Stage::Keys => {
            let keys = format!("{}/.well-known/jwks", GITHUB.url);
            let discovery = format!(
                "{{\"issuer\": \"{}\",\n \"jwks_uri\": \"{keys}\",\n \
                 \"id_token_signing_alg_values_supported\": [\"RS256\"], …}}",
                GITHUB.url
            );
            vec![get(&GITHUB.discovery_url(), discovery), get(&keys, jwks())]
        }
        Stage::Mint => {
            let answer = world.report().map(|report| answer(index, &report));
            let mut wires = vec![Wire {
                request: String::new(),
                status: answer.as_ref().and_then(|(status, _)| *status),
                answer: answer.as_ref().and_then(|(_, body)| body.clone()),
            }];
            let is_minted = answer.is_some_and(|(status, _)| status == Some(200));
            if let Some(upload) = index.upload_url.as_deref().filter(|_| is_minted) {
                let (host, path) = host(upload);
                wires.push(Wire {
                    request: format!(
                        "POST {path} HTTP/1.1\nHost: {host}\n\
                         Authorization: Basic base64(__token__:pypi-…)\n\
                         Content-Type: multipart/form-data\n\n:action=file_upload&…"
                    ),
                    status: Some(200),
                    answer: None,
                });
            }
            wires
        }
    }
}

/// The index's answer to a step that goes wrong, as an example of it.
pub(crate) fn wrong(stage: Stage, index: &Index, world: &World) -> Option<(Option<u16>, String)> {
    let mut world = world.clone();
    match stage {
        Stage::Post => world.is_quoted = true,
        Stage::Keys => world.claim("iss", "https://token.actions.octo-corp.ghe.com"),
        Stage::Verify => world.claim("aud", "sigstore"),
        Stage::Match => {
            // As it would be, were it right before.
            world.claim("aud", index.audience.shown());
            world.claim(
                "job_workflow_ref",
                "octo-org/other/.github/workflows/test.yml@x",
            );
        }
        Stage::Start | Stage::Ask | Stage::Sign | Stage::Mint => return None,
    }
    let report = world.report()?;
    if Stage::that_refuses(&report) != Some(stage) {
        return None;
    }
    let (status, body) = answer(index, &report);
    Some((status, body?))
}

fn answer(index: &Index, report: &Report) -> (Option<u16>, Option<String>) {
    let prediction = &report.prediction;
    (
        prediction.status,
        (index.rules().answer_body)(&prediction.answer),
    )
}

/// The issuer's first key, as it publishes it, with its long number cut.
fn jwks() -> String {
    let keys = GITHUB.built_in_keys.map_or("", |keys| keys.jwks);
    let keys = plain::read(keys);
    let first = keys
        .iter()
        .flat_map(|keys| plain::list(keys, "keys"))
        .next();
    let part = |name: &str| {
        first
            .and_then(|key| plain::text(key, name))
            .unwrap_or_default()
    };
    let modulus: String = part("n").chars().take(16).collect();
    format!(
        "{{\"keys\": [{{\"kty\": \"{}\", \"alg\": \"{}\", \"use\": \"{}\",\n  \"kid\": \"{}\",\n  \
         \"n\": \"{modulus}…\", \"e\": \"{}\"}}, …]}}",
        part("kty"),
        part("alg"),
        part("use"),
        part("kid"),
        part("e")
    )
}

#[cfg(test)]
mod tests {
    use mintcheck::time::UnixTime;

    use super::*;
    use crate::lesson::world::{Job, TOLD, example_publisher};

    #[test]
    fn a_request_names_the_indexs_own_addresses() {
        for index in TOLD {
            let job = Job::of(index, &example_publisher(index));
            let world = World::of(index, &job, UnixTime(1_790_000_000));
            let request = |stage| {
                let wires = of(stage, index, &world);
                wires.last().expect("a request").request.clone()
            };
            assert!(request(Stage::Ask).contains(&format!("audience={} ", index.audience.shown())));
            let posted = request(Stage::Post);
            assert!(posted.starts_with("POST /_/oidc/mint-token HTTP/1.1\n"));
            assert!(
                posted.contains(&format!("Host: {}\n", index.host)),
                "{posted}"
            );
            let minted = of(Stage::Mint, index, &world);
            let answer = minted.first().and_then(|wire| wire.answer.as_deref());
            assert!(answer.is_some_and(|body| body.contains("\"success\":true")));
        }
    }

    #[test]
    fn what_goes_wrong_in_a_step_is_refused_in_that_step() {
        for index in TOLD {
            let job = Job::of(index, &example_publisher(index));
            let world = World::of(index, &job, UnixTime(1_790_000_000));
            for stage in [Stage::Post, Stage::Keys, Stage::Verify, Stage::Match] {
                let (status, body) = wrong(stage, index, &world).expect("an answer");
                assert_eq!(status, Some(422));
                assert!(body.contains("Token request failed"), "{body}");
            }
        }
    }

    #[test]
    fn a_key_is_the_one_that_is_built_in() {
        assert!(jwks().contains("\"kty\": \"RSA\", \"alg\": \"RS256\""));
    }
}
