//! The tools: one pin each, installed once, and asked for their version on every run.

pub(crate) mod generators;

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::process::{self, step};
use crate::project;

/// The pin of Trunk: the newest that installs with the `rust-version` of the workspace. The other pins: wasm-bindgen's
/// is in Cargo.lock, because the command and the crate speak a private format; those from npm are in
/// `xtask/tools/package.json`.
const TRUNK: &str = "0.21.14";

/// A program that cargo installs.
struct CargoTool<'a> {
    package: &'a str,
    /// One of the programs of the package.
    program: &'a str,
    pin: &'a str,
    /// Of `cargo install`.
    flags: &'a [&'a str],
    opt_level: &'a str,
}

/// The installed tools.
pub(crate) struct Tools {
    dir: PathBuf,
}

impl Tools {
    /// `MINTCHECK_TOOLS`, or `target/tools`.
    pub(crate) fn locate() -> Outcome<Self> {
        let dir = match env::var_os("MINTCHECK_TOOLS").filter(|value| !value.is_empty()) {
            Some(dir) => PathBuf::from(dir),
            None => project::target().join("tools"),
        };
        project::make_dir(&dir)?;
        let dir = dir.canonicalize().map_err(Failure::file("find", &dir))?;
        Ok(Self { dir })
    }

    /// The folder of everything that is installed.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Keeps others out until it is dropped: two runs at once must not install into one folder.
    pub(crate) fn lock(&self) -> Outcome<File> {
        let path = self.dir.join("lock");
        let lock = File::create(&path).map_err(Failure::file("create", &path))?;
        lock.lock().map_err(Failure::file("lock", &path))?;
        Ok(lock)
    }

    /// A program that cargo installed.
    pub(crate) fn cargo_bin(&self, name: &str) -> PathBuf {
        self.dir.join("bin").join(name)
    }

    /// A program that npm installed.
    pub(crate) fn npm_bin(&self, name: &str) -> PathBuf {
        self.node_modules().join(".bin").join(name)
    }

    /// Makes a module small. Nothing of ours stands in the first bytes of memory, where the stack would end; knowing that, the
    /// optimizer folds additions into addresses.
    ///
    /// No feature flags: with `--all-features` it writes modules that Chromium refuses.
    pub(crate) fn optimize(&self, module: &Path, to: &Path) -> Outcome<()> {
        process::capture(
            Command::new(self.npm_bin("wasm-opt"))
                // What the first leaves is smaller for the second.
                .args(["-O2", "-Oz", "--low-memory-unused"])
                .args(["--strip-debug", "--strip-producers"])
                .arg(module)
                .arg("-o")
                .arg(to),
        )
        .map(drop)
    }

    /// Lets a program find the tools first, and before them what is in other folders, by `PATH`: Trunk has no other way
    /// to be told.
    pub(crate) fn put_on_path(&self, command: &mut Command, before: &[PathBuf]) -> Outcome<()> {
        let own = [self.dir.join("bin"), self.node_modules().join(".bin")];
        let inherited = env::var_os("PATH").unwrap_or_default();
        let all = before.iter().cloned().chain(own);
        let all = all.chain(env::split_paths(&inherited));
        let path: OsString = env::join_paths(all).map_err(|error| {
            Failure::new(format!(
                "the folder of the tools cannot be on PATH: {error}"
            ))
            .help("choose another with `MINTCHECK_TOOLS`")
        })?;
        command.env("PATH", path);
        Ok(())
    }

    /// Installs what is missing or has another version than its pin.
    pub(crate) fn ensure(&self) -> Outcome<()> {
        self.ensure_cargo_tool(&CargoTool {
            package: "trunk",
            program: "trunk",
            pin: TRUNK,
            flags: &["--locked", "--no-default-features"],
            // It copies files and calls the others.
            opt_level: "0",
        })?;
        let bindgen = project::locked_version("wasm-bindgen")?;
        self.ensure_cargo_tool(&CargoTool {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            pin: &bindgen,
            // Without `--locked`: the lock file it was published with may name a yanked version.
            flags: &[],
            opt_level: "1",
        })?;
        self.ensure_version(&self.cargo_bin("wasm-bindgen-test-runner"), &bindgen)?;
        self.ensure_npm_tools()
    }

