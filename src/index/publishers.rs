//! What several indexes ask of the publishers that are registered.

use crate::finding::{FieldMismatch, Outcome};
use crate::gather::Gather as _;

use super::{Case, FieldComparison};

/// The fields in the way of the publishers that have the fewest of them. Each publisher comes with its place.
pub(super) fn nearest(compared: Vec<(usize, Vec<FieldComparison>)>) -> Vec<FieldMismatch> {
    let in_the_way = compared
        .into_iter()
        .map(|(position, pairs)| in_the_way(position, pairs))
        .gather();
    let fewest = in_the_way.iter().map(Vec::len).min();
    in_the_way
        .into_iter()
        .filter(|mismatches| Some(mismatches.len()) == fewest)
        .flatten()
        .gather()
}

/// The fields of the publisher at this place that do not match.
pub(super) fn in_the_way(position: usize, pairs: Vec<FieldComparison>) -> Vec<FieldMismatch> {
    pairs
        .into_iter()
        .filter(|pair| pair.outcome == Outcome::Fail)
        .map(|pair| FieldMismatch {
            publisher: position,
            field: pair.field.to_owned(),
            claim: pair.claim.to_owned(),
            registered: pair.registered.unwrap_or_default(),
            claimed: pair.claimed.unwrap_or_default(),
        })
        .gather()
}

impl Case<'_> {
    /// The projects of the publishers at these places, as far as they are known: each once, by name.
    pub(super) fn projects(&self, positions: &[usize]) -> Vec<String> {
        let publishers = self.publishers.unwrap_or_default();
        let mut projects = positions
            .iter()
            .filter_map(|position| publishers.get(*position))
            .map(|publisher| publisher.project.clone())
            .filter(|project| !project.is_empty())
            .gather();
        projects.sort();
        projects.dedup();
        projects
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Comparison;

    fn pair(field: &'static str, outcome: Outcome) -> FieldComparison {
        FieldComparison {
            field,
            claim: "claim",
            registered: Some("registered".to_owned()),
            claimed: None,
            comparison: Comparison::Exact,
            outcome,
            differs_in_case_only: false,
        }
    }

    #[test]
    fn the_nearest_publishers_are_all_those_with_the_fewest_fields_in_the_way() {
        use Outcome::{Fail, NotReached, Pass, Unknown};
        let found = nearest(vec![
            (0, vec![pair("owner", Fail), pair("name", Fail)]),
            (2, vec![pair("owner", Pass), pair("name", Fail)]),
            (3, vec![pair("owner", Fail), pair("name", Unknown)]),
            (5, vec![pair("owner", Fail), pair("name", NotReached)]),
        ]);
        let found: Vec<_> = found
            .iter()
            .map(|mismatch| (mismatch.publisher, mismatch.field.as_str()))
            .collect();
        assert_eq!(found, [(2, "name"), (3, "owner"), (5, "owner")]);
        assert!(nearest(Vec::new()).is_empty());
    }
}
