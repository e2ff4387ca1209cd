//! What a token was asked for to do: its audience, a JSON document.
//!
//! Source: `crates/jsr_types/src/models.rs`, `Permissions` and what is in it; `crates/jsr_types/src/ids.rs` for the
//! names; `api/src/external/github.rs`, `GithubOidcTokenAud`.

use serde::{Deserialize, Deserializer, de};

/// An audience. Its names are placeholders, and are such as the server takes: it is what a token has that nobody knows the
/// package of.
pub(super) const EXAMPLE: &str =
    r#"{"permissions":[{"permission":"package/publish","scope":"scope","package":"package"}]}"#;

/// The document.
#[derive(Deserialize)]
pub(super) struct Document {
    pub(super) permissions: Vec<Permission>,
}

/// Something that may be done.
#[derive(Deserialize)]
#[serde(tag = "permission")]
pub(super) enum Permission {
    #[serde(rename = "package/publish")]
    Publish(PackagePublishPermission),
}

/// What may be published. One that names a version, too, names a package: the version and the hash are those of the
/// archive for which the client asks for the token.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum PackagePublishPermission {
    Package {
        scope: ScopeName,
        package: PackageName,
    },
    Scope {
        scope: ScopeName,
    },
}

impl Permission {
    /// Whether it is one for the package.
    pub(super) fn covers(&self, scope: &str, package: &str) -> bool {
        let Self::Publish(permission) = self;
        match permission {
            PackagePublishPermission::Package {
                scope: own,
                package: name,
            } => own.0 == scope && name.0 == package,
            PackagePublishPermission::Scope { scope: own } => own.0 == scope,
        }
    }
}

/// A scope's name, without its `@`.
pub(super) struct ScopeName(String);

/// A package's name.
pub(super) struct PackageName(String);

impl<'de> Deserialize<'de> for ScopeName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if (2..=20).contains(&name.len()) && is_name(&name) {
            Ok(Self(name))
        } else {
            Err(de::Error::custom("no scope's name"))
        }
    }
}

impl<'de> Deserialize<'de> for PackageName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if (2..=58).contains(&name.len()) && is_name(&name) {
            Ok(Self(name))
        } else {
            Err(de::Error::custom("no package's name"))
        }
    }
}

fn is_name(name: &str) -> bool {
    name.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}

/// Scope and package of `@scope/package`.
pub(super) fn package(project: &str) -> Option<(&str, &str)> {
    project
        .strip_prefix('@')?
        .split_once('/')
        .filter(|(scope, package)| !scope.is_empty() && !package.is_empty())
}

/// The audience that is good for a package, whatever its version.
pub(super) fn audience(project: &str) -> String {
    package(project).map_or_else(
        || EXAMPLE.to_owned(),
        |(scope, package)| {
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            format!(
                r#"{{"permissions":[{{"permission":"package/publish","scope":{},"package":{}}}]}}"#,
                quoted(scope),
                quoted(package)
            )
        },
    )
}
