//! Text for people out of text that anybody may have written: cut to a length, with what cannot be
//! seen made visible.

/// The text, cut behind so many characters, and how many were left out.
pub(crate) fn clip(text: &str, characters: usize) -> (&str, usize) {
    match text.char_indices().nth(characters) {
        Some((at, _)) => {
            let (start, rest) = text.split_at_checked(at).unwrap_or((text, ""));
            (start, rest.chars().count())
        }
        None => (text, 0),
    }
}

/// The text with characters in it that nobody sees, or takes for others, as names: `⟨U+200B⟩`.
/// Spaces at the ends become `␣`.
pub(crate) fn visible(text: &str) -> String {
    let inner = text.trim_matches(' ');
    let edges = |part: &str| "␣".repeat(part.len());
    let start = text
        .len()
        .saturating_sub(text.trim_start_matches(' ').len());
    let (before, rest) = text.split_at_checked(start).unwrap_or(("", text));
    let after = rest.get(inner.len()..).unwrap_or_default();
    let mut shown = edges(before);
    for character in inner.chars() {
        if is_hidden(character) {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(character)));
        } else {
            shown.push(character);
        }
    }
    shown.push_str(&edges(after));
    shown
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(
            character,
            '\u{AD}'
                | '\u{61C}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
        )
}

/// What two texts share at the start, where they part, and what they share at the end, of the first.
pub(crate) fn difference<'a>(text: &'a str, other: &str) -> (&'a str, &'a str, &'a str) {
    let start: usize = text
        .chars()
        .zip(other.chars())
        .take_while(|(left, right)| left == right)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
    let other = other.get(start..).unwrap_or_default();
    let end: usize = rest
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|(left, right)| left == right)
        .map(|(character, _)| character.len_utf8())
        .sum();
    let (middle, after) = rest
        .split_at_checked(rest.len().saturating_sub(end))
        .unwrap_or((rest, ""));
    (before, middle, after)
}

/// The text with every character named that is not plain ASCII: one that looks like another is told
/// apart so.
pub(crate) fn revealed(text: &str) -> String {
    let mut shown = String::new();
    for character in text.chars() {
        match character {
            ' ' => shown.push('␣'),
            '!'..='~' => shown.push(character),
            hidden if is_hidden(hidden) => {
                shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(hidden)));
            }
            other => shown.push_str(&format!("{other}⟨U+{:04X}⟩", u32::from(other))),
        }
    }
    shown
}

/// The text in parts, each with whether another text differs there. Where most of two texts of the
/// same length agrees, place by place; otherwise what is between their shared ends differs.
pub(crate) fn parting<'a>(text: &'a str, other: &str) -> Vec<(&'a str, bool)> {
    let length = text.chars().count();
    let same = text.chars().zip(other.chars()).filter(|(a, b)| a == b);
    if length != other.chars().count() || same.count() < length.div_ceil(2) {
        let (before, differs, after) = difference(text, other);
        let parts = [(before, false), (differs, true), (after, false)];
        return parts
            .into_iter()
            .filter(|(part, _)| !part.is_empty())
            .collect();
    }
    let mut parts = Vec::new();
    let mut rest = text;
    let mut others = other.chars();
    while let Some(first) = rest.chars().next() {
        let differs = others.next() != Some(first);
        let mut end = first.len_utf8();
        let following = rest.chars().skip(1);
        let mut ahead = others.clone();
        for character in following {
            if (ahead.next() != Some(character)) != differs {
                break;
            }
            end = end.saturating_add(character.len_utf8());
            others.next();
        }
        let Some((part, behind)) = rest.split_at_checked(end) else {
            break;
        };
        parts.push((part, differs));
        rest = behind;
    }
    parts
}

/// A sentence of the core, which starts in lower case, where it stands alone.
pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(clip("grüße", 3), ("grü", 2));
        assert_eq!(clip("grüße", 5), ("grüße", 0));
    }

    #[test]
    fn what_nobody_sees_is_named() {
        assert_eq!(visible("release.yml"), "release.yml");
        assert_eq!(visible(" a b "), "␣a b␣");
        assert_eq!(visible("a\u{200B}b"), "a⟨U+200B⟩b");
        assert_eq!(visible("  "), "␣␣");
    }

    #[test]
    fn a_difference_is_what_is_between_two_shared_ends() {
        assert_eq!(
            difference("release.yml", "Release.yml"),
            ("", "r", "elease.yml")
        );
        assert_eq!(
            difference("release.yaml", "release.yml"),
            ("release.y", "a", "ml")
        );
        assert_eq!(difference("aa", "aaa"), ("aa", "", ""));
        assert_eq!(difference("", "x"), ("", "", ""));
    }

    #[test]
    fn texts_of_one_length_are_compared_place_by_place() {
        assert_eq!(
            parting("pyOsMeta", "pyosmeta"),
            [
                ("py", false),
                ("O", true),
                ("s", false),
                ("M", true),
                ("eta", false)
            ]
        );
        assert_eq!(
            parting("publish.yml", "release.yml"),
            [("publish", true), (".yml", false)]
        );
        assert_eq!(parting("", "x"), []);
    }

    #[test]
    fn look_alikes_are_named() {
        assert_eq!(revealed("p\u{430} x"), "p\u{430}⟨U+0430⟩␣x");
        assert_eq!(revealed("\u{200b}"), "⟨U+200B⟩");
    }

    #[test]
    fn a_sentence_that_stands_alone_starts_with_a_capital() {
        assert_eq!(capitalised("genuine"), "Genuine");
        assert_eq!(capitalised("`a`"), "`a`");
        assert_eq!(capitalised(""), "");
    }
}
