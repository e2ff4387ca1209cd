//! `mintcheck inspect`.

use serde_json::json;

use crate::{KEYS_FILE, REAL, REAL_FILE, Scratch, accepted, run};

#[test]
fn a_token_that_the_index_accepts_ends_with_0() {
    let (body, now, publisher) = accepted();
    let pairs: Vec<_> = publisher
        .as_object()
        .expect("an object")
        .iter()
        .map(|(key, value)| format!("{key}={}", value.as_str().expect("text")))
        .collect();
    let pairs = pairs.join(",");
    let common = ["inspect", "--jwks", KEYS_FILE, "--as-of", &now];
    let run_with = |more: &[&str]| run(&[&common, more].concat(), body.as_bytes());

    let by_pairs = run_with(&["--publisher", &pairs, "--body"]);
    assert_eq!(by_pairs.code, Some(0), "{}{}", by_pairs.out, by_pairs.err);
    let first = "PyPI accepts this token and mints an API token for `zeta_pkg`\n\n\
                 answer      200, an API token that is good for 15 minutes\n";
    assert!(by_pairs.out.starts_with(first), "{}", by_pairs.out);

    let owner_id = publisher["repository_owner_id"].as_str().expect("text");
    let by_flags = run_with(&[
        "--repository=acme/lib.rs",
        "--workflow=release.yml",
        "--environment=production",
        "--owner-id",
        owner_id,
        "--project=zeta_pkg",
    ]);
    assert_eq!(by_flags.out, by_pairs.out);

    let mut fields = publisher.as_object().expect("an object").clone();
    let kind = fields.remove("kind");
    let project = fields.remove("project");
    let list = json!([{"kind": kind, "project": project, "fields": fields}]);
    let file = Scratch::new("publishers.json", list.to_string().as_bytes());
    let by_file = run_with(&["--publishers", file.path()]);
    assert_eq!(by_file.out, by_pairs.out);
}

#[test]
fn a_token_that_the_index_refuses_ends_with_1() {
    let run = run(&["inspect", REAL_FILE], b"");
    assert_eq!(run.code, Some(1));
    assert_eq!(run.err, "");
    for line in [
        "            invalid-token: malformed or invalid token\n",
        "stops at    audience is this index (verifying the token)\n",
        "signature   genuine: signed by the issuer's key\n",
        "judged for  2026-02-01T10:26:00Z, just after the token was issued\n",
    ] {
        assert!(run.out.contains(line), "{line}{}", run.out);
    }
}

#[test]
fn what_is_open_ends_with_3() {
    let (body, ..) = accepted();
    let run = run(&["inspect"], body.as_bytes());
    assert_eq!(run.code, Some(3));
    let open = "still open  the publisher that is registered on PyPI\n";
    assert!(run.out.contains(open), "{}", run.out);
}

#[test]
fn a_file_standard_input_and_the_text_itself_come_to_the_same() {
    let of_file = run(&["inspect", REAL_FILE], b"").out;
    let marked = format!("\u{feff}Authorization: Bearer {REAL}");
    assert_eq!(run(&["inspect", REAL.trim()], b"").out, of_file);
    assert_eq!(run(&["inspect", "-"], REAL.as_bytes()).out, of_file);
    assert_eq!(run(&["inspect"], marked.as_bytes()).out, of_file);
}

#[test]
fn a_log_without_a_token_is_inspected_too() {
    let words = "invalid-publisher: valid token, but no corresponding publisher (Publisher with \
                 matching claims was not found)";
    let log = format!(
        "Trusted publishing exchange failure:\nToken request failed: the server refused the request \
         for the following reasons:\n\n* `{words}`\n\nThis generally indicates a trusted publisher \
         configuration error.\n\nThe claims rendered below are **for debugging purposes only**.\n\n\
         * `sub`: `repo:octo/tool:environment:release`\n* `repository`: `octo/tool`\n\
         * `repository_owner`: `octo`\n* `repository_owner_id`: `7`\n\
         * `workflow_ref`: `octo/tool/.github/workflows/release.yml@refs/tags/v1`\n\
         * `job_workflow_ref`: `octo/tool/.github/workflows/release.yml@refs/tags/v1`\n\
         * `ref`: `refs/tags/v1`\n* `environment`: `release`\n"
    );
    let file = Scratch::new("log.txt", log.as_bytes());
    let flags = [
        "--repository=octo/tool",
        "--workflow=publish.yml",
        "--environment=release",
    ];
    let of_file = run(&[&["inspect", file.path()][..], &flags].concat(), b"");
    assert_eq!(of_file.code, Some(1), "{}{}", of_file.out, of_file.err);
    assert!(of_file.out.contains("publish.yml"), "{}", of_file.out);
    let of_text = run(&[&["inspect", &log][..], &flags].concat(), b"");
    assert_eq!(of_text.out, of_file.out);
}

