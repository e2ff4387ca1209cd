//! How logs show Open VSX's answers: `ovsx publish` prints the text.
//!
//! Source: eclipse-openvsx/openvsx `cli/src/registry.ts` and `server/…/trustedpublishing/`.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Stage};
use crate::finding::Cause;

const fn text(start: &'static str, code: &'static str, causes: &'static [Cause]) -> ErrorText {
    ErrorText {
        index: "open-vsx",
        start,
        code: CodeRule::Named(code),
        end: EndRule::Start,
        quotes: &[],
        stage: Stage::Exchange,
        causes: Causes::Are(causes),
    }
}

/// The answers.
pub const ERRORS: &[ErrorText] = &[
    text(
        "No trusted publisher matches the presented token.",
        "403",
        &[
            Cause::NoPublisher,
            Cause::WorkflowFilename,
            Cause::NameCase,
            Cause::Environment,
        ],
    ),
    text(
        "The token could not be validated.",
        "403",
        &[Cause::Audience, Cause::Expired],
    ),
    // Said of a bad signature, too.
    text(
        "Could not verify the token with GitHub, please retry.",
        "503",
        &[Cause::ServerError, Cause::Signature],
    ),
    text("Unsupported token issuer.", "400", &[Cause::Issuer]),
    text(
        "Token does not have issuer set.",
        "400",
        &[Cause::MissingClaim],
    ),
    text(
        "The fields namespace, extension and token are mandatory.",
        "400",
        &[Cause::MalformedBody],
    ),
    text(
        "Failed to pre-parse token.",
        "400",
        &[Cause::MalformedToken],
    ),
    text(
        "Trusted publishing is not enabled.",
        "404",
        &[Cause::Disabled],
    ),
];
