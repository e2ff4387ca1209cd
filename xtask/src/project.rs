//! Where things are, and what the manifests say.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Failure, Outcome};
use crate::process;

/// The wasm target of the page and of the npm package.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The features that are languages. A program for browsers is built with one of them.
pub(crate) const LANGUAGES: &[&str] = &["en", "pt-br"];

/// The profile, in the root manifest, of everything that is downloaded by browsers.
pub(crate) const WEB_PROFILE: &str = "web";

/// The root of the clone: the parent of this crate's folder.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// Build output that is not cargo's own.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// Artifacts for wasm32. Apart from native ones, because the two may come from different compilers, and each would
/// throw away what the other built for the host.
pub(crate) fn wasm_target_dir() -> PathBuf {
    target().join("wasm")
}

/// The release page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// `cargo`, in the root: the one that runs this program, so that both use the same toolchain.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// What cargo knows about the members of the workspace.
pub(crate) fn metadata() -> Outcome<Value> {
    let text = process::capture(cargo().args([
        "metadata",
        "--no-deps",
        "--format-version",
        "1",
        "--offline",
    ]))?;
    serde_json::from_str(&text)
        .map_err(|error| Failure::new(format!("cannot read what `cargo metadata` prints: {error}")))
}

/// The version that Cargo.lock holds for a crate that occurs in it once.
pub(crate) fn locked_version(name: &str) -> Outcome<String> {
    let path = root().join("Cargo.lock");
    let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
    version_in_lock(&text, name).ok_or_else(|| {
        Failure::new(format!("`Cargo.lock` names no single version of `{name}`"))
            .help(format!("pin `{name}` with `=` in the root Cargo.toml"))
    })
}

fn version_in_lock(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    if lines.any(|line| line == wanted) {
        return None;
    }
    Some(version.to_owned())
}

/// Makes a folder and its parents.
pub(crate) fn make_dir(path: &Path) -> Outcome<()> {
    fs::create_dir_all(path).map_err(Failure::file("create", path))
}

/// Removes a folder, if it is there.
pub(crate) fn remove_dir(path: &Path) -> Outcome<()> {
    if path.exists() {
        fs::remove_dir_all(path).map_err(Failure::file("remove", path))?;
    }
    Ok(())
}

/// Reads a file of text.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(Failure::file("read", path))
}

/// Writes a file.
pub(crate) fn write(path: &Path, text: &str) -> Outcome<()> {
    fs::write(path, text).map_err(Failure::file("write", path))
}

/// Every file under a folder, sorted, without following links.
pub(crate) fn files_under(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(current) = pending.pop() {
        for entry in fs::read_dir(&current).map_err(Failure::file("list", &current))? {
            let entry = entry.map_err(Failure::file("list", &current))?;
            let kind = entry
                .file_type()
                .map_err(Failure::file("read", &entry.path()))?;
            if kind.is_dir() {
                pending.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locked_version_is_found_by_its_exact_name() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
        assert_eq!(version_in_lock(lock, "a").as_deref(), Some("1.0.0"));
        assert_eq!(version_in_lock(lock, "c"), None);
    }

    #[test]
    fn two_locked_versions_are_no_pin() {
        let lock = "name = \"a\"\nversion = \"1.0.0\"\nname = \"a\"\nversion = \"2.0.0\"\n";
        assert_eq!(version_in_lock(lock, "a"), None);
    }
}
