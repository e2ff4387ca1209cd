//! GitLab CI/CD, on gitlab.com or on an organisation's own server.
//!
//! Source: `warehouse/oidc/models/gitlab.py`.

use crate::finding::{Comparison, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{FieldComparison, Publisher};
use crate::python::unicode::lower_each;
use crate::python::{Dict, Str, Value};

use super::crash;
use super::github::file_ref;
use super::lookup::{Beside, beside};
use super::provider::{
    Check, Life, Lookup, Provider, Row, check_failed, equal, match_fields, most_specific, refused,
};
use crate::index::trace::Finding;

pub(super) const ISSUER: &str = crate::issuer::gitlab::GITLAB.url;

pub(super) const PROVIDER: Provider = Provider {
    kind: "gitlab",
    issuer: ISSUER,
    flag: "disallow-gitlab-oidc",
    supports_custom_issuer: true,
    checks: &[
        Check {
            rule: Rule::Subject,
            claim: "sub",
            optional: false,
            life: Life::Always,
            check: subject,
        },
        Check {
            rule: Rule::ProjectPath,
            claim: "project_path",
            optional: false,
            life: Life::Always,
            check: project_path,
        },
        Check {
            rule: Rule::CiConfigRef,
            claim: "ci_config_ref_uri",
            optional: false,
            life: Life::Always,
            check: ci_config_ref_uri,
        },
        Check {
            rule: Rule::Replay,
            claim: "jti",
            optional: false,
            life: Life::Since(super::rules::REPLAY_CHECK),
            check: super::lookup::not_used,
        },
        Check {
            rule: Rule::Environment,
            claim: "environment",
            optional: true,
            life: Life::Always,
            check: environment,
        },
    ],
    required: &["ref_path", "sha"],
    looked_up: &["project_path", "ci_config_ref_uri"],
    unchecked: &[
        "project_id",
        "namespace_id",
        "namespace_path",
        "user_id",
        "user_login",
        "user_email",
        "user_identities",
        "pipeline_id",
        "pipeline_source",
        "job_id",
        "ref",
        "ref_type",
        "ref_protected",
        "environment_protected",
        "deployment_tier",
        "environment_action",
        "runner_id",
        "runner_environment",
        "ci_config_sha",
        "project_visibility",
        "user_access_level",
        "groups_direct",
        "job_namespace_id",
        "job_namespace_path",
        "job_project_id",
        "job_project_path",
        "job_source",
    ],
    unchecked_prefixes: &[],
    lookup,
    compare,
    stored: &["ref_path", "sha"],
    has_environment: true,
    same_by: &[
        "namespace",
        "gitlab_project",
        "workflow_filepath",
        "environment",
        "issuer_url",
    ],
    // Not by issuer: the same path on two servers cannot be registered twice.
    unique_by: &[
        "namespace",
        "gitlab_project",
        "workflow_filepath",
        "environment",
    ],
};

/// `lookup_by_claims`: namespace and project without regard to case, file path and issuer exact.
fn lookup(claims: &Dict, rows: &[Row<'_>]) -> Lookup {
    let failed = |rule, finding| Lookup::Failed { rule, finding };
    let (namespace, project) = match split_path(claims.get("project_path")) {
        Ok(parts) => parts,
        Err(exception) => {
            let finding = Finding::crash(Some("project_path"), exception);
            return failed(Rule::ProjectPath, finding);
        }
    };
    let Some(reference) = claims.get("ci_config_ref_uri").and_then(Value::as_str) else {
        let finding = Finding::crash(Some("ci_config_ref_uri"), "TypeError");
        return failed(Rule::CiConfigRef, finding);
    };
    let Some(file) = file_path(reference) else {
        let reason = Reason::FileNameNotFound {
            claim: "ci_config_ref_uri".to_owned(),
            actual: reference.to_string(),
        };
        let why = "Could not extract workflow filename from OIDC claims";
        return failed(Rule::CiConfigRef, refused(reason, why));
    };
    for (claim, text) in [
        ("project_path", &namespace),
        ("project_path", &project),
        ("ci_config_ref_uri", &file),
    ] {
        if let Err(exception) = crash::text(text) {
            return failed(Rule::Lookup, Finding::crash(Some(claim), exception));
        }
    }
    let issuer = claims.get("iss").and_then(Value::as_str);

    let found = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| {
            let names = [
                ("namespace", Some(&namespace)),
                ("gitlab_project", Some(&project)),
            ];
            let mut assumed = match_fields(row, &names, equal_in_database)?;
            let file = [("workflow_filepath", Some(&file))];
            assumed.extend(match_fields(row, &file, equal)?);
            issuer
                .is_some_and(|issuer| *issuer == issuer_of(row.publisher))
                .then_some((place, row, assumed))
        })
        .gather();
    let environment = claims.get("environment").and_then(Value::as_str);
    most_specific(found, "environment", environment)
}

/// `lower(column) = lower(claim)`, by PostgreSQL.
fn equal_in_database(registered: &str, claimed: &Str) -> bool {
    claimed
        .as_str()
        .is_some_and(|claimed| lower_each(registered) == lower_each(claimed))
}

fn issuer_of(publisher: &Publisher) -> &str {
    match publisher.field("issuer_url") {
        None | Some("") => ISSUER,
        Some(issuer) => issuer,
    }
}

/// `project_path.rsplit("/", 1)` into two.
fn split_path(path: Option<&Value>) -> Result<(Str, Str), &'static str> {
    let path = path.and_then(Value::as_str).ok_or("AttributeError")?;
    path.rsplit_once(b'/').ok_or("ValueError")
}

