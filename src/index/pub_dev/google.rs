//! Google Cloud service accounts.
//!
//! Source: `app/lib/service/openid/gcp_openid.dart`; `app/lib/package/backend.dart`, `_checkServiceAccountAllowed`.

use crate::finding::{Reason, Rule};
use crate::index::trace::Finding;
use crate::index::{FieldComparison, Publisher};

use super::answer;
use super::fields::is_ticked;
use super::jwt::Claims;
use super::provider::{Provider, equal, kept, pair};

pub(super) const PROVIDER: Provider = Provider {
    kind: "google",
    issuer: crate::issuer::google::GOOGLE.url,
    required: &["iat", "exp", "iss", "aud", "email", "sub"],
    texts: &["email", "sub"],
    optional: &[],
    checked: &["email", "sub"],
    kept: &["sub"],
    not_enabled: || answer::service_account("publishing with service account is not enabled"),
    checks,
    beside,
};

fn checks(publisher: &Publisher, claims: &Claims) -> Vec<(Rule, Finding)> {
    let enabled = if is_ticked(publisher, "enabled", true) {
        Finding::Pass
    } else {
        Finding::Stop(Reason::SwitchedOff, (PROVIDER.not_enabled)())
    };
    vec![
        (Rule::Enabled, enabled),
        (
            Rule::Owner,
            equal(publisher, "email", "email", claims, |claimed| {
                answer::service_account(&format!(
                    "publishing is not enabled for the \"{claimed}\" service account"
                ))
            }),
        ),
        // The words about GitHub are the server's.
        (
            Rule::Subject,
            kept(publisher, "sub", claims, || {
                answer::github(
                    "Google Cloud Service account identifiers changed, disabling automated publishing",
                )
            }),
        ),
    ]
}

fn beside(publisher: &Publisher, claims: &Claims) -> Vec<FieldComparison> {
    vec![
        pair(publisher, "email", "email", claims.text("email")),
        pair(publisher, "sub", "sub", claims.text("sub")),
    ]
}
