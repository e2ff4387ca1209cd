//! Everything CI checks, step by step.
//!
//! A linker that optimises a whole program keeps one core busy, and a browser under test even less. So what needs no
//! program for browsers runs beside what builds them: in a process of its own, which shows what it wrote when it ends.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use serde_json::Value;

use crate::browser::Browser;
use crate::examples;
use crate::failure::{Failure, Outcome};
use crate::npm;
use crate::page;
use crate::process;
use crate::project::{self, WASM};
use crate::setup::Setup;
use crate::single;
use crate::size;
use crate::split;
use crate::summary::{Counts, Summary};
use crate::tools::Tools;

/// Test programs that need a browser, by file name in `tests/`: each has a step of its own.
const BROWSER_TESTS: &str = "end_to_end";
const WASM_TESTS: &str = "wasm";
/// Those browser tests that show the examples, which take minutes to build, and not the page.
const EXAMPLE_TESTS: &str = "docs::";

/// A step, what it needs, and whether a test name can select within it.
struct Step {
    name: &'static str,
    takes_test_name: bool,
    run: Run,
}

/// What a step does, by where it runs if all of them do.
enum Run {
    /// Beside those that build.
    Beside(fn(Option<&str>) -> Outcome<Counts>),
    /// With what the set-up found.
    Building(fn(&Needs, Option<&str>) -> Outcome<Counts>),
    /// With a page, and with nothing beside it: a browser that has to wait fails.
    Showing(fn(&Needs, Option<&str>) -> Outcome<Counts>),
}

impl Step {
    fn is_beside(&self) -> bool {
        matches!(self.run, Run::Beside(_))
    }

    fn shows_the_page(&self) -> bool {
        matches!(self.run, Run::Showing(_))
    }
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        takes_test_name: false,
        run: Run::Beside(|_| check_format()),
    },
    Step {
        name: "clippy",
        takes_test_name: false,
        run: Run::Beside(|_| clippy_native()),
    },
    Step {
        name: "native",
        takes_test_name: true,
        run: Run::Beside(native_tests),
    },
    Step {
        name: "generators",
        takes_test_name: false,
        run: Run::Beside(|_| install_generators()),
    },
    Step {
        name: "clippy-wasm",
        takes_test_name: false,
        run: Run::Building(|needs, _| clippy_wasm(needs)),
    },
    Step {
        name: "wasm",
        takes_test_name: true,
        run: Run::Building(wasm_tests),
    },
    Step {
        name: "npm",
        takes_test_name: false,
        run: Run::Building(|needs, _| npm_tests(needs)),
    },
    Step {
        name: PAGE,
        takes_test_name: true,
        run: Run::Building(|needs, _| page::ensure(&needs.setup).map(|()| Counts::default())),
    },
    Step {
        name: "size",
        takes_test_name: false,
        run: Run::Building(|_, _| size::check().map(|()| Counts::default())),
    },
    Step {
        name: BROWSER,
        takes_test_name: true,
        run: Run::Showing(browser_tests),
    },
    Step {
        name: SPEED,
        takes_test_name: false,
        run: Run::Showing(|needs, _| below_ceiling(needs)),
    },
    Step {
        name: DOCS,
        // A name that selects a few tests must not install four generators.
        takes_test_name: false,
        run: Run::Showing(|needs, _| example_tests(needs)),
    },
];
const PAGE: &str = "page";
const BROWSER: &str = "browser";
const SPEED: &str = "speed";
const DOCS: &str = "docs";

/// What the set-up found.
struct Needs {
    setup: Setup,
    browser: Browser,
}

/// The names that `cargo xtask test` takes.
pub(crate) fn step_names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

/// `cargo xtask test`.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let selection = Selection::parse(arguments)?;
    let mut summary = Summary::default();
    let beside = match selection {
        Selection::Everything => Some(Beside::start()?),
        Selection::Step(_) | Selection::TestName(_) => None,
    };
    let mut needs = None;
    summary.step("set-up", || {
        // First, because only one at a time can install packages of the system.
        let browser = Browser::ensure()?;
        let setup = Setup::ensure()?;
        needs = Some(Needs { setup, browser });
        Ok(Counts::default())
    });
    let (showing, others): (Vec<_>, Vec<_>) = STEPS
        .iter()
        .filter(|step| selection.includes(step) && !(step.is_beside() && beside.is_some()))
        .partition(|step| step.shows_the_page());
    let name = selection.test_name();
    let mut page_is_built = true;
    for step in others {
        let good = match (&step.run, &needs) {
            (Run::Beside(run), _) => summary.step(step.name, || run(name)),
            (Run::Building(run) | Run::Showing(run), Some(needs)) => {
                summary.step(step.name, || run(needs, name))
            }
            (_, None) => {
                summary.skip(step.name);
                false
            }
        };
        page_is_built &= good || step.name != PAGE;
    }
    if let Some(beside) = beside {
        beside.end(&mut summary);
    }
    for step in showing {
        match (&step.run, &needs) {
            // A page that did not build must not be tested as it was before.
            (Run::Showing(run), Some(needs)) if page_is_built => {
                summary.step(step.name, || run(needs, name));
            }
            _ => summary.skip(step.name),
        }
    }
    if let (Selection::TestName(name), 0) = (&selection, summary.reported()) {
        return Err(Failure::new(format!("no test has `{name}` in its name"))
            .help(format!("the steps are {}", step_names().join(", "))));
    }
    summary.close()
}

