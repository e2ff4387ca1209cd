//! The request: what JavaScript callers and `mintcheck batch` send.

mod base64;
mod profile;
mod shape;

use std::collections::BTreeMap;
use std::fmt;

pub use self::profile::RequestProfile;
pub use self::shape::{Expected, Found, Misfit};

pub(super) use self::shape::Reader;
use super::Seconds;
use crate::gather::Gather as _;
use crate::index::{self, Index, custom, pypi};
use crate::inspect::{self, RequestError, RulesOf};
use crate::python::{Value, json};
use crate::report::lang::Language;
use crate::time::UnixTime;

/// What is to be inspected. Everything but the index may be absent, and is not known then.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "wasm",
    derive(tsify::Tsify),
    tsify(missing_as_null, hashmap_as_object, rename = "InspectRequest")
)]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct Request {
    /// The index's identifier; `custom` for the one of the profile.
    pub index: String,
    /// An index that somebody runs themselves.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub profile: Option<RequestProfile>,
    /// Text with a token in it: the token alone, an `Authorization` header, a log, …
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub paste: Option<String>,
    /// A whole request body as it is sent to the index, instead of a paste.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub body: Option<String>,
    /// The same in base64, for a body that is no text.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub body_base64: Option<String>,
    /// The publishers that are registered. An empty list says that there are none.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub publishers: Option<Vec<RequestPublisher>>,
    /// The moment to judge for; just after the token was issued if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub as_of: Option<Seconds>,
    /// The present moment.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub now: Option<Seconds>,
    /// Issuers' keys; the first that fit count, the built-in ones come last.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub keys: Option<Vec<RequestKeys>>,
    /// Whether an issuer without keys is known to serve none. The built-in keys are not used then.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub keys_complete: Option<bool>,
    /// The rest of the index's state.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub server: Option<RequestServer>,
    /// The moment whose rules apply; chosen by the wording in the paste, or the latest, if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub rules: Option<Seconds>,
    /// The tag of the language of sentences, such as `en`; the first that is built in if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub language: Option<String>,
}

/// A publisher as registered.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "wasm",
    derive(tsify::Tsify),
    tsify(missing_as_null, hashmap_as_object)
)]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct RequestPublisher {
    /// The kind's identifier: `github`, `gitlab`, …
    pub kind: String,
    /// The project on the index.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub project: Option<String>,
    /// Whether it is a pending publisher, whose project does not exist yet.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub pending: Option<bool>,
    /// Who registered it; the project's owner if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub added_by: Option<String>,
    /// The fields by identifier. One that is absent is not known; one that is `""` is empty.
    #[cfg_attr(
        feature = "wasm",
        tsify(optional, type = "Record<string, string | null>")
    )]
    pub fields: Option<Vec<(String, Option<String>)>>,
}

/// An issuer's keys.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct RequestKeys {
    /// The issuer; any if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub issuer: Option<String>,
    /// The key set's JSON text.
    pub jwks: String,
    /// Whether they were fetched from the issuer.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub fetched: Option<bool>,
    /// Whether they are a site's own copy of the issuer's.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub mirrored: Option<bool>,
}

/// What else the index's answer depends on.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct RequestServer {
    /// Token IDs that were used.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub seen_token_ids: Option<Vec<RequestTokenId>>,
    /// The administrators' flags that are on.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub flags: Option<Vec<String>>,
    /// Projects that exist beside those of the publishers.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub existing_projects: Option<Vec<String>>,
    /// Project names on the blocklist.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub prohibited_projects: Option<Vec<String>>,
    /// Issuers that an organisation registered.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub custom_issuers: Option<Vec<RequestIssuer>>,
}

/// A token ID that was used.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct RequestTokenId {
    /// The kind of publisher whose service saw it.
    pub kind: String,
    /// The token ID.
    pub token_id: String,
}

/// An issuer that an organisation registered.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct RequestIssuer {
    /// The issuer.
    pub url: String,
    /// The kind of publisher it is treated as.
    pub kind: String,
}

/// Why a request cannot be answered. A bad token is none: that is a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// The text is no JSON.
    NotJson(json::Error),
    /// A field is missing, unknown or of another type.
    Shape {
        /// Which, as `publishers[1]`; empty if it is the request itself.
        place: String,
        /// What is wrong with it.
        misfit: Misfit,
    },
    /// `bodyBase64` is no base64.
    NotBase64,
    /// Both a body and a body in base64 were given.
    TwoBodies,
    /// The language is not built in.
    UnknownLanguage {
        /// The tag that was given.
        language: String,
    },
    /// The request is well-formed, and its values are not.
    Request(RequestError),
}

/// A problem, and the language that whoever asked reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Why there is no report.
    pub problem: Problem,
    /// The request's language, as far as it could be read.
    pub language: Language,
}

/// A sentence.
impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.language.problem(&self.problem))
    }
}

impl std::error::Error for Refusal {}

