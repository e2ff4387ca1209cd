//! What can be said on the command line.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueEnum};
use mintcheck::Language;
use mintcheck::time::UnixTime;

use crate::publishers::GivenPublisher;

/// Will it mint? What a package index answers to a trusted-publishing token, and why.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// The language of reports, as `en` or `pt-BR`. In a batch, of those requests that name none
    #[arg(long, global = true, value_name = "TAG", default_value = Language::default().tag(), value_parser = language)]
    pub(crate) language: Language,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0 the index accepts, 1 it refuses, 2 usage, 3 undecided, 4 input that cannot be read.
`everywhere`: 0 an index would accept, 1 every index refuses, 3 neither is certain.
Nothing is sent anywhere: tokens are judged here, with the keys built in or given.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Inspect one token or request body
    Inspect(Box<Inspect>),
    /// Ask every index where a job would be accepted, each with a token of its own
    ///
    /// For each index: the audience to ask for, the publisher to register and which workflow file it
    /// compares, or what stops the job whatever is registered. Signatures are not looked at.
    Everywhere(Everywhere),
    /// Read a GitHub Actions workflow: what its jobs' tokens will say, and what stands in the way
    Workflow(Box<Workflow>),
    /// Answer requests in JSON, one a line, from standard input with a report a line
    ///
    /// A line that cannot be read is answered with {"line": …, "error": "…"}. Ends with 0 if every
    /// line was read, 4 otherwise.
    Batch,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// A file, `-` for standard input, or the text itself. A command's arguments show in the list of
    /// processes: prefer a file or a pipe for a token that is still valid
    #[arg(value_name = "TOKEN|FILE|-")]
    pub(crate) input: Option<String>,

    /// The index that the token is for. If not given, the one whose answer the input has, or else pypi
    #[arg(long, value_name = "ID")]
    pub(crate) index: Option<String>,

    /// A JSON file that tells of an index which somebody runs and which asks as PyPI does. Unless another one is given, the
    /// index is that one: `custom`
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,

    /// The moment to judge for: `now`, seconds since 1970, or a date as 2026-02-01T10:25:59Z. Just
    /// after the token was issued if not given
    #[arg(long, value_name = "MOMENT", allow_hyphen_values = true)]
    pub(crate) as_of: Option<Moment>,

    /// The moment whose rules of the index apply, written like `--as-of`. Today's if not given, unless
    /// the index's own words in the input are those of older ones
    #[arg(long, value_name = "MOMENT", allow_hyphen_values = true)]
    pub(crate) rules: Option<Moment>,

    /// A file with the issuer's keys (its JWKS), instead of those built in
    #[arg(long, value_name = "FILE")]
    pub(crate) jwks: Vec<PathBuf>,

    /// The input is a whole request body, to be judged as it stands
    #[arg(long)]
    pub(crate) body: bool,

    /// How to print the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    #[command(flatten)]
    pub(crate) publishers: Publishers,
}

#[derive(Args, Debug)]
pub(crate) struct Everywhere {
    /// A file, `-` for standard input, or the text itself: a token, or a log or JSON with claims. A
    /// command's arguments show in the list of processes: prefer a file or a pipe for a token that is
    /// still valid
    #[arg(value_name = "TOKEN|FILE|-")]
    pub(crate) input: Option<String>,

    /// The moment to judge for: `now`, seconds since 1970, or a date as 2026-02-01T10:25:59Z. Just
    /// after the token was issued if not given
    #[arg(long, value_name = "MOMENT", allow_hyphen_values = true)]
    pub(crate) as_of: Option<Moment>,

    /// A JSON file that says where an index of your own is, to be asked as well
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,

