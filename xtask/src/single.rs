//! The whole page in one file, which opens from a disk.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::failure::{Failure, Outcome};
use crate::finish::{self, hash, replaced};
use crate::page;
use crate::project::{self, LANGUAGES};
use crate::setup::Setup;
use crate::split;

/// What a language's JavaScript ends with.
const EXPORTS: &str = "export { initSync, __wbg_init as default };";

/// `cargo xtask release`.
pub(crate) fn release(arguments: &[String]) -> Outcome<()> {
    crate::no_arguments("release", arguments)?;
    page::build(&Setup::ensure()?)?;
    let folder = project::target().join("release-page");
    project::remove_dir(&folder)?;
    let site = folder.join("mintcheck");
    project::make_dir(&site)?;
    for from in project::files_under(&project::dist())? {
        copy(&from, &site.join(from.file_name().unwrap_or_default()))?;
    }
    copy(&file(), &folder.join("mintcheck.html"))?;
    println!("the folder for a web server is `{}`", site.display());
    println!(
        "the single file is `{}`",
        folder.join("mintcheck.html").display()
    );
    Ok(())
}

/// Where the single file is, once the page is built.
pub(crate) fn file() -> PathBuf {
    project::target().join("single/mintcheck.html")
}

/// Makes the file of a folder with the page.
pub(crate) fn write(folder: &Path) -> Outcome<()> {
    let to = file();
    project::make_dir(to.parent().unwrap_or(folder))?;
    project::write(&to, &page(folder)?)
}

fn page(folder: &Path) -> Outcome<String> {
    let text = |name: &str| project::read(&folder.join(name));
    let mut programs = Vec::new();
    let mut blocks = String::new();
    for language in LANGUAGES {
        let program = format!("mintcheck-{language}");
        let parts = parts(&text(&split::loader(&program))?)?;
        let glue = glue(&text(&format!("{program}.js"))?, &program, &parts)?;
        programs.push(format!("\"{language}\": () => {{\n{glue}\n}},\n"));
        for file in modules(folder, &program)? {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            // The main part has its name from wasm-bindgen.
            let id = name.trim_end_matches("_bg");
            let wasm = compressed(&file)?;
            blocks.push_str(&format!(
                "    <script type=\"application/gzip\" id=\"{id}\">{wasm}</script>\n"
            ));
        }
    }
    let carried = project::read(&project::root().join("www/loader/carried.js"))?;
    let carried = replaced(
        &carried,
        "const glue = GLUE;",
        &format!("const glue = {{\n{}}};", programs.concat()),
    )?;
    let script = in_html(&format!("{carried}\n{}", text("mintcheck.js")?));
    let style = finish::all_styles()?;
    let icon = STANDARD.encode(text("mark.svg")?);
    let html = text("index.html")?;
    let html = replaced(&html, policy_of(&html)?, &policy(&script, &style))?;
    let html = replaced(
        &html,
        "<link rel=\"icon\" href=\"mark.svg\"",
        &format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\""),
    )?;
    let html = replaced(
        &html,
        "    <link rel=\"manifest\" href=\"manifest.webmanifest\">\n",
        "",
    )?;
    let html = replaced(
        &html,
        "<link rel=\"stylesheet\" href=\"mintcheck.css\">",
        &format!("<style>{style}</style>"),
    )?;
    let html = replaced(
        &html,
        "    <script type=\"module\" src=\"mintcheck.js\"></script>\n",
        "",
    )?;
    replaced(
        &html,
        "  </body>",
        &format!("{blocks}    <script type=\"module\">{script}</script>\n  </body>"),
    )
}

/// Nothing but what stands in the file, and no connection at all.
fn policy(script: &str, style: &str) -> String {
    let (script, style) = (hash(script.as_bytes()), hash(style.as_bytes()));
    format!(
        "default-src 'none'; script-src '{script}' 'wasm-unsafe-eval'; style-src '{style}'; img-src data:; \
         connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
}

fn policy_of(html: &str) -> Outcome<&str> {
    html.split_once("\"Content-Security-Policy\" content=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(policy, _)| policy)
        .ok_or_else(|| Failure::new("the page has no policy"))
}

/// The modules of a program: the main part and the others.
fn modules(folder: &Path, program: &str) -> Outcome<Vec<PathBuf>> {
    let mut files = project::files_under(folder)?;
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(program) && name.ends_with(".wasm")
    });
    Ok(files)
}

