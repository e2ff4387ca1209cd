//! What JSR answers, to the letter.
//!
//! Source: `api/src/api/errors.rs`; `api/src/errors_internal.rs` for the form of the answers.

use crate::finding::Answer;

/// The errors' codes, each with its status and its text.
const ERRORS: [(&str, u16, &str); 8] = [
    (
        "actorNotAuthorized",
        403,
        "The actor that this request was authenticated for is not authorized to access this resource.",
    ),
    (
        "actorNotScopeMember",
        403,
        "The actor that this request was authenticated for is not authorized as a scope member for this scope.",
    ),
    ("internalServerError", 500, "Internal Server Error"),
    (
        "invalidBearerToken",
        401,
        "The provided bearer token is invalid.",
    ),
    ("invalidOidcToken", 401, INVALID),
    (
        "missingAuthentication",
        401,
        "This request requires authentication.",
    ),
    (
        "missingGzipContentEncoding",
        400,
        "The uploaded content must be gzip encoded, and the content-encoding header must be set to 'gzip'.",
    ),
    (
        "missingPermission",
        403,
        "The credential this request was authenticated with does not have the necessary permissions to perform this action.",
    ),
];

const INVALID: &str = "The provided OIDC token is invalid: ";

fn refused(code: &str) -> Answer {
    let text = ERRORS.iter().find(|(other, _, _)| *other == code);
    Answer::Refused {
        code: Some(code.to_owned()),
        description: text.map_or("", |(_, _, text)| text).to_owned(),
        exact: true,
    }
}

pub(super) fn actor_not_authorized() -> Answer {
    refused("actorNotAuthorized")
}

pub(super) fn actor_not_member() -> Answer {
    refused("actorNotScopeMember")
}

/// Whatever goes wrong with the issuer's keys.
pub(super) fn internal() -> Answer {
    refused("internalServerError")
}

pub(super) fn bearer() -> Answer {
    refused("invalidBearerToken")
}

pub(super) fn no_credential() -> Answer {
    refused("missingAuthentication")
}

pub(super) fn not_gzip() -> Answer {
    refused("missingGzipContentEncoding")
}

pub(super) fn no_permission() -> Answer {
    refused("missingPermission")
}

/// `InvalidOidcToken`, with the library's words.
pub(super) fn invalid(why: &str) -> Answer {
    Answer::Refused {
        code: Some("invalidOidcToken".to_owned()),
        description: format!("{INVALID}{why}"),
        exact: true,
    }
}

/// The same where the words of base64's reader follow, whose version is another.
pub(super) fn invalid_base64(why: &str) -> Answer {
    Answer::Refused {
        code: Some("invalidOidcToken".to_owned()),
        description: format!("{INVALID}{why}"),
        exact: false,
    }
}

/// The status of an answer.
pub(super) fn status(answer: &Answer) -> u16 {
    let Answer::Refused { code, .. } = answer else {
        return 200;
    };
    let error = ERRORS
        .iter()
        .find(|(other, _, _)| code.as_deref() == Some(*other));
    error.map_or(500, |(_, status, _)| *status)
}

/// The answer's JSON: a refusal's with white space, a publishing task's without.
pub(super) fn body(answer: &Answer) -> Option<String> {
    let Answer::Refused {
        code, description, ..
    } = answer
    else {
        return Some(r#"{"id":"…","status":"pending","error":null,…}"#.to_owned());
    };
    let code = code.as_deref().unwrap_or_default();
    let description = serde_json::to_string(description).ok()?;
    Some(format!(
        "{{\n  \"code\": \"{code}\",\n  \"message\": {description}\n}}"
    ))
}
