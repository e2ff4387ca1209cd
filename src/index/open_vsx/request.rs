//! From the request to the provider whose keys are to verify the token.
//!
//! Source: `TrustedPublishingAPI.requestPublishToken`; `TrustedPublishingService.requestPublishToken`. Spring and Jackson
//! read the request.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::finding::{Phase, Reason, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Body, HttpRequest, ServerState};
use crate::jose::pyjwt;
use crate::python::{Dict, Value};

use super::nimbus::UnverifiedToken;
use super::{answer, github};

/// What is asked for. Namespace and extension are not known where only the token is given.
pub(super) struct Asked<'a> {
    token: Cow<'a, str>,
    pub(super) extension: Option<(String, String)>,
}

/// Jackson makes strings of numbers and booleans, and leaves alone what it does not know.
#[derive(Deserialize)]
struct TokenRequest {
    #[serde(default)]
    namespace: Json,
    #[serde(default)]
    extension: Json,
    #[serde(default)]
    token: Json,
}

/// The token in a request.
pub(super) fn body<'a>(trace: &mut Trace, body: Body<'a>) -> Option<Asked<'a>> {
    let bytes = match body {
        Body::Claims(_) => {
            trace.record(Phase::Request, Rule::Body, Finding::NotReached);
            return None;
        }
        Body::Token(token) => {
            let (finding, token) = if has_text(token) {
                (Finding::Pass, Some(token))
            } else {
                (missing(), None)
            };
            trace.record(Phase::Request, Rule::Body, finding);
            return token.map(|token| Asked {
                token: Cow::Borrowed(token),
                extension: None,
            });
        }
        Body::Http(request) => {
            trace.record(Phase::Request, Rule::RequestLine, request_line(request));
            request.body
        }
        Body::Raw(bytes) => bytes,
    };
    let (finding, asked) = match read(bytes) {
        Ok(Some(asked)) => (Finding::Pass, Some(asked)),
        Ok(None) => (missing(), None),
        Err(detail) => {
            let reason = Reason::BodyUnreadable { detail };
            (Finding::Stop(reason, answer::bad_request()), None)
        }
    };
    trace.record(Phase::Request, Rule::Body, finding);
    asked
}

fn missing() -> Finding {
    Finding::Stop(Reason::BodyWithoutToken, answer::fields_missing())
}

fn has_text(text: &str) -> bool {
    !text.chars().all(char::is_whitespace)
}

/// Nothing where one of the fields is missing or blank.
fn read(bytes: &[u8]) -> Result<Option<Asked<'static>>, String> {
    let unread = |detail: &str| detail.to_owned();
    let request: Option<TokenRequest> = match bytes.trim_ascii_start().first() {
        Some(b'[') => return Err(unread("invalid type: sequence")),
        _ => serde_json::from_slice(bytes).map_err(|error| error.to_string())?,
    };
    let Some(request) = request else {
        return Err(unread("null"));
    };
    let text = |value: Json| match value {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(text)),
        Json::Bool(_) | Json::Number(_) => Ok(Some(value.to_string())),
        Json::Array(_) | Json::Object(_) => Err(unread("expected a string")),
    };
    let filled = |value| text(value).map(|text| text.filter(|text| has_text(text)));
    let (namespace, extension, token) = (
        filled(request.namespace)?,
        filled(request.extension)?,
        filled(request.token)?,
    );
    Ok(namespace
        .zip(extension)
        .zip(token)
        .map(|(extension, token)| Asked {
            token: Cow::Owned(token),
            extension: Some(extension),
        }))
}

fn request_line(request: &HttpRequest<'_>) -> Finding {
    if request.method != "POST" {
        let reason = Reason::MethodRefused {
            method: request.method.to_owned(),
        };
        return Finding::Stop(reason, answer::other_method());
    }
    let content_type = request.header("content-type");
    let is_json = content_type.is_some_and(|text| {
        text.parse::<mime::Mime>().is_ok_and(|it| {
            it.type_() == mime::APPLICATION && it.subtype() == mime::JSON && it.suffix().is_none()
        })
    });
    if is_json {
        return Finding::Pass;
    }
    let reason = Reason::HeaderRefused {
        header: "content-type".to_owned(),
        actual: content_type.map(str::to_owned),
    };
    Finding::Stop(reason, answer::other_content_type())
}

/// The flag by which an instance says that it has the feature switched off, as it is by default.
const SWITCHED_OFF: &str = "ovsx.trusted-publishing.enabled=false";

pub(super) fn enabled(trace: &mut Trace, server: &ServerState) {
    let finding = if server.flags.iter().any(|flag| flag == SWITCHED_OFF) {
        let reason = Reason::Disabled {
            flag: SWITCHED_OFF.to_owned(),
        };
        Finding::Stop(reason, answer::disabled())
    } else {
        Finding::Pass
    };
    trace.record(Phase::Request, Rule::Enabled, finding);
}

/// The token is parsed blindly, for its issuer.
pub(super) fn decode<'a>(
    trace: &mut Trace,
    asked: Option<&'a Asked<'_>>,
) -> Option<UnverifiedToken<'a>> {
    let Some(asked) = asked else {
        trace.record(Phase::Request, Rule::Decode, Finding::NotReached);
        return None;
    };
    let (finding, token) = match UnverifiedToken::decode(&asked.token) {
        Some(token) if token.is_encrypted() => {
            (Finding::crash(None, "java.lang.NullPointerException"), None)
        }
        Some(token) => (Finding::Pass, Some(token)),
        None => {
            let reason = match pyjwt::UnverifiedToken::decode(&asked.token) {
                Err(error) => Reason::Undecodable { error },
                Ok(_) => Reason::Unreadable {
                    detail: "ParseException".to_owned(),
                },
            };
            (Finding::Stop(reason, answer::undecodable()), None)
        }
    };
    trace.record(Phase::Request, Rule::Decode, finding);
    token
}

/// Whether the issuer is GitHub's, to the letter.
pub(super) fn issuer(trace: &mut Trace, claims: Option<&Dict>) -> bool {
    let issuer = claims.map(|claims| match claims.get("iss") {
        None | Some(Value::Null) => None,
        Some(issuer) => Some(issuer.to_str().to_string()),
    });
    let (finding, is_github) = match issuer {
        None => (Finding::NotReached, false),
        Some(None) => {
            let reason = Reason::ClaimsMissing {
                claims: vec!["iss".to_owned()],
            };
            (Finding::Stop(reason, answer::no_issuer()), false)
        }
        Some(Some(issuer)) if issuer == github::ISSUER => (Finding::Pass, true),
        Some(Some(issuer)) => {
            let enterprise = crate::issuer::github::is_enterprise(&issuer);
            let reason = Reason::IssuerUnknown { issuer, enterprise };
            (Finding::Stop(reason, answer::unknown_issuer()), false)
        }
    };
    trace.record(Phase::Request, Rule::IssuerKnown, finding);
    is_github
}
