//! RubyGems.org's answers, as configure-rubygems-credentials gives them.
//!
//! Source: rubygems/configure-rubygems-credentials `src/oidc/trustedPublisher.ts`, which has one text for every 404: whatever
//! is wrong with the token or the publisher.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Stage};
use crate::finding::Cause;

/// How logs show its answers.
pub const ERRORS: &[ErrorText] = &[ErrorText {
    index: "rubygems",
    start: "No trusted publisher configured for this workflow found on",
    code: CodeRule::None,
    end: EndRule::Line,
    quotes: &[],
    stage: Stage::Exchange,
    causes: Causes::Are(&[
        Cause::NoPublisher,
        Cause::ReusableWorkflow,
        Cause::WorkflowFilename,
        Cause::NameCase,
        Cause::Environment,
    ]),
}];
