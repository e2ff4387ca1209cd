//! NuGet.org.
//!
//! Source of every rule: NuGet/NuGetGallery 55d8cc0 (2026-08-17); see `SOURCES.md`. The order of a file is the order
//! of the server.

mod answer;
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
use crate::jose::identitymodel::Claims;
use crate::python::Dict;
use crate::workflow::ComparedFile;

pub use self::errors::ERRORS;
pub(in crate::index) use self::forms::form;
pub(in crate::index) use self::workflow::workflow;

use self::provider::Provider;

/// <https://www.nuget.org>.
pub const NUGET: Index = Index {
    id: "nuget",
    name: Cow::Borrowed("NuGet.org"),
    host: Cow::Borrowed("www.nuget.org"),
    audience: Audience::Fixed(Cow::Borrowed("https://www.nuget.org")),
    audience_url: None,
    mint_url: Cow::Borrowed("https://www.nuget.org/api/v2/token"),
    upload_url: None,
    docs_url: Some(Cow::Borrowed(
        "https://learn.microsoft.com/nuget/nuget-org/trusted-publishing",
    )),
    pending_url: Some(Cow::Borrowed(fields::POLICIES)),
    has_pending: false,
    noun: Noun::Package,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Called,
    refused_events: &github::REFUSED_EVENTS,
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::NuGet,
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

/// `POST /api/v2/token`.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let request = request::read(&mut trace, case.body);
    let token = request::decode(&mut trace, request.token.as_deref());
    let given = match case.body {
        Body::Claims(claims) => Some(Claims::read(claims.clone()).unwrap_or_default()),
        Body::Http(_) | Body::Raw(_) | Body::Token(_) => None,
    };
    let claims = token
        .as_ref()
        .map(crate::jose::identitymodel::UnverifiedToken::claims)
        .or(given.as_ref());
    let provider = request::provider(&mut trace, claims);
    token::verify(&mut trace, index, case, token.as_ref(), claims, provider);
    mint::mint(&mut trace, case, claims, provider, request.user.as_deref())
}

fn class_of_claim(kind: &str, claim: &str) -> Class {
    match Provider::of_kind(kind) {
        Some(provider) => provider.class_of(claim),
        None => Class::Unknown,
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    match Provider::of_kind(&publisher.kind) {
        Some(provider) => provider.beside(publisher, claims),
        None => Vec::new(),
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    let mut publisher = Publisher::beside(kind, claims, compare);
    if kind == gitlab::PROVIDER.kind {
        gitlab::fit(
            &mut publisher,
            &Claims::read(claims.clone()).unwrap_or_default(),
        );
    }
    publisher
}
