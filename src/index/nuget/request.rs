//! From the request to the issuer whose keys are to verify the token.
//!
//! Source: `src/NuGetGallery/Controllers/TokenApiController.cs`, `CreateToken`; and
//! `FederatedCredentialPolicyEvaluator.cs`, `ValidateJwtByIssuerAsync`.

use serde_json::Value as Json;

use crate::finding::{Answer, Phase, Reason, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Body, HttpRequest};
use crate::jose::identitymodel::{Claims, Malformed, UnverifiedToken};
use crate::jose::pyjwt;

use super::answer;
use super::provider::Provider;

/// In front of the token, whatever its case.
const BEARER: &str = "Bearer ";

/// Where Entra ID's tokens come from: for those of Microsoft's own services.
const ENTRA_ID: &str = "login.microsoftonline.com";

/// What a request says.
#[derive(Debug, Default)]
pub(super) struct Request {
    /// The token in its header.
    pub(super) token: Option<String>,
    /// The user that it names; absent where only a token was given, which is taken to come with the right one.
    pub(super) user: Option<String>,
}

pub(super) fn read(trace: &mut Trace, body: Body<'_>) -> Request {
    let mut record = |rule, finding| {
        trace.record(Phase::Request, rule, finding);
    };
    match body {
        Body::Claims(_) => {
            record(Rule::Body, Finding::NotReached);
            Request::default()
        }
        Body::Token(token) => {
            record(Rule::Body, Finding::Pass);
            Request {
                token: Some(token.trim().to_owned()),
                user: None,
            }
        }
        Body::Raw(bytes) => {
            // The token is in a header.
            record(Rule::RequestLine, Finding::Unknown(Reason::TokenNotGiven));
            let (finding, user) = read_body(bytes);
            record(Rule::Body, finding);
            Request { token: None, user }
        }
        Body::Http(request) => {
            // The framework reads the body before the server's own code looks at anything.
            let parsed = parse(request);
            let crash = |error: &serde_json::Error| {
                let reason = Reason::BodyUnreadable {
                    detail: error.to_string(),
                };
                let answer = Answer::Crash {
                    exception: "System.ArgumentException".to_owned(),
                };
                Finding::Stop(reason, answer)
            };
            if let (Err(error), "POST") = (&parsed, request.method) {
                record(Rule::Body, crash(error));
                return Request::default();
            }
            let (line, token) = request_line(request);
            record(Rule::RequestLine, line);
            let (finding, user) = match &parsed {
                Ok(body) => members(body),
                Err(_) => (Finding::NotReached, None),
            };
            record(Rule::Body, finding);
            Request { token, user }
        }
    }
}

/// A body of another type is not looked at.
fn parse(request: &HttpRequest<'_>) -> Result<Json, serde_json::Error> {
    let content_type = request.header("content-type").unwrap_or_default();
    let is_json = content_type
        .get(.."application/json".len())
        .is_some_and(|start| start.eq_ignore_ascii_case("application/json"));
    if !is_json || request.body.trim_ascii().is_empty() {
        return Ok(Json::Null);
    }
    serde_json::from_slice(request.body)
}

fn request_line(request: &HttpRequest<'_>) -> (Finding, Option<String>) {
    if request.method != "POST" {
        let reason = Reason::MethodRefused {
            method: request.method.to_owned(),
        };
        return (Finding::Stop(reason, answer::other_method()), None);
    }
    let refused = |header: &str, answer| {
        let reason = Reason::HeaderRefused {
            header: header.to_owned(),
            // A token stands in no sentence.
            actual: request
                .header(header)
                .filter(|_| header != "authorization")
                .map(str::to_owned),
        };
        Finding::Stop(reason, answer)
    };
    let token = match bearer(request) {
        Ok(token) => token,
        Err(why) => return (refused("authorization", answer::unauthorized(why)), None),
    };
    let content_type = request.header("content-type").unwrap_or_default();
    let finding = if !is_json(content_type) {
        refused("content-type", answer::other_content_type())
    } else if request
        .header("user-agent")
        .is_none_or(|agent| agent.trim().is_empty())
    {
        refused(
            "user-agent",
            answer::bad_request("A User-Agent header is required."),
        )
    } else {
        Finding::Pass
    };
    (finding, Some(token))
}

