//! GitHub Actions.
//!
//! Source: `warehouse/oidc/models/github.py`.

use crate::finding::{Comparison, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{FieldComparison, Publisher};
use crate::python::{Dict, Str, Value, repr_str};

use super::lookup::{Beside, beside};
use super::provider::{
    Check, Life, Lookup, Provider, Row, check_failed, equal, match_fields, most_specific, refused,
};
use super::{answer, crash, rules};
use crate::index::trace::Finding;

pub(super) const ISSUER: &str = crate::issuer::github::GITHUB.url;

/// The event whose tokens are refused, since what strangers propose runs with the repository's rights.
pub(super) const REFUSED_EVENT: &str = "pull_request_target";

pub(super) const PROVIDER: Provider = Provider {
    kind: "github",
    issuer: ISSUER,
    flag: "disallow-github-oidc",
    supports_custom_issuer: false,
    checks: &[
        Check {
            rule: Rule::Subject,
            claim: "sub",
            optional: false,
            life: Life::Until(rules::SUBJECT_FREE),
            check: subject,
        },
        Check {
            rule: Rule::Repository,
            claim: "repository",
            optional: false,
            life: Life::Always,
            check: repository,
        },
        Check {
            rule: Rule::Owner,
            claim: "repository_owner",
            optional: false,
            life: Life::Always,
            check: |row, claims, _| str_equal(row, claims, "repository_owner"),
        },
        Check {
            rule: Rule::OwnerId,
            claim: "repository_owner_id",
            optional: false,
            life: Life::Always,
            check: |row, claims, _| str_equal(row, claims, "repository_owner_id"),
        },
        Check {
            rule: Rule::JobWorkflowRef,
            claim: "job_workflow_ref",
            optional: false,
            life: Life::Always,
            check: job_workflow_ref,
        },
        Check {
            rule: Rule::Replay,
            claim: "jti",
            optional: false,
            life: Life::Since(rules::REPLAY_CHECK),
            check: super::lookup::not_used,
        },
        Check {
            rule: Rule::EventName,
            claim: "event_name",
            optional: false,
            life: Life::Since(rules::EVENT_CHECK),
            check: event_name,
        },
        Check {
            rule: Rule::Environment,
            claim: "environment",
            optional: true,
            life: Life::Always,
            check: environment,
        },
    ],
    required: &["ref", "sha"],
    looked_up: &["repository", "job_workflow_ref", "repository_owner_id"],
    unchecked: &[
        "sub",
        "actor",
        "actor_id",
        "run_id",
        "run_number",
        "run_attempt",
        "head_ref",
        "base_ref",
        "ref_type",
        "repository_id",
        "workflow",
        "repository_visibility",
        "workflow_sha",
        "job_workflow_sha",
        "workflow_ref",
        "runner_environment",
        "environment_node_id",
        "enterprise",
        "enterprise_id",
        "ref_protected",
        "check_run_id",
    ],
    unchecked_prefixes: &["repo_property_"],
    lookup,
    compare,
    stored: &["ref", "sha"],
    has_environment: true,
    // The owner's ID is in neither: a pending publisher can become a row that has another.
    same_by: &[
        "repository_name",
        "repository_owner",
        "workflow_filename",
        "environment",
    ],
    unique_by: &[
        "repository_name",
        "repository_owner",
        "workflow_filename",
        "environment",
    ],
};

/// `lookup_by_claims`: an exact match on owner, name, owner ID and file name, case included.
fn lookup(claims: &Dict, rows: &[Row<'_>]) -> Lookup {
    let failed = |rule, finding| Lookup::Failed { rule, finding };
    let (owner, name) = match split_repository(claims.get("repository")) {
        Ok(parts) => parts,
        Err(exception) => {
            return failed(
                Rule::Repository,
                Finding::crash(Some("repository"), exception),
            );
        }
    };
    let Some(reference) = claims.get("job_workflow_ref").and_then(Value::as_str) else {
        let finding = Finding::crash(Some("job_workflow_ref"), "TypeError");
        return failed(Rule::JobWorkflowRef, finding);
    };
    let Some(file) = file_name(reference) else {
        let reason = Reason::FileNameNotFound {
            claim: "job_workflow_ref".to_owned(),
            actual: reference.to_string(),
        };
        let why = "Could not job extract workflow filename from OIDC claims";
        return failed(Rule::JobWorkflowRef, refused(reason, why));
    };
    let owner_id = claims.get("repository_owner_id").unwrap_or(&Value::Null);
    let owner_id = match crash::query_parameter(owner_id) {
        Ok(owner_id) => owner_id,
        Err(exception) => {
            let finding = Finding::crash(Some("repository_owner_id"), exception);
            return failed(Rule::OwnerId, finding);
        }
    };
    for (claim, text) in [
        ("repository", &owner),
        ("repository", &name),
        ("job_workflow_ref", &file),
    ] {
        if let Err(exception) = crash::text(text) {
            return failed(Rule::Lookup, Finding::crash(Some(claim), exception));
        }
    }

    let wanted = [
        ("repository_name", Some(&name)),
        ("repository_owner", Some(&owner)),
        ("repository_owner_id", owner_id.as_deref()),
        ("workflow_filename", Some(&file)),
    ];
    let found: Vec<_> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| {
            match_fields(row, &wanted, equal).map(|assumed| (place, row, assumed))
        })
        .gather();
    let environment = match claims.get("environment") {
        Some(Value::Str(environment)) => Some(environment.lower()),
        // `environment.lower()`, once there is a row to compare it with.
        Some(other) if other.is_truthy() && !found.is_empty() => {
            let finding = Finding::crash(Some("environment"), "AttributeError");
            return failed(Rule::Environment, finding);
        }
        _ => None,
    };
    most_specific(found, "environment", environment.as_ref())
}

/// `repository.split("/", 1)` into two.
fn split_repository(repository: Option<&Value>) -> Result<(Str, Str), &'static str> {
    let repository = repository.and_then(Value::as_str).ok_or("AttributeError")?;
    repository.split_once(b'/').ok_or("ValueError")
}

