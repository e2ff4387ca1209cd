//! RubyGems.org's answers, as configure-rubygems-credentials gives them.

use crate::evidence::{CodeRule, EndRule, ErrorText, Stage};

pub(super) const ERRORS: &[ErrorText] = &[ErrorText {
    index: "rubygems",
    start: "No trusted publisher configured for this workflow found on",
    code: CodeRule::None,
    end: EndRule::Line,
    quotes: &[],
    stage: Stage::Exchange,
    causes: &[],
}];
