//! The generators of documentation sites that the examples are built with. They take minutes to install, so only the
//! step that needs them does it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::{CargoTool, Tools, ensure_npm_folder};
use crate::failure::{Failure, Outcome};
use crate::process::{self, step};
use crate::project;
use crate::setup;

/// The pin of mdBook. Those of the other generators stand with the examples: for Python in `requirements.txt`, for
/// Docusaurus in the manifest that its example has anyway.
const MDBOOK: &str = "0.5.4";

/// What Python needs to make a virtual environment; Debian's own lacks it.
const PACKAGES: &[&str] = &["python3", "python3-venv"];

impl Tools {
    /// Installs the generators, or those of another version than their pin.
    pub(crate) fn ensure_generators(&self) -> Outcome<()> {
        let _lock = self.lock()?;
        self.ensure_python()?;
        let example = examples().join("docusaurus");
        ensure_npm_folder("Docusaurus", &example, &self.dir.join("docusaurus"))?;
        self.ensure_cargo_tool(&CargoTool {
            package: "mdbook",
            program: "mdbook",
            pin: MDBOOK,
            // Its server, its watcher and its search index are half of the time that it takes to compile.
            flags: &["--locked", "--no-default-features"],
            opt_level: "0",
        })
    }

    /// A program that pip installed.
    pub(crate) fn python_bin(&self, name: &str) -> PathBuf {
        self.dir.join("python/bin").join(name)
    }

    /// The packages of Docusaurus.
    pub(crate) fn docusaurus_modules(&self) -> PathBuf {
        self.dir.join("docusaurus/node_modules")
    }

    fn ensure_python(&self) -> Outcome<()> {
        let path = examples().join("requirements.txt");
        let wanted = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
        let home = self.dir.join("python");
        let stamp = home.join("installed-requirements.txt");
        if fs::read_to_string(&stamp).ok().as_deref() == Some(wanted.as_str()) {
            return Ok(());
        }
        ensure_venv()?;
        project::remove_dir(&home)?;
        step(
            "installing MkDocs Material and Sphinx from PyPI, once",
            || {
                process::capture(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
                let pip = self.python_bin("python");
                process::capture(
                    Command::new(pip)
                        .args(["-m", "pip", "install", "--quiet", "--no-input"])
                        .args(["--disable-pip-version-check", "--only-binary", ":all:"])
                        .args(["--require-hashes", "-r"])
                        .arg(&path),
                )
            },
        )
        .map_err(|failure| failure.help("they need Python 3.11 or newer as `python3`"))?;
        project::write(&stamp, &wanted)
    }
}

/// The examples' sources.
pub(crate) fn examples() -> PathBuf {
    project::root().join("www/examples")
}

fn ensure_venv() -> Outcome<()> {
    let has_venv =
        || process::answer(Command::new("python3").args(["-c", "import ensurepip, venv"]));
    if has_venv().is_none() {
        setup::ensure_packages(PACKAGES, "Python with virtual environments")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::read_json;

    fn text(name: &str) -> String {
        fs::read_to_string(examples().join(name)).unwrap()
    }

    #[test]
    fn the_mdbook_example_names_the_pin() {
        let readme = text("mdbook/README.md");
        assert!(readme.contains(&format!("cargo install mdbook --version {MDBOOK}")));
    }

    #[test]
    fn python_packages_are_pinned_as_they_were_asked_for() {
        let (asked, locked) = (text("requirements.in"), text("requirements.txt"));
        let asked: Vec<_> = asked
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        assert_eq!(asked.len(), 2);
        for line in asked {
            assert!(locked.contains(&format!("\n{line} \\\n")), "{line}");
        }
    }

    #[test]
    fn docusaurus_is_pinned_to_exact_versions() {
        let manifest = read_json(&examples().join("docusaurus/package.json")).unwrap();
        let lock = read_json(&examples().join("docusaurus/package-lock.json")).unwrap();
        let pins = manifest.pointer("/dependencies").unwrap();
        let pins = pins.as_object().unwrap();
        assert!(!pins.is_empty());
        for (name, pin) in pins {
            let place = format!(
                "/packages/node_modules~1{}/version",
                name.replace('/', "~1")
            );
            assert_eq!(lock.pointer(&place), Some(pin), "{name}");
        }
    }
}
