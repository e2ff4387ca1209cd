//! The house's layers: a module uses lower ones and itself, and the core touches nothing of the world.
//!
//! Reads every file below `src/`. Comments and strings are passed over; `use` trees are spread out.

#![expect(
    clippy::expect_used,
    reason = "a test's helpers fail loudly and report to its output"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules at the top of `src/`, with their layers. A new module is a line here.
const LAYERS: [(&str, u8); 16] = [
    ("gather", 0),
    ("natural", 0),
    ("python", 1),
    ("span", 1),
    ("time", 1),
    ("jose", 2),
    ("finding", 3),
    ("issuer", 4),
    ("evidence", 5),
    ("workflow", 5),
    ("index", 6),
    ("remedy", 7),
    ("inspect", 8),
    ("report", 9),
    ("wasm", 10),
    ("bin", 10),
];

/// Where the world may be touched: the command line and the JavaScript facade.
const EDGES: [&str; 2] = ["wasm", "bin"];

/// Paths into the world: input and output, the clock, other threads.
const IMPURE_PATHS: [&str; 12] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::os",
    "std::process",
    "std::sync",
    "std::thread",
    "std::cell",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::time::UNIX_EPOCH",
];

/// Crates that reach into the world.
const IMPURE_CRATES: [&str; 11] = [
    "clap",
    "getrandom",
    "getrandom02",
    "gloo_net",
    "js_sys",
    "rand",
    "rand_core",
    "tokio",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

/// Macros that print, and what keeps state behind the caller's back.
const IMPURE_NAMES: [&str; 14] = [
    "dbg!",
    "eprint!",
    "eprintln!",
    "print!",
    "println!",
    "thread_local!",
    "Cell",
    "LazyCell",
    "LazyLock",
    "Mutex",
    "OnceCell",
    "OnceLock",
    "RefCell",
    "RwLock",
];

#[test]
fn a_module_uses_lower_layers_and_itself() {
    let faults: Vec<_> = sources()
        .iter()
        .flat_map(|file| upward(&file.module, &file.text))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_core_does_not_touch_the_world() {
    let faults: Vec<_> = sources()
        .iter()
        .filter(|file| !file.module.first().is_some_and(|top| is_edge(top)))
        .flat_map(|file| impure(&file.module, &file.text))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_module_has_a_layer() {
    for file in sources() {
        if let Some(top) = file.module.first() {
            assert!(layer(top).is_some(), "`{top}` has no layer");
        }
    }
}

#[test]
fn the_guide_to_answers_tells_the_layers() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/how-an-answer-is-made.md");
    let guide = fs::read_to_string(guide).expect("the guide");
    let (_, layers) = guide.split_once("## Layers").expect("the layers");
    let rows = layers.lines().filter_map(|line| {
        let (layer, modules) = line.strip_prefix("| ")?.split_once(" | ")?;
        let (modules, _) = modules.split_once(" | ")?;
        Some((layer.parse::<u8>().ok()?, modules))
    });
    let told: Vec<_> = rows
        .flat_map(|(layer, modules)| modules.split(", ").map(move |module| (module, layer)))
        .collect();
    let expected = LAYERS.map(|(module, layer)| match module {
        "bin" => ("the command".to_owned(), layer),
        module => (format!("`{module}`"), layer),
    });
    for (module, layer) in &expected {
        assert!(
            told.contains(&(module.as_str(), *layer)),
            "{module}: {layer}"
        );
    }
    assert_eq!(told.len(), expected.len());
}

#[test]
fn an_upward_import_is_found() {
    for (module, text) in [
        ("evidence", "use crate::index::Index;"),
        ("evidence", "use crate::{finding, index::{self, Case}};"),
        ("index", "fn f() { crate::inspect::inspect(); }"),
        ("index", "use crate::report::lang::Language;"),
        ("index", "use crate::inspect;"),
        ("python", "use crate::time::UnixTime;"),
        ("time", "use super::inspect::Report;"),
        (
            "index::pypi::mint",
            "use super::super::super::report::Report;",
        ),
        ("issuer", "use crate::unheard_of::Thing;"),
        ("issuer", "use crate::Report;"),
    ] {
        let module: Vec<_> = module.split("::").map(str::to_owned).collect();
        assert_eq!(upward(&module, text).len(), 1, "{module:?}: {text}");
    }
}

#[test]
fn a_downward_import_is_none() {
    for (module, text) in [
        ("index", "use crate::{finding::Step, time::UnixTime};"),
        (
            "index::pypi::mint",
            "use super::super::Case; use crate::index::Case;",
        ),
        (
            "evidence",
            "// use crate::index::Index;\nconst A: &str = \"crate::index\";",
        ),
        (
            "evidence",
            "/* crate::index */ const A: char = '\"'; use crate::finding::Step;",
        ),
        (
            "evidence",
            "const A: &str = r#\"\"crate::index\"#; fn f<'a>(a: &'a str) {}",
        ),
        ("report", "use crate::inspect::{Report, inspect};"),
        ("wasm", "use crate::report::json::v1;"),
    ] {
        let module: Vec<_> = module.split("::").map(str::to_owned).collect();
        assert_eq!(upward(&module, text), [""; 0], "{module:?}: {text}");
    }
}

#[test]
fn an_impure_path_is_found() {
    for text in [
        "use std::fs;",
        "use std::{fmt, io::Read as _};",
        "fn f() { std::env::var(\"A\"); }",
        "use std::time::{Duration, SystemTime};",
        "fn f() { println!(\"a\"); }",
        "use web_sys::window;",
        "fn f() { rand::random::<u8>(); }",
        "static A: Mutex<u8> = todo();",
        "static A: AtomicU8 = AtomicU8::new(0);",
        "static mut A: u8 = 0;",
    ] {
        let faults = impure(&["index".to_owned()], text);
        assert!(!faults.is_empty(), "{text}");
    }
    for text in [
        "use std::collections::BTreeMap;",
        "use std::time::Duration;",
        "use std::fmt::Write as _; fn f() { write!(text, \"println!\"); }",
        "/// Not `std::fs`.\nfn print(a: bool) -> bool { print != a }",
        "const A: &'static str = \"\"; static B: &str = \"\";",
    ] {
        let faults = impure(&["index".to_owned()], text);
        assert_eq!(faults, [""; 0], "{text}");
    }
}

/// The imports that go upward, sideways, or to a module without a layer.
fn upward(module: &[String], text: &str) -> Vec<String> {
    let Some((top, own)) = module.first().and_then(|top| Some((top, layer(top)?))) else {
        // `lib.rs` is the paved path, over all layers.
        return Vec::new();
    };
    if top == "bin" {
        // A crate of its own, over the whole library: its `crate` is another.
        return Vec::new();
    }
    let mut faults = Vec::new();
    for path in paths(text) {
        let Some(target) = target(module.len(), &path) else {
            continue;
        };
        let sound = target == *top || layer(target).is_some_and(|layer| layer < own);
        let fault = format!("`{}` ({own}) uses `{target}`", module.join("::"));
        if !sound && !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

/// The top module that a path leads to: behind `crate`, or behind so many `super` that they reach the
/// root.
fn target(depth: usize, path: &[String]) -> Option<&str> {
    match path.first()?.as_str() {
        "crate" => path.get(1).map(String::as_str),
        "super" => {
            let climbed = path.iter().take_while(|name| *name == "super").count();
            // A module within a file climbs one less: only a name that has a layer is taken for one.
            let name = path.get(climbed).filter(|_| climbed >= depth)?;
            layer(name).map(|_| name.as_str())
        }
        _ => None,
    }
}

fn impure(module: &[String], text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for path in paths(text) {
        let whole = path.join("::");
        let starts = |wanted: &str| {
            whole
                .strip_prefix(wanted)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        let named = |name: &String| {
            IMPURE_NAMES.contains(&name.as_str())
                || name.starts_with("Atomic")
                || name == "static mut"
        };
        if IMPURE_PATHS.into_iter().any(starts)
            || path.iter().any(named)
            || path
                .first()
                .is_some_and(|name| IMPURE_CRATES.contains(&name.as_str()))
        {
            faults.push(format!("`{}` uses `{whole}`", module.join("::")));
        }
    }
    faults
}

fn layer(module: &str) -> Option<u8> {
    LAYERS
        .into_iter()
        .find(|(name, _)| *name == module)
        .map(|(_, layer)| layer)
}

fn is_edge(module: &str) -> bool {
    EDGES.contains(&module)
}

struct Source {
    /// The module that the file is, from the top; empty for `lib.rs`.
    module: Vec<String>,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                found.push(Source {
                    module: module_of(path.strip_prefix(&root).expect("below src").into()),
                    text,
                });
            }
        }
    }
    assert!(
        found.len() > 20,
        "the sources are where they are looked for"
    );
    found
}

fn module_of(mut path: PathBuf) -> Vec<String> {
    path.set_extension("");
    let mut module: Vec<_> = path
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if module
        .last()
        .is_some_and(|name| name == "mod" || name == "lib")
    {
        module.pop();
    }
    module
}

/// Every path in the code, `use` trees spread out. A macro's name ends in `!`.
fn paths(text: &str) -> Vec<Vec<String>> {
    let tokens = tokens(&without_comments_and_strings(text));
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        at = path(&tokens, at, &[], &mut found);
    }
    found
}

/// Takes a path, or one other token, and gives the place behind it.
fn path(tokens: &[String], start: usize, prefix: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let token = |at: usize| tokens.get(at).map(String::as_str);
    let mut names = prefix.to_vec();
    let mut at = start;
    loop {
        match token(at) {
            Some("{") if at > start || !prefix.is_empty() => {
                at = at.saturating_add(1);
                while !matches!(token(at), None | Some("}")) {
                    at = path(tokens, at, &names, found);
                }
                return at.saturating_add(1);
            }
            Some(name) if is_name(name) => {
                names.push(name.to_owned());
                at = at.saturating_add(1);
                match token(at) {
                    Some("::") => at = at.saturating_add(1),
                    Some("!") => {
                        if let Some(last) = names.last_mut() {
                            last.push('!');
                        }
                        found.push(names);
                        return at.saturating_add(1);
                    }
                    Some("mut") if names == ["static"] => {
                        found.push(vec!["static mut".to_owned()]);
                        return at.saturating_add(1);
                    }
                    _ => {
                        found.push(names);
                        return at;
                    }
                }
            }
            // `::*`, `::<`, or no path at all.
            _ => {
                if names.len() > prefix.len() {
                    found.push(names);
                }
                return at.max(start.saturating_add(1));
            }
        }
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Names, `::`, `!=`, and every other character by itself.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_alphanumeric() || character == '_' {
            let mut name = String::from(character);
            while let Some(next) = characters.next_if(|next| next.is_alphanumeric() || *next == '_')
            {
                name.push(next);
            }
            tokens.push(name);
        } else if character == ':' && characters.next_if_eq(&':').is_some() {
            tokens.push("::".to_owned());
        } else if character == '!' && characters.next_if_eq(&'=').is_some() {
            tokens.push("!=".to_owned());
        } else if !character.is_whitespace() {
            tokens.push(String::from(character));
        }
    }
    tokens
}

/// The code with a space for every comment, string and character.
fn without_comments_and_strings(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/")
                .map_or(rest.len(), |end| end.saturating_add(2))
        } else if let Some(length) = raw_string(rest) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' {
            // A lifetime is left: it is no path.
            character(rest)
        } else {
            0
        };
        let (passed, after) = rest
            .split_at_checked(length.max(first.len_utf8()))
            .unwrap_or((rest, ""));
        code.push_str(if length == 0 { passed } else { " " });
        rest = after;
    }
    code
}

fn raw_string(text: &str) -> Option<usize> {
    let marks = text.strip_prefix('r')?;
    let hashes: String = marks.chars().take_while(|mark| *mark == '#').collect();
    let opening = marks.strip_prefix(hashes.as_str())?.strip_prefix('"')?;
    let closing = format!("\"{hashes}");
    let before = text.len().saturating_sub(opening.len());
    let inside = opening.find(&closing)?;
    before.checked_add(inside)?.checked_add(closing.len())
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at.saturating_add(1),
            _ => {}
        }
    }
    text.len()
}

/// The length of a character in quotes; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut inside = text.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => quoted(text, '\''),
        (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 0,
    }
}
