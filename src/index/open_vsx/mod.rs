//! Open VSX.
//!
//! Source of every rule: eclipse-openvsx/openvsx 819bb05 (2026-07-27 or later) on Spring Security 7 and Nimbus; see
//! `SOURCES.md`. The order of a file is the order of the server.

mod answer;
mod complete;
mod errors;
mod fields;
mod forms;
mod github;
mod lookup;
mod mint;
mod nimbus;
mod request;
mod rules;
mod token;
mod workflow;

use std::borrow::Cow;

use crate::index::trace::Trace;
use crate::index::{
    Audience, Body, Case, Family, FieldComparison, Index, Judgement, Noun, Publisher, Rules,
};
use crate::python::Dict;
use crate::workflow::ComparedFile;

pub use self::errors::ERRORS;
pub(in crate::index) use self::forms::form;
pub(in crate::index) use self::workflow::workflow;

/// <https://open-vsx.org>.
pub const OPEN_VSX: Index = Index {
    id: "open-vsx",
    name: Cow::Borrowed("Open VSX"),
    noun: Noun::Extension,
    host: Cow::Borrowed("open-vsx.org"),
    // The server's default is the address of its pages.
    audience: Audience::Fixed(Cow::Borrowed("https://open-vsx.org")),
    audience_url: None,
    mint_url: Cow::Borrowed("https://open-vsx.org/api/-/trusted-publishing/token"),
    upload_url: None,
    docs_url: Some(Cow::Borrowed(
        "https://github.com/eclipse-openvsx/openvsx/wiki/Trusted-Publishing",
    )),
    pending_url: Some(Cow::Borrowed(
        "https://open-vsx.org/user-settings/namespaces",
    )),
    has_pending: false,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Caller,
    refused_events: &[],
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::OpenVsx,
};

/// The rules, in the order of the server.
pub const RULES: Rules = Rules {
    dated: rules::dated,
    judge,
    answer_body: answer::body,
    class_of_claim: github::class_of,
    compare,
    fitting,
    complete: complete::complete,
    claims_read: complete::claims_read,
    edit_link: fields::edit_link,
};

/// `POST /api/-/trusted-publishing/token`.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let asked = request::body(&mut trace, case.body);
    request::enabled(&mut trace, case.server);
    let token = request::decode(&mut trace, asked.as_ref());
    let claims = match (&token, case.body) {
        (Some(token), _) => Some(token.claims()),
        (None, Body::Claims(claims)) => Some(claims),
        (None, _) => None,
    };
    let is_github = request::issuer(&mut trace, claims);
    token::verify(&mut trace, index, case, token.as_ref(), claims, is_github);
    mint::mint(&mut trace, case, asked.as_ref(), claims, is_github)
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    if publisher.kind == github::KIND {
        lookup::beside(publisher, &github::Subject::of(claims))
    } else {
        Vec::new()
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    Publisher::beside(kind, claims, compare)
}
