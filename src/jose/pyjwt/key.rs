//! `jwt.PyJWK`: what a published key is good for, and where reading it crashes.

use serde::Serialize;

use crate::jose::{KeySet, RsaPublicKey};
use crate::python::{Dict, Str, Value, lenient_base64};

/// A key as `PyJWK` builds it, as far as RS256 is concerned.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Key {
    /// An RSA public key for RS256.
    Rs256(RsaPublicKey),
    /// An RSA key published with its private half. PyJWT loads the private key, which cannot verify.
    Rs256Private,
    /// A key bound to another algorithm, which the token's `RS256` does not match.
    Other {
        /// The algorithm.
        algorithm: &'static str,
    },
}

/// Why a key did not load.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum KeyError {
    /// PyJWT says so, with an exception of its own.
    Unusable,
    /// Python's name of an exception that is not PyJWT's.
    Crash(&'static str),
}

/// Why a key set gives no key for a token.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum SelectError {
    /// Reading the set crashes the server.
    Crash {
        /// Python's exception.
        exception: &'static str,
    },
    /// No key has that ID.
    NotFound {
        /// The IDs there are.
        known: Vec<String>,
    },
    /// The key with that ID does not load.
    Unusable,
}

/// Finds the key with that ID as PyPI does: the set becomes a dictionary by `kid`, so of two keys
/// with one ID the last counts, and a key without one crashes the lot.
///
/// Source: pypi/warehouse 6b62157 (2026-08-21) `warehouse/oidc/services.py`, `_refresh_keyset` and
/// `_get_key`.
///
/// # Errors
///
/// See [`SelectError`].
pub fn select_key(set: &KeySet, key_id: &Str) -> Result<Key, SelectError> {
    let crash = |exception| SelectError::Crash { exception };
    let document = set.document().as_dict().ok_or(crash("AttributeError"))?;
    let not_found = || SelectError::NotFound {
        known: set.key_ids(),
    };
    let keys = match document.get("keys") {
        Some(Value::List(keys)) if !keys.is_empty() => keys,
        Some(keys) if keys.is_truthy() => return Err(crash("TypeError")),
        _ => return Err(not_found()),
    };
    let mut found = None;
    for key in keys {
        let key = key.as_dict().ok_or(crash("TypeError"))?;
        match key.get("kid").ok_or(crash("KeyError"))? {
            Value::Str(name) if name == key_id => found = Some(key),
            Value::List(_) | Value::Dict(_) | Value::Deep(_) => return Err(crash("TypeError")),
            _ => {}
        }
    }
    let key = found.ok_or_else(not_found)?;
    key_from_jwk(key).map_err(|error| match error {
        KeyError::Unusable => SelectError::Unusable,
        KeyError::Crash(exception) => crash(exception),
    })
}

/// `jwt.PyJWK(key)`.
///
/// # Errors
///
/// Where PyJWT or what it calls raises. A point that is not on its curve and private numbers that do
/// not belong together are not noticed here.
pub fn key_from_jwk(key: &Dict) -> Result<Key, KeyError> {
    let kind = key.get("kty").filter(|kind| kind.is_truthy());
    let kind = kind.ok_or(KeyError::Unusable)?;
    let algorithm = match key.get("alg").filter(|algorithm| algorithm.is_truthy()) {
        Some(Value::Str(name)) => algorithm_named(name).ok_or(KeyError::Unusable)?,
        Some(Value::List(_) | Value::Dict(_) | Value::Deep(_)) => {
            return Err(KeyError::Crash("TypeError"));
        }
        Some(_) => return Err(KeyError::Unusable),
        None => implied_algorithm(kind, key.get("crv")).ok_or(KeyError::Unusable)?,
    };
    let is_kind = |name: &str| kind.as_str().is_some_and(|kind| *kind == name);
    match algorithm {
        "none" => Err(KeyError::Crash("NotImplementedError")),
        "HS256" | "HS384" | "HS512" => {
            if !is_kind("oct") {
                return Err(KeyError::Unusable);
            }
            let secret = key.get("k").ok_or(KeyError::Crash("KeyError"))?;
            bytes(secret)?;
            Ok(Key::Other { algorithm })
        }
        "EdDSA" => octet_key_pair(key, is_kind("OKP")).map(|()| Key::Other { algorithm }),
        "ES256" | "ES256K" | "ES384" | "ES512" => {
            elliptic_curve(key, is_kind("EC")).map(|()| Key::Other { algorithm })
        }
        _ if !is_kind("RSA") => Err(KeyError::Unusable),
        "RS256" => rsa(key),
        _ => rsa(key).map(|_| Key::Other { algorithm }),
    }
}

