//! The token's header and claims.

use std::borrow::Cow;

use serde::Serialize;

use super::{ClaimClass, Seconds};
use crate::gather::Gather as _;
use crate::python::Value;
use crate::report;
use crate::report::lang::Language;

/// A decoded token. Its text is not repeated: it may still be valid.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Token<'a> {
    /// The issuer's identifier, if it is built in.
    pub issuer: Option<&'static str>,
    /// The header, in order.
    pub header: Vec<HeaderMember<'a>>,
    /// The claims, in order.
    pub claims: Vec<Claim<'a>>,
}

/// A member of a token's header.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct HeaderMember<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value; what JSON or JavaScript cannot hold is given as text.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: &'a Value,
    /// Its value to be shown: a string as it is, anything else as JSON.
    pub text: Cow<'a, str>,
    /// What it means.
    pub meaning: Option<&'static str>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Claim<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value; what JSON or JavaScript cannot hold is given as text.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: &'a Value,
    /// Its value to be shown: a string as it is, anything else as JSON.
    pub text: Cow<'a, str>,
    /// What the index does with it.
    pub class: ClaimClass,
    /// The same in words.
    pub class_text: &'static str,
    /// What it means.
    pub meaning: Option<&'static str>,
    /// The moment it stands for, if it is one of the claims that do.
    pub moment: Option<Seconds>,
}

impl<'a> Token<'a> {
    pub(super) fn new(token: &'a report::TokenReport, language: Language) -> Self {
        let meaning = |term| Option::map(term, |term| language.term(term));
        Self {
            issuer: token.issuer,
            header: token
                .header
                .iter()
                .map(|member| HeaderMember {
                    name: &member.name,
                    value: &member.value,
                    text: shown(&member.value),
                    meaning: meaning(member.term),
                })
                .gather(),
            claims: token
                .claims
                .iter()
                .map(|claim| Claim {
                    name: &claim.name,
                    value: &claim.value,
                    text: shown(&claim.value),
                    class: claim.class.into(),
                    class_text: language.class(claim.class),
                    meaning: meaning(claim.term),
                    moment: claim.moment.map(Seconds::from),
                })
                .gather(),
        }
    }
}

pub(super) fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Str(text) => text.to_lossy(),
        other => other.to_json().into(),
    }
}
