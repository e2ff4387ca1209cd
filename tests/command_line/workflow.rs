//! `mintcheck workflow`.

use crate::{refusal, run};

#[test]
fn a_workflow_is_read_before_it_runs() {
    const FILE: &str = "tests/vectors/workflows/environment-missing.yml";
    let publisher = [
        "--runs-in",
        "octo-org/sample",
        "--name",
        "release.yml",
        "--owner",
        "octo-org",
        "--repository",
        "sample",
        "--workflow",
        "release.yml",
        "--environment",
    ];
    let with = |environment: &str| {
        let arguments: Vec<&str> = ["workflow", FILE]
            .into_iter()
            .chain(publisher)
            .chain([environment])
            .collect();
        run(&arguments, b"")
    };
    let refused = with("pypi");
    assert_eq!(refused.code, Some(1), "{}", refused.err);
    assert!(
        refused
            .out
            .contains("the publisher wants the environment `pypi`"),
        "{}",
        refused.out
    );
    assert!(
        refused.out.contains("+    environment: pypi\n"),
        "{}",
        refused.out
    );
    // The index recorded the owner's ID itself, and no file knows it: the exit code is the headline's.
    let open = with("");
    assert_eq!(open.code, Some(0), "{}", open.out);
    assert!(open.out.contains("PyPI would mint"), "{}", open.out);
    let verdict = "PyPI accepts this token if the registered Owner ID is the token's";
    assert!(open.out.contains(verdict), "{}", open.out);
    assert!(!open.out.contains("+++"), "{}", open.out);
}

/// Nobody but the user knows the numbers of the repository and its owner.
#[test]
fn the_immutable_subject_is_complete_with_both_ids() {
    let with = |ids: &[&str]| {
        let file = "tests/vectors/workflows/guide-two-jobs.yml";
        let plan = ["workflow", file, "--runs-in=octo-org/sample"];
        run(&[&plan, ids].concat(), b"")
    };
    let without = with(&[]).out;
    assert!(
        without.contains("repo:octo-org@{owner ID}/sample@{repository ID}:environment:pypi (repo"),
        "{without}"
    );
    assert!(
        without.contains("repo:octo-org/sample:environment:pypi (older repositories"),
        "{without}"
    );
    let complete = with(&["--runs-in-id=456789", "--runs-in-owner-id=123456"]).out;
    assert!(
        complete.contains("repo:octo-org@123456/sample@456789:environment:pypi (repositories made"),
        "{complete}"
    );
    for nonsense in ["sample", "-1", "0", "1.5", "", "1234567890123456789"] {
        let refused = with(&[&format!("--runs-in-id={nonsense}")]);
        assert_eq!(refused.code, Some(2), "{nonsense}: {}", refused.err);
        let told = format!("`{nonsense}` is no ID");
        assert!(refused.err.contains(&told), "{}", refused.err);
    }
}

/// The exit code is the headline's: another index's job, and a password, decide nothing here.
#[test]
fn the_exit_code_says_what_the_headline_says() {
    let code = |file: &str| {
        let file = format!("tests/vectors/workflows/{file}.yml");
        let publisher = [
            "--owner=octo-org",
            "--repository=sample",
            "--workflow=release.yml",
        ];
        let plan = ["--runs-in=octo-org/sample", "--name=release.yml"];
        let arguments = [&["workflow", &file][..], &publisher, &plan].concat();
        run(&arguments, b"").code
    };
    assert_eq!(code("both-indexes"), Some(0));
    assert_eq!(code("npm"), Some(3));
    assert_eq!(code("password-beside"), Some(3));
    assert_eq!(code("permission-missing"), Some(1));
}

