//! npm. Its server is closed: what is documented is a rule here, and what is not is left open, with what people told of
//! it.
//!
//! Source of every rule: npm/api-documentation 5d24314 (2026-06-29) and npm/documentation 404e183 (2026-08-21); see
//! `SOURCES.md`. The order among the rules is not documented: those about the token come first here.

mod answer;
mod circleci;
mod complete;
mod errors;
mod fields;
mod forms;
mod github;
mod gitlab;
mod lookup;
mod mint;
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
use crate::python::Dict;
use crate::workflow::ComparedFile;

pub use self::errors::ERRORS;
pub(in crate::index) use self::forms::form;
pub(in crate::index) use self::workflow::workflow;

use self::provider::Provider;

/// <https://www.npmjs.com>.
pub const NPM: Index = Index {
    id: "npm",
    name: Cow::Borrowed("npm"),
    host: Cow::Borrowed("registry.npmjs.org"),
    audience: Audience::Fixed(Cow::Borrowed("npm:registry.npmjs.org")),
    audience_url: None,
    mint_url: Cow::Borrowed(
        "https://registry.npmjs.org/-/npm/v1/oidc/token/exchange/package/{package}",
    ),
    upload_url: None,
    docs_url: Some(Cow::Borrowed("https://docs.npmjs.com/trusted-publishers")),
    pending_url: Some(Cow::Borrowed("https://docs.npmjs.com/trusted-publishers")),
    has_pending: false,
    noun: Noun::Package,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Caller,
    refused_events: &[],
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::Npm,
};

/// The rules.
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

/// `POST /-/npm/v1/oidc/token/exchange/package/{package_name}`.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let text = request::bearer(&mut trace, case.body);
    let token = request::decode(&mut trace, text);
    let claims = match (&token, case.body) {
        (Some(token), _) => Some(token.unverified_claims()),
        (None, Body::Claims(claims)) => Some(claims),
        (None, _) => None,
    };
    let provider = token::verify(&mut trace, index, case, token.as_ref(), claims);
    mint::mint(&mut trace, case, claims, provider)
}

fn class_of_claim(kind: &str, claim: &str) -> Class {
    let is_checked = |provider: &Provider| {
        provider.columns.iter().any(|column| column.claim == claim)
            || provider.runner.is_some_and(|(name, _)| name == claim)
    };
    if ["iss", "aud", "exp", "nbf"].contains(&claim) {
        Class::Verified
    } else if Provider::of_kind(kind).is_some_and(is_checked) {
        Class::Checked
    } else {
        Class::Undocumented
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    match Provider::of_kind(&publisher.kind) {
        Some(provider) => lookup::beside(provider, publisher, claims),
        None => Vec::new(),
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    Publisher::beside(kind, claims, compare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_that_no_document_names_may_be_read() {
        for claim in ["event_name", "job_workflow_ref", "jti", "sub"] {
            assert_eq!(class_of_claim("github", claim), Class::Undocumented);
        }
        for claim in ["repository", "workflow_ref", "runner_environment"] {
            assert_eq!(class_of_claim("github", claim), Class::Checked);
        }
        assert_eq!(class_of_claim("github", "aud"), Class::Verified);
    }

    #[test]
    fn claims_of_another_issuer_are_not_documented_either() {
        assert_eq!(class_of_claim("", "repository"), Class::Undocumented);
        assert_eq!(class_of_claim("", "exp"), Class::Verified);
    }
}
