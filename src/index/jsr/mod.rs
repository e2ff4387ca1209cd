//! JSR.
//!
//! Source of every rule: jsr-io/jsr ba17475 (2026-08-22); see `SOURCES.md`. The order of a file is the order of the
//! server. No token is exchanged: the ID token itself authenticates the upload.

mod answer;
mod complete;
mod errors;
mod fields;
mod forms;
mod github;
mod keys;
mod mint;
mod permissions;
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

use self::github::Claims;
use self::token::UnverifiedToken;

/// <https://jsr.io>.
pub const JSR: Index = Index {
    id: "jsr",
    name: Cow::Borrowed("JSR"),
    noun: Noun::Package,
    host: Cow::Borrowed("jsr.io"),
    audience: Audience::Document {
        member: "permissions",
        example: permissions::EXAMPLE,
    },
    audience_url: None,
    mint_url: Cow::Borrowed("https://jsr.io/api/scopes/SCOPE/packages/PACKAGE/versions/VERSION"),
    upload_url: None,
    docs_url: Some(Cow::Borrowed(
        "https://jsr.io/docs/publishing-packages#publishing-from-github-actions",
    )),
    pending_url: Some(Cow::Borrowed(
        "https://jsr.io/docs/packages#linked-github-repository",
    )),
    has_pending: false,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Neither,
    refused_events: &[],
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::Jsr,
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

/// `POST /api/scopes/:scope/packages/:package/versions/:version`.
fn judge(_index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let text = request::credential(&mut trace, case.body);
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
    let issuer = request::issuer(&mut trace, issuer.as_deref());
    let claims = token::verify(
        &mut trace,
        case,
        token.as_ref().map(UnverifiedToken::text),
        payload.as_deref(),
        issuer,
    );
    mint::publish(&mut trace, case, claims.as_ref(), issuer.is_some())
}

fn class_of_claim(kind: &str, claim: &str) -> Class {
    match claim {
        _ if kind != github::KIND => Class::Unknown,
        "iss" | "aud" | "exp" => Class::Verified,
        "repository_id" | "actor_id" => Class::Checked,
        // serde leaves out what the struct does not name.
        _ => Class::Ignored,
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    if publisher.kind == github::KIND {
        mint::beside(publisher, &Claims::lenient(claims), claims)
    } else {
        Vec::new()
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    Publisher::beside(kind, claims, compare)
}
