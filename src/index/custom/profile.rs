//! What is told of an index that somebody runs.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::address::{Address, AddressError};
use super::discovery;
use crate::gather::Gather as _;
use crate::index::{Audience, CustomIssuer, Index, Kind, pypi};
use crate::issuer::github;

/// Where warehouse tells its audience and takes a token in exchange. Clients ask there unless the index says otherwise.
const AUDIENCE_PATH: &str = "/_/oidc/audience";
const MINT_PATH: &str = "/_/oidc/mint-token";

/// An index that somebody runs.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// The name that people know; the host if absent.
    pub name: Option<String>,
    /// Where it is: the upload URL that clients are given, or any other address at its authority.
    pub base_url: String,
    /// The audience that it demands; not known if absent.
    pub audience: Option<String>,
    /// Who it lets vouch for a job: kinds of publishers by their identifiers, and the URLs of other issuers, of a GitLab of
    /// one's own or a GitHub Enterprise; all kinds that PyPI knows if absent.
    pub issuers: Option<Vec<String>>,
    /// Where it tells its audience, as discovery says; where warehouse does if absent.
    pub audience_endpoint: Option<String>,
    /// Where it takes a token in exchange, as discovery says; where warehouse does if absent.
    pub mint_token_endpoint: Option<String>,
    /// Where publishers are registered, if there is such a page.
    pub publishers_url: Option<String>,
    /// Where its documentation starts, if it has one.
    pub docs_url: Option<String>,
}

/// What is wrong with a profile.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum ProfileError {
    /// An address is none.
    Address {
        /// The member of the profile.
        member: Member,
        /// What stands there.
        url: String,
        /// Why it is none.
        error: AddressError,
    },
    /// An endpoint is at another host than the index.
    OtherHost {
        /// The member of the profile.
        member: Member,
        /// The endpoint.
        url: String,
        /// The index's host.
        host: String,
    },
    /// An issuer is neither a kind of publisher nor a URL.
    Issuer {
        /// What stands there.
        issuer: String,
        /// The kinds there are.
        known: Vec<&'static str>,
    },
    /// Nobody may vouch for a job.
    NoIssuers,
}

/// A member of a profile that is an address.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Member {
    /// The index's own.
    BaseUrl,
    /// Where it tells its audience.
    AudienceEndpoint,
    /// Where it takes a token in exchange.
    MintTokenEndpoint,
    /// Where publishers are registered.
    PublishersUrl,
    /// Where its documentation starts.
    DocsUrl,
}

impl Member {
    /// Its name in a profile.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::BaseUrl => "baseUrl",
            Self::AudienceEndpoint => "audienceEndpoint",
            Self::MintTokenEndpoint => "mintTokenEndpoint",
            Self::PublishersUrl => "publishersUrl",
            Self::DocsUrl => "docsUrl",
        }
    }
}

impl Profile {
    /// The index that it describes, with PyPI's rules.
    ///
    /// # Errors
    ///
    /// Where an address or an issuer is none.
    pub fn index(&self) -> Result<Index, ProfileError> {
        let address = self.address()?;
        let optional =
            |member, url: &Option<String>| url.as_ref().map(|url| page(member, url)).transpose();
        let issuers = self.trusted()?;
        let takes = |kind: &Kind| {
            let mut issuers = issuers.iter().flatten();
            self.issuers.is_none() || issuers.any(|issuer| issuer.kind == kind.id)
        };
        let kinds = pypi::PYPI.kinds.iter().copied();
        let kinds = kinds.filter(|kind| takes(kind)).collect();
        let name = self.name.as_deref().unwrap_or_default();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let audience = self
            .audience
            .as_deref()
            .filter(|audience| !audience.is_empty());
        let mint_url = self.endpoint(
            Member::MintTokenEndpoint,
            &self.mint_token_endpoint,
            &address,
        )?;
        let audience_url =
            self.endpoint(Member::AudienceEndpoint, &self.audience_endpoint, &address)?;
        Ok(Index {
            id: super::ID,
            name: Cow::Owned(if name.is_empty() {
                address.host().to_owned()
            } else {
                name
            }),
            host: Cow::Owned(address.authority().to_owned()),
            audience: match audience {
                Some(audience) => Audience::Fixed(Cow::Owned(audience.to_owned())),
                None => Audience::NotGiven,
            },
            audience_url: Some(Cow::Owned(
                audience_url.unwrap_or_else(|| address.at(AUDIENCE_PATH)),
            )),
            mint_url: Cow::Owned(mint_url.unwrap_or_else(|| address.at(MINT_PATH))),
            upload_url: Some(Cow::Owned(address.to_string())),
            docs_url: optional(Member::DocsUrl, &self.docs_url)?,
            pending_url: optional(Member::PublishersUrl, &self.publishers_url)?,
            mistaken_for: None,
            issuers,
            kinds,
            ..pypi::PYPI
        })
    }

