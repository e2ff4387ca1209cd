//! Names that no project may take because a module of Python's standard library has them.
//!
//! Source: `warehouse/packaging/services.py`, `STDLIB_PROHIBITED`, over the stdlib-list package at
//! 0.12.0 (Python 2.6 to 3.14): every module and every package above it, canonicalized.

const NAMES: &str = include_str!("stdlib.txt");

/// Whether a canonicalized name is one of them.
pub(super) fn has(name: &str) -> bool {
    NAMES.lines().any(|known| known == name)
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
        ] {
            assert!(has(name), "{name}");
        }
        assert!(!has("requests"));
        assert!(!has(""));
    }
}
