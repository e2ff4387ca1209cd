//! pub.dev's answers, as `dart pub publish` gives them.
//!
//! Source: `answer.rs`.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Quoted, Stage};
use crate::finding::Cause;

const fn text(
    start: &'static str,
    code: &'static str,
    end: EndRule,
    quotes: &'static [Quoted],
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "pub.dev",
        start,
        code: CodeRule::Named(code),
        end,
        quotes,
        stage: Stage::Upload,
        causes: Causes::Are(causes),
    }
}

const fn github(
    start: &'static str,
    quotes: &'static [Quoted],
    causes: &'static [Cause],
) -> ErrorText {
    text(
        start,
        "InsufficientPermissions",
        EndRule::Paragraph,
        quotes,
        causes,
    )
}

const fn quoted(claim: &'static str, before: &'static str) -> Quoted {
    Quoted {
        claim,
        before,
        partial: false,
    }
}

/// What pub.dev answers.
pub const ERRORS: &[ErrorText] = &[
    github(
        "publishing from github is not enabled",
        &[],
        &[Cause::NoPublisher],
    ),
    github(
        "publishing is not enabled for the \"",
        &[quoted("repository", "enabled for the ")],
        &[Cause::Repository, Cause::NameCase, Cause::Owner],
    ),
    github(
        "publishing is not allowed from \"push\" events",
        &[],
        &[Cause::Event],
    ),
    github(
        "publishing is not allowed from \"workflow_dispath\" events",
        &[],
        &[Cause::Event],
    ),
    github(
        "publishing is only allowed from \"push\" or \"workflow_dispatch\" events",
        &[quoted("event_name", "originates from a ")],
        &[Cause::Event],
    ),
    github(
        "publishing is only allowed from \"tag\" refType",
        &[quoted("ref_type", "this token has ")],
        &[Cause::Ref],
    ),
    github(
        "publishing is only allowed from \"refs/tags/*\" ref",
        &[quoted("ref", "this token has ")],
        &[Cause::Ref],
    ),
    github(
        "publishing is configured to only be allowed from actions with specific ref pattern",
        &[quoted("ref", "this token has ")],
        &[Cause::Ref],
    ),
    github(
        "publishing is configured to only be allowed from actions with an environment",
        &[],
        &[Cause::Environment],
    ),
    github(
        "GitHub repository identifiers changed, disabling automated publishing",
        &[],
        &[Cause::OwnerId, Cause::Repository],
    ),
    text(
        "Invalid JWT token: invalid timestamps.",
        "MissingAuthentication",
        EndRule::Start,
        &[],
        &[Cause::Expired, Cause::NotYetValid],
    ),
    text(
        "Invalid JWT token: invalid signature.",
        "MissingAuthentication",
        EndRule::Start,
        &[],
        &[Cause::UnknownKey, Cause::Signature],
    ),
    text(
        "Invalid JWT token: unable to parse payload.",
        "MissingAuthentication",
        EndRule::Start,
        &[],
        &[Cause::MissingClaim, Cause::ClaimType],
    ),
];