fn algorithm_named(name: &Str) -> Option<&'static str> {
    [
        "none", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES256K", "ES384",
        "ES521", "ES512", "PS256", "PS384", "PS512", "EdDSA",
    ]
    .into_iter()
    .find(|known| name == known)
    // An old misspelling that PyJWT still takes.
    .map(|known| if known == "ES521" { "ES512" } else { known })
}

fn implied_algorithm(kind: &Value, curve: Option<&Value>) -> Option<&'static str> {
    let text = |value: &Value| value.as_str().map(Str::to_string);
    // A curve that is no string is none that is known; an empty one is none at all.
    let curve = curve
        .filter(|curve| curve.is_truthy())
        .map(|curve| text(curve).unwrap_or_default());
    match (text(kind)?.as_str(), curve.as_deref()) {
        ("RSA", _) => Some("RS256"),
        ("oct", _) => Some("HS256"),
        ("EC", Some("P-256") | None) => Some("ES256"),
        ("EC", Some("P-384")) => Some("ES384"),
        ("EC", Some("P-521")) => Some("ES512"),
        ("EC", Some("secp256k1")) => Some("ES256K"),
        ("OKP", Some("Ed25519")) => Some("EdDSA"),
        _ => None,
    }
}

fn rsa(key: &Dict) -> Result<Key, KeyError> {
    let (Some(modulus), Some(exponent)) = (key.get("n"), key.get("e")) else {
        return Err(KeyError::Unusable);
    };
    let crt = ["p", "q", "dp", "dq", "qi"].map(|member| key.get(member));
    let private = key.get("d");
    if private.is_some() {
        let given = crt.iter().flatten().count();
        if key.contains("oth") || (given > 0 && given < crt.len()) {
            return Err(KeyError::Unusable);
        }
    }
    let exponent = bytes(exponent)?;
    let modulus = bytes(modulus)?;
    if let Some(private) = private {
        bytes(private)?;
        for member in crt.into_iter().flatten() {
            bytes(member)?;
        }
    }
    let public =
        RsaPublicKey::new(&modulus, &exponent).map_err(|_| KeyError::Crash("ValueError"))?;
    Ok(match private {
        Some(_) => Key::Rs256Private,
        None => Key::Rs256(public),
    })
}

fn elliptic_curve(key: &Dict, is_kind: bool) -> Result<(), KeyError> {
    let (true, Some(x), Some(y)) = (is_kind, key.get("x"), key.get("y")) else {
        return Err(KeyError::Unusable);
    };
    let (x, y) = (bytes(x)?, bytes(y)?);
    let curve = key.get("crv").and_then(Value::as_str);
    let length = match curve.and_then(Str::as_str) {
        Some("P-256" | "secp256k1") => 32,
        Some("P-384") => 48,
        Some("P-521") => 66,
        _ => return Err(KeyError::Unusable),
    };
    if x.len() != length || y.len() != length {
        return Err(KeyError::Unusable);
    }
    match key.get("d") {
        Some(private) if bytes(private)?.len() != length => Err(KeyError::Unusable),
        _ => Ok(()),
    }
}

fn octet_key_pair(key: &Dict, is_kind: bool) -> Result<(), KeyError> {
    let curve = key.get("crv").and_then(Value::as_str);
    let length = match (is_kind, curve.and_then(Str::as_str)) {
        (true, Some("Ed25519")) => 32,
        (true, Some("Ed448")) => 57,
        _ => return Err(KeyError::Unusable),
    };
    let public = bytes(key.get("x").ok_or(KeyError::Unusable)?)?;
    // The private half makes the key then, and the public one is not looked at.
    let half = match key.get("d") {
        Some(private) => bytes(private)?,
        None => public,
    };
    if half.len() == length {
        Ok(())
    } else {
        Err(KeyError::Unusable)
    }
}

