//! What mintcheck knows of indexes and issuers, for the forms of a page.

use serde::Serialize;

use super::{Presence, Seconds};
use crate::gather::Gather as _;
use crate::index::{Field, INDEXES, Index, Kind};
use crate::issuer::{ISSUERS, Issuer};
use crate::report::lang::Language;

/// An index and what it asks for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct IndexInfo {
    /// The identifier.
    pub id: &'static str,
    /// The name that people know.
    pub name: &'static str,
    /// The host.
    pub host: &'static str,
    /// The audience that it demands of a token; null if that depends on what is published.
    pub audience: Option<&'static str>,
    /// Where a token is exchanged.
    pub mint_url: &'static str,
    /// Where its documentation on trusted publishing starts; null if it has none.
    pub docs_url: Option<&'static str>,
    /// Where a pending publisher is registered; null if there is no such page.
    pub pending_url: Option<&'static str>,
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
    pub id: &'static str,
    /// The name that people know.
    pub name: &'static str,
    /// The issuer of its tokens.
    pub issuer: &'static str,
    /// The fields of its form, in order.
    pub fields: Vec<FieldInfo>,
}

/// A field of a publisher.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FieldInfo {
    /// The identifier.
    pub id: &'static str,
    /// The label on the index's own form.
    pub label: &'static str,
    /// Something that could stand in it.
    pub example: &'static str,
    /// Whether it may stay empty.
    pub presence: Presence,
    /// What it means for it to be empty; null if it has to be filled in.
    pub presence_text: Option<&'static str>,
}

/// An issuer of tokens.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct IssuerInfo {
    /// The identifier.
    pub id: &'static str,
    /// The name that people know.
    pub name: &'static str,
    /// The `iss` of its tokens; where each organization has its own, all before its ID, with the slash.
    pub url: &'static str,
    /// Where it says where its keys are; an organization's ID stands as `{organization}`.
    pub discovery_url: String,
    /// The hosts that its discovery document and its keys are fetched from; empty where the page asks nobody.
    pub key_hosts: &'static [&'static str],
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
    pub claim: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// Every index, in the order in which they are offered.
#[must_use]
pub fn indexes(language: Language) -> Vec<IndexInfo> {
    let info = |index: &'static Index| IndexInfo {
        id: index.id,
        name: &index.name,
        host: &index.host,
        audience: index.audience.fixed(),
        mint_url: &index.mint_url,
        docs_url: index.docs_url.as_deref(),
        pending_url: index.pending_url.as_deref(),
        rules_as_of: index.rules_as_of.into(),
        kinds: index
            .kinds
            .iter()
            .map(|kind| kind_info(kind, language))
            .gather(),
    };
    INDEXES.into_iter().map(info).gather()
}

fn kind_info(kind: &Kind, language: Language) -> KindInfo {
    let info = |field: &Field| FieldInfo {
        id: field.id,
        label: field.label,
        example: field.example,
        presence: field.presence.into(),
        presence_text: Some(language.presence(field.presence)).filter(|text| !text.is_empty()),
    };
    KindInfo {
        id: kind.id,
        name: kind.name,
        issuer: kind.issuer,
        fields: kind.fields.iter().map(info).gather(),
    }
}

/// Every issuer that is built in.
#[must_use]
pub fn issuers(language: Language) -> Vec<IssuerInfo> {
    let info = |issuer: &Issuer| IssuerInfo {
        id: issuer.id,
        name: issuer.name,
        url: issuer.url,
        discovery_url: issuer.discovery_url(),
        key_hosts: issuer.key_hosts,
        built_in_keys_as_of: issuer.built_in_keys.map(|keys| keys.as_of.into()),
        glossary: issuer
            .glossary
            .iter()
            .map(|(claim, term)| GlossaryEntry {
                claim,
                meaning: language.term(*term),
            })
            .gather(),
    };
    ISSUERS.into_iter().map(info).gather()
}
