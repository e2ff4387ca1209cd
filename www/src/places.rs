//! Where a claim stands in a token that was pasted: among the characters of the middle part that encode it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mintcheck::span::Span;

use crate::plain;

/// Where the claims of a token are in a text that it was found in, by name. None are where the token stands in pieces.
pub(crate) fn places(text: &str, token: &str) -> BTreeMap<String, Span> {
    let found = text.find(token).and_then(|start| {
        // As the index's library cuts it: the signature is behind the last dot, the header before the first.
        let (signed, _) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let start = start.checked_add(header.len())?.checked_add(1)?;
        let json = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let json = String::from_utf8(json).ok()?;
        let place = |(name, member): (String, Span)| {
            // Four characters encode three bytes.
            let first = member.start.checked_mul(4)?.checked_div(3)?;
            let last = member.end.checked_mul(4)?.div_ceil(3);
            let end = start.checked_add(last.min(payload.len()))?;
            let start = start.checked_add(first)?;
            Some((name, Span { start, end }))
        };
        Some(members(&json).into_iter().filter_map(place).collect())
    });
    found.unwrap_or_default()
}

/// Where an object's members are, each with its name and its value. Of those of one name, the last counts.
fn members(json: &str) -> Vec<(String, Span)> {
    let mut members = Vec::new();
    let mut depth = 0_usize;
    // Where the member began that is read, and where its name ended.
    let mut start = None;
    let mut name = None;
    let mut end = 0;
    let mut quoted = None;
    let mut is_escaped = false;
    for (at, byte) in json.bytes().enumerate() {
        let next = at.saturating_add(1);
        if let Some(from) = quoted {
            if is_escaped {
                is_escaped = false;
            } else if byte == b'\\' {
                is_escaped = true;
            } else if byte == b'"' {
                quoted = None;
                end = next;
                if depth == 1 && name.is_none() {
                    name = json.get(from..next).and_then(plain::read);
                    start = Some(from);
                }
            }
            continue;
        }
        match byte {
            b'"' => quoted = Some(at),
            b'{' | b'[' => depth = depth.saturating_add(1),
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_last = depth == 0 && byte == b'}';
        if is_last || (depth == 1 && byte == b',') {
            let read = name.take().as_ref().and_then(plain::as_text);
            if let Some((name, start)) = read.zip(start.take()) {
                members.push((name, Span { start, end }));
            }
        } else if !byte.is_ascii_whitespace() && byte != b'"' {
            end = next;
        }
    }
    members
}

#[cfg(test)]
#[expect(
    clippy::arithmetic_side_effects,
    reason = "a test fails where something is not as expected"
)]
mod tests {
    use super::*;

    const TOKEN: &str = include_str!("../../tests/data/github-actions-token.txt");

    /// What the characters at a place encode, with those around them that make up whole groups of four.
    fn decoded(text: &str, payload: usize, span: Span) -> String {
        let start = span.start - (span.start - payload) % 4;
        let end = payload + (span.end - payload).next_multiple_of(4);
        let bytes = URL_SAFE_NO_PAD.decode(text.get(start..end).expect("a place"));
        String::from_utf8_lossy(&bytes.expect("base64url")).into_owned()
    }

    #[test]
    fn a_claim_stands_where_its_characters_are() {
        let token = TOKEN.trim();
        let text = format!("grüße, {token} and so on");
        let places = places(&text, token);
        let payload = text.find('.').expect("a dot") + 1;
        for (name, value) in [
            ("aud", "\"sigstore\""),
            ("event_name", "\""),
            ("iss", "\"https://token.actions.githubusercontent.com\""),
        ] {
            let found = decoded(&text, payload, places[name]);
            assert!(found.contains(&format!("\"{name}\":")), "{found}");
            assert!(found.contains(value), "{found}");
            assert!(found.len() < name.len() + value.len() + 40, "{found}");
        }
    }

    #[test]
    fn members_are_told_apart_whatever_is_in_them() {
        let json = r#"{ "a": "},\"{" , "b" : {"c": [1, 2]}, "\u0064":3 }"#;
        let found: Vec<_> = members(json)
            .into_iter()
            .map(|(name, span)| {
                (
                    name,
                    json.get(span.start..span.end).expect("a place").to_owned(),
                )
            })
            .collect();
        let expected = [
            ("a", r#""a": "},\"{""#),
            ("b", r#""b" : {"c": [1, 2]}"#),
            ("d", r#""\u0064":3"#),
        ];
        let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(found, expected);
        for other in ["", "[]", "{}", "null", "{\"a", "}{", "{\"a\":1"] {
            assert_eq!(members(other), []);
        }
    }

    #[test]
    fn a_token_in_pieces_has_no_places() {
        assert!(places("eyJ.eyJ\n.sig", "eyJ.eyJ.sig").is_empty());
        assert!(places("a.b.c", "a.b.c").is_empty());
    }
}
