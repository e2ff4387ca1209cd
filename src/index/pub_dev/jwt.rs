//! pub.dev's own reader of tokens, on Dart's decoders.
//!
//! Source: `app/lib/service/openid/jwt.dart`, `openid_utils.dart` and `openid_models.dart`; Dart's `base64` and `json`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::gather::Gather as _;
use crate::jose::{KeySet, RsaPublicKey, verify_rs256};
use crate::python::{Dict, Str, Value, json};

/// The last moment that a `DateTime` holds, in seconds.
const LATEST: i64 = 8_640_000_000_000;

/// The shortest part that looks like one.
const SHORTEST: usize = 4;

/// A token that was decoded and nothing more.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    header: Dict,
    claims: Claims,
    message: Vec<u8>,
    signature: Vec<u8>,
}

/// The claims of a token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Claims {
    claims: Dict,
    pub(super) audiences: Vec<String>,
    pub(super) iat: Option<i64>,
    pub(super) nbf: Option<i64>,
    pub(super) exp: Option<i64>,
}

impl Token {
    /// `JsonWebToken.tryParse`, of what looks like a token.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (header, payload, signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some()
            || ![header, payload, signature]
                .into_iter()
                .all(looks_like_part)
        {
            return None;
        }
        let signature = base64(signature)?;
        let header = object(&base64(header)?)?;
        for name in ["alg", "typ", "kid"] {
            text_or_none(&header, name)?;
        }
        let claims = Claims::read(object(&base64(payload)?)?)?;
        let (message, _) = text.rsplit_once('.')?;
        Some(Self {
            header,
            claims,
            message: message.as_bytes().to_vec(),
            signature,
        })
    }

    pub(super) fn claims(&self) -> &Claims {
        &self.claims
    }

    pub(super) fn header(&self, name: &str) -> Option<String> {
        text_or_none(&self.header, name)?
    }

    pub(super) fn is_signed_by(&self, key: &Key) -> bool {
        key.rsa
            .as_ref()
            .is_some_and(|rsa| verify_rs256(rsa, &self.message, &self.signature))
    }
}

impl Claims {
    /// `JwtPayload`: nothing where one of its claims has another type.
    pub(super) fn read(claims: Dict) -> Option<Self> {
        let iat = seconds(&claims, "iat")?;
        let nbf = seconds(&claims, "nbf")?;
        let exp = seconds(&claims, "exp")?;
        text_or_none(&claims, "iss")?;
        let audiences = match claims.get("aud") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Str(audience)) => vec![audience.to_string()],
            Some(Value::List(several)) => {
                let texts = several
                    .iter()
                    .filter_map(|audience| audience.as_str().map(Str::to_string))
                    .gather();
                (texts.len() == several.len()).then_some(texts)?
            }
            Some(_) => return None,
        };
        Some(Self {
            claims,
            audiences,
            iat,
            nbf,
            exp,
        })
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.claims.contains(name)
    }

    /// A claim as people are shown it.
    pub(super) fn shown(&self, name: &str) -> String {
        self.claims.get(name).map(Value::repr).unwrap_or_default()
    }

    /// A claim that is text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.text_or_none(name)?
    }

    /// A claim that is text, or none; nothing where it is something else.
    pub(super) fn text_or_none(&self, name: &str) -> Option<Option<String>> {
        text_or_none(&self.claims, name)
    }
}

fn text_or_none(dict: &Dict, name: &str) -> Option<Option<String>> {
    match dict.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(Value::Str(text)) => Some(Some(text.to_string())),
        Some(_) => None,
    }
}

/// An integer that is a moment, or none.
fn seconds(claims: &Dict, name: &str) -> Option<Option<i64>> {
    match claims.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(Value::Int(int)) => {
            let seconds = int.to_i64()?;
            (-LATEST..=LATEST)
                .contains(&seconds)
                .then_some(Some(seconds))
        }
        Some(_) => None,
    }
}

