//! What Unicode 16.0.0 says of characters, the version of CPython 3.14.
//!
//! Rust's own tables are another version's. These are numbers in a row, seven bits of a number in a byte, the lowest first,
//! and the eighth bit where more follow. The tests below make them.

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
    use unicode_general_category::{GeneralCategory as Category, get_general_category};

    const END: u32 = 0x11_0000;

    fn category(point: u32) -> Category {
        char::from_u32(point).map_or(Category::Surrogate, get_general_category)
    }

    fn prints(point: u32) -> bool {
        point == u32::from(' ')
            || !matches!(
                category(point),
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

    /// Rust's version of Unicode has more characters, and the same to say of those that are in both.
    fn in_both(point: u32) -> Option<char> {
        char::from_u32(point).filter(|_| category(point) != Category::Unassigned)
    }

    fn has_case(point: u32) -> bool {
        let has = |character: char| character.is_lowercase() || character.is_uppercase();
        in_both(point).is_some_and(has) || category(point) == Category::TitlecaseLetter
    }

    fn is_ignorable(point: u32) -> bool {
        // The word-break classes MidLetter, MidNumLet and Single_Quote.
        let marks = "'.:·\u{387}\u{55f}\u{5f4}‘’․‧\u{fe13}\u{fe52}\u{fe55}\u{ff07}\u{ff0e}\u{ff1a}";
        char::from_u32(point).is_some_and(|character| marks.contains(character))
            || matches!(
                category(point),
                Category::EnclosingMark
                    | Category::Format
                    | Category::ModifierLetter
                    | Category::ModifierSymbol
                    | Category::NonspacingMark
            )
    }

    fn small(point: u32) -> Option<u32> {
        let character = in_both(point)?;
        let mut small = character.to_lowercase();
        let (first, second) = (small.next()?, small.next());
        (first != character && second.is_none()).then(|| u32::from(first))
    }

    fn put(table: &mut Vec<u8>, mut number: u32) {
        while number > 0x7F {
            table.push(0x80 | (number & 0x7F) as u8);
            number >>= 7;
        }
        table.push(number as u8);
    }

    fn stretches(has: fn(u32) -> bool) -> Vec<u8> {
        let mut table = Vec::new();
        let (mut start, mut sort) = (0, false);
        for point in 0..END {
            if has(point) != sort {
                put(&mut table, point - start);
                (start, sort) = (point, !sort);
            }
        }
        table
    }

    fn small_letters() -> Vec<u8> {
        // First, last, step and way of each group.
        let mut groups: Vec<(u32, u32, u32, i64)> = Vec::new();
        for point in 0..END {
            let Some(small) = small(point) else {
                continue;
            };
            let way = i64::from(small) - i64::from(point);
            match groups.last_mut() {
                Some((first, last, step, same))
                    if *same == way
                        && (point - *last == *step || first == last && point - *last == 2) =>
                {
                    *step = point - *last;
                    *last = point;
                }
                _ => groups.push((point, point, 1, way)),
            }
        }
        let mut table = Vec::new();
        let mut end = 0;
        for (first, last, step, way) in groups {
            put(&mut table, first - end);
            put(&mut table, (last - first) / step * 2 + step - 1);
            put(&mut table, ((way << 1) ^ (way >> 63)) as u32);
            end = last;
        }
        table
    }

    #[test]
    fn the_tables_are_unicodes() {
        for (name, table, fresh) in [
            ("printable", PRINTABLE, stretches(prints)),
            ("cased", CASED, stretches(has_case)),
            ("case_ignorable", CASE_IGNORABLE, stretches(is_ignorable)),
            ("lower", LOWER, small_letters()),
        ] {
            let path = std::env::temp_dir().join(format!("{name}.bin"));
            if table != fresh {
                std::fs::write(&path, &fresh).expect("written");
            }
            assert!(table == fresh, "as it should be: {}", path.display());
        }
    }

    #[test]
    fn every_character_is_what_unicode_says() {
        let letters = SmallLetters::read();
        let properties: [(&[u8], fn(u32) -> bool); 3] = [
            (PRINTABLE, prints),
            (CASED, has_case),
            (CASE_IGNORABLE, is_ignorable),
        ];
        for (table, has) in properties {
            let stretches = Stretches::read(table);
            assert!((0..END).all(|point| stretches.has(point) == has(point)));
        }
        for character in (0..END).filter_map(char::from_u32) {
            let expected = small(u32::from(character)).and_then(char::from_u32);
            assert_eq!(letters.of(character), expected.unwrap_or(character));
        }
    }

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
