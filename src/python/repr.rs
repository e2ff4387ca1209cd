//! `repr()` of strings: the quoting in PyPI's answers.

use super::Str;
use super::unicode::Stretches;

/// `repr()` of a string: single quotes unless only single quotes stand in it, escapes for what does
/// not print.
///
/// Source: CPython `Objects/unicodeobject.c`, `unicode_repr` (3.14).
#[must_use]
pub fn repr_str(string: &Str) -> String {
    let holds = |wanted: char| string.code_points().any(|point| point == u32::from(wanted));
    let quote = if holds('\'') && !holds('"') {
        '"'
    } else {
        '\''
    };

    let mut text = String::new();
    text.push(quote);
    let mut printable = None;
    for point in string.code_points() {
        let mut prints = || {
            printable
                .get_or_insert_with(Stretches::printable)
                .has(point)
        };
        match char::from_u32(point) {
            Some(scalar) if scalar == quote || scalar == '\\' => {
                text.push('\\');
                text.push(scalar);
            }
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some(scalar) if matches!(point, 0x20..0x7F) || prints() => text.push(scalar),
            _ => {
                let (letter, digits) = match point {
                    0..=0xFF => ('x', 2),
                    0x100..=0xFFFF => ('u', 4),
                    _ => ('U', 8),
                };
                text.push_str(&format!("\\{letter}{point:0digits$x}"));
            }
        }
    }
    text.push(quote);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repr(text: &str) -> String {
        repr_str(&Str::from(text))
    }

    #[test]
    fn single_quotes_unless_only_single_quotes_stand_inside() {
        assert_eq!(repr("a"), "'a'");
        assert_eq!(repr("it's"), "\"it's\"");
        assert_eq!(repr("\"it's\""), "'\"it\\'s\"'");
    }

    #[test]
    fn what_does_not_print_is_escaped_by_size() {
        assert_eq!(repr("\n\t\r\\\u{0}\u{7f}\u{a0}"), r"'\n\t\r\\\x00\x7f\xa0'");
        assert_eq!(
            repr("\u{200b}\u{e000}\u{e0001}"),
            r"'\u200b\ue000\U000e0001'"
        );
        assert_eq!(repr("é e\u{301} 😀"), "'é e\u{301} 😀'");
    }

    #[test]
    fn a_lone_surrogate_is_escaped() {
        let mut string = Str::default();
        string.push(0xD800);
        assert_eq!(repr_str(&string), r"'\ud800'");
    }
}
