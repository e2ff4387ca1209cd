//! Publishers beside the claims.

use serde::Serialize;

use super::{Comparison, Outcome};
use crate::index;
use crate::report;
use crate::report::lang::Language;

/// A publisher's fields beside the claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PublisherComparison {
    /// Its place in the request's list.
    pub position: usize,
    /// Whether its kind goes with the token's issuer; null if that is not known.
    pub applies: Option<bool>,
    /// Its fields, in the order of the index's form.
    pub fields: Vec<FieldComparison>,
}

/// A publisher's field beside the claim that it is compared with.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FieldComparison {
    /// The field's identifier.
    pub field: String,
    /// The claim's name.
    pub claim: String,
    /// What is registered; null if not known.
    pub registered: Option<String>,
    /// What the token says; null if the claim or that part of it is missing.
    pub claimed: Option<String>,
    /// How the index compares them.
    pub comparison: Comparison,
    /// The same in words.
    pub comparison_text: String,
    /// What that comes to.
    pub outcome: Outcome,
    /// Whether both are alike but for case.
    pub differs_in_case_only: bool,
}

impl PublisherComparison {
    pub(super) fn new(publisher: &report::PublisherReport, language: Language) -> Self {
        let field = |field: &index::FieldComparison| FieldComparison {
            field: field.field.to_owned(),
            claim: field.claim.to_owned(),
            registered: field.registered.clone(),
            claimed: field.claimed.clone(),
            comparison: field.comparison.into(),
            comparison_text: language.comparison(field.comparison).to_owned(),
            outcome: field.outcome.into(),
            differs_in_case_only: field.differs_in_case_only,
        };
        Self {
            position: publisher.position,
            applies: publisher.applies,
            fields: publisher.fields.iter().map(field).collect(),
        }
    }
}
