//! Tests of requests in JSON.

use super::super::Report;
use super::*;

fn ask(request: &str) -> Result<(inspect::Report, Language), Refusal> {
    inspect(request.as_bytes(), Language::English)
}

fn refusal(request: &str) -> String {
    ask(request).expect_err("a malformed request").to_string()
}

/// Every index.
fn listed(and: &str) -> String {
    let ids: Vec<_> = index::INDEXES
        .iter()
        .map(|index| index.id)
        .chain(["custom"])
        .map(|id| format!("`{id}`"))
        .collect();
    let (last, others) = ids.split_last().expect("an index");
    format!("{} {and} {last}", others.join(", "))
}

#[test]
fn a_request_of_another_shape_is_refused_with_its_place() {
    for (request, sentence) in [
        (
            "{",
            "the request is no JSON: a key in double quotes is missing, at byte 1",
        ),
        ("{}", "the request is malformed: missing field `index`"),
        (
            r#"{"index": "pypi", "paste": 5}"#,
            "the request's `paste` is malformed: invalid type: integer `5`, expected a string",
        ),
        (
            r#"{"index": "pypi", "publishers": [{"kind": "github"}, {"kind": "github", "owner": "o"}]}"#,
            "the request's `publishers[1]` is malformed: unknown field `owner`, expected one of \
             `kind`, `project`, `pending`, `addedBy` and `fields`",
        ),
        (
            r#"{"index": "pypi", "publishers": [{"kind": "github", "fields": {"owner": "o"}}]}"#,
            "publisher 1: there is no field `owner`; there are `repository_owner`, \
             `repository_name`, `workflow_filename`, `environment` and `repository_owner_id`",
        ),
        (
            r#"{"index": "other"}"#,
            &format!("there is no index `other`; there are {}", listed("and")),
        ),
        (
            r#"{"index": "pypi", "language": "tlh"}"#,
            "there is no language `tlh`; there are `en` and `pt-BR`",
        ),
        (
            r#"{"index": "pypi", "language": 1}"#,
            "the request's `language` is malformed: invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"index": "pypi", "bodyBase64": "?"}"#,
            "the request's `bodyBase64` is no base64",
        ),
        (
            r#"{"index": "pypi", "bodyBase64": "", "body": ""}"#,
            "give either `body` or `bodyBase64`, not both",
        ),
    ] {
        assert_eq!(refusal(request), sentence);
    }
}

#[test]
fn a_refusal_is_in_the_language_that_was_asked_for() {
    for (request, sentence) in [
        (
            r#"{"language": "pt", "index": "pypi", "server": {"flag": []}}"#,
            "o `server` da requisição está malformado: o campo `flag` não existe; existem \
             `seenTokenIds`, `flags`, `existingProjects`, `prohibitedProjects` e `customIssuers`",
        ),
        (
            r#"{"language": "pt-BR", "index": 5}"#,
            "o `index` da requisição está malformado: o esperado era uma string, não o inteiro `5`",
        ),
        (
            r#"{"language": "pt-BR"}"#,
            "a requisição está malformada: falta o campo `index`",
        ),
        (
            r#"{"language": "pt-BR", "index": "other"}"#,
            &format!("não existe o índice `other`; existem {}", listed("e")),
        ),
    ] {
        assert_eq!(refusal(request), sentence);
    }
}

#[test]
fn rules_that_are_not_at_hand_are_asked_for() {
    for (language, sentence) in [
        (
            "en",
            "the rules of `pypi` are not loaded; first call `await load(\"pypi\")`",
        ),
        (
            "pt-BR",
            "as regras de `pypi` não foram carregadas; chame antes `await load(\"pypi\")`",
        ),
    ] {
        let request = format!(r#"{{"index": "pypi", "language": "{language}"}}"#);
        let inspected = inspect_with(request.as_bytes(), Language::English, |_| None);
        assert_eq!(inspected.expect_err("no rules").to_string(), sentence);
    }
}

#[test]
fn null_is_as_good_as_absent() {
    let request = r#"{"index": "pypi", "paste": null, "publishers": null, "asOf": null,
        "keys": null, "keysComplete": null, "server": {"flags": null}}"#;
    let short = r#"{"index": "pypi"}"#;
    assert_eq!(ask(request), ask(short));
}

#[test]
fn half_a_character_in_a_paste_is_answered_like_any_other_paste() {
    let (report, language) = ask(r#"{"index": "pypi", "paste": "\ud800"}"#).expect("a report");
    let report = Report::in_language(&report, language);
    assert_eq!(report.answer.code, Some("invalid-payload"));
}

#[test]
fn a_profile_tells_of_the_index_that_is_asked() {
    let request = |profile: &str| {
        format!(r#"{{"index": "custom", "profile": {profile}, "paste": "", "publishers": []}}"#)
    };
    let (report, language) = ask(&request(
        r#"{"name": "Acme", "baseUrl": "https://pypi.acme.example", "audience": "acme", "issuers": ["github"],
            "audienceEndpoint": null}"#,
    ))
    .expect("a report");
    let told = serde_json::to_value(Report::in_language(&report, language)).expect("JSON");
    assert_eq!(told["index"], "custom");
    assert_eq!(report.index.name, "Acme");
    for (profile, expected) in [
        (
            "null",
            "nothing is told of the index `custom`: give its profile",
        ),
        (
            "{}",
            "the request's `profile` is malformed: missing field `baseUrl`",
        ),
    ] {
        let refused = refusal(&request(profile));
        assert!(refused.starts_with(expected), "{refused}");
    }
}
