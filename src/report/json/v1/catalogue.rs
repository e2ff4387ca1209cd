//! What mintcheck knows of indexes and issuers, for the forms of a page.

use serde::Serialize;

use super::{Presence, Seconds};
use crate::index::{Field, INDEXES, Index, Kind};
use crate::issuer::{ISSUERS, Issuer};
use crate::report::lang::Language;

/// An index and what it asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct IndexInfo {
    /// The identifier.
    pub id: String,
    /// The name that people know.
    pub name: String,
    /// The host.
    pub host: String,
    /// The audience that it demands of a token.
    pub audience: String,
    /// Where a token is exchanged.
    pub mint_url: String,
    /// Where its documentation on trusted publishing starts.
    pub docs_url: String,
    /// Where a pending publisher is registered.
    pub pending_url: String,
    /// The moment up to which its rules were read.
    pub rules_as_of: Seconds,
    /// The kinds of publishers that can be registered.
    pub kinds: Vec<KindInfo>,
}

/// A kind of publisher.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct KindInfo {
    /// The identifier.
    pub id: String,
    /// The name that people know.
    pub name: String,
    /// The issuer of its tokens.
    pub issuer: String,
    /// The fields of its form, in order.
    pub fields: Vec<FieldInfo>,
}

/// A field of a publisher.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FieldInfo {
    /// The identifier.
    pub id: String,
    /// The label on the index's own form.
    pub label: String,
    /// Something that could stand in it.
    pub example: String,
    /// Whether it may stay empty.
    pub presence: Presence,
    /// What it means for it to be empty; null if it has to be filled in.
    pub presence_text: Option<String>,
}

/// An issuer of tokens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct IssuerInfo {
    /// The identifier.
    pub id: String,
    /// The name that people know.
    pub name: String,
    /// The `iss` of its tokens.
    pub url: String,
    /// Where it says where its keys are.
    pub discovery_url: String,
    /// The hosts that its discovery document and its keys are fetched from.
    pub key_hosts: Vec<String>,
    /// When the keys that are built in were published; null if there are none.
    pub built_in_keys_as_of: Option<Seconds>,
    /// What its claims mean.
    pub glossary: Vec<GlossaryEntry>,
}

/// What a claim means.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct GlossaryEntry {
    /// The claim; one that ends in `*` stands for every claim that starts so.
    pub claim: String,
    /// What it means.
    pub meaning: String,
}

/// Every index, in the order in which they are offered.
#[must_use]
pub fn indexes(language: Language) -> Vec<IndexInfo> {
    let info = |index: &Index| IndexInfo {
        id: index.id.to_owned(),
        name: index.name.to_owned(),
        host: index.host.to_owned(),
        audience: index.audience.to_owned(),
        mint_url: index.mint_url.to_owned(),
        docs_url: index.docs_url.to_owned(),
        pending_url: index.pending_url.to_owned(),
        rules_as_of: index.rules_as_of.into(),
        kinds: index
            .kinds
            .iter()
            .map(|kind| kind_info(kind, language))
            .collect(),
    };
    INDEXES.into_iter().map(info).collect()
}

fn kind_info(kind: &Kind, language: Language) -> KindInfo {
    let info = |field: &Field| FieldInfo {
        id: field.id.to_owned(),
        label: field.label.to_owned(),
        example: field.example.to_owned(),
        presence: field.presence.into(),
        presence_text: Some(language.presence(field.presence).to_owned())
            .filter(|text| !text.is_empty()),
    };
    KindInfo {
        id: kind.id.to_owned(),
        name: kind.name.to_owned(),
        issuer: kind.issuer.to_owned(),
        fields: kind.fields.iter().map(info).collect(),
    }
}

/// Every issuer that is built in.
#[must_use]
pub fn issuers(language: Language) -> Vec<IssuerInfo> {
    let info = |issuer: &Issuer| IssuerInfo {
        id: issuer.id.to_owned(),
        name: issuer.name.to_owned(),
        url: issuer.url.to_owned(),
        discovery_url: issuer.discovery_url(),
        key_hosts: issuer
            .key_hosts
            .iter()
            .map(|host| (*host).to_owned())
            .collect(),
        built_in_keys_as_of: issuer.built_in_keys.map(|keys| keys.as_of.into()),
        glossary: issuer
            .glossary
            .iter()
            .map(|(claim, term)| GlossaryEntry {
                claim: (*claim).to_owned(),
                meaning: language.term(*term).to_owned(),
            })
            .collect(),
    };
    ISSUERS.into_iter().map(info).collect()
}
