//! From the request's body to the service that is to verify the token.
//!
//! Source: `warehouse/oidc/views.py`, `mint_token_from_oidc`.

use std::borrow::Cow;

use crate::finding::{Phase, Reason, Rule};
use crate::index::{Body, Case, Index, ServerState};
use crate::jose::pyjwt::UnverifiedToken;
use crate::python::{Dict, Str, Value, json};

use super::provider::Provider;
use super::{answer, crash};
use crate::index::trace::{Finding, Trace};

/// `TokenPayload.model_validate_json(request.body)`: a JSON object with a string `token`. Other
/// members and the content type do not matter.
pub(super) fn body<'a>(trace: &mut Trace, body: Body<'a>) -> Option<Cow<'a, str>> {
    let (finding, token) = match body {
        Body::Claims(_) => (Finding::NotReached, None),
        Body::Token(token) => (Finding::Pass, Some(Cow::Borrowed(token))),
        Body::Http(request) => read(request.body),
        Body::Raw(bytes) => read(bytes),
    };
    trace.record(Phase::Request, Rule::Body, finding);
    token
}

fn read<'a>(bytes: &[u8]) -> (Finding, Option<Cow<'a, str>>) {
    match read_body(bytes) {
        Ok(token) => (Finding::Pass, Some(Cow::Owned(token))),
        Err(reason) => (Finding::Stop(reason, answer::invalid_body()), None),
    }
}

fn read_body(bytes: &[u8]) -> Result<String, Reason> {
    let document = json::jiter(bytes).map_err(|error| Reason::BodyNotJson { error })?;
    let Value::Dict(members) = &document else {
        return Err(Reason::BodyNotObject {
            found: document.type_name().to_owned(),
        });
    };
    match members.get("token") {
        Some(Value::Str(token)) => Ok(token.to_lossy().into_owned()),
        Some(other) => Err(Reason::BodyTokenType {
            found: other.type_name().to_owned(),
        }),
        None => Err(Reason::BodyWithoutToken),
    }
}

/// `jwt.decode(token, options={"verify_signature": False})["iss"]`.
pub(super) fn decode<'a>(
    trace: &mut Trace,
    case: &Case<'a>,
    token: Option<&str>,
) -> Option<Cow<'a, UnverifiedToken>> {
    let Some(token) = token else {
        trace.record(Phase::Request, Rule::Decode, Finding::NotReached);
        return None;
    };
    let decoded = match (case.body, case.decoded) {
        (Body::Token(_), Some(decoded)) => {
            decoded.as_ref().map(Cow::Borrowed).map_err(Clone::clone)
        }
        _ => UnverifiedToken::decode(token).map(Cow::Owned),
    };
    match decoded {
        Ok(decoded) => {
            let finding = if decoded.unverified_claims().contains("iss") {
                Finding::Pass
            } else {
                let reason = Reason::ClaimsMissing {
                    claims: vec!["iss".to_owned()],
                };
                Finding::Stop(reason, answer::malformed_jwt())
            };
            trace.record(Phase::Request, Rule::Decode, finding);
            Some(decoded)
        }
        Err(error) => {
            let finding = Finding::Stop(Reason::Undecodable { error }, answer::malformed_jwt());
            trace.record(Phase::Request, Rule::Decode, finding);
            None
        }
    }
}

/// Which provider's service the unverified issuer belongs to, and whether it is switched on.
pub(super) fn service(
    trace: &mut Trace,
    index: &Index,
    server: &ServerState,
    claims: Option<&Dict>,
) -> Option<&'static Provider> {
    let issuer = claims.and_then(|claims| claims.get("iss"));
    let provider = known_issuer(trace, index, server, issuer);
    let finding = match provider {
        Some(provider) => enabled(provider, issuer, server),
        None => Finding::NotReached,
    };
    trace.record(Phase::Request, Rule::Enabled, finding);
    provider
}

fn known_issuer(
    trace: &mut Trace,
    index: &Index,
    server: &ServerState,
    issuer: Option<&Value>,
) -> Option<&'static Provider> {
    let (finding, provider) = match issuer {
        None => (Finding::NotReached, None),
        // `OIDC_ISSUER_SERVICE_NAMES.get(issuer)`: unhashable.
        Some(Value::List(_) | Value::Dict(_) | Value::Deep(_)) => {
            (Finding::crash(Some("iss"), "TypeError"), None)
        }
        // `lookup_custom_issuer_type` asks the database for what is not in the table.
        Some(other) => match crash::query_parameter(other) {
            Err(exception) => (Finding::crash(Some("iss"), exception), None),
            Ok(issuer) => {
                let issuer = issuer.as_deref().and_then(Str::as_str);
                match issuer.and_then(|issuer| provider_for(issuer, index, server)) {
                    Some(provider) => (Finding::Pass, Some(provider)),
                    None => (unknown_issuer(other), None),
                }
            }
        },
    };
    trace.record(Phase::Request, Rule::IssuerKnown, finding);
    provider
}

/// Whoever runs an index may have it trust other issuers than PyPI.
fn provider_for(issuer: &str, index: &Index, server: &ServerState) -> Option<&'static Provider> {
    let usual = match index.issuers {
        Some(_) => None,
        None => super::provider_of_issuer(issuer),
    };
    usual.or_else(|| {
        let own = index.issuers.iter().flatten().chain(&server.custom_issuers);
        let custom = own.into_iter().find(|own| own.url == issuer)?;
        Provider::of_kind(&custom.kind)
    })
}

fn unknown_issuer(issuer: &Value) -> Finding {
    let issuer = issuer.to_str().to_string();
    let enterprise = crate::issuer::github::is_enterprise(&issuer);
    Finding::Stop(
        Reason::IssuerUnknown { issuer, enterprise },
        answer::unknown_issuer(),
    )
}

/// The provider's own flag covers its canonical issuer only; `disallow-oidc` covers all.
fn enabled(provider: &Provider, issuer: Option<&Value>, server: &ServerState) -> Finding {
    let is_canonical = issuer
        .and_then(Value::as_str)
        .is_some_and(|issuer| *issuer == provider.issuer);
    let own = is_canonical.then_some(provider.flag);
    let flags = [own, Some("disallow-oidc")];
    match flags
        .into_iter()
        .flatten()
        .find(|flag| server.flags.iter().any(|on| on == flag))
    {
        Some(flag) => Finding::Stop(
            Reason::Disabled {
                flag: flag.to_owned(),
            },
            answer::not_enabled(provider.kind),
        ),
        None => Finding::Pass,
    }
}