/// The text from behind a `//` to the last `.yml@` or `.yaml@` on its line, if something that is no
/// slash stands before the dot.
///
/// Source: `_WORKFLOW_FILEPATH_RE`, `(?<=//)(.*[^/]\.(yml|yaml))(?=@)`.
fn file_path(reference: &Str) -> Option<Str> {
    let bytes = reference.as_bytes();
    let occurrences = |wanted: &'static [u8]| {
        bytes
            .windows(wanted.len())
            .enumerate()
            .filter(move |(_, window)| *window == wanted)
            .map(|(at, _)| at)
    };
    // Each ending as (the start of the character before its dot, the end of the file path).
    let mut endings: Vec<(usize, usize)> = Vec::new();
    for ending in [&b".yml@"[..], b".yaml@"] {
        for dot in occurrences(ending) {
            let before = bytes.get(..dot).unwrap_or_default();
            if !matches!(before.last(), None | Some(b'/')) {
                let start = before
                    .iter()
                    .rposition(|byte| byte & 0xC0 != 0x80)
                    .unwrap_or(0);
                let length = ending.len().saturating_sub(1);
                endings.push((start, dot.saturating_add(length)));
            }
        }
    }
    endings.sort_unstable();
    let newlines: Vec<_> = occurrences(b"\n").gather();
    occurrences(b"//").find_map(|slashes| {
        let start = slashes.saturating_add(2);
        // `.*` does not cross a line's end; `[^/]` can be one.
        let newline = newlines
            .get(newlines.partition_point(|at| *at < start))
            .copied();
        let within = endings
            .partition_point(|(character, _)| newline.is_none_or(|newline| *character <= newline));
        let (character, end) = *endings.get(within.checked_sub(1)?)?;
        (character >= start).then(|| reference.between(start, end))?
    })
}

/// `project_path:NAMESPACE/PROJECT`.
fn subject(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    match registered_path(row) {
        Some(path) => super::lookup::two_part_subject(claims, &format!("project_path:{path}")),
        None => Finding::Pass,
    }
}

fn project_path(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let actual = match claims.get("project_path") {
        Some(Value::Str(actual)) => actual,
        Some(_) => return Finding::crash(Some("project_path"), "AttributeError"),
        None => return Finding::NotReached,
    };
    let Some(expected) = registered_path(row) else {
        return Finding::Pass;
    };
    if !actual.is_empty() && actual.lower() == Str::from(expected.as_str()).lower() {
        return Finding::Pass;
    }
    let reason = Reason::Differs {
        claim: "project_path".to_owned(),
        expected,
        actual: Some(actual.to_string()),
        comparison: Comparison::IgnoreCase,
    };
    check_failed("project_path", false, reason)
}

fn ci_config_ref_uri(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    let Some(actual) = claims.get("ci_config_ref_uri").and_then(Value::as_str) else {
        return Finding::NotReached;
    };
    let reason = |claims: &[&str]| Reason::RefEmpty {
        claims: claims.iter().map(|name| (*name).to_owned()).gather(),
    };
    if actual.is_empty() {
        let why = "The ci_config_ref_uri claim is empty";
        return refused(reason(&["ci_config_ref_uri"]), why);
    }
    let refs: Vec<_> = ["ref_path", "sha"]
        .into_iter()
        .filter_map(|name| claims.get(name))
        .filter(|value| value.is_truthy())
        .gather();
    // Unlike GitHub's check, this one wants both; its text speaks of both being empty.
    if refs.len() < 2 {
        let why = "The ref_path and sha claims are empty";
        return refused(reason(&["ref_path", "sha"]), why);
    }
    let (Some(path), Some(file)) = (registered_path(row), row.field("workflow_filepath")) else {
        return Finding::Pass;
    };
    let issuer = issuer_of(row.publisher);
    let domain = issuer.strip_prefix("https://").unwrap_or(issuer);
    let expected = format!("{domain}/{path}//{file}");
    file_ref(actual, &expected, &refs, "ci_config_ref_uri")
}

