//! How long things take: an inspection natively, and the page from a paste to the verdict.

use crate::browser::Browser;
use crate::failure::{Failure, Outcome};
use crate::page;
use crate::process;
use crate::project;
use crate::setup::Setup;
use crate::test;

/// What measures the page, instead of a native benchmark's name.
const PAGE: &str = "page";

/// `cargo xtask bench`.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let only_page = arguments == [PAGE];
    if !only_page {
        native(arguments)?;
    }
    if only_page || arguments.is_empty() {
        return in_browser();
    }
    Ok(())
}

fn native(arguments: &[String]) -> Outcome<()> {
    let mut command = project::cargo();
    command.args(["bench", "--package", "mintcheck", "--bench", "inspect"]);
    if !arguments.is_empty() {
        command.arg("--").args(arguments);
    }
    process::stream(&mut command)
}

/// Of the release page, built just now; fails over the budget.
fn in_browser() -> Outcome<()> {
    let setup = Setup::ensure()?;
    let browser = Browser::ensure()?;
    page::build(&setup)?;
    let counts = test::measure(&setup, &browser, "soon_after_a_paste")?;
    if counts.failed > 0 {
        return Err(Failure::new("the page is over its budget").help(
            "`xtask/budgets.json` has the budgets; whatever else runs slows a measurement down",
        ));
    }
    Ok(())
}
