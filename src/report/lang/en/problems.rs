//! Why a request cannot be answered, in English.

use crate::index::PublisherError;
use crate::index::custom::{AddressError, AnswerError, ProfileError};
use crate::inspect::RequestError;
use crate::jose::KeySetError;
use crate::report::json::v1::{Expected, Found, Misfit, Problem};
use crate::report::lang::Language;

use super::{json_error, quoted};

pub(in super::super) fn request_error(error: &RequestError) -> String {
    match error {
        RequestError::PasteAndBody => "give either a paste or a request body, not both".to_owned(),
        RequestError::Keys { position, error } => {
            format!(
                "key set {}: {}",
                position.saturating_add(1),
                key_set_error(error)
            )
        }
        RequestError::Publisher { position, error } => {
            let why = match error {
                PublisherError::UnknownKind { kind, known } => {
                    format!("there is no kind `{kind}`; there are {}", quoted(known))
                }
                PublisherError::UnknownField { field, known } => {
                    format!("there is no field `{field}`; there are {}", quoted(known))
                }
            };
            format!("publisher {}: {why}", position.saturating_add(1))
        }
        RequestError::NoProfile => {
            "nothing is told of the index `custom`: give its profile".to_owned()
        }
        RequestError::Profile { error } => profile_error(error),
        RequestError::RulesNotLoaded { index } => {
            format!("the rules of `{index}` are not loaded; first call `await load(\"{index}\")`")
        }
        RequestError::SomeRulesNotLoaded { index } => format!(
            "every index is asked, and the rules of `{index}` are not loaded; first call `await load()`"
        ),
        RequestError::UnknownIndex { index, known } => {
            format!("there is no index `{index}`; there are {}", quoted(known))
        }
    }
}

pub(in super::super) fn profile_error(error: &ProfileError) -> String {
    match error {
        ProfileError::Address { member, error, .. } => {
            format!(
                "the profile's `{}` is no address: {}",
                member.name(),
                address_error(*error)
            )
        }
        ProfileError::OtherHost { member, url, host } => format!(
            "the profile's `{}` is `{url}`, and clients that upload to `{host}` ask nobody else",
            member.name()
        ),
        ProfileError::Issuer { issuer, known } => format!(
            "the profile's issuer `{issuer}` is neither a URL nor one of {}",
            quoted(known)
        ),
        ProfileError::NoIssuers => {
            "the profile lets nobody vouch for a job: leave `issuers` away, or name one".to_owned()
        }
    }
}

pub(in super::super) fn answer_error(error: &AnswerError) -> String {
    match error {
        AnswerError::NotJson => "this is no JSON object; was another address asked?".to_owned(),
        AnswerError::Nothing => "this names neither an audience nor endpoints".to_owned(),
        AnswerError::NoAddress => {
            "enter the index's address first: its endpoints have to be there".to_owned()
        }
        AnswerError::Refused { message } => format!("the index answers: `{message}`"),
        AnswerError::Endpoint { url } => {
            format!("the endpoint `{url}` is no address that a client asks")
        }
        AnswerError::OtherHost { url, host } => {
            format!("the endpoint `{url}` is not at `{host}`, and clients ask nobody else")
        }
    }
}

pub(in super::super) fn address_error(error: AddressError) -> &'static str {
    match error {
        AddressError::Empty => "there is none; put the index's own, as `https://pypi.example.com`",
        AddressError::Scheme => "it has to start with `https://`",
        AddressError::Credentials => "it holds a user name or a password; leave them away",
        AddressError::Host => "there is no host name in it that a client could ask",
        AddressError::Path => "its path has a character that no address has",
    }
}

pub(in super::super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::NotJson(error) => format!("the request is no JSON: {}", json_error(error)),
        Problem::Shape { place, misfit } if place.is_empty() => {
            format!("the request is malformed: {}", self::misfit(misfit))
        }
        Problem::Shape { place, misfit } => {
            format!(
                "the request's `{place}` is malformed: {}",
                self::misfit(misfit)
            )
        }
        Problem::NotBase64 => "the request's `bodyBase64` is no base64".to_owned(),
        Problem::TwoBodies => "give either `body` or `bodyBase64`, not both".to_owned(),
        Problem::UnknownLanguage { language } => {
            let known: Vec<_> = Language::ALL.iter().map(|known| known.tag()).collect();
            let are = if known.len() == 1 { "is" } else { "are" };
            format!(
                "there is no language `{language}`; there {are} {}",
                quoted(&known)
            )
        }
        Problem::Request(error) => request_error(error),
    }
}

pub(in super::super) fn key_set_error(error: &KeySetError) -> String {
    match error {
        KeySetError::NotJson { error } => {
            format!("this is no JSON: {}", json_error(error))
        }
        KeySetError::NoKeys => {
            "this is JSON, but no key set: it has no list `keys`, and is no single key".to_owned()
        }
    }
}

/// What is wrong with a part of a request.
pub(in super::super) fn misfit(misfit: &Misfit) -> String {
    match misfit {
        Misfit::Missing { name } => format!("missing field `{name}`"),
        Misfit::Unknown { name, known } => {
            format!("unknown field `{name}`, expected one of {}", quoted(known))
        }
        Misfit::Type { found, expected } => {
            let found = match found {
                Found::Null => "null".to_owned(),
                Found::Boolean(json) => format!("boolean `{json}`"),
                Found::Integer(json) => format!("integer `{json}`"),
                Found::Float(json) => format!("floating point `{json}`"),
                Found::Text(json) => format!("string {json}"),
                Found::List => "list".to_owned(),
                Found::Object => "object".to_owned(),
                Found::Deep => "what is nested too deep".to_owned(),
            };
            let expected = match expected {
                Expected::Boolean => "a boolean",
                Expected::List => "a list",
                Expected::Object => "an object",
                Expected::Seconds => "whole seconds",
                Expected::Text => "a string",
            };
            format!("invalid type: {found}, expected {expected}")
        }
    }
}
