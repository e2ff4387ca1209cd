//! How an index tells its audience and its endpoints: what a client asks, and what the answers say.
//!
//! Source: PEP 807 (draft, python/peps 39375d2, 2026-01-23), "Trusted Publishing Discovery" and "Audience Retrieval"; apart
//! from it `/_/oidc/audience` of pypi/warehouse, `warehouse/oidc/views.py`, `oidc_audience`.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::address::Address;
use crate::index::percent::percent_encoded;
use crate::python::{Dict, Value, json};

/// The media type that a client asks for.
const ACCEPT: &str = "application/vnd.pypi.pytp.v1+json";

/// How the key in the address is made of the upload URL's path, which changed while PEP 807 was drafted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Draft {
    /// Percent-encoded, in the query: since 2026-01-23 (python/peps 39375d2).
    Query,
    /// Its SHA-256, in the path: before (python/peps ce0bb08, 2025-09-29).
    Digest,
}

/// Where an index says which endpoints go with an upload URL: at its authority, by its path.
fn discovery_url(upload: &Address, draft: Draft) -> String {
    let path = upload.path();
    match draft {
        Draft::Query => {
            let key = percent_encoded(path);
            upload.at(&format!("/.well-known/pytp?discover={key}"))
        }
        // The draft's example is the digest of the path and a line break; its text has none.
        Draft::Digest => {
            let mut key = String::new();
            for byte in Sha256::digest(path.as_bytes()) {
                key.push_str(&format!("{byte:02x}"));
            }
            upload.at(&format!("/.well-known/pytp/{key}"))
        }
    }
}

/// The shell's line that asks an index for its audience. A page may not ask: no index lets other sites read the answer.
#[must_use]
pub fn ask_audience(audience_url: &str) -> String {
    format!("curl -sS {}", quoted(audience_url))
}

/// The shell's line that asks an index for its endpoints, as a draft of PEP 807 has it.
#[must_use]
pub fn ask_endpoints(upload: &Address, draft: Draft) -> String {
    let url = discovery_url(upload, draft);
    format!("curl -sS -H 'Accept: {ACCEPT}' {}", quoted(&url))
}

/// A word of the shell.
fn quoted(url: &str) -> String {
    format!("'{}'", url.replace('\'', "'\\''"))
}

/// What an index answered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answered {
    /// The audience that it demands.
    Audience(String),
    /// Its endpoints.
    Endpoints {
        /// Where it tells its audience.
        audience: String,
        /// Where it takes a token in exchange.
        mint_token: String,
    },
}

/// Why an answer says nothing of use.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum AnswerError {
    /// It is no JSON object; a page of a web server, say.
    NotJson,
    /// It has endpoints, and the upload URL is not known that they belong to.
    NoAddress,
    /// It has neither an audience nor endpoints.
    Nothing,
    /// The index refuses.
    Refused {
        /// What it says.
        message: String,
    },
    /// An endpoint is no address that a client takes.
    Endpoint {
        /// What stands there.
        url: String,
    },
    /// An endpoint is at another host than the upload URL, and clients refuse it.
    OtherHost {
        /// The endpoint.
        url: String,
        /// The upload URL's host.
        host: String,
    },
}

/// Reads what an index answered, to either question. Its endpoints are good for the address of its upload URL alone.
///
/// # Errors
///
/// Where a client would not go on with it.
pub fn read_answer(text: &str, upload: Option<&Address>) -> Result<Answered, AnswerError> {
    let document = json::loads(text.trim().as_bytes());
    let Ok(Value::Dict(members)) = document else {
        return Err(AnswerError::NotJson);
    };
    if let Some(audience) = member(&members, "audience") {
        return Ok(Answered::Audience(audience));
    }
    // Before it was numbered, the draft had the second name's words the other way round.
    let mint_token = member(&members, "token-mint-endpoint");
    let mint_token = mint_token.or_else(|| member(&members, "mint-token-endpoint"));
    let endpoints = member(&members, "audience-endpoint").zip(mint_token);
    if let Some((audience, mint_token)) = endpoints {
        let upload = upload.ok_or(AnswerError::NoAddress)?;
        return Ok(Answered::Endpoints {
            audience: endpoint(audience, upload)?,
            mint_token: endpoint(mint_token, upload)?,
        });
    }
    // RFC 9457's members, and warehouse's.
    let message = ["detail", "title", "message"];
    let mut message = message.iter().filter_map(|name| member(&members, name));
    Err(match message.next() {
        Some(message) => AnswerError::Refused { message },
        None => AnswerError::Nothing,
    })
}

