//! Why a release failed, as people would name it.

use serde::Serialize;

use crate::python::unicode::equal_in_any_case;

/// A cause. Its identifier is stable.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Whoever started the run may not publish.
    Actor,
    /// The algorithm is not taken.
    Algorithm,
    /// The token is meant for somebody else.
    Audience,
    /// A claim has a type that the server cannot work with.
    ClaimType,
    /// The subject was customised.
    CustomSub,
    /// An administrator switched it off.
    Disabled,
    /// The environment differs.
    Environment,
    /// The event may not publish.
    Event,
    /// The token is too old.
    Expired,
    /// The workflow runs for a fork's pull request, which gets no token.
    ForkPullRequest,
    /// The job may not ask for a token: `id-token: write` is missing.
    IdTokenPermission,
    /// The issuer is not trusted.
    Issuer,
    /// The request's body is malformed.
    MalformedBody,
    /// The token cannot be decoded.
    MalformedToken,
    /// A claim is missing.
    MissingClaim,
    /// Only the case differs.
    NameCase,
    /// No publisher is registered.
    NoPublisher,
    /// The token is not valid yet.
    NotYetValid,
    /// npm's client is too old, or did not try.
    NpmClient,
    /// The owner differs.
    Owner,
    /// The owner's ID differs: the account was recreated.
    OwnerId,
    /// A pending publisher is in the way, or was made for another project.
    PendingPublisher,
    /// The policy belongs to another user.
    PolicyUser,
    /// The run has another ref than the publisher asks for.
    Ref,
    /// The token was used before.
    Replay,
    /// The repository differs.
    Repository,
    /// The workflow file is called by another, or is another repository's.
    ReusableWorkflow,
    /// The job ran on a runner of somebody's own.
    Runner,
    /// The server crashes.
    ServerError,
    /// The signature is not the key's.
    Signature,
    /// The issuer has no such key.
    UnknownKey,
    /// Nothing that was given tells.
    Unresolved,
    /// White space, or a character that looks like another.
    Whitespace,
    /// The workflow file's name differs.
    WorkflowFilename,
    /// The publisher is registered at another index.
    WrongIndex,
    /// Something else than the ID token was given.
    WrongToken,
}

impl Cause {
    /// Why a claim that points to a workflow's file, `O/R/.github/workflows/F@…`, is not as the publisher expects it
    /// whose file has that name.
    #[must_use]
    pub fn of_file_reference(expected: &str, actual: &str) -> Self {
        let path = |reference: &'_ str| match reference.split_once('@') {
            Some((path, _)) => path.to_owned(),
            None => reference.to_owned(),
        };
        let (expected, actual) = (path(expected), path(actual));
        if expected != actual && equal_in_any_case(&expected, &actual) {
            Self::NameCase
        } else {
            Self::ReusableWorkflow
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_called_file_of_another_repository_is_a_reusable_workflow() {
        let cause = Cause::of_file_reference(
            "o/r/.github/workflows/a.yml@refs/heads/main",
            "s/t/.github/workflows/a.yml@refs/heads/main",
        );
        assert_eq!(cause, Cause::ReusableWorkflow);
    }

    #[test]
    fn the_same_file_in_another_case_is_no_other_file() {
        let cause = Cause::of_file_reference(
            "gitlab.com/group/Sample//.gitlab-ci.yml@refs/heads/main",
            "gitlab.com/group/sample//.gitlab-ci.yml@refs/heads/main",
        );
        assert_eq!(cause, Cause::NameCase);
    }
}
