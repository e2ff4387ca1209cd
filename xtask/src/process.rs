//! Running other programs: silently with a line about it, or in full view, or counting tests.

use std::env;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::summary::Counts;

/// Says what takes a while, runs it, and says how long it took. Not to be nested: the line stays open meanwhile.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    print!("{what} … ");
    flush();
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "" } else { "failed after " };
    println!("{verdict}{:.1} s", start.elapsed().as_secs_f64());
    outcome
}

/// Runs a program and returns what it writes to stdout. What it writes is shown only if it fails.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    eprintln!("\n{text}{}", String::from_utf8_lossy(&output.stderr));
    Err(exited(command, output.status))
}

/// Like [`capture`], for questions whose refusal is an answer too.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs a program in full view.
pub(crate) fn stream(command: &mut Command) -> Outcome<()> {
    flush();
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| not_started(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(exited(command, status))
    }
}

/// Starts a program, which runs on.
pub(crate) fn start(command: &mut Command) -> Outcome<Child> {
    flush();
    command
        .stdin(Stdio::null())
        .spawn()
        .map_err(|error| not_started(command, &error))
}

/// Runs a test program in full view, and adds up what it reports. That tests failed is in the counts; that they could
/// not run is the error.
pub(crate) fn stream_tests(command: &mut Command) -> Outcome<Counts> {
    flush();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let mut counts = Counts::default();
    if let Some(stdout) = child.stdout.take() {
        let mut reader = BufReader::new(stdout);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            counts.read_line(&text);
            line.clear();
        }
        flush();
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    if status.success() || counts.failed > 0 {
        Ok(counts)
    } else {
        Err(exited(command, status))
    }
}

/// The program of that name on `PATH`.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|candidate| is_executable(candidate))
}

/// Whether this is a file that may be run.
pub(crate) fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

/// A command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let words = std::iter::once(name).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Lines meant for a person should stand before what the next program writes. A closed terminal is not our failure.
fn flush() {
    let _closed = io::stdout().flush();
}

fn not_started(command: &Command, error: &io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    let failure = Failure::new(format!("cannot run `{}`: {error}", shown(command)));
    if error.kind() == io::ErrorKind::NotFound {
        failure.help(format!("is `{program}` installed and on PATH?"))
    } else {
        failure
    }
}

fn exited(command: &Command, status: ExitStatus) -> Failure {
    Failure::new(format!("`{}` failed ({status})", shown(command)))
}
