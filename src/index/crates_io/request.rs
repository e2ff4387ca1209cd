//! From the request to the issuer whose keys are to verify the token.
//!
//! Source: `src/middleware/require_user_agent.rs`, axum 0.8.9 `src/json.rs`, and
//! `src/controllers/trustpub/tokens/exchange/mod.rs`, `exchange_trustpub_token`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::error::Category;

use crate::finding::{Phase, Reason, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Body, HttpRequest};
use crate::jose::jsonwebtoken::UnverifiedToken;
use crate::jose::pyjwt;

use super::answer;
use super::provider::Provider;

/// The user agent of the content delivery network, which stands for none.
const CDN_USER_AGENT: &str = "Amazon CloudFront";

/// axum's limit on a body.
const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// A JSON object with a string `jwt`, or a list of just that string.
#[derive(Deserialize)]
struct ExchangeRequest {
    jwt: String,
}

/// The token in a request.
pub(super) fn body<'a>(trace: &mut Trace, body: Body<'a>) -> Option<Cow<'a, str>> {
    let bytes = match body {
        Body::Claims(_) => {
            trace.record(Phase::Request, Rule::Body, Finding::NotReached);
            return None;
        }
        Body::Token(token) => {
            trace.record(Phase::Request, Rule::Body, Finding::Pass);
            return Some(Cow::Borrowed(token));
        }
        Body::Http(request) => {
            trace.record(Phase::Request, Rule::RequestLine, request_line(request));
            request.body
        }
        Body::Raw(bytes) => bytes,
    };
    let (finding, token) = match read_body(bytes) {
        _ if bytes.len() > LARGEST_BODY => {
            let reason = Reason::BodyUnreadable {
                detail: "length limit exceeded".to_owned(),
            };
            (Finding::Stop(reason, answer::large_body()), None)
        }
        Ok(request) => (Finding::Pass, Some(Cow::Owned(request.jwt))),
        Err(error) => {
            let is_json = error.classify() == Category::Data;
            let reason = Reason::BodyUnreadable {
                detail: error.to_string(),
            };
            (Finding::Stop(reason, answer::invalid_body(is_json)), None)
        }
    };
    trace.record(Phase::Request, Rule::Body, finding);
    token
}

fn read_body(bytes: &[u8]) -> Result<ExchangeRequest, serde_json::Error> {
    serde_json::from_slice(bytes)
}

fn request_line(request: &HttpRequest<'_>) -> Finding {
    let header_refused = |header: &str, answer| {
        let reason = Reason::HeaderRefused {
            header: header.to_owned(),
            actual: request.header(header).map(str::to_owned),
        };
        Finding::Stop(reason, answer)
    };
    let user_agent = request.header("user-agent").unwrap_or_default();
    let is_visible = |byte: u8| (b' '..=b'~').contains(&byte) || byte == b'\t';
    if !user_agent.bytes().all(is_visible) {
        return header_refused("user-agent", answer::unreadable_user_agent());
    }
    if user_agent.is_empty() || user_agent == CDN_USER_AGENT {
        let request_id = request.header("x-request-id").unwrap_or_default();
        return header_refused("user-agent", answer::no_user_agent(request_id));
    }
    if request.method != "POST" {
        let reason = Reason::MethodRefused {
            method: request.method.to_owned(),
        };
        return Finding::Stop(reason, answer::other_method());
    }
    let content_type = request.header("content-type").unwrap_or_default();
    if !is_json(content_type) {
        return header_refused("content-type", answer::other_content_type());
    }
    Finding::Pass
}

/// `application/json`, or `application/` with anything in front of `+json`.
pub(super) fn is_json(content_type: &str) -> bool {
    let Ok(media_type) = content_type.parse::<mime::Mime>() else {
        return false;
    };
    media_type.type_() == mime::APPLICATION
        && (media_type.subtype() == mime::JSON || media_type.suffix() == Some(mime::JSON))
}

/// `UnverifiedClaims::decode`: the header, and `iss` of the claims.
pub(super) fn decode<'a>(trace: &mut Trace, token: Option<&'a str>) -> Option<UnverifiedToken<'a>> {
    let Some(token) = token else {
        trace.record(Phase::Request, Rule::Decode, Finding::NotReached);
        return None;
    };
    match UnverifiedToken::decode(token) {
        Ok(decoded) => {
            trace.record(Phase::Request, Rule::Decode, Finding::Pass);
            Some(decoded)
        }
        Err(detail) => {
            let finding = Finding::Stop(why_undecodable(token, detail), answer::undecodable());
            trace.record(Phase::Request, Rule::Decode, finding);
            None
        }
    }
}

/// What most readers of tokens would say, or else the library's own words.
fn why_undecodable(token: &str, detail: String) -> Reason {
    match pyjwt::UnverifiedToken::decode(token) {
        Err(error) => Reason::Undecodable { error },
        Ok(decoded) if !decoded.unverified_claims().contains("iss") => Reason::ClaimsMissing {
            claims: vec!["iss".to_owned()],
        },
        Ok(_) => Reason::Unreadable { detail },
    }
}

/// Which issuer it is: the text has to be the same to the letter.
pub(super) fn provider(trace: &mut Trace, issuer: Option<&str>) -> Option<&'static Provider> {
    let (finding, provider) = match issuer {
        None => (Finding::NotReached, None),
        Some(issuer) => match Provider::of_issuer(issuer) {
            Some(provider) => (Finding::Pass, Some(provider)),
            None => {
                let enterprise = crate::issuer::github::is_enterprise(issuer);
                let reason = Reason::IssuerUnknown {
                    issuer: issuer.to_owned(),
                    enterprise,
                };
                (Finding::Stop(reason, answer::unknown_issuer(issuer)), None)
            }
        },
    };
    trace.record(Phase::Request, Rule::IssuerKnown, finding);
    provider
}
