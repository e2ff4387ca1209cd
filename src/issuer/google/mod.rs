//! Google Cloud service accounts.
//!
//! Source: Google's documentation of OpenID Connect. Its discovery document names keys on
//! `www.googleapis.com`.

use super::{Issuer, Term};

/// Google.
pub const GOOGLE: Issuer = Issuer {
    id: "google",
    name: "Google",
    url: "https://accounts.google.com",
    key_hosts: &["accounts.google.com", "www.googleapis.com"],
    glossary: &[
        ("azp", Term::GoogleAzp),
        ("email", Term::GoogleEmail),
        ("email_verified", Term::GoogleEmailVerified),
        ("google", Term::GoogleGoogle),
        ("hd", Term::GoogleHd),
    ],
    built_in_keys: None,
};
