//! Decoding as Microsoft.IdentityModel.JsonWebTokens does it on .NET Framework.
//!
//! Source: AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet c6b3b6a (2024-10-24):
//! `JsonWebToken.cs`, `Json/JsonWebToken.PayloadClaimSet.cs`, `Json/JsonClaimSet.cs`, and in
//! Microsoft.IdentityModel.Tokens `Json/JsonSerializerPrimitives.cs`, `Base64UrlEncoder.cs`, `JsonWebKeySet.cs`.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{KeySet, RsaPublicKey, verify_rs256};
use crate::gather::Gather as _;
use crate::python::{Dict, Str, Value, json};

/// What `Convert.FromBase64String` takes once the text was padded: the last character may say more than it has to.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// `Utf8JsonReader` nests no deeper.
const DEEPEST: usize = 64;

/// Below so many bits no key verifies anything (`DefaultMinimumAsymmetricKeySizeInBitsForVerifyingMap`).
const SMALLEST_KEY: usize = 1024;

/// RS256 by its long name, which is taken as well.
const RS256_ADDRESS: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/// The other algorithms that an RSA key is good for.
const OTHER_RSA: [&str; 5] = ["RS384", "RS512", "PS256", "PS384", "PS512"];

/// A token that was decoded and nothing more.
#[derive(Clone, Debug, PartialEq)]
pub struct UnverifiedToken {
    header: Dict,
    claims: Claims,
    signing_input: Vec<u8>,
    /// Absent where it is no base64; empty where there is none.
    signature: Option<Vec<u8>>,
}

/// The claims of a token, as the library hands them out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims {
    claims: Dict,
    /// The audiences; `null`s are left out.
    pub audiences: Vec<String>,
    /// When the token expires.
    pub exp: Option<i64>,
    /// From when it is valid.
    pub nbf: Option<i64>,
}

/// Why the library takes a text for no token: its own code for the reason.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Malformed(pub &'static str);

impl UnverifiedToken {
    /// `new JsonWebToken(token)`.
    ///
    /// # Errors
    ///
    /// Where the constructor throws.
    pub fn decode(token: &str) -> Result<Self, Malformed> {
        let parts: Vec<&str> = token.split('.').gather();
        let (header, payload, signature) = match parts.as_slice() {
            [] | [_] => return Err(Malformed("IDX14100")),
            [_, ""] => return Err(Malformed("IDX14100")),
            [_, _] => return Err(Malformed("IDX14120")),
            [header, payload, signature] => (*header, *payload, *signature),
            // An encrypted token: nothing of its claims is known.
            [header, _, vector, text, tag]
                if !(vector.is_empty() || text.is_empty() || tag.is_empty()) =>
            {
                return Ok(Self {
                    header: read_header(header)?,
                    claims: Claims::default(),
                    signing_input: Vec::new(),
                    signature: None,
                });
            }
            [_, _, _, _, _] => return Err(Malformed("IDX14310")),
            [_, _, _, _] => return Err(Malformed("IDX14121")),
            _ => return Err(Malformed("IDX14122")),
        };
        let header = read_header(header)?;
        let claims = if payload.is_empty() {
            Claims::default()
        } else {
            let bytes = base64(payload).ok_or(Malformed("IDX14101"))?;
            let claims = object(&bytes).ok_or(Malformed("IDX14101"))?;
            Claims::read(claims).ok_or(Malformed("IDX14101"))?
        };
        let signed = token
            .len()
            .saturating_sub(signature.len())
            .saturating_sub(1);
        Ok(Self {
            header,
            claims,
            signing_input: token.as_bytes().get(..signed).unwrap_or_default().to_vec(),
            signature: signature_bytes(signature),
        })
    }

    /// The claims.
    #[must_use]
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// A member of the header that is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.header.get(name)?.as_str()?.as_str()
    }

    /// Whether there is anything in the signature's place.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.signature
            .as_ref()
            .is_none_or(|bytes| !bytes.is_empty())
    }

    /// Whether the key made the signature; absent where the algorithm is one that is not verified here.
    #[must_use]
    pub fn is_signed_by(&self, key: &SigningKey) -> Option<bool> {
        let algorithm = self.header("alg").unwrap_or_default();
        if OTHER_RSA.contains(&algorithm) {
            return None;
        }
        let (true, Some(signature)) = (
            algorithm == "RS256" || algorithm == RS256_ADDRESS,
            &self.signature,
        ) else {
            return Some(false);
        };
        let rsa = key.rsa.as_ref().filter(|rsa| rsa.bits() >= SMALLEST_KEY);
        Some(rsa.is_some_and(|rsa| verify_rs256(rsa, &self.signing_input, signature)))
    }
}

