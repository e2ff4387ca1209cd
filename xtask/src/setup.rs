//! Everything the other commands need, installed once.

use std::env;
use std::process::Command;

use crate::debian;
use crate::failure::Outcome;
use crate::process::{self, step};
use crate::project;
use crate::split;
use crate::tools::Tools;
use crate::wasm_target::WasmTarget;

/// What a build for the web needs.
pub(crate) struct Setup {
    pub(crate) tools: Tools,
    pub(crate) wasm: WasmTarget,
}

impl Setup {
    /// Installs what is missing; half a second when nothing is.
    pub(crate) fn ensure() -> Outcome<Self> {
        let tools = Tools::locate()?;
        let _lock = tools.lock()?;
        let wasm = WasmTarget::ensure(&tools)?;
        tools.ensure()?;
        // Trunk runs cargo offline, so that it never looks for its own tools on the network.
        process::capture(project::cargo().args(["fetch", "--locked"])).map_err(|failure| {
            failure.help("is the registry in reach, and Cargo.lock up to date?")
        })?;
        Ok(Self { tools, wasm })
    }

    /// `cargo` for wasm32.
    pub(crate) fn wasm_cargo(&self) -> Command {
        let mut command = project::cargo();
        self.wasm.apply(&mut command);
        command
    }

    /// `cargo` for what browsers download.
    pub(crate) fn small_cargo(&self) -> Command {
        let mut command = project::cargo();
        self.wasm.apply_small(&mut command);
        command
    }

    /// Trunk for the page that browsers download.
    pub(crate) fn small_trunk(&self) -> Outcome<Command> {
        let mut command = self.trunk()?;
        self.wasm.apply_small(&mut command);
        command.env(split::WISH, "1");
        self.tools.put_on_path(&mut command, &[split::shim()?])?;
        Ok(command)
    }

    /// Trunk, which finds the other tools on `PATH`.
    pub(crate) fn trunk(&self) -> Outcome<Command> {
        let mut command = Command::new(self.tools.cargo_bin("trunk"));
        command.current_dir(project::root());
        // Trunk reads NO_COLOR as a boolean and refuses the customary `1`.
        command.env_remove("NO_COLOR");
        command.arg("--skip-version-check");
        // Its hook calls this program, which must not be built anew by the compiler for wasm32.
        if let Ok(own) = env::current_exe() {
            command.env("MINTCHECK_XTASK", own);
        }
        self.tools.put_on_path(&mut command, &[])?;
        self.wasm.apply(&mut command);
        Ok(command)
    }
}

/// `cargo xtask setup`: also the browser, which only tests need.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments("setup", arguments)?;
    let setup = Setup::ensure()?;
    let browser = crate::browser::Browser::ensure()?;
    println!("tools: {}", setup.tools.dir().display());
    println!("browser: {}", browser.chrome.display());
    Ok(())
}

/// Debian packages, installed on the way: only as root, otherwise said.
pub(crate) fn ensure_packages(packages: &[&str], purpose: &str) -> Outcome<()> {
    debian::may_install(packages, purpose)?;
    step(
        &format!("installing {purpose} from Debian: {}", packages.join(", ")),
        || debian::install(packages),
    )
}
