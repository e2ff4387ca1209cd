//! From the claims to an API token.
//!
//! Source: npm/api-documentation `api/registry.npmjs.com/oidc.yaml` and `api/base.yaml`. The token is good for the package
//! that was asked for, and what it may do there is for the publisher's allowed actions to say, which the upload looks at.

use crate::finding::{Answer, Phase, Prediction, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Judgement};
use crate::python::Dict;

use super::provider::Provider;
use super::{answer, lookup};

pub(super) fn mint(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: Option<&Dict>,
    provider: Option<&'static Provider>,
) -> Judgement {
    let places = match (claims, provider) {
        (Some(claims), Some(provider)) => lookup::find(trace, provider, claims, case.publishers),
        _ => {
            for rule in [Rule::Lookup, Rule::WorkflowFile, Rule::Environment] {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            Vec::new()
        }
    };
    let selected = places.first().copied();
    let (answer, places) = match trace.answer.take() {
        Some(answer) => (answer, Vec::new()),
        None => {
            let minted = Answer::Minted {
                expires: case.moment.map(|now| now.plus(answer::LIFETIME)),
                lifetime: answer::LIFETIME,
            };
            (minted, places)
        }
    };
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: answer::status(&answer),
            alternatives: answer::alternatives(&answer),
            answer,
            projects: case.projects(&places),
            publishers: places,
            recorded: Vec::new(),
            notices: Vec::new(),
        },
        kind: provider.map(|provider| provider.kind),
        selected,
    }
}
