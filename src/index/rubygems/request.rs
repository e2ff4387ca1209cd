//! From the request to the claims of the token in it, before anything is verified.
//!
//! Source: `app/controllers/api/v1/oidc/trusted_publisher_controller.rb`, `app/controllers/concerns/jwt_validation.rb`,
//! `app/controllers/application_controller.rb`, `reject_null_char_param`; Rails 8.1
//! `action_controller/metal/strong_parameters.rb`, `expect`; json-jwt `lib/json/jwt.rb`, `lib/json/jws.rb` and
//! `lib/json/jwe.rb`, `decode_compact_serialized`.

use std::borrow::Cow;

use crate::finding::{Answer, Phase, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Body, HttpRequest};
use crate::jose::pyjwt;
use crate::python::{Dict, Value, json};

use super::{answer, ruby};

/// The types that Rails reads as JSON.
const JSON_TYPES: [&str; 4] = [
    "application/json",
    "text/x-json",
    "application/jsonrequest",
    "application/vnd.api+json",
];

/// The ways of wrapping a key that the decrypter knows.
const KEY_WRAPS: [&str; 5] = ["RSA1_5", "RSA-OAEP", "A128KW", "A256KW", "dir"];

const FORM_TYPE: &str = "application/x-www-form-urlencoded";

/// A token that was decoded and nothing more.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) header: Dict,
    pub(super) claims: Dict,
    /// What is signed.
    pub(super) message: &'a [u8],
    pub(super) signature: Vec<u8>,
}

/// The token in a request.
pub(super) fn body<'a>(trace: &mut Trace, body: Body<'a>) -> Option<Cow<'a, str>> {
    let read = match body {
        Body::Claims(_) => {
            trace.record(Phase::Request, Rule::Body, Finding::NotReached);
            return None;
        }
        Body::Token(token) => Ok(Cow::Borrowed(token)),
        Body::Raw(bytes) => json_parameters(bytes).and_then(jwt),
        Body::Http(request) => {
            trace.record(Phase::Request, Rule::RequestLine, request_line(request));
            parameters(request).and_then(jwt)
        }
    };
    let (finding, token) = match read {
        Ok(token) => (Finding::Pass, Some(token)),
        Err(finding) => (*finding, None),
    };
    trace.record(Phase::Request, Rule::Body, finding);
    token
}

fn request_line(request: &HttpRequest<'_>) -> Finding {
    if request.method == "POST" {
        return Finding::Pass;
    }
    let reason = Reason::MethodRefused {
        method: request.method.to_owned(),
    };
    Finding::Stop(reason, answer::no_route())
}

/// Whether a client is answered in JSON where both are to be had: `*/*` stands for a page.
pub(super) fn wants_json(body: Body<'_>) -> bool {
    let Body::Http(request) = body else {
        return true;
    };
    let accept = request.header("accept").unwrap_or_default();
    !accept.contains("*/*") && JSON_TYPES.iter().any(|name| accept.contains(name))
}

fn unreadable(detail: &str, answer: Answer) -> Box<Finding> {
    let reason = Reason::BodyUnreadable {
        detail: detail.to_owned(),
    };
    Box::new(Finding::Stop(reason, answer))
}

fn missing() -> Box<Finding> {
    let text = "Request is missing param 'jwt'";
    unreadable(text, answer::bad_request(text))
}

/// The parameter `jwt` of the body; nothing if there is none.
fn parameters(request: &HttpRequest<'_>) -> Result<Option<Value>, Box<Finding>> {
    let content_type = request.header("content-type").unwrap_or(FORM_TYPE);
    let media_type = content_type.split([';', ',']).next().unwrap_or_default();
    let media_type = media_type.trim().to_ascii_lowercase();
    if request.body.is_empty() {
        Ok(None)
    } else if JSON_TYPES.contains(&media_type.as_str()) {
        json_parameters(request.body)
    } else if media_type == FORM_TYPE {
        form_parameters(request.body)
    } else {
        Ok(None)
    }
}

fn json_parameters(bytes: &[u8]) -> Result<Option<Value>, Box<Finding>> {
    let invalid_text = std::str::from_utf8(bytes).is_err();
    let read = ruby::parse_json(bytes);
    let Some(read) = read.filter(|_| !invalid_text) else {
        return Err(match json::loads(bytes) {
            Err(error) => Box::new(Finding::Stop(
                Reason::BodyNotJson { error },
                answer::unparsable(),
            )),
            Ok(_) => unreadable("Bad Request", answer::unparsable()),
        });
    };
    // `params.to_s` shows NUL as it shows those six characters.
    if read.any_str(&|text| text.has_nul() || text.to_lossy().contains("\\u0000")) {
        return Err(unreadable(
            "bad request",
            answer::bad_request("bad request"),
        ));
    }
    let Value::Dict(read) = read else {
        return Ok(None);
    };
    Ok(read.get("jwt").cloned())
}

fn form_parameters(bytes: &[u8]) -> Result<Option<Value>, Box<Finding>> {
    let Some(pairs) = decode_form(bytes) else {
        return Err(unreadable("Bad Request", answer::unparsable()));
    };
    let is_bad = |text: &String| text.contains('\0') || text.contains("\\u0000");
    if pairs
        .iter()
        .any(|(name, value)| is_bad(name) || is_bad(value))
    {
        return Err(unreadable(
            "bad request",
            answer::bad_request("bad request"),
        ));
    }
    let last = pairs.into_iter().rfind(|(name, _)| name == "jwt");
    Ok(last.map(|(_, value)| Value::Str(value.as_str().into())))
}

