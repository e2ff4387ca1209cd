//! The command line. Files, the standard streams and the clock are touched here and nowhere else.

mod arguments;
mod batch;
mod clock;
mod everywhere;
mod failure;
mod input;
mod inspect;
mod profile;
mod publishers;
mod workflow;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use self::arguments::{Arguments, Command};

fn main() -> ExitCode {
    let Arguments { language, command } = Arguments::parse();
    let outcome = match command {
        Command::Inspect(arguments) => inspect::run(&arguments, language),
        Command::Everywhere(arguments) => everywhere::run(&arguments, language),
        Command::Workflow(arguments) => workflow::run(&arguments, language),
        Command::Batch => batch::run(language),
    };
    match outcome {
        Ok(status) => status.into(),
        Err(failure) => {
            // Nobody is left to tell if this cannot be written either.
            let _ = writeln!(std::io::stderr(), "mintcheck: {failure}");
            failure.status().into()
        }
    }
}
