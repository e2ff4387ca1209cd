//! Claims on lines of their own: bullets with backticks, `key: value`, `key = value`, Markdown tables.
//!
//! The forms come from gh-action-pypi-publish's `oidc-exchange.py` in its versions of 6, 7 and 8
//! claims, from its rendered summary, and from what people type into reports.

use crate::gather::Gather as _;

use super::clean::Line;
use super::{ClaimForm, FoundClaim, Span};

/// Names that hardly anything but a claim has. One such line alone is a claim.
const TELLING: [&str; 14] = [
    "job_workflow_ref",
    "job_workflow_sha",
    "workflow_ref",
    "workflow_sha",
    "repository_owner_id",
    "repository_visibility",
    "repository_id",
    "ci_config_ref_uri",
    "ci_config_sha",
    "project_path",
    "namespace_path",
    "ref_path",
    "environment_node_id",
    "runner_environment",
];

/// Names of claims that other lists have too: they count among other claims.
const COMMON: [&str; 30] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "nbf",
    "jti",
    "actor",
    "actor_id",
    "base_ref",
    "head_ref",
    "check_run_id",
    "enterprise",
    "enterprise_id",
    "environment",
    "event_name",
    "ref",
    "ref_protected",
    "ref_type",
    "repository",
    "repository_owner",
    "run_attempt",
    "run_id",
    "run_number",
    "sha",
    "workflow",
    "namespace_id",
    "project_id",
    "pipeline_source",
    "email",
];

/// A line that has the form of a claim.
struct Candidate {
    name: String,
    value: String,
    span: Span,
    form: ClaimForm,
    /// Whether key and value stand in backticks, as the action prints them.
    quoted: bool,
}

/// The claims of all blocks that are lists of claims.
pub(super) fn claims(lines: &[Line]) -> Vec<FoundClaim> {
    let mut blocks: Vec<Vec<Candidate>> = Vec::new();
    let mut last: Option<usize> = None;
    let mut inputs: Option<usize> = None;
    for (place, line) in lines.iter().enumerate() {
        if let Some(indent) = inputs {
            // The inputs of a step, as the runner prints them before it runs.
            if line.indent > indent || line.text.is_empty() {
                continue;
            }
            inputs = None;
        }
        if matches!(
            line.text.as_str(),
            "with:" | "env:" | "inputs:" | "secrets:"
        ) {
            inputs = Some(line.indent);
            continue;
        }
        let Some(candidate) = candidate(line) else {
            continue;
        };
        // Blank lines do not end a block; other text does.
        let adjoins = last.is_some_and(|last| {
            lines
                .get(last.saturating_add(1)..place)
                .is_some_and(|between| between.iter().all(|line| is_filler(&line.text)))
        });
        last = Some(place);
        match blocks.last_mut() {
            Some(block) if adjoins => block.push(candidate),
            _ => blocks.push(vec![candidate]),
        }
    }
    blocks.retain(|block| is_list_of_claims(block));
    blocks
        .into_iter()
        .flatten()
        .map(|found| FoundClaim::text(&found.name, &found.value, found.span, found.form))
        .gather()
}

/// What may stand between claims: nothing, or the line below a table's head, or a claim unknown here.
fn is_filler(text: &str) -> bool {
    text.chars()
        .all(|character| matches!(character, '|' | '-' | ':' | ' '))
        || {
            let key = key_value(text).map(|pair| pair.0);
            key.is_some_and(|key| key.contains('_'))
        }
}

/// How many different claims are no accident.
const ENOUGH: usize = 3;

/// Several different claims, or a single one that cannot be anything else.
fn is_list_of_claims(block: &[Candidate]) -> bool {
    let mut names: Vec<&str> = Vec::new();
    for candidate in block {
        if names.len() < ENOUGH && !names.contains(&candidate.name.as_str()) {
            names.push(&candidate.name);
        }
    }
    let telling = |candidate: &Candidate| {
        candidate.quoted
            || TELLING.contains(&candidate.name.as_str())
            || candidate.name == "sub"
                && ["repo:", "project_path:", "org:", "repository"]
                    .iter()
                    .any(|start| candidate.value.starts_with(start))
            || candidate.name == "iss" && candidate.value.starts_with("https://")
    };
    block.iter().any(telling) || names.len() == ENOUGH && has_slug(block)
}

/// Whether one of the claims names a repository as claims do.
fn has_slug(block: &[Candidate]) -> bool {
    block.iter().any(|candidate| {
        candidate.name == "repository" && candidate.value.matches('/').count() == 1
    })
}

