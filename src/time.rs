//! Moments. "Now" always comes from the caller.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(transparent)]
pub struct UnixTime(pub i64);

/// JavaScript's `Number.MAX_SAFE_INTEGER`, in the year 285 428 751.
const MAX_WRITTEN: i64 = (1 << 53) - 1;

/// A moment that a JavaScript number cannot hold exactly is written as the nearest that it can.
impl Serialize for UnixTime {
    fn serialize<Writer: Serializer>(&self, writer: Writer) -> Result<Writer::Ok, Writer::Error> {
        writer.serialize_i64(self.0.clamp(-MAX_WRITTEN, MAX_WRITTEN))
    }
}

impl UnixTime {
    /// The moment this many seconds later, or earlier; stops at the ends of the range.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds from another moment to this one; negative if this one is earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// `2026-01-31T10:25:59Z`; years outside 0 to 9999 are shown as seconds.
impl fmt::Display for UnixTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0.div_euclid(86_400);
        let second = self.0.rem_euclid(86_400);
        match civil(days) {
            Some((year, month, day)) => write!(
                formatter,
                "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
                second.div_euclid(3600),
                second.rem_euclid(3600).div_euclid(60),
                second.rem_euclid(60),
            ),
            None => write!(formatter, "{} s", self.0),
        }
    }
}

/// Why a text is no moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoMoment;

/// Seconds since 1970, or a date in the Gregorian calendar with or without a time: `1769941559`,
/// `2026-02-01`, `2026-02-01T10:25:59Z`, `2026-02-01 10:25+02:00`. Without an offset it is UTC.
impl FromStr for UnixTime {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Self, NoMoment> {
        let text = text.trim();
        if let Ok(seconds) = text.parse() {
            return Ok(Self(seconds));
        }
        let (date, time) = match text.split_once(['T', 't', ' ']) {
            Some((date, time)) => (date, time),
            None => (text, "00:00"),
        };
        let seconds = days_of_date(date)
            .zip(seconds_of_time(time))
            .and_then(|(days, seconds)| days.checked_mul(86_400)?.checked_add(seconds));
        seconds.map(Self).ok_or(NoMoment)
    }
}

/// `2026-02-01` in days since 1970-01-01.
fn days_of_date(date: &str) -> Option<i64> {
    let mut parts = date.split('-');
    let (year, month, day) = (
        number(parts.next()?, 4)?,
        number(parts.next()?, 2)?,
        number(parts.next()?, 2)?,
    );
    // The calendar is written down once, for printing; no month is longer than 31 days.
    let start = year
        .checked_sub(1970)?
        .checked_mul(146_097)?
        .div_euclid(400)
        .checked_add(month.checked_sub(1)?.checked_mul(30)?)?
        .checked_add(day)?;
    let near = start.checked_sub(8)?..start.checked_add(8)?;
    let mut found = near.filter(|days| civil(*days) == Some((year, month, day)));
    parts.next().is_none().then(|| found.next())?
}

/// `10:25`, `10:25:59`, `10:25:59.5Z` or `10:25+02:00` in seconds.
fn seconds_of_time(time: &str) -> Option<i64> {
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at_checked(at)?,
        None => (time, "Z"),
    };
    let whole = clock.split_once('.').map_or(clock, |(whole, _)| whole);
    let mut parts = whole.split(':');
    let hours = number(parts.next()?, 2).filter(|hours| *hours < 24)?;
    let minutes = number(parts.next()?, 2).filter(|minutes| *minutes < 60)?;
    let seconds = number(parts.next().unwrap_or("00"), 2).filter(|seconds| *seconds < 60)?;
    if parts.next().is_some() {
        return None;
    }
    hours
        .checked_mul(3600)?
        .checked_add(minutes.checked_mul(60)?)?
        .checked_add(seconds)?
        .checked_sub(seconds_of_offset(offset)?)
}

fn seconds_of_offset(offset: &str) -> Option<i64> {
    if offset.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = offset.split_at_checked(1)?;
    let (hours, minutes) = digits.split_once(':')?;
    let seconds = number(hours, 2)?
        .checked_mul(3600)?
        .checked_add(number(minutes, 2)?.checked_mul(60)?)?;
    Some(if sign == "-" {
        seconds.checked_neg()?
    } else {
        seconds
    })
}

fn number(digits: &str, length: usize) -> Option<i64> {
    let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
fn civil(days: i64) -> Option<(i64, i64, i64)> {
    const FIRST: i64 = -719_528; // 0000-01-01
    const LAST: i64 = 2_932_896; // 9999-12-31
    if !(FIRST..=LAST).contains(&days) {
        return None;
    }
    // Years are counted from March, so that the leap day is a year's last.
    let shifted = days.checked_add(719_468)?;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let leaps = day_of_era
        .checked_sub(day_of_era.div_euclid(1460))?
        .checked_add(day_of_era.div_euclid(36_524))?
        .checked_sub(day_of_era.div_euclid(146_096))?;
    let year_of_era = leaps.div_euclid(365);
    let before = year_of_era
        .checked_mul(365)?
        .checked_add(year_of_era.div_euclid(4))?
        .checked_sub(year_of_era.div_euclid(100))?;
    let day_of_year = day_of_era.checked_sub(before)?;
    let shifted_month = day_of_year.checked_mul(5)?.checked_add(2)?.div_euclid(153);
    let month_start = shifted_month
        .checked_mul(153)?
        .checked_add(2)?
        .div_euclid(5);
    let day = day_of_year.checked_sub(month_start)?.checked_add(1)?;
    let month = if shifted_month < 10 {
        shifted_month.checked_add(3)?
    } else {
        shifted_month.checked_sub(9)?
    };
    let year = era
        .checked_mul(400)?
        .checked_add(year_of_era)?
        .checked_add(i64::from(month <= 2))?;
    Some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_read() {
        for days in (-719_528..2_932_896).step_by(97) {
            let moment = UnixTime(days * 86_400 + 3661);
            assert_eq!(moment.to_string().parse(), Ok(moment), "{moment}");
        }
    }

    #[test]
    fn dates_are_read_with_and_without_time_and_offset() {
        for (text, seconds) in [
            ("1769941559", 1_769_941_559),
            (" -1 ", -1),
            ("2026-02-01", 1_769_904_000),
            ("2026-02-01 10:25", 1_769_941_500),
            ("2026-02-01t10:25:59z", 1_769_941_559),
            ("2026-02-01T10:25:59.999Z", 1_769_941_559),
            ("2026-02-01T12:25:59+02:00", 1_769_941_559),
            ("2026-02-01T04:55:59-05:30", 1_769_941_559),
            ("0000-01-01", -62_167_219_200),
            ("9999-12-31", 253_402_214_400),
        ] {
            assert_eq!(text.parse(), Ok(UnixTime(seconds)), "{text}");
        }
    }

    #[test]
    fn other_text_is_no_moment() {
        for text in [
            "",
            "now",
            "2026-02",
            "2026-02-30",
            "2026-13-01",
            "2026-00-01",
            "2026-2-1",
            "2026-02-01T24:00",
            "2026-02-01T10",
            "2026-02-01T10:25:59:00",
            "2026-02-01T10:25+2",
            "2026-02-01-01",
            "+026-02-01",
            "20é6-02-01",
        ] {
            assert_eq!(text.parse::<UnixTime>(), Err(NoMoment), "{text}");
        }
    }

    #[test]
    fn moments_print_as_rfc_3339() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_769_941_559, "2026-02-01T10:25:59Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
            (253_402_300_800, "253402300800 s"),
        ] {
            assert_eq!(UnixTime(seconds).to_string(), text);
        }
    }
}
