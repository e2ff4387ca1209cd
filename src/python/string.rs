//! A Python `str`: any sequence of code points, lone surrogates included.

use crate::gather::Gather as _;

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::unicode::lower;

/// A Python string.
///
/// Rust's `String` cannot hold what the JSON text `"\ud800"` means to Python, and PyPI tells such a
/// value apart: it decodes, then crashes the database driver.
#[derive(Clone, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Str {
    // INVARIANT: generalized UTF-8: UTF-8 in which the code points U+D800 to U+DFFF may stand too.
    // Its byte order is the order of code points, so the derived `Ord` is Python's.
    bytes: Vec<u8>,
}

impl Str {
    /// Appends one code point; what is no code point at all (above U+10FFFF) becomes U+FFFD.
    pub fn push(&mut self, code_point: u32) {
        match char::from_u32(code_point) {
            Some(scalar) => {
                let mut buffer = [0; 4];
                self.bytes
                    .extend_from_slice(scalar.encode_utf8(&mut buffer).as_bytes());
            }
            None if is_surrogate(code_point) => {
                let [_, _, high, low] = code_point.to_be_bytes();
                // 1110xxxx 10xxxxxx 10xxxxxx, as for any other code point of that size.
                self.bytes.push(0xE0 | (high >> 4));
                self.bytes.push(0x80 | ((high & 0x0F) << 2) | (low >> 6));
                self.bytes.push(0x80 | (low & 0x3F));
            }
            None => self.push(0xFFFD),
        }
    }

    /// Appends UTF-8 text as it stands.
    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Appends bytes that are generalized UTF-8 already.
    // INVARIANT: the caller cut them out of a `Str` or of UTF-8, on characters' edges.
    pub(super) fn push_bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends another Python string.
    pub fn push_all(&mut self, other: &Self) {
        self.bytes.extend_from_slice(&other.bytes);
    }

    /// The generalized UTF-8 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text, unless it holds a lone surrogate.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The text for people: lone surrogates become U+FFFD.
    #[must_use]
    pub fn to_lossy(&self) -> Cow<'_, str> {
        match self.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(
                self.code_points()
                    .map(|point| char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect(),
            ),
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether it holds U+0000, which PostgreSQL cannot store.
    #[must_use]
    pub fn has_nul(&self) -> bool {
        self.bytes.contains(&0)
    }

    /// Whether it holds a lone surrogate, which cannot be encoded as UTF-8.
    #[must_use]
    pub fn has_surrogate(&self) -> bool {
        self.as_str().is_none()
    }

    /// The code points in order.
    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        CodePoints { rest: &self.bytes }
    }

    /// `str.split(separator, 1)` for an ASCII separator: both halves, or nothing without one.
    #[must_use]
    pub fn split_once(&self, separator: u8) -> Option<(Self, Self)> {
        let at = self.bytes.iter().position(|byte| *byte == separator)?;
        self.split_around(at)
    }

    /// `str.rsplit(separator, 1)` for an ASCII separator.
    #[must_use]
    pub fn rsplit_once(&self, separator: u8) -> Option<(Self, Self)> {
        let at = self.bytes.iter().rposition(|byte| *byte == separator)?;
        self.split_around(at)
    }

    /// `str.split(separator)` for an ASCII separator.
    #[must_use]
    pub fn split(&self, separator: u8) -> Vec<Self> {
        self.bytes
            .split(|byte| *byte == separator)
            .map(|part| Self {
                bytes: part.to_vec(),
            })
            .gather()
    }

    /// The part of the string between two byte offsets that lie on ASCII characters' edges.
    #[must_use]
    pub fn between(&self, start: usize, end: usize) -> Option<Self> {
        self.bytes.get(start..end).map(|part| Self {
            bytes: part.to_vec(),
        })
    }

