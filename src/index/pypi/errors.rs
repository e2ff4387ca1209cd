//! PyPI's answers as they stand in logs.
//!
//! Source: `answer.rs`, and the upload's answers in `warehouse/forklift/legacy.py`.

use crate::evidence::{CodeRule, EndRule, ErrorText, Quoted, Stage};

const fn minting(start: &'static str, code: &'static str, end: EndRule) -> ErrorText {
    ErrorText {
        index: "pypi",
        start,
        code: CodeRule::Named(code),
        end,
        quotes: &[],
        stage: Stage::Exchange,
        causes: &[],
    }
}

const fn upload(start: &'static str, end: EndRule, quotes: &'static [Quoted]) -> ErrorText {
    ErrorText {
        index: "pypi",
        start,
        code: CodeRule::Status,
        end,
        quotes,
        stage: Stage::Upload,
        causes: &[],
    }
}

/// What PyPI and TestPyPI answer.
pub const ERRORS: &[ErrorText] = &[
    ErrorText {
        quotes: &[
            Quoted {
                claim: "job_workflow_ref",
                before: "], got ",
                partial: false,
            },
            Quoted {
                claim: "iss",
                before: "JWT issuer ",
                partial: false,
            },
        ],
        ..minting(
            "valid token, but no corresponding publisher",
            "invalid-publisher",
            EndRule::Parentheses,
        )
    },
    minting(
        "valid token, but project already exists",
        "invalid-pending-publisher",
        EndRule::Start,
    ),
    minting(
        "malformed or invalid token",
        "invalid-token",
        EndRule::Start,
    ),
    minting("malformed JWT", "invalid-payload", EndRule::Start),
    minting(
        "unknown trusted publishing issuer",
        "invalid-payload",
        EndRule::Start,
    ),
    minting(
        "invalid token: already used",
        "invalid-reuse-token",
        EndRule::Start,
    ),
    minting(
        "1 validation error for TokenPayload",
        "invalid-payload",
        EndRule::Paragraph,
    ),
    minting(
        "github trusted publishing functionality not enabled",
        "not-enabled",
        EndRule::Start,
    ),
    minting(
        "gitlab trusted publishing functionality not enabled",
        "not-enabled",
        EndRule::Start,
    ),
    upload(
        "Non-user identities cannot create new projects.",
        EndRule::Start,
        &[],
    ),
    upload(
        "Invalid attestations supplied during upload",
        EndRule::Paragraph,
        &[Quoted {
            claim: "workflow_ref",
            before: "... ",
            partial: true,
        }],
    ),
    upload(
        "Invalid or non-existent authentication information.",
        EndRule::Paragraph,
        &[],
    ),
];