    /// Where the index is.
    ///
    /// # Errors
    ///
    /// Where that is no address.
    pub fn address(&self) -> Result<Address, ProfileError> {
        parse(Member::BaseUrl, &self.base_url)
    }

    /// The issuers that it trusts; the usual ones if absent.
    fn trusted(&self) -> Result<Option<Vec<CustomIssuer>>, ProfileError> {
        let Some(issuers) = &self.issuers else {
            return Ok(None);
        };
        let mut trusted = Vec::new();
        for issuer in issuers.iter().map(|issuer| issuer.trim()) {
            let kinds = pypi::PYPI.kinds.iter();
            let usual = kinds.clone().find(|kind| kind.id == issuer);
            let (url, kind) = match usual {
                Some(kind) => (kind.issuer, kind.id),
                None if !issuer.contains("://") || Address::parse(issuer).is_err() => {
                    return Err(ProfileError::Issuer {
                        issuer: issuer.to_owned(),
                        known: kinds.map(|kind| kind.id).gather(),
                    });
                }
                None => (issuer, kind_of(issuer)),
            };
            trusted.push(CustomIssuer {
                url: url.to_owned(),
                kind: kind.to_owned(),
            });
        }
        if trusted.is_empty() {
            return Err(ProfileError::NoIssuers);
        }
        Ok(Some(trusted))
    }

    fn endpoint(
        &self,
        member: Member,
        url: &Option<String>,
        index: &Address,
    ) -> Result<Option<String>, ProfileError> {
        let Some(url) = url.as_deref().filter(|url| !url.trim().is_empty()) else {
            return Ok(None);
        };
        let address = parse(member, url)?;
        if discovery::is_at(&address, index) {
            // With its query, which belongs to the endpoint.
            let has_scheme = url.contains("://");
            return Ok(Some(if has_scheme {
                url.trim().to_owned()
            } else {
                address.to_string()
            }));
        }
        Err(ProfileError::OtherHost {
            member,
            url: url.to_owned(),
            host: index.host().to_owned(),
        })
    }
}

/// The kind of publisher that an issuer's tokens are treated as. Of all publishers of PyPI it is GitLab's that name an issuer
/// of their own.
fn kind_of(issuer: &str) -> &'static str {
    let mut kinds = pypi::PYPI.kinds.iter();
    match kinds.find(|kind| kind.issuer == issuer) {
        Some(kind) => kind.id,
        None if github::is_enterprise(issuer) => "github",
        None => "gitlab",
    }
}

fn parse(member: Member, url: &str) -> Result<Address, ProfileError> {
    Address::parse(url).map_err(|error| ProfileError::Address {
        member,
        url: url.to_owned(),
        error,
    })
}

/// A page that people follow a link to.
fn page(member: Member, url: &str) -> Result<Cow<'static, str>, ProfileError> {
    // Whatever has no scheme of its own might have one that runs as a script.
    if !url.contains("://") {
        return Err(ProfileError::Address {
            member,
            url: url.to_owned(),
            error: AddressError::Scheme,
        });
    }
    parse(member, url)?;
    Ok(Cow::Owned(url.trim().to_owned()))
}

#[cfg(test)]
mod tests;
