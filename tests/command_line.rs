//! The built command, as a shell runs it.

#![cfg(feature = "cli")]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails where something is not as expected"
)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use flate2::read::GzDecoder;
use serde_json::{Value, json};

const REAL_FILE: &str = "tests/data/github-actions-token.txt";
const REAL: &str = include_str!("data/github-actions-token.txt");
const KEYS_FILE: &str = "tests/vectors/pypi/jwks/main.json";

/// What a run left behind.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("JSON on standard output")
    }
}

fn run(arguments: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mintcheck"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let stdin = stdin.to_vec();
    // A command that refuses its arguments does not read.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&stdin)));
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the pipe is written");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    Run {
        code: output.status.code(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A refusal by the command itself: nothing on standard output, a sentence on standard error.
fn refusal(arguments: &[&str], stdin: &[u8], code: i32) -> String {
    let run = run(arguments, stdin);
    assert_eq!(
        run.code,
        Some(code),
        "{arguments:?}: {}{}",
        run.out,
        run.err
    );
    assert_eq!(run.out, "", "{arguments:?}");
    run.err
}

/// A case that the server accepts: its body, its moment and its publisher.
fn accepted() -> (String, String, Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/pypi/mint.jsonl.gz");
    let lines = BufReader::new(GzDecoder::new(File::open(path).expect("the vectors"))).lines();
    let found = lines.into_iter().find_map(|line| {
        let case: Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        (case["id"] == "p-accept-github-000").then_some(case)
    });
    let case = found.expect("the case");
    let mut publisher = case["publishers"][0].clone();
    let members = publisher.as_object_mut().expect("an object");
    members.remove("pending");
    (
        case["body"].as_str().expect("a body").to_owned(),
        case["index"]["now"].to_string(),
        publisher,
    )
}

/// A file that is gone with the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, content).expect("a file can be written");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

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
fn arguments_that_make_no_sense_end_with_2() {
    for (arguments, sentence) in [
        (
            &["inspect", REAL_FILE, "--index=npm"][..],
            "there is no index `npm`; there are ",
        ),
        (
            &["inspect", REAL_FILE, "--as-of=noon"],
            "give `now`, seconds since 1970, or a date",
        ),
        (
            &["inspect", REAL_FILE, "--publisher=github"],
            "`github` has no `=`; write `field=value`",
        ),
        (
            &["inspect", REAL_FILE, "--publisher=project=p"],
            "say which kind it is: `kind=github`",
        ),
        (
            &["inspect", REAL_FILE, "--publisher=kind=svn"],
            "publisher 1: there is no kind `svn`",
        ),
        (
            &["inspect", REAL_FILE, "--publisher=kind=github,owner=o"],
            "publisher 1: there is no field `owner`; there are `repository_owner`",
        ),
        (
            &["inspect", REAL_FILE, "--no-publishers", "--owner=o"],
            "cannot be used with",
        ),
        (
            &["inspect", REAL_FILE, "--format=xml"],
            "[possible values: text, markdown, json]",
        ),
        (
            &["inspect", REAL_FILE, "--language=tlh"],
            "give one of en, pt-BR",
        ),
        (&["inspect", "--colour"], "unexpected argument '--colour'"),
        (&["frobnicate"], "unrecognized subcommand 'frobnicate'"),
        (&[], "Usage: mintcheck [OPTIONS] <COMMAND>"),
    ] {
        let message = refusal(arguments, b"", 2);
        assert!(message.contains(sentence), "{arguments:?}: {message}");
    }
}

#[test]
fn input_that_cannot_be_read_ends_with_4() {
    let no_list = Scratch::new("no-list.json", b"{}");
    let no_field = Scratch::new(
        "no-field.json",
        br#"[{"kind": "github"}, {"kind": "github", "fields": {"owner": "o"}}]"#,
    );
    let no_keys = Scratch::new("no-keys.json", b"[]");
    let read = |arguments: &[&str], stdin: &[u8]| refusal(arguments, stdin, 4);

    assert_eq!(
        read(&["inspect", "no/such/file"], b""),
        "mintcheck: there is no file `no/such/file`, and this is no token either; `-` reads standard \
         input\n"
    );
    assert!(read(&["inspect", "tests"], b"").starts_with("mintcheck: cannot read `tests`: "));
    assert_eq!(
        read(&["inspect"], b"ab\xffcd"),
        "mintcheck: standard input is no text: byte 2 is not UTF-8; `--body` takes any bytes\n"
    );
    assert_eq!(
        read(&["inspect"], b"\xff\xfee\0y\0"),
        "mintcheck: standard input is UTF-16, as PowerShell writes it; save it as UTF-8\n"
    );
    assert!(
        read(&["inspect", REAL_FILE, "--jwks=no/such/file"], b"")
            .starts_with("mintcheck: cannot read `no/such/file`: ")
    );
    let message = read(&["inspect", REAL_FILE, "--jwks", no_keys.path()], b"");
    assert!(
        message.contains("no-keys.json`: key set 1: this is JSON, but no key set"),
        "{message}"
    );
    let message = read(&["inspect", REAL_FILE, "--publishers", no_list.path()], b"");
    assert!(
        message.contains("no-list.json` is no JSON list of publishers: "),
        "{message}"
    );
    let message = read(
        &["inspect", REAL_FILE, "--publishers", no_field.path()],
        b"",
    );
    assert!(
        message.contains("no-field.json`: publisher 2: there is no field `owner`"),
        "{message}"
    );
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

#[test]
fn a_batch_answers_line_by_line_and_goes_on_behind_a_bad_one() {
    let lines = [
        json!({"index": "pypi", "paste": REAL}).to_string(),
        "{".to_owned(),
        String::new(),
        json!({"index": "pypi", "tokn": ""}).to_string(),
        json!({"index": "testpypi", "bodyBase64": "e30=", "asOf": 5}).to_string(),
    ];
    let run = run(&["batch"], lines.join("\n").as_bytes());
    assert_eq!(run.code, Some(4));
    assert_eq!(run.err, "");
    let answers: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON on every line"))
        .collect();
    let [real, no_json, unknown, body] =
        <[Value; 4]>::try_from(answers).expect("an answer to every line but the blank one");
    assert_eq!(real["answer"]["code"], "invalid-token");
    assert!(
        real["clock"]["now"].is_null(),
        "a batch does not look at the clock"
    );
    assert_eq!(
        no_json,
        json!({
            "version": 1,
            "line": 2,
            "error": "the request is no JSON: a key in double quotes is missing, at byte 1",
        })
    );
    assert_eq!(unknown["line"], 4);
    let error = unknown["error"].as_str().expect("a sentence");
    assert!(error.contains("unknown field `tokn`"), "{error}");
    assert_eq!(body["index"], "testpypi");
    assert_eq!(body["clock"]["asOf"], 5);
}

#[test]
fn reports_are_in_the_language_that_was_asked_for() {
    let told = |arguments: &[&str]| run(arguments, b"").out;
    let portuguese = told(&["inspect", REAL_FILE, "--language", "pt-br"]);
    assert!(
        portuguese.starts_with("o PyPI recusa este token: "),
        "{portuguese}"
    );
    let json = told(&["--language=pt", "inspect", REAL_FILE, "--format=json"]);
    assert!(json.contains("\"headline\": \"o PyPI recusa"), "{json}");
    assert_eq!(
        told(&["inspect", REAL_FILE, "--language=en"]),
        told(&["inspect", REAL_FILE])
    );
}

#[test]
fn a_request_in_a_batch_may_choose_its_own_language() {
    let lines = [
        json!({"index": "pypi", "paste": REAL}).to_string(),
        json!({"index": "pypi", "paste": REAL, "language": "en"}).to_string(),
        json!({"index": "npm", "language": "en"}).to_string(),
        json!({"index": "pypi", "language": "tlh"}).to_string(),
    ];
    let run = run(
        &["batch", "--language", "pt-BR"],
        lines.join("\n").as_bytes(),
    );
    let told: Vec<String> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|answer| {
            answer["headline"]
                .as_str()
                .or(answer["error"].as_str())
                .expect("words")
                .to_owned()
        })
        .collect();
    let starts = [
        "o PyPI recusa este token: ",
        "PyPI refuses this token: ",
        "there is no index `npm`",
        "não existe o idioma `tlh`; existem `en` e `pt-BR`",
    ];
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
    assert_eq!(told.len(), starts.len());
}

#[test]
fn a_batch_that_was_read_ends_with_0() {
    let line = json!({"index": "pypi", "paste": REAL}).to_string();
    let one = run(&["batch"], line.as_bytes());
    assert_eq!(one.code, Some(0));
    assert_eq!(one.json()["verdict"], "reject");
    let none = run(&["batch"], b"\n");
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
}

#[test]
fn help_and_version_are_there() {
    let version = run(&["--version"], b"");
    let expected = concat!("mintcheck ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!((version.code, version.out.as_str()), (Some(0), expected));
    let help = run(&["inspect", "--help"], b"");
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("--publishers <FILE>"), "{}", help.out);
}

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
    // The index recorded the owner's ID itself, and no file knows it.
    let open = with("");
    assert_eq!(open.code, Some(3), "{}", open.out);
    let verdict = "PyPI accepts this token if the registered Owner ID is the token's";
    assert!(open.out.contains(verdict), "{}", open.out);
    assert!(!open.out.contains("+++"), "{}", open.out);
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
