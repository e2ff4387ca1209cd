//! What GitHub and GitLab have in common: typed claims, and configs that are looked for by them.

use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer};

use crate::index::Class;
use crate::python::{Dict, Value};

use super::crash::{EARLIEST, LATEST};
use super::{github, gitlab};

/// The providers.
pub(super) const PROVIDERS: [&Provider; 2] = [&github::PROVIDER, &gitlab::PROVIDER];

/// A provider: an issuer's tokens and the configs registered for them.
#[derive(Debug)]
pub(super) struct Provider {
    /// The kind of publisher.
    pub(super) kind: &'static str,
    /// The issuer.
    pub(super) issuer: &'static str,
    /// Reads the claims as the server's struct does; fails in serde's words.
    pub(super) read: fn(&[u8]) -> Result<Claims, String>,
    /// The claims that have to be strings, in the order of the struct.
    pub(super) texts: &'static [&'static str],
    /// The claims whose value does not matter.
    pub(super) stored: &'static [&'static str],
    /// How a token's claims are read for the lookup.
    pub(super) subject: fn(&Claims) -> Subject,
    /// The fields and claims of the lookup.
    pub(super) columns: Columns,
}

/// The fields by which configs are found and narrowed down.
#[derive(Debug)]
pub(super) struct Columns {
    /// Owner or namespace, and project.
    pub(super) path: [&'static str; 2],
    /// The claim with both.
    pub(super) path_claim: &'static str,
    /// The ID of owner or namespace, and its claim.
    pub(super) id: (&'static str, &'static str),
    /// What the answers call it, one and several.
    pub(super) id_name: (&'static str, &'static str),
    /// The workflow's file, and its claim.
    pub(super) file: (&'static str, &'static str),
    /// What the answers call it.
    pub(super) file_name: &'static str,
}

/// What the claims say about the workflow; absent where that cannot be read out of them.
#[derive(Debug)]
pub(super) struct Subject {
    /// Owner or namespace, and project.
    pub(super) path: Option<[String; 2]>,
    /// The workflow's file.
    pub(super) file: Option<String>,
    /// The ID of owner or namespace, as the answers write it.
    pub(super) id: Option<String>,
    /// The environment.
    pub(super) environment: Option<String>,
}

/// The claims that the server's struct holds. Where it could not be filled, those that are there.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) texts: Vec<(&'static str, String)>,
    pub(super) exp: Option<i64>,
    pub(super) iat: Option<i64>,
}

impl Claims {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.texts.iter().find(|(other, _)| *other == name)?;
        Some(&found.1)
    }

    /// The strings among a token's claims.
    pub(super) fn lenient(provider: &Provider, claims: &Dict) -> Self {
        let texts = provider
            .texts
            .iter()
            .chain(&["environment"])
            .filter_map(|name| Some((*name, claims.get(name)?.as_str()?.as_str()?.to_owned())))
            .collect();
        let seconds = |name: &str| match claims.get(name) {
            Some(Value::Int(seconds)) => seconds.to_i64(),
            _ => None,
        };
        Self {
            texts,
            exp: seconds("exp"),
            iat: seconds("iat"),
        }
    }
}

/// `chrono::serde::ts_seconds`: a JSON integer that chrono has a date for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timestamp(pub(super) i64);

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Seconds;
        impl Visitor<'_> for Seconds {
            type Value = Timestamp;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a unix timestamp in seconds")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Timestamp, E> {
                if (EARLIEST..=LATEST).contains(&value) {
                    Ok(Timestamp(value))
                } else {
                    Err(E::custom(format_args!(
                        "value is not a legal timestamp: {value}"
                    )))
                }
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Timestamp, E> {
                match i64::try_from(value) {
                    Ok(value) => self.visit_i64(value),
                    Err(_) => Err(E::custom(format_args!(
                        "value is not a legal timestamp: {value}"
                    ))),
                }
            }
        }
        deserializer.deserialize_i64(Seconds)
    }
}

impl Provider {
    pub(super) fn of_kind(kind: &str) -> Option<&'static Self> {
        PROVIDERS.into_iter().find(|provider| provider.kind == kind)
    }

    pub(super) fn of_issuer(issuer: &str) -> Option<&'static Self> {
        PROVIDERS
            .into_iter()
            .find(|provider| provider.issuer == issuer)
    }

    /// serde leaves out what the struct does not name: such a claim is known to nobody there.
    pub(super) fn class_of(&self, claim: &str) -> Class {
        if ["iss", "aud", "exp", "iat", "nbf"].contains(&claim) {
            Class::Verified
        } else if self.stored.contains(&claim) {
            Class::Required
        } else if self.texts.contains(&claim) || claim == "environment" {
            Class::Checked
        } else {
            Class::Ignored
        }
    }
}
