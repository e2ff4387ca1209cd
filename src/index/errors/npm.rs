//! npm's answers, as its client gives them.

use crate::evidence::{CodeRule, EndRule, ErrorText, Stage};

const fn text(start: &'static str, end: EndRule, stage: Stage) -> ErrorText {
    ErrorText {
        index: "npm",
        start,
        code: CodeRule::Status,
        end,
        quotes: &[],
        stage,
        causes: &[],
    }
}

pub(super) const ERRORS: &[ErrorText] = &[
    text(
        "OIDC token exchange error -",
        EndRule::Line,
        Stage::Exchange,
    ),
    text("Not Found - PUT", EndRule::Line, Stage::Upload),
    text("Forbidden - PUT", EndRule::Line, Stage::Upload),
    text("Unauthorized - PUT", EndRule::Line, Stage::Upload),
    text(
        "Unprocessable Entity - PUT",
        EndRule::Paragraph,
        Stage::Upload,
    ),
];
