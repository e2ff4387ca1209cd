//! How the command ends.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// What the exit code says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Status {
    /// The index would mint; for a batch, every line was read.
    Accept,
    /// It would refuse.
    Reject,
    /// The arguments make no sense. clap ends with the same code.
    Usage,
    /// Something that matters is not known.
    Undecided,
    /// What was to be inspected could not be read.
    Unreadable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Accept => 0,
            Status::Reject => 1,
            Status::Usage => 2,
            Status::Undecided => 3,
            Status::Unreadable => 4,
        })
    }
}

/// Why there is no report.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The arguments make no sense.
    Usage(String),
    /// What was to be inspected could not be read.
    Unreadable(String),
}

impl Failure {
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Usage(_) => Status::Usage,
            Self::Unreadable(_) => Status::Unreadable,
        }
    }

    /// A file or stream that cannot be read.
    pub(crate) fn reading(name: &str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Unreadable(format!("cannot read {name}: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Unreadable(message) => formatter.write_str(message),
        }
    }
}

/// Standard output. A reader that has gone away, as `head` does, is no failure.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    use io::Write as _;
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Unreadable(
            format!("cannot write to standard output: {error}"),
        )),
        _ => Ok(()),
    }
}
