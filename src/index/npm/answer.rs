//! What npm answers.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/oidc.yaml`. Which refusal gets which of the answers is documented
//! for none of them: what people reported is given as the whole text, the others without their end.

use crate::finding::Answer;
use crate::gather::Gather as _;
use crate::time::UnixTime;

const START: &str = "OIDC token exchange error - ";

/// All that may follow.
const ENDS: [&str; 4] = [
    "unauthorized",
    "bad request",
    "package not found",
    "internal server error",
];

/// Seconds for which an API token is good: "typically 1 hour", says `api/base.yaml`.
pub(super) const LIFETIME: i64 = 3600;

fn refused(status: u16, end: &str, exact: bool) -> Answer {
    Answer::Refused {
        code: status.to_string(),
        description: format!("{START}{end}"),
        exact,
    }
}

/// For another issuer: npm/cli#9203.
pub(super) fn unauthorized() -> Answer {
    refused(401, "unauthorized", true)
}

/// For a package or a publisher that is not there: npm/cli#9923, #9969, JasperFx/jasperfx#866.
pub(super) fn not_found() -> Answer {
    refused(404, "package not found", true)
}

/// A refusal that is documented, with an answer that is not.
pub(super) fn some() -> Answer {
    refused(401, "", false)
}

/// What might be answered instead.
pub(super) fn alternatives(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Refused { exact: false, .. } => {
            ENDS.into_iter().map(|end| format!("{START}{end}")).gather()
        }
        _ => Vec::new(),
    }
}

pub(super) fn status(answer: &Answer) -> u16 {
    match answer {
        Answer::Minted { .. } | Answer::Taken => 201,
        Answer::Refused { code, .. } => code.parse().unwrap_or(401),
        Answer::Crash { .. } => 500,
    }
}

/// The answer's JSON. A text that is not known ends in an ellipsis.
pub(super) fn body(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Taken => None,
        Answer::Minted { expires, lifetime } => {
            let time = |moment: UnixTime| {
                let moment = moment.to_string();
                format!("{}.000Z", moment.trim_end_matches('Z'))
            };
            let times = expires.map(|expires| {
                let created = time(expires.plus(lifetime.saturating_neg()));
                format!(r#","created":"{created}","expires":"{}""#, time(expires))
            });
            Some(format!(
                r#"{{"token_type":"oidc","token":"npm_…"{}}}"#,
                times.unwrap_or_default()
            ))
        }
        Answer::Refused {
            description, exact, ..
        } => {
            let end = if *exact { "" } else { "…" };
            let message = serde_json::to_string(&format!("{description}{end}")).ok()?;
            Some(format!(r#"{{"message":{message}}}"#))
        }
        Answer::Crash { .. } => None,
    }
}
