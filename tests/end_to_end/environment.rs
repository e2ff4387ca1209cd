//! Where everything is, as `cargo xtask test` says it.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

const DIST: &str = "MINTCHECK_DIST";

/// Where everything is.
pub(crate) struct Environment {
    /// The folder of the built page.
    pub(crate) dist: PathBuf,
    /// The page in a single file.
    pub(crate) single: PathBuf,
    /// The browser.
    pub(crate) chrome: PathBuf,
    /// Its driver.
    pub(crate) chromedriver: PathBuf,
    /// The script of axe-core.
    pub(crate) axe: PathBuf,
}

/// The environment; absent, and said so once, if there is no page to test.
pub(crate) fn environment() -> Option<&'static Environment> {
    static FOUND: OnceLock<Option<Environment>> = OnceLock::new();
    FOUND
        .get_or_init(|| {
            let Some(dist) = path(DIST) else {
                // Not `println!`: what a test that passes prints is never seen.
                let _ = writeln!(
                    std::io::stderr(),
                    "skipped: {DIST} does not say where the built page is; `cargo xtask test browser` does"
                );
                return None;
            };
            let required = |name| {
                path(name).unwrap_or_else(|| {
                    panic!("{name} is not set, and {DIST} is; run `cargo xtask test browser`")
                })
            };
            Some(Environment {
                dist,
                single: required("MINTCHECK_SINGLE"),
                chrome: required("CHROME"),
                chromedriver: required("CHROMEDRIVER"),
                axe: required("MINTCHECK_TOOLS").join("npm/node_modules/axe-core/axe.min.js"),
            })
        })
        .as_ref()
}

fn path(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
