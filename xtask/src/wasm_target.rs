//! A compiler that can link for wasm32: rustup's, or one made of Debian's packages.

use std::env;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process::{self, step};
use crate::project::{self, WASM};
use crate::setup;
use crate::tools::Tools;

/// Debian's rustc and the sources that it builds std from, because no package holds std for wasm32 with the bitcode
/// that link-time optimisation needs. Clippy has to be of the same version as the std it reads.
const PACKAGES: &[&str] = &["rustc-web", "rust-web-src", "rust-web-clippy"];
const SYSTEM_RUSTC: &str = "/usr/bin/rustc";
const SYSTEM_RUSTDOC: &str = "/usr/bin/rustdoc";
const SYSTEM_CLIPPY: &str = "/usr/bin/cargo-clippy";
const SYSTEM_RUSTLIB: &str = "/usr/lib/rustlib";

/// Which compiler there was last, by where it comes from: files in the folder of the tools.
pub(crate) const STAMPS: [&str; 2] = [RUSTUP_STAMP, SYSTEM_STAMP];
const RUSTUP_STAMP: &str = "wasm-target.txt";
const SYSTEM_STAMP: &str = "sysroot/stamp.txt";

/// A library that needs std, so that linking it proves more than that a folder exists.
const PROOF: &str = r#"
#[unsafe(no_mangle)]
pub extern "C" fn proof(n: u32) -> u32 {
    let map: std::collections::BTreeMap<u32, String> = (0..n).map(|i| (i, i.to_string())).collect();
    map.values().map(|text| text.len() as u32).sum()
}
"#;

/// Panics end the program at once, and SHA-256 is a loop instead of its 64 rounds written out.
const SMALL: &str =
    "-Zunstable-options -Cpanic=immediate-abort --cfg sha2_backend_soft=\"compact\"";

/// The compiler for wasm32.
pub(crate) enum WasmTarget {
    /// The toolchain that runs this program.
    Rustup,
    /// Debian's compiler in front of a private sysroot; `/usr` stays as it is.
    System(Sysroot),
}

impl WasmTarget {
    /// Makes the target available, in the way that `MINTCHECK_WASM` names.
    pub(crate) fn ensure(tools: &Tools) -> Outcome<Self> {
        match env::var("MINTCHECK_WASM").unwrap_or_default().as_str() {
            "" | "rustup" => ensure_rustup(tools).map(|()| Self::Rustup),
            "system" => Sysroot::ensure(tools).map(Self::System),
            other => Err(Failure::new(format!("`MINTCHECK_WASM` is `{other}`"))
                .help("it may be `rustup`, which is the default, or `system`")),
        }
    }

    /// Lets cargo, or a program that runs cargo, compile for wasm32.
    pub(crate) fn apply(&self, command: &mut Command) {
        command.env("CARGO_TARGET_DIR", project::wasm_target_dir());
        if let Self::System(sysroot) = self {
            command
                .env("RUSTC", sysroot.rustc())
                .env("RUSTDOC", sysroot.rustdoc());
        }
    }

    /// The same for what browsers download: cargo builds std with it, small, and without the texts of panics. The std
    /// that is built already is fast instead, and its panics alone are a sixth of the page.
    pub(crate) fn apply_small(&self, command: &mut Command) {
        self.apply(command);
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            .env("RUSTFLAGS", SMALL);
    }

    /// `cargo clippy` for wasm32.
    pub(crate) fn clippy(&self) -> Command {
        let mut command = match self {
            Self::Rustup => project::cargo(),
            Self::System(sysroot) => {
                let mut command = Command::new(SYSTEM_CLIPPY);
                command.current_dir(project::root());
                // Clippy's driver stands in for rustc and so bypasses the wrapper.
                command.env("SYSROOT", &sysroot.dir);
                command
            }
        };
        command.arg("clippy");
        self.apply(&mut command);
        command
    }
}

fn ensure_rustup(tools: &Tools) -> Outcome<()> {
    let rustc = Path::new("rustc");
    let libdir =
        process::capture(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM]))?;
    let stamp = tools.dir().join(RUSTUP_STAMP);
    let key = format!("{libdir}{}", version_of(rustc)?);
    if Path::new(libdir.trim()).exists() {
        ensure_sources(rustc)?;
        if is_stamped(&stamp, &key) {
            return Ok(());
        }
        prove(rustc, tools)?;
        return project::write(&stamp, &key);
    }
    let other_way = "on Debian, `MINTCHECK_WASM=system` makes the target from packages";
    if process::find("rustup").is_none() {
        return Err(Failure::new(format!(
            "this toolchain has no std for {WASM}, and there is no rustup to add it"
        ))
        .help(other_way));
    }
    step(&format!("adding {WASM} with rustup"), || {
        process::capture(Command::new("rustup").args(["target", "add", WASM]))
    })
    .map_err(|failure| failure.help(other_way))?;
    ensure_sources(rustc)?;
    prove(rustc, tools)?;
    project::write(&stamp, &key)
}

