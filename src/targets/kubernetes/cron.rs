//! Floors by the clock as KEDA's crons. In: the windows of a body. Out: triggers, the lowest floor, and notes of
//! what a cron cannot say.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::codes;
use super::kinds::Trigger;
use super::scope::Scope;
use super::since::scaled_object_tolerance;
use super::week::{Minutes, WEEK, hours};
use crate::diagnostic::Finding;
use crate::model::measure::base;
use crate::plan::windows::{self, civil};
use crate::source::Spanned;
use crate::syntax::tree::Window;
use crate::words::tick;

/// What a week and dates say of the smallest size.
#[derive(Debug, Default)]
pub struct Floors {
    /// The lowest floor of all.
    pub lowest: u64,
    /// The higher ones.
    pub triggers: Vec<Trigger>,
}

/// The floors of a workload.
pub fn floors(scope: &Scope, notes: &mut Vec<Finding>) -> Floors {
    let windows = &scope.body.windows;
    if windows.is_empty() {
        return Floors { lowest: scope.size.min, triggers: Vec::new() };
    }
    notes.extend(windows.iter().filter_map(ceiling));
    let weekly = Weekly::of(scope);
    notes.extend(weekly.reported(scope));
    let mut triggers = weekly.triggers(scope);
    for window in windows {
        triggers.extend(dated(scope, window, notes));
    }
    triggers.sort();
    triggers.dedup();
    if !scaled_object_tolerance(scope.settings) && !triggers.is_empty() {
        notes.extend(windows.first().map(|window| overshoot(scope, window)));
    }
    Floors { lowest: weekly.lowest, triggers }
}

/// The windows by days of the week.
struct Weekly<'a> {
    windows: Vec<(u64, &'a Spanned<Window>, Minutes)>,
    /// Whether the lower ones are in one time zone: only then is it known when the others begin.
    together: bool,
    lowest: u64,
}

impl<'a> Weekly<'a> {
    fn of(scope: &Scope<'a>) -> Self {
        let floor = |window: &'a Spanned<Window>| {
            Some((floor_of(&window.node)?, window, Minutes::of(&window.node)?))
        };
        let windows: Vec<_> = scope.body.windows.iter().filter_map(floor).collect();
        let mut weekly = Self { windows, together: true, lowest: scope.size.min };
        let zone = weekly.zone(scope);
        let together =
            weekly.lower(scope).all(|(_, window, _)| Some(&window.node.zone.node) == zone);
        weekly.together = together;
        if weekly.together {
            weekly.lowest = (0..WEEK)
                .map(|minute| weekly.at(minute).unwrap_or(scope.size.min))
                .min()
                .unwrap_or(scope.size.min);
        }
        weekly
    }

    fn lower(&self, scope: &Scope) -> impl Iterator<Item = &(u64, &'a Spanned<Window>, Minutes)> {
        let usual = scope.size.min;
        self.windows.iter().filter(move |(floor, _, _)| *floor < usual)
    }

    fn zone(&self, scope: &Scope) -> Option<&'a String> {
        self.lower(scope).next().map(|(_, window, _)| &window.node.zone.node)
    }

    fn at(&self, minute: usize) -> Option<u64> {
        let here = self.windows.iter().filter(|(_, _, minutes)| minutes.has(minute));
        here.map(|(floor, _, _)| *floor).max()
    }

    fn reported(&self, scope: &Scope) -> Vec<Finding> {
        if self.together {
            return Vec::new();
        }
        let kept = |(floor, window, _): &(u64, &Spanned<Window>, Minutes)| {
            let message = format!(
                "a floor of {floor} is under `replicas` and lower floors stand in several time zones: the floor stays {}",
                scope.size.min
            );
            Finding::note(codes::FLOOR.code, message, window.span, "not lowered")
        };
        self.lower(scope).map(kept).collect()
    }

    fn triggers(&self, scope: &Scope) -> Vec<Trigger> {
        let mut triggers = Vec::new();
        for (floor, window, minutes) in &self.windows {
            if *floor > self.lowest && (*floor > scope.size.min || self.together) {
                triggers.extend(crons(scope, minutes, &window.node.zone.node, *floor));
            }
        }
        if let (true, Some(zone)) = (scope.size.min > self.lowest, self.zone(scope)) {
            let mut low = Minutes::none();
            self.lower(scope).for_each(|(_, _, minutes)| low.join(minutes));
            triggers.extend(crons(scope, &low.others(), zone, scope.size.min));
        }
        triggers
    }
}

fn floor_of(window: &Window) -> Option<u64> {
    window.at_least.as_ref().map(|least| base(least.node).ceil())
}

fn ceiling(window: &Spanned<Window>) -> Option<Finding> {
    let most = window.node.at_most.as_ref()?;
    let message = format!(
        "{} is not expressible with KEDA: the ceiling stays that of `replicas`",
        tick(&format!("at most {}", most.node))
    );
    Some(Finding::note(codes::CEILING.code, message, most.span, "not expressible here"))
}

