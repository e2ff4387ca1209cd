//! GitHub Actions: a tag's run in the package's repository.
//!
//! Source: `app/lib/service/openid/github_openid.dart`; `app/lib/package/backend.dart`, `_checkGitHubActionAllowed` and
//! `verifyTagPatternWithRef`.

use crate::finding::{Outcome, Reason, Rule};
use crate::index::trace::Finding;
use crate::index::{FieldComparison, Publisher};

use super::answer;
use super::fields::is_ticked;
use super::jwt::Claims;
use super::provider::{Provider, differs, equal, kept, pair};

pub(super) const PROVIDER: Provider = Provider {
    kind: "github",
    issuer: crate::issuer::github::GITHUB.url,
    required: &[
        "iat",
        "nbf",
        "exp",
        "iss",
        "aud",
        "repository",
        "repository_id",
        "repository_owner",
        "repository_owner_id",
        "event_name",
        "ref",
        "ref_type",
        "run_id",
    ],
    texts: &[
        "repository",
        "repository_owner",
        "repository_id",
        "repository_owner_id",
        "event_name",
        "ref",
        "ref_type",
    ],
    optional: &["actor", "environment", "sha", "run_id"],
    checked: &[
        "repository",
        "repository_id",
        "repository_owner_id",
        "event_name",
        "ref",
        "ref_type",
        "environment",
    ],
    kept: &["repository_id", "repository_owner_id"],
    not_enabled: || answer::github("publishing from github is not enabled"),
    checks,
    beside,
};

/// Events that start workflows and never publish: only `push` and `workflow_dispatch` do.
pub(super) const REFUSED_EVENTS: [&str; 9] = [
    "create",
    "issue_comment",
    "merge_group",
    "pull_request",
    "pull_request_target",
    "release",
    "repository_dispatch",
    "schedule",
    "workflow_run",
];

/// Where the version stands in a pattern.
pub(super) const VERSION: &str = "{{version}}";

/// In front of a tag's name.
pub(super) const TAGS: &str = "refs/tags/";

fn checks(publisher: &Publisher, claims: &Claims) -> Vec<(Rule, Finding)> {
    let changed =
        || answer::github("GitHub repository identifiers changed, disabling automated publishing");
    vec![
        (Rule::Enabled, enabled(publisher)),
        (
            Rule::Repository,
            equal(publisher, "repository", "repository", claims, |claimed| {
                answer::github(&format!(
                    "publishing is not enabled for the \"{claimed}\" repository, it may be enabled for \
                     another repository"
                ))
            }),
        ),
        (Rule::EventName, event(publisher, claims)),
        (Rule::Ref, reference(publisher, claims)),
        (Rule::Environment, environment(publisher, claims)),
        (
            Rule::RepositoryId,
            kept(publisher, "repository_id", claims, changed),
        ),
        (
            Rule::OwnerId,
            kept(publisher, "repository_owner_id", claims, changed),
        ),
    ]
}

fn enabled(publisher: &Publisher) -> Finding {
    if is_ticked(publisher, "enabled", true) {
        Finding::Pass
    } else {
        Finding::Stop(Reason::SwitchedOff, (PROVIDER.not_enabled)())
    }
}

/// Each of two events can be ticked; all others are refused. The one text's misspelling is the server's.
fn event(publisher: &Publisher, claims: &Claims) -> Finding {
    let Some(event) = claims.text("event_name") else {
        return Finding::NotReached;
    };
    let why = match event.as_str() {
        "push" if is_ticked(publisher, "push_events", true) => return Finding::Pass,
        "push" => "publishing is not allowed from \"push\" events".to_owned(),
        "workflow_dispatch" if is_ticked(publisher, "workflow_dispatch_events", false) => {
            return Finding::Pass;
        }
        "workflow_dispatch" => {
            "publishing is not allowed from \"workflow_dispath\" events".to_owned()
        }
        other => format!(
            "publishing is only allowed from \"push\" or \"workflow_dispatch\" events, this token \
             originates from a \"{other}\" event"
        ),
    };
    Finding::Stop(Reason::EventRefused { event }, answer::github(&why))
}

