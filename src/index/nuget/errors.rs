//! NuGet.org's answers, as NuGet/login gives them.
//!
//! Source: `answer.rs`.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Quoted, Stage};
use crate::finding::Cause;

const fn text(
    start: &'static str,
    end: EndRule,
    quotes: &'static [Quoted],
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "nuget",
        start,
        code: CodeRule::Status,
        end,
        quotes,
        stage: Stage::Exchange,
        causes: Causes::Are(causes),
    }
}

const fn about_token(start: &'static str, causes: &'static [Cause]) -> ErrorText {
    text(start, EndRule::Sentence, &[], causes)
}

const fn about_request(start: &'static str) -> ErrorText {
    text(start, EndRule::Start, &[], &[Cause::MalformedBody])
}

const fn quoted(claim: &'static str, before: &'static str, partial: bool) -> Quoted {
    Quoted {
        claim,
        before,
        partial,
    }
}

/// What NuGet.org answers.
pub const ERRORS: &[ErrorText] = &[
    // Said of an unknown user, of one without a policy, and of every name and ID that differs. Until the end of 2025 the
    // file of a called workflow was among what is hidden.
    text(
        "No matching trust policy owned by user",
        EndRule::Through("was found."),
        &[],
        &[
            Cause::PolicyUser,
            Cause::Repository,
            Cause::ReusableWorkflow,
            Cause::NoPublisher,
        ],
    ),
    text(
        "The GitHub Actions event",
        EndRule::Through("is not allowed."),
        &[quoted("event_name", "The GitHub Actions event ", false)],
        &[Cause::Event],
    ),
    text(
        "Workflow mismatch for policy",
        EndRule::Line,
        &[quoted("job_workflow_ref", "actual ", true)],
        &[Cause::WorkflowFilename, Cause::ReusableWorkflow],
    ),
    text(
        "Environment mismatch for policy",
        EndRule::Line,
        &[quoted("environment", "actual ", false)],
        &[Cause::Environment],
    ),
    text(
        "Ref mismatch for policy",
        EndRule::Line,
        &[quoted("ref", "actual ", false)],
        &[Cause::Ref],
    ),
    text(
        "Ref '",
        EndRule::Through("must be a branch."),
        &[],
        &[Cause::Ref],
    ),
    text(
        "The policy '",
        EndRule::Through("on the Trusted Publishing page."),
        &[],
        &[Cause::NoPublisher],
    ),
    text(
        "Claim 'job_workflow_ref' has value",
        EndRule::Line,
        &[quoted("job_workflow_ref", "has value ", false)],
        &[Cause::ReusableWorkflow],
    ),
    about_token(
        "The JSON Web Token is missing the required claim",
        &[Cause::MissingClaim],
    ),
    about_token("The JSON web token has expired", &[Cause::Expired]),
    about_token("The JSON web token is not yet valid", &[Cause::NotYetValid]),
    about_token(
        "The JSON web token has an incorrect audience",
        &[Cause::Audience],
    ),
    about_token(
        "The JSON web token has an invalid signature",
        &[Cause::UnknownKey, Cause::Signature],
    ),
    about_token(
        "The JSON web token could not be validated",
        &[Cause::Issuer],
    ),
    about_token("The JSON web token iss claim", &[Cause::Issuer]),
    about_token("The JSON web token must have", &[Cause::MissingClaim]),
    about_token(
        "The bearer token could not be parsed as a JSON web token",
        &[Cause::MalformedToken, Cause::WrongToken],
    ),
    about_token("This bearer token has already been used", &[Cause::Replay]),
    about_request("The Authorization header is missing."),
    about_request("Only one Authorization header is allowed."),
    about_request("The Authorization header value must start with 'Bearer '."),
    about_request("The bearer token is missing from the Authorization header."),
    about_request("A User-Agent header is required."),
    about_request("The request must have a Content-Type of 'application/json'."),
    about_token(
        "The username property in the request body is required",
        &[Cause::MalformedBody],
    ),
    about_token(
        "The tokenType property in the request body is required",
        &[Cause::MalformedBody],
    ),
];
