//! crates.io's answers as they stand in logs.
//!
//! Source: `answer.rs`, and the upload's answers in `src/controllers/krate/publish.rs`.

use crate::evidence::{CodeRule, EndRule, ErrorText, Quoted, Stage};

const fn text(start: &'static str, end: EndRule, quotes: &'static [Quoted]) -> ErrorText {
    ErrorText {
        index: "crates.io",
        start,
        code: CodeRule::Status,
        end,
        quotes,
        stage: Stage::Exchange,
        causes: &[],
    }
}

const fn quoted(claim: &'static str, before: &'static str) -> Quoted {
    Quoted {
        claim,
        before,
        partial: false,
    }
}

const REPOSITORY: Quoted = quoted("repository", "for repository ");

/// What crates.io answers.
pub const ERRORS: &[ErrorText] = &[
    text(
        "No Trusted Publishing config found for repository",
        EndRule::Sentence,
        &[REPOSITORY],
    ),
    text(
        "The Trusted Publishing config for repository",
        EndRule::List("Expected "),
        &[
            REPOSITORY,
            quoted("repository_owner_id", "repository owner ID "),
            Quoted {
                claim: "workflow_ref",
                before: "the workflow filename ",
                partial: true,
            },
            quoted("environment", "match the environment "),
        ],
    ),
    text(
        "Unsupported JWT issuer:",
        EndRule::Word,
        &[quoted("iss", "Unsupported JWT issuer: ")],
    ),
    text(
        "Trusted Publishing does not support the",
        EndRule::Paragraph,
        &[quoted("event_name", "does not support the ")],
    ),
    text("Failed to decode JWT", EndRule::Start, &[]),
    text("Missing JWT key ID", EndRule::Start, &[]),
    text("Invalid JWT key ID", EndRule::Start, &[]),
    text("JWT has already been used", EndRule::Start, &[]),
    text("Unexpected `repository` value", EndRule::Start, &[]),
    text("Unexpected `workflow_ref` value", EndRule::Start, &[]),
    text(
        "Unexpected `repository_owner_id` value",
        EndRule::Start,
        &[],
    ),
    ErrorText {
        stage: Stage::Upload,
        ..text(
            "New versions of this crate can only be published using Trusted Publishing",
            EndRule::Paragraph,
            &[],
        )
    },
    ErrorText {
        stage: Stage::Upload,
        ..text(
            "No matching Trusted Publishing config found",
            EndRule::Line,
            &[],
        )
    },
];
