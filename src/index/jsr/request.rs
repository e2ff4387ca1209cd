//! From the request to the issuer whose keys are to verify the token.
//!
//! Source: `api/src/util.rs`, `extract_token_and_sudo` and `auth_middleware`; `api/src/external/github.rs`,
//! `extract_unverified_issuer`.

use std::borrow::Cow;

use serde::Deserialize;

use crate::finding::{Phase, Reason, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Body, HttpRequest};

use super::answer;
use super::github;
use super::token::{UnverifiedToken, decode_base64, undecodable};

/// What stands before the token in the header `authorization`.
const SCHEME: &str = "githuboidc ";

/// The only claim that is read before the keys are asked for.
#[derive(Deserialize)]
struct UnverifiedClaims {
    iss: String,
}

/// The token in a request. It comes in a header; the body is the package's archive.
pub(super) fn credential<'a>(trace: &mut Trace, body: Body<'a>) -> Option<Cow<'a, str>> {
    let (finding, token) = match body {
        Body::Claims(_) => (Finding::NotReached, None),
        Body::Token(token) => in_header(Cow::Borrowed(token)),
        Body::Raw(bytes) => in_header(String::from_utf8_lossy(bytes)),
        Body::Http(request) => from_header(request),
    };
    trace.record(Phase::Request, Rule::RequestLine, finding);
    token
}

/// A header's value that is not plain ASCII is none.
fn in_header(token: Cow<'_, str>) -> (Finding, Option<Cow<'_, str>>) {
    if is_plain(&token) {
        (Finding::Pass, Some(token))
    } else {
        (refused(None, answer::no_credential()), None)
    }
}

fn from_header<'a>(request: &HttpRequest<'a>) -> (Finding, Option<Cow<'a, str>>) {
    let header = request.header("authorization").map(str::trim_ascii);
    let header = header.filter(|value| is_plain(value));
    match header {
        Some(value) if value.starts_with("Bearer ") => {
            (refused(Some("Bearer …"), answer::bearer()), None)
        }
        Some(value) => match value.strip_prefix(SCHEME) {
            Some(token) => (Finding::Pass, Some(Cow::Borrowed(token))),
            None => {
                // A token stands in no sentence.
                let shown = match value.split_once(' ') {
                    Some((scheme, _)) => format!("{scheme} …"),
                    None => "…".to_owned(),
                };
                (refused(Some(&shown), answer::no_credential()), None)
            }
        },
        None => (refused(None, answer::no_credential()), None),
    }
}

fn is_plain(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| (b' '..=b'~').contains(&byte) || byte == b'\t')
}

fn refused(actual: Option<&str>, answer: crate::finding::Answer) -> Finding {
    let reason = Reason::HeaderRefused {
        header: "authorization".to_owned(),
        actual: actual.map(str::to_owned),
    };
    Finding::Stop(reason, answer)
}

/// `extract_unverified_issuer`: what stands between the first dots, whatever comes behind.
pub(super) fn decode<'a>(trace: &mut Trace, token: Option<&'a str>) -> Option<UnverifiedToken<'a>> {
    let Some(token) = token else {
        trace.record(Phase::Request, Rule::Decode, Finding::NotReached);
        return None;
    };
    let mut stop = |why: String, answer| {
        let finding = Finding::Stop(undecodable(token, why), answer);
        trace.record(Phase::Request, Rule::Decode, finding);
        None
    };
    let Some(payload) = token.split('.').nth(1) else {
        let why = "malformed token";
        return stop(why.to_owned(), answer::invalid(why));
    };
    let payload = match decode_base64(payload) {
        Ok(payload) => payload,
        Err(error) => {
            let answer = answer::invalid_base64("failed to decode claims: ");
            return stop(error, answer);
        }
    };
    match serde_json::from_slice::<UnverifiedClaims>(&payload) {
        Ok(claims) => {
            trace.record(Phase::Request, Rule::Decode, Finding::Pass);
            Some(UnverifiedToken::new(token, payload, claims.iss))
        }
        Err(error) => {
            let answer = answer::invalid(&format!("failed to parse claims: {error}"));
            stop(error.to_string(), answer)
        }
    }
}

/// The issuer, if it is trusted.
pub(super) fn issuer<'a>(trace: &mut Trace, issuer: Option<&'a str>) -> Option<&'a str> {
    let (finding, issuer) = match issuer {
        None => (Finding::NotReached, None),
        Some(issuer) if github::is_issuer(issuer) => (Finding::Pass, Some(issuer)),
        Some(issuer) => {
            let reason = Reason::IssuerUnknown {
                issuer: issuer.to_owned(),
                enterprise: crate::issuer::github::is_enterprise(issuer),
            };
            let answer = answer::invalid(&format!("invalid issuer: {issuer}"));
            (Finding::Stop(reason, answer), None)
        }
    };
    trace.record(Phase::Request, Rule::IssuerKnown, finding);
    issuer
}

/// The archive has to say that it is compressed. That is looked at once the token is verified.
pub(super) fn content(trace: &mut Trace, body: Body<'_>) {
    let finding = match body {
        Body::Http(request) => {
            let encoding = request.header("content-encoding");
            if encoding == Some("gzip") {
                Finding::Pass
            } else {
                let reason = Reason::HeaderRefused {
                    header: "content-encoding".to_owned(),
                    actual: encoding.map(str::to_owned),
                };
                Finding::Stop(reason, answer::not_gzip())
            }
        }
        Body::Claims(_) | Body::Raw(_) | Body::Token(_) => Finding::Pass,
    };
    trace.record(Phase::Publisher, Rule::Body, finding);
}
