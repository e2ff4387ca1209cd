//! The played issuer's key: the browser makes it, and it goes with the page.

use js_sys::{Object, Reflect, Uint8Array};
use mintcheck::python::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::attack::KEY_ID;
use crate::plain;

const ALGORITHM: &str = "RSASSA-PKCS1-v1_5";

/// A key whose private half never leaves the browser's own keeping.
#[derive(Clone, Debug)]
pub(crate) struct SigningKey {
    private: CryptoKey,
    modulus: String,
    exponent: String,
}

/// The browser has no cryptography for this page, or refused it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Refused;

impl From<JsValue> for Refused {
    fn from(_: JsValue) -> Self {
        Self
    }
}

impl SigningKey {
    /// Makes one.
    pub(crate) async fn generate() -> Result<Self, Refused> {
        let subtle = subtle()?;
        let algorithm = object(&[
            ("name", JsValue::from_str(ALGORITHM)),
            ("modulusLength", JsValue::from_f64(2048.0)),
            (
                "publicExponent",
                Uint8Array::from([1, 0, 1].as_slice()).into(),
            ),
            ("hash", JsValue::from_str("SHA-256")),
        ])?;
        let uses = js_sys::Array::of2(&JsValue::from_str("sign"), &JsValue::from_str("verify"));
        let made = subtle.generate_key_with_object(&algorithm, false, &uses)?;
        let pair = JsFuture::from(made).await?;
        let half = |name: &str| -> Result<CryptoKey, Refused> {
            let key = Reflect::get(&pair, &JsValue::from_str(name))?;
            key.dyn_into().map_err(|_| Refused)
        };
        let public = subtle.export_key("jwk", &half("publicKey")?)?;
        let public = JsFuture::from(public).await?;
        let number = |name: &str| -> Result<String, Refused> {
            let text = Reflect::get(&public, &JsValue::from_str(name))?;
            text.as_string().ok_or(Refused)
        };
        Ok(Self {
            private: half("privateKey")?,
            modulus: number("n")?,
            exponent: number("e")?,
        })
    }

    /// Signs.
    pub(crate) async fn sign(&self, input: &str) -> Result<Vec<u8>, Refused> {
        let input = input.as_bytes();
        let signed = subtle()?.sign_with_str_and_u8_array(ALGORITHM, &self.private, input)?;
        let signed = JsFuture::from(signed).await?;
        Ok(Uint8Array::new(&signed).to_vec())
    }

    /// The key set that the played issuer publishes.
    pub(crate) fn jwks(&self) -> String {
        let key = plain::object([
            ("kty", plain::of_text("RSA")),
            ("alg", plain::of_text("RS256")),
            ("use", plain::of_text("sig")),
            ("kid", plain::of_text(KEY_ID)),
            ("n", plain::of_text(&self.modulus)),
            ("e", plain::of_text(&self.exponent)),
        ]);
        plain::object([("keys", Value::List(vec![key]))]).to_json()
    }
}

/// A name that no other token has.
pub(crate) fn token_id() -> Option<String> {
    let crypto = web_sys::window()?.crypto().ok()?;
    Reflect::get(&crypto, &JsValue::from_str("randomUUID"))
        .ok()
        .filter(JsValue::is_function)?;
    Some(crypto.random_uuid())
}

/// Absent where the page came over a connection that anybody could have changed.
fn subtle() -> Result<SubtleCrypto, Refused> {
    let window = web_sys::window().ok_or(Refused)?;
    let crypto = window.crypto()?;
    let subtle = Reflect::get(&crypto, &JsValue::from_str("subtle"))?;
    if subtle.is_undefined() {
        return Err(Refused);
    }
    subtle.dyn_into().map_err(|_| Refused)
}

fn object(members: &[(&str, JsValue)]) -> Result<Object, Refused> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}
