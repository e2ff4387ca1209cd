//! Set-up, serve, build, test and measure: `cargo xtask help` lists the commands.
//!
//! A fresh clone needs rustup, git, a C compiler and npm; every command installs the rest by itself.

#[cfg(not(unix))]
compile_error!("xtask needs a Unix-like system; on Windows, use WSL");

mod bench;
mod browser;
mod debian;
mod examples;
mod failure;
mod finish;
mod fresh;
mod npm;
mod page;
mod process;
mod project;
mod setup;
mod single;
mod size;
mod split;
mod summary;
mod test;
mod tools;
mod wasm_target;

use std::env;
use std::process::ExitCode;

use failure::{Failure, Outcome};

/// One row of the help text and of the dispatch.
struct Entry {
    name: &'static str,
    arguments: &'static str,
    help: &'static str,
    run: fn(&[String]) -> Outcome<()>,
}

const COMMANDS: &[Entry] = &[
    Entry {
        name: "serve",
        arguments: "[--release] [--port N] [--no-open]",
        help: "the page on 127.0.0.1:8080, rebuilt and reloaded on every change",
        run: page::serve,
    },
    Entry {
        name: "test",
        arguments: "[step or test name]",
        help: "everything CI checks, or one step of it, or the tests whose names match",
        run: test::run,
    },
    Entry {
        name: "build",
        arguments: "",
        help: "the release page, into `dist`",
        run: page::build_command,
    },
    Entry {
        name: "release",
        arguments: "",
        help: "the page to publish, into `target/release-page`: a folder, and a single file",
        run: single::release,
    },
    Entry {
        name: "bench",
        arguments: "[filter, or `page`]",
        help: "how long an inspection takes, and the page from a paste to the verdict",
        run: bench::run,
    },
    Entry {
        name: "npm",
        arguments: "[--bless] [--language TAG]",
        help: "the npm package, into `target/npm`; `--bless` accepts changed types",
        run: npm::run,
    },
    Entry {
        name: "size",
        arguments: "",
        help: "bytes of the page and the npm module: raw, gzip -9, brotli 11",
        run: size::run,
    },
    Entry {
        name: "examples",
        arguments: "",
        help: "the examples of documentation sites, with the page built last",
        run: examples::run,
    },
    Entry {
        name: "setup",
        arguments: "",
        help: "only install what the other commands need",
        run: setup::run,
    },
    Entry {
        name: "help",
        arguments: "",
        help: "this list",
        run: help,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome<()> {
    let Some((name, rest)) = arguments.split_first() else {
        return help(&[]);
    };
    if matches!(name.as_str(), "-h" | "--help") || rest.iter().any(|word| word == "--help") {
        return help(&[]);
    }
    match COMMANDS.iter().find(|entry| entry.name == name) {
        Some(entry) => (entry.run)(rest),
        None if name == finish::COMMAND => finish::run(rest),
        None if name == split::COMMAND => split::run(rest),
        None if name == test::BESIDE => test::run_beside(rest),
        None => Err(Failure::new(format!("there is no command `{name}`"))
            .help("`cargo xtask help` lists the commands")),
    }
}

fn help(arguments: &[String]) -> Outcome<()> {
    no_arguments("help", arguments)?;
    println!("usage: cargo xtask <command>\n");
    for entry in COMMANDS {
        let usage = format!("{} {}", entry.name, entry.arguments);
        println!("  {:<42} {}", usage.trim_end(), entry.help);
    }
    println!("\nsteps of `test`: {}", test::step_names().join(", "));
    println!("MINTCHECK_TOOLS=<folder>  where tools are installed, instead of `target/tools`");
    println!("MINTCHECK_WASM=system     the wasm target from Debian's packages instead of rustup");
    println!("CHROME, CHROMEDRIVER      the browser and its driver, instead of those on PATH");
    Ok(())
}

/// Refuses arguments for a command that takes none.
fn no_arguments(command: &str, arguments: &[String]) -> Outcome<()> {
    match arguments.first() {
        None => Ok(()),
        Some(word) => Err(
            Failure::new(format!("`{command}` takes no argument `{word}`"))
                .help("`cargo xtask help` lists the commands"),
        ),
    }
}
