//! What crates.io answers, to the letter.
//!
//! Source: `src/controllers/trustpub/tokens/exchange/mod.rs`; `src/util/errors.rs` and
//! `src/middleware/cargo_compat.rs` for the form of the answers.

use crate::finding::Answer;

fn refused(status: u16, description: impl Into<String>) -> Answer {
    Answer::Refused {
        code: Some(status.to_string()),
        description: description.into(),
        exact: true,
    }
}

pub(super) fn bad_request(description: impl Into<String>) -> Answer {
    refused(400, description)
}

/// `require_user_agent.rs` and its `no_user_agent_message.txt`.
pub(super) fn no_user_agent(request_id: &str) -> Answer {
    refused(
        403,
        format!(
            "We require that all requests include a `User-Agent` header.  To allow us to determine \
             the impact your bot has on our service, we ask that your user agent actually identify \
             your bot, and not just report the HTTP client library you're using.  Including contact \
             information will also reduce the chance that we will need to take action against your \
             bot.\n\nBad:\n  User-Agent: reqwest/0.9.1\n\nBetter:\n  User-Agent: my_crawler\n\n\
             Best:\n  User-Agent: my_crawler (my_crawler.com/info)\n  User-Agent: my_crawler \
             (help@my_crawler.com)\n\nIf you believe you've received this message in error, please \
             email help@crates.io and include the request id {request_id}.\n"
        ),
    )
}

pub(super) fn unreadable_user_agent() -> Answer {
    bad_request("invalid HTTP header (user-agent)")
}

/// axum's own, without a body.
pub(super) fn other_method() -> Answer {
    refused(405, "")
}

pub(super) fn other_content_type() -> Answer {
    refused(
        415,
        "Expected request with `Content-Type: application/json`",
    )
}

pub(super) fn large_body() -> Answer {
    refused(
        413,
        "Failed to buffer the request body: length limit exceeded",
    )
}

/// The text goes on in serde_json's words.
pub(super) fn invalid_body(is_json: bool) -> Answer {
    let (status, start) = if is_json {
        (
            422,
            "Failed to deserialize the JSON body into the target type: ",
        )
    } else {
        (400, "Failed to parse the request body as JSON: ")
    };
    Answer::Refused {
        code: Some(status.to_string()),
        description: start.to_owned(),
        exact: false,
    }
}

/// One text for a malformed token, a bad signature, another audience and an expired token alike.
pub(super) fn undecodable() -> Answer {
    bad_request("Failed to decode JWT")
}

pub(super) fn unknown_issuer(issuer: &str) -> Answer {
    bad_request(format!("Unsupported JWT issuer: {issuer}"))
}

pub(super) fn no_key_id() -> Answer {
    bad_request("Missing JWT key ID")
}

pub(super) fn unknown_key_id() -> Answer {
    bad_request("Invalid JWT key ID")
}

pub(super) fn no_keys() -> Answer {
    refused(500, "Failed to load OIDC key set")
}

pub(super) fn already_used() -> Answer {
    bad_request("JWT has already been used")
}

pub(super) fn event(event: &str) -> Answer {
    bad_request(format!(
        "Trusted Publishing does not support the `{event}` event trigger due to security concerns. \
         Please use a different trigger such as `push`, `release`, or `workflow_dispatch`."
    ))
}

pub(super) fn unexpected(claim: &str) -> Answer {
    bad_request(format!("Unexpected `{claim}` value"))
}

pub(super) fn no_config(repository: &str) -> Answer {
    bad_request(format!(
        "No Trusted Publishing config found for repository `{repository}`."
    ))
}

/// The ID of the owner or the namespace: `what` is one of them, `whats` several.
pub(super) fn other_id(
    repository: &str,
    (what, whats): (&str, &str),
    id: &str,
    expected: &[String],
) -> Answer {
    bad_request(format!(
        "The Trusted Publishing config for repository `{repository}` does not match the {what} ({id}) \
         in the JWT. Expected {whats}: {}. Please recreate the Trusted Publishing config to update the \
         {what}.",
        expected.join(", ")
    ))
}

pub(super) fn other_workflow(
    repository: &str,
    what: &str,
    file: &str,
    expected: &[String],
) -> Answer {
    bad_request(format!(
        "The Trusted Publishing config for repository `{repository}` does not match the {what} \
         `{file}` in the JWT. Expected {what}s: {}",
        quoted(expected)
    ))
}

pub(super) fn other_environment(
    repository: &str,
    environment: Option<&str>,
    expected: &[String],
) -> Answer {
    let expected = quoted(expected);
    bad_request(match environment {
        Some(environment) => format!(
            "The Trusted Publishing config for repository `{repository}` does not match the environment \
             `{environment}` in the JWT. Expected environments: {expected}"
        ),
        None => format!(
            "The Trusted Publishing config for repository `{repository}` requires an environment, but \
             the JWT does not specify one. Expected environments: {expected}"
        ),
    })
}

fn quoted(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The status of an answer. A refusal has no code but its status.
pub(super) fn status(answer: &Answer) -> u16 {
    match answer {
        Answer::Minted { .. } | Answer::Taken => 200,
        Answer::Refused { code, .. } => code
            .as_deref()
            .and_then(|code| code.parse().ok())
            .unwrap_or(400),
        Answer::Crash { .. } => 500,
    }
}

/// The answer's JSON. A request with another method is answered with nothing, a panic with a text.
pub(super) fn body(answer: &Answer) -> Option<String> {
    let detail = match answer {
        Answer::Minted { .. } => return Some(r#"{"token":"cio_tp_…"}"#.to_owned()),
        Answer::Refused { description, .. } if description.is_empty() => return None,
        Answer::Refused { description, .. } => description,
        Answer::Crash { exception } if exception == super::crash::PANIC => return None,
        Answer::Taken => return None,
        Answer::Crash { .. } => "Internal Server Error",
    };
    let detail = serde_json::to_string(detail).ok()?;
    Some(format!(r#"{{"errors":[{{"detail":{detail}}}]}}"#))
}
