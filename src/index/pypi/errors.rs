//! PyPI's answers as they stand in logs.
//!
//! Source: `answer.rs`, and the upload's answers in `warehouse/forklift/legacy.py`.

use crate::evidence::{Causes, CodeRule, EndRule, ErrorText, Quoted, Stage};
use crate::finding::Cause;
use crate::gather::Gather as _;

const fn minting(
    start: &'static str,
    code: &'static str,
    end: EndRule,
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "pypi",
        start,
        code: CodeRule::Named(code),
        end,
        quotes: &[],
        stage: Stage::Exchange,
        causes: Causes::Are(causes),
    }
}

const fn not_enabled(start: &'static str) -> ErrorText {
    minting(start, "not-enabled", EndRule::Start, &[Cause::Disabled])
}

const fn upload(
    start: &'static str,
    end: EndRule,
    quotes: &'static [Quoted],
    causes: &'static [Cause],
) -> ErrorText {
    ErrorText {
        index: "pypi",
        start,
        code: CodeRule::Status,
        end,
        quotes,
        stage: Stage::Upload,
        causes: Causes::Are(causes),
    }
}

/// Why a token finds no publisher: what stands in the parentheses. Until August 2023 there were none.
const NO_PUBLISHER: Causes = Causes::ByPart(&[
    ("JWT issuer", Causes::Are(&[Cause::Issuer])),
    (
        "invoked via 'pull_request_target'",
        Causes::Are(&[Cause::Event]),
    ),
    ("Missing claim", Causes::Are(&[Cause::MissingClaim])),
    ("claim is empty", Causes::Are(&[Cause::MissingClaim])),
    ("claims are empty", Causes::Are(&[Cause::MissingClaim])),
    (
        "Missing 'subject' claim",
        Causes::Are(&[Cause::MissingClaim]),
    ),
    ("Invalid 'subject' claim", Causes::Are(&[Cause::CustomSub])),
    (
        "extract workflow filename",
        Causes::Are(&[Cause::WorkflowFilename, Cause::ReusableWorkflow]),
    ),
    (
        "claim does not match, expecting one of",
        Causes::Read(file_reference),
    ),
    ("Check failed for ", FAILED_CHECK),
    (
        "All lookup strategies exhausted",
        Causes::Lookup(&[
            Cause::Environment,
            Cause::WorkflowFilename,
            Cause::WrongIndex,
        ]),
    ),
    (
        "Publisher with matching claims",
        Causes::Lookup(&[
            Cause::WorkflowFilename,
            Cause::Environment,
            Cause::WrongIndex,
        ]),
    ),
    ("no corresponding publisher", Causes::Lookup(&[])),
]);

/// `Check failed for required claim 'X'`.
const FAILED_CHECK: Causes = Causes::ByPart(&[
    ("'environment'", Causes::Are(&[Cause::Environment])),
    ("'event_name'", Causes::Are(&[Cause::Event])),
    ("'repository'", Causes::Are(&[Cause::Repository])),
    ("'repository_owner'", Causes::Are(&[Cause::NameCase])),
    ("'repository_owner_id'", Causes::Are(&[Cause::OwnerId])),
    ("'sub'", Causes::Are(&[Cause::CustomSub])),
    ("'", Causes::Are(&[Cause::Unresolved])),
]);

/// `expecting one of ['O/R/.github/workflows/F@…'], got 'O/R/.github/workflows/F@…'`: the row was found by the file's
/// name, so the repository or the ref is another.
fn file_reference(text: &str) -> Cause {
    let quoted: Vec<_> = text.split('\'').skip(1).step_by(2).gather();
    let expected = quoted.first().copied().unwrap_or_default();
    Cause::of_file_reference(expected, quoted.last().copied().unwrap_or_default())
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
        causes: NO_PUBLISHER,
        ..minting(
            "valid token, but no corresponding publisher",
            "invalid-publisher",
            EndRule::Parentheses,
            &[],
        )
    },
    minting(
        "valid token, but project already exists",
        "invalid-pending-publisher",
        EndRule::Start,
        &[Cause::PendingPublisher],
    ),
    // One text for a bad signature, an unknown key, another audience and an expired token alike.
    minting(
        "malformed or invalid token",
        "invalid-token",
        EndRule::Start,
        &[Cause::Audience, Cause::Expired, Cause::UnknownKey],
    ),
    minting(
        "malformed JWT",
        "invalid-payload",
        EndRule::Start,
        &[Cause::MalformedToken, Cause::WrongToken],
    ),
    minting(
        "unknown trusted publishing issuer",
        "invalid-payload",
        EndRule::Start,
        &[Cause::Issuer],
    ),
    minting(
        "invalid token: already used",
        "invalid-reuse-token",
        EndRule::Start,
        &[Cause::Replay],
    ),
    minting(
        "1 validation error for TokenPayload",
        "invalid-payload",
        EndRule::Paragraph,
        &[Cause::MalformedBody],
    ),
    not_enabled("activestate trusted publishing functionality not enabled"),
    not_enabled("github trusted publishing functionality not enabled"),
    not_enabled("gitlab trusted publishing functionality not enabled"),
    not_enabled("google trusted publishing functionality not enabled"),
    // What is said of a pending publisher's project.
    minting(
        "New project registration temporarily disabled.",
        "invalid-payload",
        EndRule::Start,
        &[Cause::Disabled],
    ),
    minting(
        "The name '",
        "invalid-payload",
        EndRule::Through("/help/#project-name for more information."),
        &[Cause::PendingPublisher],
    ),
    upload(
        "Non-user identities cannot create new projects.",
        EndRule::Start,
        &[],
        &[Cause::PendingPublisher],
    ),
    upload(
        "Invalid attestations supplied during upload",
        EndRule::Paragraph,
        &[Quoted {
            claim: "workflow_ref",
            before: "... ",
            partial: true,
        }],
        &[Cause::ReusableWorkflow],
    ),
    upload(
        "Invalid or non-existent authentication information.",
        EndRule::Paragraph,
        &[],
        &[],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_reference_is_the_expected_one_and_the_last_the_tokens() {
        let text = "The job_workflow_ref claim does not match, expecting one of \
                    ['o/R/.github/workflows/a.yml@refs/heads/main', 'o/R/.github/workflows/a.yml@1234'], \
                    got 'o/r/.github/workflows/a.yml@refs/heads/main'";
        assert_eq!(file_reference(text), Cause::NameCase);
        assert_eq!(
            file_reference(&text.replace("'o/r", "'s/r")),
            Cause::ReusableWorkflow
        );
    }
}
