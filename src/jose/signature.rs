//! RS256, through jsonwebtoken with a provider that can do nothing else: it verifies, and never signs.

use std::fmt;

use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, EncodingKey};
use sha2::{Digest as _, Sha256};

use crate::natural::Natural;

/// What stands before a SHA-256 digest in a signature: its ASN.1 header.
///
/// Source: RFC 8017, section 9.2, note 1.
const SHA256_HEADER: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// The least padding: `00 01`, eight times `ff`, `00`.
const LEAST_PADDING: usize = 11;

/// An RSA public key: modulus and exponent as big-endian bytes.
#[derive(Clone, Eq, PartialEq)]
pub struct RsaPublicKey {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// Why two numbers are no RSA public key.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RsaKeyError {
    /// The modulus is below 3, or the exponent is even, below 3 or not below the modulus.
    OutOfRange,
}

impl RsaPublicKey {
    /// Takes modulus and exponent, big-endian, with or without leading zeros.
    ///
    /// Source of the limits: cryptography 50.0.0, `src/rust/src/backend/rsa.rs`,
    /// `check_public_key_components`.
    ///
    /// # Errors
    ///
    /// Where no RSA key has these numbers.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, RsaKeyError> {
        let modulus = without_leading_zeros(modulus);
        let exponent = without_leading_zeros(exponent);
        let at_least_3 = |number: &[u8]| number.len() > 1 || number.first() >= Some(&3);
        let odd = exponent.last().is_some_and(|byte| byte & 1 == 1);
        let below = (exponent.len(), exponent) < (modulus.len(), modulus);
        if !(at_least_3(modulus) && at_least_3(exponent) && odd && below) {
            return Err(RsaKeyError::OutOfRange);
        }
        Ok(Self {
            modulus: modulus.to_vec(),
            exponent: exponent.to_vec(),
        })
    }

    /// The length of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        bits(&self.modulus)
    }
}

impl fmt::Debug for RsaPublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RsaPublicKey({} bits)", self.bits())
    }
}

/// Whether the signature is RSASSA-PKCS1-v1_5 with SHA-256 over the message, made with the key's
/// private half.
#[must_use]
pub fn verify_rs256(key: &RsaPublicKey, message: &[u8], signature: &[u8]) -> bool {
    let key = DecodingKey::from_rsa_raw_components(&key.modulus, &key.exponent);
    // The provider is called by its own name: installing it would be a process-wide side effect.
    (RS256_ONLY.verifier_factory)(&Algorithm::RS256, &key)
        .is_ok_and(|verifier| verifier.verify(message, &signature.to_vec()).is_ok())
}

/// Verifies RS256 and refuses everything else. `rust_crypto`'s provider would bring ten more
/// algorithms and their curves into the wasm module.
const RS256_ONLY: CryptoProvider = CryptoProvider {
    signer_factory: refuse_to_sign,
    verifier_factory: rs256_verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

fn refuse_to_sign(
    _algorithm: &Algorithm,
    _key: &EncodingKey,
) -> jsonwebtoken::errors::Result<Box<dyn jsonwebtoken::crypto::JwtSigner>> {
    Err(ErrorKind::InvalidAlgorithm.into())
}

fn rs256_verifier(
    algorithm: &Algorithm,
    key: &DecodingKey,
) -> jsonwebtoken::errors::Result<Box<dyn JwtVerifier>> {
    let (Algorithm::RS256, DecodingKeyKind::RsaModulusExponent { n, e }) = (algorithm, key.kind())
    else {
        return Err(ErrorKind::InvalidAlgorithm.into());
    };
    if !openssl_takes(n, e) {
        return Err(ErrorKind::InvalidRsaKey("size".to_owned()).into());
    }
    Ok(Box::new(Rs256 {
        modulus: n.to_vec(),
        exponent: e.to_vec(),
    }))
}

/// Servers verify with OpenSSL: an odd modulus of at most 16384 bits; with one of more than 3072 bits
/// an exponent of at most 64.
///
/// Source: OpenSSL 3 `crypto/rsa/rsa_ossl.c`, `rsa_ossl_public_decrypt`.
fn openssl_takes(modulus: &[u8], exponent: &[u8]) -> bool {
    // INVARIANT: without leading zeros, as `RsaPublicKey::new` left them.
    let modulus_bits = bits(modulus);
    let is_odd = modulus.last().is_some_and(|byte| byte & 1 == 1);
    is_odd && modulus_bits <= 16_384 && (modulus_bits <= 3072 || bits(exponent) <= 64)
}

struct Rs256 {
    // INVARIANT: an odd number above 1.
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

impl signature::Verifier<Vec<u8>> for Rs256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let expected = padded_digest(message, self.modulus.len());
        let modulus = Natural::from_be_bytes(&self.modulus);
        let number = Natural::from_be_bytes(signature);
        if let Some(expected) = expected
            && signature.len() == self.modulus.len()
            && number < modulus
            && number.power(&self.exponent, &modulus) == Natural::from_be_bytes(&expected)
        {
            return Ok(());
        }
        Err(signature::Error::new())
    }
}

