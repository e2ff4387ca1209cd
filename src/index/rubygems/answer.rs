//! What RubyGems.org answers, to the letter, to a client that asks for JSON.
//!
//! Source: `app/controllers/api/base_controller.rb`, `app/controllers/application_controller.rb`,
//! `app/controllers/concerns/jwt_validation.rb`; Rails 8.1 `action_dispatch/middleware/public_exceptions.rb` for what
//! no controller answers.

use crate::finding::Answer;
use crate::time::UnixTime;

/// Codes of answers that come from Rails itself: the name of the exception, the status, and what Rails says.
const RAILS: [(&str, u16, &str); 3] = [
    ("ParseError", 400, "Bad Request"),
    ("RoutingError", 404, "Not Found"),
    ("RecordInvalid", 422, "Unprocessable Content"),
];

fn refused(status: u16, description: impl Into<String>, exact: bool) -> Answer {
    Answer::Refused {
        code: Some(status.to_string()),
        description: description.into(),
        exact,
    }
}

pub(super) fn bad_request(description: &str) -> Answer {
    refused(400, description, true)
}

/// The text is json's own.
pub(super) fn bad_json() -> Answer {
    refused(400, "", false)
}

/// One answer for another time, issuer, key, signature, publisher or claim alike.
pub(super) fn not_found() -> Answer {
    refused(404, "Not Found", true)
}

/// A page, for a client that does not ask for JSON.
pub(super) fn not_found_page() -> Answer {
    refused(404, "", true)
}

fn rails(exception: &str) -> Answer {
    let (_, _, text) = RAILS
        .into_iter()
        .find(|(code, _, _)| *code == exception)
        .unwrap_or_default();
    Answer::Refused {
        code: Some(exception.to_owned()),
        description: text.to_owned(),
        exact: true,
    }
}

pub(super) fn unparsable() -> Answer {
    rails("ParseError")
}

pub(super) fn no_route() -> Answer {
    rails("RoutingError")
}

pub(super) fn record_invalid() -> Answer {
    rails("RecordInvalid")
}

/// The status of an answer. A refusal has no code but its status, or the exception's name.
pub(super) fn status(answer: &Answer) -> u16 {
    match answer {
        Answer::Minted { .. } | Answer::Taken => 201,
        Answer::Refused { code, .. } => {
            let code = code.as_deref().unwrap_or_default();
            RAILS
                .into_iter()
                .find(|(name, _, _)| *name == code)
                .map_or_else(|| code.parse().unwrap_or(404), |(_, status, _)| status)
        }
        Answer::Crash { .. } => 500,
    }
}

/// The answer's JSON.
pub(super) fn body(answer: &Answer) -> Option<String> {
    let rails = |status: u16, text: &str| format!(r#"{{"status":{status},"error":"{text}"}}"#);
    match answer {
        Answer::Taken => None,
        Answer::Minted { expires, .. } => {
            let expires = expires.map(|moment: UnixTime| {
                let moment = moment.to_string();
                let moment = moment.trim_end_matches('Z');
                format!(r#","expires_at":"{moment}.000Z""#)
            });
            Some(format!(
                r#"{{"rubygems_api_key":"rubygems_…","name":"GitHub Actions …","scopes":["push_rubygem"]{}}}"#,
                expires.unwrap_or_default()
            ))
        }
        Answer::Refused {
            description,
            exact: true,
            ..
        } if description.is_empty() => None,
        Answer::Refused { exact: false, .. } => Some(r#"{"error":"…"}"#.to_owned()),
        Answer::Refused {
            code, description, ..
        } => match RAILS
            .into_iter()
            .find(|(name, _, _)| code.as_deref() == Some(*name))
        {
            Some((_, status, text)) => Some(rails(status, text)),
            None => {
                let description = serde_json::to_string(description).ok()?;
                Some(format!(r#"{{"error":{description}}}"#))
            }
        },
        Answer::Crash { .. } => Some(rails(500, "Internal Server Error")),
    }
}
