//! The decoding that happens before anything is verified.

use serde::Serialize;

use crate::python::{Dict, Str, Value, json, lenient_base64};

/// A token that was decoded and nothing more: whoever wrote it may have written anything.
#[derive(Clone, Debug, PartialEq)]
pub struct UnverifiedToken {
    header: Dict,
    claims: Dict,
    signing_input: Vec<u8>,
    signature: Vec<u8>,
}

/// One of a compact token's three parts.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Segment {
    /// The first: algorithm and key ID.
    Header,
    /// The second: the claims.
    Payload,
    /// The third.
    Signature,
}

/// Why a text is no token to PyJWT.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum DecodeError {
    /// `b64` is false, so the payload would have to come from elsewhere.
    DetachedPayload,
    /// `crit` is no list of strings that PyJWT knows and that the header holds.
    CriticalHeader,
    /// `kid` is no string.
    KeyIdType {
        /// Python's name of the type found.
        found: &'static str,
    },
    /// A segment that is no base64.
    NotBase64 {
        /// Which.
        segment: Segment,
        /// Why.
        error: lenient_base64::Error,
    },
    /// A segment whose bytes are no JSON.
    NotJson {
        /// Which.
        segment: Segment,
        /// Where it stops being JSON.
        error: json::Error,
    },
    /// A segment that is JSON, but no object.
    NotObject {
        /// Which.
        segment: Segment,
        /// Python's name of the type found.
        found: &'static str,
    },
    /// Fewer than three segments.
    TooFewSegments {
        /// How many there are.
        found: usize,
    },
}

impl UnverifiedToken {
    /// `jwt.decode(token, options={"verify_signature": False})`.
    ///
    /// # Errors
    ///
    /// Where PyJWT raises.
    pub fn decode(token: &str) -> Result<Self, DecodeError> {
        let text = token.as_bytes();
        let too_few = || DecodeError::TooFewSegments {
            found: text.split(|byte| *byte == b'.').count(),
        };
        // `rsplit(b".", 1)`, then `split(b".", 1)`: a fourth segment lands in the payload, where the
        // lenient decoder drops its dot.
        let last_dot = text.iter().rposition(|byte| *byte == b'.');
        let (signing_input, signature) = around(text, last_dot).ok_or_else(too_few)?;
        let first_dot = signing_input.iter().position(|byte| *byte == b'.');
        let (header, payload) = around(signing_input, first_dot).ok_or_else(too_few)?;

        let header = object(Segment::Header, &bytes(Segment::Header, header)?)?;
        let detached = header.get("b64") == Some(&Value::Bool(false));
        if detached && !payload.is_empty() {
            return Err(DecodeError::DetachedPayload);
        }
        let payload = bytes(Segment::Payload, payload)?;
        let signature = bytes(Segment::Signature, signature)?;
        check_key_id(&header)?;
        check_critical(&header)?;
        if detached {
            return Err(DecodeError::DetachedPayload);
        }
        let claims = object(Segment::Payload, &payload)?;
        Ok(Self {
            header,
            claims,
            signing_input: signing_input.to_vec(),
            signature,
        })
    }

    /// The header's members.
    #[must_use]
    pub fn header(&self) -> &Dict {
        &self.header
    }

    /// The claims, which nobody has vouched for.
    #[must_use]
    pub fn unverified_claims(&self) -> &Dict {
        &self.claims
    }

    /// The key ID that the header names.
    #[must_use]
    pub fn key_id(&self) -> Option<&Str> {
        self.header.get("kid").and_then(Value::as_str)
    }

    /// The bytes that were signed.
    #[must_use]
    pub fn signing_input(&self) -> &[u8] {
        &self.signing_input
    }

    /// The signature's bytes.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }
}

fn around(text: &[u8], dot: Option<usize>) -> Option<(&[u8], &[u8])> {
    let dot = dot?;
    Some((text.get(..dot)?, text.get(dot.checked_add(1)?..)?))
}

fn bytes(segment: Segment, text: &[u8]) -> Result<Vec<u8>, DecodeError> {
    lenient_base64::base64url_decode(text)
        .map_err(|error| DecodeError::NotBase64 { segment, error })
}

fn object(segment: Segment, bytes: &[u8]) -> Result<Dict, DecodeError> {
    match json::loads(bytes) {
        Ok(Value::Dict(dict)) => Ok(dict),
        Ok(other) => Err(DecodeError::NotObject {
            segment,
            found: other.type_name(),
        }),
        Err(error) => Err(DecodeError::NotJson { segment, error }),
    }
}

fn check_key_id(header: &Dict) -> Result<(), DecodeError> {
    match header.get("kid") {
        None | Some(Value::Str(_)) => Ok(()),
        Some(other) => Err(DecodeError::KeyIdType {
            found: other.type_name(),
        }),
    }
}

/// The only extension that PyJWT knows is `b64`.
fn check_critical(header: &Dict) -> Result<(), DecodeError> {
    let sound = match header.get("crit") {
        None => true,
        Some(Value::List(names)) => {
            let known = |name: &Value| name.as_str().is_some_and(|name| *name == "b64");
            !names.is_empty() && names.iter().all(known) && header.contains("b64")
        }
        Some(_) => false,
    };
    if sound {
        Ok(())
    } else {
        Err(DecodeError::CriticalHeader)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn token(header: &str, payload: &str) -> String {
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!(
            "{}.{}.{}",
            encode(header),
            encode(payload),
            encode("signature")
        )
    }

    fn refusal(header: &str, payload: &str) -> Option<DecodeError> {
        UnverifiedToken::decode(&token(header, payload)).err()
    }

    #[test]
    fn a_token_needs_three_segments() {
        for (text, found) in [("", 1), ("a", 1), ("e30.e30", 2)] {
            assert_eq!(
                UnverifiedToken::decode(text),
                Err(DecodeError::TooFewSegments { found })
            );
        }
    }

    #[test]
    fn a_newline_inside_is_dropped() {
        let text = token("{}", "{\"a\": \"aaaa\"}");
        let (start, end) = text.split_at(8);
        let broken = format!("{start}\n\n\n\n{end}");
        let decoded = UnverifiedToken::decode(&broken).expect("decodes");
        assert!(decoded.unverified_claims().contains("a"));
    }

    #[test]
    fn header_and_payload_are_objects() {
        let not_object = |segment| {
            Some(DecodeError::NotObject {
                segment,
                found: "list",
            })
        };
        assert_eq!(refusal("[]", "{}"), not_object(Segment::Header));
        assert_eq!(refusal("{}", "[]"), not_object(Segment::Payload));
    }

    #[test]
    fn a_key_id_is_a_string_or_absent() {
        assert_eq!(
            refusal("{\"kid\": 1}", "{}"),
            Some(DecodeError::KeyIdType { found: "int" })
        );
        assert_eq!(refusal("{}", "{}"), None);
    }

    #[test]
    fn critical_extensions_are_refused_but_for_b64() {
        for header in [
            r#"{"crit": []}"#,
            r#"{"crit": null}"#,
            r#"{"crit": ["exp"], "exp": 1}"#,
            r#"{"crit": ["b64"]}"#,
            r#"{"crit": [1]}"#,
        ] {
            assert_eq!(
                refusal(header, "{}"),
                Some(DecodeError::CriticalHeader),
                "{header}"
            );
        }
        assert_eq!(refusal(r#"{"crit": ["b64"], "b64": true}"#, "{}"), None);
        assert_eq!(
            refusal(r#"{"crit": ["b64"], "b64": false}"#, "{}"),
            Some(DecodeError::DetachedPayload)
        );
    }
}
