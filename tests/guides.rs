//! What the guides say of the code is so.
//!
//! Reads the Markdown files at the top and in `docs`, and beside them what they speak of.

#![expect(clippy::panic, reason = "a test's helpers fail loudly")]

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What stands in backticks.
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
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