fn registered_path(row: &Row<'_>) -> Option<String> {
    let namespace = row.field("namespace")?;
    let project = row.field("gitlab_project")?;
    Some(format!("{namespace}/{project}"))
}

fn environment(row: &Row<'_>, claims: &Dict, _used: &dyn Fn(&Str) -> bool) -> Finding {
    super::lookup::environment(row, claims, Comparison::Exact, &Str::clone)
}

/// The lookup takes a project in any case, and the check of the pipeline's file takes it as `ci_config_ref_uri` spells it.
pub(super) fn fit(publisher: &mut Publisher, claims: &Dict) {
    let spelt = || {
        let [namespace, project] = ["namespace", "gitlab_project"].map(|id| publisher.field(id));
        let path = format!("{}/{}", namespace?, project?);
        let uri = claims.get("ci_config_ref_uri")?.as_str()?.as_str()?;
        let (place, _) = uri.split_once("//")?;
        let spelt = place.get(place.len().checked_sub(path.len())?..)?;
        let (namespace, project) = spelt.rsplit_once('/')?;
        spelt
            .eq_ignore_ascii_case(&path)
            .then_some([("namespace", namespace), ("gitlab_project", project)])
    };
    for (id, name) in spelt().into_iter().flatten() {
        publisher.fields.insert(id.to_owned(), name.to_owned());
    }
}

fn compare(publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
    let text = |claim: &str| claims.get(claim).map(Value::to_str);
    let (namespace, project) = split_path(claims.get("project_path")).ok().unzip();
    let file = claims
        .get("ci_config_ref_uri")
        .and_then(Value::as_str)
        .and_then(file_path);
    [
        Beside {
            field: "namespace",
            claim: "project_path",
            claimed: namespace,
            comparison: Comparison::IgnoreCase,
        },
        Beside {
            field: "gitlab_project",
            claim: "project_path",
            claimed: project,
            comparison: Comparison::IgnoreCase,
        },
        Beside {
            field: "workflow_filepath",
            claim: "ci_config_ref_uri",
            claimed: file,
            comparison: Comparison::Exact,
        },
        Beside {
            field: "environment",
            claim: "environment",
            claimed: text("environment"),
            comparison: Comparison::Exact,
        },
        Beside {
            field: "issuer_url",
            claim: "iss",
            claimed: text("iss"),
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
    fn the_file_path_runs_from_two_slashes_to_the_last_ending_on_the_line() {
        for (reference, expected) in [
            (
                "gitlab.com/g/p//.gitlab-ci.yml@refs/heads/main",
                Some(".gitlab-ci.yml"),
            ),
            (
                "gitlab.com/g/p//ci/pub.yaml@refs/heads/a.yml@b",
                Some("ci/pub.yaml@refs/heads/a.yml"),
            ),
            ("gitlab.com/g/p//ci/.yml@refs/heads/main", None),
            ("gitlab.com/g/p//.yml@refs/heads/main", None),
            ("gitlab.com/g/p/.gitlab-ci.yml@refs/heads/main", None),
            ("g//a\nb.yml@x", None),
            ("g//a\n.yml@x", Some("a\n.yml")),
            ("g//a//b.yml@x", Some("a//b.yml")),
            ("g//é.yml@x", Some("é.yml")),
            ("g///a.yml@x", Some("/a.yml")),
        ] {
            let found = file_path(&Str::from(reference));
            assert_eq!(
                found.as_ref().and_then(Str::as_str),
                expected,
                "{reference}"
            );
        }
    }

    #[test]
    fn a_project_is_registered_as_its_pipelines_file_spells_it() {
        for (path, uri, expected) in [
            (
                "GROUP/Sub/Lib",
                "gitlab.com/group/sub/lib//a.yml@x",
                ["group/sub", "lib"],
            ),
            (
                "group/lib",
                "gitlab.com/other/lib//a.yml@x",
                ["group", "lib"],
            ),
            ("group/lib", "lib//a.yml@x", ["group", "lib"]),
        ] {
            let text = format!(r#"{{"project_path": "{path}", "ci_config_ref_uri": "{uri}"}}"#);
            let claims = crate::python::json::loads(text.as_bytes()).expect("JSON");
            let claims = claims.as_dict().expect("claims");
            let publisher = super::super::fitting("gitlab", claims);
            let registered = ["namespace", "gitlab_project"].map(|id| publisher.field(id));
            assert_eq!(registered, expected.map(Some), "{uri}");
        }
    }
}
