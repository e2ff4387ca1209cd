//! What npm answers.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/oidc.yaml`. Which refusal gets which of the answers is documented
//! for none of them: what people reported is given with its status and the whole text, the others with neither status nor
//! the end of the text.

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

fn refused(status: u16, end: &str) -> Answer {
    Answer::Refused {
        code: Some(status.to_string()),
        description: format!("{START}{end}"),
        exact: true,
    }
}

/// For an enterprise's own issuer: npm/cli#9203.
pub(super) fn unauthorized() -> Answer {
    refused(401, "unauthorized")
}

/// For a package or a publisher that is not there: npm/cli#9923, #9969, JasperFx/jasperfx#866.
pub(super) fn not_found() -> Answer {
    refused(404, "package not found")
}

/// A refusal that is documented, with an answer that is not.
pub(super) fn some() -> Answer {
    Answer::Refused {
        code: None,
        description: START.to_owned(),
        exact: false,
    }
}

/// What it is that is answered, where that is not known.
pub(super) fn alternatives(answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Refused { code: None, .. } => {
            ENDS.into_iter().map(|end| format!("{START}{end}")).gather()
        }
        _ => Vec::new(),
    }
}

pub(super) fn status(answer: &Answer) -> Option<u16> {
    match answer {
        Answer::Minted { .. } | Answer::Taken => Some(201),
        Answer::Refused { code, .. } => code.as_ref()?.parse().ok(),
        Answer::Crash { .. } => Some(500),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_that_nobody_reported_may_be_any_that_is_documented() {
        let answer = some();
        assert_eq!(status(&answer), None);
        assert_eq!(
            body(&answer).as_deref(),
            Some(r#"{"message":"OIDC token exchange error - …"}"#)
        );
        let texts = alternatives(&answer);
        assert_eq!(texts.len(), ENDS.len());
        assert!(texts.contains(&"OIDC token exchange error - bad request".to_owned()));
    }

    #[test]
    fn a_refusal_that_somebody_reported_is_no_other() {
        for (answer, known) in [(unauthorized(), 401), (not_found(), 404)] {
            assert_eq!(status(&answer), Some(known));
            assert!(alternatives(&answer).is_empty());
        }
    }
}
