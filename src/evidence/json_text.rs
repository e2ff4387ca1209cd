//! JSON objects anywhere in a text: claims as a debugging step or `jq` prints them, and error bodies.

use crate::issuer::circleci;
use crate::python::{Dict, Value, json};

use super::{ClaimForm, ClaimState, FoundClaim, Span};

/// No issuer puts so many claims in a token; more of an object is not read.
const MOST_CLAIMS: usize = 200;

/// A JSON object in the paste.
#[derive(Debug)]
pub(super) struct Object {
    /// Its members.
    pub(super) members: Dict,
    /// Where it stands.
    pub(super) span: Span,
}

/// The objects that stand in the text, outermost ones only.
pub(super) fn objects(paste: &str) -> Vec<Object> {
    let mut found = Vec::new();
    let bytes = paste.as_bytes();
    // Reading on from an unclosed brace costs the rest of the text, so it is done a few times only.
    let mut budget = bytes.len().saturating_mul(4).saturating_add(1 << 16);
    let mut at: usize = 0;
    while let Some(next) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|byte| *byte == b'{'))
    {
        let start = at.saturating_add(next);
        let rest = bytes.get(start..).unwrap_or_default();
        let (object, read) = match json::read_prefix(rest) {
            Ok((Value::Dict(members), length)) => (Some(members), length),
            Ok((_, length)) => (None, length),
            Err(error) => (None, error.offset),
        };
        budget = match budget.checked_sub(read) {
            Some(left) => left,
            None => break,
        };
        match object {
            Some(members) => {
                let end = start.saturating_add(read);
                found.push(Object {
                    members,
                    span: Span { start, end },
                });
                at = end;
            }
            None => at = start.saturating_add(1),
        }
    }
    found
}

/// The claims of objects that are claim sets: with an issuer, or with several names of claims.
pub(super) fn claims(paste: &str, objects: &[Object]) -> Vec<FoundClaim> {
    let mut found = Vec::new();
    for object in objects {
        let Some(set) = claim_set(&object.members) else {
            continue;
        };
        for (name, value) in set.iter().take(MOST_CLAIMS) {
            let name = name.to_string();
            found.push(FoundClaim {
                state: state(value),
                span: place(paste, object.span, &name),
                form: ClaimForm::Json,
                name,
            });
        }
    }
    found
}

/// The object itself, or what it holds under `claims` or `payload`.
fn claim_set(members: &Dict) -> Option<&Dict> {
    if is_claim_set(members) {
        return Some(members);
    }
    ["claims", "payload"]
        .into_iter()
        .filter_map(|name| members.get(name)?.as_dict())
        .find(|inner| is_claim_set(inner))
}

fn is_claim_set(members: &Dict) -> bool {
    const NAMES: [&str; 15] = [
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "jti",
        "repository",
        "repository_owner",
        "repository_owner_id",
        "workflow_ref",
        "job_workflow_ref",
        "environment",
        "event_name",
        "project_path",
        "ci_config_ref_uri",
    ];
    let known = NAMES.into_iter().filter(|name| members.contains(name));
    let mut names = members.iter().filter_map(|(name, _)| name.as_str());
    known.count() >= 2 || names.any(|name| name.starts_with(circleci::CLAIMS))
}

fn state(value: &Value) -> ClaimState {
    match value {
        Value::Null => ClaimState::Absent,
        Value::Str(text) => match text.as_str() {
            // In JSON, only null is absent: a branch may be called `None`.
            Some("MISSING" | "None" | "null") | None => ClaimState::Present(value.clone()),
            Some(text) => ClaimState::from_text(text),
        },
        other => ClaimState::Present(other.clone()),
    }
}

/// Where a member's name stands, for want of its value's place.
fn place(paste: &str, object: Span, name: &str) -> Span {
    let text = paste.get(object.start..object.end).unwrap_or_default();
    let quoted = format!("\"{name}\"");
    match text.find(&quoted) {
        Some(at) => {
            let start = object.start.saturating_add(at);
            let line = text.get(at..).unwrap_or_default();
            let end = line.find(['\n', '\r']).unwrap_or(line.len());
            Span {
                start,
                end: start.saturating_add(end.min(400)),
            }
        }
        None => object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_between_other_text() {
        let text = "x { y {\"a\": 1} : HTTP {\"b\": {\"c\": 2}}";
        let found = objects(text);
        let texts: Vec<_> = found
            .iter()
            .filter_map(|object| text.get(object.span.start..object.span.end))
            .collect();
        assert_eq!(texts, ["{\"a\": 1}", "{\"b\": {\"c\": 2}}"]);
    }

    #[test]
    fn an_object_with_two_names_of_claims_is_a_claim_set() {
        let text = r#"{"sub": "repo:o/r", "aud": "pypi", "environment": null, "run_id": 7}"#;
        let found = claims(text, &objects(text));
        let environment = found.iter().find(|claim| claim.name == "environment");
        assert_eq!(found.len(), 4);
        assert_eq!(
            environment.map(|claim| &claim.state),
            Some(&ClaimState::Absent)
        );
        let other = r#"{"repository": {"type": "git"}, "name": "x"}"#;
        assert!(claims(other, &objects(other)).is_empty());
    }

    #[test]
    fn many_open_braces_are_given_up_on() {
        assert!(objects(&"{\"a\":[".repeat(20_000)).is_empty());
    }
}
