//! What is left to do when Trunk has put the page together; Trunk's hook calls it, and nobody else has to.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::failure::{Failure, Outcome};
use crate::npm::LANGUAGE;
use crate::project::{self, LANGUAGES};
use crate::single;
use crate::size;
use crate::split;

/// The command, which the help does not list.
pub(crate) const COMMAND: &str = "finish";

/// The styles, in the order in which they count.
const STYLES: &[&str] = &[
    "base", "layout", "controls", "input", "verdict", "findings", "remedies", "frame", "print",
    "forced",
];

/// The styles of views that load when they are first used, each with its parts, in the order in which they count.
const LATER: &[(&str, &[&str])] = &[
    (
        "lesson",
        &["lesson", "diagram", "steps", "sandbox", "lesson-room"],
    ),
    ("workflow", &["workflow"]),
];

/// Trunk's element for the main program, which stays in the page if Trunk writes no script, and the note about others.
const LEFT_BY_TRUNK: &[&str] = &["<link data-trunk", "<!-- Trunk"];

/// A part of the script by which a served page reloads itself.
const RELOADS: &str = ".well-known/trunk/ws";

/// What makes an element of the page the place for the program, kept for a time without a network.
const PAGE: &str = "data-mintcheck-page data-offline";

/// The line that makes the page installable.
const MANIFEST: &str = "    <link rel=\"manifest\" href=\"manifest.webmanifest\">\n";

/// The service worker, and the two lines that are written here.
const WORKER: &str = "sw.js";
const VERSION: &str = "const VERSION = \"\";";
const FILES: &str = "const FILES = [];";

/// A service worker that goes, and takes the one before it along.
const FAREWELL: &str = "addEventListener('install', () => self.skipWaiting());
addEventListener('activate', async () => {
  await self.registration.unregister();
  for (const page of await self.clients.matchAll({ type: 'window' })) page.navigate(page.url);
});
";

/// `cargo xtask finish`: in the folder that Trunk names.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments(COMMAND, arguments)?;
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| {
            Failure::new("`finish` is called by Trunk, and there is no TRUNK_STAGING_DIR")
                .help("`cargo xtask build` builds the page")
        })?;
    let page = folder.join("index.html");
    let html = without_trunks(&project::read(&page)?);
    project::write(&folder.join("embed.html"), &frame(&html)?)?;
    if html.contains(RELOADS) {
        // Nothing is split there.
        project::write(&folder.join("mintcheck.css"), &all_styles()?)?;
        // A page that changes with every keystroke is not kept, nor what a build kept under the same address.
        project::write(&folder.join(WORKER), FAREWELL)?;
        return project::write(&page, &served(&html));
    }
    project::write(&folder.join("mintcheck.css"), &styles(STYLES)?)?;
    for (name, parts) in LATER {
        project::write(
            &folder.join(format!("mintcheck-{name}.css")),
            &styles(parts)?,
        )?;
    }
    project::write(&page, &html)?;
    for language in LANGUAGES {
        split::place(&format!("mintcheck-{language}"), &folder)?;
    }
    for path in project::files_under(&folder)? {
        if path.extension().is_some_and(|extension| extension == "js") {
            project::write(&path, &without_comment_lines(&project::read(&path)?))?;
        }
    }
    project::write(&folder.join(WORKER), &worker(&folder)?)?;
    single::write(&folder)
}

/// Every style, for a page that loads nothing later.
pub(crate) fn all_styles() -> Outcome<String> {
    let later = LATER.iter().map(|(_, parts)| styles(parts));
    let all = std::iter::once(styles(STYLES)).chain(later);
    Ok(all.collect::<Outcome<Vec<_>>>()?.join("\n"))
}

fn styles(names: &[&str]) -> Outcome<String> {
    let folder = project::root().join("www/style");
    let sheets = names.iter().map(|name| {
        Ok(without_comments(&project::read(
            &folder.join(format!("{name}.css")),
        )?))
    });
    Ok(sheets.collect::<Outcome<Vec<_>>>()?.join("\n"))
}

/// A style sheet without what only its authors read. No text in one of ours looks like the start of a comment.
fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default();
    let others = parts.map(|part| {
        part.split_once("*/")
            .map_or("", |(_, rest)| rest.trim_start())
    });
    std::iter::once(first).chain(others).collect()
}

/// A script without the lines that are nothing but comments, which only its authors read. No text in one of ours, or of
/// wasm-bindgen's, has a line that starts like one.
fn without_comment_lines(script: &str) -> String {
    let mut is_within = false;
    let is_code = |line: &&str| {
        let line = line.trim();
        // Behind a comment that ends there may be code.
        let begins = line.starts_with("/*") && (!line.contains("*/") || line.ends_with("*/"));
        let is_comment = is_within || begins || line.starts_with("//");
        is_within = (is_within || begins) && !line.ends_with("*/");
        !is_comment
    };
    script.split_inclusive('\n').filter(is_code).collect()
}

