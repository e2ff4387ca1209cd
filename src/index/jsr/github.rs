//! GitHub Actions.
//!
//! Source: `api/src/external/github.rs`, `GitHubClaims` and `validate_oidc_issuer`.

use std::fmt::Display;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, de};

use crate::python::{Dict, Value};

/// The kind of publisher.
pub(super) const KIND: &str = "github";

/// The issuer that all share who have none of their own.
pub(super) const ISSUER: &str = crate::issuer::github::GITHUB.url;

/// The claims that the server's struct holds. Where it could not be filled, those that are there.
#[derive(Debug)]
pub(super) struct Claims {
    pub(super) repository_id: Option<i64>,
    pub(super) actor_id: Option<i64>,
    pub(super) audience: Option<String>,
}

/// The order matters, since serde fills a struct from a list, too.
#[derive(Deserialize)]
struct GitHubClaims {
    #[serde(deserialize_with = "number_or_text")]
    repository_id: i64,
    #[serde(deserialize_with = "number_or_text")]
    actor_id: i64,
    aud: String,
}

/// `deserialize_number_from_string`.
fn number_or_text<'de, D: Deserializer<'de>, T>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr + Deserialize<'de>,
    T::Err: Display,
{
    // The name is part of serde's words.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum StringOrInt<T> {
        String(String),
        Number(T),
    }

    match StringOrInt::<T>::deserialize(deserializer)? {
        StringOrInt::String(text) => text.parse().map_err(de::Error::custom),
        StringOrInt::Number(number) => Ok(number),
    }
}

impl Claims {
    /// Reads the claims as the server's struct does; fails in serde's words.
    pub(super) fn read(payload: &[u8]) -> Result<Self, String> {
        let claims: GitHubClaims =
            serde_json::from_slice(payload).map_err(|error| error.to_string())?;
        Ok(Self {
            repository_id: Some(claims.repository_id),
            actor_id: Some(claims.actor_id),
            audience: Some(claims.aud),
        })
    }

    /// Those of the claims that can be read.
    pub(super) fn lenient(claims: &Dict) -> Self {
        let number = |name: &str| match claims.get(name)? {
            Value::Int(number) => number.to_i64(),
            Value::Str(text) => text.as_str()?.parse().ok(),
            _ => None,
        };
        let audience = claims.get("aud").and_then(Value::as_str);
        Self {
            repository_id: number("repository_id"),
            actor_id: number("actor_id"),
            audience: audience.and_then(|text| text.as_str().map(str::to_owned)),
        }
    }
}

/// Whether an issuer is GitHub's: the one that all share, or an enterprise's own below it.
pub(super) fn is_issuer(issuer: &str) -> bool {
    let Some(rest) = issuer.strip_prefix(ISSUER) else {
        return false;
    };
    let is_slug = |slug: &str| {
        !slug.is_empty()
            && slug
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    rest.is_empty() || rest.strip_prefix('/').is_some_and(is_slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_enterprise_has_one_path_component_of_its_own() {
        for (rest, expected) in [
            ("", true),
            ("/octo-corp", true),
            ("/-", true),
            ("/", false),
            ("//octo", false),
            ("/octo/corp", false),
            ("/octo_corp", false),
            ("/octo?x=1", false),
            (".example.com", false),
            (".example.com/octo", false),
        ] {
            assert_eq!(is_issuer(&format!("{ISSUER}{rest}")), expected, "{rest}");
        }
    }
}