/// The first path component that has `.yml@` or `.yaml@` in it, up to the last such place.
///
/// Source: `_WORKFLOW_FILENAME_RE`, `([^/]+\.(yml|yaml))(?=@)`.
fn file_name(reference: &Str) -> Option<Str> {
    reference.split(b'/').iter().find_map(|component| {
        let bytes = component.as_bytes();
        let end = [&b".yml@"[..], b".yaml@"]
            .into_iter()
            .filter_map(|suffix| {
                let start = bytes
                    .windows(suffix.len())
                    .rposition(|window| window == suffix)?;
                // The name is more than its ending.
                (start > 0).then_some(())?;
                start.checked_add(suffix.len())?.checked_sub(1)
            })
            .max()?;
        component.between(0, end)
    })
}

/// `repo:OWNER/REPO`, as long as the subject was looked at.
fn subject(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    match (row.field("repository_owner"), row.field("repository_name")) {
        (Some(owner), Some(name)) => {
            super::lookup::two_part_subject(claims, &format!("repo:{owner}/{name}"))
        }
        _ => Finding::Pass,
    }
}

fn repository(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let (Some(owner), Some(name)) = (row.field("repository_owner"), row.field("repository_name"))
    else {
        return Finding::Pass;
    };
    let expected = Str::from(format!("{owner}/{name}"));
    let actual = match claims.get("repository") {
        Some(Value::Str(actual)) => actual,
        Some(_) => return Finding::crash(Some("repository"), "AttributeError"),
        None => return Finding::NotReached,
    };
    if !actual.is_empty() && actual.lower() == expected.lower() {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: "repository".to_owned(),
        expected: expected.to_string(),
        actual: Some(actual.to_string()),
        comparison: Comparison::IgnoreCase,
    };
    check_failed("repository", false, reason)
}

/// `str.__eq__`, which gives `NotImplemented` for what is no string; its truth value is a
/// `TypeError` since Python 3.14.
pub(super) fn str_equal(row: &Row<'_>, claims: &Dict, claim: &'static str) -> Finding {
    field_equals_claim(row, claims, claim, claim)
}

pub(super) fn field_equals_claim(
    row: &Row<'_>,
    claims: &Dict,
    field: &'static str,
    claim: &'static str,
) -> Finding {
    let actual = match claims.get(claim) {
        Some(Value::Str(actual)) => actual,
        Some(_) => return Finding::crash(Some(claim), "TypeError"),
        None => return Finding::NotReached,
    };
    let Some(expected) = row.field(field) else {
        return Finding::Unknown(Reason::FieldNotGiven {
            field: field.to_owned(),
            claimed: actual.to_string(),
        });
    };
    if *actual == expected {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: claim.to_owned(),
        expected: expected.to_owned(),
        actual: Some(actual.to_string()),
        comparison: Comparison::Exact,
    };
    check_failed(claim, false, reason)
}

fn job_workflow_ref(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let Some(actual) = claims.get("job_workflow_ref").and_then(Value::as_str) else {
        return Finding::NotReached;
    };
    if actual.is_empty() {
        let reason = Reason::ClaimEmpty {
            claim: "job_workflow_ref".to_owned(),
        };
        return refused(reason, "The job_workflow_ref claim is empty");
    }
    let refs: Vec<_> = ["ref", "sha"]
        .into_iter()
        .filter_map(|name| claims.get(name))
        .filter(|value| value.is_truthy())
        .gather();
    if refs.is_empty() {
        let reason = Reason::RefEmpty {
            claims: vec!["ref".to_owned(), "sha".to_owned()],
        };
        return refused(reason, "The ref and sha claims are empty");
    }
    let (Some(owner), Some(name), Some(file)) = (
        row.field("repository_owner"),
        row.field("repository_name"),
        row.field("workflow_filename"),
    ) else {
        return Finding::Pass;
    };
    let path = format!("{owner}/{name}/.github/workflows/{file}");
    file_ref(actual, &path, &refs, "job_workflow_ref")
}