    /// Print the answers for programs, versioned
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Workflow {
    /// The workflow's file, or `-` for standard input
    #[arg(value_name = "FILE|-")]
    pub(crate) input: String,

    /// The index to judge for. If neither this nor a profile is given, the one that its jobs publish to, if
    /// that is one, or else pypi
    #[arg(long, value_name = "ID")]
    pub(crate) index: Option<String>,

    /// A JSON file that tells of an index which somebody runs and which asks as PyPI does. Unless another one is given, the
    /// index is that one: `custom`
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,

    /// The repository that it runs in
    #[arg(long, value_name = "OWNER/NAME")]
    pub(crate) runs_in: Option<String>,

    /// That repository's ID, which its immutable subject has
    #[arg(long, value_name = "ID")]
    pub(crate) runs_in_id: Option<String>,

    /// The ID of that repository's owner, likewise
    #[arg(long, value_name = "ID")]
    pub(crate) runs_in_owner_id: Option<String>,

    /// The file's name in .github/workflows, if it is read from elsewhere
    #[arg(long, value_name = "FILE NAME")]
    pub(crate) name: Option<String>,

    /// The event that starts it; one of those in the file if not given
    #[arg(long, value_name = "EVENT")]
    pub(crate) event: Option<String>,

    /// The ref that it runs on: a branch, a tag, or in full as refs/tags/v1.2.3
    #[arg(long, value_name = "REF")]
    pub(crate) git_ref: Option<String>,

    /// Print the report for programs, versioned
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) publishers: Publishers,
}

/// The registered publishers. Fields that are not given are not known.
#[derive(Args, Debug)]
#[command(next_help_heading = "Registered publishers")]
pub(crate) struct Publishers {
    /// A publisher: kind=github,project=…,repository_owner=…,repository_name=…,
    /// workflow_filename=…,environment=… (a comma or backslash in a value: `\,`, `\\`). May be repeated
    #[arg(long, value_name = "KEY=VALUE,…")]
    pub(crate) publisher: Vec<GivenPublisher>,

    /// A JSON file with a list of publishers, as in a request
    #[arg(long, value_name = "FILE")]
    pub(crate) publishers: Option<PathBuf>,

    /// Say that no publisher is registered
    #[arg(long, conflicts_with_all = ["publisher", "publishers", "github"])]
    pub(crate) no_publishers: bool,

    #[command(flatten)]
    pub(crate) github: Github,
}

/// One GitHub publisher.
#[derive(Args, Debug)]
#[group(id = "github", multiple = true)]
#[command(next_help_heading = "One GitHub publisher")]
pub(crate) struct Github {
    /// The owner
    #[arg(long)]
    pub(crate) owner: Option<String>,
    /// The repository's name, or owner/name
    #[arg(long)]
    pub(crate) repository: Option<String>,
    /// The workflow's file name
    #[arg(long, value_name = "FILE NAME")]
    pub(crate) workflow: Option<String>,
    /// The environment; `--environment ""` if the publisher takes any
    #[arg(long)]
    pub(crate) environment: Option<String>,
    /// The owner's ID, which the index recorded itself
    #[arg(long, value_name = "ID")]
    pub(crate) owner_id: Option<String>,
    /// The project on the index
    #[arg(long)]
    pub(crate) project: Option<String>,
    /// The publisher is pending: its project does not exist yet
    #[arg(long)]
    pub(crate) pending: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::of_tag(tag).ok_or_else(|| {
        let known: Vec<_> = Language::ALL.iter().map(|known| known.tag()).collect();
        format!("give one of {}", known.join(", "))
    })
}

/// A report's form.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For an issue: without the token, secrets masked
    Markdown,
    /// For programs, versioned
    Json,
}

/// A moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Moment {
    /// The present.
    Now,
    /// Another.
    At(UnixTime),
}

impl Moment {
    /// The moment, when it is that time now.
    pub(crate) fn at(self, now: Option<UnixTime>) -> Option<UnixTime> {
        match self {
            Self::Now => now,
            Self::At(moment) => Some(moment),
        }
    }
}

impl FromStr for Moment {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "now" {
            return Ok(Self::Now);
        }
        text.parse()
            .map(Self::At)
            .map_err(|_| "give `now`, seconds since 1970, or a date as 2026-02-01T10:25:59Z")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }
}
