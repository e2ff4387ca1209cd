//! Publishers beside the claims.

use serde::Serialize;

use super::{Comparison, Outcome};
use crate::gather::Gather as _;
use crate::index;
use crate::report;
use crate::report::lang::Language;

/// A publisher's fields beside the claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PublisherComparison<'a> {
    /// Its place in the request's list.
    pub position: usize,
    /// Whether its kind goes with the token's issuer; null if that is not known.
    pub applies: Option<bool>,
    /// Its fields, in the order of the index's form.
    pub fields: Vec<FieldComparison<'a>>,
}

/// A publisher's field beside the claim that it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FieldComparison<'a> {
    /// The field's identifier.
    pub field: &'static str,
    /// The claim's name.
    pub claim: &'static str,
    /// What is registered; null if not known.
    pub registered: Option<&'a str>,
    /// What the token says; null if the claim or that part of it is missing.
    pub claimed: Option<&'a str>,
    /// How the index compares them.
    pub comparison: Comparison,
    /// The same in words.
    pub comparison_text: &'static str,
    /// What that comes to.
    pub outcome: Outcome,
    /// Whether both are alike but for case.
    pub differs_in_case_only: bool,
}

impl<'a> PublisherComparison<'a> {
    pub(super) fn new(publisher: &'a report::PublisherReport, language: Language) -> Self {
        let field = |field: &'a index::FieldComparison| FieldComparison {
            field: field.field,
            claim: field.claim,
            registered: field.registered.as_deref(),
            claimed: field.claimed.as_deref(),
            comparison: field.comparison.into(),
            comparison_text: language.comparison(field.comparison),
            outcome: field.outcome.into(),
            differs_in_case_only: field.differs_in_case_only,
        };
        Self {
            position: publisher.position,
            applies: publisher.applies,
            fields: publisher.fields.iter().map(field).gather(),
        }
    }
}
