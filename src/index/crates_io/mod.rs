//! crates.io.
//!
//! Source of every rule: rust-lang/crates.io 57fa000 (2026-08-21); see `SOURCES.md`. The order of a file
//! is the order of the server.

mod answer;
mod complete;
mod crash;
mod errors;
mod fields;
pub mod forms;
mod github;
mod gitlab;
mod lookup;
mod mint;
mod pglz;
mod provider;
mod request;
mod rules;
mod token;
mod workflow;

use std::borrow::Cow;

use crate::index::trace::Trace;
use crate::index::{
    Audience, Body, Case, Class, Family, FieldComparison, Index, Judgement, Noun, Publisher, Rules,
};
use crate::python::{Dict, Value};
use crate::workflow::ComparedFile;

pub use self::errors::ERRORS;
pub(in crate::index) use self::forms::form;
pub(in crate::index) use self::workflow::workflow;

use self::provider::{Claims, Provider};

/// <https://crates.io>.
pub const CRATES_IO: Index = Index {
    id: "crates.io",
    name: Cow::Borrowed("crates.io"),
    host: Cow::Borrowed("crates.io"),
    audience: Audience::Fixed(Cow::Borrowed("crates.io")),
    audience_url: None,
    mint_url: Cow::Borrowed("https://crates.io/api/v1/trusted_publishing/tokens"),
    upload_url: None,
    docs_url: Some(Cow::Borrowed("https://crates.io/docs/trusted-publishing")),
    pending_url: Some(Cow::Borrowed("https://crates.io/docs/trusted-publishing")),
    has_pending: false,
    noun: Noun::Crate,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Caller,
    refused_events: &github::REFUSED_EVENTS,
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::CratesIo,
};

/// The rules, in the order of the server.
pub const RULES: Rules = Rules {
    dated: rules::dated,
    judge,
    answer_body: answer::body,
    class_of_claim,
    compare,
    fitting,
    complete: complete::complete,
    claims_read: complete::claims_read,
    edit_link: fields::edit_link,
};

/// `POST /api/v1/trusted_publishing/tokens`.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let text = request::body(&mut trace, case.body);
    let token = request::decode(&mut trace, text.as_deref());
    let (payload, issuer) = match (&token, case.body) {
        (Some(token), _) => (
            Some(Cow::Borrowed(token.payload())),
            Some(Cow::Borrowed(token.issuer())),
        ),
        (None, Body::Claims(claims)) => {
            let payload = Value::Dict(claims.clone()).to_json().into_bytes();
            let issuer = claims.get("iss").map(|issuer| issuer.to_str().to_string());
            (Some(Cow::Owned(payload)), issuer.map(Cow::Owned))
        }
        (None, _) => (None, None),
    };
    let provider = request::provider(&mut trace, issuer.as_deref());
    let claims = token::verify(
        &mut trace,
        index,
        case,
        token.as_ref(),
        payload.as_deref(),
        provider,
    );
    mint::mint(&mut trace, case, claims.as_ref(), provider)
}

fn class_of_claim(kind: &str, claim: &str) -> Class {
    match Provider::of_kind(kind) {
        Some(provider) => provider.class_of(claim),
        None => Class::Unknown,
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    match Provider::of_kind(&publisher.kind) {
        Some(provider) => {
            let subject = (provider.subject)(&Claims::lenient(provider, claims));
            lookup::beside(provider, publisher, &subject)
        }
        None => Vec::new(),
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    let publisher = Publisher::beside(kind, claims, compare);
    publisher.without_refused_environment(|name| forms::takes_environment(kind, name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_environment_that_the_form_refuses_stays_empty() {
        for (kind, environment, registered) in [
            ("github", "release", Some("release")),
            ("github", "a, b", None),
            ("gitlab", "a/${b}", Some("a/${b}")),
            ("gitlab", "a.b", None),
        ] {
            let text = format!(
                r#"{{"repository": "o/r", "project_path": "o/r", "environment": "{environment}"}}"#
            );
            let claims = crate::python::json::loads(text.as_bytes()).expect("JSON");
            let publisher = super::fitting(kind, claims.as_dict().expect("claims"));
            assert_eq!(publisher.field("environment"), registered, "{environment}");
        }
    }
}