fn overshoot(scope: &Scope, window: &Spanned<Window>) -> Finding {
    let message = format!(
        "Kubernetes {} with KEDA {} has no tolerance: a cron for n pods asks for a tenth more, so that it does not rest below n",
        scope.settings.kubernetes, scope.settings.keda
    );
    Finding::note(codes::FLOOR.code, message, window.span, "may rest above it")
}

fn crons(scope: &Scope, minutes: &Minutes, zone: &str, floor: u64) -> Vec<Trigger> {
    let at = |(minute, days): &(usize, Vec<usize>)| {
        format!("{} {} * * {}", minute % 60, minute / 60, weekdays(days))
    };
    let spans = minutes.spans().into_iter();
    spans.map(|spans| cron(scope, zone, at(&spans.start), at(&spans.end), floor)).collect()
}

fn cron(scope: &Scope, zone: &str, start: String, end: String, floor: u64) -> Trigger {
    // The autoscaler rests within a tenth of what is asked: n - 1 pods must be further away than that.
    let asked = if scaled_object_tolerance(scope.settings) {
        floor
    } else {
        floor.saturating_sub(1).saturating_mul(11) / 10 + 1
    };
    let metadata = BTreeMap::from([
        ("timezone".to_owned(), zone.to_owned()),
        ("start".to_owned(), start),
        ("end".to_owned(), end),
        ("desiredReplicas".to_owned(), asked.to_string()),
    ]);
    Trigger { scaler: "cron".to_owned(), name: None, metric_type: None, metadata }
}

/// Days of the week as a cron has them: 0 is Sunday.
fn weekdays(days: &[usize]) -> String {
    let mut days: Vec<usize> = days.iter().map(|day| (day + 1) % 7).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() == 7 { "*".to_owned() } else { runs(&days) }
}

/// Sorted numbers with runs joined: `1-5`, `0,6`.
fn runs(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            Some(_) | None => runs.push((*number, *number)),
        }
    }
    let text = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}-{last}") }
    };
    runs.iter().map(text).collect::<Vec<_>>().join(",")
}

/// The crons of a window on dates, which come back every year.
fn dated(scope: &Scope, window: &Spanned<Window>, notes: &mut Vec<Finding>) -> Vec<Trigger> {
    let ranges = dates(&window.node);
    let Some(floor) = floor_of(&window.node) else { return Vec::new() };
    let today = civil(scope.settings.date);
    let ahead: Vec<_> = ranges.iter().filter(|(_, last)| Some(*last) >= today).collect();
    if ranges.is_empty() || floor <= scope.size.min {
        notes.extend((!ranges.is_empty()).then(|| lower_date(scope, window, floor)));
        return Vec::new();
    }
    if ahead.is_empty() {
        let message = "the window is over: nothing is written for it";
        notes.push(Finding::warning(codes::OVER.code, message, window.span, "in the past"));
        return Vec::new();
    }
    let message =
        "a cron of KEDA knows no year: this floor comes back every year until it is taken out";
    notes.push(Finding::note(codes::FLOOR.code, message, window.span, "every year"));
    let zone = &window.node.zone.node;
    let all = ahead.into_iter().flat_map(|(first, last)| stretches(&window.node, *first, *last));
    all.map(|(start, end)| cron(scope, zone, start, end, floor)).collect()
}

fn lower_date(scope: &Scope, window: &Spanned<Window>, floor: u64) -> Finding {
    let message = format!(
        "a floor of {floor} on dates is not above `replicas`: the floor stays {}",
        scope.size.min
    );
    Finding::note(codes::FLOOR.code, message, window.span, "not lowered")
}

/// Start and end of each day's window; of the whole stretch where it lasts all day.
fn stretches(window: &Window, first: Date, last: Date) -> Vec<(String, String)> {
    let (from, length) = hours(window);
    let at = |day: Date, minute: usize| {
        format!("{} {} {} {} *", minute % 60, minute / 60, day.day(), day.month())
    };
    let after = |day: Date, minutes: usize| {
        let (days, minute) = (minutes / super::week::DAY, minutes % super::week::DAY);
        let later = (0..days).try_fold(day, |day, _| day.tomorrow()).unwrap_or(day);
        at(later, minute)
    };
    if length == super::week::DAY {
        return vec![(at(first, from), after(last, from + length))];
    }
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
    days.take_while(|day| *day <= last)
        .map(|day| (at(day, from), after(day, from + length)))
        .collect()
}

fn dates(window: &Window) -> Vec<(Date, Date)> {
    let known = |(first, last)| civil(first).zip(civil(last));
    windows::stretches(&window.on).into_iter().filter_map(known).collect()
}