/// A tag that the pattern makes of the version that is published, which no token tells.
fn reference(publisher: &Publisher, claims: &Claims) -> Finding {
    let (Some(ref_type), Some(reference)) = (claims.text("ref_type"), claims.text("ref")) else {
        return Finding::NotReached;
    };
    if ref_type != "tag" {
        let answer = answer::github(&format!(
            "publishing is only allowed from \"tag\" refType, this token has \"{ref_type}\" refType"
        ));
        return Finding::Stop(differs("ref_type", "tag", Some(ref_type)), answer);
    }
    let Some(pattern) = publisher.field("tag_pattern") else {
        return Finding::Unknown(Reason::FieldNotGiven {
            field: "tag_pattern".to_owned(),
            claimed: pattern_of(&reference).unwrap_or_default(),
        });
    };
    let expected = format!("{TAGS}{pattern}");
    let Some(tag) = reference.strip_prefix(TAGS) else {
        let answer = answer::github(&format!(
            "publishing is only allowed from \"refs/tags/*\" ref, this token has \"{reference}\" ref"
        ));
        return Finding::Stop(differs("ref", &expected, Some(reference)), answer);
    };
    let Some((before, _)) = pattern.split_once(VERSION) else {
        return Finding::Stop(
            Reason::Crash {
                claim: None,
                exception: "AssertionError".to_owned(),
            },
            crate::finding::Answer::Crash {
                exception: "AssertionError".to_owned(),
            },
        );
    };
    match version(pattern, tag) {
        Some(version) => Finding::Note(Reason::VersionOfTag {
            version: version.to_owned(),
        }),
        None => {
            let answer = answer::github_start(&format!(
                "publishing is configured to only be allowed from actions with specific ref pattern, \
                 this token has \"{reference}\" ref for which publishing is not allowed. Expected tag \
                 \"{before}"
            ));
            Finding::Stop(differs("ref", &expected, Some(reference)), answer)
        }
    }
}

/// The version that the tag stands for.
fn version<'t>(pattern: &str, tag: &'t str) -> Option<&'t str> {
    let (before, after) = pattern.split_once(VERSION)?;
    let version = tag.strip_prefix(before)?.strip_suffix(after)?;
    (version_length(version) == Some(version.len())).then_some(version)
}

/// How much of a text is a version: three numbers, and what follows a hyphen or a plus.
fn version_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0_usize;
    for part in 0..3 {
        if part > 0 {
            at = at.checked_add(1).filter(|_| bytes.get(at) == Some(&b'.'))?;
        }
        let digits = bytes.get(at..)?;
        let count = digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        at = at.checked_add(count).filter(|_| count > 0)?;
    }
    if !matches!(bytes.get(at), Some(b'-' | b'+')) {
        return Some(at);
    }
    let is_taken = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-+".contains(byte);
    let count = bytes.get(at..)?.iter().take_while(is_taken).count();
    (count > 1).then(|| at.saturating_add(count))
}

/// The pattern that a tag follows, by the version in it.
fn pattern_of(reference: &str) -> Option<String> {
    let tag = reference.strip_prefix(TAGS)?;
    let (at, length) = tag
        .char_indices()
        .find_map(|(at, _)| Some((at, version_length(tag.get(at..)?)?)))?;
    let before = tag.get(..at)?;
    let after = tag.get(at.checked_add(length)?..)?;
    Some(format!("{before}{VERSION}{after}"))
}

fn environment(publisher: &Publisher, claims: &Claims) -> Finding {
    let actual = claims.text("environment");
    let expected = publisher.field("environment").unwrap_or_default();
    if expected.is_empty() {
        return match actual {
            Some(environment) => Finding::Note(Reason::EnvironmentIgnored { environment }),
            None => Finding::Pass,
        };
    }
    if actual.as_deref() == Some(expected) {
        return Finding::Pass;
    }
    let answer = answer::github(&format!(
        "publishing is configured to only be allowed from actions with an environment, this token \
         originates from an action running in environment \"{}\" for which publishing is not allowed",
        actual.as_deref().unwrap_or("null")
    ));
    Finding::Stop(differs("environment", expected, actual), answer)
}