/// `_jwtPattern`: both alphabets, and padding wherever it stands.
fn looks_like_part(part: &str) -> bool {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte);
    part.len() >= SHORTEST && part.bytes().all(is_taken)
}

/// `base64.decode(base64.normalize(text))`: padded to the end, or not at all, and without anything left over in the last
/// character.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut standard = text.replace('-', "+").replace('_', "/");
    if !standard.contains('=') {
        while !standard.len().is_multiple_of(4) {
            standard.push('=');
        }
    }
    STANDARD.decode(standard).ok()
}

/// The object that the bytes are.
fn object(bytes: &[u8]) -> Option<Dict> {
    std::str::from_utf8(bytes).ok()?;
    match json::loads(bytes) {
        Ok(Value::Dict(dict)) if !Value::Dict(dict.clone()).has_non_finite() => Some(dict),
        _ => None,
    }
}

/// A key of an issuer's.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) id: Option<String>,
    algorithm: String,
    is_for_signatures: bool,
    rsa: Option<RsaPublicKey>,
}

impl Key {
    /// `selectKeyForSignature`: a token need not name its key, but the key has to name its algorithm.
    pub(super) fn is_tried(&self, key_id: Option<&str>, algorithm: &str) -> bool {
        self.is_for_signatures
            && key_id.is_none_or(|id| self.id.as_deref() == Some(id))
            && self.algorithm == algorithm
    }
}

/// `JsonWebKeyList.fromJson`: nothing where a single key is not as it should be.
pub(super) fn keys(set: &KeySet) -> Option<Vec<Key>> {
    let Value::List(keys) = set.document().as_dict()?.get("keys")? else {
        return None;
    };
    let mut read = Vec::new();
    for key in keys {
        read.push(key_of(key.as_dict()?)?);
    }
    Some(read)
}

fn key_of(key: &Dict) -> Option<Key> {
    let text = |name| text_or_none(key, name);
    let number = |name| match text(name)? {
        Some(text) => base64(&text).map(Some),
        None => Some(None),
    };
    let is_for_signatures = text("use")?.is_none_or(|name| name == "sig");
    let rsa = match (text("kty")?.as_deref(), number("n")?, number("e")?) {
        (Some("RSA"), Some(modulus), Some(exponent)) => RsaPublicKey::new(&modulus, &exponent).ok(),
        _ => None,
    };
    Some(Key {
        id: text("kid")?,
        algorithm: text("alg")??,
        is_for_signatures,
        rsa,
    })
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn token(header: &str, payload: &str) -> Option<Token> {
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        Token::parse(&format!("{}.{}.AAAA", encode(header), encode(payload)))
    }

    #[test]
    fn moments_are_integers_or_absent() {
        let claims = |exp: &str| token(r#"{"a": 1}"#, &format!("{{\"exp\": {exp}}}"));
        assert!(claims("5").is_some_and(|token| token.claims.exp == Some(5)));
        assert!(claims("null").is_some_and(|token| token.claims.exp.is_none()));
        for refused in ["5.0", "\"5\"", "true", "8640000000001"] {
            assert_eq!(claims(refused), None, "{refused}");
        }
    }

    #[test]
    fn what_follows_the_claims_and_short_parts_are_refused() {
        assert_eq!(token(r#"{"a": 1}"#, "{} x"), None);
        assert_eq!(token("{}", r#"{"a": 1}"#), None);
        assert_eq!(Token::parse("AAAA.AAAA"), None);
        assert_eq!(Token::parse("AAAA.AAAA.AAAA.AAAA"), None);
    }

    #[test]
    fn nothing_is_left_over_in_the_last_character() {
        assert_eq!(base64("-_8").as_deref(), Some([0xfb, 0xff].as_slice()));
        assert_eq!(base64("+/8=").as_deref(), Some([0xfb, 0xff].as_slice()));
        assert_eq!(base64("+/9="), None);
        assert_eq!(base64("+=/8"), None);
    }
}
