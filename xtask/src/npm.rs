//! The npm package: one module for bundlers, the plain web and node, and its parts; packed and tried as a consumer would.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use crate::failure::{Failure, Outcome};
use crate::finish::{hash, replaced};
use crate::process::{self, step};
use crate::project::{self, WASM, WEB_PROFILE};
use crate::setup::Setup;
use crate::split::{self, Split};
use crate::summary::Counts;
use crate::tools;

/// The folder of each build in the package, and wasm-bindgen's name for it.
const BUILDS: &[(&str, &str)] = &[("bundler", "bundler"), ("web", "web"), ("node", "nodejs")];

/// `cargo xtask npm`.
pub(crate) fn run(arguments: &[String]) -> Outcome<()> {
    let options = Options::parse(arguments)?;
    let setup = Setup::ensure()?;
    build(&setup, options.language)?;
    compare_types(options.bless)?;
    println!("the package is in `{}`", package_dir().display());
    Ok(())
}

/// The language of the package that is published.
pub(crate) const LANGUAGE: &str = "en";

#[derive(Debug, PartialEq, Eq)]
struct Options {
    bless: bool,
    language: &'static str,
}

impl Options {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self {
            bless: false,
            language: LANGUAGE,
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--bless" => options.bless = true,
                "--language" => options.language = language(words.next())?,
                other => {
                    return Err(Failure::new(format!("`npm` takes no argument `{other}`"))
                        .help("it takes `--bless` and `--language TAG`"));
                }
            }
        }
        Ok(options)
    }
}

fn language(word: Option<&String>) -> Outcome<&'static str> {
    let word = word.map_or("", String::as_str);
    let mut known = project::LANGUAGES.iter().copied();
    known.find(|known| *known == word).ok_or_else(|| {
        Failure::new(format!("there is no language `{word}`")).help(format!(
            "the languages are {}",
            project::LANGUAGES.join(", ")
        ))
    })
}

/// Where the package is built.
pub(crate) fn package_dir() -> PathBuf {
    project::target().join("npm")
}

/// The module that each build of the package carries.
pub(crate) fn modules() -> Vec<PathBuf> {
    let module = |(folder, _): &(&str, &str)| package_dir().join(folder).join("mintcheck_bg.wasm");
    BUILDS.iter().map(module).collect()
}

/// The parts that each build carries besides.
pub(crate) fn parts() -> Outcome<Vec<PathBuf>> {
    let Some((folder, _)) = BUILDS.first() else {
        return Ok(Vec::new());
    };
    let mut files = project::files_under(&package_dir().join(folder))?;
    let main = modules();
    files
        .retain(|file| file.extension().is_some_and(|kind| kind == "wasm") && !main.contains(file));
    Ok(files)
}

/// Builds the package in a language.
pub(crate) fn build(setup: &Setup, language: &str) -> Outcome<()> {
    process::stream(
        setup
            .small_cargo()
            // The manifest says nothing of `cdylib`: beside `rlib` it would silently turn link-time optimisation off
            // (rust-lang/cargo#9672).
            .args([
                "rustc",
                "--package",
                "mintcheck",
                "--lib",
                "--crate-type",
                "cdylib",
            ])
            .args(["--no-default-features", "--features"])
            .arg(format!("wasm,{language}"))
            .args(["--profile", WEB_PROFILE, "--target", WASM])
            // What belongs to a part is found by the relocations.
            .args(["--", "--cfg", "split", "-Clink-arg=--emit-relocs"]),
    )?;
    let module = project::wasm_target_dir()
        .join(WASM)
        .join(WEB_PROFILE)
        .join("mintcheck.wasm");
    let bytes = fs::read(&module).map_err(Failure::file("read", &module))?;
    let Split { main, files } = split::split(&bytes, "mintcheck")?;
    let parts = step("the parts", || whole_parts(setup, &files))?;
    project::remove_dir(&package_dir())?;
    // The builds share their wasm to the byte, as a rule; what was optimised once is copied then.
    let mut optimised: Vec<(Vec<u8>, PathBuf)> = Vec::new();
    for (folder, target) in BUILDS {
        step(&format!("the build for {folder}"), || {
            let out = package_dir().join(folder);
            let bindgen = setup.tools.cargo_bin("wasm-bindgen");
            process::capture(
                Command::new(bindgen)
                    .arg(&main)
                    // The parts share memory, table and stack with the main module by what the linker exports.
                    .arg("--keep-lld-exports")
                    .args(["--target", target, "--out-name", "mintcheck", "--out-dir"])
                    .arg(&out),
            )?;
            for (part, bytes) in &parts {
                let to = out.join(part_name(part));
                fs::write(&to, bytes).map_err(Failure::file("write", &to))?;
            }
            let is_node = *target == "nodejs";
            project::write(&out.join(LOADER), &loader(&parts, is_node)?)?;
            let wasm = out.join("mintcheck_bg.wasm");
            let raw = fs::read(&wasm).map_err(Failure::file("read", &wasm))?;
            if let Some((_, same)) = optimised.iter().find(|(bytes, _)| *bytes == raw) {
                fs::copy(same, &wasm).map_err(Failure::file("write", &wasm))?;
                return Ok(());
            }
            setup.tools.optimize(&wasm, &wasm)?;
            optimised.push((raw, wasm));
            Ok(())
        })?;
    }
    // wasm-bindgen writes CommonJS for node, and the package is a module.
    project::write(
        &package_dir().join("node/package.json"),
        "{ \"type\": \"commonjs\" }\n",
    )?;
    write_manifest()?;
    copy_texts()
}

