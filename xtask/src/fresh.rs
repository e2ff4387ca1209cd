//! Whether the page that was built last is still the one that would be built now: what it is made of, and what was made.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::project;
use crate::setup::Setup;
use crate::single;
use crate::wasm_target;

/// The files and folders that make the page, or make what makes it.
const SOURCES: &[&str] = &[
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "src",
    // Examples on the page are of these.
    "tests/data",
    "www",
    "xtask",
];

/// How the names of variables begin that decide what cargo makes.
const CARGOS: &[&str] = &[
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_",
    "CARGO_PROFILE_",
];

/// Builds a page with this command, unless the last one that was built with it is there, and nothing has changed since.
pub(crate) fn build(
    setup: &Setup,
    trunk: &Command,
    build: impl FnOnce() -> Outcome<()>,
) -> Outcome<()> {
    // Taken before: what changes meanwhile may not be in it.
    let sources = sources(setup, trunk)?;
    let noted = |made: String| format!("{sources}\n{made}\n");
    if fs::read_to_string(note()).ok() == Some(noted(made()?)) {
        println!("the page is built, and nothing has changed that makes it");
        return Ok(());
    }
    build()?;
    project::write(&note(), &noted(made()?))
}

/// What makes the page, as a hash. The arguments and the variables of the command count, too.
fn sources(setup: &Setup, trunk: &Command) -> Outcome<String> {
    let mut hash = Sha256::new();
    let compiler = process::capture(project::cargo().args(["version", "--verbose"]))?;
    hash.update(format!("{trunk:?}\n{compiler}"));
    // The command shows what is set for it, and not what it inherits.
    let inherited = env::vars_os().filter(|(name, _)| {
        let name = name.to_string_lossy();
        CARGOS.iter().any(|start| name.starts_with(start))
    });
    for (name, value) in inherited.collect::<BTreeMap<_, _>>() {
        hash.update(format!("{name:?}={value:?}\n"));
    }
    for stamp in wasm_target::STAMPS {
        add(&mut hash, &setup.tools.dir().join(stamp))?;
    }
    for source in SOURCES {
        add(&mut hash, &project::root().join(source))?;
    }
    Ok(STANDARD.encode(hash.finalize()))
}

/// What was made of it, as a hash.
fn made() -> Outcome<String> {
    let mut hash = Sha256::new();
    add(&mut hash, &project::dist())?;
    add(&mut hash, &single::file())?;
    Ok(STANDARD.encode(hash.finalize()))
}

/// Where it is noted what was built.
fn note() -> PathBuf {
    project::target().join("page.txt")
}

/// Adds the names and the contents of a file, or of all files in a folder. What is not there adds its absence.
fn add(hash: &mut Sha256, path: &Path) -> Outcome<()> {
    let files = if path.is_dir() {
        project::files_under(path)?
    } else {
        vec![path.to_path_buf()]
    };
    for file in files {
        let name = file.strip_prefix(project::root()).unwrap_or(&file);
        hash.update(format!("\n{}\n", name.display()));
        if file.exists() {
            let bytes = fs::read(&file).map_err(Failure::file("read", &file))?;
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashed(path: &Path) -> Vec<u8> {
        let mut hash = Sha256::new();
        add(&mut hash, path).unwrap();
        hash.finalize().to_vec()
    }

    #[test]
    fn names_contents_and_absence_count() {
        let folder = project::target().join("tmp/fresh");
        project::remove_dir(&folder).unwrap();
        let absent = hashed(&folder);
        project::make_dir(&folder).unwrap();
        let mut seen = vec![absent, hashed(&folder)];
        project::write(&folder.join("a"), "1").unwrap();
        seen.push(hashed(&folder));
        project::write(&folder.join("a"), "2").unwrap();
        seen.push(hashed(&folder));
        fs::rename(folder.join("a"), folder.join("b")).unwrap();
        seen.push(hashed(&folder));
        for (place, one) in seen.iter().enumerate() {
            assert!(!seen[..place].contains(one), "{place}");
        }
        assert_eq!(hashed(&folder), hashed(&folder));
    }

    #[test]
    fn every_source_is_there() {
        for source in SOURCES {
            assert!(project::root().join(source).exists(), "{source}");
        }
    }

    /// What the programs take in from elsewhere would change unnoticed. Texts for people are only tested, and what tests
    /// take in is not in the page.
    #[test]
    fn what_programs_include_is_among_the_sources() {
        let is_source = |path: &Path| {
            let mut sources = SOURCES.iter().map(|source| project::root().join(source));
            sources.any(|source| path.starts_with(source))
        };
        let mut included = 0_usize;
        for folder in ["src", "www"] {
            let files = project::files_under(&project::root().join(folder)).unwrap();
            for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
                let text = fs::read_to_string(file).unwrap_or_default();
                let program = text.split("#[cfg(test)]\nmod tests {").next();
                let parts = program
                    .into_iter()
                    .flat_map(|text| text.split("include_").skip(1));
                let names = parts
                    .filter_map(|part| {
                        let (name, _) = part.split_once("!(\"")?.1.split_once('"')?;
                        file.parent()?.join(name).canonicalize().ok()
                    })
                    .filter(|path| path.extension().is_none_or(|extension| extension != "md"));
                for path in names {
                    assert!(is_source(&path), "{} of {}", path.display(), file.display());
                    included = included.saturating_add(1);
                }
            }
        }
        assert!(included > 0);
    }
}
