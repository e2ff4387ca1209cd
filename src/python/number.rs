//! Python's numbers: integers of any size, `int()` of a string, `repr()` of a float.

use std::cmp::Ordering;
use std::fmt;

use super::float::{shortest, whole_digits};
use super::{Str, is_space};

/// The most digits `int()` takes by default; more is a `ValueError`.
///
/// Source: CPython `sys.set_int_max_str_digits`, since 3.10.7.
pub(super) const MAX_DIGITS: usize = 4300;

/// An integer of any size.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Int {
    negative: bool,
    // INVARIANT: ASCII digits without leading zeros, "0" for zero, which is never negative.
    digits: String,
}

impl Int {
    /// The integer that these ASCII digits mean; other characters are passed over.
    #[must_use]
    pub fn from_digits(negative: bool, digits: &str) -> Self {
        let digits: String = digits
            .chars()
            .filter(char::is_ascii_digit)
            .skip_while(|digit| *digit == '0')
            .collect();
        if digits.is_empty() {
            return Self {
                negative: false,
                digits: "0".to_owned(),
            };
        }
        Self { negative, digits }
    }

    /// The value in seconds since 1970, where it fits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.to_string().parse().ok()
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.digits == "0"
    }

    /// Compares with a machine integer, whatever the size.
    #[must_use]
    pub fn compare(&self, other: i64) -> Ordering {
        match self.to_i64() {
            Some(value) => value.cmp(&other),
            None if self.negative => Ordering::Less,
            None => Ordering::Greater,
        }
    }
}

impl From<i64> for Int {
    fn from(value: i64) -> Self {
        Self::from_digits(value < 0, &value.unsigned_abs().to_string())
    }
}

impl fmt::Display for Int {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(formatter, "{sign}{}", self.digits)
    }
}

/// Why `int()` of a string failed; Python raises `ValueError` for both.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum IntFromStr {
    /// Not a decimal number.
    NotANumber,
    /// More than 4300 digits.
    TooManyDigits,
}

impl TryFrom<&Str> for Int {
    type Error = IntFromStr;

    /// `int(string)`: white space around it, a sign, single underscores between digits, and the
    /// decimal digits of any script.
    ///
    /// Source: CPython `Objects/longobject.c`, `PyLong_FromUnicodeObject`.
    fn try_from(string: &Str) -> Result<Self, IntFromStr> {
        let ascii: String = if string.as_bytes().is_ascii() {
            string.to_lossy().into_owned()
        } else {
            string.code_points().map(fold_to_ascii).collect()
        };
        // C's isspace: fewer characters than Python's for a string that is all ASCII.
        let trimmed = ascii.trim_matches(|character| matches!(character, '\t'..='\r' | ' '));
        let (negative, digits) = match trimmed.strip_prefix(['+', '-']) {
            Some(rest) => (trimmed.starts_with('-'), rest),
            None => (false, trimmed),
        };
        let well_formed = digits
            .split('_')
            .all(|group| !group.is_empty() && group.chars().all(|digit| digit.is_ascii_digit()));
        if !well_formed {
            return Err(IntFromStr::NotANumber);
        }
        if digits.chars().filter(char::is_ascii_digit).count() > MAX_DIGITS {
            return Err(IntFromStr::TooManyDigits);
        }
        Ok(Self::from_digits(negative, digits))
    }
}

/// `int(float)`, which cuts towards zero; none for infinities and NaN.
#[must_use]
pub(super) fn truncate(float: f64) -> Option<Int> {
    float
        .is_finite()
        .then(|| Int::from_digits(float < 0.0, &whole_digits(float)))
}

/// `repr()` of a float.
///
/// Source: CPython `Python/pystrtod.c`, `PyOS_double_to_string` with `'r'`: the shortest digits that
/// read back the same, with an exponent below 1e-4 and from 1e16 on.
#[must_use]
pub(super) fn repr_float(float: f64) -> String {
    if float.is_nan() {
        return "nan".to_owned();
    }
    let sign = sign(float);
    if float.is_infinite() {
        return format!("{sign}inf");
    }
    positional(float, -4).unwrap_or_else(|| exponential(float))
}

/// A float as `serde_json` writes it: as Python does, but for the least and for the exponent.
pub(super) fn json_float(float: f64) -> String {
    if !float.is_finite() {
        return "null".to_owned();
    }
    positional(float, -5).unwrap_or_else(|| {
        let (mantissa, exponent) = scientific(float);
        format!("{mantissa}e{exponent:+}")
    })
}