impl Claims {
    /// The claims out of a payload; nothing where one of them has a type that its reader does not take.
    #[must_use]
    pub fn read(claims: Dict) -> Option<Self> {
        for name in ["azp", "iss", "jti"] {
            if !matches!(claims.get(name), None | Some(Value::Null | Value::Str(_))) {
                return None;
            }
        }
        let is_subject = |value: &Value| {
            matches!(
                value,
                Value::Null | Value::Str(_) | Value::Int(_) | Value::Float(_)
            )
        };
        if !claims.get("sub").is_none_or(is_subject) {
            return None;
        }
        let seconds = |name| match claims.get(name) {
            None => Some(None),
            Some(value) => Some(Some(seconds(value)?)),
        };
        let (exp, nbf) = (seconds("exp")?, seconds("nbf")?);
        seconds("iat")?;
        let audiences = match claims.get("aud") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Str(audience)) => vec![audience.to_string()],
            Some(Value::List(several)) => {
                let mut audiences = Vec::new();
                for audience in several {
                    match audience {
                        Value::Null => {}
                        Value::Str(audience) => audiences.push(audience.to_string()),
                        _ => return None,
                    }
                }
                audiences
            }
            Some(_) => return None,
        };
        Some(Self {
            claims,
            audiences,
            exp,
            nbf,
        })
    }

    /// The claims as they were read.
    #[must_use]
    pub fn all(&self) -> &Dict {
        &self.claims
    }

    /// `TryGetPayloadValue<string>`: numbers and truth values become text, lists and objects stay JSON text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        Some(match self.claims.get(name)? {
            Value::Null => return None,
            Value::Str(text) => text.to_string(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            other => other.to_json(),
        })
    }

    /// A claim's text, unless it is blank.
    #[must_use]
    pub fn required(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }
}

fn read_header(text: &str) -> Result<Dict, Malformed> {
    let bytes = base64(text).ok_or(Malformed("IDX14102"))?;
    let header = object(&bytes).ok_or(Malformed("IDX14102"))?;
    let is_text = |name: &&str| {
        let value = header.get(name);
        matches!(value, None | Some(Value::Null | Value::Str(_)))
    };
    let sound = ["alg", "cty", "kid", "typ", "x5t", "zip"]
        .iter()
        .all(is_text);
    if sound {
        Ok(header)
    } else {
        Err(Malformed("IDX14102"))
    }
}

/// Both alphabets, with and without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    if text.len() % 4 == 1 {
        return None;
    }
    let standard: Vec<u8> = text
        .bytes()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .gather();
    BASE64.decode(standard).ok()
}

/// A signature is read by another decoder, which passes over padding wherever it stands.
fn signature_bytes(text: &str) -> Option<Vec<u8>> {
    if text.len() % 4 == 1 {
        return None;
    }
    let rest: String = text.chars().filter(|character| *character != '=').collect();
    if rest.len() % 4 == 1 {
        return None;
    }
    base64(&rest)
}

/// The object that the bytes start with: what comes behind its end is not read.
fn object(bytes: &[u8]) -> Option<Dict> {
    let valid = match std::str::from_utf8(bytes) {
        Ok(_) => bytes,
        Err(error) => bytes.get(..error.valid_up_to())?,
    };
    let text = valid.trim_ascii_start();
    if !text.starts_with(b"{") {
        return None;
    }
    let (value, _) = json::read_prefix(text).ok()?;
    let sound = |text: &Str| !text.has_surrogate();
    let Value::Dict(dict) = value else {
        return None;
    };
    let is_read = dict.iter().all(|(name, value)| {
        sound(name)
            && value.as_str().is_none_or(sound)
            && !value.has_non_finite()
            && is_shallow(value, DEEPEST.saturating_sub(1))
    });
    is_read.then_some(dict)
}

fn is_shallow(value: &Value, left: usize) -> bool {
    let below = left.saturating_sub(1);
    match value {
        Value::List(items) => left > 0 && items.iter().all(|item| is_shallow(item, below)),
        Value::Dict(dict) => left > 0 && dict.iter().all(|(_, item)| is_shallow(item, below)),
        Value::Deep(_) => false,
        _ => true,
    }
}

/// `ReadLong`: an integer, a float, which is rounded half to even, or either as text.
fn seconds(value: &Value) -> Option<i64> {
    match value {
        Value::Int(int) => int.to_i64(),
        Value::Float(float) => rounded(*float),
        Value::Str(text) => {
            let text = text.as_str()?.trim();
            text.parse().ok().or_else(|| rounded(text.parse().ok()?))
        }
        _ => None,
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "within the range just checked"
)]
fn rounded(float: f64) -> Option<i64> {
    let rounded = float.round_ties_even();
    (rounded.is_finite() && rounded.abs() < 9.2e18).then_some(rounded as i64)
}

/// A key of an issuer's.
#[derive(Clone, Debug, PartialEq)]
pub struct SigningKey {
    key_id: Option<String>,
    /// Its thumbprint, where there is a certificate.
    thumbprint: Option<String>,
    /// Whether there is a certificate: then case does not matter in the key's ID.
    has_certificate: bool,
    rsa: Option<RsaPublicKey>,
}