/// Names and values of a form; nothing where one of them is no text.
fn decode_form(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    bytes
        .split(|byte| *byte == b'&')
        .map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = pair.split_at(at.unwrap_or(pair.len()));
            let value = value.strip_prefix(b"=").unwrap_or_default();
            Some((decode_percent(name)?, decode_percent(value)?))
        })
        .collect()
}

fn decode_percent(bytes: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                let (high, low) = (digit()?, digit()?);
                u8::try_from(high.saturating_mul(16).saturating_add(low)).ok()?
            }
            other => *other,
        });
    }
    String::from_utf8(decoded).ok()
}

/// `params.expect(:jwt)`: a list or an object is no scalar and left out, and what is blank is missing. What is no
/// text is found out by the reader of tokens.
fn jwt<'a>(value: Option<Value>) -> Result<Cow<'a, str>, Box<Finding>> {
    match value {
        None | Some(Value::Null) => Err(missing()),
        Some(Value::Str(text)) if ruby::is_blank(&text.to_lossy()) => Err(missing()),
        Some(Value::Str(text)) => Ok(Cow::Owned(text.to_lossy().into_owned())),
        Some(other @ (Value::List(_) | Value::Dict(_) | Value::Deep(_))) => {
            let reason = Reason::BodyTokenType {
                found: other.type_name().to_owned(),
            };
            let text = "Request is missing param 'jwt'";
            Err(Box::new(Finding::Stop(reason, answer::bad_request(text))))
        }
        Some(other) => {
            let reason = Reason::BodyTokenType {
                found: other.type_name().to_owned(),
            };
            let answer = Answer::Crash {
                exception: "NoMethodError".to_owned(),
            };
            Err(Box::new(Finding::Stop(reason, answer)))
        }
    }
}

/// `JSON::JWT.decode_compact_serialized`.
pub(super) fn decode<'a>(trace: &mut Trace, token: Option<&'a str>) -> Option<Token<'a>> {
    let Some(text) = token else {
        trace.record(Phase::Request, Rule::Decode, Finding::NotReached);
        return None;
    };
    let parts: Vec<_> = text.split('.').gather();
    let decoded = match parts.as_slice() {
        [header, payload, signature] => {
            let message = text.len().saturating_sub(signature.len()).saturating_sub(1);
            let message = text.as_bytes().get(..message).unwrap_or_default();
            signed([header, payload, signature], message)
        }
        [header, ..] if parts.len() == 5 => Err(encrypted(header, &parts)),
        _ => Err(answer::bad_request(
            "Invalid JWT Format. JWT should include 3 or 5 segments.",
        )),
    };
    let (finding, decoded) = match decoded {
        Ok(decoded) => (Finding::Pass, Some(decoded)),
        Err(answer) => (Finding::Stop(why_undecodable(text, &answer), answer), None),
    };
    trace.record(Phase::Request, Rule::Decode, finding);
    decoded
}

/// `JSON::JWS.decode_compact_serialized`: all three parts are base64, then the header and the claims are objects.
fn signed<'a>(parts: [&str; 3], message: &'a [u8]) -> Result<Token<'a>, Answer> {
    let [header, claims, signature] = parts.map(ruby::urlsafe_decode64);
    let (Some(header), Some(claims), Some(signature)) = (header, claims, signature) else {
        // `ArgumentError`, in the words of `String#unpack1`.
        return Err(answer::bad_request("invalid base64"));
    };
    Ok(Token {
        header: object(&header)?,
        claims: object(&claims)?,
        message,
        signature,
    })
}

/// `JSON.parse(…).with_indifferent_access`, which objects alone have.
fn object(bytes: &[u8]) -> Result<Dict, Answer> {
    match ruby::parse_json(bytes) {
        Some(Value::Dict(dict)) => Ok(dict),
        Some(_) => Err(crash("NoMethodError")),
        None => Err(answer::bad_json()),
    }
}

fn crash(exception: &str) -> Answer {
    Answer::Crash {
        exception: exception.to_owned(),
    }
}

/// `JSON::JWE.decode_compact_serialized`: it goes on to decrypt with `:skip_verification` for a key.
fn encrypted(header: &str, parts: &[&str]) -> Answer {
    if parts
        .iter()
        .any(|part| ruby::urlsafe_decode64(part).is_none())
    {
        return answer::not_found();
    }
    let header = ruby::urlsafe_decode64(header).unwrap_or_default();
    let header = match object(&header) {
        Ok(header) => header,
        Err(answer) => return answer,
    };
    match header.get("alg") {
        None | Some(Value::Null) => answer::not_found(),
        Some(Value::Str(name)) if !KEY_WRAPS.iter().any(|known| name == known) => {
            answer::not_found()
        }
        Some(_) => crash("NoMethodError"),
    }
}

/// What most readers of tokens would say, or else what the server says.
fn why_undecodable(token: &str, answer: &Answer) -> Reason {
    match pyjwt::UnverifiedToken::decode(token) {
        Err(error) => Reason::Undecodable { error },
        Ok(_) => Reason::Unreadable {
            detail: match answer {
                Answer::Refused { description, .. } if description.is_empty() => {
                    "JSON::ParserError".to_owned()
                }
                Answer::Refused { description, .. } => description.clone(),
                Answer::Crash { exception } => exception.clone(),
                Answer::Minted { .. } | Answer::Taken => String::new(),
            },
        },
    }
}
