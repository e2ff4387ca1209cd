//! One rule's result.

use serde::Serialize;

use super::{Outcome, Phase, Rule};
use crate::finding;
use crate::index::Index;
use crate::report::lang::Language;

/// One rule's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Step<'a> {
    /// Which rule.
    pub rule: Rule,
    /// What the rule demands, as a short title.
    pub title: &'static str,
    /// Where in the exchange.
    pub phase: Phase,
    /// The same in words.
    pub phase_title: &'static str,
    /// What it came to.
    pub outcome: Outcome,
    /// The same in words.
    pub outcome_text: &'static str,
    /// Whether the index stops here.
    pub decisive: bool,
    /// Whether a failure here refuses the request.
    pub blocking: bool,
    /// The place in the request's list of the publisher that was looked at.
    pub publisher: Option<usize>,
    /// Why, where there is something to say.
    #[cfg_attr(feature = "wasm", tsify(type = "Reason | null"))]
    pub reason: Option<&'a finding::Reason>,
    /// The same as a sentence.
    pub message: Option<String>,
}

impl<'a> Step<'a> {
    pub(super) fn new(step: &'a finding::Step, index: &Index, language: Language) -> Self {
        Self {
            rule: step.rule.into(),
            title: language.rule(step.rule),
            phase: step.phase.into(),
            phase_title: language.phase(step.phase),
            outcome: step.outcome.into(),
            outcome_text: language.outcome(step.outcome),
            decisive: step.decisive,
            blocking: step.blocking,
            publisher: step.publisher,
            reason: step.reason.as_ref(),
            message: step
                .reason
                .as_ref()
                .map(|reason| language.reason(reason, index)),
        }
    }
}
