//! Names that no project may take because a module of Python's standard library has them.
//!
//! Source: `warehouse/packaging/services.py`, `STDLIB_PROHIBITED`, over the stdlib-list package at
//! 0.12.0 (Python 2.6 to 3.14): every module and every package above it, canonicalized.

/// The names in order. Each ends with its line, or opens a bracket around those that go on with it and a dash; what opens
/// with `<` is no module itself.
const NAMES: &str = include_str!("stdlib.txt");

/// Whether a canonicalized name is one of them.
pub(super) fn has(name: &str) -> bool {
    any(|module| module == name)
}

fn any(mut is_wanted: impl FnMut(&str) -> bool) -> bool {
    let mut module = String::new();
    // How much of the name stands before each open bracket, dash included.
    let mut common = vec![0];
    for character in NAMES.chars() {
        if matches!(character, '\n' | '(') && is_wanted(&module) {
            return true;
        }
        match character {
            '(' | '<' => {
                module.push('-');
                common.push(module.len());
            }
            ')' => drop(common.pop()),
            '\n' => {}
            letter => {
                module.push(letter);
                continue;
            }
        }
        module.truncate(common.last().copied().unwrap_or_default());
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gather::Gather as _;

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
        for name in [
            "requests",
            "base",
            "tasks",
            "test-test",
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

    #[test]
    fn every_name_is_there_once_and_in_order() {
        let mut names = Vec::new();
        any(|module| {
            names.push(module.to_owned());
            false
        });
        assert_eq!(names.len(), 2363);
        let words = |name: &String| name.split('-').map(str::to_owned).gather();
        assert!(names.is_sorted_by_key(words));
        names.dedup();
        assert_eq!(names.len(), 2363);
    }
}
