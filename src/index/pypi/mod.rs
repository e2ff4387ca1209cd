//! PyPI and TestPyPI: the same code with two audiences.
//!
//! Source of every rule: pypi/warehouse 6b62157 (2026-08-21), `warehouse/oidc/`; see `SOURCES.md`.
//! The order of a file is the order of the server.

mod activestate;
mod answer;
mod complete;
mod crash;
mod errors;
mod fields;
pub mod forms;
mod github;
mod gitlab;
mod google;
mod lookup;
mod mint;
mod project;
mod provider;
mod request;
mod rules;
mod stdlib;
mod token;
mod workflow;

use std::borrow::Cow;

use crate::index::{
    Audience, Body, Case, Class, Family, FieldComparison, Index, Judgement, Noun, Publisher, Rules,
};
use crate::jose::pyjwt::UnverifiedToken;
use crate::python::Dict;

pub use self::errors::ERRORS;
pub(in crate::index) use self::workflow::workflow;

use self::provider::{PROVIDERS, Provider};
use crate::index::form::Form;
use crate::index::trace::Trace;
use crate::workflow::ComparedFile;

/// <https://pypi.org>.
pub const PYPI: Index = Index {
    id: "pypi",
    name: Cow::Borrowed("PyPI"),
    host: Cow::Borrowed("pypi.org"),
    audience: Audience::Fixed(Cow::Borrowed("pypi")),
    audience_url: Some(Cow::Borrowed("https://pypi.org/_/oidc/audience")),
    mint_url: Cow::Borrowed("https://pypi.org/_/oidc/mint-token"),
    upload_url: Some(Cow::Borrowed("https://upload.pypi.org/legacy/")),
    docs_url: Some(Cow::Borrowed("https://docs.pypi.org/trusted-publishers/")),
    pending_url: Some(Cow::Borrowed("https://pypi.org/manage/account/publishing/")),
    has_pending: true,
    noun: Noun::Project,
    mistaken_for: None,
    rules_as_of: rules::READ,
    rule_changes: &rules::CHANGES,
    compared_file: ComparedFile::Called,
    refused_events: &[github::REFUSED_EVENT],
    issuers: None,
    kinds: Cow::Borrowed(&fields::KINDS),
    family: Family::PyPi,
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

/// The form for a kind of publisher, for a project that exists or for one that does not.
pub(in crate::index) fn form(kind: &str, pending: bool) -> Option<Form> {
    Some(forms::FormKind::of(kind, pending)?.form())
}

/// <https://test.pypi.org>.
pub const TESTPYPI: Index = Index {
    id: "testpypi",
    name: Cow::Borrowed("TestPyPI"),
    host: Cow::Borrowed("test.pypi.org"),
    audience: Audience::Fixed(Cow::Borrowed("testpypi")),
    audience_url: Some(Cow::Borrowed("https://test.pypi.org/_/oidc/audience")),
    mint_url: Cow::Borrowed("https://test.pypi.org/_/oidc/mint-token"),
    upload_url: Some(Cow::Borrowed("https://test.pypi.org/legacy/")),
    pending_url: Some(Cow::Borrowed(
        "https://test.pypi.org/manage/account/publishing/",
    )),
    mistaken_for: Some("pypi"),
    ..PYPI
};

/// `POST /_/oidc/mint-token`.
fn judge(index: &Index, case: &Case<'_>) -> Judgement {
    let mut trace = Trace::default();
    let text = request::body(&mut trace, case.body);
    let decoded = request::decode(&mut trace, case, text.as_deref());
    let claims = match case.body {
        Body::Claims(claims) => Some(claims),
        Body::Http(_) | Body::Raw(_) | Body::Token(_) => {
            decoded.as_deref().map(UnverifiedToken::unverified_claims)
        }
    };
    let service = request::service(&mut trace, index, case.server, claims);
    token::verify(&mut trace, index, case, decoded.as_deref(), claims);
    mint::mint(&mut trace, index, case, claims, service)
}

fn class_of_claim(kind: &str, claim: &str) -> Class {
    match Provider::of_kind(kind) {
        Some(provider) => provider.class_of(claim),
        None => Class::Unknown,
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    match Provider::of_kind(&publisher.kind) {
        Some(provider) => (provider.compare)(publisher, claims),
        None => Vec::new(),
    }
}

fn fitting(kind: &str, claims: &Dict) -> Publisher {
    let mut publisher = Publisher::beside(kind, claims, compare);
    match kind {
        "github" => github::fit(&mut publisher, claims),
        "gitlab" => gitlab::fit(&mut publisher, claims),
        _ => {}
    }
    publisher.without_refused_environment(|name| forms::takes_environment(kind, name))
}

/// The provider whose canonical issuer this is.
fn provider_of_issuer(issuer: &str) -> Option<&'static Provider> {
    PROVIDERS
        .into_iter()
        .find(|provider| provider.issuer == issuer)
}
