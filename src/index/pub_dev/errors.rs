//! pub.dev's answers, as `dart pub publish` gives them.
//!
//! Source: `answer.rs`; `app/lib/shared/exceptions.dart`, `_wwwAuthenticateHeaders`; dart-lang/pub
//! `lib/src/authentication/client.dart`. The client takes what it prints of a refusal from the header, in which double
//! quotes have become single ones and white space one space; the body has both as they were.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Quoted, Stage};
use crate::finding::Cause;

const fn text(
    start: &'static str,
    code: &'static str,
    end: EndRule,
    quotes: &'static [Quoted],
    causes: Causes,
) -> ErrorText {
    ErrorText {
        index: "pub.dev",
        start,
        code: CodeRule::Named(code),
        end,
        quotes,
        stage: Stage::Upload,
        causes,
    }
}

/// Who presented the token, and why it may not publish.
const fn refusal(start: &'static str, quotes: &'static [Quoted], causes: Causes) -> ErrorText {
    text(
        start,
        "InsufficientPermissions",
        EndRule::Sentence,
        quotes,
        causes,
    )
}

/// The reason alone, as people quote it.
const fn reason(start: &'static str) -> ErrorText {
    refusal(
        start,
        &[EVENT, REF_TYPE, REF, REF_OF_PATTERN, ENVIRONMENT],
        GITHUB,
    )
}

const fn about_token(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    text(
        start,
        "MissingAuthentication",
        EndRule::Start,
        &[],
        Causes::Are(causes),
    )
}

const fn about_package(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    text(
        start,
        "PackageRejected",
        EndRule::Start,
        &[],
        Causes::Are(causes),
    )
}

const fn quoted(claim: &'static str, before: &'static str) -> Quoted {
    Quoted {
        claim,
        before,
        partial: false,
    }
}

const EVENT: Quoted = quoted("event_name", "token originates from a ");
const REF_TYPE: Quoted = quoted("ref_type", "refType, this token has ");
const REF: Quoted = quoted("ref", " ref, this token has ");
const REF_OF_PATTERN: Quoted = quoted("ref", "ref pattern, this token has ");
const ENVIRONMENT: Quoted = quoted("environment", "action running in environment ");

/// Why a workflow may not publish, by words between the quotes.
const GITHUB: Causes = Causes::ByPart(&[
    (
        "publishing from github is not enabled",
        Causes::Are(&[Cause::NoPublisher]),
    ),
    (
        "publishing is not enabled for the",
        Causes::Are(&[Cause::Repository, Cause::NameCase, Cause::Owner]),
    ),
    (
        "publishing is not allowed from",
        Causes::Are(&[Cause::Event]),
    ),
    (
        "this token originates from a ",
        Causes::Are(&[Cause::Event]),
    ),
    ("refType, this token has", Causes::Are(&[Cause::Ref])),
    (" ref, this token has", Causes::Are(&[Cause::Ref])),
    ("specific ref pattern", Causes::Are(&[Cause::Ref])),
    (
        "actions with an environment",
        Causes::Are(&[Cause::Environment]),
    ),
    (
        "GitHub repository identifiers changed",
        Causes::Are(&[Cause::OwnerId, Cause::Repository]),
    ),
    // The words about GitHub before it are the server's.
    (
        "Google Cloud Service account identifiers changed",
        Causes::Are(&[Cause::OwnerId]),
    ),
]);

/// Why a Google Cloud service account may not publish.
const SERVICE_ACCOUNT: Causes = Causes::ByPart(&[
    (
        "publishing with service account is not enabled",
        Causes::Are(&[Cause::NoPublisher]),
    ),
    (
        "publishing is not enabled for the",
        Causes::Are(&[Cause::Owner]),
    ),
]);

/// What pub.dev answers. Whole sentences come before the reasons in them.
pub const ERRORS: &[ErrorText] = &[
    refusal(
        "The calling GitHub Action is not allowed to publish, because:",
        &[
            quoted("repository", "publishing is not enabled for the "),
            EVENT,
            REF_TYPE,
            REF,
            REF_OF_PATTERN,
            ENVIRONMENT,
        ],
        GITHUB,
    ),
    refusal(
        "The calling service account is not allowed to publish, because:",
        &[quoted("email", "publishing is not enabled for the ")],
        SERVICE_ACCOUNT,
    ),
    reason("publishing from github is not enabled"),
    reason("publishing is not allowed from"),
    reason("publishing is only allowed from"),
    reason("publishing is configured to only be allowed from actions with"),
    reason("GitHub repository identifiers changed, disabling automated publishing"),
    reason("Google Cloud Service account identifiers changed, disabling automated publishing"),
    refusal(
        "publishing with service account is not enabled",
        &[],
        SERVICE_ACCOUNT,
    ),
    about_token(
        "Invalid JWT token: invalid timestamps.",
        &[Cause::Expired, Cause::NotYetValid],
    ),
    about_token(
        "Invalid JWT token: invalid signature.",
        &[Cause::UnknownKey, Cause::Signature],
    ),
    about_token(
        "Invalid JWT token: unable to parse payload.",
        &[Cause::MissingClaim, Cause::ClaimType],
    ),
    about_token(
        "Authentication is required, please add `authorization` header.",
        &[Cause::MalformedBody],
    ),
    // A package's first version is a person's to upload, and only then there is a page to set anything up on.
    about_package(
        "Only users are allowed to upload new packages.",
        &[Cause::NoPublisher],
    ),
];
