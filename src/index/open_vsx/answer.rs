//! What Open VSX answers, to the letter.
//!
//! Source: `TrustedPublishingAPI`, `TrustedPublishingService`, `TrustedPublishingProviderSupport`; `ErrorResultException`
//! and `AccessTokenJson` for the form of the answers.

use crate::finding::Answer;

/// Where a token is exchanged.
const PATH: &str = "/api/-/trusted-publishing/token";

fn refused(status: u16, description: &str) -> Answer {
    Answer::Refused {
        code: Some(status.to_string()),
        description: description.to_owned(),
        exact: true,
    }
}

/// Spring's own, before the server's code is reached.
pub(super) fn bad_request() -> Answer {
    refused(400, "Bad Request")
}

pub(super) fn other_method() -> Answer {
    refused(405, "Method Not Allowed")
}

pub(super) fn other_content_type() -> Answer {
    refused(415, "Unsupported Media Type")
}

pub(super) fn fields_missing() -> Answer {
    refused(
        400,
        "The fields namespace, extension and token are mandatory.",
    )
}

pub(super) fn disabled() -> Answer {
    refused(404, "Trusted publishing is not enabled.")
}

pub(super) fn undecodable() -> Answer {
    refused(400, "Failed to pre-parse token.")
}

pub(super) fn no_issuer() -> Answer {
    refused(400, "Token does not have issuer set.")
}

pub(super) fn unknown_issuer() -> Answer {
    refused(400, "Unsupported token issuer.")
}

/// Whatever is wrong with key or signature is taken for an outage.
pub(super) fn unverified() -> Answer {
    refused(503, "Could not verify the token with GitHub, please retry.")
}

/// One text for an expired token, another audience and missing claims alike.
pub(super) fn invalid() -> Answer {
    refused(403, "The token could not be validated.")
}

/// One text for whatever does not match.
pub(super) fn no_publisher() -> Answer {
    refused(403, "No trusted publisher matches the presented token.")
}

/// The status of an answer. A refusal has no code but its status.
pub(super) fn status(answer: &Answer) -> u16 {
    match answer {
        Answer::Minted { .. } | Answer::Taken => 201,
        Answer::Refused { code, .. } => code
            .as_deref()
            .and_then(|code| code.parse().ok())
            .unwrap_or(400),
        Answer::Crash { .. } => 500,
    }
}

/// The answer's JSON. What Spring answers by itself has a form of its own.
pub(super) fn body(answer: &Answer) -> Option<String> {
    let (status, error) = match answer {
        Answer::Minted { .. } => {
            return Some(
                r#"{"createdTimestamp":"…","deleteTokenUrl":"…","description":"Trusted publishing (github)","expiresTimestamp":"…","id":0,"notified":false,"value":"…"}"#
                    .to_owned(),
            );
        }
        Answer::Taken => return None,
        Answer::Refused {
            code, description, ..
        } => (code.as_deref().unwrap_or_default(), description.as_str()),
        Answer::Crash { .. } => ("500", "Internal Server Error"),
    };
    let is_springs = [
        "Bad Request",
        "Method Not Allowed",
        "Unsupported Media Type",
        "Internal Server Error",
    ];
    let quoted = serde_json::to_string(error).ok()?;
    Some(if is_springs.contains(&error) {
        format!(r#"{{"timestamp":"…","status":{status},"error":{quoted},"path":"{PATH}"}}"#)
    } else {
        format!(r#"{{"error":{quoted},"notified":false}}"#)
    })
}
