//! From the request to the issuer whose keys are to verify the token.
//!
//! Source: `app/lib/shared/handler_helpers.dart`, `_userAuthWrapper`; `app/lib/account/backend.dart`,
//! `_requireAuthenticatedAgent`; `app/lib/account/default_auth_provider.dart`, `tryAuthenticateAsServiceToken`.

use crate::finding::{Phase, Reason, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Body, HttpRequest, Index};
use crate::jose::pyjwt;

use super::answer;
use super::jwt::{Claims, Token};
use super::provider::Provider;

/// The token in a request's header.
pub(super) fn token(trace: &mut Trace, body: Body<'_>) -> Option<String> {
    let (finding, token) = match body {
        Body::Claims(_) => (Finding::NotReached, None),
        Body::Token(token) => (Finding::Pass, Some(token.trim().to_owned())),
        Body::Raw(_) => (no_header(None), None),
        Body::Http(request) => match bearer(request) {
            Some(token) => (Finding::Pass, Some(token)),
            None => (no_header(request.header("authorization")), None),
        },
    };
    trace.record(Phase::Request, Rule::RequestLine, finding);
    token
}

fn no_header(actual: Option<&str>) -> Finding {
    let reason = Reason::HeaderRefused {
        header: "authorization".to_owned(),
        // A token stands in no sentence.
        actual: actual.map(|_| "***".to_owned()),
    };
    Finding::Stop(reason, answer::no_token())
}

/// Two words with one space between them.
fn bearer(request: &HttpRequest<'_>) -> Option<String> {
    let values: Vec<&str> = request
        .headers
        .iter()
        .filter(|(name, _)| *name == "authorization")
        .map(|(_, value)| *value)
        .collect();
    // Several headers come as one, with commas between them.
    let value = values.join(",");
    let (scheme, token) = value.split_once(' ')?;
    let is_bearer = scheme.trim().eq_ignore_ascii_case("bearer") && !token.contains(' ');
    let token = token.trim();
    (is_bearer && !token.is_empty()).then(|| token.to_owned())
}

/// `JsonWebToken.tryParse`.
pub(super) fn decode(trace: &mut Trace, token: Option<&str>) -> Option<Token> {
    let (finding, decoded) = match token.map(|token| (token, Token::parse(token))) {
        None => (Finding::NotReached, None),
        Some((_, Some(decoded))) => (Finding::Pass, Some(decoded)),
        Some((token, None)) => {
            let reason = match pyjwt::UnverifiedToken::decode(token) {
                Err(error) => Reason::Undecodable { error },
                Ok(_) => Reason::Unreadable {
                    detail: "FormatException".to_owned(),
                },
            };
            (Finding::Stop(reason, answer::failed()), None)
        }
    };
    trace.record(Phase::Request, Rule::Decode, finding);
    decoded
}

/// A token for another audience, or of another issuer, is taken for a person's.
pub(super) fn provider(
    trace: &mut Trace,
    index: &Index,
    claims: Option<&Claims>,
) -> Option<&'static Provider> {
    let mut record = |rule, finding| {
        trace.record(Phase::Request, rule, finding);
    };
    let Some(claims) = claims else {
        record(Rule::Audience, Finding::NotReached);
        record(Rule::IssuerKnown, Finding::NotReached);
        return None;
    };
    record(Rule::Audience, audience(index, claims));
    let issuer = claims.text("iss").unwrap_or_default();
    let provider = Provider::of_issuer(&issuer);
    let finding = match provider {
        Some(_) => Finding::Pass,
        None => {
            let enterprise = crate::issuer::github::is_enterprise(&issuer);
            let reason = if claims.text("iss").is_some() {
                Reason::IssuerUnknown { issuer, enterprise }
            } else {
                Reason::ClaimsMissing {
                    claims: vec!["iss".to_owned()],
                }
            };
            Finding::Stop(reason, answer::failed())
        }
    };
    record(Rule::IssuerKnown, finding);
    provider
}

fn audience(index: &Index, claims: &Claims) -> Finding {
    let reason = match claims.audiences.as_slice() {
        [audience] if index.audience.is(audience) => return Finding::Pass,
        [audience] => Reason::AudienceDiffers {
            expected: index.audience.shown().to_owned(),
            actual: audience.clone(),
            belongs_to: crate::index::of_audience(audience).map(|other| other.id.to_owned()),
        },
        [] if !claims.contains("aud") => Reason::ClaimsMissing {
            claims: vec!["aud".to_owned()],
        },
        _ => Reason::AudienceType {
            found: "list".to_owned(),
        },
    };
    Finding::Stop(reason, answer::failed())
}
