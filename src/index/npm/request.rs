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
        // A body is not looked at.
        Body::Raw(_) => {
            trace.record(Phase::Request, Rule::RequestLine, no_header(None));
            return None;
        }
        Body::Http(request) => request,
    };
    let authorization = request.header("authorization");
    let token = authorization.and_then(|value| value.strip_prefix("Bearer "));
    let finding = match token {
        None => no_header(authorization),
        Some(_) if request.method != "POST" => {
            Finding::Unknown(Reason::NotKnown { evidence: None })
        }
        Some(_) => Finding::Pass,
    };
    trace.record(Phase::Request, Rule::RequestLine, finding);
    token
}

fn no_header(authorization: Option<&str>) -> Finding {
    let reason = Reason::HeaderRefused {
        header: "authorization".to_owned(),
        // A token stands in no sentence.
        actual: authorization.map(|value| match value.split_once(' ') {
            Some((scheme, _)) => format!("{scheme} …"),
            None => "…".to_owned(),
        }),
    };
    Finding::Stop(reason, answer::some())
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