fn beside(publisher: &Publisher, claims: &Claims) -> Vec<FieldComparison> {
    let reference = claims.text("ref");
    let is_tag = claims
        .text("ref_type")
        .is_none_or(|ref_type| ref_type == "tag");
    let pattern = reference.as_deref().filter(|_| is_tag).and_then(pattern_of);
    let mut tag = pair(publisher, "tag_pattern", "ref", pattern);
    let fits = publisher.field("tag_pattern").is_some_and(|pattern| {
        let tag = reference
            .as_deref()
            .and_then(|text| text.strip_prefix(TAGS));
        tag.is_some_and(|tag| version(pattern, tag).is_some())
    });
    if fits && is_tag {
        tag.outcome = Outcome::Pass;
    }
    vec![
        pair(
            publisher,
            "repository",
            "repository",
            claims.text("repository"),
        ),
        tag,
        pair(
            publisher,
            "environment",
            "environment",
            claims.text("environment"),
        ),
        pair(
            publisher,
            "repository_id",
            "repository_id",
            claims.text("repository_id"),
        ),
        pair(
            publisher,
            "repository_owner_id",
            "repository_owner_id",
            claims.text("repository_owner_id"),
        ),
    ]
}

/// What the page has to say besides: the event's box, unless it is ticked from the start.
pub(super) fn fit(publisher: &mut Publisher, claims: &Claims) {
    let event = claims.text("event_name");
    if event.as_deref() == Some("workflow_dispatch") {
        let box_of_event = "workflow_dispatch_events".to_owned();
        publisher.fields.insert(box_of_event, "true".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_stands_for_a_version_by_its_pattern() {
        for (pattern, tag, expected) in [
            ("v{{version}}", "v1.2.3", Some("1.2.3")),
            ("{{version}}", "1.2.3-dev.1+4", Some("1.2.3-dev.1+4")),
            ("a/{{version}}-b", "a/1.2.3-b", Some("1.2.3")),
            ("{{version}}", "v1.2.3", None),
            ("v{{version}}", "v1.2", None),
            ("v{{version}}", "v", None),
            ("v{{version}}", "v1.2.3-", None),
        ] {
            assert_eq!(version(pattern, tag), expected, "{pattern} {tag}");
        }
    }

    #[test]
    fn a_pattern_follows_from_a_tag() {
        for (reference, expected) in [
            ("refs/tags/v1.2.3", Some("v{{version}}")),
            ("refs/tags/sample-v1.2.3+1", Some("sample-v{{version}}")),
            ("refs/tags/latest", None),
            ("refs/heads/1.2.3", None),
        ] {
            assert_eq!(pattern_of(reference).as_deref(), expected, "{reference}");
        }
    }

    fn fitting(changed: &str) -> Publisher {
        let text = format!(
            r#"{{"repository": "octo-org/sample", "event_name": "push", "ref": "refs/tags/v1.2.3", "ref_type": "tag", {changed}}}"#
        );
        let claims = crate::python::json::loads(text.as_bytes()).expect("JSON");
        super::super::fitting("github", claims.as_dict().expect("claims"))
    }

    #[test]
    fn the_box_of_the_event_is_ticked_unless_it_is_from_the_start() {
        for (event, ticked) in [("push", None), ("workflow_dispatch", Some("true"))] {
            let publisher = fitting(&format!(r#""event_name": "{event}""#));
            let field = publisher.field("workflow_dispatch_events");
            assert_eq!(field, ticked, "{event}");
            assert_eq!(publisher.field("push_events"), None, "{event}");
        }
    }

    #[test]
    fn an_environment_that_the_page_refuses_stays_empty() {
        for (environment, typed) in [("release", Some("release")), ("prod env", None)] {
            let publisher = fitting(&format!(r#""environment": "{environment}""#));
            assert_eq!(publisher.field("environment"), typed);
        }
    }
}