/// The script that loads the parts; `src/wasm/parts.rs` names it.
const LOADER: &str = "mintcheck-parts.js";

/// What is written into it here.
const PARTS: &str = "const PARTS = {};";
const READ: &str = "const read = undefined;";
const EXPORT: &str = "export { has, load };";

/// How it reads a file in browsers, which compare the hash: a part of another version would not fit.
const FETCH: &str =
    "const read = async (url, integrity) => (await fetch(url, { integrity })).arrayBuffer();";

/// How it does in node.
const READ_FILE: &str =
    "const read = (name) => require(\"node:fs/promises\").readFile(`${__dirname}/${name}`);";

/// What the compiler uses of WebAssembly.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the files of a split import from.
const FROM_MAIN: &str = "(import \"__wasm_split\" ";

/// The parts, small, by their names. Each is one file. A split has a file of its own, and others for all that the same
/// splits share, dozens with half a dozen splits. Here a part has its copies of these: they go to the same places in
/// memory and table, and since the core keeps nothing there, whichever comes last is as good.
fn whole_parts(
    setup: &Setup,
    parts: &BTreeMap<String, Vec<String>>,
) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let folder = split::parts("mintcheck");
    let path = |file: &String| folder.join(format!("{file}.wasm"));
    let distinct: BTreeSet<&String> = parts.values().flatten().collect();
    let mut imports = BTreeSet::new();
    for file in distinct {
        let mut tell = Command::new(setup.tools.npm_bin("wasm-dis"));
        let text = process::capture(tell.arg(path(file)))?;
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| line.starts_with(FROM_MAIN));
        imports.extend(lines.map(str::to_owned));
    }
    let imports: Vec<&str> = imports.iter().map(String::as_str).collect();
    let between = folder.join("between.wat");
    project::write(&between, &hub(&imports)?)?;
    let mut whole_parts = BTreeMap::new();
    for (part, files) in parts {
        let whole = path(part);
        let mut merge = Command::new(setup.tools.npm_bin("wasm-merge"));
        merge.arg(&between).arg("__wasm_split");
        for file in files {
            merge.arg(path(file)).arg(file);
        }
        process::capture(merge.args(FEATURES).arg("-o").arg(&whole))?;
        // A merged module does not say what it needs.
        let mut say = Command::new(setup.tools.npm_bin("wasm-opt"));
        say.args(FEATURES).arg("--emit-target-features");
        process::capture(say.arg(&whole).arg("-o").arg(&whole))?;
        setup.tools.optimize(&whole, &whole)?;
        let bytes = fs::read(&whole).map_err(Failure::file("read", &whole))?;
        whole_parts.insert(part.clone(), bytes);
    }
    Ok(whole_parts)
}

/// A module between the files of a part and the main one, so that what they all import is imported once.
fn hub(imports: &[&str]) -> Outcome<String> {
    let mut text = "(module\n".to_owned();
    let mut exports = String::new();
    for import in imports {
        // As `(import "__wasm_split" "memory" (memory $mimport$0 18))`.
        let mut quoted = import.split('"').skip(3);
        let (name, what) = (quoted.next(), quoted.next().unwrap_or_default());
        let mut words = what.trim_start_matches([' ', '(']).split_whitespace();
        let (Some(name), Some(kind), Some(id)) = (name, words.next(), words.next()) else {
            return Err(Failure::new(format!("`{import}` is no import")));
        };
        text.push_str(&import.replace(FROM_MAIN, "(import \"main\" "));
        text.push('\n');
        exports.push_str(&format!("(export \"{name}\" ({kind} {id}))\n"));
    }
    Ok(format!("{text}{exports})\n"))
}

