//! The token in a request's header, and what it holds.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/oidc.yaml`; npm/cli `lib/utils/oidc.js`.

use crate::finding::{Phase, Reason, Rule};
use crate::index::Body;
use crate::index::trace::{Finding, Trace};
use crate::jose::pyjwt::UnverifiedToken;

use super::answer;

/// The token. A body is not asked for.
pub(super) fn bearer<'a>(trace: &mut Trace, body: Body<'a>) -> Option<&'a str> {
    let request = match body {
        Body::Token(token) => return Some(token),
        Body::Claims(_) => return None,
        // A body says nothing of the token.
        Body::Raw(_) => {
            let finding = Finding::Unknown(Reason::TokenNotGiven);
            trace.record(Phase::Request, Rule::RequestLine, finding);
            return None;
        }
        Body::Http(request) => request,
    };
    let authorization = request.header("authorization");
    let token = authorization.and_then(|value| value.strip_prefix("Bearer "));
    let finding = if request.method != "POST" {
        Finding::Unknown(Reason::NotKnown { evidence: None })
    } else if token.is_none() {
        let reason = Reason::HeaderRefused {
            header: "authorization".to_owned(),
            // A token stands in no sentence.
            actual: authorization.map(|value| match value.split_once(' ') {
                Some((scheme, _)) => format!("{scheme} …"),
                None => "…".to_owned(),
            }),
        };
        Finding::Stop(reason, answer::some())
    } else {
        Finding::Pass
    };
    trace.record(Phase::Request, Rule::RequestLine, finding);
    token
}

/// What cannot be read at all is no token to anybody; how lenient npm's reader is is not known.
pub(super) fn decode(trace: &mut Trace, token: Option<&str>) -> Option<UnverifiedToken> {
    let (finding, decoded) = match token.map(UnverifiedToken::decode) {
        None => (Finding::NotReached, None),
        Some(Ok(decoded)) => (Finding::Pass, Some(decoded)),
        Some(Err(error)) => (
            Finding::Stop(Reason::Undecodable { error }, answer::some()),
            None,
        ),
    };
    trace.record(Phase::Request, Rule::Decode, finding);
    decoded
}