/// `TryGetBearerToken`.
fn bearer(request: &HttpRequest<'_>) -> Result<String, &'static str> {
    let mut values = request
        .headers
        .iter()
        .filter(|(name, _)| *name == "authorization")
        .map(|(_, value)| *value);
    let value = values
        .next()
        .ok_or("The Authorization header is missing.")?;
    if values.next().is_some() {
        return Err("Only one Authorization header is allowed.");
    }
    let (_, token) = value
        .split_at_checked(BEARER.len())
        .filter(|(start, _)| start.eq_ignore_ascii_case(BEARER))
        .ok_or("The Authorization header value must start with 'Bearer '.")?;
    let token = token.trim();
    if token.is_empty() {
        return Err("The bearer token is missing from the Authorization header.");
    }
    Ok(token.to_owned())
}

/// The media type alone counts, but what stands behind it has to be parameters.
fn is_json(content_type: &str) -> bool {
    content_type
        .trim()
        .parse::<mime::Mime>()
        .is_ok_and(|media_type| media_type.essence_str() == "application/json")
}

fn read_body(bytes: &[u8]) -> (Finding, Option<String>) {
    match serde_json::from_slice::<Json>(bytes) {
        Ok(body) => members(&body),
        Err(error) => {
            let reason = Reason::BodyUnreadable {
                detail: error.to_string(),
            };
            let answer = Answer::Crash {
                exception: "System.ArgumentException".to_owned(),
            };
            (Finding::Stop(reason, answer), None)
        }
    }
}

/// `CreateTokenRequest`, bound by ASP.NET MVC: names in any case, values as text.
fn members(body: &Json) -> (Finding, Option<String>) {
    let text = |name: &str| -> Option<String> {
        let (_, value) = body
            .as_object()?
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        match value {
            Json::String(text) => Some(text.clone()),
            Json::Number(number) => Some(number.to_string()),
            Json::Bool(true) => Some("True".to_owned()),
            Json::Bool(false) => Some("False".to_owned()),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        }
    };
    let refuse = |member: &str, told: &str| {
        let reason = Reason::BodyUnreadable {
            detail: member.to_owned(),
        };
        Finding::Stop(reason, answer::bad_request(told))
    };
    let user = text("username").filter(|user| !user.trim().is_empty());
    let finding = if user.is_none() {
        refuse(
            "username",
            "The username property in the request body is required.",
        )
    } else if text("tokenType").as_deref() != Some("ApiKey") {
        refuse(
            "tokenType",
            "The tokenType property in the request body is required and must set to 'ApiKey'.",
        )
    } else {
        Finding::Pass
    };
    (finding, user)
}

/// `new JsonWebToken(bearerToken)`.
pub(super) fn decode(trace: &mut Trace, token: Option<&str>) -> Option<UnverifiedToken> {
    let (finding, decoded) = match token.map(|token| (token, UnverifiedToken::decode(token))) {
        None => (Finding::NotReached, None),
        Some((_, Ok(decoded))) => (Finding::Pass, Some(decoded)),
        Some((token, Err(malformed))) => {
            let answer =
                answer::unauthorized("The bearer token could not be parsed as a JSON web token.");
            (
                Finding::Stop(why_undecodable(token, malformed), answer),
                None,
            )
        }
    };
    trace.record(Phase::Request, Rule::Decode, finding);
    decoded
}

/// What most readers of tokens would say, or else the library's own code.
fn why_undecodable(token: &str, malformed: Malformed) -> Reason {
    match pyjwt::UnverifiedToken::decode(token) {
        Err(error) => Reason::Undecodable { error },
        Ok(_) => Reason::Unreadable {
            detail: malformed.0.to_owned(),
        },
    }
}

/// The claims without which nothing is verified; and whose token it is, by the issuer's host alone.
pub(super) fn provider(trace: &mut Trace, claims: Option<&Claims>) -> Option<&'static Provider> {
    let mut record = |rule, finding| {
        trace.record(Phase::Request, rule, finding);
    };
    let Some(claims) = claims else {
        for rule in [Rule::RequiredClaims, Rule::IssuerKnown, Rule::TokenIdType] {
            record(rule, Finding::NotReached);
        }
        return None;
    };
    record(Rule::RequiredClaims, required(claims));
    let issuer = claims.required("iss");
    let (finding, provider) = match issuer.as_deref() {
        None => (Finding::NotReached, None),
        Some(issuer) => by_authority(issuer),
    };
    record(Rule::IssuerKnown, finding);
    let token_id = match (claims.required("jti"), provider) {
        (Some(_), _) => Finding::Pass,
        (None, None) => Finding::NotReached,
        (None, Some(_)) => Finding::Stop(
            missing(claims, "jti"),
            answer::bad_token("must have a jti claim."),
        ),
    };
    record(Rule::TokenIdType, token_id);
    provider
}

