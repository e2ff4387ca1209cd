//! Properties of the workflow reader: any text is read or refused, in time linear in its length.

#![cfg(not(target_arch = "wasm32"))]

use std::time::{Duration, Instant};

use mintcheck::evidence::Span;
use mintcheck::report::{json::v1, text::render_workflow};
use mintcheck::workflow::{self, Lines, Plan, Target, TextEdit};
use mintcheck::{Language, WorkflowRequest, inspect_workflow};
use proptest::prelude::*;

/// What a strict `patch` makes of a text with a diff; nothing where they do not fit.
fn patched(text: &str, diff: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut made = String::new();
    let mut next: usize = 0;
    let mut written: usize = 0;
    let mut rest = diff.split_inclusive('\n').skip(2).peekable();
    while let Some(line) = rest.next() {
        if let Some(head) = line.strip_prefix("@@ -") {
            let start = |range: &str| -> Option<usize> {
                let (start, count) = range.split_once(',').unwrap_or((range, "1"));
                let start: usize = start.parse().ok()?;
                start.checked_sub(usize::from(count != "0"))
            };
            let (old, new) = head.trim_end().strip_suffix(" @@")?.split_once(" +")?;
            for kept in lines.get(next..start(old)?)? {
                made.push_str(kept);
                written = written.saturating_add(1);
            }
            next = start(old)?;
            if start(new)? != written {
                return None;
            }
            continue;
        }
        let (tag, content) = line.split_at_checked(1)?;
        let content = match rest.next_if(|next| next.starts_with('\\')) {
            Some(_) => content.strip_suffix('\n')?,
            None => content,
        };
        if tag != "+" {
            if *lines.get(next)? != content {
                return None;
            }
            next = next.saturating_add(1);
        }
        if tag != "-" {
            made.push_str(content);
            written = written.saturating_add(1);
        }
    }
    lines
        .get(next..)?
        .iter()
        .for_each(|kept| made.push_str(kept));
    Some(made)
}

/// Pieces that YAML and workflows are made of, in any order.
fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("jobs:".to_owned()),
        Just("\n".to_owned()),
        Just("  ".to_owned()),
        Just("- ".to_owned()),
        Just("permissions: ".to_owned()),
        Just("id-token: write".to_owned()),
        Just("environment: ${{ ".to_owned()),
        Just(" }}".to_owned()),
        Just("uses: pypa/gh-action-pypi-publish@x".to_owned()),
        Just("with: ".to_owned()),
        Just("password: ".to_owned()),
        Just("steps:".to_owned()),
        Just("a: &x ".to_owned()),
        Just("*x".to_owned()),
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("'".to_owned()),
        Just("\"\\".to_owned()),
        Just("| \n".to_owned()),
        Just("# é".to_owned()),
        Just("\t".to_owned()),
        Just("\r\n".to_owned()),
        Just("run: uv publish".to_owned()),
        ".{0,6}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in yaml_like(), environment in proptest::option::of("[a-z]{1,4}")) {
        let target = Target { host: Some("pypi.org"), environment: environment.as_deref(), ..Target::default() };
        if let Ok(reading) = workflow::read(&text, &Plan::default(), &target) {
            for finding in reading.findings {
                prop_assert!(text.get(finding.span.start..finding.span.end).is_some());
                if let Some(edits) = finding.edits {
                    let diff = Lines::of(&text).diff(&edits, "x.yml");
                    prop_assert_eq!(patched(&text, &diff), Some(workflow::apply(&text, &edits)), "{}", diff);
                }
            }
        }
    }

    /// A diff says what the changes do, wherever they are: `patch` would make the same of it.
    #[test]
    fn a_diff_makes_of_the_text_what_the_changes_make_of_it(
        text in "([ab]?\\r?\n){0,12}[ab]{0,2}",
        edits in prop::collection::vec((0..30_usize, 0..6_usize, "([ab]{0,2}\n?){0,2}"), 0..5),
    ) {
        let edits: Vec<TextEdit> = edits
            .into_iter()
            .map(|(start, length, text)| TextEdit { span: Span { start, end: start.saturating_add(length) }, text })
            .collect();
        let diff = Lines::of(&text).diff(&edits, "x.yml");
        prop_assert_eq!(patched(&text, &diff), Some(workflow::apply(&text, &edits)), "{}", diff);
    }

    /// Real workflows with something cut out of them.
    #[test]
    fn a_mangled_workflow_is_read_or_refused(start in 0..600_usize, length in 0..40_usize) {
        let whole = include_str!("vectors/workflows/environment-by-event.yml");
        let kept = whole.chars().enumerate().filter(|(at, _)| *at < start || *at >= start.saturating_add(length));
        let text: String = kept.map(|(_, character)| character).collect();
        let _ = workflow::read(&text, &Plan::default(), &Target::default());
    }
}

