//! What a plain scalar is read as, and what it is as text.
//!
//! Source: actions/runner, `src/Sdk/WorkflowParser/Conversion/YamlObjectReader.cs` (3f4d210) for what is a number, and
//! `src/Sdk/DTObjectTemplating/ObjectTemplating/Tokens/NumberToken.cs` (12a07e4) for its text: a number or a truth value
//! where a text is wanted is written out anew, so that an environment `0x10` is called `16`, and `1.10` is called `1.1`.
//! The reader of GitHub's editor, in actions/languageservices (4043eda), reads the same files for its tests
//! (`workflow-parser/testdata/reader`); what only the runner's refuses is refused here.

use super::yaml::ErrorKind;

/// What the tags of YAML's own schema begin with.
const SCHEMA: &str = "tag:yaml.org,2002:";

/// A scalar as text, and whether it is one that may stand for something else than text.
///
/// # Errors
///
/// What GitHub refuses: tags other than those of text, truth values, numbers and nothing, or not in front of these; numbers
/// that do not fit.
pub(super) fn read(
    value: &str,
    is_plain: bool,
    tag: Option<&str>,
) -> Result<(String, bool), ErrorKind> {
    let Some(tag) = tag else {
        let text = match is_plain {
            true => plain(value)?,
            false => None,
        };
        return Ok((text.unwrap_or_else(|| value.to_owned()), is_plain));
    };
    let named = tag.strip_prefix(SCHEMA);
    let shown = || named.map_or_else(|| tag.to_owned(), |name| format!("!!{name}"));
    let fits = match named {
        Some("str") => return Ok((value.to_owned(), false)),
        Some("bool") => truth(value).is_some(),
        Some("float") => is_decimal(value) || infinite(value).is_some(),
        Some("int") => is_integer(value),
        Some("null") => matches!(value, "" | "~" | "null" | "Null" | "NULL"),
        _ => return Err(ErrorKind::Tag { tag: shown() }),
    };
    if !fits || !is_plain {
        return Err(ErrorKind::TagMismatch {
            tag: shown(),
            value: value.to_owned(),
        });
    }
    Ok((plain(value)?.unwrap_or_else(|| value.to_owned()), true))
}

/// The digits of a hexadecimal or octal number, with the number of their kinds.
fn of_radix(text: &str) -> Option<(&str, u32)> {
    let digits = |prefix: &str, radix: u32| {
        let digits = text.strip_prefix(prefix)?;
        let are_fit = digits.chars().all(|digit| digit.is_digit(radix));
        (are_fit && !digits.is_empty()).then_some((digits, radix))
    };
    digits("0x", 16).or_else(|| digits("0o", 8))
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_integer(text: &str) -> bool {
    let digits = unsigned(text);
    let is_decimal = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_decimal || of_radix(text).is_some()
}

/// Whether it is written as a decimal number.
fn is_decimal(text: &str) -> bool {
    let unsigned = unsigned(text);
    let digits = unsigned.strip_prefix('.').unwrap_or(unsigned);
    digits.starts_with(|first: char| first.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// What YAML writes instead of a number that is none, or has no end.
fn infinite(text: &str) -> Option<f64> {
    match text {
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" => Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        _ => None,
    }
}

/// The text that GitHub makes of a plain scalar where that is none already.
fn plain(text: &str) -> Result<Option<String>, ErrorKind> {
    let number = match number(text).or_else(|| infinite(text)) {
        Some(number) => Some(number),
        None if of_radix(text).is_some() => {
            return Err(ErrorKind::NumberTooLarge {
                value: text.to_owned(),
            });
        }
        // Too large for any number is infinite, as in .NET since its version 3.
        None if is_decimal(text) => text.parse().ok(),
        None => None,
    };
    let truth = truth(text).map(|value| value.to_string());
    Ok(truth.or_else(|| number.map(written)))
}

/// A number, as it stands in YAML, in an expression, or in a text that is compared with a number. Hexadecimal and octal
/// ones have 32 bits, the first of them the sign.
pub(super) fn number(text: &str) -> Option<f64> {
    if let Some((digits, radix)) = of_radix(text) {
        let bits = u32::from_str_radix(digits, radix).ok()?;
        return Some(f64::from(bits.cast_signed()));
    }
    let number = is_decimal(text).then(|| text.parse().ok()).flatten();
    number.filter(|number: &f64| number.is_finite())
}

/// How many digits GitHub writes of a number.
const DIGITS: i32 = 15;

/// A number as GitHub writes it: .NET's `G15`.
pub(super) fn written(number: f64) -> String {
    if !number.is_finite() {
        let word = match (number.is_nan(), number.is_sign_negative()) {
            (true, _) => "NaN",
            (false, true) => "-Infinity",
            (false, false) => "Infinity",
        };
        return word.to_owned();
    }
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

    fn text(value: &str) -> Option<String> {
        read(value, true, None).ok().map(|(text, _)| text)
    }

    #[test]
    fn what_is_no_text_is_written_out_anew() {
        for (value, expected) in [
            ("0x10", "16"),
            ("1.10", "1.1"),
            ("True", "true"),
            ("yes", "yes"),
            ("-.INF", "-Infinity"),
            (".nan", "NaN"),
            ("1e999", "Infinity"),
            ("1345678912345678912", "1.34567891234568E+18"),
            ("12_345", "12_345"),
            ("2002-12-14", "2002-12-14"),
        ] {
            assert_eq!(text(value).as_deref(), Some(expected), "{value}");
        }
        assert_eq!(read("0x10", false, None), Ok(("0x10".to_owned(), false)));
    }

    #[test]
    fn a_number_that_has_no_place_is_refused() {
        for value in ["0x100000000", "0o77777777777"] {
            let error = ErrorKind::NumberTooLarge {
                value: value.to_owned(),
            };
            assert_eq!(read(value, true, None), Err(error));
        }
        assert_eq!(text("0o37777777777").as_deref(), Some("-1"));
    }

    #[test]
    fn a_tag_demands_a_value_of_its_own() {
        let tagged = |tag: &str, value: &str, is_plain: bool| {
            let tag = format!("tag:yaml.org,2002:{tag}");
            read(value, is_plain, Some(&tag)).map(|(text, _)| text)
        };
        for (tag, value, expected) in [
            ("str", "0x10", "0x10"),
            ("int", "0x10", "16"),
            ("int", "+1", "1"),
            ("float", ".Inf", "Infinity"),
            ("bool", "FALSE", "false"),
            ("null", "", ""),
        ] {
            assert_eq!(tagged(tag, value, true).as_deref(), Ok(expected), "{tag}");
        }
        for (tag, value) in [
            ("int", "1.5"),
            ("float", "0x10"),
            ("bool", "yes"),
            ("null", "none"),
        ] {
            let refused = tagged(tag, value, true);
            let is_refused = matches!(refused, Err(ErrorKind::TagMismatch { .. }));
            assert!(is_refused, "{tag}: {refused:?}");
        }
        // In quotes it is a text, and nothing else.
        let quoted = tagged("int", "300", false);
        assert!(matches!(quoted, Err(ErrorKind::TagMismatch { .. })));
        for tag in ["!", "!local", "tag:yaml.org,2002:timestamp"] {
            let refused = read("x", true, Some(tag));
            assert!(matches!(refused, Err(ErrorKind::Tag { .. })), "{tag}");
        }
    }
}