    /// `str.lower()`, over each stretch without surrogates.
    #[must_use]
    pub fn lower(&self) -> Self {
        let mut lowered = Self::default();
        let mut stretch = String::new();
        for point in self.code_points() {
            match char::from_u32(point) {
                Some(scalar) => stretch.push(scalar),
                None => {
                    lowered.push_str(&lower(&stretch));
                    stretch.clear();
                    lowered.push(point);
                }
            }
        }
        lowered.push_str(&lower(&stretch));
        lowered
    }

    fn split_around(&self, at: usize) -> Option<(Self, Self)> {
        let before = self.bytes.get(..at)?;
        let after = self.bytes.get(at.checked_add(1)?..)?;
        Some((
            Self {
                bytes: before.to_vec(),
            },
            Self {
                bytes: after.to_vec(),
            },
        ))
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        Self {
            bytes: text.as_bytes().to_vec(),
        }
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        Self {
            bytes: text.into_bytes(),
        }
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl PartialEq<String> for Str {
    fn eq(&self, other: &String) -> bool {
        self.bytes == other.as_bytes()
    }
}

impl fmt::Display for Str {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_lossy())
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&super::repr_str(self))
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_lossy())
    }
}

struct CodePoints<'a> {
    rest: &'a [u8],
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (point, length) = match *self.rest {
            [] => return None,
            [a, ..] if a < 0x80 => (u32::from(a), 1),
            [a, b, ..] if a < 0xE0 => (bits(a, 0x1F) << 6 | bits(b, 0x3F), 2),
            [a, b, c, ..] if a < 0xF0 => {
                (bits(a, 0x0F) << 12 | bits(b, 0x3F) << 6 | bits(c, 0x3F), 3)
            }
            [a, b, c, d, ..] => (
                bits(a, 0x07) << 18 | bits(b, 0x3F) << 12 | bits(c, 0x3F) << 6 | bits(d, 0x3F),
                4,
            ),
            // INVARIANT: the bytes are generalized UTF-8, so a sequence is never cut short.
            _ => (0xFFFD, self.rest.len()),
        };
        self.rest = self.rest.get(length..).unwrap_or_default();
        Some(point)
    }
}

fn bits(byte: u8, mask: u8) -> u32 {
    u32::from(byte & mask)
}

/// `str.isspace()` of one character: Unicode's white space and the four separators of ASCII, which
/// only Python counts.
#[must_use]
pub fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// `str.strip()`.
#[must_use]
pub fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

pub(super) fn is_surrogate(code_point: u32) -> bool {
    (0xD800..=0xDFFF).contains(&code_point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lone_surrogate_is_kept_and_shown_as_a_replacement_character() {
        let mut string = Str::from("a");
        string.push(0xD800);
        string.push_str("é😀");
        assert_eq!(
            string.code_points().collect::<Vec<_>>(),
            [0x61, 0xD800, 0xE9, 0x1F600]
        );
        assert!(string.has_surrogate());
        assert_eq!(string.as_str(), None);
        assert_eq!(string.to_lossy(), "a\u{FFFD}é😀");
    }

    #[test]
    fn splitting_takes_the_first_or_the_last_separator() {
        let path = Str::from("a/b/c");
        assert_eq!(path.split_once(b'/'), Some(("a".into(), "b/c".into())));
        assert_eq!(path.rsplit_once(b'/'), Some(("a/b".into(), "c".into())));
        assert_eq!(Str::from("a").split_once(b'/'), None);
    }

    #[test]
    fn strip_takes_what_python_counts_as_white_space() {
        assert_eq!(strip("\u{a0}\t\u{1c}a b\u{85}\u{3000}\n"), "a b");
        assert_eq!(strip("\u{200b}a\u{feff}"), "\u{200b}a\u{feff}");
        assert_eq!(strip("\u{1f}"), "");
    }

    #[test]
    fn lower_goes_around_surrogates() {
        let mut string = Str::from("AÉ");
        string.push(0xDC00);
        string.push_str("Z");
        let mut expected = Str::from("aé");
        expected.push(0xDC00);
        expected.push_str("z");
        assert_eq!(string.lower(), expected);
    }
}
