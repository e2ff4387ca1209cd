//! The profile of an index that somebody runs, as a request or a file has it.

use super::shape::Reader;
use super::{Problem, document, texts};
use crate::index::custom::Profile;
use crate::python::Value;

/// An index that somebody runs themselves and that asks as PyPI does.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct RequestProfile {
    /// The name that people know; the host if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub name: Option<String>,
    /// Where it is: the upload URL that clients are given, or any other address at its authority.
    pub base_url: String,
    /// The audience that it demands; not known if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub audience: Option<String>,
    /// Who it lets vouch for a job: kinds of publishers, such as `github`, and the URLs of issuers of one's own; all that PyPI
    /// knows if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub issuers: Option<Vec<String>>,
    /// Where it tells its audience, as discovery says.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub audience_endpoint: Option<String>,
    /// Where it takes a token in exchange, as discovery says.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub mint_token_endpoint: Option<String>,
    /// Where publishers are registered.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub publishers_url: Option<String>,
    /// Where its documentation starts.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub docs_url: Option<String>,
}

impl RequestProfile {
    /// Reads a profile, as a site keeps it in a file.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, or is JSON of another shape.
    pub fn from_json(text: &[u8]) -> Result<Self, Problem> {
        Reader::whole(&document(text)?, Self::read)
    }

    pub(in super::super) fn read(reader: &mut Reader, part: &Value) -> Self {
        let profile = reader.object(
            part,
            &[
                "name",
                "baseUrl",
                "audience",
                "issuers",
                "audienceEndpoint",
                "mintTokenEndpoint",
                "publishersUrl",
                "docsUrl",
            ],
        );
        Self {
            name: reader.optional(profile, "name", Reader::text),
            base_url: reader.required(profile, "baseUrl", Reader::text),
            audience: reader.optional(profile, "audience", Reader::text),
            issuers: reader.optional(profile, "issuers", texts),
            audience_endpoint: reader.optional(profile, "audienceEndpoint", Reader::text),
            mint_token_endpoint: reader.optional(profile, "mintTokenEndpoint", Reader::text),
            publishers_url: reader.optional(profile, "publishersUrl", Reader::text),
            docs_url: reader.optional(profile, "docsUrl", Reader::text),
        }
    }
}

impl From<RequestProfile> for Profile {
    fn from(profile: RequestProfile) -> Self {
        Self {
            name: profile.name,
            base_url: profile.base_url,
            audience: profile.audience,
            issuers: profile.issuers,
            audience_endpoint: profile.audience_endpoint,
            mint_token_endpoint: profile.mint_token_endpoint,
            publishers_url: profile.publishers_url,
            docs_url: profile.docs_url,
        }
    }
}
