//! The token's header and claims.

use serde::Serialize;

use super::{ClaimClass, Seconds};
use crate::python::Value;
use crate::report;
use crate::report::lang::Language;

/// A decoded token. Its text is not repeated: it may still be valid.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// The issuer's identifier, if it is built in.
    pub issuer: Option<String>,
    /// The header, in order.
    pub header: Vec<HeaderMember>,
    /// The claims, in order.
    pub claims: Vec<Claim>,
}

/// A member of a token's header.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct HeaderMember {
    /// Its name.
    pub name: String,
    /// Its value; what JSON or JavaScript cannot hold is given as text.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Value,
    /// Its value to be shown: a string as it is, anything else as JSON.
    pub text: String,
    /// What it means.
    pub meaning: Option<String>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// Its name.
    pub name: String,
    /// Its value; what JSON or JavaScript cannot hold is given as text.
    #[cfg_attr(feature = "wasm", tsify(type = "unknown"))]
    pub value: Value,
    /// Its value to be shown: a string as it is, anything else as JSON.
    pub text: String,
    /// What the index does with it.
    pub class: ClaimClass,
    /// The same in words.
    pub class_text: String,
    /// What it means.
    pub meaning: Option<String>,
    /// The moment it stands for, if it is one of the claims that do.
    pub moment: Option<Seconds>,
}

impl Token {
    pub(super) fn new(token: &report::TokenReport, language: Language) -> Self {
        let meaning = |term| Option::map(term, |term| language.term(term).to_owned());
        Self {
            issuer: token.issuer.map(str::to_owned),
            header: token
                .header
                .iter()
                .map(|member| HeaderMember {
                    name: member.name.clone(),
                    value: member.value.clone(),
                    text: shown(&member.value),
                    meaning: meaning(member.term),
                })
                .collect(),
            claims: token
                .claims
                .iter()
                .map(|claim| Claim {
                    name: claim.name.clone(),
                    value: claim.value.clone(),
                    text: shown(&claim.value),
                    class: claim.class.into(),
                    class_text: language.class(claim.class).to_owned(),
                    meaning: meaning(claim.term),
                    moment: claim.moment.map(Seconds::from),
                })
                .collect(),
        }
    }
}

pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Str(text) => text.to_string(),
        other => other.to_json(),
    }
}
