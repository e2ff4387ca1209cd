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
pub struct Signature<'a> {
    /// What is known.
    pub state: SignatureState,
    /// The same as a sentence.
    pub message: String,
    /// The algorithm that the token's header names, where that is the trouble.
    pub algorithm: Option<&'a str>,
    /// The ID of the key that the token names.
    pub key_id: Option<&'a str>,
    /// The IDs of the keys at hand, where that one is not among them.
    pub known_key_ids: &'a [String],
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
    /// Given in the request, as a site's own copy of the issuer's.
    Mirrored,
}

impl<'a> Signature<'a> {
    pub(super) fn new(signature: &'a report::Signature, language: Language) -> Self {
        use crate::report::Signature as Core;
        let mut algorithm = None;
        let mut known_key_ids: &[String] = &[];
        let (state, key_id, origin) = match signature {
            Core::AlgorithmNotSupported { algorithm: named } => {
                algorithm = named.as_deref();
                (SignatureState::AlgorithmNotSupported, None, None)
            }
            Core::Forged { key_id, origin } => (SignatureState::Forged, Some(key_id), Some(origin)),
            Core::Genuine { key_id, origin } => {
                (SignatureState::Genuine, Some(key_id), Some(origin))
            }
            Core::KeyNotFound {
                key_id,
                known,
                origin,
            } => {
                known_key_ids = known;
                (SignatureState::KeyNotFound, Some(key_id), Some(origin))
            }
            Core::KeyUnusable { key_id, origin } => {
                (SignatureState::KeyUnusable, Some(key_id), Some(origin))
            }
            Core::NoKeyId => (SignatureState::NoKeyId, None, None),
            Core::NoKeys { key_id } => (SignatureState::NoKeys, Some(key_id), None),
            Core::NoToken => (SignatureState::NoToken, None, None),
        };
        let (keys_from, keys_as_of) = origin.copied().map(key_origin).unzip();
        Self {
            state,
            message: language.signature(signature),
            algorithm,
            key_id: key_id.map(String::as_str),
            known_key_ids,
            keys_from,
            keys_as_of: keys_as_of.flatten(),
        }
    }
}

fn key_origin(origin: index::KeyOrigin) -> (KeyOrigin, Option<Seconds>) {
    match origin {
        index::KeyOrigin::BuiltIn { as_of } => (KeyOrigin::BuiltIn, Some(as_of.into())),
        index::KeyOrigin::Fetched => (KeyOrigin::Fetched, None),
        index::KeyOrigin::Given => (KeyOrigin::Given, None),
        index::KeyOrigin::Mirrored => (KeyOrigin::Mirrored, None),
    }
}
