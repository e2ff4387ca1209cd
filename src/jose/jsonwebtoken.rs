//! Decoding as the Rust crate jsonwebtoken does it, by that crate itself: serde's leniency decides what
//! the index answers.
//!
//! Source: jsonwebtoken 11.0.0 `src/decoding.rs`, `src/validation.rs`, `src/jwk.rs`,
//! `src/crypto/aws_lc/rsa.rs`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::dangerous::insecure_decode;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, Header};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use super::{KeySet, RsaPublicKey, verify_rs256};

/// A token that was decoded and nothing more.
#[derive(Debug)]
pub struct UnverifiedToken<'a> {
    header: Header,
    issuer: String,
    payload: Vec<u8>,
    message: &'a [u8],
    signature: &'a [u8],
}

/// The only claim that is read before the signature is.
#[derive(Deserialize)]
struct Issuer {
    iss: String,
}

impl<'a> UnverifiedToken<'a> {
    /// `insecure_decode`: header and issuer. The signature is not even decoded.
    ///
    /// # Errors
    ///
    /// Where the library fails, in its words.
    pub fn decode(token: &'a str) -> Result<Self, String> {
        let decoded = insecure_decode::<Issuer>(token).map_err(|error| error.to_string())?;
        let parts = token
            .rsplit_once('.')
            .and_then(|(message, signature)| Some((message, signature, message.rsplit_once('.')?)));
        // `insecure_decode` found both dots, and base64 between them.
        let (message, signature, (_, payload)) = parts.ok_or("InvalidToken")?;
        let payload = URL_SAFE_NO_PAD
            .decode(payload)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            header: decoded.header,
            issuer: decoded.claims.iss,
            payload,
            message: message.as_bytes(),
            signature: signature.as_bytes(),
        })
    }

    /// The claim `iss`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The header's `kid`.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// The header's algorithm, if it is another than RS256.
    #[must_use]
    pub fn other_algorithm(&self) -> Option<String> {
        let algorithm = self.header.alg;
        (algorithm != Algorithm::RS256).then(|| format!("{algorithm:?}"))
    }

    /// The claims' JSON text.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Whether the key made the signature.
    #[must_use]
    pub fn is_signed_by(&self, key: &Key) -> bool {
        let (Key::Rsa(key), Ok(signature)) = (key, URL_SAFE_NO_PAD.decode(self.signature)) else {
            return false;
        };
        verify_rs256(key, self.message, &signature)
    }
}

/// A key that can be looked for by its ID.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// For RS256.
    Rsa(RsaPublicKey),
    /// Of the RSA family, but no signature is valid with it: too small, too large, or malformed.
    BadRsa,
    /// Of another family, which is named.
    Other(String),
}

/// The keys by their IDs; those without one are left out, and the last one of an ID counts.
///
/// # Errors
///
/// Where the set or one of the keys in it cannot be read, in the library's words. A single such key
/// spoils the whole set.
pub fn keys(set: &KeySet) -> Result<BTreeMap<String, Key>, String> {
    let set: JwkSet = serde_json::from_slice(set.text()).map_err(|error| error.to_string())?;
    let mut keys = BTreeMap::new();
    for jwk in &set.keys {
        let Some(key_id) = &jwk.common.key_id else {
            continue;
        };
        let key = DecodingKey::from_jwk(jwk).map_err(|error| error.to_string())?;
        keys.insert(key_id.clone(), read_key(&key));
    }
    Ok(keys)
}

/// What aws-lc-rs takes for `RSA_PKCS1_2048_8192_SHA256`: numbers without leading zeros, 2048 to 8192
/// bits, an exponent of at most 33.
fn read_key(key: &DecodingKey) -> Key {
    let DecodingKeyKind::RsaModulusExponent { n, e } = key.kind() else {
        return Key::Other(format!("{:?}", key.family()));
    };
    let plain = |number: &[u8]| number.first().is_some_and(|byte| *byte != 0);
    let small = match e.as_slice() {
        [] => false,
        [first, rest @ ..] => rest.len() < 4 || rest.len() == 4 && *first <= 1,
    };
    match RsaPublicKey::new(n, e) {
        Ok(rsa) if plain(n) && plain(e) && small && (2048..=8192).contains(&rsa.bits()) => {
            Key::Rsa(rsa)
        }
        _ => Key::BadRsa,
    }
}

/// The registered claims as the library checks them, apart from the index's own structure.
#[derive(Debug, Default, Deserialize)]
pub struct RegisteredClaims<'a> {
    /// When the token expires.
    #[serde(deserialize_with = "seconds", default)]
    pub exp: Lenient<u64>,
    /// From when it is valid.
    #[serde(deserialize_with = "seconds", default)]
    pub nbf: Lenient<u64>,
    /// The subject: nobody asks for it, but a list or an object in its place makes the reader stumble.
    #[serde(borrow)]
    pub sub: Lenient<Cow<'a, str>>,
    /// The issuer.
    #[serde(borrow)]
    pub iss: Lenient<Texts<'a>>,
    /// The audience.
    #[serde(borrow)]
    pub aud: Lenient<Texts<'a>>,
}

impl<'a> RegisteredClaims<'a> {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// Where the library fails, in its words.
    pub fn read(payload: &'a [u8]) -> Result<Self, String> {
        serde_json::from_slice(payload).map_err(|error| error.to_string())
    }
}

/// A claim that may be of the wrong type without the reading being over.
#[derive(Debug, Default, PartialEq)]
pub enum Lenient<T> {
    /// It is there.
    Read(T),
    /// It is there, of another type.
    Malformed,
    /// It is not there, or `null`.
    #[default]
    Absent,
}

impl<T> Lenient<T> {
    /// The claim, if it could be read.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Malformed | Self::Absent => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<T>::deserialize(deserializer) {
            Ok(Some(value)) => Self::Read(value),
            Ok(None) => Self::Absent,
            Err(_) => Self::Malformed,
        })
    }
}

/// A text, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Texts<'a> {
    /// A text.
    One(#[serde(borrow)] Cow<'a, str>),
    /// Several.
    Several(#[serde(borrow)] Vec<Text<'a>>),
}

/// One of several texts.
#[derive(Debug, Deserialize)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// Seconds: an integer from zero on, or a float, which is rounded.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Lenient<u64>, D::Error> {
    struct Seconds;
    impl Visitor<'_> for Seconds {
        type Value = u64;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("seconds")
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<u64, E> {
            Ok(value)
        }

        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "the library's own conversion, within the range just checked"
        )]
        fn visit_f64<E: de::Error>(self, value: f64) -> Result<u64, E> {
            if value.is_finite() && value >= 0.0 && value < (u64::MAX as f64) {
                Ok(value.round() as u64)
            } else {
                Err(E::custom("out of range"))
            }
        }
    }
    Ok(match deserializer.deserialize_any(Seconds) {
        Ok(value) => Lenient::Read(value),
        Err(_) => Lenient::Malformed,
    })
}
