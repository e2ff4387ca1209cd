//! When PyPI's rules and words changed.
//!
//! Source: the history of pypi/warehouse, `warehouse/oidc/`.

use crate::finding::Answer;
use crate::time::UnixTime;

/// 2023-08-09: the answer to a failed lookup says why, in parentheses.
pub(super) const REASON_IN_PARENTHESES: UnixTime = UnixTime(1_691_539_200);

/// 2024-08-12: a token is good for one exchange.
pub(super) const REPLAY_CHECK: UnixTime = UnixTime(1_723_420_800);

/// 2025-06-30: a failed lookup reads `Publisher with matching claims was not found`.
pub(super) const LOOKUP_REWORDED: UnixTime = UnixTime(1_751_241_600);

/// 2025-07-14: the answer to a success says when the API token expires.
pub(super) const EXPIRY_IN_ANSWER: UnixTime = UnixTime(1_752_451_200);

/// 2026-01-29: GitHub's `sub` is not looked at any more.
pub(super) const SUBJECT_FREE: UnixTime = UnixTime(1_769_644_800);

/// 2026-03-02: `pull_request_target` is refused.
pub(super) const EVENT_CHECK: UnixTime = UnixTime(1_772_409_600);

/// 2026-08-21: the commit that the rules were read at.
pub(super) const READ: UnixTime = UnixTime(1_787_270_400);

/// The moments at which rules or words changed, ascending; the last is when they were read.
pub(super) const CHANGES: [UnixTime; 7] = [
    REASON_IN_PARENTHESES,
    REPLAY_CHECK,
    LOOKUP_REWORDED,
    EXPIRY_IN_ANSWER,
    SUBJECT_FREE,
    EVENT_CHECK,
    READ,
];

/// What a failed lookup says.
pub(super) fn not_found_text(rules: UnixTime) -> &'static str {
    if rules < LOOKUP_REWORDED {
        "All lookup strategies exhausted"
    } else {
        "Publisher with matching claims was not found"
    }
}

/// The answer as it was worded at a time.
pub(super) fn worded(answer: Answer, rules: UnixTime) -> Answer {
    match answer {
        Answer::Refused {
            code,
            description,
            exact,
        } if rules < REASON_IN_PARENTHESES && code.as_deref() == Some("invalid-publisher") => {
            Answer::Refused {
                code,
                description: description
                    .split(" (")
                    .next()
                    .unwrap_or(&description)
                    .to_owned(),
                exact,
            }
        }
        Answer::Minted { lifetime, .. } if rules < EXPIRY_IN_ANSWER => Answer::Minted {
            expires: None,
            lifetime,
        },
        other => other,
    }
}

/// The last moment at which the index can have worded a refusal so, if the wording dates it.
pub(super) fn dated(description: &str) -> Option<UnixTime> {
    description
        .contains("All lookup strategies exhausted")
        .then(|| LOOKUP_REWORDED.plus(-1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_in_order() {
        assert!(CHANGES.is_sorted());
    }

    #[test]
    fn old_wording_dates_the_server() {
        let text = "valid token, but no corresponding publisher (All lookup strategies exhausted)";
        assert_eq!(
            dated(text).map(|at| at.to_string()).as_deref(),
            Some("2025-06-29T23:59:59Z")
        );
        assert_eq!(dated("malformed JWT"), None);
    }
}
