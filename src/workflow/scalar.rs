//! What a plain scalar is read as, and what it is as text.
//!
//! Source: actions/runner, `src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs` (3f4d210) for what is a number, and
//! `src/Sdk/DTObjectTemplating/ObjectTemplating/Tokens/NumberToken.cs` (12a07e4) for its text: a number or a truth value
//! where a text is wanted is written out anew, so that an environment `0x10` is called `16`, and `1.10` is called `1.1`.
//! What does not fit into a number, and infinities, are texts here; GitHub refuses such a file.

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

/// How many digits GitHub writes of a number.
const DIGITS: i32 = 15;

/// A number as GitHub writes it: .NET's `G15`.
pub(super) fn written(number: f64) -> String {
    let text = format!("{number:.14e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return format!("{sign}0");
    }
    if exponent <= -5 || exponent >= DIGITS {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        let point = if rest.is_empty() { "" } else { "." };
        let of_exponent = if exponent < 0 { '-' } else { '+' };
        let exponent = exponent.unsigned_abs();
        return format!("{sign}{first}{point}{rest}E{of_exponent}{exponent:02}");
    }
    let behind = digits.len().saturating_sub(1);
    let places = i32::try_from(behind)
        .unwrap_or(DIGITS)
        .saturating_sub(exponent);
    let places = usize::try_from(places).unwrap_or(0);
    // No more digits than these are wanted, so none is rounded.
    format!("{number:.places$}")
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
        .or_else(|| number(text).map(written))
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
    fn numbers_are_written_with_fifteen_digits() {
        for (number, expected) in [
            (0.0, "0"),
            (16.0, "16"),
            (1.1, "1.1"),
            (-0.5, "-0.5"),
            (0.1 + 0.2, "0.3"),
            (1e-7, "1E-07"),
            (1.25e-5, "1.25E-05"),
            (0.0001, "0.0001"),
            (123_456_789_012_345.0, "123456789012345"),
            (1e15, "1E+15"),
            (2.026_010_112e16, "2.026010112E+16"),
            (20_260_101_120_000_000.0, "2.026010112E+16"),
            (-1.5e300, "-1.5E+300"),
        ] {
            assert_eq!(written(number), expected, "{number}");
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
