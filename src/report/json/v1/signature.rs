//! Whether the token is genuine.

use serde::Serialize;

use super::Seconds;
use crate::index;
use crate::report;
use crate::report::lang::Language;

/// Whether the token is genuine, whatever the index makes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// What is known.
    pub state: SignatureState,
    /// The same as a sentence.
    pub message: String,
    /// The algorithm that the token's header names, where that is the trouble.
    pub algorithm: Option<String>,
    /// The ID of the key that the token names.
    pub key_id: Option<String>,
    /// The IDs of the keys at hand, where that one is not among them.
    pub known_key_ids: Vec<String>,
    /// Where the keys come from.
    pub keys_from: Option<KeyOrigin>,
    /// When built-in keys were published.
    pub keys_as_of: Option<Seconds>,
}

/// What is known of a token's signature.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum SignatureState {
    /// mintcheck verifies RS256 only.
    AlgorithmNotSupported,
    /// The key did not make it.
    Forged,
    /// The key made it.
    Genuine,
    /// No key at hand has that ID.
    KeyNotFound,
    /// The key with that ID cannot verify RS256.
    KeyUnusable,
    /// The token names no key.
    NoKeyId,
    /// No keys of the issuer are at hand.
    NoKeys,
    /// There is no token.
    NoToken,
}

/// Where keys come from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum KeyOrigin {
    /// Built into mintcheck.
    BuiltIn,
    /// Fetched from the issuer.
    Fetched,
    /// Given in the request.
    Given,
}

impl Signature {
    pub(super) fn new(signature: &report::Signature, language: Language) -> Self {
        use crate::report::Signature as Core;
        let blank = |state| Self {
            state,
            message: language.signature(signature),
            algorithm: None,
            key_id: None,
            known_key_ids: Vec::new(),
            keys_from: None,
            keys_as_of: None,
        };
        let with_key = |state, key_id: &String, origin: &index::KeyOrigin| {
            let (keys_from, keys_as_of) = key_origin(*origin);
            Self {
                key_id: Some(key_id.clone()),
                keys_from: Some(keys_from),
                keys_as_of,
                ..blank(state)
            }
        };
        match signature {
            Core::AlgorithmNotSupported { algorithm } => Self {
                algorithm: algorithm.clone(),
                ..blank(SignatureState::AlgorithmNotSupported)
            },
            Core::Forged { key_id, origin } => with_key(SignatureState::Forged, key_id, origin),
            Core::Genuine { key_id, origin } => with_key(SignatureState::Genuine, key_id, origin),
            Core::KeyNotFound {
                key_id,
                known,
                origin,
            } => Self {
                known_key_ids: known.clone(),
                ..with_key(SignatureState::KeyNotFound, key_id, origin)
            },
            Core::KeyUnusable { key_id, origin } => {
                with_key(SignatureState::KeyUnusable, key_id, origin)
            }
            Core::NoKeyId => blank(SignatureState::NoKeyId),
            Core::NoKeys { key_id } => Self {
                key_id: Some(key_id.clone()),
                ..blank(SignatureState::NoKeys)
            },
            Core::NoToken => blank(SignatureState::NoToken),
        }
    }
}

fn key_origin(origin: index::KeyOrigin) -> (KeyOrigin, Option<Seconds>) {
    match origin {
        index::KeyOrigin::BuiltIn { as_of } => (KeyOrigin::BuiltIn, Some(as_of.into())),
        index::KeyOrigin::Fetched => (KeyOrigin::Fetched, None),
        index::KeyOrigin::Given => (KeyOrigin::Given, None),
    }
}
