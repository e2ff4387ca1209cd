//! What the package's page has for the token's issuer. Of several packages the one is taken whose page lets the token
//! publish, or comes closest to it: the archive says which is published, and no token does.
//!
//! Source: `app/lib/package/backend.dart`, `_requireUploadAuthorization`.

use crate::finding::{Phase, Reason, Rule};
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Publisher};

use super::jwt::Claims;
use super::provider::{Check, Provider};

/// The place of the publisher that was looked at.
pub(super) fn find(
    trace: &mut Trace,
    case: &Case<'_>,
    claims: &Claims,
    provider: &'static Provider,
) -> Option<usize> {
    let phase = Phase::Publisher;
    let Some(publishers) = case.publishers else {
        let reason = Reason::NoPublishers {
            kind: provider.kind.to_owned(),
        };
        trace.record(phase, Rule::Lookup, Finding::Unknown(reason));
        not_reached(trace, claims, provider);
        return None;
    };
    let mut chosen: Option<(usize, usize, Vec<Check>)> = None;
    for (position, publisher) in publishers.iter().enumerate() {
        if publisher.kind != provider.kind {
            continue;
        }
        let checks = (provider.checks)(publisher, claims);
        let distance = checks
            .iter()
            .position(|(_, finding)| matches!(finding, Finding::Stop(..)))
            .unwrap_or(usize::MAX);
        if chosen
            .as_ref()
            .is_none_or(|(farthest, ..)| distance > *farthest)
        {
            chosen = Some((distance, position, checks));
        }
    }
    let Some((_, position, checks)) = chosen else {
        let reason = Reason::NotRegistered {
            nearest: Vec::new(),
        };
        let finding = Finding::Stop(reason, (provider.not_enabled)());
        trace.record(phase, Rule::Lookup, finding);
        not_reached(trace, claims, provider);
        return None;
    };
    trace.record(phase, Rule::Lookup, Finding::Pass);
    trace.look_at(Some(position));
    for (rule, finding) in checks {
        trace.record(phase, rule, finding);
    }
    trace.look_at(None);
    Some(position)
}

/// Takes down which checks there would be of a publisher.
fn not_reached(trace: &mut Trace, claims: &Claims, provider: &Provider) {
    for (rule, _) in (provider.checks)(&Publisher::default(), claims) {
        trace.record(Phase::Publisher, rule, Finding::NotReached);
    }
}