/// `base64url_decode(value)`.
fn bytes(value: &Value) -> Result<Vec<u8>, KeyError> {
    let text = value.as_str().ok_or(KeyError::Crash("TypeError"))?;
    if text.has_surrogate() {
        return Err(KeyError::Crash("UnicodeEncodeError"));
    }
    lenient_base64::base64url_decode(text.as_bytes()).map_err(|_| KeyError::Crash("binascii.Error"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::json;

    fn load(jwk: &str) -> Result<Key, KeyError> {
        let value = json::loads(jwk.as_bytes()).expect("valid JSON");
        key_from_jwk(value.as_dict().expect("an object"))
    }

    #[test]
    fn the_algorithm_comes_from_alg_or_else_from_the_key_type() {
        let other = |algorithm| Ok(Key::Other { algorithm });
        assert!(matches!(
            load(r#"{"kty":"RSA","n":"_____w","e":"AQAB"}"#),
            Ok(Key::Rs256(_))
        ));
        assert!(matches!(
            load(r#"{"kty":"RSA","alg":[],"n":"_____w","e":"AQAB"}"#),
            Ok(Key::Rs256(_))
        ));
        assert_eq!(
            load(r#"{"kty":"RSA","alg":"PS256","n":"_____w","e":"AQAB"}"#),
            other("PS256")
        );
        assert_eq!(load(r#"{"kty":"oct","k":"AA"}"#), other("HS256"));
    }

    #[test]
    fn a_curve_matters_to_keys_on_curves_only() {
        assert!(matches!(
            load(r#"{"kty":"RSA","crv":5,"n":"_____w","e":"AQAB"}"#),
            Ok(Key::Rs256(_))
        ));
        assert_eq!(
            load(r#"{"kty":"oct","crv":["x"],"k":"AA"}"#),
            Ok(Key::Other { algorithm: "HS256" })
        );
        assert_eq!(load(r#"{"kty":"EC","crv":5}"#), Err(KeyError::Unusable));
        assert_eq!(
            load(r#"{"kty":"OKP","crv":"","x":"AA"}"#),
            Err(KeyError::Unusable)
        );
    }

    #[test]
    fn the_private_half_of_an_octet_key_pair_makes_the_key() {
        let bytes = "A".repeat(43);
        for (x, d, loads) in [
            ("AA", Some(bytes.as_str()), true),
            (&bytes, Some("AA"), false),
            (&bytes, None, true),
        ] {
            let d = d.map(|d| format!(r#","d":"{d}""#)).unwrap_or_default();
            let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"{d}}}"#);
            assert_eq!(load(&jwk).is_ok(), loads, "{jwk}");
        }
    }

    #[test]
    fn pyjwt_refuses_keys_it_does_not_understand() {
        for jwk in [
            "{}",
            r#"{"kty":5}"#,
            r#"{"kty":"rsa","n":"_____w","e":"AQAB"}"#,
            r#"{"kty":"RSA","n":"_____w"}"#,
            r#"{"kty":"RSA","alg":"HS256","n":"_____w","e":"AQAB"}"#,
            r#"{"kty":"RSA","alg":5,"n":"_____w","e":"AQAB"}"#,
            r#"{"kty":"EC"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#,
            r#"{"kty":"OKP","crv":"Ed448","x":"AA"}"#,
            r#"{"kty":"RSA","n":"_____w","e":"AQAB","d":"AQ","p":"AQ"}"#,
        ] {
            assert_eq!(load(jwk), Err(KeyError::Unusable), "{jwk}");
        }
    }

    #[test]
    fn other_exceptions_are_not_pyjwts() {
        for (jwk, exception) in [
            (r#"{"kty":"RSA","n":5,"e":"AQAB"}"#, "TypeError"),
            (r#"{"kty":"RSA","n":"A","e":"AQAB"}"#, "binascii.Error"),
            (r#"{"kty":"RSA","n":"","e":"AQAB"}"#, "ValueError"),
            (r#"{"kty":"RSA","n":"_____w","e":"BA"}"#, "ValueError"),
            (
                r#"{"kty":"RSA","alg":["x"],"n":"_____w","e":"AQAB"}"#,
                "TypeError",
            ),
            (r#"{"kty":"RSA","alg":"none"}"#, "NotImplementedError"),
            (r#"{"kty":"oct"}"#, "KeyError"),
        ] {
            assert_eq!(load(jwk), Err(KeyError::Crash(exception)), "{jwk}");
        }
    }
}
