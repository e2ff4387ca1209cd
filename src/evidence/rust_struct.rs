//! Claims in a Rust struct, as uv prints them since 2025.
//!
//! Source: astral-sh/uv `crates/uv-publish/src/trusted_publishing.rs`: `OidcTokenClaims { … }`, since
//! 2026 `GitHub(GitHubTokenClaims { …, environment: Some("…") })`.

use super::clean::Line;
use super::{ClaimForm, FoundClaim};

/// The claims of every struct whose name ends in `TokenClaims`.
pub(super) fn claims(lines: &[Line]) -> Vec<FoundClaim> {
    let mut found = Vec::new();
    let mut inside = false;
    let mut optional: Option<String> = None;
    for line in lines {
        let text = line.text.as_str();
        if text.contains("TokenClaims {") {
            inside = true;
            continue;
        }
        if !inside {
            continue;
        }
        if text.starts_with('}') {
            inside = false;
            continue;
        }
        let mut push = |name: &str, value: &str| {
            let start = text.find(value).unwrap_or(0);
            let span = line.span(start, start.saturating_add(value.len()));
            found.push(FoundClaim::text(name, value, span, ClaimForm::RustStruct));
        };
        if let Some(name) = &optional {
            if let Some(value) = string(text) {
                push(name, value);
                optional = None;
            } else if text.starts_with(')') {
                optional = None;
            }
            continue;
        }
        let Some((name, value)) = text.split_once(": ") else {
            continue;
        };
        let value = value.trim_end_matches(',');
        if value == "Some(" {
            optional = Some(name.to_owned());
        } else if value == "None" {
            push(name, "None");
        } else {
            let inner = value
                .strip_prefix("Some(")
                .and_then(|inner| inner.strip_suffix(')'))
                .unwrap_or(value);
            if let Some(value) = string(inner) {
                push(name, value);
            }
        }
    }
    found
}

/// A string literal without escapes; claims that are printed have none.
fn string(text: &str) -> Option<&str> {
    text.trim_end_matches(',')
        .strip_prefix('"')?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::ClaimState;
    use crate::evidence::clean::clean;

    #[test]
    fn optional_fields_are_read_on_one_line_and_on_three() {
        for text in [
            "GitHub(\n    GitHubTokenClaims {\n        ref: \"x\",\n        environment: Some(\n            \"pypi\",\n        ),\n    },\n)",
            "OidcTokenClaims {\n    ref: \"x\",\n    environment: Some(\"pypi\"),\n}\nafter: \"z\",",
        ] {
            let found: Vec<_> = claims(&clean(text))
                .into_iter()
                .map(|claim| claim.name)
                .collect();
            assert_eq!(found, ["ref", "environment"]);
        }
        let none = claims(&clean("T TokenClaims {\n    environment: None,\n}"));
        assert_eq!(
            none.first().map(|claim| &claim.state),
            Some(&ClaimState::Absent)
        );
    }
}
