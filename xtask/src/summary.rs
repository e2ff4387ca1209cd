//! What the steps of a test run did, as a table with one closing line.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};

/// Tests, as test programs report them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Self) {
        self.passed = self.passed.saturating_add(other.passed);
        self.failed = self.failed.saturating_add(other.failed);
    }

    /// Adds what a line reports: cargo's and wasm-bindgen-test's `test result: ok. 3 passed; 0 failed; …`, and node's
    /// `ℹ pass 3`, `ℹ fail 0`. All other lines count nothing.
    pub(crate) fn read_line(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            let words: Vec<&str> = result.split_whitespace().collect();
            for pair in words.windows(2) {
                if let [number, kind] = pair {
                    let number = number.parse().unwrap_or(0);
                    match kind.trim_end_matches(';') {
                        "passed" => self.passed = self.passed.saturating_add(number),
                        "failed" => self.failed = self.failed.saturating_add(number),
                        _ => {}
                    }
                }
            }
        } else if let Some(number) = line.strip_prefix("ℹ pass ") {
            self.passed = self.passed.saturating_add(number.parse().unwrap_or(0));
        } else if let Some(number) = line.strip_prefix("ℹ fail ") {
            self.failed = self.failed.saturating_add(number.parse().unwrap_or(0));
        }
    }
}

/// How a step ended.
#[derive(Debug, PartialEq, Eq)]
enum Ending {
    Done(Counts),
    Failed,
    /// A step that it needs had failed.
    Skipped,
}

struct Row {
    name: &'static str,
    took: Duration,
    ending: Ending,
}

impl Row {
    fn to_json(&self) -> Value {
        let ending = match self.ending {
            Ending::Done(counts) => json!([counts.passed, counts.failed]),
            Ending::Failed | Ending::Skipped => Value::Null,
        };
        json!([self.name, self.took.as_secs_f64(), ending])
    }

    fn parse(names: &[&'static str], row: &Value) -> Option<Self> {
        let name = row.get(0)?.as_str()?;
        let name = names.iter().find(|known| **known == name)?;
        let took = Duration::try_from_secs_f64(row.get(1)?.as_f64()?).ok()?;
        let ending = row.get(2)?;
        let ending = if ending.is_null() {
            Ending::Failed
        } else {
            Ending::Done(Counts {
                passed: ending.get(0)?.as_u64()?,
                failed: ending.get(1)?.as_u64()?,
            })
        };
        Some(Self { name, took, ending })
    }
}

/// The table.
pub(crate) struct Summary {
    start: Instant,
    rows: Vec<Row>,
}

impl Default for Summary {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            rows: Vec::new(),
        }
    }
}

impl Summary {
    /// The table for [`Summary::take_over`].
    pub(crate) fn to_json(&self) -> String {
        Value::Array(self.rows.iter().map(Row::to_json).collect()).to_string()
    }

