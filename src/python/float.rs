//! Floats read and written exactly, by whole numbers.
//!
//! `str::parse` and `{}` do the same faster, by tables that are a tenth of the page's first load.

use crate::natural::Natural;

/// More digits decide nothing: halfway between two floats lies no number of more than 767.
const DECIDING_DIGITS: usize = 768;

const FRACTION_BITS: u32 = 52;
const LEAST_EXPONENT: i64 = -1022;

/// The float nearest to a number as JSON writes it.
pub(super) fn parse(text: &str) -> f64 {
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = whole.bytes().chain(fraction.bytes());
    let digits = digits.map(|digit| digit.saturating_sub(b'0'));
    let mut significant: Vec<u8> = digits.skip_while(|digit| *digit == 0).collect();
    let point = length(fraction.len()).saturating_neg();
    let dropped = significant.len().saturating_sub(DECIDING_DIGITS);
    let rest = significant.split_off(significant.len().saturating_sub(dropped));
    // One digit stands for all of them.
    significant.push(u8::from(rest.iter().any(|digit| *digit != 0)));
    let exponent = exponent.parse().unwrap_or({
        // INVARIANT: an integer, so it failed by its length.
        if exponent.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        }
    });
    let exponent = exponent
        .saturating_add(point)
        .saturating_add(length(dropped))
        .saturating_sub(1);
    sign * nearest(&significant, exponent)
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The float nearest to digits times a power of ten; of two that are as near, the even one.
fn nearest(digits: &[u8], exponent: i64) -> f64 {
    let mut above = Natural::from_digits(digits);
    // From 10^310 on all is infinite, below 10^-330 all is nothing.
    let magnitude = exponent.saturating_add(length(digits.len()));
    if above.bits() == 0 || magnitude < -330 {
        return 0.0;
    }
    if magnitude > 310 {
        return f64::INFINITY;
    }
    let mut below = Natural::from_digits(&[1]);
    let scaled = if exponent < 0 { &mut below } else { &mut above };
    scaled.scale_by_10(exponent.unsigned_abs());
    // From here on the number is `above / below * 2^power`, the fraction from 1 on and below 2.
    let mut power = length(above.bits()).saturating_sub(length(below.bits()));
    let scaled = if power > 0 { &mut below } else { &mut above };
    scaled.shift_left(u32::try_from(power.unsigned_abs()).unwrap_or(0));
    if above < below {
        above.shift_left(1);
        power = power.saturating_sub(1);
    }
    // Below the least exponent, a bit is lost for each step.
    let lost = LEAST_EXPONENT.saturating_sub(power).max(0);
    if lost > i64::from(FRACTION_BITS).saturating_add(1) {
        return 0.0;
    }
    let mut bits = 0_u64;
    for _ in lost..=i64::from(FRACTION_BITS) {
        bits = bits.wrapping_shl(1) | u64::from(above.take_away(&below));
        above.shift_left(1);
    }
    let is_even = bits & 1 == 0;
    if above > below || (above == below && !is_even) {
        bits = bits.saturating_add(1);
    }
    // The highest bit of a normal number is not stored: it counts the exponent up by one.
    let exponent = power.max(LEAST_EXPONENT).saturating_sub(LEAST_EXPONENT);
    if exponent > 2045 {
        return f64::INFINITY;
    }
    let exponent = exponent.unsigned_abs().wrapping_shl(FRACTION_BITS);
    f64::from_bits(exponent.saturating_add(bits))
}

/// The fraction as a whole number, and the power of two it is to be multiplied with.
fn parts(float: f64) -> (u64, i32) {
    let bits = float.abs().to_bits();
    let fraction = bits & 1_u64.wrapping_shl(FRACTION_BITS).wrapping_sub(1);
    let exponent = i32::try_from(bits.wrapping_shr(FRACTION_BITS)).unwrap_or(0);
    if exponent == 0 {
        return (fraction, -1074);
    }
    let fraction = fraction | 1_u64.wrapping_shl(FRACTION_BITS);
    (fraction, exponent.saturating_sub(1075))
}

/// The digits of a finite float that are before the point; none if there are none.
pub(super) fn whole_digits(float: f64) -> String {
    let (fraction, exponent) = parts(float.trunc());
    match u32::try_from(exponent) {
        Ok(exponent) => {
            let mut whole = Natural::from_be_bytes(&fraction.to_be_bytes());
            whole.shift_left(exponent);
            whole.into_digits()
        }
        Err(_) => {
            let whole = fraction.checked_shr(exponent.unsigned_abs()).unwrap_or(0);
            Natural::from_be_bytes(&whole.to_be_bytes()).into_digits()
        }
    }
}

