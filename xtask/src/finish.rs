//! What is left to do when Trunk has put the page together; Trunk's hook calls it, and nobody else has to.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::project;

/// The command, which the help does not list.
pub(crate) const COMMAND: &str = "finish";

/// The styles, in the order in which they count.
const STYLES: &[&str] = &[
    "base", "layout", "controls", "input", "verdict", "findings", "remedies", "frame", "print",
];

/// Trunk's element for the main program, which stays in the page if Trunk writes no script.
const LEFT_BY_TRUNK: &str = "<link data-trunk";

/// A part of the script by which a served page reloads itself.
const RELOADS: &str = ".well-known/trunk/ws";

/// `cargo xtask finish`: in the folder that Trunk names.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments(COMMAND, arguments)?;
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::new("`finish` is called by Trunk, and there is no TRUNK_STAGING_DIR")
                .help("`cargo xtask build` builds the page")
        })?;
    project::write(&folder.join("mintcheck.css"), &styles()?)?;
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).map_err(Failure::file("read", &page))?;
    project::write(&page, &finished(&html))
}

fn styles() -> Outcome<String> {
    let folder = project::root().join("www/style");
    let sheets = STYLES.iter().map(|name| {
        let path = folder.join(format!("{name}.css"));
        fs::read_to_string(&path).map_err(Failure::file("read", &path))
    });
    Ok(sheets.collect::<Outcome<Vec<_>>>()?.join("\n"))
}

/// The page without what Trunk leaves in it. What reloads the page in `serve` is an inline script, which only that page
/// allows: Trunk writes none into a page that is built.
fn finished(html: &str) -> String {
    let is_left = |line: &&str| !line.trim_start().starts_with(LEFT_BY_TRUNK);
    let html: String = html.split_inclusive('\n').filter(is_left).collect();
    if html.contains(RELOADS) {
        return html.replacen("script-src 'self'", "script-src 'self' 'unsafe-inline'", 1);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_sheet_is_in_the_page() {
        let mut named = STYLES.to_vec();
        named.sort_unstable();
        let files = project::files_under(&project::root().join("www/style")).unwrap();
        let stem = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
        assert_eq!(named, files.iter().map(stem).collect::<Vec<_>>());
    }

    #[test]
    fn only_the_page_that_reloads_itself_allows_inline_scripts() {
        let html = "<meta content=\"script-src 'self' 'wasm-unsafe-eval'\">\n    <link data-trunk rel=\"rust\">\n<p>\n";
        let built = finished(html);
        assert_eq!(
            built,
            "<meta content=\"script-src 'self' 'wasm-unsafe-eval'\">\n<p>\n"
        );
        let served = finished(&format!(
            "{html}<script>new WebSocket('.well-known/trunk/ws')</script>"
        ));
        assert!(served.contains("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"));
    }
}
