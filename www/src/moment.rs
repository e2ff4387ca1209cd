//! Moments as inputs for date and time write them, in UTC like the logs of the clients.

use mintcheck::time::UnixTime;

/// `2026-02-01T10:25` or `2026-02-01T10:25:59`, read as UTC.
pub(crate) fn from_input(text: &str) -> Option<UnixTime> {
    let (date, time) = text.split_once('T')?;
    let mut date = date.splitn(3, '-').map(number);
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let mut time = time.splitn(3, ':');
    let (hour, minute) = (number(time.next()?)?, number(time.next()?)?);
    // Fractions of a second are more than anything here is exact to.
    let second = match time.next() {
        Some(second) => number(second.split('.').next()?)?,
        None => 0,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    days(year, month, day)?
        .checked_mul(86_400)?
        .checked_add(hour.checked_mul(3600)?)?
        .checked_add(minute.checked_mul(60)?)?
        .checked_add(second)
        .map(UnixTime)
}

/// The moment as such an input takes it, to the second.
pub(crate) fn to_input(moment: UnixTime) -> String {
    let text = moment.to_string();
    text.strip_suffix('Z')
        .map(str::to_owned)
        .unwrap_or_default()
}

/// The moment for people: `2026-02-01 10:25:59 UTC`.
pub(crate) fn shown(moment: UnixTime) -> String {
    let text = moment.to_string();
    match text.strip_suffix('Z').and_then(|text| text.split_once('T')) {
        Some((date, time)) => format!("{date} {time} UTC"),
        None => text,
    }
}

/// The day: `2026-02-01`.
pub(crate) fn day(moment: UnixTime) -> String {
    moment.to_string().chars().take(10).collect()
}

fn number(text: &str) -> Option<i64> {
    (text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// Days since 1970-01-01 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year > 9999 {
        return None;
    }
    // Years are counted from March, so that the leap day is a year's last.
    let year = if month < 3 {
        year.checked_sub(1)?
    } else {
        year
    };
    let from_march = month.checked_add(9)?.rem_euclid(12);
    let day_of_year = from_march
        .checked_mul(153)?
        .checked_add(2)?
        .div_euclid(5)
        .checked_add(day)?
        .checked_sub(1)?;
    let leaps = year
        .div_euclid(4)
        .checked_sub(year.div_euclid(100))?
        .checked_add(year.div_euclid(400))?;
    year.checked_mul(365)?
        .checked_add(leaps)?
        .checked_add(day_of_year)?
        .checked_sub(719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_input_gives_is_read_back() {
        for seconds in [0, 951_782_400, 1_769_941_559, 4_107_542_399, -1] {
            let moment = UnixTime(seconds);
            assert_eq!(from_input(&to_input(moment)), Some(moment));
        }
    }

    #[test]
    fn seconds_may_be_absent_or_have_fractions() {
        let moment = Some(UnixTime(1_769_941_500));
        assert_eq!(from_input("2026-02-01T10:25"), moment);
        assert_eq!(from_input("2026-02-01T10:25:00.500"), moment);
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "2026-02-01",
            "2026-13-01T00:00",
            "2026-02-01T24:00",
            "xT",
            "-1-1-1T1:1",
        ] {
            assert_eq!(from_input(text), None, "{text}");
        }
    }

    #[test]
    fn people_see_a_space_and_the_zone() {
        assert_eq!(shown(UnixTime(1_769_941_559)), "2026-02-01 10:25:59 UTC");
    }
}