/// The command of the process beside, which the help does not list.
pub(crate) const BESIDE: &str = "beside";

/// `cargo xtask beside <file>`: writes into the file how the steps ended.
pub(crate) fn run_beside(arguments: &[String]) -> Outcome<()> {
    let [file] = arguments else {
        return Err(Failure::new(format!("`{BESIDE}` takes the name of a file"))
            .help("`cargo xtask test` calls it"));
    };
    let mut summary = Summary::default();
    for step in STEPS {
        if let Run::Beside(run) = step.run {
            summary.step(step.name, || run(None));
        }
    }
    project::write(Path::new(file), &summary.to_json())
}

/// The process beside.
struct Beside {
    child: Child,
    /// What it writes for people.
    output: PathBuf,
    rows: PathBuf,
}

impl Beside {
    fn start() -> Outcome<Self> {
        let folder = project::target().join(BESIDE);
        project::remove_dir(&folder)?;
        project::make_dir(&folder)?;
        let (output, rows) = (folder.join("output.txt"), folder.join("rows.json"));
        let file = File::create(&output).map_err(Failure::file("create", &output))?;
        let twin = file.try_clone().map_err(Failure::file("open", &output))?;
        let own = env::current_exe()
            .map_err(|error| Failure::new(format!("this program does not find itself: {error}")))?;
        let names: Vec<_> = STEPS.iter().filter(|step| step.is_beside()).collect();
        let names: Vec<_> = names.iter().map(|step| step.name).collect();
        println!("beside the other steps: {}", names.join(", "));
        // Whatever shows the page has to wait for those that build it: they come first.
        let mut command = match process::find("nice") {
            Some(nice) => {
                let mut command = Command::new(nice);
                command.args(["-n", "10"]).arg(own);
                command
            }
            None => Command::new(own),
        };
        command.arg(BESIDE).arg(&rows).stdout(file).stderr(twin);
        let child = process::start(&mut command)?;
        Ok(Self {
            child,
            output,
            rows,
        })
    }

    /// Waits, shows what was written, and takes over how the steps ended.
    fn end(mut self, summary: &mut Summary) {
        let names = STEPS.iter().filter(|step| step.is_beside());
        let names: Vec<_> = names.map(|step| step.name).collect();
        let ended = self.child.wait();
        match fs::read(&self.output) {
            Ok(text) => println!("{}", String::from_utf8_lossy(&text)),
            Err(error) => eprintln!("{}", Failure::file("read", &self.output)(error)),
        }
        // What a process that fell over did not note did not run.
        let is_whole = ended.is_ok_and(|status| status.success());
        let rows = if is_whole {
            project::read(&self.rows).ok()
        } else {
            None
        };
        summary.take_over(&names, &rows.unwrap_or_default());
    }
}