/// `PATH@REF` for one of the refs.
pub(super) fn file_ref(actual: &Str, path: &str, refs: &[&Value], claim: &'static str) -> Finding {
    let mut expected: Vec<Str> = refs
        .iter()
        .map(|reference| {
            let mut text = Str::from(format!("{path}@"));
            text.push_all(&reference.to_str());
            text
        })
        .gather();
    expected.sort();
    expected.dedup();
    if expected.contains(actual) {
        return Finding::Pass;
    }
    let why = format!(
        "The {claim} claim does not match, expecting one of {}, got {}",
        answer::repr_list(&expected),
        repr_str(actual),
    );
    let reason = Reason::FileRefDiffers {
        claim: claim.to_owned(),
        expected: expected.iter().map(Str::to_string).gather(),
        actual: actual.to_string(),
    };
    refused(reason, &why)
}

fn event_name(_row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    match claims.get("event_name") {
        Some(Value::Str(event)) if *event == REFUSED_EVENT => refused(
            Reason::EventRefused {
                event: event.to_string(),
            },
            "Publishing from a workflow invoked via 'pull_request_target' is not supported.",
        ),
        Some(_) => Finding::Pass,
        None => Finding::NotReached,
    }
}

fn environment(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let lower = |text: &Str| text.lower();
    super::lookup::environment(row, claims, Comparison::IgnoreCase, &lower)
}

/// The form keeps an environment in lower case, and the lookup asks for no other. What is no text asks for none.
pub(super) fn fit(publisher: &mut Publisher, claims: &Dict) {
    let environment = claims.get("environment").and_then(Value::as_str);
    match environment.map(|name| name.lower().to_string()) {
        Some(name) => drop(publisher.fields.insert("environment".to_owned(), name)),
        None => drop(publisher.fields.remove("environment")),
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    let text = |claim: &str| claims.get(claim).map(Value::to_str);
    let parts = split_repository(claims.get("repository")).ok();
    let (owner, name) = parts.unzip();
    let file = claims
        .get("job_workflow_ref")
        .and_then(Value::as_str)
        .and_then(file_name);
    [
        Beside {
            field: "repository_owner",
            claim: "repository",
            claimed: owner,
            comparison: Comparison::Exact,
        },
        Beside {
            field: "repository_name",
            claim: "repository",
            claimed: name,
            comparison: Comparison::Exact,
        },
        Beside {
            field: "workflow_filename",
            claim: "job_workflow_ref",
            claimed: file,
            comparison: Comparison::Exact,
        },
        Beside {
            field: "environment",
            claim: "environment",
            claimed: text("environment"),
            comparison: Comparison::IgnoreCase,
        },
        Beside {
            field: "repository_owner_id",
            claim: "repository_owner_id",
            claimed: text("repository_owner_id"),
            comparison: Comparison::Exact,
        },
    ]
    .into_iter()
    .map(|pair| beside(&PROVIDER, publisher, pair))
    .gather()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_name_is_the_first_component_with_an_ending_before_an_at_sign() {
        for (reference, expected) in [
            (
                "o/r/.github/workflows/release.yml@refs/heads/main",
                Some("release.yml"),
            ),
            ("o/r/.github/workflows/a.yaml@v1", Some("a.yaml")),
            (
                "o/r/.github/workflows/a@b.yml@v1.yml@x",
                Some("a@b.yml@v1.yml"),
            ),
            ("o/r/.github/workflows/release.yml", None),
            ("o/r/.github/workflows/.yml@x", None),
            (
                "o/r/.github/workflows/a.yml.txt@refs/heads/b.yml@c",
                Some("b.yml"),
            ),
            ("a.yml@o/b.yml@x", Some("a.yml")),
            ("o/r/RELEASE.YML@x", None),
            ("", None),
        ] {
            let found = file_name(&Str::from(reference));
            assert_eq!(
                found.as_ref().and_then(Str::as_str),
                expected,
                "{reference}"
            );
        }
    }

    #[test]
    fn an_environment_is_registered_in_lower_case_if_the_form_takes_it() {
        for (environment, registered) in [
            (r#""Release""#, Some("release")),
            (r#""a, b""#, None),
            ("{}", None),
        ] {
            let text = format!(r#"{{"repository": "o/r", "environment": {environment}}}"#);
            let claims = crate::python::json::loads(text.as_bytes()).expect("JSON");
            let claims = claims.as_dict().expect("claims");
            let publisher = super::super::fitting("github", claims);
            assert_eq!(publisher.field("environment"), registered, "{environment}");
        }
    }
}