fn required(claims: &Claims) -> Finding {
    match claims.audiences.as_slice() {
        [audience] if audience.trim().is_empty() => Finding::Stop(
            Reason::ClaimEmpty {
                claim: "aud".to_owned(),
            },
            answer::bad_token("must have an aud claim."),
        ),
        [_] if claims.required("iss").is_none() => Finding::Stop(
            missing(claims, "iss"),
            answer::bad_token("must have an iss claim."),
        ),
        [_] => Finding::Pass,
        several => {
            let reason = if several.is_empty() && !claims.all().contains("aud") {
                missing(claims, "aud")
            } else {
                Reason::AudienceType {
                    found: "list".to_owned(),
                }
            };
            Finding::Stop(
                reason,
                answer::bad_token("must have exactly one aud claim value."),
            )
        }
    }
}

fn missing(claims: &Claims, claim: &str) -> Reason {
    if claims.all().contains(claim) {
        Reason::ClaimEmpty {
            claim: claim.to_owned(),
        }
    } else {
        Reason::ClaimsMissing {
            claims: vec![claim.to_owned()],
        }
    }
}

/// An enterprise's own issuer gets past this, since its host is GitHub's.
fn by_authority(issuer: &str) -> (Finding, Option<&'static Provider>) {
    let refuse = |what| {
        let reason = Reason::IssuerUnknown {
            issuer: issuer.to_owned(),
            enterprise: crate::issuer::github::is_enterprise(issuer),
        };
        (Finding::Stop(reason, answer::bad_token(what)), None)
    };
    let Some(authority) = authority(issuer) else {
        return refuse("iss claim must be a valid HTTPS URL.");
    };
    match Provider::of_authority(&authority) {
        Some(provider) => (Finding::Pass, Some(provider)),
        // Its tokens are for Microsoft's own; what is asked of them is not modelled.
        None if authority == ENTRA_ID => (Finding::Unknown(Reason::KeysNotGiven), None),
        None => refuse("iss claim is not supported."),
    }
}

/// `Uri.Authority` of an address with `https`, in lower case: without a user, and without the port if that is the usual
/// one.
fn authority(issuer: &str) -> Option<String> {
    let issuer = issuer.trim();
    let (scheme, rest) = issuer.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, _) = rest.split_at_checked(end)?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte) || byte > 127;
    if name.is_empty() || !name.bytes().all(is_name) {
        return None;
    }
    let name = name.to_lowercase();
    match port {
        "" | "443" => Some(name),
        _ if port.parse::<u16>().is_ok() => Some(format!("{name}:{port}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_issuers_host_counts_whatever_stands_around_it() {
        for (issuer, expected) in [
            ("https://gitlab.com", Some("gitlab.com")),
            ("HTTPS://GitLab.com:443/group?x#y", Some("gitlab.com")),
            ("https://user@gitlab.com/", Some("gitlab.com")),
            ("https://gitlab.com:8443", Some("gitlab.com:8443")),
            ("http://gitlab.com", None),
            ("gitlab.com", None),
            ("https://", None),
            ("https://a b", None),
        ] {
            assert_eq!(authority(issuer).as_deref(), expected, "{issuer}");
        }
    }
}