/// The fewest digits that read back as the same finite float, of those the nearest, and how many of them
/// are before the point; there may be more or fewer of those than digits.
///
/// Source: Steele and White 1990, "How to print floating-point numbers accurately", as David Gay's `dtoa.c`
/// does it, which is CPython's: a tie goes to the even digit.
pub(super) fn shortest(float: f64) -> (String, i32) {
    let (fraction, exponent) = parts(float);
    if fraction == 0 {
        return ("0".to_owned(), 1);
    }
    // The number is `rest / unit`, and what reads back as it is less than `under` or `over` away, with which
    // it is even also as much.
    let mut rest = Natural::from_be_bytes(&fraction.to_be_bytes());
    let mut unit = Natural::from_digits(&[1]);
    let mut under = unit.clone();
    match u32::try_from(exponent) {
        Ok(exponent) => {
            rest.shift_left(exponent);
            under.shift_left(exponent);
        }
        Err(_) => unit.shift_left(exponent.unsigned_abs()),
    }
    rest.shift_left(1);
    unit.shift_left(1);
    let mut over = under.clone();
    // The float below a power of two is half as far away as the one above.
    if fraction == 1_u64.wrapping_shl(FRACTION_BITS) && exponent > -1074 {
        rest.shift_left(1);
        unit.shift_left(1);
        over.shift_left(1);
    }
    let is_even = fraction & 1 == 0;
    let reaches = |rest: &Natural, over: &Natural, unit: &Natural| {
        let mut sum = rest.clone();
        sum.add(over);
        sum > *unit || (is_even && sum == *unit)
    };
    // Its decimal logarithm, from below: 1233 / 4096 is that of 2.
    let bits = 64_u32.saturating_sub(fraction.leading_zeros());
    let binary = exponent.saturating_add_unsigned(bits).saturating_sub(1);
    let mut point = binary
        .saturating_mul(1233)
        .wrapping_shr(12)
        .saturating_sub(1);
    let scaled: &mut [&mut Natural] = if point < 0 {
        &mut [&mut rest, &mut under, &mut over]
    } else {
        &mut [&mut unit]
    };
    for number in scaled {
        number.scale_by_10(u64::from(point.unsigned_abs()));
    }
    while reaches(&rest, &over, &unit) {
        unit.scale_by_10(1);
        point = point.saturating_add(1);
    }
    let mut digits = String::new();
    loop {
        for number in [&mut rest, &mut under, &mut over] {
            number.scale_by_10(1);
        }
        let mut digit = 0_u32;
        while rest.take_away(&unit) {
            digit = digit.saturating_add(1);
        }
        let is_low = rest < under || (is_even && rest == under);
        let is_high = reaches(&rest, &over, &unit);
        if is_low || is_high {
            rest.shift_left(1);
            let is_tie = rest == unit && digit & 1 == 1;
            if is_high && (!is_low || rest > unit || is_tie) {
                digit = digit.saturating_add(1);
            }
        }
        digits.push(char::from_digit(digit, 10).unwrap_or('0'));
        if is_low || is_high {
            return (digits, point);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_borders_of_reading_are_exact() {
        for text in [
            "0.0",
            "-0.0",
            "0e9",
            "1e0",
            "1.5",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "9007199254740993.0",
            "9007199254740993.00000000000000000000000000000000000001",
            "9007199254740995e0",
            "1e400",
            "1e-400",
            "-1e99999999999999999999",
            "1e-99999999999999999999",
            "0.000001e316",
            "0e99999999999999999999",
        ] {
            let expected: f64 = text.parse().expect("a float");
            assert_eq!(parse(text).to_bits(), expected.to_bits(), "{text}");
        }
    }

    #[test]
    fn a_digit_far_behind_breaks_a_tie() {
        let half = format!("9007199254740993.{}", "0".repeat(2_000));
        assert_eq!(parse(&half), 9_007_199_254_740_992.0);
        assert_eq!(parse(&format!("{half}1")), 9_007_199_254_740_994.0);
        let small = format!("0.{}1e{}", "0".repeat(5_000), 5_001);
        assert_eq!(parse(&small), 1.0);
        let large = format!("{}.0e-{}", "7".repeat(5_000), 5_000);
        assert_eq!(parse(&large), 7.0 / 9.0);
    }

    #[test]
    fn of_two_that_are_as_near_the_even_digit_is_pythons() {
        let digits = ("10348937096919062".to_owned(), 14);
        assert_eq!(shortest(parse("10348937096919.0625")), digits);
    }

    #[test]
    fn the_fewest_digits_are_pythons_at_powers_of_two() {
        let of = |float| shortest(float);
        assert_eq!(of(2_f64.powi(-44)), ("5684341886080802".to_owned(), -13));
        assert_eq!(of(2_f64.powi(70)), ("11805916207174113".to_owned(), 22));
        assert_eq!(of(f64::from_bits(1)), ("5".to_owned(), -323));
        assert_eq!(of(f64::MAX), ("17976931348623157".to_owned(), 309));
        assert_eq!(
            of(f64::MIN_POSITIVE),
            ("22250738585072014".to_owned(), -307)
        );
        assert_eq!(of(0.1), ("1".to_owned(), 0));
        assert_eq!(of(1.0), ("1".to_owned(), 1));
    }

    proptest! {
        #[test]
        fn reading_and_writing_agree_with_the_standard_library(bits in any::<u64>()) {
            let float = f64::from_bits(bits);
            prop_assume!(float.is_finite());
            let short = format!("{float:e}");
            prop_assert_eq!(parse(&short).to_bits(), bits);
            let long = format!("{float:.30e}");
            prop_assert_eq!(parse(&long).to_bits(), bits);
            let (digits, point) = shortest(float);
            let shown = format!("0.{digits}e{point}");
            prop_assert_eq!(shown.parse::<f64>().ok(), Some(float.abs()));
            // As many digits as the library's shortest has, but of two that are as near, the even one.
            let fewest = short.split_once('e').map_or("", |(mantissa, _)| mantissa);
            let behind = fewest.chars().skip_while(|c| *c != '.').filter(char::is_ascii_digit).count();
            let nearest = format!("{float:.behind$e}");
            let nearest = nearest.split_once('e').map_or("", |(mantissa, _)| mantissa);
            let nearest: String = nearest.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits, nearest);
            prop_assert_eq!(whole_digits(float), match format!("{:.0}", float.trunc().abs()).as_str() {
                "0" => String::new(),
                digits => digits.to_owned(),
            });
        }

        #[test]
        fn numbers_of_few_digits_read_as_the_standard_library_reads_them(
            text in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,40})?(e-?[0-9]{1,3})?"
        ) {
            prop_assert_eq!(parse(&text).to_bits(), text.parse::<f64>().expect("a float").to_bits());
        }
    }
}