/// Inspects a request in JSON. The report is to be told in its language, or in the given one if it names none.
///
/// # Errors
///
/// Where the request itself is malformed; see [`Problem`].
pub fn inspect(
    request: &[u8],
    otherwise: Language,
) -> Result<(inspect::Report, Language), Refusal> {
    inspect_with(request, otherwise, |index| Some(index.rules()))
}

/// The same with the rules that are at hand.
///
/// # Errors
///
/// As [`inspect`], and where the rules of the request's index are not at hand.
pub fn inspect_with(
    request: &[u8],
    otherwise: Language,
    rules_of: RulesOf,
) -> Result<(inspect::Report, Language), Refusal> {
    let refusal = |language| move |problem| Refusal { problem, language };
    let document = document(request).map_err(refusal(otherwise))?;
    let language = asked_language(&document).unwrap_or(otherwise);
    let answer = || {
        let request = Request::from_document(&document)?;
        let language = request.language()?.unwrap_or(otherwise);
        let report = inspect::inspect_with(&request.into_core()?, rules_of);
        let report = report.map_err(Problem::Request)?;
        Ok((report, language))
    };
    answer().map_err(refusal(language))
}

/// Finds an index by its identifier, or for one that somebody runs the one whose rules it has.
///
/// # Errors
///
/// Where there is none.
pub fn find(id: &str, language: Language) -> Result<&'static Index, Refusal> {
    let id = if id == custom::ID { pypi::PYPI.id } else { id };
    inspect::find(id).map_err(|error| Refusal {
        problem: Problem::Request(error),
        language,
    })
}

pub(super) fn document(text: &[u8]) -> Result<Value, Problem> {
    // The core's own reader: it is bounded in depth, and takes the halves of characters that
    // JavaScript's strings may hold.
    json::loads(text).map_err(Problem::NotJson)
}

/// The language of a request that may be wrong otherwise.
pub(super) fn asked_language(document: &Value) -> Option<Language> {
    Language::of_tag(document.as_dict()?.get("language")?.as_str()?.as_str()?)
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, or is JSON of another shape.
    pub fn from_json(text: &[u8]) -> Result<Self, Problem> {
        Self::from_document(&document(text)?)
    }

    fn from_document(document: &Value) -> Result<Self, Problem> {
        Reader::whole(document, Self::read)
    }

    fn read(reader: &mut Reader, part: &Value) -> Self {
        let request = reader.object(
            part,
            &[
                "index",
                "profile",
                "paste",
                "body",
                "bodyBase64",
                "publishers",
                "asOf",
                "now",
                "keys",
                "keysComplete",
                "server",
                "rules",
                "language",
            ],
        );
        Self {
            index: reader.required(request, "index", Reader::text),
            profile: reader.optional(request, "profile", RequestProfile::read),
            paste: reader.optional(request, "paste", Reader::text),
            body: reader.optional(request, "body", Reader::text),
            body_base64: reader.optional(request, "bodyBase64", Reader::text),
            publishers: reader.optional(request, "publishers", publishers),
            as_of: reader.optional(request, "asOf", seconds),
            now: reader.optional(request, "now", seconds),
            keys: reader.optional(request, "keys", |reader, part| {
                reader.list(part, RequestKeys::read)
            }),
            keys_complete: reader.optional(request, "keysComplete", Reader::flag),
            server: reader.optional(request, "server", RequestServer::read),
            rules: reader.optional(request, "rules", seconds),
            language: reader.optional(request, "language", Reader::text),
        }
    }

    /// The language that was asked for, if one was.
    ///
    /// # Errors
    ///
    /// Where it is not built in.
    pub fn language(&self) -> Result<Option<Language>, Problem> {
        language_of(self.language.as_deref())
    }

    /// The request as the core takes it.
    ///
    /// # Errors
    ///
    /// Where its two ways to give a body are both used, or one is no base64.
    pub fn into_core(self) -> Result<inspect::Request, Problem> {
        let body = match (self.body, self.body_base64) {
            (Some(_), Some(_)) => return Err(Problem::TwoBodies),
            (Some(text), None) => Some(text.into_bytes()),
            (None, Some(text)) => Some(base64::decode(&text)?),
            (None, None) => None,
        };
        Ok(inspect::Request {
            index: self.index,
            profile: self.profile.map(Into::into),
            paste: self.paste,
            body,
            publishers: self
                .publishers
                .map(|publishers| publishers.into_iter().map(Into::into).gather()),
            as_of: self.as_of.map(UnixTime::from),
            now: self.now.map(UnixTime::from),
            keys: each(self.keys),
            keys_complete: self.keys_complete.unwrap_or_default(),
            server: self.server.unwrap_or_default().into(),
            rules: self.rules.map(UnixTime::from),
        })
    }
}

/// The language with that tag, if one was asked for.
pub(super) fn language_of(tag: Option<&str>) -> Result<Option<Language>, Problem> {
    let find = |tag: &str| {
        Language::of_tag(tag).ok_or_else(|| Problem::UnknownLanguage {
            language: tag.to_owned(),
        })
    };
    tag.map(find).transpose()
}

