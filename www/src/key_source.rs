//! Where an issuer's keys may be fetched from, and what can go wrong on the way.

use mintcheck::issuer::Issuer;
use mintcheck::jose::{KeySet, KeySetError};

use crate::plain;

/// Why keys could not be fetched.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum FetchError {
    /// The browser did not get the answer or did not show it: no network, or no leave by the issuer.
    Blocked,
    /// The issuer says that its keys are somewhere else than they may be.
    ForeignHost(String),
    /// The discovery document does not say where the keys are.
    NoKeysAddress,
    /// The discovery document is no JSON.
    NotJson,
    /// What is said to be the keys is no key set.
    NotKeys(KeySetError),
    /// The issuer answered with another status than 200.
    Status(u16),
    /// The issuer took too long.
    TimedOut,
}

/// Whether the issuer's keys may be fetched from there: over TLS, from one of its own hosts.
pub(crate) fn is_allowed(issuer: &Issuer, url: &str) -> bool {
    // The host is what stands between the slashes, to the letter, so that there is no room for a port,
    // a user, or a character that browsers read otherwise than this.
    url.strip_prefix("https://").is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        issuer.key_hosts.contains(&host)
    })
}

/// The address of the keys in a discovery document (OpenID Connect Discovery 1.0 §3).
pub(crate) fn keys_address(issuer: &Issuer, document: &str) -> Result<String, FetchError> {
    let document = plain::read(document).ok_or(FetchError::NotJson)?;
    let url = plain::text(&document, "jwks_uri").ok_or(FetchError::NoKeysAddress)?;
    if is_allowed(issuer, &url) {
        Ok(url)
    } else {
        Err(FetchError::ForeignHost(url))
    }
}

/// A text, if there are keys in it.
///
/// # Errors
///
/// Where it is no key set.
pub(crate) fn keys_in(text: String) -> Result<String, FetchError> {
    match KeySet::from_paste(&text) {
        Ok(_) => Ok(text),
        Err(error) => Err(FetchError::NotKeys(error)),
    }
}

/// The command that fetches the keys without a browser, by the address of the discovery document.
pub(crate) fn command(discovery: &str) -> String {
    format!("curl -sS \"$(curl -sS {discovery} | jq -r .jwks_uri)\"")
}

#[cfg(test)]
mod tests {
    use mintcheck::issuer::ISSUERS;
    use mintcheck::issuer::github::GITHUB;

    use super::*;

    #[test]
    fn the_discovery_document_of_every_issuer_that_is_asked_may_be_fetched() {
        let is_asked = |issuer: &&Issuer| !issuer.key_hosts.is_empty();
        for issuer in ISSUERS.into_iter().filter(is_asked) {
            assert!(is_allowed(issuer, &issuer.discovery_url()), "{}", issuer.id);
        }
    }

    #[test]
    fn keys_come_over_tls_from_the_issuers_own_hosts_only() {
        for url in [
            "http://token.actions.githubusercontent.com/keys",
            "https://token.actions.githubusercontent.com:8443/keys",
            "https://token.actions.githubusercontent.com@example.org/keys",
            "https://example.org/token.actions.githubusercontent.com",
            "https://token.actions.githubusercontent.com.example.org/",
            "https://token.actions.githubusercontent.com\\@example.org/",
            "https:/token.actions.githubusercontent.com/",
            "//token.actions.githubusercontent.com/",
            "",
        ] {
            assert!(!is_allowed(&GITHUB, url), "{url}");
        }
    }

    #[test]
    fn the_address_of_the_keys_is_read_from_the_discovery_document() {
        let url = "https://token.actions.githubusercontent.com/.well-known/jwks";
        let document = format!(r#"{{"jwks_uri": "{url}"}}"#);
        assert_eq!(keys_address(&GITHUB, &document), Ok(url.to_owned()));
        assert_eq!(keys_address(&GITHUB, "<html>"), Err(FetchError::NotJson));
        assert_eq!(keys_address(&GITHUB, "{}"), Err(FetchError::NoKeysAddress));
        let foreign = "https://example.org/keys";
        assert_eq!(
            keys_address(&GITHUB, &format!(r#"{{"jwks_uri": "{foreign}"}}"#)),
            Err(FetchError::ForeignHost(foreign.to_owned()))
        );
    }

    /// The page's policy is what keeps a paste from leaving, so it may name these hosts and no other.
    #[test]
    fn the_pages_policy_names_the_hosts_of_keys_and_no_other() {
        let page = include_str!("../../index.html");
        let (_, policy) = page.split_once("connect-src 'self'").expect("a policy");
        let (hosts, _) = policy.split_once(';').expect("an end");
        let mut named: Vec<_> = hosts.split_whitespace().collect();
        let mut known: Vec<_> = ISSUERS
            .iter()
            .flat_map(|issuer| issuer.key_hosts)
            .map(|host| format!("https://{host}"))
            .collect();
        named.sort_unstable();
        known.sort_unstable();
        assert_eq!(named, known);
    }
}
