//! RubyGems.org.
//!
//! Source of every rule: rubygems/rubygems.org 3c8ea0d (2026-08-21); see `SOURCES.md`. The order of a file is the order
//! of the server.

mod answer;
mod complete;
mod errors;
mod fields;
mod forms;
mod lookup;
mod mint;
mod request;
mod ruby;
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

use self::lookup::Subject;

/// The only kind of publisher.
const KIND: &str = "github";

/// The only issuer whose tokens publish.
const ISSUER: &str = crate::issuer::github::GITHUB.url;

/// What the database's driver raises where a text holds NUL.
const NUL: &str = "ArgumentError";

/// <https://rubygems.org>.
pub const RUBYGEMS: Index = Index {
    id: "rubygems",
    name: Cow::Borrowed("RubyGems.org"),
    host: Cow::Borrowed("rubygems.org"),
    audience: Audience::Fixed(Cow::Borrowed("rubygems.org")),
    audience_url: None,
    mint_url: Cow::Borrowed("https://rubygems.org/api/v1/oidc/trusted_publisher/exchange_token"),
    upload_url: None,
    docs_url: Some(Cow::Borrowed(
        "https://guides.rubygems.org/trusted-publishing/",
    )),
    pending_url: Some(Cow::Borrowed(
        "https://rubygems.org/profile/oidc/pending_trusted_publishers/new",
    )),
    has_pending: true,
    noun: Noun::Gem,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Called,
    refused_events: &[],
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::RubyGems,
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

/// `POST /api/v1/oidc/trusted_publisher/exchange_token`.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let text = request::body(&mut trace, case.body);
    let token = request::decode(&mut trace, text.as_deref());
    let claims = match (&token, case.body) {
        (Some(token), _) => Some(&token.claims),
        (None, Body::Claims(claims)) => Some(claims),
        (None, _) => None,
    };
    token::verify(&mut trace, case, token.as_ref(), claims);
    let mut judgement = mint::mint(&mut trace, index, case, claims);
    let answer = &mut judgement.prediction.answer;
    if *answer == answer::not_found() && !request::wants_json(case.body) {
        *answer = answer::not_found_page();
    }
    judgement
}

fn class_of_claim(kind: &str, claim: &str) -> Class {
    match claim {
        _ if kind != KIND => Class::Unknown,
        "iss" | "exp" | "nbf" => Class::Verified,
        "aud"
        | "repository"
        | "repository_owner_id"
        | "job_workflow_ref"
        | "environment"
        | "ref"
        | "sha" => Class::Checked,
        "iat" | "jti" => Class::Required,
        _ => Class::Ignored,
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    if publisher.kind == KIND {
        lookup::beside(publisher, &Subject::of(claims))
    } else {
        Vec::new()
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    Publisher::beside(kind, claims, compare)
}
