//! Key sets as issuers publish them (RFC 7517 §5).

use serde::Serialize;

use crate::gather::Gather as _;
use crate::python::{Value, json};

/// A key set that was read as JSON and no further: what its keys are good for is the library's
/// business that uses them.
#[derive(Clone, Debug, PartialEq)]
pub struct KeySet {
    text: Vec<u8>,
    document: Value,
}

/// Why a pasted text is no key set.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum KeySetError {
    /// It is no JSON.
    NotJson {
        /// Where it stops being JSON.
        error: json::Error,
    },
    /// It is JSON, but has no list `keys`.
    NoKeys,
}

impl KeySet {
    /// Reads the JSON text of a key set.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON. Anything that is JSON can be what an issuer serves.
    pub fn from_json(text: &[u8]) -> Result<Self, KeySetError> {
        match json::loads(text) {
            Ok(document) => Ok(Self {
                text: text.to_vec(),
                document,
            }),
            Err(error) => Err(KeySetError::NotJson { error }),
        }
    }

    /// What an issuer serves, whatever that is.
    #[must_use]
    pub fn served(text: &[u8]) -> Self {
        Self::from_json(text).unwrap_or_else(|_| Self {
            text: text.to_vec(),
            document: Value::Null,
        })
    }

    /// Reads a key set that a person pasted: it has to have a list `keys`. A single key is taken as
    /// a set of one.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON or has no keys.
    pub fn from_paste(text: &str) -> Result<Self, KeySetError> {
        let set = Self::from_json(text.as_bytes())?;
        match &set.document {
            Value::Dict(dict) if matches!(dict.get("keys"), Some(Value::List(_))) => Ok(set),
            Value::Dict(dict) if dict.contains("kty") => Ok(Self {
                text: format!("{{\"keys\":[{text}]}}").into_bytes(),
                document: Value::Dict(crate::python::Dict::from_pairs(vec![(
                    "keys".into(),
                    Value::List(vec![set.document.clone()]),
                )])),
            }),
            _ => Err(KeySetError::NoKeys),
        }
    }

    /// The text as it was served.
    #[must_use]
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The document as it was served; `null` if it is no JSON.
    #[must_use]
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The key IDs in order, for people; keys without one are left out.
    #[must_use]
    pub fn key_ids(&self) -> Vec<String> {
        let keys = self.document.as_dict().and_then(|set| set.get("keys"));
        let Some(Value::List(keys)) = keys else {
            return Vec::new();
        };
        keys.iter()
            .filter_map(|key| key.as_dict()?.get("kid")?.as_str())
            .map(|key_id| key_id.to_lossy().into_owned())
            .gather()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_key_is_a_set_of_one_and_other_json_is_refused() {
        let set = KeySet::from_paste(r#"{"kty": "RSA", "kid": "a"}"#).expect("a key");
        assert_eq!(set.key_ids(), ["a"]);
        assert_eq!(KeySet::from_paste("[]"), Err(KeySetError::NoKeys));
        assert!(matches!(
            KeySet::from_paste("-----BEGIN"),
            Err(KeySetError::NotJson { .. })
        ));
    }
}
