//! From a verified token to an upload. A token may be used again as long as it is fresh.
//!
//! Source: `app/lib/package/backend.dart`, `_performTarballUpload` and `_updatePackageAutomatedPublishingLock`.

use crate::finding::{Answer, Phase, Prediction, Recorded, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Judgement, Publisher};

use super::jwt::Claims;
use super::provider::Provider;
use super::{answer, lookup};

pub(super) fn mint(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: Option<&Claims>,
    provider: Option<&'static Provider>,
) -> Judgement {
    let selected = match (claims, provider) {
        (Some(claims), Some(provider)) => lookup::find(trace, case, claims, provider),
        _ => {
            // What comes behind these depends on the issuer.
            for rule in [Rule::Lookup, Rule::Enabled] {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            None
        }
    };
    let position = selected.filter(|_| trace.answer.is_none());
    let publisher = position.and_then(|position| Some((position, case.publishers?.get(position)?)));
    let recorded = match (publisher, claims, provider) {
        (Some((position, publisher)), Some(claims), Some(provider)) => {
            recorded(position, publisher, claims, provider)
        }
        _ => Vec::new(),
    };
    let places = position.into_iter().gather();
    let answer = trace.answer.take().unwrap_or(Answer::Taken);
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: Some(answer::status(&answer)),
            answer,
            alternatives: Vec::new(),
            projects: case.projects(&places),
            publishers: places,
            recorded,
            notices: Vec::new(),
        },
        kind: provider.map(|provider| provider.kind),
        selected,
    }
}

fn recorded(
    position: usize,
    publisher: &Publisher,
    claims: &Claims,
    provider: &Provider,
) -> Vec<Recorded> {
    let is_empty = |field: &&&str| publisher.field(field) == Some("");
    provider
        .kept
        .iter()
        .filter(is_empty)
        .filter_map(|field| {
            Some(Recorded {
                publisher: position,
                field: (*field).to_owned(),
                value: claims.text(field)?,
            })
        })
        .gather()
}