/// The script that loads the parts, for node or for browsers.
fn loader(parts: &BTreeMap<String, Vec<u8>>, is_node: bool) -> Outcome<String> {
    let mut list = String::new();
    for (part, bytes) in parts {
        let name = part_name(part);
        let way = if is_node {
            format!("read(\"{name}\")")
        } else {
            // Bundlers look for this, to take the file along.
            let url = format!("new URL(\"./{name}\", import.meta.url)");
            format!("read({url}, \"{}\")", hash(bytes))
        };
        list.push_str(&format!("  \"{part}\": () => {way},\n"));
    }
    let text = project::read(&source().join("parts.js"))?;
    let text = replaced(&text, PARTS, &format!("const PARTS = {{\n{list}}};"))?;
    let text = replaced(&text, READ, if is_node { READ_FILE } else { FETCH })?;
    // wasm-bindgen writes CommonJS for node.
    let export = if is_node {
        "module.exports = { has, load };"
    } else {
        EXPORT
    };
    replaced(&text, EXPORT, export)
}

/// The name in the package of a part's file.
fn part_name(part: &str) -> String {
    format!("mintcheck-{part}.wasm")
}

/// The template has what is particular to npm; the rest stands in the root Cargo.toml already.
fn write_manifest() -> Outcome<()> {
    let path = source().join("package.json");
    let text = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
    let template: Map<String, Value> = serde_json::from_str(&text).map_err(|error| {
        Failure::new(format!("`{}` is no JSON object: {error}", path.display()))
    })?;
    let metadata = project::metadata()?;
    let crate_ = metadata
        .get("packages")
        .and_then(Value::as_array)
        .and_then(|all| {
            all.iter()
                .find(|one| one.get("name").is_some_and(|name| name == "mintcheck"))
        })
        .ok_or_else(|| Failure::new("the workspace has no package `mintcheck`"))?;
    let mut manifest = Map::new();
    for field in ["name", "version", "description", "license"] {
        let value = crate_.get(field).cloned().unwrap_or_default();
        manifest.insert(field.to_owned(), value);
    }
    if let Some(field) = template.keys().find(|field| manifest.contains_key(*field)) {
        return Err(
            Failure::new(format!("`{}` has a `{field}` of its own", path.display()))
                .help("remove it: the root Cargo.toml says it"),
        );
    }
    project::write(
        &package_dir().join("package.json"),
        &with_fields(&manifest, &text),
    )
}

/// The template's text with more fields in front. It is not parsed and written again: the order of its
/// conditions under `exports` counts, and a map would sort them.
fn with_fields(fields: &Map<String, Value>, template: &str) -> String {
    let fields: String = fields
        .iter()
        .map(|(name, value)| format!("\n  \"{name}\": {value},"))
        .collect();
    template.replacen('{', &format!("{{{fields}"), 1)
}

fn copy_texts() -> Outcome<()> {
    let root = project::root();
    let mut texts = vec![source().join("README.md")];
    texts.extend(
        ["LICENSE-MIT", "LICENSE-APACHE"]
            .map(|name| root.join(name))
            .into_iter()
            .filter(|path| path.exists()),
    );
    for from in texts {
        let to = package_dir().join(from.file_name().unwrap_or_default());
        fs::copy(&from, &to).map_err(Failure::file("copy", &from))?;
    }
    Ok(())
}

/// Compares the generated types with those that were looked at, or accepts them.
pub(crate) fn compare_types(bless: bool) -> Outcome<()> {
    let generated = package_dir().join("bundler/mintcheck.d.ts");
    let golden = source().join("mintcheck.d.ts");
    let new = fs::read_to_string(&generated).map_err(Failure::file("read", &generated))?;
    if bless {
        return project::write(&golden, &new);
    }
    let advice = "look at the difference, then accept it with `cargo xtask npm --bless`";
    let old = fs::read_to_string(&golden)
        .map_err(Failure::file("read", &golden))
        .map_err(|failure| failure.help(advice))?;
    match first_difference(&old, &new) {
        None => Ok(()),
        Some((number, was, is)) => Err(Failure::new(format!(
            "the types of the package differ from `{}` in line {number}\n  was: {was}\n   is: {is}",
            golden.display()
        ))
        .help(advice)),
    }
}

fn first_difference(old: &str, new: &str) -> Option<(usize, String, String)> {
    let (mut olds, mut news) = (old.lines(), new.lines());
    let mut number: usize = 0;
    loop {
        number = number.saturating_add(1);
        match (olds.next(), news.next()) {
            (None, None) => return None,
            (was, is) if was == is => {}
            (was, is) => {
                let shown = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
                return Some((number, shown(was), shown(is)));
            }
        }
    }
}

