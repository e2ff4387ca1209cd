//! Decoding as the Java library nimbus-jose-jwt does it.
//!
//! Source: nimbus-jose-jwt 10 `JWTParser`, `JOSEObject.split`, `JWSObject`, `JWTClaimsSet.parse`, `Base64Codec`. Its base64
//! leaves out whatever is no digit of it, and takes both alphabets.

use crate::jose::{KeySet, RsaPublicKey, verify_rs256};
use crate::python::{Dict, Str, Value, json};

/// A token that was decoded and nothing more.
pub(super) struct UnverifiedToken<'a> {
    header: Dict,
    claims: Dict,
    message: &'a str,
    signature: &'a str,
    kind: Kind,
}

/// What a token is by its header.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Encrypted,
    Plain,
    Signed,
}

/// Members of the header that have to be strings.
const TEXTS: [&str; 6] = ["typ", "cty", "kid", "jku", "x5u", "x5t"];

impl<'a> UnverifiedToken<'a> {
    /// `JWTParser.parse` and `getJWTClaimsSet`; nothing where they fail.
    pub(super) fn decode(token: &'a str) -> Option<Self> {
        let (header, _) = token.split_once('.')?;
        let header = object(header)?;
        let algorithm = header.get("alg").and_then(text)?;
        let kind = if algorithm == "none" {
            Kind::Plain
        } else if header.contains("enc") {
            Kind::Encrypted
        } else {
            Kind::Signed
        };
        let fits = |name: &&str| match header.get(name) {
            None | Some(Value::Null) => true,
            Some(value) => text(value).is_some(),
        };
        if !TEXTS.iter().all(fits) {
            return None;
        }
        let token = token.trim();
        let parts: Vec<&str> = token.split('.').collect();
        let (message, signature) = token.rsplit_once('.')?;
        let claims = match (kind, parts.as_slice()) {
            (Kind::Encrypted, [_, _, _, _, _]) => Dict::from_pairs(Vec::new()),
            (Kind::Plain, [_, payload, ""]) => claims(payload)?,
            (Kind::Signed, [_, payload, third]) if !third.trim().is_empty() => claims(payload)?,
            _ => return None,
        };
        Some(Self {
            header,
            claims,
            message,
            signature,
            kind,
        })
    }

    pub(super) fn claims(&self) -> &Dict {
        &self.claims
    }

    /// A member of the header.
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        self.header.get(name)
    }

    pub(super) fn algorithm(&self) -> String {
        self.header.get("alg").and_then(text).unwrap_or_default()
    }

    pub(super) fn key_id(&self) -> Option<String> {
        self.header.get("kid").and_then(text)
    }

    /// Nobody decrypts it, and its claims are not looked for.
    pub(super) fn is_encrypted(&self) -> bool {
        self.kind == Kind::Encrypted
    }

    pub(super) fn is_signed(&self) -> bool {
        self.kind == Kind::Signed
    }

    /// Whether one of the keys made the signature.
    pub(super) fn is_signed_by(&self, keys: &[Key]) -> bool {
        let signature = decode_base64(self.signature);
        keys.iter()
            .filter_map(|key| key.rsa.as_ref())
            .any(|key| verify_rs256(key, self.message.as_bytes(), &signature))
    }
}

/// `JWTClaimsSet.parse`: the registered claims have the types that they are to have.
fn claims(payload: &str) -> Option<Dict> {
    let claims = object(payload)?;
    let fits = |name: &str, fits: &dyn Fn(&Value) -> bool| claims.get(name).is_none_or(fits);
    let is_text = |value: &Value| matches!(value, Value::Str(_) | Value::Null);
    let is_number = |value: &Value| matches!(value, Value::Int(_) | Value::Float(_));
    let is_subject = |value: &Value| is_text(value) || is_number(value);
    let is_audience = |value: &Value| match value {
        Value::List(items) => items.iter().all(|item| matches!(item, Value::Str(_))),
        other => is_text(other),
    };
    let all_fit = ["iss", "jti"].iter().all(|name| fits(name, &is_text))
        && ["exp", "nbf", "iat"]
            .iter()
            .all(|name| fits(name, &is_number))
        && fits("sub", &is_subject)
        && fits("aud", &is_audience);
    all_fit.then_some(claims)
}

/// A part that is a JSON object.
fn object(part: &str) -> Option<Dict> {
    match json::loads(&decode_base64(part)) {
        Ok(Value::Dict(object)) => Some(object),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(Str::to_string)
}

/// `Base64Codec.decode`.
fn decode_base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte.wrapping_sub(b'A')),
        b'a'..=b'z' => Some(byte.wrapping_sub(b'a').wrapping_add(26)),
        b'0'..=b'9' => Some(byte.wrapping_sub(b'0').wrapping_add(52)),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    digits
        .chunks(4)
        .flat_map(|chunk| {
            let bits = (0..4).fold(0_u32, |bits, at| {
                (bits << 6) | u32::from(chunk.get(at).copied().unwrap_or_default())
            });
            let [_, bytes @ ..] = bits.to_be_bytes();
            // Two digits make a byte, three make two, four make three.
            bytes.into_iter().take(chunk.len().saturating_sub(1))
        })
        .collect()
}

/// A key of the issuer's that verifies signatures.
pub(super) struct Key {
    pub(super) id: Option<String>,
    algorithm: Option<String>,
    rsa: Option<RsaPublicKey>,
}

impl Key {
    /// Whether it is for that algorithm of RSA's, as far as it says.
    pub(super) fn is_for(&self, algorithm: &str) -> bool {
        self.algorithm.as_deref().map_or(
            ["RS", "PS"]
                .iter()
                .any(|start| algorithm.starts_with(start)),
            |own| own == algorithm,
        )
    }
}

/// `JWKSet.parse`, without the keys that are no RSA keys for signatures; nothing where it fails.
pub(super) fn keys(set: &KeySet) -> Option<Vec<Key>> {
    let Some(Value::List(keys)) = set.document().as_dict()?.get("keys") else {
        return None;
    };
    let mut found = Vec::new();
    for key in keys {
        let key = key.as_dict()?;
        let get = |name: &str| key.get(name).and_then(text);
        let is_for_signatures = get("use").is_none_or(|usage| usage == "sig");
        if get("kty")? != "RSA" || !is_for_signatures {
            continue;
        }
        found.push(Key {
            id: get("kid"),
            algorithm: get("alg"),
            rsa: RsaPublicKey::new(&decode_base64(&get("n")?), &decode_base64(&get("e")?)).ok(),
        });
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_leaves_out_what_is_no_digit_and_takes_both_alphabets() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("Zg", b"f"),
            ("Zg==", b"f"),
            ("Z g\n", b"f"),
            ("Zm8", b"fo"),
            ("Zm9v", b"foo"),
            ("-_-_", &[0xfb, 0xff, 0xbf]),
            ("+/+/", &[0xfb, 0xff, 0xbf]),
            ("Zm9vZ", b"foo"),
        ] {
            assert_eq!(decode_base64(text), bytes, "{text}");
        }
    }
}