/// Variables of some length together, as a block of an `env`.
fn variables(length: usize) -> String {
    (0..length / 24)
        .map(|variable| format!("          V{variable}: value\n"))
        .collect()
}

/// Commands of some length together, each for an index of its own.
fn commands(length: usize) -> String {
    (0..length / 58)
        .map(|host| format!("          uv publish --publish-url https://h{host}.example/\n"))
        .collect()
}

/// What this thread has had of the processor, which others that are busy do not lengthen; where nobody counts that, the
/// time that has passed.
fn time_spent(since: Instant) -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|counted| counted.split(' ').next()?.parse().ok());
    let nanoseconds = nanoseconds.filter(|nanoseconds| *nanoseconds > 0);
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// Everything that is done with a workflow: read, judged, told with each finding's change.
#[expect(clippy::expect_used, reason = "a test's helper fails loudly")]
fn whole_inspection(text: &str) -> String {
    let request = WorkflowRequest {
        index: "pypi".to_owned(),
        text: text.to_owned(),
        ..WorkflowRequest::default()
    };
    let report = inspect_workflow(&request).expect("a report");
    let _ = v1::WorkflowReport::in_language(&report, &request, Language::English);
    render_workflow(&report, text, "x.yml", Language::English)
}

/// Twice the text takes about twice the time. Compared with itself, since machines differ.
#[test]
fn inspecting_takes_time_linear_in_its_length() {
    type Shape = fn(usize) -> String;
    let shapes: [(&str, Shape); 17] = [
        ("jobs", |n| {
            let jobs: String = (0..n / 100)
                .map(|job| {
                    format!("  j{job}:\n    environment: e\n    steps:\n      - run: uv publish\n")
                })
                .collect();
            format!("jobs:\n{jobs}")
        }),
        ("one line", |n| {
            let jobs: String = (0..n / 50)
                .map(|job| format!("j{job}: {{steps: [{{run: uv publish}}]}}, "))
                .collect();
            format!("jobs: {{{jobs}}}")
        }),
        ("steps", |n| {
            let steps =
                "      - run: uv publish\n        env: {UV_PUBLISH_TOKEN: x}\n".repeat(n / 60);
            format!("jobs:\n  a:\n    steps:\n{steps}")
        }),
        ("expressions", |n| {
            format!(
                "jobs:\n  a:\n    environment: {}\n    steps:\n      - run: uv publish\n",
                "${{ 1 }}".repeat(n / 8)
            )
        }),
        ("matrix", |n| {
            let values: String = (0..n / 12).map(|value| format!("v{value}, ")).collect();
            let conditions =
                "      - run: uv publish\n        if: matrix.x == matrix.x\n".repeat(n / 100);
            format!(
                "jobs:\n  a:\n    strategy:\n      matrix:\n        x: [{values}]\n    steps:\n{conditions}"
            )
        }),
        ("inputs", |n| {
            let inputs: String = (0..n / 60)
                .map(|input| format!("      i{input}: {{}}\n"))
                .collect();
            let jobs: String = (0..n / 140)
                .map(|job| {
                    format!("  j{job}:\n    if: inputs.i1\n    steps:\n      - run: uv publish\n")
                })
                .collect();
            format!(
                "on:\n  pull_request:\n  workflow_dispatch:\n    inputs:\n{inputs}jobs:\n{jobs}"
            )
        }),
        ("long values", |n| {
            let long = "x".repeat(n / 2);
            let steps = "      - run: uv publish\n        if: matrix.x == github.workflow\n"
                .repeat(n / 140);
            format!(
                "name: {long}\njobs:\n  a:\n    strategy:\n      matrix: {{x: [y]}}\n    steps:\n{steps}"
            )
        }),
        ("formats", |n| {
            let nested = (0..n / 40).fold("'x'".to_owned(), |inner, _| {
                inner + " || format('{0}{0}', 'xxxxxxxxxx')"
            });
            format!(
                "jobs:\n  a:\n    environment: ${{{{ {nested} }}}}\n    steps:\n      - run: uv publish\n"
            )
        }),
        // Each command looks into what the step, the job and the workflow set.
        ("variables", |n| {
            let (variables, commands) = (variables(n / 2), commands(n / 2));
            format!("jobs:\n  a:\n    steps:\n      - env:\n{variables}        run: |\n{commands}")
        }),
        ("variables around", |n| {
            let (variables, commands) = (variables(n / 3), commands(n / 3));
            format!(
                "env:\n{variables}jobs:\n  a:\n    env:\n{variables}    steps:\n      - run: |\n{commands}"
            )
        }),
        // And the change that takes out a stored one is made for each.
        ("stored", |n| {
            let (variables, commands) = (variables(n / 2), commands(n / 2));
            format!(
                "env:\n{variables}          UV_PUBLISH_TOKEN: x\njobs:\n  a:\n    steps:\n      - run: |\n{commands}"
            )
        }),
        // A change for each job, and in each line but a few of its block.
        ("changes", |n| {
            let jobs: String = (0..n / 90)
                .map(|job| {
                    format!("  j{job}:\n    permissions:\n      id-token: read\n    steps:\n      - run: uv publish\n")
                })
                .collect();
            format!("jobs:\n{jobs}")
        }),
        ("changes in one line", |n| {
            let jobs: String = (0..n / 90)
                .map(|job| {
                    format!("j{job}: {{permissions: {{id-token: read}}, steps: [{{run: uv publish}}]}}, ")
                })
                .collect();
            format!("jobs: {{{jobs}}}")
        }),
        ("brackets", |n| "[".repeat(n)),
        ("comment", |n| format!("jobs:\n  a: b #{}", "#".repeat(n))),
        ("quotes", |n| format!("a: '{}", "''".repeat(n / 2))),
        ("script", |n| {
            format!(
                "jobs:\n  a:\n    steps:\n      - run: |\n{}",
                "          echo a && b\n".repeat(n / 22)
            )
        }),
    ];
    for (name, shape) in shapes {
        let time = |length: usize| {
            let text = shape(length);
            let start = Instant::now();
            let times = (0..3).map(|_| {
                let before = time_spent(start);
                let _ = whole_inspection(&text);
                time_spent(start).saturating_sub(before)
            });
            times.min().expect("a time")
        };
        assert!(name != "changes" || whole_inspection(&shape(1024)).matches("\n@@").count() > 9);
        // A machine with something else to do is slower for a while, and hardly five times for the longer text alone.
        let found = (0..5).map(|_| (time(16 * 1024), time(128 * 1024)));
        let mut found = found.inspect(|(short, long)| println!("{name}: {short:?}, {long:?}"));
        assert!(
            found.any(|(short, long)| {
                long < short.saturating_mul(8 * 2).max(Duration::from_millis(40))
            }),
            "{name}: 128 KiB take longer than 16 times as long as 16 KiB"
        );
    }
}