/// A finite float without an exponent; none if that would be less than the least, or more than 15.
fn positional(float: f64, least: i32) -> Option<String> {
    let (digits, point) = shortest(float);
    if !(least..=15).contains(&point.saturating_sub(1)) {
        return None;
    }
    let sign = sign(float);
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let before = usize::try_from(point).unwrap_or(0);
    Some(match digits.split_at_checked(before) {
        Some(("", digits)) => format!("{sign}0.{}{digits}", zeros(point.saturating_neg())),
        Some((before, behind)) if !behind.is_empty() => format!("{sign}{before}.{behind}"),
        _ => {
            let missing = before.saturating_sub(digits.len());
            format!("{sign}{digits}{}.0", "0".repeat(missing))
        }
    })
}

/// A finite float with an exponent, as Python writes it: of two digits at least.
pub(crate) fn exponential(float: f64) -> String {
    let (mantissa, exponent) = scientific(float);
    let minus = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{minus}{:02}", exponent.unsigned_abs())
}

/// A finite float as a number with one digit before the point, and its power of ten.
fn scientific(float: f64) -> (String, i32) {
    let (digits, point) = shortest(float);
    let (first, rest) = digits.split_at_checked(1).unwrap_or((&digits, ""));
    let dot = if rest.is_empty() { "" } else { "." };
    let mantissa = format!("{}{first}{dot}{rest}", sign(float));
    (mantissa, point.saturating_sub(1))
}

fn sign(float: f64) -> &'static str {
    if float.is_sign_negative() { "-" } else { "" }
}

fn fold_to_ascii(code_point: u32) -> char {
    match char::from_u32(code_point) {
        Some(character) if character.is_ascii() => character,
        Some(character) if is_space(character) => ' ',
        _ => decimal_digit(code_point).unwrap_or('?'),
    }
}

/// The digit a character of category Nd stands for. The digits of a script are ten in a row.
fn decimal_digit(code_point: u32) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let digit = code_point.checked_sub(*zero)?;
        char::from_digit(digit, 10)
    })
}

/// The zeros above ASCII of Unicode 16 (CPython 3.14).
const ZEROS: [u32; 75] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn int(text: &str) -> Option<String> {
        Int::try_from(&Str::from(text))
            .ok()
            .map(|value| value.to_string())
    }

    #[test]
    fn int_of_a_string_takes_space_signs_underscores_and_any_scripts_digits() {
        assert_eq!(int(" +1_000\n").as_deref(), Some("1000"));
        assert_eq!(int("-007").as_deref(), Some("-7"));
        assert_eq!(int("１７").as_deref(), Some("17"));
        assert_eq!(int("\u{3000}٣").as_deref(), Some("3"));
        for refused in [
            "", " ", "_1", "1_", "1__0", "0x1", "1.0", "1e3", "+-1", "1 2", "\u{1c}5",
        ] {
            assert_eq!(int(refused), None, "{refused:?}");
        }
        assert_eq!(
            int(&"9".repeat(MAX_DIGITS)).map(|text| text.len()),
            Some(MAX_DIGITS)
        );
        assert_eq!(
            Int::try_from(&Str::from("9".repeat(MAX_DIGITS + 1))),
            Err(IntFromStr::TooManyDigits)
        );
    }

    #[test]
    fn comparison_works_beyond_machine_integers() {
        let huge = Int::from_digits(false, &"9".repeat(60));
        assert_eq!(huge.compare(i64::MAX), Ordering::Greater);
        assert_eq!(
            Int::from_digits(true, &"9".repeat(60)).compare(0),
            Ordering::Less
        );
        assert_eq!(Int::from(-5).compare(-5), Ordering::Equal);
    }

    #[test]
    fn floats_print_as_python_prints_them() {
        for (float, expected) in [
            (1.0, "1.0"),
            (1.5, "1.5"),
            (-0.0, "-0.0"),
            (0.25, "0.25"),
            (-0.001_25, "-0.00125"),
            (123.456, "123.456"),
            (1e22, "1e+22"),
            (-1.5e-10, "-1.5e-10"),
            (f64::NEG_INFINITY, "-inf"),
            (1e16, "1e+16"),
            (1.5e300, "1.5e+300"),
            (1e15, "1000000000000000.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (f64::INFINITY, "inf"),
            (f64::NAN, "nan"),
        ] {
            assert_eq!(repr_float(float), expected);
        }
    }

    #[test]
    fn int_of_a_float_cuts_towards_zero() {
        let cut = |float| truncate(float).map(|value| value.to_string());
        assert_eq!(cut(1.9).as_deref(), Some("1"));
        assert_eq!(cut(-1.9).as_deref(), Some("-1"));
        assert_eq!(cut(-0.5).as_deref(), Some("0"));
        assert_eq!(cut(1e20).as_deref(), Some("100000000000000000000"));
        assert_eq!(cut(f64::NAN), None);
    }
}