    fn ensure_cargo_tool(&self, tool: &CargoTool<'_>) -> Outcome<()> {
        let CargoTool { package, pin, .. } = tool;
        let path = self.cargo_bin(tool.program);
        if self.ensure_version(&path, pin).is_ok() {
            return Ok(());
        }
        let build = self.dir.join("build");
        step(
            &format!("installing {package} {pin}, once, in minutes"),
            || {
                process::capture(
                    project::cargo()
                        .args([
                            "install",
                            package,
                            "--force",
                            "--version",
                            &format!("={pin}"),
                        ])
                        .args(tool.flags)
                        .arg("--root")
                        .arg(&self.dir)
                        .env("CARGO_TARGET_DIR", &build)
                        // A tool that runs for seconds is not worth a build of minutes.
                        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level)
                        .env("CARGO_PROFILE_RELEASE_LTO", "off")
                        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
                )
            },
        )?;
        project::remove_dir(&build)?;
        self.ensure_version(&path, pin)
    }

    fn ensure_npm_tools(&self) -> Outcome<()> {
        let source = project::root().join("xtask/tools");
        ensure_npm_folder("the tools", &source, &self.dir.join("npm"))?;
        self.ensure_npm_versions()
    }

    fn ensure_npm_versions(&self) -> Outcome<()> {
        // binaryen counts in whole numbers; its npm package adds `.0.0`.
        let binaryen = npm_pin("binaryen")?;
        let release = binaryen.split('.').next().unwrap_or_default();
        self.ensure_version(&self.npm_bin("wasm-opt"), release)?;
        self.ensure_version(&self.npm_bin("tsc"), &npm_pin("typescript")?)?;
        // axe-core is a script without a command line: its manifest has to do.
        let pin = npm_pin("axe-core")?;
        let manifest = self.node_modules().join("axe-core/package.json");
        let found = read_json(&manifest)?;
        let found = found
            .get("version")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if found == pin {
            Ok(())
        } else {
            Err(self.mismatch("axe-core", found, &pin))
        }
    }

    /// Asks a tool for its version and compares it with the pin.
    fn ensure_version(&self, program: &Path, pin: &str) -> Outcome<()> {
        let said = process::answer(Command::new(program).arg("--version")).unwrap_or_default();
        // mdBook says `v0.5.4`.
        let agrees = said
            .split_whitespace()
            .any(|word| word.trim_start_matches('v') == pin);
        if agrees {
            Ok(())
        } else {
            let name = program.file_name().unwrap_or_default().to_string_lossy();
            Err(self.mismatch(&name, &said, pin))
        }
    }

    fn mismatch(&self, name: &str, found: &str, pin: &str) -> Failure {
        let found = if found.is_empty() { "nothing" } else { found };
        Failure::new(format!(
            "`{name} --version` says `{found}`, and the pin is {pin}"
        ))
        .help(format!(
            "remove `{}` and run this again",
            self.dir.display()
        ))
    }

    fn node_modules(&self) -> PathBuf {
        self.dir.join("npm/node_modules")
    }
}

/// `npm`, without its chatter.
pub(crate) fn npm() -> Command {
    let mut command = Command::new("npm");
    command
        .env("npm_config_audit", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_update_notifier", "false");
    command
}

/// Installs what a lock file of npm names into a folder, if another lock was installed there last.
fn ensure_npm_folder(what: &str, source: &Path, home: &Path) -> Outcome<()> {
    let lock_path = source.join("package-lock.json");
    let lock = fs::read_to_string(&lock_path).map_err(Failure::file("read", &lock_path))?;
    let stamp = home.join("installed-lock.json");
    if fs::read_to_string(&stamp).ok().as_deref() == Some(lock.as_str()) {
        return Ok(());
    }
    project::make_dir(home)?;
    for name in ["package.json", "package-lock.json"] {
        let (from, to) = (source.join(name), home.join(name));
        fs::copy(&from, &to).map_err(Failure::file("copy", &from))?;
    }
    step(&format!("installing {what} from npm, once"), || {
        npm_ci(home)
    })?;
    project::write(&stamp, &lock)
}

fn npm_ci(home: &Path) -> Outcome<String> {
    if process::find("npm").is_none() {
        return Err(Failure::new("there is no `npm` on PATH")
            .help("install Node.js 20 or newer, which brings npm"));
    }
    process::capture(npm().args(["ci", "--ignore-scripts"]).current_dir(home))
}

/// The exact version in `xtask/tools/package.json`.
fn npm_pin(name: &str) -> Outcome<String> {
    let path = project::root().join("xtask/tools/package.json");
    let manifest = read_json(&path)?;
    let pin = manifest
        .get("devDependencies")
        .and_then(|all| all.get(name))
        .and_then(Value::as_str);
    pin.map(str::to_owned)
        .ok_or_else(|| Failure::new(format!("`{}` has no pin for `{name}`", path.display())))
}

fn read_json(path: &Path) -> Outcome<Value> {
    let text = fs::read_to_string(path).map_err(Failure::file("read", path))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("`{}` is not JSON: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Trunk.toml repeats two pins for people who run Trunk themselves.
    #[test]
    fn trunk_toml_agrees_with_the_pins() {
        let text = fs::read_to_string(project::root().join("Trunk.toml")).unwrap();
        assert!(text.contains(&format!("trunk-version = \"^{TRUNK}\"")));
        let binaryen = npm_pin("binaryen").unwrap();
        let release = binaryen.strip_suffix(".0.0").unwrap();
        assert!(text.contains(&format!("wasm_opt = \"version_{release}\"")));
        let bindgen = project::locked_version("wasm-bindgen").unwrap();
        assert!(text.contains(&format!("wasm_bindgen = \"{bindgen}\"")));
    }

    #[test]
    fn npm_pins_are_exact() {
        for name in ["axe-core", "binaryen", "typescript"] {
            let pin = npm_pin(name).unwrap();
            assert!(
                pin.chars().all(|c| c.is_ascii_digit() || c == '.'),
                "{name} {pin}"
            );
        }
    }
}
