//! Windows: the bounds of a size as a function of time. In: `at least` and `at most` of each region, `replicas`, the day that
//! counts as today. Out: one action per change, with both bounds.

mod dates;
mod days;
mod name;
mod overlap;
mod week;

pub use dates::civil;
pub use days::{stretches, weekdays};
pub use overlap::meet;
pub use week::{DAY, WEEK, hours};

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use self::dates::Calendar;
use self::week::Week;
use super::scaling::{Action, Size, When};
use crate::diagnostic::{Code, Finding};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Date, Window};

/// The codes of findings about windows.
pub const CODES: &[Code] = &[OVER, LATER, ORDER, OWNED, ZONES];

const OVER: Code = Code {
    code: "lowering/window-over",
    why: "A window on dates that have passed changes nothing any more. It writes nothing, and stands in the way of whoever \
          reads the policy.",
};
const LATER: Code = Code {
    code: "lowering/window-minute-later",
    why: "AWS refuses two scheduled actions at one instant. Where a window on dates meets a weekly one, its own action \
          comes a minute after the weekly one.",
};
const OWNED: Code = Code {
    code: "lowering/window-owns-bounds",
    why: "Scheduled actions change the bounds while Terraform is away, so Terraform leaves them alone from then on: a new \
          value in `replicas` is carried by the next action.",
};
const ORDER: Code = Code {
    code: "scaling/window-bounds-out-of-order",
    why: "Where windows overlap, the highest floor and the lowest ceiling hold. A smallest size above the largest one is \
          refused by every autoscaler.",
};
const ZONES: Code = Code {
    code: "scaling/windows-in-two-zones",
    why: "The weekly windows of one size are merged into one list of changes. Two time zones drift against each other \
          when clocks change, so that no such list is right all year.",
};

/// The windows of one size, by region, and what holds without them.
pub struct Windows<'a> {
    /// The name of what has the size, for messages.
    pub thing: &'a str,
    /// The sentences of each region.
    pub by_region: BTreeMap<String, &'a [Spanned<Window>]>,
    /// The bounds without a window of each region; its keys are the regions that have the thing.
    pub sizes: &'a BTreeMap<String, Size>,
    /// The day that counts as today.
    pub today: Date,
}

/// The changes of the bounds over a week and on dates, weekly ones first. What differs goes to `notes`.
pub fn actions(windows: &Windows, notes: &mut Vec<Finding>) -> Vec<Action> {
    let Some(span) = windows.first() else { return Vec::new() };
    notes.extend(zones(windows));
    let weeks = weeks(windows);
    let owned = Owned::of(windows);
    let calendars = calendars(windows, &weeks, notes);
    let mut actions = weekly(windows, &weeks, owned, span);
    actions.extend(dated(windows, &weeks, &calendars, owned, span));
    if calendars.values().any(Calendar::late) {
        notes.push(later(span));
    }
    notes.extend(out_of_order(windows, &actions));
    if !actions.is_empty() {
        notes.push(belongs(windows.thing, owned, span));
    }
    actions
}

impl Windows<'_> {
    fn first(&self) -> Option<Span> {
        self.sentences().map(|window| window.span).min()
    }

    fn sentences(&self) -> impl Iterator<Item = &Spanned<Window>> {
        self.by_region.values().flat_map(|windows| windows.iter())
    }
}

/// Which bounds windows set at all; the others stay.
#[derive(Clone, Copy)]
struct Owned {
    min: bool,
    max: bool,
}

impl Owned {
    fn of(windows: &Windows) -> Self {
        Self {
            min: windows.sentences().any(|window| window.at_least.is_some()),
            max: windows.sentences().any(|window| window.at_most.is_some()),
        }
    }

    fn action(self, key: String, when: When, zone: &str, sizes: &Sizes, span: Span) -> Action {
        let part = |owned: bool, pick: fn(&Size) -> u64| {
            let value = |(code, size): (&String, &Size)| (code.clone(), owned.then(|| pick(size)));
            sizes.iter().map(value).collect()
        };
        let (min, max) = (part(self.min, |size| size.min), part(self.max, |size| size.max));
        Action { key, when, zone: zone.to_owned(), min, max, restores: false, span }
    }
}

