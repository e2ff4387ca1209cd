//! The page: served while one works on it, or built for good.

use std::env;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;

use crate::failure::{Failure, Outcome};
use crate::fresh;
use crate::process;
use crate::project;
use crate::setup::Setup;

/// `cargo xtask serve`.
pub(crate) fn serve(arguments: &[String]) -> Outcome<()> {
    let options = ServeOptions::parse(arguments)?;
    let address = format!("http://127.0.0.1:{}/", options.port);
    // Asked before the set-up, which may take minutes; Trunk would say it after the build.
    TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).map_err(|error| {
        Failure::new(format!("cannot serve on {address}: {error}"))
            .help("choose another port with `--port N`")
    })?;
    let setup = Setup::ensure()?;
    let mut trunk = if options.release {
        setup.small_trunk()?
    } else {
        setup.trunk()?
    };
    trunk.args([
        "serve",
        "--address",
        "127.0.0.1",
        "--port",
        &options.port.to_string(),
    ]);
    // Not in `dist`: a debug page must never be shipped, and serving goes on while tests build theirs.
    trunk.arg("--dist").arg(project::target().join("serve"));
    if options.release {
        trunk.arg("--release");
    }
    if options.open && has_browser() {
        println!("building the page; a browser will open {address}");
        trunk.arg("--open");
    } else {
        println!("building the page; then open {address}");
    }
    // In place of this program, so that Ctrl-C and other signals reach Trunk itself.
    let error = trunk.exec();
    Err(Failure::new(format!(
        "cannot run `{}`: {error}",
        process::shown(&trunk)
    )))
}

/// `cargo xtask build`.
pub(crate) fn build_command(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments("build", arguments)?;
    ensure(&Setup::ensure()?)?;
    println!("the page is in `{}`", project::dist().display());
    Ok(())
}

/// Builds the release page, unless it is there and nothing has changed.
pub(crate) fn ensure(setup: &Setup) -> Outcome<()> {
    fresh::build(setup, &setup.small_trunk()?, || build(setup))
}

/// Builds the release page.
pub(crate) fn build(setup: &Setup) -> Outcome<()> {
    // Names are hashed: what an earlier build left would be shipped and measured too.
    project::remove_dir(&project::dist())?;
    process::stream(setup.small_trunk()?.args(["build", "--release"]))
}

#[derive(Debug, PartialEq, Eq)]
struct ServeOptions {
    release: bool,
    open: bool,
    port: u16,
}

impl ServeOptions {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            release: false,
            open: true,
            port: 8080,
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--release" => options.release = true,
                "--no-open" => options.open = false,
                "--port" => options.port = port(words.next().map_or("", String::as_str))?,
                other => match other.strip_prefix("--port=") {
                    Some(value) => options.port = port(value)?,
                    None => {
                        return Err(Failure::new(format!("`serve` takes no argument `{other}`"))
                            .help("it takes `--release`, `--port N` and `--no-open`"));
                    }
                },
            }
        }
        Ok(options)
    }
}

fn port(value: &str) -> Outcome<u16> {
    match value.parse() {
        Ok(number @ 1..) => Ok(number),
        _ => Err(Failure::new(format!("`{value}` is no port"))
            .help("a port is a number from 1 to 65535")),
    }
}

/// Whether opening a browser can work: a program that opens addresses, and somewhere to show it.
fn has_browser() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if cfg!(target_os = "macos") {
        process::find("open").is_some()
    } else {
        process::find("xdg-open").is_some() && (set("DISPLAY") || set("WAYLAND_DISPLAY"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Outcome<ServeOptions> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        ServeOptions::parse(&words)
    }

    #[test]
    fn serve_has_defaults_and_three_options() {
        let plain = parse(&[]).unwrap();
        assert_eq!((plain.release, plain.open, plain.port), (false, true, 8080));
        let all = parse(&["--release", "--no-open", "--port", "9000"]).unwrap();
        assert_eq!((all.release, all.open, all.port), (true, false, 9000));
        assert_eq!(parse(&["--port=81"]).unwrap().port, 81);
    }

    #[test]
    fn serve_refuses_what_it_does_not_know() {
        assert!(parse(&["--prot", "1"]).is_err());
        assert!(parse(&["--port"]).is_err());
        assert!(parse(&["--port", "0"]).is_err());
        assert!(parse(&["--port", "65536"]).is_err());
    }
}
