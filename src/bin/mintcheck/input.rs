//! What is to be inspected: a file, standard input or the argument itself.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::Path;

use mintcheck::Language;
use mintcheck::evidence::{self, Shape};
use mintcheck::index;
use mintcheck::report::json::v1;

use crate::failure::Failure;

/// The bytes that the argument stands for.
pub(crate) struct Input {
    pub(crate) bytes: Vec<u8>,
    /// For messages.
    pub(crate) name: String,
}

/// Finds the input.
pub(crate) fn read(argument: Option<&str>, is_body: bool) -> Result<Input, Failure> {
    match argument {
        None if io::stdin().is_terminal() => Err(Failure::Usage(
            "there is nothing to inspect; give a file or a token, or pipe one in".to_owned(),
        )),
        None | Some("-") => {
            let name = "standard input".to_owned();
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(Failure::reading(&name))?;
            Ok(Input { bytes, name })
        }
        Some(argument) => from_argument(argument, is_body),
    }
}

fn from_argument(argument: &str, is_body: bool) -> Result<Input, Failure> {
    let path = Path::new(argument);
    if path.exists() {
        return Ok(Input {
            bytes: file(path)?,
            name: format!("`{argument}`"),
        });
    }
    let looks_right = if is_body {
        argument.trim_start().starts_with('{')
    } else {
        let reading = evidence::read(argument, &index::error_texts());
        !matches!(reading.recognised.shape, Shape::Empty | Shape::Unrecognised)
    };
    if looks_right {
        Ok(Input {
            bytes: argument.as_bytes().to_vec(),
            name: "the argument".to_owned(),
        })
    } else {
        let wanted = if is_body { "request body" } else { "token" };
        Err(Failure::Unreadable(format!(
            "there is no file `{}`, and this is no {wanted} either; `-` reads standard input",
            shortened(argument)
        )))
    }
}

/// A file's bytes.
pub(crate) fn file(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::reading(&format!("`{}`", path.display())))
}

/// The bytes as text, without a byte order mark.
pub(crate) fn text(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Failure::Unreadable(format!(
            "{name} is UTF-16, as PowerShell writes it; save it as UTF-8"
        )));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        Failure::Unreadable(format!(
            "{name} is no text: byte {place} is not UTF-8; `--body` takes any bytes"
        ))
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Enough of a text to recognise it by; it may be a secret.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

/// Why a file is not the JSON that it has to be.
pub(crate) fn of_file(problem: &v1::Problem, language: Language) -> String {
    match problem {
        v1::Problem::NotJson(error) => language.json_error(error),
        v1::Problem::Shape { place, misfit } if place.is_empty() => language.misfit(misfit),
        v1::Problem::Shape { place, misfit } => {
            format!("{}, in `{place}`", language.misfit(misfit))
        }
        other => language.problem(other),
    }
}
