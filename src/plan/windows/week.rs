//! The bounds of a size over a week. In: weekly windows and the bounds without them. Out: the bounds at each minute and the
//! minutes at which they change. Knows no dates.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::days;
use crate::model::measure::Ratio;
use crate::plan::scaling::Size;
use crate::source::Spanned;
use crate::syntax::tree::{Quantity, Window};

/// Minutes of a day.
pub const DAY: u32 = 1_440;
/// Minutes of a week.
pub const WEEK: u32 = 7 * DAY;

/// The bounds that one window sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `at least`
    pub floor: Option<u64>,
    /// `at most`
    pub ceiling: Option<u64>,
}

impl Limits {
    /// What a sentence says.
    pub fn of(window: &Window) -> Self {
        let count = |size: &Spanned<Quantity>| crate::model::measure::base(size.node);
        let whole = |size: Option<&Spanned<Quantity>>| size.map(count).map(Ratio::floor);
        Self { floor: whole(window.at_least.as_ref()), ceiling: whole(window.at_most.as_ref()) }
    }

    /// The bounds where several windows hold: the highest floor and the lowest ceiling; what none says stays.
    pub fn over(base: Size, active: impl Iterator<Item = Limits>) -> Size {
        let mut held = Limits { floor: None, ceiling: None };
        for limits in active {
            held.floor = held.floor.max(limits.floor);
            held.ceiling = match (held.ceiling, limits.ceiling) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        Size { min: held.floor.unwrap_or(base.min), max: held.ceiling.unwrap_or(base.max) }
    }
}

/// A stretch of the week: minutes after Monday 00:00; the end may lie in the next week.
struct Stretch {
    start: u32,
    end: u32,
    limits: Limits,
}

/// The bounds of a size over a week.
pub struct Week {
    /// The time zone of its hours; none without windows.
    pub zone: Option<String>,
    base: Size,
    stretches: Vec<Stretch>,
}

impl Week {
    /// The week that weekly windows make; windows on dates are passed over.
    pub fn new(windows: &[Spanned<Window>], base: Size) -> Self {
        let weekly = || windows.iter().filter(|window| !days::weekdays(&window.on).is_empty());
        let zone = weekly().next().map(|window| window.zone.node.clone());
        let stretches = weekly().flat_map(|window| stretches(window)).collect();
        Self { zone, base, stretches }
    }

    /// The bounds without a window.
    pub fn base(&self) -> Size {
        self.base
    }

    /// What the windows say that hold at a minute of the week.
    pub fn active(&self, minute: u32) -> impl Iterator<Item = Limits> {
        let holds = move |stretch: &&Stretch| {
            [minute, minute + WEEK].iter().any(|at| (stretch.start..stretch.end).contains(at))
        };
        self.stretches.iter().filter(holds).map(|stretch| stretch.limits)
    }

    /// The bounds at a minute of the week.
    pub fn at(&self, minute: u32) -> Size {
        Limits::over(self.base, self.active(minute))
    }

    /// The minutes at which the bounds change. Bounds that never change and are not those without a window are set
    /// anew every Monday.
    pub fn changes(&self) -> Vec<u32> {
        let ends = self.stretches.iter().flat_map(|it| [it.start % WEEK, it.end % WEEK]);
        let points: BTreeSet<u32> = ends.collect();
        let changes: Vec<u32> = points
            .into_iter()
            .filter(|point| self.at(*point) != self.at((point + WEEK - 1) % WEEK))
            .collect();
        if changes.is_empty() && self.at(0) != self.base { vec![0] } else { changes }
    }

    /// Its minute at an instant.
    pub fn minute(&self, instant: Timestamp) -> u32 {
        let local = self.time_zone().to_datetime(instant);
        let day = u32::try_from(local.weekday().to_monday_zero_offset()).unwrap_or(0);
        let clock = i32::from(local.hour()) * 60 + i32::from(local.minute());
        day * DAY + u32::try_from(clock).unwrap_or(0)
    }

    /// Whether one of its actions falls on an instant.
    pub fn acts(&self, instant: Timestamp) -> bool {
        instant.as_second() % 60 == 0 && self.changes().contains(&self.minute(instant))
    }

    /// The time zone, UTC without windows.
    pub fn time_zone(&self) -> TimeZone {
        time_zone(self.zone.as_deref().unwrap_or("UTC"))
    }
}

/// The time zone of a name, from the database within the program, so that every machine has the same.
pub fn time_zone(name: &str) -> TimeZone {
    TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC)
}

fn stretches(window: &Window) -> impl Iterator<Item = Stretch> {
    let limits = Limits::of(window);
    spans(window).into_iter().map(move |(start, end)| Stretch { start, end, limits })
}

/// The minutes of a week in which a window holds, begin and end; the end may lie in the next week. None for dates.
pub fn spans(window: &Window) -> Vec<(u32, u32)> {
    let (from, length) = hours(window);
    let span = |day: u8| (u32::from(day) * DAY + from, u32::from(day) * DAY + from + length);
    days::weekdays(&window.on).into_iter().map(span).collect()
}

/// The minute of the day at which a window begins, and how many minutes it lasts: past midnight where its end is earlier,
/// the whole day where both are the same or none is written.
pub fn hours(window: &Window) -> (u32, u32) {
    let (from, to) = minutes(window);
    (from, length(from, to))
}

/// Begin and end as minutes of the day; the whole day without hours.
pub fn minutes(window: &Window) -> (u32, u32) {
    let clock = |(from, to): &(Spanned<_>, Spanned<_>)| (minute(from), minute(to));
    window.hours.as_ref().map_or((0, 0), clock)
}

fn minute(clock: &Spanned<crate::syntax::tree::Clock>) -> u32 {
    u32::from(clock.node.0)
}

/// Minutes from the begin to the end: past midnight where the end is earlier, the whole day where both are the same.
fn length(from: u32, to: u32) -> u32 {
    match (DAY + to - from) % DAY {
        0 => DAY,
        length => length,
    }
}