fn candidate(line: &Line) -> Option<Candidate> {
    let (key, value, form) = match table_row(&line.text) {
        Some((key, value)) => (key, value, ClaimForm::Table),
        None => {
            let (key, value) = key_value(&line.text)?;
            (key, value, ClaimForm::Line)
        }
    };
    let (name, key_quoted) = unquote(key);
    let known = TELLING.contains(&name) || COMMON.contains(&name);
    if !known && !name.starts_with("repo_property_") {
        return None;
    }
    let (text, value_quoted) = unquote(value);
    // A sentence about a claim is no claim.
    if text.split_whitespace().count() > 1 && !matches!(name, "environment" | "workflow") {
        return None;
    }
    // `key:` alone heads something; a claim that is empty stands in quotes.
    if text.is_empty() && value.is_empty() {
        return None;
    }
    let start = offset(&line.text, text);
    Some(Candidate {
        name: name.to_owned(),
        value: text.to_owned(),
        span: line.span(start, start.saturating_add(text.len())),
        form,
        quoted: key_quoted && value_quoted,
    })
}

/// `| key | value |`.
fn table_row(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let (key, value) = inner.split_once('|')?;
    let value = value.split('|').next().unwrap_or(value);
    Some((key.trim(), value.trim()))
}

/// `key: value` or `key = value`, in any quotes.
fn key_value(text: &str) -> Option<(&str, &str)> {
    let marks = ['`', '"', '\'', '*', '_'];
    let opening = text
        .len()
        .saturating_sub(text.trim_start_matches(marks).len());
    let name = text.get(opening..)?;
    let length = name
        .bytes()
        .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'_')
        .count();
    if length == 0 {
        return None;
    }
    let end = opening.checked_add(length)?;
    let behind = text.get(end..)?;
    let rest = behind
        .trim_start_matches(['`', '"', '\'', '*'])
        .trim_start();
    let value = rest.strip_prefix([':', '=', '：'])?;
    // `a::b` and `a == b` are code.
    if value.starts_with([':', '=']) {
        return None;
    }
    let key_end = text.len().saturating_sub(rest.len());
    let key = text.get(..key_end)?.trim();
    Some((key, value.trim_start_matches('*').trim()))
}

/// Takes quotes, backticks and a trailing comma off.
fn unquote(text: &str) -> (&str, bool) {
    let text = text.trim().trim_matches('*').trim();
    let bare = text.strip_suffix(',').unwrap_or(text).trim_end();
    for quote in ['`', '"', '\''] {
        if let Some(inner) = bare
            .strip_prefix(quote)
            .and_then(|inner| inner.strip_suffix(quote))
        {
            return (inner, quote == '`');
        }
    }
    (bare, false)
}

fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::ClaimState;
    use crate::evidence::clean::clean;

    fn found(paste: &str) -> Vec<(String, ClaimState)> {
        claims(&clean(paste))
            .into_iter()
            .map(|claim| (claim.name, claim.state))
            .collect()
    }

    fn names(paste: &str) -> Vec<String> {
        found(paste).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn every_way_of_writing_a_pair_is_read() {
        for line in [
            "* `job_workflow_ref`: `o/r/f.yml@x`",
            "job_workflow_ref: o/r/f.yml@x",
            "job_workflow_ref = o/r/f.yml@x",
            "job_workflow_ref=o/r/f.yml@x",
            "\"job_workflow_ref\": \"o/r/f.yml@x\",",
            "**job_workflow_ref**: o/r/f.yml@x",
            "| `job_workflow_ref` | `o/r/f.yml@x` |",
        ] {
            let value = crate::python::Value::Str("o/r/f.yml@x".into());
            assert_eq!(
                found(line),
                [("job_workflow_ref".to_owned(), ClaimState::Present(value))],
                "{line}"
            );
        }
    }

    #[test]
    fn the_states_of_a_claim_are_kept_apart() {
        let states = found(
            "* `sub`: `repo:o/r:ref:x`\n* `environment`: `MISSING`\n* `ref`: ``\n\
             * `repository`: `***/r`\n* `sha`: `abc…`\n",
        );
        let states: Vec<_> = states.into_iter().skip(1).map(|(_, state)| state).collect();
        assert_eq!(
            states,
            [
                ClaimState::Absent,
                ClaimState::Empty,
                ClaimState::Masked,
                ClaimState::Partial("abc…".to_owned())
            ]
        );
    }

    #[test]
    fn a_steps_inputs_and_a_workflows_keys_are_no_claims() {
        assert!(
            names("Run actions/checkout@v4\n  with:\n    repository: o/r\n    ref: x\n    sha: y")
                .is_empty()
        );
        assert!(names("jobs:\n  publish:\n    environment: release\n").is_empty());
        assert!(names("Repository: o/r\nWorkflow: publish.yml\nEnvironment name: pypi").is_empty());
        assert!(names("ref: main").is_empty());
    }

    #[test]
    fn a_single_line_counts_if_only_a_claim_can_look_so() {
        assert_eq!(names("  sub: repo:o/r:environment:testpypi"), ["sub"]);
        assert_eq!(names("* `environment`: `release`"), ["environment"]);
        assert!(names("sub: total 17").is_empty());
    }
}
