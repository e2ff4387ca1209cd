//! PyPI's error codes and texts, to the letter.

use crate::finding::Answer;
use crate::gather::Gather as _;
use crate::python::{Str, repr_str};

fn refused(code: &str, description: impl Into<String>) -> Answer {
    Answer::Refused {
        code: Some(code.to_owned()),
        description: description.into(),
        exact: true,
    }
}

/// Pydantic's text quotes the body and names the place; its first line is always this.
pub(super) fn invalid_body() -> Answer {
    Answer::Refused {
        code: Some("invalid-payload".to_owned()),
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

/// The answer's JSON: keys sorted, no white space, ASCII only.
///
/// Source: `warehouse/config.py`, `renderers.JSON(sort_keys=True, separators=(",", ":"))`; what
/// `json.dumps` escapes.
pub(super) fn body(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Crash { .. } | Answer::Taken => None,
        Answer::Minted { expires, .. } => {
            let expires = expires.map_or_else(|| "null".to_owned(), |at| at.0.to_string());
            Some(format!(
                r#"{{"expires":{expires},"success":true,"token":"pypi-…"}}"#
            ))
        }
        Answer::Refused {
            code, description, ..
        } => Some(format!(
            r#"{{"errors":[{{"code":{},"description":{}}}],"message":"Token request failed"}}"#,
            quote(code.as_deref().unwrap_or_default()),
            quote(description)
        )),
    }
}

/// A string as `json.dumps` writes it.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for unit in text.encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some('"') => quoted.push_str("\\\""),
            Some('\\') => quoted.push_str("\\\\"),
            Some('\n') => quoted.push_str("\\n"),
            Some('\r') => quoted.push_str("\\r"),
            Some('\t') => quoted.push_str("\\t"),
            Some('\u{8}') => quoted.push_str("\\b"),
            Some('\u{c}') => quoted.push_str("\\f"),
            Some(plain @ ' '..='~') => quoted.push(plain),
            _ => quoted.push_str(&format!("\\u{unit:04x}")),
        }
    }
    quoted.push('"');
    quoted
}

/// `repr()` of a list of strings.
pub(super) fn repr_list(strings: &[Str]) -> String {
    let strings: Vec<_> = strings.iter().map(repr_str).gather();
    format!("[{}]", strings.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::UnixTime;

    #[test]
    fn bodies_are_sorted_compact_and_ascii() {
        assert_eq!(
            body(&invalid_publisher("né😀\t\"\u{7f}")).as_deref(),
            Some(concat!(
                r#"{"errors":[{"code":"invalid-publisher","description":"valid token, but no "#,
                r#"corresponding publisher (n\u00e9\ud83d\ude00\t\"\u007f)"}],"#,
                r#""message":"Token request failed"}"#
            ))
        );
        let minted = Answer::Minted {
            expires: Some(UnixTime(900)),
            lifetime: 900,
        };
        assert_eq!(
            body(&minted).as_deref(),
            Some(r#"{"expires":900,"success":true,"token":"pypi-…"}"#)
        );
        assert_eq!(body(&crash("KeyError")), None);
    }
}
