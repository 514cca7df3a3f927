//! Times of day and dates.

use super::Trouble;
use crate::syntax::tree::{Clock, Date};

/// `08:00`, from 00:00 to 23:59.
pub(super) fn clock(text: &str) -> Result<Clock, Trouble> {
    let mut parts = text.split(':').map(number);
    let (Some(Some(hour)), Some(Some(minute)), None) = (parts.next(), parts.next(), parts.next())
    else {
        let bad = Trouble::bad(format!("`{text}` is no time of day"), "not a time");
        return Err(bad.help("write hours and minutes, as in `08:00`"));
    };
    if hour == 24 && minute == 0 {
        return Err(Trouble::bad("the day ends at `00:00`, not `24:00`", "no such time")
            .help("write `00:00`"));
    }
    if hour > 23 || minute > 59 {
        let bad = Trouble::bad(format!("there is no time of day `{text}`"), "no such time");
        return Err(bad.help("times go from `00:00` to `23:59`"));
    }
    let clock = Clock(hour * 60 + minute);
    if clock.to_string() == text {
        return Ok(clock);
    }
    Err(Trouble::bad("a time of day has two digits on each side", "not a time")
        .help(format!("write `{clock}`")))
}

/// `2027-06-30`, a day that exists.
pub(super) fn date(text: &str) -> Result<Date, Trouble> {
    let mut parts = text.split('-').map(number);
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        let bad = Trouble::bad(format!("`{text}` is no date"), "not a date");
        return Err(bad.help("write year, month and day, as in `2027-06-30`"));
    };
    if year < 1000 {
        let bad = Trouble::bad("a date begins with a year of four digits", "not a date");
        return Err(bad.help("write year, month and day, as in `2027-06-30`"));
    }
    let days = days(year, month);
    if days == 0 || day == 0 || day > days {
        return Err(no_such_day(text, year, month, days));
    }
    let small = |part: u16| u8::try_from(part).unwrap_or(0);
    let date = Date { year, month: small(month), day: small(day) };
    if date.to_string() == text {
        return Ok(date);
    }
    Err(Trouble::bad("month and day have two digits each", "not a date")
        .help(format!("write `{date}`")))
}

fn no_such_day(text: &str, year: u16, month: u16, days: u16) -> Trouble {
    let help = if days == 0 {
        "months go from `01` to `12`".to_owned()
    } else {
        format!(
            "{year:04}-{month:02} has {days} days: the last is `{year:04}-{month:02}-{days:02}`"
        )
    };
    Trouble::bad(format!("there is no day `{text}`"), "no such day").help(help)
}

fn number(part: &str) -> Option<u16> {
    let digits =
        !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| part.parse().ok()).flatten()
}

fn days(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u16::from(leap),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leap_years_follow_the_calendar() {
        assert!(date("2028-02-29").is_ok());
        for text in
            ["2027-02-29", "2100-02-29", "2027-13-01", "2027-06-00", "2027-6-3", "30-06-2027"]
        {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_day_has_its_hours() {
        assert_eq!(clock("23:59"), Ok(Clock(1439)));
        for text in ["24:00", "25:00", "12:60", "08:00:00", "8:0"] {
            assert!(clock(text).is_err(), "{text}");
        }
    }
}
