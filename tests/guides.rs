//! What the guides say of the code is so.
//!
//! Reads the Markdown files at the top and in `docs`, and beside them what they speak of.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test's helpers fail loudly"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use mintcheck::index::{INDEXES, Index, custom};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows of the first table from a text on, cell by cell, without its head.
fn table<'t>(text: &'t str, from: &str) -> Vec<Vec<&'t str>> {
    let rest = text.find(from).and_then(|at| text.get(at..));
    let rest = rest.expect("where the table is");
    let rows: Vec<_> = rest
        .lines()
        .map(str::trim)
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 2, "a table from {from:?} on");
    rows
}

/// What stands in backticks.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The folder of an index's rules, below `src/index` and `tests/vectors`.
fn folder(index: &Index) -> String {
    match index.id {
        "testpypi" => "pypi".to_owned(),
        id => id.replace(['.', '-'], "_"),
    }
}

/// The row that starts with an index's name, or with several.
fn row_of<'r, 't>(rows: &'r [Vec<&'t str>], index: &Index) -> &'r [&'t str] {
    let is_of = |row: &&Vec<&str>| {
        let names = row.first().into_iter().flat_map(|names| names.split(", "));
        names.into_iter().any(|name| name == index.name)
    };
    let row = rows.iter().find(is_of);
    row.unwrap_or_else(|| panic!("no row for {}", index.name))
}

/// The names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn what_the_guide_to_contributing_names_is_there() {
    let guide = read("CONTRIBUTING.md");
    let named: Vec<&str> = named(&guide)
        .filter(|name| name.contains('/') && !name.contains(['<', ' ', '{']))
        // What is made by a command, or stands in the folder that is spoken of.
        .filter(|name| !name.starts_with("target/") && *name != "iframe/")
        .collect();
    assert!(named.len() > 20, "{named:?}");
    for name in named {
        assert!(root().join(name).exists(), "there is no `{name}`");
    }
}

/// A file that three indexes have is one that the next may want; one that none has is nothing to look for.
#[test]
fn the_guide_to_contributing_tells_of_the_files_that_indexes_have() {
    let guide = read("CONTRIBUTING.md");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut folders: Vec<_> = INDEXES.into_iter().map(folder).collect();
    folders.sort();
    folders.dedup();
    for folder in folders {
        for file in files(&root().join("src/index").join(folder)) {
            let count = counts.entry(file).or_default();
            *count = count.saturating_add(1);
        }
    }
    let rows = table(&guide, "The order of a file is the order of the server.");
    let told: Vec<_> = rows
        .iter()
        .filter_map(|row| row.first())
        .flat_map(|names| named(names))
        .collect();
    for name in &told {
        assert!(counts.contains_key(*name), "no index has a `{name}`");
    }
    for (file, count) in &counts {
        let is_told = told.contains(&file.as_str()) || guide.contains(&format!("/{file}`"));
        assert!(
            *count < 3 || is_told || !file.contains('.'),
            "{count} indexes have a `{file}`"
        );
    }
}

/// The column `here` of an index's sources.
#[test]
fn the_files_that_sources_name_are_there() {
    for index in INDEXES {
        let folder = root().join("src/index").join(folder(index));
        let text = fs::read_to_string(folder.join("SOURCES.md")).expect("sources");
        for row in table(&text, "| rule | here |") {
            let cell = row.get(1).expect("a file");
            for name in named(cell) {
                let path: PathBuf = folder.join(name);
                assert!(path.exists(), "{}: there is no `{name}`", index.id);
            }
        }
    }
}