fn each<Given: Into<Core>, Core>(list: Option<Vec<Given>>) -> Vec<Core> {
    list.unwrap_or_default()
        .into_iter()
        .map(Into::into)
        .gather()
}

pub(super) fn seconds(reader: &mut Reader, part: &Value) -> Seconds {
    UnixTime(reader.seconds(part)).into()
}

fn texts(reader: &mut Reader, part: &Value) -> Vec<String> {
    reader.list(part, Reader::text)
}

fn publishers(reader: &mut Reader, part: &Value) -> Vec<RequestPublisher> {
    reader.list(part, RequestPublisher::read)
}

impl RequestPublisher {
    /// Reads a list of publishers.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, or is JSON of another shape.
    pub fn list_from_json(text: &[u8]) -> Result<Vec<Self>, Problem> {
        Reader::whole(&document(text)?, publishers)
    }

    fn read(reader: &mut Reader, part: &Value) -> Self {
        let known = ["kind", "project", "pending", "addedBy", "fields"];
        let publisher = reader.object(part, &known);
        Self {
            kind: reader.required(publisher, "kind", Reader::text),
            project: reader.optional(publisher, "project", Reader::text),
            pending: reader.optional(publisher, "pending", Reader::flag),
            added_by: reader.optional(publisher, "addedBy", Reader::text),
            fields: reader.optional(publisher, "fields", Reader::texts),
        }
    }
}

impl RequestKeys {
    fn read(reader: &mut Reader, part: &Value) -> Self {
        let keys = reader.object(part, &["issuer", "jwks", "fetched", "mirrored"]);
        Self {
            issuer: reader.optional(keys, "issuer", Reader::text),
            jwks: reader.required(keys, "jwks", Reader::text),
            fetched: reader.optional(keys, "fetched", Reader::flag),
            mirrored: reader.optional(keys, "mirrored", Reader::flag),
        }
    }
}

impl RequestServer {
    fn read(reader: &mut Reader, part: &Value) -> Self {
        let server = reader.object(
            part,
            &[
                "seenTokenIds",
                "flags",
                "existingProjects",
                "prohibitedProjects",
                "customIssuers",
            ],
        );
        Self {
            seen_token_ids: reader.optional(server, "seenTokenIds", |reader, part| {
                reader.list(part, RequestTokenId::read)
            }),
            flags: reader.optional(server, "flags", texts),
            existing_projects: reader.optional(server, "existingProjects", texts),
            prohibited_projects: reader.optional(server, "prohibitedProjects", texts),
            custom_issuers: reader.optional(server, "customIssuers", |reader, part| {
                reader.list(part, RequestIssuer::read)
            }),
        }
    }
}

impl RequestTokenId {
    fn read(reader: &mut Reader, part: &Value) -> Self {
        let seen = reader.object(part, &["kind", "tokenId"]);
        Self {
            kind: reader.required(seen, "kind", Reader::text),
            token_id: reader.required(seen, "tokenId", Reader::text),
        }
    }
}

impl RequestIssuer {
    fn read(reader: &mut Reader, part: &Value) -> Self {
        let issuer = reader.object(part, &["url", "kind"]);
        Self {
            url: reader.required(issuer, "url", Reader::text),
            kind: reader.required(issuer, "kind", Reader::text),
        }
    }
}

impl From<RequestPublisher> for index::Publisher {
    fn from(publisher: RequestPublisher) -> Self {
        let mut fields = BTreeMap::new();
        for (id, value) in publisher.fields.unwrap_or_default() {
            if let Some(value) = value {
                fields.insert(id, value);
            }
        }
        Self {
            kind: publisher.kind,
            project: publisher.project.unwrap_or_default(),
            pending: publisher.pending.unwrap_or_default(),
            added_by: publisher.added_by,
            fields,
        }
    }
}

impl From<RequestKeys> for inspect::RequestKeys {
    fn from(keys: RequestKeys) -> Self {
        Self {
            issuer: keys.issuer,
            jwks: keys.jwks,
            fetched: keys.fetched.unwrap_or_default(),
            mirrored: keys.mirrored.unwrap_or_default(),
        }
    }
}

impl From<RequestServer> for index::ServerState {
    fn from(server: RequestServer) -> Self {
        Self {
            seen_token_ids: each(server.seen_token_ids),
            flags: server.flags.unwrap_or_default(),
            existing_projects: server.existing_projects.unwrap_or_default(),
            prohibited_projects: server.prohibited_projects.unwrap_or_default(),
            custom_issuers: each(server.custom_issuers),
        }
    }
}

impl From<RequestTokenId> for index::SeenTokenId {
    fn from(seen: RequestTokenId) -> Self {
        Self {
            kind: seen.kind,
            token_id: seen.token_id,
        }
    }
}

impl From<RequestIssuer> for index::CustomIssuer {
    fn from(issuer: RequestIssuer) -> Self {
        Self {
            url: issuer.url,
            kind: issuer.kind,
        }
    }
}

#[cfg(test)]
mod tests;
