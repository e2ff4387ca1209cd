//! What Unicode 16.0.0 says of characters, the version of CPython 3.14.
//!
//! Rust's own tables are another version's. These are numbers in a row, seven bits of a number in a byte, the lowest first,
//! and the eighth bit where more follow. `tests/unicode.rs` makes them.

use crate::gather::Gather as _;

/// How many characters in turn do not print and do, from U+0000 on. What is in the categories Cc, Cf, Cs, Co, Cn, Zl, Zp and
/// Zs does not print, but for the space.
const PRINTABLE: &[u8] = include_bytes!("unicode/printable.bin");

/// The same for characters that have a case.
const CASED: &[u8] = include_bytes!("unicode/cased.bin");

/// The same for characters that a search for a neighbour with a case goes over.
const CASE_IGNORABLE: &[u8] = include_bytes!("unicode/case_ignorable.bin");

/// Characters and their small letters, in groups: how many characters lie between a group and the one before; twice how
/// many follow the first, and one more if they are every other character; and twice the way to the small letter, or where that
/// is back, twice the way back less one.
const LOWER: &[u8] = include_bytes!("unicode/lower.bin");

/// Stretches of characters that have a property, or do not.
pub(super) struct Stretches {
    /// Where a stretch ends and one of the other sort begins.
    edges: Vec<u32>,
}

impl Stretches {
    /// For `str.isprintable()`.
    pub(super) fn printable() -> Self {
        Self::read(PRINTABLE)
    }

    fn read(table: &[u8]) -> Self {
        let mut edge = 0_u32;
        let edges = numbers(table).into_iter().map(|length| {
            edge = edge.saturating_add(length);
            edge
        });
        Self {
            edges: edges.gather(),
        }
    }

    pub(super) fn has(&self, point: u32) -> bool {
        self.edges.partition_point(|edge| *edge <= point) & 1 == 1
    }
}

/// `str.lower()`.
///
/// Source: CPython `Objects/unicodeobject.c`, `do_lower` and `handle_capital_sigma` (3.14).
#[must_use]
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let letters = SmallLetters::read();
    let mut words = None;
    let mut lowered = String::new();
    for (at, character) in text.char_indices() {
        match character {
            'Σ' if words.get_or_insert_with(Words::read).ends(text, at) => lowered.push('ς'),
            'İ' => lowered.push_str("i\u{307}"),
            other => lowered.push(letters.of(other)),
        }
    }
    lowered
}

/// Character by character, as PostgreSQL folds: what Python turns into two characters stays one.
#[must_use]
pub fn lower_each(text: &str) -> String {
    let letters = SmallLetters::read();
    let mut lowered = String::new();
    for character in text.chars() {
        lowered.push(match character {
            'İ' => 'i',
            other => letters.of(other),
        });
    }
    lowered
}

/// Whether two texts differ in upper and lower case at most.
#[must_use]
pub fn equal_in_any_case(one: &str, other: &str) -> bool {
    lower(one) == lower(other)
}

/// Where words end.
struct Words {
    cased: Stretches,
    ignorable: Stretches,
}

impl Words {
    fn read() -> Self {
        Self {
            cased: Stretches::read(CASED),
            ignorable: Stretches::read(CASE_IGNORABLE),
        }
    }

    /// Whether a letter stands before this place, and none behind the character there.
    fn ends(&self, text: &str, at: usize) -> bool {
        let counts = |character: &char| !self.ignorable.has(u32::from(*character));
        let is_letter = |character: char| self.cased.has(u32::from(character));
        let (before, from) = text.split_at_checked(at).unwrap_or_default();
        before.chars().rev().find(counts).is_some_and(is_letter)
            && !from.chars().skip(1).find(counts).is_some_and(is_letter)
    }
}

/// Characters whose small letters are as far away, at equal distances.
struct Group {
    first: u32,
    last: u32,
    step: u32,
    way: u32,
}

struct SmallLetters {
    groups: Vec<Group>,
}

impl SmallLetters {
    fn read() -> Self {
        let mut groups = Vec::new();
        let mut last = 0_u32;
        for group in numbers(LOWER).chunks_exact(3) {
            let [between, more, way] = group else {
                continue;
            };
            let first = last.saturating_add(*between);
            let step = (more & 1).saturating_add(1);
            last = first.saturating_add((more >> 1).saturating_mul(step));
            let back = 0_u32.wrapping_sub(way & 1);
            groups.push(Group {
                first,
                last,
                step,
                way: (way >> 1) ^ back,
            });
        }
        Self { groups }
    }

    fn of(&self, character: char) -> char {
        let point = u32::from(character);
        let place = self.groups.partition_point(|group| group.last < point);
        let small = self.groups.get(place).and_then(|group| {
            let beyond = point.checked_sub(group.first)?;
            let is_one = beyond.checked_rem(group.step)? == 0;
            is_one.then(|| point.wrapping_add(group.way))
        });
        small.and_then(char::from_u32).unwrap_or(character)
    }
}

fn numbers(table: &[u8]) -> Vec<u32> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0_u32, 0_u32);
    for byte in table {
        let bits = u32::from(byte & 0x7F).checked_shl(shift);
        number |= bits.unwrap_or_default();
        shift = shift.saturating_add(7);
        if byte & 0x80 == 0 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lower_is_rusts_for_characters_of_both_versions() {
        for text in [
            "ΑΣ",
            "ΑΣΑ",
            "Σ",
            "ΑΣ. Α",
            "Α.Σ",
            "ΑΣ'Α",
            "İSTANBUL",
            "Straße ẞ",
            "ǅ",
            "K",
            "ᲀᏣ",
            "ΑΣΣ Σ",
        ] {
            assert_eq!(lower(text), text.to_lowercase(), "{text}");
        }
        assert_eq!(lower_each("İΑΣK"), "iασk");
    }
}
