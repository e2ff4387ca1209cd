//! The tables of characters are Unicode 16's, and are read as they are written.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "a test may stop at an overflow"
)]

use std::fs;
use std::path::Path;

use mintcheck::python::unicode::{lower, lower_each};
use mintcheck::python::{Str, repr_str};
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
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/python/unicode");
    for (name, fresh) in [
        ("printable.bin", stretches(prints)),
        ("cased.bin", stretches(has_case)),
        ("case_ignorable.bin", stretches(is_ignorable)),
        ("lower.bin", small_letters()),
    ] {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, &fresh).expect("written");
        let table = fs::read(folder.join(name)).expect("a table");
        assert!(table == fresh, "as it should be: {}", path.display());
    }
}

/// All characters in one text, since tables are read once for each.
fn all() -> impl Iterator<Item = char> {
    (0..END).filter_map(char::from_u32)
}

#[test]
fn what_prints_stands_in_a_repr_and_what_does_not_is_escaped() {
    // With both quotation marks inside, Python takes single ones.
    let text: String = all().collect();
    let mut expected = "'".to_owned();
    for character in all() {
        let point = u32::from(character);
        expected += &match character {
            '\n' => "\\n".to_owned(),
            '\r' => "\\r".to_owned(),
            '\t' => "\\t".to_owned(),
            '\'' | '\\' => format!("\\{character}"),
            _ if prints(point) => character.to_string(),
            _ if point < 0x100 => format!("\\x{point:02x}"),
            _ if point < 0x1_0000 => format!("\\u{point:04x}"),
            _ => format!("\\U{point:08x}"),
        };
    }
    assert!(repr_str(&Str::from(text)) == expected + "'");
}

fn folded(character: char) -> char {
    match character {
        'İ' => 'i',
        other => small(u32::from(other))
            .and_then(char::from_u32)
            .unwrap_or(other),
    }
}

#[test]
fn every_character_is_folded_by_itself() {
    let text: String = all().collect();
    assert!(lower_each(&text) == all().map(folded).collect::<String>());
}

#[test]
fn a_capital_sigma_ends_a_word_where_no_letter_follows() {
    let mut text = String::new();
    let mut expected = String::new();
    for character in all().filter(|character| *character != 'İ') {
        // Behind what a search for a letter goes over stands one.
        let point = u32::from(character);
        let is_final = !is_ignorable(point) && !has_case(point);
        let sigma = if is_final { 'ς' } else { 'σ' };
        text += &format!("ΑΣ{character}Α ");
        expected += &format!("α{sigma}{}α ", folded(character));
    }
    assert!(lower(&text) == expected);
}
