//! What Ruby reads: base64 and JSON, as leniently as its libraries do.
//!
//! Source: base64 `lib/base64.rb`, `urlsafe_decode64`, on MRI `pack.c`, `m0`; json 2.21.2
//! `ext/json/ext/parser/parser.c`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::python::{Value, json};

/// How deep lists and objects may be nested (`max_nesting`).
const MAX_NESTING: usize = 100;

/// `Base64.urlsafe_decode64`: either alphabet, with padding or without; spare bits have to be zero.
pub(super) fn urlsafe_decode64(text: &str) -> Option<Vec<u8>> {
    let mut text = text.replace('-', "+").replace('_', "/");
    if !text.ends_with('=') {
        while !text.len().is_multiple_of(4) {
            text.push('=');
        }
    }
    STANDARD.decode(text).ok()
}

/// `JSON.parse`: comments are passed over, the last of several members with a name counts, and texts need not be
/// UTF-8. `NaN` and `Infinity` are refused, and nesting that is too deep.
pub(super) fn parse_json(bytes: &[u8]) -> Option<Value> {
    if bytes.starts_with("\u{feff}".as_bytes()) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    json::loads(without_comments(&text)?.as_bytes()).ok()
}

/// The text with a space for each comment; nothing where Ruby would not read on.
fn without_comments(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut depth: usize = 0;
    while let Some(character) = rest.next() {
        match character {
            '"' => {
                plain.push('"');
                while let Some(character) = rest.next() {
                    plain.push(character);
                    match character {
                        '\\' => plain.extend(rest.next()),
                        '"' => break,
                        _ => {}
                    }
                }
                continue;
            }
            '/' => {
                skip_comment(&mut rest)?;
                plain.push(' ');
                continue;
            }
            '[' | '{' => depth = depth.saturating_add(1),
            ']' | '}' => depth = depth.saturating_sub(1),
            // `NaN` and `Infinity`, which Python's reader takes.
            'N' | 'I' | '\0' => return None,
            _ => {}
        }
        if depth > MAX_NESTING {
            return None;
        }
        plain.push(character);
    }
    Some(plain)
}

fn skip_comment(rest: &mut impl Iterator<Item = char>) -> Option<()> {
    match rest.next()? {
        '/' => {
            rest.find(|character| *character == '\n');
            Some(())
        }
        '*' => {
            let mut before = ' ';
            for character in rest {
                if before == '*' && character == '/' {
                    return Some(());
                }
                before = character;
            }
            None
        }
        _ => None,
    }
}

/// `String#blank?`.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_taken_in_either_alphabet_but_whole() {
        assert_eq!(urlsafe_decode64("_-8"), urlsafe_decode64("/+8="));
        assert_eq!(urlsafe_decode64("/+8=").as_deref(), Some(&[0xFF, 0xEF][..]));
        assert_eq!(urlsafe_decode64("").as_deref(), Some(&[][..]));
        for refused in ["a", "_-9", "_-8==", "_-8 ", "_-8\n", "=", "YQ=", "é"] {
            assert_eq!(urlsafe_decode64(refused), None, "{refused}");
        }
    }

    #[test]
    fn json_may_have_comments_but_no_numbers_that_are_none() {
        for read in [
            "{/* a */\"a\": 1} // b",
            "{\"a\": \"/* NaN\"}",
            "{\"a\": 1, \"a\": 2}",
            "//\n1",
        ] {
            assert!(parse_json(read.as_bytes()).is_some(), "{read}");
        }
        for refused in [
            "",
            "{\"a\": NaN}",
            "-Infinity",
            "{/* a}",
            "\u{feff}{}",
            "{\"a\": 1,}",
            "{\"a\": \"\n\"}",
            "/",
        ] {
            assert!(parse_json(refused.as_bytes()).is_none(), "{refused}");
        }
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse_json(nested(100).as_bytes()).is_some());
        assert!(parse_json(nested(101).as_bytes()).is_none());
        assert!(parse_json(b"\"\xff\"").is_some());
    }
}