/// What the signature of a message is the root of, in as many bytes as the modulus has; none if that is too
/// few.
///
/// Source: RFC 8017, section 9.2, EMSA-PKCS1-v1_5.
fn padded_digest(message: &[u8], length: usize) -> Option<Vec<u8>> {
    let info = [SHA256_HEADER.as_slice(), &Sha256::digest(message)].concat();
    let ones = length
        .checked_sub(info.len())?
        .checked_sub(LEAST_PADDING)?
        .saturating_add(8);
    Some([&[0, 1], vec![0xff; ones].as_slice(), &[0], &info].concat())
}

impl JwtVerifier for Rs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::RS256
    }
}

fn bits(number: &[u8]) -> usize {
    let leading = number
        .first()
        .map_or(0, |byte| usize::try_from(byte.leading_zeros()).unwrap_or(0));
    number.len().saturating_mul(8).saturating_sub(leading)
}

fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn verifies(modulus: &str, exponent: &str, signature: &str) -> bool {
        let [modulus, exponent, signature] = [modulus, exponent, signature]
            .map(|text| URL_SAFE_NO_PAD.decode(text).expect("base64url"));
        let key = RsaPublicKey::new(&modulus, &exponent).expect("a key");
        verify_rs256(&key, b"message", &signature)
    }

    #[test]
    fn a_small_modulus_and_a_large_exponent_are_taken_as_openssl_takes_them() {
        // 489 bits is the least that holds the padding; the other exponent is 2^40 + 15.
        assert!(verifies(
            "AVQQwmm2xvlqAHbkFhV4l3UoZTlQUt0wUNrfumZVthWdDnTgJsNSo7JDi3LZsF5fKM1cUg1SJXdDDzaDARc",
            "AQAB",
            "ARP7jNT8eE6e815s-Gg5x-g0E_IHpNMLcb0c8O13unR2rdPB8v6WjBYYbJMFLvnv8jQjef2J8O0pw6Yqvl0",
        ));
        assert!(verifies(
            "k7sv7R_27SJZcYbzXWmkryRjPYw85GtvwYQDiXPRiuIWtwMSICifK6dxmU4uWTrgb-C8W4XWhY_32wjGjYg88Q",
            "AQAAAAAP",
            "RJdyYcUyP2QYtH5gVqMmxaajDUgSvpi7jHavFNIBTvjTEsqRZRyBBnrwkSwEyPPQWmeUjCLLN3YrMgWlKBq_UQ",
        ));
    }

    #[test]
    fn a_modulus_that_openssl_refuses_verifies_nothing() {
        let ones = |bytes: usize| vec![0xFF; bytes];
        assert!(openssl_takes(&ones(2048), &[3]));
        assert!(!openssl_takes(&[&[1], &*ones(2048)].concat(), &[3]));
        assert!(openssl_takes(&ones(384), &ones(300)));
        assert!(openssl_takes(&ones(385), &ones(8)));
        assert!(!openssl_takes(&ones(385), &ones(9)));
        assert!(!openssl_takes(&[0xFF, 0xFE], &[3]));
        assert!(!verifies("__4", "Aw", ""));
        assert!(!verifies("Bw", "Aw", "AQ"));
    }
}
