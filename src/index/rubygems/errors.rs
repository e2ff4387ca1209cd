//! RubyGems.org's answers, as configure-rubygems-credentials gives them.
//!
//! Source: rubygems/configure-rubygems-credentials `src/oidc/trustedPublisher.ts`, which has one text for every 404: whatever
//! is wrong with the token or the publisher.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Stage};
use crate::finding::Cause;

/// An answer to a request that is not what the server takes, which its action passes on.
const fn bad_request(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    ErrorText {
        index: "rubygems",
        start,
        code: CodeRule::Named("400"),
        end: EndRule::Start,
        quotes: &[],
        stage: Stage::Exchange,
        causes: Causes::Are(causes),
    }
}

/// A claim that is not there, or not of the kind that it should be.
const fn bad_claim(start: &'static str) -> ErrorText {
    bad_request(start, &[Cause::MissingClaim, Cause::ClaimType])
}

/// How logs show its answers.
pub const ERRORS: &[ErrorText] = &[
    ErrorText {
        index: "rubygems",
        start: "No trusted publisher configured for this workflow found on",
        code: CodeRule::None,
        end: EndRule::Line,
        quotes: &[],
        stage: Stage::Exchange,
        causes: Causes::Are(&[
            Cause::NoPublisher,
            Cause::ReusableWorkflow,
            Cause::WorkflowFilename,
            Cause::NameCase,
            Cause::Environment,
        ]),
    },
    bad_request("Request is missing param 'jwt'", &[Cause::MalformedBody]),
    bad_request(
        "Invalid JWT Format. JWT should include 3 or 5 segments.",
        &[Cause::MalformedToken, Cause::WrongToken],
    ),
    bad_claim("Missing/invalid exp"),
    bad_claim("Missing/invalid iat"),
    bad_claim("Missing/invalid iss"),
    bad_claim("Missing/invalid jti"),
    bad_claim("Missing/invalid nbf"),
];
