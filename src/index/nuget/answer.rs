//! What NuGet.org answers, to the letter.
//!
//! Source: `src/NuGetGallery/Controllers/TokenApiController.cs`, and in
//! `src/NuGetGallery.Services/Authentication/Federated/` `FederatedCredentialService.cs`,
//! `FederatedCredentialPolicyEvaluator.cs`, `TokenPolicyValidator.cs`, `GitHubTokenPolicyValidator.cs` and
//! `GitLabTokenPolicyValidator.cs`.

use crate::finding::Answer;

/// A sentence of the server's, or its start where the rest is not known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) exact: bool,
}

impl Told {
    pub(super) fn exactly(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            exact: true,
        }
    }
}

fn refused(status: u16, told: Told) -> Answer {
    Answer::Refused {
        code: Some(status.to_string()),
        description: told.text,
        exact: told.exact,
    }
}

/// Almost every refusal.
pub(super) fn unauthorized(description: impl Into<String>) -> Answer {
    refused(401, Told::exactly(description))
}

pub(super) fn bad_request(description: impl Into<String>) -> Answer {
    refused(400, Told::exactly(description))
}

/// The route is for `POST` alone; the page for an address that there is none at follows.
pub(super) fn other_method() -> Answer {
    refused(
        404,
        Told {
            text: String::new(),
            exact: false,
        },
    )
}

pub(super) fn other_content_type() -> Answer {
    refused(
        415,
        Told::exactly("The request must have a Content-Type of 'application/json'."),
    )
}

/// What is wrong with a token, behind words that all these answers start with.
pub(super) fn bad_token(what: &str) -> Answer {
    unauthorized(format!("The JSON web token {what}"))
}

/// The answer that hides why: there is no such user, they have no policy, or none matches.
pub(super) fn no_policy(user: Option<&str>) -> Answer {
    let start = "No matching trust policy owned by user '";
    let told = match user {
        Some(user) => Told::exactly(format!("{start}{user}' was found.")),
        None => Told {
            text: start.to_owned(),
            exact: false,
        },
    };
    refused(401, told)
}

/// What the policies tell of themselves, one after the other.
pub(super) fn policies(told: Vec<Told>) -> Option<Answer> {
    let mut all = Told::exactly(String::new());
    for Told { text, exact } in told {
        if !all.exact {
            break;
        }
        if !all.text.is_empty() {
            all.text
                .push_str(if all.text.ends_with('.') { " " } else { ". " });
        }
        all.text.push_str(&text);
        all.exact = exact;
    }
    (!all.text.is_empty()).then(|| refused(401, all))
}

pub(super) fn missing_claim(claim: &str) -> Told {
    Told::exactly(format!(
        "The JSON Web Token is missing the required claim '{claim}'."
    ))
}

pub(super) fn lapsed(policy: Option<&str>) -> Told {
    about_policy(
        "The policy '",
        policy,
        "' has expired. Sign in and renew the trust policy on the Trusted Publishing page.",
    )
}

pub(super) fn event(event: &str) -> Told {
    Told::exactly(format!(
        "The GitHub Actions event '{event}' is not allowed."
    ))
}

pub(super) fn other_place(reference: &str, prefix: &str) -> Told {
    Told::exactly(format!(
        "Claim 'job_workflow_ref' has value '{reference}' which does not start with {prefix}."
    ))
}

/// `Workflow`, `Environment` or `Ref`.
pub(super) fn mismatch(what: &str, policy: Option<&str>, expected: &str, actual: &str) -> Told {
    about_policy(
        &format!("{what} mismatch for policy '"),
        policy,
        &format!("': expected '{expected}', actual '{actual}'"),
    )
}

pub(super) fn no_branch(reference: &str, policy: Option<&str>) -> Told {
    about_policy(
        &format!("Ref '{reference}' for policy '"),
        policy,
        "' must be a branch.",
    )
}

/// A sentence with the policy's name in it, which people seldom know by heart.
fn about_policy(before: &str, policy: Option<&str>, after: &str) -> Told {
    match policy {
        Some(policy) => Told::exactly(format!("{before}{policy}{after}")),
        None => Told {
            text: before.to_owned(),
            exact: false,
        },
    }
}

pub(super) fn already_used() -> Answer {
    unauthorized(
        "This bearer token has already been used. A new bearer token must be used for each request.",
    )
}

/// The status of an answer. A refusal has no code but its status.
pub(super) fn status(answer: &Answer) -> u16 {
    match answer {
        Answer::Minted { .. } | Answer::Taken => 200,
        Answer::Refused { code, .. } => code
            .as_deref()
            .and_then(|code| code.parse().ok())
            .unwrap_or(401),
        Answer::Crash { .. } => 500,
    }
}

/// The answer's JSON, written by ASP.NET's JavaScriptSerializer; nothing for a page.
pub(super) fn body(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Minted { expires, .. } => {
            let expires = expires.map_or_else(|| "…".to_owned(), |moment| moment.to_string());
            let expires = expires.replace('Z', ".0000000Z");
            Some(format!(
                r#"{{"tokenType":"ApiKey","expires":"{expires}","apiKey":"…"}}"#
            ))
        }
        Answer::Refused { description, .. } if description.is_empty() => None,
        Answer::Refused { description, .. } => {
            Some(format!(r#"{{"error":"{}"}}"#, script_encoded(description)))
        }
        Answer::Taken | Answer::Crash { .. } => None,
    }
}

/// `HttpUtility.JavaScriptStringEncode`, which escapes what HTML would mind as well.
fn script_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => encoded.push_str("\\\""),
            '\\' => encoded.push_str("\\\\"),
            '\u{8}' => encoded.push_str("\\b"),
            '\t' => encoded.push_str("\\t"),
            '\n' => encoded.push_str("\\n"),
            '\u{c}' => encoded.push_str("\\f"),
            '\r' => encoded.push_str("\\r"),
            '\0'..='\u{1f}' | '\'' | '<' | '>' | '&' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                encoded.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            other => encoded.push(other),
        }
    }
    encoded
}