#[test]
fn the_guide_to_embedding_names_every_index_and_every_attribute() {
    let guide = read("docs/embedding.md");
    let loader = read("www/loader/mintcheck.js");
    let rows = table(&guide, "## Attributes");
    let told: Vec<_> = rows
        .iter()
        .filter_map(|row| row.first())
        .flat_map(|names| named(names))
        .collect();

    let (_, attributes) = loader.split_once("\nconst ATTRIBUTES = {\n").expect("them");
    let (attributes, _) = attributes.split_once("\n};").expect("their end");
    let mut taken: Vec<_> = attributes
        .lines()
        .filter_map(|line| Some(line.split_once(':')?.0.trim().trim_matches('"')))
        .collect();
    let others = loader
        .split_once("observedAttributes = [...Object.keys(ATTRIBUTES), ")
        .and_then(|(_, rest)| rest.split_once("];"));
    let (others, _) = others.expect("what else is watched");
    taken.extend(others.split(", ").map(|name| name.trim_matches('"')));
    // The styles read this one.
    assert!(read("www/style/base.css").contains(":host([theme="));
    taken.push("theme");
    assert_eq!(told, taken);

    let offered = INDEXES.iter().map(|index| index.id);
    let ids: Vec<&str> = offered.chain([custom::ID]).collect();
    let row = rows.iter().find(|row| row.first() == Some(&"`index`"));
    let row = row.and_then(|row| row.get(1)).expect("what an index is");
    let told: Vec<_> = named(row).filter(|name| !name.ends_with("()")).collect();
    assert_eq!(told, ids);

    let (last, first) = ids.split_last().expect("indexes");
    let sentence = format!("{} or {last}\n", first.join(", "));
    assert!(loader.contains(&sentence), "mintcheck.js: {sentence}");
}

/// Each cause with what its documentation says.
#[test]
fn the_guide_to_answers_lists_the_causes() {
    let code = read("src/finding/cause.rs");
    let (_, code) = code.split_once("pub enum Cause {").expect("the causes");
    let (code, _) = code.split_once("\n}").expect("the last of them");
    let mut lines = code.lines().map(str::trim);
    let mut causes = Vec::new();
    while let Some(line) = lines.next() {
        let Some(text) = line.strip_prefix("/// ") else {
            continue;
        };
        let name = lines.next().expect("a cause");
        let mut id = String::new();
        for character in name.trim_end_matches(',').chars() {
            if character.is_uppercase() && !id.is_empty() {
                id.push('-');
            }
            id.extend(character.to_lowercase());
        }
        causes.push(vec![
            format!("`{id}`"),
            text.trim_end_matches('.').to_owned(),
        ]);
    }
    assert_eq!(
        table(&read("docs/how-an-answer-is-made.md"), "## Causes"),
        causes
    );
}

/// The day of the rules, and how many cases of each index's are tried.
#[test]
fn the_readme_says_what_is_measured() {
    let readme = read("README.md");
    let rows = table(&readme, "| index | rules |");
    for index in INDEXES {
        let row = row_of(&rows, index);
        let cell = |number: usize| *row.get(number).expect("a cell");
        let as_of = index.rules_as_of.to_string();
        let day = as_of.split('T').next().unwrap_or_default();
        assert!(cell(1).contains(day), "{}: {day}", index.name);
        let count = |name: &str| {
            let path = root().join("tests/vectors").join(folder(index)).join(name);
            let text = fs::read_to_string(path).ok()?;
            Some(text.lines().filter(|line| !line.is_empty()).count())
        };
        if let (Some(exchanges), Some(forms)) = (count("exchange.jsonl"), count("forms.jsonl")) {
            let figures = format!("{exchanges} exchanges and {forms} forms ");
            assert!(cell(3).starts_with(&figures), "{}: {figures}", index.name);
        }
    }
}

#[test]
fn the_guide_to_answers_tells_of_every_decoder() {
    let guide = read("docs/how-an-answer-is-made.md");
    let rows = table(&guide, "## Why the decoders are our own");
    for index in INDEXES {
        let files = row_of(&rows, index).last().expect("a cell");
        for name in named(files) {
            let own = root().join("src/index").join(folder(index)).join(name);
            let exists = own.exists() || (name.contains('/') && root().join(name).exists());
            assert!(exists, "{}: there is no `{name}`", index.name);
        }
    }
}
