//! Windows on dates: instants in UTC at which the bounds change. In: the sentences of a region, its week, today.
//! Out: the points that need an action of their own, and the bounds at each.

use std::collections::BTreeSet;

use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::days;
use super::week::{self, DAY, Limits, Week};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Date, Window};

/// A stretch between two instants; the end is exclusive.
struct Stretch {
    start: Timestamp,
    end: Timestamp,
    limits: Limits,
}

/// The bounds of a size on and around dates.
pub struct Calendar<'a> {
    week: &'a Week,
    stretches: Vec<Stretch>,
    /// The instants at which an action of the dates is needed.
    pub points: BTreeSet<Timestamp>,
    moved: bool,
}

impl<'a> Calendar<'a> {
    /// The calendar that windows on dates make on top of a week; what lies before today is passed over.
    pub fn new(windows: &[Spanned<Window>], week: &'a Week, today: Date) -> Self {
        let today = midnight(today, &TimeZone::UTC);
        let stretches = windows.iter().flat_map(|window| stretches(window));
        let stretches = stretches.filter(|it| it.end > today).collect();
        let mut calendar = Self { week, stretches, points: BTreeSet::new(), moved: false };
        for instant in calendar.instants() {
            calendar.settle(instant);
        }
        calendar.points.retain(|point| *point >= today);
        calendar
    }

    /// The bounds that the sentences mean at an instant; an action a minute late takes the bounds of its own minute.
    pub fn at(&self, instant: Timestamp) -> crate::plan::scaling::Size {
        let dated = self.stretches.iter().filter(|it| it.start <= instant && instant < it.end);
        let weekly = self.week.active(self.week.minute(instant));
        Limits::over(self.week.base(), dated.map(|it| it.limits).chain(weekly))
    }

    /// Whether an action had to be moved away from one of the week.
    pub fn late(&self) -> bool {
        self.moved
    }

    /// Every instant at which something may change: begins, ends, and what the week does in between.
    fn instants(&self) -> BTreeSet<Timestamp> {
        let ends = self.stretches.iter().flat_map(|it| [it.start, it.end]);
        let within = self.stretches.iter().flat_map(|it| self.weekly(it));
        ends.chain(within).collect()
    }

    fn weekly(&self, stretch: &Stretch) -> Vec<Timestamp> {
        let zone = self.week.time_zone();
        let changes = self.week.changes();
        let mut found = Vec::new();
        let mut day = zone.to_datetime(stretch.start).date();
        let last = zone.to_datetime(stretch.end).date();
        while day <= last && !changes.is_empty() {
            let weekday = u32::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
            let today = changes.iter().filter(|change| **change / DAY == weekday);
            found.extend(today.filter_map(|change| instant(day, change % DAY, &zone)));
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        found.retain(|at| stretch.start <= *at && *at < stretch.end);
        found
    }

    /// Adds a point where the bounds are not what the week's actions make of them.
    fn settle(&mut self, instant: Timestamp) {
        let before = instant.checked_sub(1.minute()).unwrap_or(instant);
        if !self.week.acts(instant) {
            if self.at(instant) != self.at(before) {
                self.points.insert(instant);
            }
            return;
        }
        if self.at(instant) == self.week.at(self.week.minute(instant)) {
            return;
        }
        let mut free = instant;
        while self.week.acts(free) {
            let Ok(next) = free.checked_add(1.minute()) else { return };
            free = next;
        }
        self.points.insert(free);
        self.moved = true;
    }
}

/// The places of sentences whose dates have all passed.
pub fn over(windows: &[Spanned<Window>], today: Date) -> Vec<Span> {
    let today = midnight(today, &TimeZone::UTC);
    let passed = |window: &&Spanned<Window>| {
        let stretches = stretches(window);
        !stretches.is_empty() && stretches.iter().all(|it| it.end <= today)
    };
    windows.iter().filter(passed).map(|window| window.span).collect()
}

/// An instant as AWS takes it: `2027-11-26T05:00:00Z`.
pub fn utc(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The stretches of a window on dates, begin and end; none for days of the week.
pub fn spans(window: &Window) -> Vec<(Timestamp, Timestamp)> {
    stretches(window).into_iter().map(|stretch| (stretch.start, stretch.end)).collect()
}

fn stretches(window: &Window) -> Vec<Stretch> {
    let zone = week::time_zone(&window.zone.node);
    let limits = Limits::of(window);
    let (from, to) = week::minutes(window);
    let mut found = Vec::new();
    for (first, last) in days::stretches(&window.on) {
        let (Some(first), Some(last)) = (civil(first), civil(last)) else { continue };
        if from == 0 && to == 0 {
            found.extend(between(first, 0, last, DAY, &zone, limits));
            continue;
        }
        // The end lies on the next day where it is no later than the begin.
        let end = if to <= from { to + DAY } else { to };
        let days = first.series(1.day()).take_while(|day| *day <= last);
        found.extend(days.filter_map(|day| between(day, from, day, end, &zone, limits)));
    }
    found
}

fn between(
    first: civil::Date,
    from: u32,
    last: civil::Date,
    to: u32,
    zone: &TimeZone,
    limits: Limits,
) -> Option<Stretch> {
    let last = if to >= DAY { last.tomorrow().ok()? } else { last };
    let (start, end) = (instant(first, from, zone)?, instant(last, to % DAY, zone)?);
    (start < end).then_some(Stretch { start, end, limits })
}

/// An instant of a day and minute; where clocks leap over it, the time after the leap, where they repeat it, the first.
pub fn instant(day: civil::Date, minute: u32, zone: &TimeZone) -> Option<Timestamp> {
    let hour = i8::try_from(minute / 60).ok()?;
    let minute = i8::try_from(minute % 60).ok()?;
    let local: DateTime = day.at(hour, minute, 0, 0);
    zone.to_timestamp(local).ok()
}

/// A date of the calendar, where it has one.
pub fn civil(date: Date) -> Option<civil::Date> {
    let year = i16::try_from(date.year).ok()?;
    civil::Date::new(year, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?).ok()
}

fn midnight(date: Date, zone: &TimeZone) -> Timestamp {
    civil(date).and_then(|day| instant(day, 0, zone)).unwrap_or(Timestamp::MIN)
}