/// A program's text as the body of a function that returns what the program exports.
fn glue(module: &str, program: &str, parts: &str) -> Outcome<String> {
    let body = replaced(module, EXPORTS, "return { mount, default: __wbg_init };")?
        .replace("import.meta.url", "document.baseURI");
    let mut lines = Vec::new();
    for line in body.lines() {
        let named = line.strip_prefix("import * as ").and_then(|rest| {
            let (name, from) = rest.split_once(" from ")?;
            from.contains(&split::loader(program)).then_some(name)
        });
        let is_named = ["export function ", "export class "]
            .iter()
            .any(|start| line.starts_with(start));
        lines.push(match (named, line.strip_prefix("export ")) {
            (Some(name), _) => format!("const {name} = {parts};"),
            (None, Some(item)) if is_named => item.to_owned(),
            _ => line.to_owned(),
        });
    }
    let body = lines.join("\n");
    without_modules(&body)?;
    Ok(body)
}

/// The text of what loads a program's parts, as an expression in the body of [`glue`].
fn parts(module: &str) -> Outcome<String> {
    let mut names = Vec::new();
    let mut lines = Vec::new();
    for line in module.lines() {
        if line.starts_with("import { initSync } from ") {
            // It stands in the body around this.
            continue;
        }
        match line.strip_prefix("export const ") {
            Some(rest) => {
                names.push(rest.split(' ').next().unwrap_or_default());
                lines.push(format!("const {rest}"));
            }
            None => lines.push(line.to_owned()),
        }
    }
    let body = lines
        .join("\n")
        .replace("fetch(new URL(\"./", "mintcheckCarried.part(\"")
        .replace(".wasm\", import.meta.url), {", "\", {");
    without_modules(&body)?;
    Ok(format!(
        "(() => {{\n{body}\nreturn {{ {} }};\n}})()",
        names.join(", ")
    ))
}

/// Refuses what only a module of its own may have.
fn without_modules(script: &str) -> Outcome<()> {
    let is_module = |line: &&str| {
        line.starts_with("export ") || line.starts_with("import ") || line.contains("import.meta")
    };
    match script.lines().find(is_module) {
        Some(line) => Err(Failure::new(format!(
            "there is `{line}`, which a single file cannot hold"
        ))),
        None => Ok(()),
    }
}

/// A script between its tags must not have what ends it.
fn in_html(script: &str) -> String {
    script
        .replace("</script", "<\\/script")
        .replace("<!--", "<\\!--")
}

fn compressed(path: &Path) -> Outcome<String> {
    let bytes = fs::read(path).map_err(Failure::file("read", path))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    let written = gzip.write_all(&bytes).and_then(|()| gzip.finish());
    Ok(STANDARD.encode(written.map_err(Failure::file("compress", path))?))
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::copy(from, to)
        .map(drop)
        .map_err(Failure::file("copy", from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_becomes_the_body_of_a_function() {
        let module = format!(
            "import * as p from './a-parts.js'\nexport class A {{}}\nexport function mount() {{}}\n{EXPORTS}\n"
        );
        assert_eq!(
            glue(&module, "a", "(() => {})()").unwrap(),
            "const p = (() => {})();\nclass A {}\nfunction mount() {}\nreturn { mount, default: __wbg_init };"
        );
        let stray = format!("import x from './y.js';\n{EXPORTS}");
        assert!(glue(&stray, "a", "").is_err());
        assert!(glue(&format!("export {{ other }};\n{EXPORTS}"), "a", "").is_err());
    }

    #[test]
    fn parts_come_from_the_file_itself() {
        let module = "import { initSync } from \"./a.js\";\n\
                      export const load_x = make(() => fetch(new URL(\"./a-split_x.wasm\", import.meta.url), { integrity: \"x\" }));\n";
        assert_eq!(
            parts(module).unwrap(),
            "(() => {\nconst load_x = make(() => mintcheckCarried.part(\"a-split_x\", { integrity: \"x\" }));\nreturn { load_x };\n})()"
        );
        assert!(parts("const here = import.meta.url;").is_err());
    }

    #[test]
    fn nothing_in_a_script_ends_it() {
        assert_eq!(in_html("\"</script><!--\""), "\"<\\/script><\\!--\"");
    }

    #[test]
    fn the_policy_allows_what_is_in_the_file_and_no_connection() {
        let policy = policy("a", "b");
        assert!(policy.contains("connect-src 'none'") && !policy.contains("unsafe-inline"));
        assert!(policy.contains(&hash(b"a")) && policy.contains(&hash(b"b")));
        assert!(!policy.contains("'self'"));
    }
}
