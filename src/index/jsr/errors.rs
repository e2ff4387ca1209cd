//! How logs show JSR's answers: `deno publish`, which `npx jsr publish` runs, prints the message and the code behind it.
//!
//! Source: jsr-io/jsr `api/src/api/errors.rs`; denoland/deno `cli/tools/publish/mod.rs`.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Quoted, Stage};
use crate::finding::Cause;

const fn text(start: &'static str, code: &'static str, causes: &'static [Cause]) -> ErrorText {
    ErrorText {
        index: "jsr",
        start,
        code: CodeRule::Named(code),
        end: EndRule::Start,
        quotes: &[],
        stage: Stage::Upload,
        causes: Causes::Are(causes),
    }
}

const fn invalid(start: &'static str, end: EndRule, causes: &'static [Cause]) -> ErrorText {
    ErrorText {
        end,
        ..text(start, "invalidOidcToken", causes)
    }
}

/// The answers. Of those that start alike the longer come first.
pub const ERRORS: &[ErrorText] = &[
    text(
        "The actor that this request was authenticated for is not authorized to access this resource.",
        "actorNotAuthorized",
        &[Cause::NoPublisher, Cause::Repository],
    ),
    text(
        "The actor that this request was authenticated for is not authorized as a scope member for this scope.",
        "actorNotScopeMember",
        &[Cause::Actor],
    ),
    text(
        "The credential this request was authenticated with does not have the necessary permissions to perform this action.",
        "missingPermission",
        &[Cause::Audience],
    ),
    text(
        "This scope requires that all packages must be published from CI.",
        "scopeRequiresPublishingFromCI",
        &[Cause::WrongToken, Cause::IdTokenPermission],
    ),
    text(
        "The provided bearer token is invalid.",
        "invalidBearerToken",
        &[Cause::WrongToken],
    ),
    text(
        "This request requires authentication.",
        "missingAuthentication",
        &[Cause::MalformedBody],
    ),
    text(
        "The uploaded content must be gzip encoded, and the content-encoding header must be set to 'gzip'.",
        "missingGzipContentEncoding",
        &[Cause::MalformedBody],
    ),
    invalid(
        "The provided OIDC token is invalid: ExpiredSignature",
        EndRule::Start,
        &[Cause::Expired],
    ),
    // Until 2026-08-20 of an enterprise's own issuer.
    invalid(
        "The provided OIDC token is invalid: InvalidIssuer",
        EndRule::Start,
        &[Cause::Issuer],
    ),
    invalid(
        "The provided OIDC token is invalid: InvalidSignature",
        EndRule::Start,
        &[Cause::Signature],
    ),
    invalid(
        "The provided OIDC token is invalid: failed to parse 'aud'",
        EndRule::Line,
        &[Cause::Audience],
    ),
    invalid(
        "The provided OIDC token is invalid: invalid kid:",
        EndRule::Word,
        &[Cause::UnknownKey],
    ),
    ErrorText {
        quotes: &[Quoted {
            claim: "iss",
            before: "invalid issuer: ",
            partial: false,
        }],
        ..invalid(
            "The provided OIDC token is invalid: invalid issuer:",
            EndRule::Word,
            &[Cause::Issuer],
        )
    },
    invalid(
        "The provided OIDC token is invalid:",
        EndRule::Line,
        &[Cause::MalformedToken, Cause::ClaimType],
    ),
];