/// What std is built from, which rustup's minimal profile leaves out.
fn ensure_sources(rustc: &Path) -> Outcome<()> {
    let sysroot = process::capture(Command::new(rustc).args(["--print", "sysroot"]))?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if sources.exists() {
        return Ok(());
    }
    step("adding std's sources with rustup", || {
        process::capture(Command::new("rustup").args(["component", "add", "rust-src"])).map(drop)
    })
    .map_err(|failure| failure.help("run `rustup component add rust-src`"))
}

/// A private sysroot: `rustc` and `rustdoc` in front of std for wasm32 and links to everything else.
pub(crate) struct Sysroot {
    dir: PathBuf,
}

impl Sysroot {
    fn ensure(tools: &Tools) -> Outcome<Self> {
        let own = Self {
            dir: tools.dir().join("sysroot"),
        };
        let stamp = tools.dir().join(SYSTEM_STAMP);
        let key = |version: &str| format!("{}\n{version}", own.dir.display());
        if let Some(version) = process::answer(Command::new(SYSTEM_RUSTC).arg("-vV"))
            && is_stamped(&stamp, &key(&version))
            && own.linker(&host_of(&version)?).exists()
            && Path::new(SYSTEM_CLIPPY).exists()
        {
            return Ok(own);
        }
        let version = ensure_system_compiler()?;
        project::remove_dir(&own.dir)?;
        own.assemble(&host_of(&version)?)?;
        step("building std for wasm32, once, in a minute or two", || {
            own.build_std(tools)
        })?;
        prove(&own.rustc(), tools)?;
        project::write(&stamp, &key(&version))?;
        Ok(own)
    }

    fn rustc(&self) -> PathBuf {
        self.dir.join("bin/rustc")
    }

    fn rustdoc(&self) -> PathBuf {
        self.dir.join("bin/rustdoc")
    }

    fn rustlib(&self) -> PathBuf {
        self.dir.join("lib/rustlib")
    }

    fn linker(&self, host: &str) -> PathBuf {
        self.rustlib().join(host).join("bin/rust-lld")
    }

    /// Wrappers, and links to the host's std, to the sources, and to the linker.
    fn assemble(&self, host: &str) -> Outcome<()> {
        let system = Path::new(SYSTEM_RUSTLIB);
        let host_dir = self.rustlib().join(host);
        project::make_dir(&host_dir.join("bin"))?;
        project::make_dir(&self.dir.join("bin"))?;
        link(&system.join(host).join("lib"), &host_dir.join("lib"))?;
        link(&system.join("src"), &self.rustlib().join("src"))?;
        // Debian's rustc asks for `rust-lld` and has none; the toolchain that runs this program has.
        let sysroot = process::capture(Command::new("rustc").args(["--print", "sysroot"]))?;
        let linker = Path::new(sysroot.trim()).join(format!("lib/rustlib/{host}/bin/rust-lld"));
        if !linker.exists() {
            return Err(
                Failure::new(format!("there is no linker at `{}`", linker.display()))
                    .help("run this with a toolchain that rustup installed"),
            );
        }
        link(&linker, &self.linker(host))?;
        self.write_wrapper(&self.rustc(), SYSTEM_RUSTC)?;
        self.write_wrapper(&self.rustdoc(), SYSTEM_RUSTDOC)
    }

