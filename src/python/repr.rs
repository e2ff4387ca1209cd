//! `repr()` of strings: the quoting in PyPI's answers.

use super::Str;

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
        let mut prints = || printable.get_or_insert_with(Printable::read).has(point);
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

/// How many characters in turn do not print and do, from U+0000 on; seven bits of a number in a byte, the lowest first, and
/// the eighth bit where more follow.
///
/// Source: Unicode 16.0.0, the version of CPython 3.14: what is in the categories Cc, Cf, Cs, Co, Cn, Zl, Zp and Zs does not
/// print, but for the space. The test below makes the table.
const PRINTABLE: &[u8] = include_bytes!("printable.bin");

/// `str.isprintable()` of one character. Rust's `escape_debug` draws the same line, from another version of Unicode.
struct Printable {
    /// Where a stretch ends and one of the other sort begins.
    edges: Vec<u32>,
}

impl Printable {
    fn read() -> Self {
        let mut edges = Vec::new();
        let (mut edge, mut shift) = (0_u32, 0_u32);
        for byte in PRINTABLE {
            let bits = u32::from(byte & 0x7F).checked_shl(shift);
            edge = edge.saturating_add(bits.unwrap_or_default());
            if byte & 0x80 == 0 {
                edges.push(edge);
                shift = 0;
            } else {
                shift = shift.saturating_add(7);
            }
        }
        Self { edges }
    }

    fn has(&self, point: u32) -> bool {
        self.edges.partition_point(|edge| *edge <= point) & 1 == 1
    }
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

    /// What Unicode 16 says.
    fn prints(point: u32) -> bool {
        use unicode_general_category::{GeneralCategory as Category, get_general_category};
        let Some(character) = char::from_u32(point) else {
            return false;
        };
        character == ' '
            || !matches!(
                get_general_category(character),
                Category::Control
                    | Category::Format
                    | Category::LineSeparator
                    | Category::ParagraphSeparator
                    | Category::PrivateUse
                    | Category::SpaceSeparator
                    | Category::Surrogate
                    | Category::Unassigned
            )
    }

    #[test]
    fn the_table_is_unicodes() {
        let mut table = Vec::new();
        let (mut start, mut printing) = (0, false);
        for point in 0..=0x11_0000 {
            if point == 0x11_0000 || prints(point) != printing {
                let mut length = point - start;
                while length > 0x7F {
                    table.push(0x80 | (length & 0x7F) as u8);
                    length >>= 7;
                }
                table.push(length as u8);
                (start, printing) = (point, !printing);
            }
        }
        let fresh = std::env::temp_dir().join("printable.bin");
        if table != PRINTABLE {
            std::fs::write(&fresh, &table).expect("written");
        }
        assert!(table == PRINTABLE, "as it should be: {}", fresh.display());
    }

    #[test]
    fn every_character_prints_as_unicode_says() {
        let printable = Printable::read();
        for point in 0..0x11_0000 {
            assert_eq!(printable.has(point), prints(point), "U+{point:04X}");
        }
    }
}