type Sizes = BTreeMap<String, Size>;

/// The week of each region. A region without weekly windows goes along with the first one that has some, so that its
/// `replicas` are carried too.
fn weeks(windows: &Windows) -> BTreeMap<String, Week> {
    let none: &[Spanned<Window>] = &[];
    let mut weeks: BTreeMap<String, Week> = windows
        .sizes
        .iter()
        .map(|(code, size)| {
            let sentences = windows.by_region.get(code).copied().unwrap_or(none);
            (code.clone(), Week::new(sentences, *size))
        })
        .collect();
    let zone = weeks.values().find_map(|week| week.zone.clone());
    for week in weeks.values_mut() {
        week.zone = week.zone.take().or_else(|| zone.clone());
    }
    weeks
}

fn calendars<'a>(
    windows: &Windows,
    weeks: &'a BTreeMap<String, Week>,
    notes: &mut Vec<Finding>,
) -> BTreeMap<String, Calendar<'a>> {
    let mut over = BTreeSet::new();
    let calendars = weeks
        .iter()
        .map(|(code, week)| {
            let sentences = windows.by_region.get(code).copied().unwrap_or_default();
            over.extend(dates::over(sentences, windows.today));
            (code.clone(), Calendar::new(sentences, week, windows.today))
        })
        .collect();
    notes.extend(over.into_iter().map(|span| passed(span, windows.today)));
    calendars
}

/// What actions that are one on several days have in common: time zone, minute of the day, sizes by region.
type Alike = (String, u32, Vec<(String, u64, u64)>);

/// The actions of the week: changes of one time of day and one set of sizes are one action on several days.
fn weekly(
    windows: &Windows,
    weeks: &BTreeMap<String, Week>,
    owned: Owned,
    span: Span,
) -> Vec<Action> {
    let mut groups: BTreeMap<Alike, (Vec<u8>, Sizes)> = BTreeMap::new();
    for zone in weeks.values().filter_map(|week| week.zone.clone()).collect::<BTreeSet<_>>() {
        let here = || weeks.iter().filter(|(_, week)| week.zone.as_deref() == Some(&zone));
        let points: BTreeSet<u32> = here().flat_map(|(_, week)| week.changes()).collect();
        for point in points {
            let sizes: Sizes = here().map(|(code, week)| (code.clone(), week.at(point))).collect();
            let told = sizes.iter().map(|(code, size)| (code.clone(), size.min, size.max));
            let key = (zone.clone(), point % week::DAY, told.collect());
            let group = groups.entry(key).or_insert_with(|| (Vec::new(), sizes));
            group.0.push(u8::try_from(point / week::DAY).unwrap_or(0));
        }
    }
    let single = windows.by_region.values().all(|windows| windows.len() <= 1);
    let mut actions: Vec<Action> = groups
        .into_iter()
        .map(|((zone, minute, _), (days, sizes))| {
            let minute = u16::try_from(minute).unwrap_or(0);
            let when = When::Weekly { days, minute };
            let key = name::weekly(&when);
            let action = owned.action(key, when, &zone, &sizes, span);
            Action { restores: restores(windows, &sizes), ..action }
        })
        .collect();
    actions.sort_by_key(first_minute);
    name::settle(&mut actions, single);
    actions
}

fn first_minute(action: &Action) -> (String, u8, u16) {
    match &action.when {
        When::Weekly { days, minute } => {
            (action.zone.clone(), days.first().copied().unwrap_or(0), *minute)
        }
        When::At(_) => (action.zone.clone(), 0, 0),
    }
}

fn restores(windows: &Windows, sizes: &Sizes) -> bool {
    sizes.iter().all(|(code, size)| windows.sizes.get(code) == Some(size))
}