    /// Adds what another process noted about these steps. A step it says nothing about did not run.
    pub(crate) fn take_over(&mut self, names: &[&'static str], noted: &str) {
        let noted: Value = serde_json::from_str(noted).unwrap_or_default();
        let noted = noted.as_array().into_iter().flatten();
        let mut rows: Vec<_> = noted.filter_map(|row| Row::parse(names, row)).collect();
        for name in names {
            match rows.iter().position(|row| row.name == *name) {
                Some(place) => self.rows.push(rows.remove(place)),
                None => self.skip(name),
            }
        }
    }

    /// Runs a step and notes how it ended. A failure is shown at once and does not stop the run; the answer is
    /// whether steps that need this one may start.
    pub(crate) fn step(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Outcome<Counts>,
    ) -> bool {
        println!("\n== {name}");
        let start = Instant::now();
        let ending = match work() {
            Ok(counts) => Ending::Done(counts),
            Err(failure) => {
                eprintln!("{failure}");
                Ending::Failed
            }
        };
        let good = matches!(ending, Ending::Done(Counts { failed: 0, .. }));
        let took = start.elapsed();
        self.rows.push(Row { name, took, ending });
        good
    }

    /// Notes a step that cannot start. It counts as failed: nobody knows how it would have ended.
    pub(crate) fn skip(&mut self, name: &'static str) {
        self.rows.push(Row {
            name,
            took: Duration::ZERO,
            ending: Ending::Skipped,
        });
    }

    /// How many outcomes there are: of tests, and of steps that failed without any.
    pub(crate) fn reported(&self) -> u64 {
        let counts = self.counts();
        counts.passed.saturating_add(counts.failed)
    }

    /// Prints the table and the closing line.
    pub(crate) fn close(&self) -> Outcome<()> {
        println!(
            "\n{:<16}{:>9}{:>9}{:>9}",
            "step", "seconds", "passed", "failed"
        );
        for row in &self.rows {
            let seconds = row.took.as_secs_f64();
            let (passed, failed) = match &row.ending {
                Ending::Done(counts) if *counts == Counts::default() => {
                    (String::new(), String::new())
                }
                Ending::Done(counts) => (counts.passed.to_string(), counts.failed.to_string()),
                Ending::Failed => (String::new(), "failed".to_owned()),
                Ending::Skipped => (String::new(), "not run".to_owned()),
            };
            let line = format!("{:<16}{seconds:>9.1}{passed:>9}{failed:>9}", row.name);
            println!("{}", line.trim_end());
        }
        // Less than the sum, where steps ran beside each other.
        let whole = self.start.elapsed();
        println!("{:<16}{:>9.1}\n", "total", whole.as_secs_f64());
        let counts = self.counts();
        println!("{} passed, {} failed", counts.passed, counts.failed);
        if counts.failed == 0 {
            Ok(())
        } else {
            Err(Failure::new("the tests failed")
                .help("the table says where; `cargo xtask test <step>` repeats one step"))
        }
    }

    /// A step that failed without a count is one failure, so that the closing line never looks good when it is not.
    fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for row in &self.rows {
            sum.add(match row.ending {
                Ending::Done(counts) => counts,
                Ending::Failed | Ending::Skipped => Counts {
                    passed: 0,
                    failed: 1,
                },
            });
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str]) -> Counts {
        let mut counts = Counts::default();
        for line in lines {
            counts.read_line(line);
        }
        counts
    }

    #[test]
    fn cargo_lines_add_up() {
        let counts = counted(&[
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n",
            "test a ... ok\n",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n",
        ]);
        assert_eq!(
            counts,
            Counts {
                passed: 4,
                failed: 2
            }
        );
    }

    #[test]
    fn node_lines_add_up() {
        let counts = counted(&["ℹ tests 3\n", "ℹ pass 2\n", "ℹ fail 1\n"]);
        assert_eq!(
            counts,
            Counts {
                passed: 2,
                failed: 1
            }
        );
    }

    #[test]
    fn another_process_tells_how_its_steps_ended() {
        let counts = Counts {
            passed: 2,
            failed: 1,
        };
        let mut beside = Summary::default();
        beside.step("one", || Ok(counts));
        beside.step("two", || Err(Failure::new("no")));
        let mut summary = Summary::default();
        summary.take_over(&["one", "two", "three"], &beside.to_json());
        let endings: Vec<_> = summary.rows.iter().map(|row| &row.ending).collect();
        assert_eq!(
            endings,
            [&Ending::Done(counts), &Ending::Failed, &Ending::Skipped]
        );
    }

    #[test]
    fn a_process_that_told_nothing_ran_nothing() {
        for noted in ["", "[]", "[[\"one\"]]", "{"] {
            let mut summary = Summary::default();
            summary.take_over(&["one"], noted);
            assert_eq!(summary.counts().failed, 1, "{noted}");
        }
    }

    #[test]
    fn a_step_that_did_not_run_counts_as_failed() {
        let mut summary = Summary::default();
        summary.step("one", || {
            Ok(Counts {
                passed: 2,
                failed: 0,
            })
        });
        summary.step("two", || Err(Failure::new("no")));
        summary.skip("three");
        assert_eq!(
            summary.counts(),
            Counts {
                passed: 2,
                failed: 2
            }
        );
        assert!(summary.close().is_err());
    }
}
