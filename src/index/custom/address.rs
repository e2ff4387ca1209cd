//! The address of an index, as far as clients make other addresses of it.
//!
//! Source: pypa/gh-action-pypi-publish `oidc-exchange.py` and astral-sh/uv `crates/uv-publish/src/trusted_publishing/pypi.rs`
//! ask at the upload URL's authority and drop its path; PEP 807, "Trusted Publishing Discovery", keeps the path for its key.

use core::net::Ipv4Addr;
use std::fmt;

use serde::Serialize;

/// Where an index is: the parts of RFC 3986 that matter.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Address {
    scheme: &'static str,
    authority: String,
    path: String,
}

/// Why a text is no address of an index.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressError {
    /// There is nothing.
    Empty,
    /// It has a scheme other than `https`, and is not on this machine.
    Scheme,
    /// It has a user name or a password, which belong to nobody else.
    Credentials,
    /// What stands for the host is none.
    Host,
    /// Its path has a character that no address has.
    Path,
}

impl Address {
    /// Reads an address. Spaces around it do not matter; without a scheme it is taken for one with `https`; a query
    /// and a fragment are left out.
    ///
    /// # Errors
    ///
    /// Where clients could not ask there; see [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(AddressError::Credentials);
        }
        let authority = authority.to_ascii_lowercase();
        let host = host(&authority).ok_or(AddressError::Host)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "https" => "https",
            // What never leaves the machine needs no encryption (PEP 807, "Constraints").
            "http" if is_loopback(host) => "http",
            _ => return Err(AddressError::Scheme),
        };
        let is_of_rest = |byte| is_of_path(byte) || matches!(byte, b'?' | b'#');
        if !path.bytes().all(is_of_path) || !rest.bytes().all(is_of_rest) {
            return Err(AddressError::Path);
        }
        // The port that nobody writes is the same place.
        let usual = if scheme == "https" { ":443" } else { ":80" };
        let short = authority
            .strip_suffix(usual)
            .or(authority.strip_suffix(':'));
        Ok(Self {
            scheme,
            path: path.to_owned(),
            authority: short.unwrap_or(&authority).to_owned(),
        })
    }

    /// The host with its port, if it has one.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The host alone.
    #[must_use]
    pub fn host(&self) -> &str {
        host(&self.authority).unwrap_or(&self.authority)
    }

    /// The path; empty if there is none.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Another path at the same place.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.authority)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.at(&self.path))
    }
}

/// The host of an authority without a user, in lower case; nothing if it is none.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.rsplit_once(':') {
        // The last colon of an address of IPv6 stands within its brackets.
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit()) && port.len() <= 5;
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let is_host = match inner {
        Some(inner) => {
            !inner.is_empty()
                && inner
                    .bytes()
                    .all(|byte| byte.is_ascii_hexdigit() || byte == b':')
        }
        // Each label of a name; a dot at its end is the root.
        None => host
            .strip_suffix('.')
            .unwrap_or(host)
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(is_of_label)),
    };
    (is_port && is_host).then_some(host)
}

fn is_of_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse().is_ok_and(|host: Ipv4Addr| host.is_loopback())
}

/// The characters of a path in RFC 3986, section 3.3.
fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:@".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Address::parse(text).map_or_else(|error| format!("{error:?}"), |found| found.to_string())
    }

    #[test]
    fn an_address_has_a_scheme_a_host_and_a_path() {
        for (text, expected) in [
            (
                "https://upload.example.com/legacy/",
                "https://upload.example.com/legacy/",
            ),
            (" https://pypi.example.com \n", "https://pypi.example.com"),
            (
                "HTTPS://PyPI.Example.com/Simple",
                "https://pypi.example.com/Simple",
            ),
            ("pypi.example.com", "https://pypi.example.com"),
            (
                "pypi.example.com:8443/legacy/?a=b#c",
                "https://pypi.example.com:8443/legacy/",
            ),
            ("https://pypi.example.com?x", "https://pypi.example.com"),
            ("https://[2001:db8::1]:8080/", "https://[2001:db8::1]:8080/"),
            ("https://pypi", "https://pypi"),
            ("https://pypi.example.com:443/", "https://pypi.example.com/"),
            (
                "https://pypi.example.com:80/",
                "https://pypi.example.com:80/",
            ),
            ("http://localhost:80/", "http://localhost/"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn only_this_machine_is_asked_without_encryption() {
        for text in [
            "http://localhost:6543/legacy/",
            "http://127.0.0.1:8000",
            "http://[::1]/",
        ] {
            assert_eq!(shown(text), text);
        }
        for text in [
            "http://pypi.example.com/",
            "http://127.pypi.example/",
            "ftp://localhost/",
            "file:///etc/hosts.d/",
        ] {
            assert!(matches!(shown(text).as_str(), "Scheme" | "Host"), "{text}");
        }
    }

    #[test]
    fn what_clients_could_not_ask_is_no_address() {
        for (text, expected) in [
            ("", "Empty"),
            ("  \t", "Empty"),
            ("https://", "Host"),
            ("https:///legacy/", "Host"),
            ("https://pypi..example.com/", "Host"),
            ("https://py pi.example.com/", "Host"),
            ("https://pypi.example.com:port/", "Host"),
            ("https://bücher.example/", "Host"),
            ("https://[]/", "Host"),
            ("https://me:secret@pypi.example.com/", "Credentials"),
            ("https://pypi.example.com/a b", "Path"),
            ("https://pypi.example.com/\"", "Path"),
            ("https://pypi.example.com/a\\b", "Path"),
            ("https://pypi.example.com/?a\nb", "Path"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
