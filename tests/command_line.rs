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
use serde_json::Value;

#[path = "command_line/batch.rs"]
mod batch;
#[path = "command_line/everywhere.rs"]
mod everywhere;
#[path = "command_line/inspect.rs"]
mod inspect;
#[path = "command_line/profile.rs"]
mod profile;
#[path = "command_line/workflow.rs"]
mod workflow;

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
fn arguments_that_make_no_sense_end_with_2() {
    for (arguments, sentence) in [
        (
            &["inspect", REAL_FILE, "--index=cpan"][..],
            "there is no index `cpan`; there are ",
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
fn help_and_version_are_there() {
    let version = run(&["--version"], b"");
    let expected = concat!("mintcheck ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!((version.code, version.out.as_str()), (Some(0), expected));
    let help = run(&["inspect", "--help"], b"");
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("--publishers <FILE>"), "{}", help.out);
}
