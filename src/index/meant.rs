//! Which index something is about.

use super::{INDEXES, Index, find};
use crate::evidence::ServerError;
use crate::gather::Gather as _;
use crate::workflow::Reading;

/// The index that an audience belongs to.
#[must_use]
pub fn of_audience(audience: &str) -> Option<&'static Index> {
    INDEXES
        .into_iter()
        .find(|index| index.audience.is(audience))
}

/// The index that gave an answer in words; it has to be offered.
#[must_use]
pub fn that_answered(error: &ServerError) -> Option<&'static Index> {
    error.index.and_then(find)
}

/// The indexes that a workflow's jobs publish to, as far as the file tells, in the order in which they are offered.
#[must_use]
pub fn of_workflow(workflow: &Reading) -> Vec<&'static Index> {
    let clients = || workflow.jobs.iter().flat_map(|job| &job.clients);
    let is_reached =
        |index: &&Index| clients().any(|client| client.host.as_deref() == Some(&*index.host));
    INDEXES.into_iter().filter(is_reached).gather()
}