#[test]
fn the_index_is_the_one_whose_answer_the_log_has() {
    let log = "Failed to retrieve token from Cargo registry. Status: 400. Error: The Trusted Publishing \
               config for repository `octo/tool` does not match the workflow filename `release.yml` in \
               the JWT. Expected workflow filenames: `publish.yml`";
    let flags = ["inspect", "--workflow=publish.yml"];
    let found = run(&flags, log.as_bytes());
    assert!(
        found
            .out
            .starts_with("crates.io refuses this: the token's `workflow_ref` has `release.yml`"),
        "{}",
        found.out
    );
    let asked = run(&[&flags[..], &["--index=pypi"]].concat(), log.as_bytes());
    assert!(asked.out.starts_with("PyPI answered"), "{}", asked.out);
}

#[test]
fn a_report_in_markdown_has_no_token() {
    let found = run(&["inspect", REAL_FILE, "--format=markdown"], b"");
    assert!(
        found.out.starts_with("### ❌ PyPI refuses"),
        "{}",
        found.out
    );
    assert!(!found.out.contains("eyJ"), "{}", found.out);
}

#[test]
fn a_report_in_json_is_versioned() {
    let run = run(&["inspect", REAL_FILE, "--format", "json"], b"");
    assert_eq!(run.code, Some(1));
    let report = run.json();
    assert_eq!(report["version"], 1);
    assert_eq!(report["verdict"], "reject");
    assert_eq!(report["signature"]["state"], "genuine");
    assert_eq!(report["clock"]["expired"], true);
    assert!(report["answer"]["publisher"].is_null());
    let signature = REAL.trim().rsplit('.').next().expect("a signature");
    assert!(
        !run.out.contains(signature),
        "a report does not repeat the token"
    );
}

#[test]
fn the_moment_is_read_as_it_is_written() {
    let judged = |moment: &str| {
        let run = run(
            &["inspect", REAL_FILE, "--as-of", moment, "--format=json"],
            b"",
        );
        run.json()["clock"]["asOf"].clone()
    };
    assert_eq!(judged("1769941600"), 1_769_941_600);
    assert_eq!(judged("2026-02-01T10:26:40Z"), 1_769_941_600);
    assert_eq!(judged("-1"), -1);
    assert!(judged("now").as_i64() > Some(1_769_941_600));
}

#[test]
fn older_rules_can_be_asked_for() {
    let run = run(&["inspect", REAL_FILE, "--rules=2024-01-01"], b"");
    let said = "rules       judged by the rules of 2024-01-01\n";
    assert!(run.out.contains(said), "{}", run.out);
}

#[test]
fn the_index_decides() {
    let run = run(&["inspect", REAL_FILE, "--index=testpypi"], b"");
    assert!(
        run.out.contains("TestPyPI refuses this token"),
        "{}",
        run.out
    );
    assert!(run.out.contains("`testpypi`"), "{}", run.out);
}

#[test]
fn a_raw_body_is_judged_to_the_byte() {
    for (body, code) in [
        (&b"\xff\xfe\xfd"[..], "invalid-payload"),
        (b"", "invalid-payload"),
        (b"{\"token\": 5}", "invalid-payload"),
    ] {
        let run = run(&["inspect", "--body", "--format=json"], body);
        assert_eq!(run.code, Some(1));
        assert_eq!(run.json()["answer"]["code"], code);
    }
}

#[test]
fn nonsense_gets_a_report() {
    let nested = "[".repeat(200_000);
    let long = "e".repeat(2_000_000);
    for text in [
        "hello",
        "..",
        "eyJ.eyJ.",
        "\u{0}",
        "{\"value\": null}",
        "💥",
        &nested,
        &long,
    ] {
        let run = run(&["inspect", "-"], text.as_bytes());
        assert_eq!(run.code, Some(1), "{}", run.err);
        assert!(
            run.out.contains("invalid-payload: malformed JWT"),
            "{}",
            run.out
        );
    }
    assert_eq!(run(&["inspect", "-"], b" \n").code, Some(3));
}

/// By the names of its claims, where no issuer is told.
#[test]
fn the_claims_of_circleci_are_known_for_its_own() {
    let claims = json!({
        "aud": "npm:registry.npmjs.org",
        "oidc.circleci.com/org-id": "94b40e60",
        "oidc.circleci.com/project-id": "ff4d0d0d",
        "oidc.circleci.com/ssh-rerun": false,
    });
    let publisher = "--publisher=kind=circleci,org_id=94b40e60,project_id=other";
    let arguments = ["inspect", "--index=npm", "--format=json", publisher];
    let told = run(&arguments, claims.to_string().as_bytes());
    assert_eq!(told.code, Some(1), "{}{}", told.out, told.err);
    let report = told.json();
    let headline = report["headline"].as_str().expect("a sentence");
    assert!(headline.contains("Project ID"), "{headline}");
}

#[test]
fn a_workflow_file_is_no_token_that_is_malformed() {
    let file = "tests/vectors/workflows/crates-io.yml";
    let told = run(&["inspect", "--format=json", file], b"");
    assert_eq!(told.code, Some(3), "{}{}", told.out, told.err);
    let report = told.json();
    // The index that it publishes to, though nothing is asked of it.
    assert_eq!(report["index"], "crates.io");
    assert_eq!(report["input"]["shape"], "workflow");
    let headline = report["headline"].as_str().expect("a sentence");
    assert!(
        headline.starts_with("this is a workflow file"),
        "{headline}"
    );
    let told = run(&["inspect", "--format=json", "--index=npm", file], b"");
    assert_eq!(told.json()["index"], "npm");
}