impl SigningKey {
    /// The key's ID.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// `ResolveTokenSigningKey`: by `kid`, or by `x5t`.
    #[must_use]
    pub fn is_named_by(&self, key_id: Option<&str>, thumbprint: Option<&str>) -> bool {
        let named = |own: Option<&str>, name: Option<&str>| match (own, name) {
            (Some(own), Some(name)) if !name.is_empty() => {
                own == name || (self.has_certificate && own.eq_ignore_ascii_case(name))
            }
            _ => false,
        };
        let own = self.key_id.as_deref();
        named(own, key_id)
            || named(own, thumbprint)
            || named(self.thumbprint.as_deref(), thumbprint)
    }
}

/// `JsonWebKeySet.GetSigningKeys`: the RSA keys that are for signatures.
#[must_use]
pub fn signing_keys(set: &KeySet) -> Vec<SigningKey> {
    let keys = set.document().as_dict().and_then(|set| set.get("keys"));
    let Some(Value::List(keys)) = keys else {
        return Vec::new();
    };
    keys.iter().filter_map(signing_key).gather()
}

fn signing_key(key: &Value) -> Option<SigningKey> {
    let key = key.as_dict()?;
    let text = |name: &str| {
        key.get(name)?
            .as_str()?
            .as_str()
            .filter(|text| !text.is_empty())
    };
    if text("kty") != Some("RSA") || !matches!(text("use"), None | Some("sig")) {
        return None;
    }
    let has_certificate = matches!(key.get("x5c"), Some(Value::List(chain)) if !chain.is_empty());
    let rsa = match (text("n"), text("e")) {
        (Some(modulus), Some(exponent)) => {
            RsaPublicKey::new(&base64(modulus)?, &base64(exponent)?).ok()
        }
        _ => None,
    };
    Some(SigningKey {
        key_id: text("kid").map(str::to_owned),
        thumbprint: text("x5t").map(str::to_owned),
        has_certificate,
        rsa,
    })
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    fn token(header: &str, payload: &str) -> Result<UnverifiedToken, Malformed> {
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        UnverifiedToken::decode(&format!("{}.{}.AAAA", encode(header), encode(payload)))
    }

    #[test]
    fn what_comes_behind_the_claims_is_not_read() {
        assert!(token("{}", r#"{"a": 1} and more"#).is_ok());
        assert!(token("{}", r#"{"a": 1"#).is_err());
        assert!(token("{}", "[]").is_err());
    }

    #[test]
    fn times_may_be_text_and_fractions_but_not_null() {
        let exp =
            |text: &str| token("{}", &format!("{{\"exp\": {text}}}")).map(|token| token.claims.exp);
        assert_eq!(exp("5"), Ok(Some(5)));
        assert_eq!(exp("4.5"), Ok(Some(4)));
        assert_eq!(exp("\" 7 \""), Ok(Some(7)));
        assert_eq!(exp("null"), Err(Malformed("IDX14101")));
        assert_eq!(exp("true"), Err(Malformed("IDX14101")));
    }

    #[test]
    fn nulls_are_no_audiences_and_numbers_are_no_tokens() {
        let audiences = |text: &str| {
            token("{}", &format!("{{\"aud\": {text}}}")).map(|token| token.claims.audiences)
        };
        assert_eq!(audiences("[null, \"a\"]"), Ok(vec!["a".to_owned()]));
        assert_eq!(audiences("null"), Ok(Vec::new()));
        assert_eq!(audiences("[1]"), Err(Malformed("IDX14101")));
    }

    #[test]
    fn a_claim_of_another_type_is_read_as_text() {
        let claims = token(
            "{}",
            r#"{"n": 12, "b": true, "l": ["x"], "e": " ", "z": null}"#,
        )
        .map(|token| token.claims)
        .expect("a token");
        assert_eq!(claims.text("n").as_deref(), Some("12"));
        assert_eq!(claims.text("b").as_deref(), Some("True"));
        assert_eq!(claims.required("e"), None);
        assert_eq!(claims.text("z"), None);
    }

    #[test]
    fn both_alphabets_and_any_padding_are_taken() {
        for text in ["-_8", "-_8=", "+/8=", "+/9="] {
            assert_eq!(
                base64(text).as_deref(),
                Some([0xfb, 0xff].as_slice()),
                "{text}"
            );
        }
        assert_eq!(base64("A"), None);
        assert_eq!(base64("A*AA"), None);
    }

    #[test]
    fn a_token_has_two_dots_or_is_an_encrypted_one_with_four() {
        assert_eq!(UnverifiedToken::decode("a"), Err(Malformed("IDX14100")));
        assert_eq!(UnverifiedToken::decode("a."), Err(Malformed("IDX14100")));
        assert_eq!(UnverifiedToken::decode("a.b"), Err(Malformed("IDX14120")));
        assert_eq!(
            UnverifiedToken::decode("a.b.c.d"),
            Err(Malformed("IDX14121"))
        );
        assert!(UnverifiedToken::decode("e30.b.c.d.e").is_ok());
        assert_eq!(
            UnverifiedToken::decode("a.b.c.d.e.f"),
            Err(Malformed("IDX14122"))
        );
        assert!(UnverifiedToken::decode("e30..").is_ok_and(|token| !token.is_signed()));
    }
}