    fn write_wrapper(&self, path: &Path, program: &str) -> Outcome<()> {
        let sysroot = self.dir.display();
        project::write(
            path,
            &format!("#!/bin/sh\nexec {program} --sysroot '{sysroot}' \"$@\"\n"),
        )?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))
            .map_err(Failure::file("change", path))
    }

    /// Compiles std as a dependency of an empty crate and keeps the libraries.
    fn build_std(&self, tools: &Tools) -> Outcome<()> {
        let seed = tools.dir().join("seed");
        project::remove_dir(&seed)?;
        project::make_dir(&seed.join("src"))?;
        // Its own workspace, or cargo would look for one above it.
        let manifest =
            "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
        project::write(&seed.join("Cargo.toml"), manifest)?;
        project::write(&seed.join("src/lib.rs"), "#![no_std]\n")?;
        process::capture(
            project::cargo()
                .current_dir(&seed)
                .args(["build", "--release", "--target", WASM])
                // `test` too, or `cargo test --target` finds no harness.
                .arg("-Zbuild-std=std,panic_abort,proc_macro,test")
                .env("CARGO_TARGET_DIR", seed.join("target"))
                .env("RUSTC", self.rustc())
                .env("RUSTC_BOOTSTRAP", "1")
                // Without the bitcode, `lto = "fat"` finds nothing to optimise and fails.
                .env("RUSTFLAGS", "-Cembed-bitcode=yes"),
        )?;
        let keep = self.rustlib().join(WASM).join("lib");
        project::make_dir(&keep)?;
        let built = seed.join("target").join(WASM).join("release/deps");
        for library in project::files_under(&built)? {
            let name = library.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".rlib") && !name.starts_with("libseed-") {
                fs::copy(&library, keep.join(name.as_ref()))
                    .map_err(Failure::file("copy", &library))?;
            }
        }
        project::remove_dir(&seed)
    }
}

/// Debian's compiler, new enough and with its sources; returns what `rustc -vV` says.
fn ensure_system_compiler() -> Outcome<String> {
    if let Ok(version) = usable_system_compiler() {
        return Ok(version);
    }
    setup::ensure_packages(PACKAGES, "the compiler for wasm32")?;
    usable_system_compiler()
}

fn usable_system_compiler() -> Outcome<String> {
    let oldest = env!("CARGO_PKG_RUST_VERSION");
    let all = [SYSTEM_RUSTC, SYSTEM_RUSTDOC, SYSTEM_CLIPPY].map(Path::new);
    let missing = all.iter().find(|path| !path.exists());
    let sources = Path::new(SYSTEM_RUSTLIB).join("src/rust/library/Cargo.lock");
    if let Some(path) = missing
        .copied()
        .or(Some(sources.as_path()).filter(|path| !path.exists()))
    {
        return Err(Failure::new(format!("there is no `{}`", path.display()))
            .help(format!("install {} from Debian", PACKAGES.join(", "))));
    }
    let version = process::capture(Command::new(SYSTEM_RUSTC).arg("-vV"))?
        .trim()
        .to_owned();
    let release = field(&version, "release: ").unwrap_or_default();
    if minor(release) < minor(oldest) {
        return Err(Failure::new(format!(
            "`{SYSTEM_RUSTC}` is {release}, and mintcheck needs {oldest}"
        ))
        .help(format!(
            "update {}; Debian's newest are in its security archive",
            PACKAGES.join(", ")
        )));
    }
    Ok(version)
}

/// Links a small library for wasm32.
fn prove(rustc: &Path, tools: &Tools) -> Outcome<()> {
    let source = tools.dir().join("proof.rs");
    let module = tools.dir().join("proof.wasm");
    project::write(&source, PROOF)?;
    process::capture(
        Command::new(rustc)
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "cdylib",
                "--target",
                WASM,
                "-o",
            ])
            .args([&module, &source]),
    )
    .map_err(|failure| failure.help(format!("the compiler must be able to link for {WASM}")))?;
    for path in [&source, &module] {
        fs::remove_file(path).map_err(Failure::file("remove", path))?;
    }
    Ok(())
}

fn is_stamped(stamp: &Path, key: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|text| text == key)
}

fn link(from: &Path, to: &Path) -> Outcome<()> {
    symlink(from, to).map_err(Failure::file("link", to))
}

fn version_of(rustc: &Path) -> Outcome<String> {
    process::capture(Command::new(rustc).arg("-vV"))
}

fn host_of(version: &str) -> Outcome<String> {
    field(version, "host: ")
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("`rustc -vV` names no host"))
}

fn field<'a>(version: &'a str, name: &str) -> Option<&'a str> {
    version.lines().find_map(|line| line.strip_prefix(name))
}

/// `1.96.0` is 96: Rust has one major version.
fn minor(release: &str) -> Option<u32> {
    release.split('.').nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_text_is_read_by_its_fields() {
        let text = "rustc 1.96.0 (x)\nhost: x86_64-unknown-linux-gnu\nrelease: 1.96.0";
        assert_eq!(host_of(text).unwrap(), "x86_64-unknown-linux-gnu");
        assert_eq!(field(text, "release: ").and_then(minor), Some(96));
        assert!(host_of("").is_err());
    }

    #[test]
    fn an_older_or_unreadable_release_compares_as_older() {
        assert!(minor("1.85.0") < minor("1.95"));
        assert!(minor("") < minor("1.95"));
    }
}
