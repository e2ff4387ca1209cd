//! How long an inspection takes.

use mintcheck::index::Publisher;
use mintcheck::{Request, inspect};

const TOKEN: &str = include_str!("../tests/data/github-actions-token.txt");

const LOG_LINE: &str = "2026-02-03T10:15:10.1234567Z Checking dist/example-1.0.0.whl: PASSED\n";

const FAILURE: &str = "Error: Trusted publishing exchange failure: \n\
    * `invalid-publisher`: valid token, but no corresponding publisher (Publisher with matching \
    claims was not found)\n\
    * `sub`: `repo:o/r:environment:pypi`\n\
    * `repository`: `o/r`\n\
    * `job_workflow_ref`: `o/r/.github/workflows/release.yml@refs/heads/main`\n";

/// Lengths of pastes in KiB: twice the length should take twice the time.
const LENGTHS: [usize; 5] = [64, 128, 256, 512, 1024];

fn main() {
    divan::main();
}

fn request(paste: String) -> Request {
    let fields = [
        ("repository_owner", "o"),
        ("repository_name", "r"),
        ("workflow_filename", "publish.yml"),
        ("environment", "pypi"),
    ];
    Request {
        index: "pypi".to_owned(),
        paste: Some(paste),
        publishers: Some(vec![Publisher {
            kind: "github".to_owned(),
            fields: fields
                .into_iter()
                .map(|(field, value)| (field.to_owned(), value.to_owned()))
                .collect(),
            ..Publisher::default()
        }]),
        ..Request::default()
    }
}

fn filled(piece: &str, kibibytes: usize) -> String {
    let length = kibibytes.saturating_mul(1024);
    let times = length.checked_div(piece.len()).unwrap_or_default();
    piece.repeat(times)
}

#[divan::bench]
fn a_token(bencher: divan::Bencher<'_, '_>) {
    let request = request(TOKEN.to_owned());
    bencher.bench(|| inspect(&request));
}

#[divan::bench(args = LENGTHS, sample_count = 10)]
fn a_log(bencher: divan::Bencher<'_, '_>, kibibytes: usize) {
    let request = request(filled(LOG_LINE, kibibytes) + FAILURE);
    bencher.bench(|| inspect(&request));
}

/// Nothing but lines that look like claims.
#[divan::bench(args = LENGTHS, sample_count = 10)]
fn claims(bencher: divan::Bencher<'_, '_>, kibibytes: usize) {
    let request = request(filled(FAILURE, kibibytes));
    bencher.bench(|| inspect(&request));
}

/// Pieces that make a reader look ahead in vain.
#[divan::bench(args = LENGTHS, sample_count = 10)]
fn brackets(bencher: divan::Bencher<'_, '_>, kibibytes: usize) {
    let request = request(filled("{\"a\":[[12](http", kibibytes));
    bencher.bench(|| inspect(&request));
}

/// One line without an end.
#[divan::bench(args = LENGTHS, sample_count = 10)]
fn quote_marks(bencher: divan::Bencher<'_, '_>, kibibytes: usize) {
    let request = request(filled("> %0A\u{1b}[", kibibytes));
    bencher.bench(|| inspect(&request));
}
