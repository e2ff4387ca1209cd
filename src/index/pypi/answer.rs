//! PyPI's error codes and texts, to the letter.

use crate::finding::Answer;
use crate::python::{Str, repr_str};

fn refused(code: &str, description: impl Into<String>) -> Answer {
    Answer::Refused {
        code: code.to_owned(),
        description: description.into(),
        exact: true,
    }
}

/// Pydantic's text quotes the body and names the place; its first line is always this.
pub(super) fn invalid_body() -> Answer {
    Answer::Refused {
        code: "invalid-payload".to_owned(),
        description: "1 validation error for TokenPayload".to_owned(),
        exact: false,
    }
}

pub(super) fn malformed_jwt() -> Answer {
    refused("invalid-payload", "malformed JWT")
}

pub(super) fn unknown_issuer() -> Answer {
    refused("invalid-payload", "unknown trusted publishing issuer")
}

pub(super) fn not_enabled(service: &str) -> Answer {
    refused(
        "not-enabled",
        format!("{service} trusted publishing functionality not enabled"),
    )
}

/// One text for a bad signature, an unknown key, another audience and an expired token alike.
pub(super) fn invalid_token() -> Answer {
    refused("invalid-token", "malformed or invalid token")
}

pub(super) fn invalid_publisher(why: &str) -> Answer {
    refused(
        "invalid-publisher",
        format!("valid token, but no corresponding publisher ({why})"),
    )
}

pub(super) fn project_already_exists() -> Answer {
    refused(
        "invalid-pending-publisher",
        "valid token, but project already exists",
    )
}

pub(super) fn already_used() -> Answer {
    refused("invalid-reuse-token", "invalid token: already used")
}

pub(super) fn invalid_payload(description: String) -> Answer {
    refused("invalid-payload", description)
}

pub(super) fn crash(exception: &str) -> Answer {
    Answer::Crash {
        exception: exception.to_owned(),
    }
}

/// `repr()` of a list of strings.
pub(super) fn repr_list(strings: &[Str]) -> String {
    let strings: Vec<_> = strings.iter().map(repr_str).collect();
    format!("[{}]", strings.join(", "))
}