/// Where it is one; who names an index is asked about that one.
#[test]
fn the_index_is_the_one_that_the_workflow_publishes_to() {
    let of = |arguments: &[&str]| {
        let shown = run(&[&["workflow", "--json"], arguments].concat(), b"").json();
        let headline = shown["headline"].as_str().expect("a sentence").to_owned();
        (
            shown["index"].as_str().expect("an index").to_owned(),
            headline,
        )
    };
    let file = |name: &str| format!("tests/vectors/workflows/{name}.yml");
    for (name, index) in [
        ("crates-io", "crates.io"),
        ("nuget", "nuget"),
        ("testpypi-right", "testpypi"),
        ("both-indexes", "pypi"),
        ("nothing-published", "pypi"),
        ("unclosed", "pypi"),
    ] {
        assert_eq!(of(&[&file(name)]).0, index, "{name}");
    }
    let (index, headline) = of(&[&file("both-indexes"), "--index=npm"]);
    assert_eq!(index, "npm");
    assert!(
        headline.contains("publishes to `pypi.org` and `test.pypi.org`, and npm is not asked"),
        "{headline}"
    );
}

#[test]
fn what_is_no_workflow_is_placed() {
    let refused = refusal(&["workflow", "-"], b"on: push\njobs:\n\ta: b\n", 4);
    assert!(refused.contains("line 3, column"), "{refused}");
    let refused = refusal(&["workflow", "no-such-file.yml"], b"", 4);
    assert!(refused.contains("no-such-file.yml"), "{refused}");
}

#[test]
fn a_workflows_report_in_json_is_versioned() {
    let found = run(
        &[
            "workflow",
            "tests/vectors/workflows/permission-missing.yml",
            "--runs-in=octo-org/sample",
            "--name=release.yml",
            "--json",
        ],
        b"",
    );
    assert_eq!(found.code, Some(1), "{}", found.err);
    let report = found.json();
    assert_eq!(report["version"], 1);
    assert_eq!(report["outlook"], "fails");
    let headline = report["headline"].as_str().expect("a sentence");
    assert!(
        headline.starts_with("if `release.yml` runs on `"),
        "{headline}"
    );
    let finding = &report["findings"][0];
    assert_eq!(finding["code"], "id-token-missing");
    assert_eq!(finding["severity"], "error");
    assert!(finding["at"]["line"].is_u64());
    let diff = finding["diff"].as_str().expect("a change");
    assert!(diff.contains("+      id-token: write\n"), "{diff}");
    let token = &report["jobs"][0]["tokens"][0];
    assert_eq!(
        token["publisher"]["fields"]["workflow_filename"],
        "release.yml"
    );
    assert!(
        token["claims"].as_array().is_some_and(|claims| claims
            .iter()
            .any(|claim| claim["name"] == "run_id"
                && claim["state"] == "at-run"
                && claim["value"].is_null()))
    );
    let refused = run(&["workflow", "-", "--json"], b"on: push\njobs:\n\ta: b\n");
    assert_eq!(refused.code, Some(4));
    assert_eq!(refused.json()["error"]["line"], 3);
}

/// What is published elsewhere is not asked of this index, so it has no verdict of this one, neither for programs nor
/// for people; the other index, asked, has one of its own.
#[test]
fn a_token_for_another_index_carries_no_verdict_of_this_one() {
    const FILE: &str = "tests/vectors/workflows/both-indexes.yml";
    let of = |index: &str| {
        let plan = ["--runs-in=octo-org/sample", "--name=release.yml"];
        let arguments = [&["workflow", FILE, "--json", "--index", index][..], &plan].concat();
        let report = run(&arguments, b"").json();
        ["testpypi", "pypi"].map(|id| {
            let mut jobs = report["jobs"].as_array().expect("jobs").iter();
            let job = jobs.find(|job| job["id"] == id).expect("the job");
            let token = &job["tokens"][0];
            let said = ["verdict", "headline", "acceptedIfGenuine", "publisher"];
            let is_said = said.map(|key| !token.get(key).expect("the key").is_null());
            assert!(!token["claims"].as_array().expect("claims").is_empty());
            is_said
        })
    };
    assert_eq!(of("pypi"), [[false; 4], [true; 4]]);
    assert_eq!(of("testpypi"), [[true; 4], [false; 4]]);
    let shown = run(&["workflow", FILE, "--index", "pypi"], b"").out;
    assert_eq!(shown.matches("PyPI is not asked").count(), 1, "{shown}");
}