/// The actions on dates: each carries the sizes of all regions but those whose week acts at the same instant.
fn dated(
    windows: &Windows,
    weeks: &BTreeMap<String, Week>,
    calendars: &BTreeMap<String, Calendar>,
    owned: Owned,
    span: Span,
) -> Vec<Action> {
    let instants: BTreeSet<Timestamp> =
        calendars.values().flat_map(|calendar| calendar.points.iter().copied()).collect();
    instants
        .into_iter()
        .map(|instant| {
            let acts = |code: &&String| !weeks.get(*code).is_some_and(|week| week.acts(instant));
            let size = |code: &String| Some((code.clone(), calendars.get(code)?.at(instant)));
            let sizes: Sizes = windows.sizes.keys().filter(acts).filter_map(size).collect();
            let when = When::At(dates::utc(instant));
            let key = name::dated(&when, &sizes);
            let action = owned.action(key, when, "UTC", &sizes, span);
            Action { restores: restores(windows, &sizes), ..action }
        })
        .collect()
}

fn zones(windows: &Windows) -> Option<Finding> {
    windows.by_region.values().find_map(|sentences| {
        let mut weekly = sentences.iter().filter(|window| !days::weekdays(&window.on).is_empty());
        let first = weekly.next()?;
        let other = weekly.find(|window| window.zone.node != first.zone.node)?;
        Some(two_zones(first, other))
    })
}

/// The first change after which the smallest size would be above the largest.
fn out_of_order(windows: &Windows, actions: &[Action]) -> Option<Finding> {
    actions.iter().find_map(|action| {
        windows.sizes.iter().find_map(|(code, size)| {
            let after = |set: &BTreeMap<String, Option<u64>>, base: u64| {
                set.get(code).copied().flatten().unwrap_or(base)
            };
            let (min, max) = (after(&action.min, size.min), after(&action.max, size.max));
            (min > max).then(|| crossed(windows, action, (min, max)))
        })
    })
}

fn crossed(windows: &Windows, action: &Action, (min, max): (u64, u64)) -> Finding {
    let from = match &action.when {
        When::Weekly { days, minute } => {
            let day = days.first().copied().map_or("mon", days::name);
            format!("{day} {:02}:{:02}", minute / 60, minute % 60)
        }
        When::At(instant) => instant.clone(),
    };
    let message =
        format!("from {from} on `{}` would have at least {min} and at most {max}", windows.thing);
    Finding::error(ORDER.code, message, action.span, "at least above at most")
        .help("overlapping windows take the highest `at least` and the lowest `at most`: change one of them")
}

fn two_zones(first: &Window, other: &Window) -> Finding {
    let message = format!(
        "weekly windows of one size cannot be in two time zones, `{}` and `{}`",
        first.zone.node, other.zone.node
    );
    Finding::error(ZONES.code, message, other.zone.span, "another time zone")
        .also(first.zone.span, "the first one")
        .help(format!("write the hours in \"{}\"", first.zone.node))
}

fn passed(span: Span, today: Date) -> Finding {
    let message = format!("this window is over on {today} and writes nothing");
    Finding::warning(OVER.code, message, span, "over already").help("take the sentence out")
}

fn later(span: Span) -> Finding {
    let message = "where a weekly window acts during the dates, the action of the dates comes a minute after it";
    Finding::note(LATER.code, message, span, "a minute later")
}

fn belongs(thing: &str, owned: Owned, span: Span) -> Finding {
    let (what, bound) = match (owned.min, owned.max) {
        (true, true) => ("bounds belong", "new bounds"),
        (true, false) => ("minimum belongs", "a new lower bound"),
        (false, _) => ("maximum belongs", "a new upper bound"),
    };
    let message = format!(
        "`{thing}`'s {what} to the window's schedules: {bound} of `replicas` takes effect when the next of them acts"
    );
    Finding::note(OWNED.code, message, span, "owned by schedules")
}

#[cfg(test)]
mod tests;