/// The page without what Trunk leaves in it.
fn without_trunks(html: &str) -> String {
    let is_left = |line: &&str| {
        let line = line.trim();
        line.is_empty() || LEFT_BY_TRUNK.iter().any(|start| line.starts_with(start))
    };
    html.split_inclusive('\n')
        .filter(|line| !is_left(line))
        .collect()
}

/// The page that `serve` shows. What reloads it is an inline script, which only this page allows: Trunk writes none into
/// a page that is built.
fn served(html: &str) -> String {
    html.replacen("script-src 'self'", "script-src 'self' 'unsafe-inline'", 1)
        .replacen(PAGE, "data-mintcheck-page", 1)
}

/// The page as a frame among another page's text.
fn frame(html: &str) -> Outcome<String> {
    let html = replaced(html, PAGE, "data-mintcheck-frame")?;
    replaced(&html, MANIFEST, "")
}

/// The service worker with the names and hashes of what is in the folder, and whether the page begins with it.
fn worker(folder: &Path) -> Outcome<String> {
    let first = size::first_load(LANGUAGE)?;
    let mut list = String::new();
    for path in project::files_under(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path);
        if name != Path::new(WORKER) {
            let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
            let hash = hash(&bytes);
            let name = name.display().to_string();
            let is_first = first.contains(&name);
            list.push_str(&format!("  [\"{name}\", \"{hash}\", {is_first}],\n"));
        }
    }
    let source = project::read(&project::root().join("www/loader").join(WORKER))?;
    let version = hash(format!("{source}{list}").as_bytes());
    let source = replaced(&source, VERSION, &format!("const VERSION = \"{version}\";"))?;
    let source = replaced(&source, FILES, &format!("const FILES = [\n{list}];"))?;
    Ok(without_comment_lines(&source))
}

/// A hash as policies and integrity attributes have it.
pub(crate) fn hash(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The text with another part in place of one that has to be in it.
pub(crate) fn replaced(text: &str, old: &str, new: &str) -> Outcome<String> {
    if text.contains(old) {
        Ok(text.replacen(old, new, 1))
    } else {
        Err(Failure::new(format!(
            "there is no `{old}` where it is to be replaced"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<meta content=\"script-src 'self' 'wasm-unsafe-eval'\">\n    \
                        <link rel=\"manifest\" href=\"manifest.webmanifest\">\n    <link data-trunk rel=\"rust\">\n\
                        <div data-mintcheck-page data-offline>\n";

    #[test]
    fn every_style_sheet_is_in_the_page() {
        let later = LATER.iter().flat_map(|(_, parts)| *parts);
        let mut named: Vec<&str> = STYLES.iter().chain(later).copied().collect();
        named.sort_unstable();
        let files = project::files_under(&project::root().join("www/style")).unwrap();
        let stem = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut files: Vec<_> = files.iter().map(stem).collect();
        files.sort_unstable();
        assert_eq!(named, files);
    }

    #[test]
    fn comments_stay_in_the_source() {
        assert_eq!(
            without_comments("/* a */\n\nb {\n  /* c */\n  d: e;\n}\n"),
            "b {\n  d: e;\n}\n"
        );
        assert!(!all_styles().unwrap().contains("/*"));
    }

    #[test]
    fn lines_of_comments_stay_in_the_source() {
        assert_eq!(
            without_comment_lines(
                "/* a\n   b */\n/* i */ j();\nc(\"//\"); // d\n  // e\n  /** f */\n/**\n * g\n */\nh();\n"
            ),
            "/* i */ j();\nc(\"//\"); // d\nh();\n"
        );
        for name in ["mintcheck.js", WORKER] {
            let source = project::read(&project::root().join("www/loader").join(name)).unwrap();
            let script = without_comment_lines(&source);
            assert!(!script.contains("/*") && script.len() > 1000, "{name}");
            // A comment that begins or ends beside code would take some of it along.
            let beside = |line: &str| {
                let line = line.trim();
                line.contains("*/") && !line.ends_with("*/")
                    || line.contains("/*") && !line.starts_with("/*")
            };
            assert!(!source.lines().any(beside), "{name}");
        }
    }

    #[test]
    fn only_the_page_that_reloads_itself_allows_inline_scripts() {
        let built = without_trunks(HTML);
        assert!(!built.contains("data-trunk") && !built.contains("unsafe-inline"));
        let served = served(&built);
        assert!(served.contains("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'"));
        assert!(!served.contains("data-offline"));
    }

    #[test]
    fn the_frame_has_the_policy_of_the_page_and_is_not_installed() {
        let frame = frame(&without_trunks(HTML)).unwrap();
        assert!(frame.contains("script-src 'self' 'wasm-unsafe-eval'"));
        assert!(frame.contains("<div data-mintcheck-frame>"));
        assert!(!frame.contains("manifest"));
    }

    #[test]
    fn the_sources_have_what_is_replaced_in_them() {
        let page = project::read(&project::root().join("index.html")).unwrap();
        assert!(frame(&page).is_ok());
        let worker = project::read(&project::root().join("www/loader").join(WORKER)).unwrap();
        assert!(worker.contains(VERSION) && worker.contains(FILES));
    }
}
