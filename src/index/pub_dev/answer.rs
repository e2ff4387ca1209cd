//! What pub.dev answers, to the letter.
//!
//! Source: `app/lib/shared/exceptions.dart`; `app/lib/account/backend.dart`, `app/lib/account/default_auth_provider.dart`
//! and `app/lib/package/backend.dart` for the texts; `pkg/api_builder/lib/api_builder.dart` for their form.

use crate::finding::Answer;

/// The code of everything that is said of a token.
const UNAUTHENTICATED: &str = "MissingAuthentication";
/// The code of what is said of a token that is sound.
const FORBIDDEN: &str = "InsufficientPermissions";

fn refused(code: &str, description: impl Into<String>, exact: bool) -> Answer {
    Answer::Refused {
        code: Some(code.to_owned()),
        description: description.into(),
        exact,
    }
}

pub(super) fn no_token() -> Answer {
    refused(
        UNAUTHENTICATED,
        "Authentication is required, please add `authorization` header.",
        true,
    )
}

/// What is no token of a service is taken for a person's, which fails without a reason.
pub(super) fn failed() -> Answer {
    refused(UNAUTHENTICATED, "Authentication failed.", true)
}

pub(super) fn invalid_token(why: &str) -> Answer {
    refused(UNAUTHENTICATED, format!("Invalid JWT token: {why}."), true)
}

pub(super) fn github(reason: &str) -> Answer {
    refused(
        FORBIDDEN,
        format!(
            "The calling GitHub Action is not allowed to publish, because: {reason}.\nSee \
             https://dart.dev/go/publishing-from-github"
        ),
        true,
    )
}

/// A reason that goes on with what the token does not tell.
pub(super) fn github_start(reason: &str) -> Answer {
    refused(
        FORBIDDEN,
        format!("The calling GitHub Action is not allowed to publish, because: {reason}"),
        false,
    )
}

pub(super) fn service_account(reason: &str) -> Answer {
    refused(
        FORBIDDEN,
        format!(
            "The calling service account is not allowed to publish, because: {reason}.\nSee \
             https://dart.dev/go/publishing-with-service-account"
        ),
        true,
    )
}

pub(super) fn status(answer: &Answer) -> u16 {
    match answer {
        Answer::Minted { .. } | Answer::Taken => 200,
        Answer::Refused { code, .. } if code.as_deref() == Some(FORBIDDEN) => 403,
        Answer::Refused { .. } => 401,
        Answer::Crash { .. } => 500,
    }
}

/// The answer's JSON; code and text stand in it twice. What an upload is answered with names the package and its version.
pub(super) fn body(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Minted { .. } | Answer::Taken => {
            Some(r#"{"success":{"message":"Successfully uploaded …"}}"#.to_owned())
        }
        Answer::Refused {
            code, description, ..
        } => {
            let code = code.as_deref().unwrap_or_default();
            let message = serde_json::to_string(description).ok()?;
            Some(format!(
                r#"{{"error":{{"code":"{code}","message":{message}}},"code":"{code}","message":{message}}}"#
            ))
        }
        Answer::Crash { .. } => None,
    }
}
