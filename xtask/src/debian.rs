//! Packages of Debian and its kin.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;

/// Whether packages can be installed here; the error is the one line that says what a person should do.
pub(crate) fn may_install(packages: &[&str], purpose: &str) -> Outcome<()> {
    let list = packages.join(" ");
    if process::find("apt-get").is_none() {
        return Err(Failure::new(format!(
            "{purpose} is missing, and there is no `apt-get` to install it"
        ))
        .help(format!("install what Debian calls {list}")));
    }
    let user = process::answer(Command::new("id").arg("-u"));
    if user.as_deref() != Some("0") {
        return Err(Failure::new(format!(
            "{purpose} is missing, and only root may install it"
        ))
        .help(format!(
            "run `sudo apt-get install --no-install-recommends {list}`"
        )));
    }
    Ok(())
}

/// Installs packages from an index that was read just now.
pub(crate) fn install(packages: &[&str]) -> Outcome<()> {
    let apt = |words: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    // One unreachable source must not stop packages that others have: if they lack them, `install` says so.
    let _stale = process::answer(&mut apt(&["update", "-qq"]));
    let mut command = apt(&["install", "-y", "-qq", "--no-install-recommends"]);
    // Seconds to wait for another who is installing.
    command.args(["-o", "DPkg::Lock::Timeout=300"]);
    process::capture(command.args(packages)).map(drop)
}
