//! Who mints ID tokens: their addresses, the claims they put in, and the keys built in.

pub mod activestate;
pub mod circleci;
pub mod github;
pub mod gitlab;
pub mod google;
mod term;

use crate::time::UnixTime;

pub use self::term::Term;

/// Every issuer that is built in. A new issuer is a line here.
pub const ISSUERS: [&Issuer; 5] = [
    &github::GITHUB,
    &gitlab::GITLAB,
    &google::GOOGLE,
    &activestate::ACTIVESTATE,
    &circleci::CIRCLECI,
];

/// An issuer.
#[derive(Clone, Copy, Debug)]
pub struct Issuer {
    /// The identifier: `github`.
    pub id: &'static str,
    /// The name that people know: `GitHub Actions`.
    pub name: &'static str,
    /// The `iss` of its tokens. Where it ends in a slash, each organization has its own, with its ID behind that.
    pub url: &'static str,
    /// The hosts that its discovery document and its keys are fetched from; none where nobody is to be asked.
    pub key_hosts: &'static [&'static str],
    /// What its claims mean. A name that ends in `*` stands for every claim that starts so.
    pub glossary: &'static [(&'static str, Term)],
    /// Its keys as published at a moment, if they are built in.
    pub built_in_keys: Option<BuiltInKeys>,
}

/// Keys that are built in.
#[derive(Clone, Copy, Debug)]
pub struct BuiltInKeys {
    /// The key set's JSON text.
    pub jwks: &'static str,
    /// When they were published.
    pub as_of: UnixTime,
}

impl Issuer {
    /// Where the issuer says where its keys are.
    #[must_use]
    pub fn discovery_url(&self) -> String {
        match self.url.strip_suffix('/') {
            None => discovery_url(self.url),
            Some(_) => discovery_url(&format!("{}{{organization}}", self.url)),
        }
    }

    /// What a claim of this issuer means.
    #[must_use]
    pub fn term(&self, claim: &str) -> Option<Term> {
        self.glossary
            .iter()
            .find(|(name, _)| match name.strip_suffix('*') {
                Some(prefix) => claim.starts_with(prefix),
                None => *name == claim,
            })
            .map(|(_, term)| *term)
            .or_else(|| registered_term(claim))
    }
}

/// The issuer with that `iss`.
#[must_use]
pub fn find(iss: &str) -> Option<&'static Issuer> {
    ISSUERS.into_iter().find(|issuer| is_below(issuer.url, iss))
}

/// Whether an `iss` is that of an issuer with this address: the same, or an organization's where each has its own.
#[must_use]
pub fn is_below(address: &str, iss: &str) -> bool {
    iss.strip_prefix(address).is_some_and(|rest| {
        let is_id = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        rest.is_empty() || address.ends_with('/') && rest.bytes().all(is_id)
    })
}

/// Where the issuer with that `iss` says where its keys are.
#[must_use]
pub fn discovery_url(iss: &str) -> String {
    format!("{iss}/.well-known/openid-configuration")
}

/// What a claim means whoever the issuer is (RFC 7519 §4.1).
#[must_use]
pub fn registered_term(claim: &str) -> Option<Term> {
    match claim {
        "aud" => Some(Term::Audience),
        "exp" => Some(Term::Expiry),
        "iat" => Some(Term::IssuedAt),
        "iss" => Some(Term::Issuer),
        "jti" => Some(Term::TokenId),
        "nbf" => Some(Term::NotBefore),
        "sub" => Some(Term::Subject),
        _ => None,
    }
}

/// What a member of a token's header means (RFC 7515 §4.1).
#[must_use]
pub fn header_term(member: &str) -> Option<Term> {
    match member {
        "alg" => Some(Term::HeaderAlgorithm),
        "b64" => Some(Term::HeaderB64),
        "crit" => Some(Term::HeaderCritical),
        "kid" => Some(Term::HeaderKeyId),
        "typ" => Some(Term::HeaderType),
        "x5t" => Some(Term::HeaderThumbprint),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::KeySet;

    #[test]
    fn built_in_keys_are_key_sets() {
        for issuer in ISSUERS {
            if let Some(keys) = issuer.built_in_keys {
                let set = KeySet::from_paste(keys.jwks).expect("a key set");
                assert!(!set.key_ids().is_empty(), "{}", issuer.id);
            }
        }
    }

    #[test]
    fn an_organization_has_an_issuer_of_its_own_where_the_address_ends_in_a_slash() {
        let id = |iss: &str| find(iss).map(|issuer| issuer.id);
        let organization = "https://oidc.circleci.com/org/94b40e60-cfd5-486f-a04b-507abf27a83d";
        assert_eq!(id(organization), Some("circleci"));
        assert_eq!(id("https://gitlab.com"), Some("gitlab"));
        for other in [
            "https://oidc.circleci.com",
            "https://oidc.circleci.com/org",
            "https://oidc.circleci.com/org/94b40e60/project",
            "https://oidc.circleci.com/org/$(id)",
            "https://gitlab.com/94b40e60",
            "https://gitlab.com/",
        ] {
            assert_eq!(id(other), None, "{other}");
        }
        assert_eq!(
            circleci::CIRCLECI.discovery_url(),
            "https://oidc.circleci.com/org/{organization}/.well-known/openid-configuration"
        );
    }

    #[test]
    fn a_prefix_in_the_glossary_stands_for_every_claim_that_starts_so() {
        let term = github::GITHUB.term("repo_property_team");
        assert_eq!(term, Some(Term::GithubRepositoryProperty));
        assert_eq!(github::GITHUB.term("exp"), Some(Term::Expiry));
        assert_eq!(github::GITHUB.term("project_path"), None);
    }
}