fn member(members: &Dict, name: &str) -> Option<String> {
    let text = members.get(name)?.as_str()?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a client that uploads there takes an endpoint: it has the upload URL's host (PEP 807, "Constraints").
pub(super) fn is_at(endpoint: &Address, upload: &Address) -> bool {
    endpoint.host() == upload.host()
}

/// An endpoint that a client takes: at a trustworthy origin, where it uploads.
fn endpoint(url: String, upload: &Address) -> Result<String, AnswerError> {
    match Address::parse(&url) {
        Ok(address) if is_at(&address, upload) => Ok(url),
        Ok(_) => Err(AnswerError::OtherHost {
            url,
            host: upload.host().to_owned(),
        }),
        Err(_) => Err(AnswerError::Endpoint { url }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(text: &str) -> Address {
        Address::parse(text).expect("an address")
    }

    fn read(text: &str) -> Result<Answered, AnswerError> {
        read_answer(text, Some(&upload("https://upload.example.com/legacy/")))
    }

    #[test]
    fn the_key_is_made_of_the_path_alone() {
        let url = |text, draft| discovery_url(&upload(text), draft);
        for text in [
            "https://upload.example.com/legacy/",
            "https://upload.example.com/legacy/?a=b#c",
        ] {
            // The example of PEP 807.
            assert_eq!(
                url(text, Draft::Query),
                "https://upload.example.com/.well-known/pytp?discover=%2Flegacy%2F"
            );
            assert_eq!(
                url(text, Draft::Digest),
                "https://upload.example.com/.well-known/pytp/\
                 0cace9579789849db6e16d48df183951c8f17582200d84bc93c7678d6c8f78a7"
            );
        }
        let encoded = url("https://pypi.example.com/a%20b/~c", Draft::Query);
        assert!(encoded.ends_with("?discover=%2Fa%2520b%2F~c"), "{encoded}");
    }

    #[test]
    fn without_a_path_the_key_is_made_of_nothing() {
        let upload = upload("https://pypi.example.com:8443");
        assert_eq!(
            discovery_url(&upload, Draft::Query),
            "https://pypi.example.com:8443/.well-known/pytp?discover="
        );
        assert_eq!(
            discovery_url(&upload, Draft::Digest),
            "https://pypi.example.com:8443/.well-known/pytp/\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn a_shell_asks_as_a_client_does() {
        assert_eq!(
            ask_audience("https://pypi.example.com/_/oidc/audience"),
            "curl -sS 'https://pypi.example.com/_/oidc/audience'"
        );
        assert_eq!(
            ask_endpoints(&upload("https://pypi.example.com/legacy/"), Draft::Query),
            "curl -sS -H 'Accept: application/vnd.pypi.pytp.v1+json' \
             'https://pypi.example.com/.well-known/pytp?discover=%2Flegacy%2F'"
        );
    }

    #[test]
    fn nothing_in_an_address_ends_the_shell_s_word() {
        // An apostrophe may stand in a path.
        assert_eq!(
            ask_audience("https://pypi.example.com/a'b"),
            "curl -sS 'https://pypi.example.com/a'\\''b'"
        );
    }

    #[test]
    fn an_index_tells_its_audience_or_its_endpoints() {
        let audience = Ok(Answered::Audience("acme".to_owned()));
        assert_eq!(read("{\"audience\":\"acme\"}\n"), audience);
        for name in ["token-mint-endpoint", "mint-token-endpoint"] {
            let text = format!(
                r#"{{"audience-endpoint": "https://upload.example.com/_/oidc/audience",
                    "{name}": "https://upload.example.com/_/oidc/mint-token", "features": []}}"#
            );
            assert_eq!(
                read(&text),
                Ok(Answered::Endpoints {
                    audience: "https://upload.example.com/_/oidc/audience".to_owned(),
                    mint_token: "https://upload.example.com/_/oidc/mint-token".to_owned(),
                })
            );
        }
    }

    #[test]
    fn endpoints_are_good_for_an_address_alone() {
        let audience = Ok(Answered::Audience("acme".to_owned()));
        assert_eq!(read_answer(r#"{"audience": "acme"}"#, None), audience);
        let endpoints = r#"{"audience-endpoint": "https://a.example/a", "token-mint-endpoint": "https://a.example/m"}"#;
        assert_eq!(read_answer(endpoints, None), Err(AnswerError::NoAddress));
    }

    #[test]
    fn a_client_does_not_go_on_with_everything() {
        let of = |mint: &str| {
            read(&format!(
                r#"{{"audience-endpoint": "https://upload.example.com/a", "mint-token-endpoint": "{mint}"}}"#
            ))
        };
        let url = || "https://example.com/mint".to_owned();
        let other = AnswerError::OtherHost {
            url: url(),
            host: "upload.example.com".to_owned(),
        };
        assert_eq!(of(&url()), Err(other));
        let url = "http://upload.example.com/mint".to_owned();
        assert_eq!(of(&url), Err(AnswerError::Endpoint { url: url.clone() }));
        assert_eq!(read("<html>404</html>"), Err(AnswerError::NotJson));
        assert_eq!(read(""), Err(AnswerError::NotJson));
        assert_eq!(read("[]"), Err(AnswerError::NotJson));
        for text in [
            "{}",
            r#"{"audience": 1}"#,
            r#"{"audience": ""}"#,
            r#"{"audience-endpoint": "x"}"#,
        ] {
            assert_eq!(read(text), Err(AnswerError::Nothing), "{text}");
        }
        for text in [
            r#"{"message": "not enabled", "errors": []}"#,
            r#"{"type": "about:blank", "title": "Forbidden", "detail": "not enabled"}"#,
        ] {
            let message = "not enabled".to_owned();
            assert_eq!(read(text), Err(AnswerError::Refused { message }), "{text}");
        }
    }
}
