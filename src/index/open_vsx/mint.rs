//! From a verified token to an API token of whoever registered the publisher, for the extension alone.
//!
//! Source: `TrustedPublishingService.requestPublishToken`, `TrustedPublishingConfig.getTokenExpiration`.

use crate::finding::{Answer, Phase, Prediction, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Judgement};
use crate::python::Dict;

use super::github::{self, Subject};
use super::request::Asked;
use super::{answer, lookup};

/// Seconds for which an API token is good (`ovsx.trusted-publishing.token-expiration`, by default).
const LIFETIME: i64 = 300;

pub(super) fn mint(
    trace: &mut Trace,
    case: &Case<'_>,
    asked: Option<&Asked<'_>>,
    claims: Option<&Dict>,
    is_github: bool,
) -> Judgement {
    let row = match claims.filter(|_| is_github) {
        Some(claims) => {
            let extension = asked.and_then(|asked| asked.extension.as_ref());
            lookup::find(trace, case, extension, &Subject::of(claims))
        }
        None => {
            trace.record(Phase::Publisher, Rule::Lookup, Finding::NotReached);
            for rule in lookup::RULES {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            None
        }
    };
    let places = row
        .filter(|_| trace.answer.is_none())
        .into_iter()
        .map(|(position, _)| position)
        .gather();
    let answer = trace.answer.take().unwrap_or(Answer::Minted {
        expires: case.moment.map(|now| now.plus(LIFETIME)),
        lifetime: LIFETIME,
    });
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: Some(answer::status(&answer)),
            answer,
            alternatives: Vec::new(),
            projects: case.projects(&places),
            publishers: places,
            recorded: Vec::new(),
            notices: Vec::new(),
        },
        kind: is_github.then_some(github::KIND),
        selected: row.map(|(position, _)| position),
    }
}