/// Installs the packed package in a project of its own, runs `tests/npm` there with node, and compiles its TypeScript.
pub(crate) fn test(setup: &Setup) -> Outcome<Counts> {
    let tests = project::root().join("tests/npm");
    let consumer = project::target().join("npm-consumer");
    project::remove_dir(&consumer)?;
    for from in project::files_under(&tests)? {
        let to = consumer.join(from.strip_prefix(&tests).unwrap_or(&from));
        project::make_dir(to.parent().unwrap_or(&consumer))?;
        fs::copy(&from, &to).map_err(Failure::file("copy", &from))?;
    }
    step("installing the package as a consumer does", || {
        install_packed(&consumer)
    })?;
    println!("types: tsc over {}", tests.display());
    process::stream(
        Command::new(setup.tools.npm_bin("tsc"))
            .args(["--noEmit", "--project", "."])
            .current_dir(&consumer),
    )?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"])
        .current_dir(&consumer)
        // Vectors are read where they are, not copied.
        .env("MINTCHECK_ROOT", project::root());
    // cargo runs its tests in the root, these run elsewhere, and one relative path has to serve both.
    if let Some(folder) = env::var_os("MINTCHECK_VECTORS") {
        node.env("MINTCHECK_VECTORS", project::root().join(folder));
    }
    process::stream_tests(&mut node)
}

/// From a tarball, so that a file that the manifest forgets is missed here and not by users.
fn install_packed(consumer: &Path) -> Outcome<()> {
    let packed = process::capture(
        tools::npm()
            .args(["pack", "--silent", "--pack-destination"])
            .arg(consumer)
            .current_dir(package_dir()),
    )?;
    let name = packed.lines().last().unwrap_or_default();
    process::capture(
        tools::npm()
            .args([
                "install",
                "--offline",
                "--no-save",
                "--ignore-scripts",
                "--prefix",
            ])
            .arg(consumer)
            .arg(consumer.join(name))
            .current_dir(consumer),
    )
    .map(drop)
}

fn source() -> PathBuf {
    project::root().join("www/npm")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Outcome<Options> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        Options::parse(&words)
    }

    #[test]
    fn the_package_is_english_unless_another_language_is_asked_for() {
        let plain = parse(&[]).unwrap();
        assert_eq!((plain.bless, plain.language), (false, "en"));
        let other = parse(&["--language", "pt-br", "--bless"]).unwrap();
        assert_eq!((other.bless, other.language), (true, "pt-br"));
        assert!(parse(&["--language"]).is_err());
        assert!(parse(&["--language", "tlh"]).is_err());
        assert!(parse(&["--blesss"]).is_err());
    }

    #[test]
    fn each_build_reads_the_parts_in_its_own_way() {
        let parts = BTreeMap::from([("one".to_owned(), Vec::new())]);
        let in_browsers = loader(&parts, false).unwrap();
        assert!(in_browsers.contains(
            "\"one\": () => read(new URL(\"./mintcheck-one.wasm\", import.meta.url), \"sha256-"
        ));
        assert!(in_browsers.ends_with("\nexport { has, load };\n"));
        let in_node = loader(&parts, true).unwrap();
        assert!(in_node.contains("\"one\": () => read(\"mintcheck-one.wasm\"),"));
        assert!(in_node.ends_with("\nmodule.exports = { has, load };\n"));
        for script in [in_browsers, in_node] {
            assert!(!script.contains("undefined;") && !script.contains("= {};"));
        }
    }

    #[test]
    fn what_the_files_of_a_part_import_is_imported_once() {
        let memory = "(import \"__wasm_split\" \"memory\" (memory $m 18))";
        let global = "(import \"__wasm_split\" \"shared\" (global $g (mut i32)))";
        assert_eq!(
            hub(&[memory, global]).unwrap(),
            "(module\n(import \"main\" \"memory\" (memory $m 18))\n\
             (import \"main\" \"shared\" (global $g (mut i32)))\n\
             (export \"memory\" (memory $m))\n(export \"shared\" (global $g))\n)\n"
        );
        assert!(hub(&["(import \"__wasm_split\" )"]).is_err());
    }

    #[test]
    fn a_manifest_keeps_the_order_of_its_template() {
        let mut fields = Map::new();
        fields.insert("name".to_owned(), Value::from("n"));
        assert_eq!(
            with_fields(&fields, "{\n  \"z\": {},\n  \"a\": 1\n}\n"),
            "{\n  \"name\": \"n\",\n  \"z\": {},\n  \"a\": 1\n}\n"
        );
    }

    #[test]
    fn the_first_differing_line_is_shown_from_both_sides() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        let found = first_difference("a\nb\n", "a\nc\n");
        assert_eq!(found, Some((2, "b".to_owned(), "c".to_owned())));
        let found = first_difference("a\n", "a\nc\n");
        assert_eq!(found, Some((2, "(the end)".to_owned(), "c".to_owned())));
    }
}
