//! Names that no project may take because a module of Python's standard library has them.
//!
//! Source: `warehouse/packaging/services.py`, `STDLIB_PROHIBITED`, over the stdlib-list package at
//! 0.12.0 (Python 2.6 to 3.14): every module and every package above it, canonicalized.

use crate::gather::Gather as _;

/// One name a line, in order. A dash at a line's start stands for a word of the line above.
const NAMES: &str = include_str!("stdlib.txt");

/// Whether a canonicalized name is one of them.
pub(super) fn has(name: &str) -> bool {
    let wanted: Vec<&str> = name.split('-').gather();
    let mut words = Vec::new();
    NAMES.lines().any(|line| {
        let own = line.trim_start_matches('-');
        words.truncate(line.len().saturating_sub(own.len()));
        words.extend(own.split('-'));
        words == wanted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_packages_and_submodules_are_in_the_list() {
        for name in [
            "json",
            "json-decoder",
            "distutils",
            "xml-etree",
            "antigravity",
            "asyncio-base-events",
            "asyncio-base-futures",
            "test-test-asyncio-test-protocols",
            "xxsubtype",
            "zoneinfo",
        ] {
            assert!(has(name), "{name}");
        }
        assert!(!has("requests"));
        for name in [
            "",
            "-",
            "base-events",
            "asyncio-base",
            "-base-futures",
            "test-test-asyncio-",
        ] {
            assert!(!has(name), "{name}");
        }
    }
}
