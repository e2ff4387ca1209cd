//! The issuer's keys as JSR reads them.
//!
//! Source: jsonwebkey 0.3.5 `src/lib.rs`, `src/byte_vec.rs`, `src/key_ops.rs`. What one key has that it cannot read
//! spoils the whole set.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Deserializer, de};

use crate::jose::{KeySet, RsaPublicKey};

/// The only public exponent there is.
const EXPONENT: [u8; 3] = [1, 0, 1];

/// base64 0.13 does not mind padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

#[derive(Deserialize)]
struct Jwks {
    keys: Vec<Jwk>,
}

/// A key.
#[derive(Deserialize)]
pub(super) struct Jwk {
    #[serde(flatten)]
    pub(super) key: Key,
    #[serde(default, rename = "use")]
    _use: Option<Use>,
    #[serde(default, rename = "key_ops")]
    _operations: Vec<Operation>,
    #[serde(default)]
    pub(super) kid: Option<String>,
    #[serde(default)]
    pub(super) alg: Option<Algorithm>,
    #[serde(flatten)]
    _certificates: Certificates,
}

#[derive(Deserialize)]
enum Use {
    #[serde(rename = "sig")]
    Signing,
    #[serde(rename = "enc")]
    Encryption,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Operation {
    Sign,
    Verify,
    Encrypt,
    Decrypt,
    WrapKey,
    UnwrapKey,
    DeriveKey,
    DeriveBits,
}

#[derive(Deserialize)]
struct Certificates {
    #[serde(default, rename = "x5u")]
    _address: Option<String>,
    #[serde(default, rename = "x5c")]
    _chain: Option<Vec<String>>,
    #[serde(default, rename = "x5t")]
    _thumbprint: Option<String>,
    #[serde(default, rename = "x5t#S256")]
    _thumbprint_sha256: Option<String>,
}

/// What a key says it is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum Algorithm {
    Hs256,
    Rs256,
    Es256,
}

/// A key's numbers.
#[derive(Deserialize)]
#[serde(tag = "kty")]
pub(super) enum Key {
    #[serde(rename = "EC")]
    Ec {
        #[serde(rename = "crv")]
        _curve: Curve,
        #[serde(rename = "x")]
        _x: Coordinate,
        #[serde(rename = "y")]
        _y: Coordinate,
    },
    #[serde(rename = "RSA")]
    Rsa {
        #[serde(rename = "e")]
        _exponent: Exponent,
        n: Bytes,
    },
    #[serde(rename = "oct")]
    Symmetric {
        #[serde(rename = "k")]
        _key: Bytes,
    },
}

#[derive(Deserialize)]
pub(super) enum Curve {
    #[serde(rename = "P-256")]
    P256,
}

pub(super) struct Exponent;

pub(super) struct Bytes(Vec<u8>);

pub(super) struct Coordinate;

impl<'de> Deserialize<'de> for Exponent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if ["AQAB", "AQABAA=="].contains(&text.as_str()) {
            Ok(Self)
        } else {
            Err(de::Error::custom("public exponent must be 65537"))
        }
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64.decode(text);
        bytes
            .map(Self)
            .map_err(|_| de::Error::custom("invalid base64"))
    }
}

impl<'de> Deserialize<'de> for Coordinate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Bytes(bytes) = Bytes::deserialize(deserializer)?;
        if bytes.len() == 32 {
            Ok(Self)
        } else {
            Err(de::Error::custom("no coordinate of that curve"))
        }
    }
}

impl Key {
    /// Its family's name.
    pub(super) fn family(&self) -> &'static str {
        match self {
            Self::Ec { .. } => "EC",
            Self::Rsa { .. } => "RSA",
            Self::Symmetric { .. } => "oct",
        }
    }

    /// Whether it is of the algorithm's family.
    pub(super) fn is_for(&self, algorithm: Algorithm) -> bool {
        matches!(
            (self, algorithm),
            (Self::Ec { .. }, Algorithm::Es256)
                | (Self::Rsa { .. }, Algorithm::Rs256)
                | (Self::Symmetric { .. }, Algorithm::Hs256)
        )
    }

    /// The key for RS256, if a signature can be valid with it: ring takes 2048 to 8192 bits.
    pub(super) fn rsa(&self) -> Option<RsaPublicKey> {
        let Self::Rsa { n, .. } = self else {
            return None;
        };
        RsaPublicKey::new(&n.0, &EXPONENT)
            .ok()
            .filter(|key| (2048..=8192).contains(&key.bits()))
    }
}

/// Reads a set; fails in serde's words.
pub(super) fn read(set: &KeySet) -> Result<Vec<Jwk>, String> {
    let Jwks { keys } = serde_json::from_slice(set.text()).map_err(|error| error.to_string())?;
    Ok(keys)
}
