//! `mintcheck batch`.

use std::io::{self, BufRead as _};

use mintcheck::Language;
use mintcheck::python::json;
use mintcheck::report::json::v1;
use serde::Serialize;

use crate::failure::{Failure, Status, print};

/// The answer to a line that cannot be read.
#[derive(Serialize)]
struct Unread {
    version: u8,
    /// Counted from 1.
    line: usize,
    error: String,
}

/// Answers line by line, so that a program can hold a conversation. Blank lines are skipped.
pub(crate) fn run(language: Language) -> Result<Status, Failure> {
    let mut status = Status::Accept;
    for (number, line) in io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map_err(Failure::reading("standard input"))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = match v1::inspect(&line, language) {
            Ok((report, language)) => json::to_string(&v1::Report::in_language(&report, language)),
            Err(refusal) => {
                status = Status::Unreadable;
                json::to_string(&Unread {
                    version: v1::VERSION,
                    line: number.saturating_add(1),
                    error: refusal.to_string(),
                })
            }
        };
        print(&(answer + "\n"))?;
    }
    Ok(status)
}
