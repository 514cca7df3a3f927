//! Whether two windows hold at one moment. In: two windows. Out: yes or no, days of the week and dates compared with each
//! other. Knows no bounds.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{dates, days, week};
use crate::syntax::tree::Window;

/// A stretch of dates longer than this meets every day of the week.
const LONG: i32 = 9;

/// Whether two windows hold at one moment. Weekly ones of two time zones are told of as such.
pub fn meet(one: &Window, other: &Window) -> bool {
    let (first, second) = (dates::spans(one), dates::spans(other));
    weeks_meet(one, other)
        || first.iter().any(|span| second.iter().any(|other| cross(*span, *other)))
        || first.iter().any(|span| meets_week(*span, other))
        || second.iter().any(|span| meets_week(*span, one))
}

fn cross<T: PartialOrd + Copy>(one: (T, T), other: (T, T)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// The week is a circle.
fn weeks_meet(one: &Window, other: &Window) -> bool {
    let next = |span: (u32, u32)| (span.0 + week::WEEK, span.1 + week::WEEK);
    let meets = |one: (u32, u32), other: (u32, u32)| {
        cross(one, other) || cross(next(one), other) || cross(one, next(other))
    };
    let others = week::spans(other);
    one.zone.node == other.zone.node
        && week::spans(one).iter().any(|span| others.iter().any(|other| meets(*span, *other)))
}

/// Whether a weekly window holds between two instants: one that began the day before may still last.
fn meets_week(span: (Timestamp, Timestamp), window: &Window) -> bool {
    let weekdays = days::weekdays(&window.on);
    let zone = week::time_zone(&window.zone.node);
    let (from, length) = week::hours(window);
    let first = zone.to_datetime(span.0).date();
    (-1..=LONG).any(|later| {
        let Ok(day) = first.checked_add(later.days()) else { return false };
        let weekday = u8::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
        weekdays.contains(&weekday)
            && held(day, from, length, &zone).is_some_and(|held| cross(held, span))
    })
}

fn held(
    day: jiff::civil::Date,
    from: u32,
    length: u32,
    zone: &TimeZone,
) -> Option<(Timestamp, Timestamp)> {
    let begin = dates::instant(day, from, zone)?;
    Some((begin, begin.checked_add(i64::from(length).minutes()).ok()?))
}
