//! What a plain scalar is read as, and what it is as text.
//!
//! Source: YAML 1.2's core schema as GitHub's reader has it: a number or a truth value where a text is wanted is written
//! out anew, so that an environment `0x10` is called `16`, and `1.10` is called `1.1`.

/// A number, as it stands in YAML, in an expression, or in a text that is compared with a number. Hexadecimal and octal
/// ones have 32 bits, the first of them the sign.
pub(super) fn number(text: &str) -> Option<f64> {
    let of_radix = |prefix: &str, radix: u32| {
        let digits = text.strip_prefix(prefix)?;
        let is_plain = digits.chars().all(|digit| digit.is_digit(radix));
        let bits = u32::from_str_radix(digits, radix).ok()?;
        is_plain.then(|| f64::from(bits.cast_signed()))
    };
    let starts = |digits: &str| digits.starts_with(|first: char| first.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !starts(unsigned.strip_prefix('.').unwrap_or(unsigned)) {
        return None;
    }
    let decimal = || text.parse().ok().filter(|number: &f64| number.is_finite());
    of_radix("0x", 16)
        .or_else(|| of_radix("0o", 8))
        .or_else(decimal)
}

/// A truth value.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The text that GitHub makes of a plain scalar where that is none already.
pub(super) fn as_text(text: &str) -> Option<String> {
    truth(text)
        .map(|value| value.to_string())
        .or_else(|| number(text).map(|number| number.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for (text, expected) in [
            ("0x1F", Some(31.0)),
            ("0xFFFFFFFF", Some(-1.0)),
            ("0x1FFFFFFFF", None),
            ("0o17", Some(15.0)),
            ("0o8", None),
            ("017", Some(17.0)),
            ("-.5", Some(-0.5)),
            ("1e3", Some(1000.0)),
            ("-0x1", None),
            ("0x", None),
            ("0x+1", None),
            ("1_000", None),
            ("v1", None),
            ("1.2.3", None),
            ("inf", None),
            ("9e999", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_written_out_anew() {
        assert_eq!(as_text("0x10").as_deref(), Some("16"));
        assert_eq!(as_text("1.10").as_deref(), Some("1.1"));
        assert_eq!(as_text("True").as_deref(), Some("true"));
        assert_eq!(as_text("yes"), None);
    }
}
