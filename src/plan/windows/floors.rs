//! Floors over the week, for autoscalers that raise a floor by the clock but have no ceiling by it.
//! In: the windows of one region and the smallest size without them. Out: the lowest floor and the spans above it.

use std::collections::BTreeMap;

use super::days;
use super::week::{DAY, WEEK, Week};
use crate::plan::scaling::Size;
use crate::source::{Span, Spanned};
use crate::syntax::tree::Window;

/// Floors over the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floors {
    /// The lowest of all.
    pub lowest: u64,
    /// The spans with a higher one, by begin.
    pub spans: Vec<Floor>,
    /// The time zone of the spans.
    pub zone: String,
    /// The sentences with `at most`, which a floor cannot say.
    pub ceilings: Vec<Span>,
    /// The sentences on dates, which a week cannot say.
    pub dates: Vec<Span>,
}

/// A span of the week and its floor, on several days where hours and floor agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The days on which it begins, 0 is Monday.
    pub days: Vec<u8>,
    /// The minute after midnight at which it begins.
    pub start: u16,
    /// The days on which it ends.
    pub end_days: Vec<u8>,
    /// The minute after midnight at which it ends.
    pub end: u16,
    /// The smallest size while it lasts.
    pub at_least: u64,
}

/// The floors that windows make over the week.
pub fn floors(windows: &[Spanned<Window>], base: u64) -> Floors {
    let week = Week::new(windows, Size { min: base, max: u64::MAX });
    let points: Vec<u32> = changes(&week);
    let all = points.iter().map(|point| week.at(*point).min);
    let lowest = all.min().unwrap_or_else(|| week.at(0).min);
    let mut groups: BTreeMap<(u32, u32, u64), Vec<u32>> = BTreeMap::new();
    for (index, start) in points.iter().enumerate() {
        let next = points.get((index + 1) % points.len()).unwrap_or(start);
        let floor = week.at(*start).min;
        if floor > lowest {
            let length = (WEEK + next - start) % WEEK;
            groups.entry((start % DAY, length, floor)).or_default().push(start / DAY);
        }
    }
    let mut spans: Vec<Floor> = groups.into_iter().map(span).collect();
    spans.sort_by(|one, other| (&one.days, one.start).cmp(&(&other.days, other.start)));
    let which = |holds: fn(&Window) -> bool| {
        windows.iter().filter(|it| holds(it)).map(|it| it.span).collect()
    };
    Floors {
        lowest,
        spans,
        zone: week.zone.clone().unwrap_or_else(|| "UTC".to_owned()),
        ceilings: which(|window| window.at_most.is_some()),
        dates: which(|window| !days::stretches(&window.on).is_empty()),
    }
}

/// The minutes at which the floor changes; a ceiling does not count.
fn changes(week: &Week) -> Vec<u32> {
    let floor = |minute: u32| week.at(minute).min;
    let changes = week.changes().into_iter();
    changes.filter(|point| floor(*point) != floor((point + WEEK - 1) % WEEK)).collect()
}

fn span(((start, length, at_least), days): ((u32, u32, u64), Vec<u32>)) -> Floor {
    let small = |number: u32| u8::try_from(number % 7).unwrap_or(0);
    let minute = |number: u32| u16::try_from(number % DAY).unwrap_or(0);
    let mut end_days: Vec<u8> =
        days.iter().map(|day| small((day * DAY + start + length) / DAY)).collect();
    end_days.sort_unstable();
    Floor {
        days: days.into_iter().map(small).collect(),
        start: minute(start),
        end_days,
        end: minute(start + length),
        at_least,
    }
}