/// Where the steps end early, it must not hold the tools. The programs that it called go on.
impl Drop for Beside {
    fn drop(&mut self) {
        // Fails if it has ended.
        let _ = self.child.kill();
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Selection {
    Everything,
    Step(&'static str),
    TestName(String),
}

impl Selection {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        match arguments {
            [] => Ok(Self::Everything),
            [word] if word.starts_with('-') => {
                Err(Failure::new(format!("`test` takes no argument `{word}`"))
                    .help("it takes the name of a step, or a part of the names of tests"))
            }
            [word] => match STEPS.iter().find(|step| step.name == word) {
                Some(step) => Ok(Self::Step(step.name)),
                None => Ok(Self::TestName(word.clone())),
            },
            _ => Err(Failure::new(format!(
                "`test` takes one name, not `{}`",
                arguments.join(" ")
            ))
            .help("give the name of a step, or a part of the names of tests")),
        }
    }

    fn includes(&self, step: &Step) -> bool {
        match self {
            Self::Everything => true,
            // Browser tests look at the page of this source.
            Self::Step(name @ (BROWSER | SPEED | DOCS)) => step.name == PAGE || step.name == *name,
            Self::Step(name) => step.name == *name,
            Self::TestName(_) => step.takes_test_name,
        }
    }

    fn test_name(&self) -> Option<&str> {
        match self {
            Self::TestName(name) => Some(name),
            Self::Everything | Self::Step(_) => None,
        }
    }
}

fn check_format() -> Outcome<Counts> {
    ensure_component("fmt", "rustfmt")?;
    process::stream(project::cargo().args(["fmt", "--all", "--check"]))
        .map_err(|failure| failure.help("`cargo fmt --all` formats"))?;
    Ok(Counts::default())
}

fn clippy_native() -> Outcome<Counts> {
    ensure_component("clippy", "clippy")?;
    let mut command = project::cargo();
    command.args(["clippy", "--workspace", "--all-targets"]);
    process::stream(command.args(["--", "-D", "warnings"]))?;
    // `--all-targets` leaves out what `cargo test` leaves out. Of the whole workspace, or others would be compiled anew with
    // other features.
    let mut in_browser = project::cargo();
    in_browser.args(["clippy", "--workspace", "--test", BROWSER_TESTS]);
    process::stream(in_browser.args(["--", "-D", "warnings"]))?;
    Ok(Counts::default())
}

/// rustup's minimal profile leaves these out.
fn ensure_component(subcommand: &str, component: &str) -> Outcome<()> {
    match process::answer(project::cargo().args([subcommand, "--version"])) {
        Some(_version) => Ok(()),
        None => Err(Failure::new(format!("there is no `cargo {subcommand}`"))
            .help(format!("run `rustup component add {component}`"))),
    }
}

/// The code that only wasm32 compiles: the core with its facade and without the command, and the page's binaries. These
/// carry one language each; what names another would not build there.
fn clippy_wasm(needs: &Needs) -> Outcome<Counts> {
    clippy_for_browsers(
        needs,
        "mintcheck",
        "wasm,en",
        &["--lib", "--test", WASM_TESTS],
    )?;
    for language in project::LANGUAGES {
        clippy_for_browsers(needs, "mintcheck-www", language, &[])?;
    }
    Ok(Counts::default())
}

fn clippy_for_browsers(
    needs: &Needs,
    package: &str,
    features: &str,
    targets: &[&str],
) -> Outcome<()> {
    let mut command = needs.setup.wasm.clippy();
    command.args(["--target", WASM, "--package", package]);
    command.args(["--no-default-features", "--features", features]);
    command.args(targets);
    // What loads parts is compiled only for a program that will be split.
    command.env(split::WISH, "1");
    process::stream(command.args(["--", "-D", "warnings", "--cfg", "split"]))
}

/// Every test of the workspace that needs no browser.
fn native_tests(filter: Option<&str>) -> Outcome<Counts> {
    let mut programs = project::cargo();
    programs.args([
        "test",
        "--workspace",
        "--no-fail-fast",
        "--lib",
        "--bins",
        "--examples",
    ]);
    for name in test_targets()? {
        programs.args(["--test", &name]);
    }
    let mut examples_in_docs = project::cargo();
    // Only the library has readers, and each crate is compiled anew for this.
    examples_in_docs.args(["test", "--package", "mintcheck", "--no-fail-fast", "--doc"]);
    let mut counts = Counts::default();
    for command in [&mut programs, &mut examples_in_docs] {
        if let Some(filter) = filter {
            command.args(["--", filter]);
        }
        counts.add(process::stream_tests(command)?);
    }
    reported(counts, filter)
}

/// The workspace's files of tests, by name, without those that need a browser.
fn test_targets() -> Outcome<BTreeSet<String>> {
    let metadata = project::metadata()?;
    let list = |value: &Value, field: &str| {
        let items = value.get(field).and_then(Value::as_array);
        items.cloned().unwrap_or_default()
    };
    let packages = list(&metadata, "packages");
    let targets = packages.iter().flat_map(|package| list(package, "targets"));
    let tests = targets.filter(|target| list(target, "kind").iter().any(|kind| kind == "test"));
    Ok(tests
        .filter_map(|target| {
            target
                .get("name")
                .and_then(Value::as_str)
                .map(str::to_owned)
        })
        .filter(|name| name != BROWSER_TESTS && name != WASM_TESTS)
        .collect())
}

fn wasm_tests(needs: &Needs, filter: Option<&str>) -> Outcome<Counts> {
    let mut command = needs.setup.wasm_cargo();
    command
        .args([
            "test",
            "--package",
            "mintcheck",
            "--no-default-features",
            "--features",
            "wasm,en",
        ])
        .args(["--target", WASM, "--test", WASM_TESTS])
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            needs.setup.tools.cargo_bin("wasm-bindgen-test-runner"),
        )
        .env("WASM_BINDGEN_USE_BROWSER", "1");
    needs.browser.apply(&mut command);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    reported(process::stream_tests(&mut command)?, filter)
}

fn npm_tests(needs: &Needs) -> Outcome<Counts> {
    npm::build(&needs.setup, npm::LANGUAGE)?;
    npm::compare_types(false)?;
    reported(npm::test(&needs.setup)?, None)
}

fn browser_tests(needs: &Needs, filter: Option<&str>) -> Outcome<Counts> {
    let mut command = browser_program(&needs.setup, &needs.browser);
    command.args(["--", "--skip", EXAMPLE_TESTS]).args(filter);
    reported(process::stream_tests(&mut command)?, filter)
}

/// Alone: what runs beside it would be measured, too.
fn below_ceiling(needs: &Needs) -> Outcome<Counts> {
    measure(&needs.setup, &needs.browser, "below_the_ceiling")
}

/// Measures the page, in the way that has this in its name.
pub(crate) fn measure(setup: &Setup, browser: &Browser, name: &str) -> Outcome<Counts> {
    let mut command = browser_program(setup, browser);
    command.args(["--", name, "--ignored", "--nocapture"]);
    reported(process::stream_tests(&mut command)?, None)
}

/// They take minutes the first time, and no page.
fn install_generators() -> Outcome<Counts> {
    Tools::locate()?.ensure_generators()?;
    Ok(Counts::default())
}

fn example_tests(needs: &Needs) -> Outcome<Counts> {
    examples::build(&needs.setup.tools)?;
    let mut command = browser_program(&needs.setup, &needs.browser);
    command
        .env("MINTCHECK_EXAMPLES", examples::sites())
        .args(["--", EXAMPLE_TESTS]);
    reported(process::stream_tests(&mut command)?, None)
}

/// The tests that need a browser, with everything they need.
fn browser_program(setup: &Setup, browser: &Browser) -> Command {
    let mut command = project::cargo();
    command
        .args(["test", "--package", "mintcheck", "--test", BROWSER_TESTS])
        .env("MINTCHECK_DIST", project::dist())
        .env("MINTCHECK_SINGLE", single::file())
        .env("MINTCHECK_TOOLS", setup.tools.dir());
    browser.apply(&mut command);
    command
}

/// A step that found no test has tested nothing, unless a name selected among its tests.
fn reported(counts: Counts, filter: Option<&str>) -> Outcome<Counts> {
    if counts == Counts::default() && filter.is_none() {
        return Err(Failure::new("the step reported no test").help("are its files in `tests`?"));
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Outcome<Selection> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Selection::parse(&words)
    }

    fn included(selection: &Selection) -> Vec<&'static str> {
        STEPS
            .iter()
            .filter(|step| selection.includes(step))
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn without_a_name_every_step_runs() {
        assert_eq!(included(&parse(&[]).unwrap()), step_names());
    }

    #[test]
    fn a_step_is_selected_by_its_name_with_what_it_needs() {
        assert_eq!(included(&parse(&["clippy"]).unwrap()), ["clippy"]);
        assert_eq!(included(&parse(&["browser"]).unwrap()), ["page", "browser"]);
        assert_eq!(included(&parse(&["speed"]).unwrap()), ["page", "speed"]);
        assert_eq!(included(&parse(&["docs"]).unwrap()), ["page", "docs"]);
    }

    #[test]
    fn other_words_are_parts_of_test_names() {
        let selection = parse(&["audience"]).unwrap();
        assert_eq!(included(&selection), ["native", "wasm", "page", "browser"]);
        assert_eq!(selection.test_name(), Some("audience"));
    }

    #[test]
    fn options_are_refused() {
        assert!(parse(&["--nocapture"]).is_err());
        assert!(parse(&["a", "b"]).is_err());
    }

    #[test]
    fn a_step_without_a_test_is_no_success() {
        assert!(reported(Counts::default(), None).is_err());
        assert!(reported(Counts::default(), Some("name")).is_ok());
        assert!(
            reported(
                Counts {
                    passed: 1,
                    failed: 0
                },
                None
            )
            .is_ok()
        );
    }
}
