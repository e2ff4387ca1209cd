//! npm's answers, as its client gives them.

use crate::evidence::{CodeRule, EndRule, ErrorText, Stage};
use crate::finding::Cause;

const fn text(
    start: &'static str,
    end: EndRule,
    stage: Stage,
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "npm",
        start,
        code: CodeRule::Status,
        end,
        quotes: &[],
        stage,
        causes,
    }
}

const fn exchange(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    text(start, EndRule::Line, Stage::Exchange, causes)
}

/// The client does not say why the exchange failed, or that it did not try.
const fn upload(start: &'static str) -> ErrorText {
    text(
        start,
        EndRule::Line,
        Stage::Upload,
        &[
            Cause::NpmClient,
            Cause::NoPublisher,
            Cause::WorkflowFilename,
        ],
    )
}

/// How logs show its answers; those that say more come first.
pub const ERRORS: &[ErrorText] = &[
    // The answer to any difference; the package is there.
    exchange(
        "OIDC token exchange error - package not found",
        &[
            Cause::NoPublisher,
            Cause::WorkflowFilename,
            Cause::Event,
            Cause::NameCase,
            Cause::Environment,
        ],
    ),
    exchange(
        "OIDC token exchange error - unauthorized",
        &[Cause::Issuer, Cause::Audience, Cause::Expired],
    ),
    exchange("OIDC token exchange error -", &[]),
    upload("Not Found - PUT"),
    text("Forbidden - PUT", EndRule::Line, Stage::Upload, &[]),
    upload("Unauthorized - PUT"),
    text(
        "Unprocessable Entity - PUT",
        EndRule::Paragraph,
        Stage::Upload,
        &[],
    ),
];
