//! pub.dev.
//!
//! Source of every rule: dart-lang/pub-dev 6992033 (2026-08-20); see `SOURCES.md`. The order of a file is the order of
//! the server. Nothing is exchanged: the ID token goes with the upload.

mod answer;
mod complete;
mod errors;
mod fields;
mod forms;
mod github;
mod google;
mod jwt;
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

use self::jwt::{Claims, Token};
use self::provider::Provider;

/// <https://pub.dev>.
pub const PUB_DEV: Index = Index {
    id: "pub.dev",
    name: Cow::Borrowed("pub.dev"),
    host: Cow::Borrowed("pub.dev"),
    audience: Audience::Fixed(Cow::Borrowed("https://pub.dev")),
    audience_url: None,
    mint_url: Cow::Borrowed("https://pub.dev/api/packages/versions/newUploadFinish"),
    upload_url: None,
    docs_url: Some(Cow::Borrowed(
        "https://dart.dev/tools/pub/automated-publishing",
    )),
    pending_url: Some(Cow::Borrowed("https://pub.dev/my-packages")),
    has_pending: false,
    noun: Noun::Package,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Neither,
    refused_events: &github::REFUSED_EVENTS,
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::PubDev,
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

/// `GET /api/packages/versions/newUploadFinish`, with a new version of a package that exists.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let text = request::token(&mut trace, case.body);
    let token = request::decode(&mut trace, text.as_deref());
    let given = match case.body {
        Body::Claims(claims) => Some(Claims::read(claims.clone()).unwrap_or_default()),
        Body::Http(_) | Body::Raw(_) | Body::Token(_) => None,
    };
    let claims = token.as_ref().map(Token::claims).or(given.as_ref());
    let provider = request::provider(&mut trace, index, claims);
    token::verify(&mut trace, case, token.as_ref(), claims, provider);
    mint::mint(&mut trace, case, claims, provider)
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
            (provider.beside)(publisher, &Claims::read(claims.clone()).unwrap_or_default())
        }
        None => Vec::new(),
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    let mut publisher = Publisher::beside(kind, claims, compare);
    if kind == github::PROVIDER.kind {
        github::fit(
            &mut publisher,
            &Claims::read(claims.clone()).unwrap_or_default(),
        );
    }
    publisher.without_refused_environment(forms::takes_environment)
}
