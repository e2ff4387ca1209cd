//! crates.io's answers as they stand in logs.
//!
//! Source: `answer.rs`, and the upload's answers in `src/controllers/krate/publish.rs`.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Quoted, Stage};
use crate::finding::Cause;

const fn text(
    start: &'static str,
    end: EndRule,
    quotes: &'static [Quoted],
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "crates.io",
        start,
        code: CodeRule::Status,
        end,
        quotes,
        stage: Stage::Exchange,
        causes: Causes::Are(causes),
    }
}

/// A text that is always the same.
const fn fixed(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    text(start, EndRule::Start, &[], causes)
}

const fn quoted(claim: &'static str, before: &'static str) -> Quoted {
    Quoted {
        claim,
        before,
        partial: false,
    }
}

const REPOSITORY: Quoted = quoted("repository", "for repository ");

/// Owner and name alone are looked up, whatever their case.
const NO_CONFIG: &[Cause] = &[Cause::NoPublisher, Cause::Repository, Cause::Owner];

/// What crates.io answers.
pub const ERRORS: &[ErrorText] = &[
    text(
        "No Trusted Publishing config found for repository",
        EndRule::Sentence,
        &[REPOSITORY],
        NO_CONFIG,
    ),
    ErrorText {
        causes: Causes::ByPart(&[
            (
                "does not match the workflow file",
                Causes::Are(&[Cause::WorkflowFilename]),
            ),
            (
                "does not match the environment",
                Causes::Are(&[Cause::Environment]),
            ),
            (
                "requires an environment",
                Causes::Are(&[Cause::Environment]),
            ),
            ("repository owner ID", Causes::Are(&[Cause::OwnerId])),
            ("namespace ID", Causes::Are(&[Cause::OwnerId])),
        ]),
        ..text(
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
            &[],
        )
    },
    text(
        "Unsupported JWT issuer:",
        EndRule::Word,
        &[quoted("iss", "Unsupported JWT issuer: ")],
        &[Cause::Issuer],
    ),
    text(
        "Trusted Publishing does not support the",
        EndRule::Paragraph,
        &[quoted("event_name", "does not support the ")],
        &[Cause::Event],
    ),
    // One text for everything that can be wrong with a token.
    fixed(
        "Failed to decode JWT",
        &[Cause::Audience, Cause::Expired, Cause::MalformedToken],
    ),
    fixed("Missing JWT key ID", &[Cause::UnknownKey]),
    fixed("Invalid JWT key ID", &[Cause::UnknownKey]),
    fixed("JWT has already been used", &[Cause::Replay]),
    fixed("Failed to load OIDC key set", &[Cause::ServerError]),
    fixed("Unexpected `repository` value", &[Cause::ClaimType]),
    fixed("Unexpected `project_path` value", &[Cause::ClaimType]),
    fixed(
        "Unexpected `workflow_ref` value",
        &[Cause::WorkflowFilename],
    ),
    fixed(
        "Unexpected `ci_config_ref_uri` value",
        &[Cause::WorkflowFilename],
    ),
    fixed(
        "Unexpected `repository_owner_id` value",
        &[Cause::ClaimType],
    ),
    fixed(
        "We require that all requests include a `User-Agent` header.",
        &[Cause::MalformedBody],
    ),
    ErrorText {
        stage: Stage::Upload,
        ..text(
            "New versions of this crate can only be published using Trusted Publishing",
            EndRule::Paragraph,
            &[],
            &[],
        )
    },
    ErrorText {
        stage: Stage::Upload,
        ..text(
            "No matching Trusted Publishing config found",
            EndRule::Line,
            &[],
            NO_CONFIG,
        )
    },
];
