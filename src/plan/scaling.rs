//! What moves the size of a group or of a function's provisioned concurrency: tracking, steps, windows, predictions.
//! In: the sentences of a workload and its bounds. Out: policies with resolved metrics. Knows no target's words.

mod sentences;

pub use sentences::{CODES, FRACTION, change, not_predictable, plan};

use std::collections::BTreeMap;

use super::alarm::Alarm;
use crate::source::Span;
use crate::syntax::tree::Direction;

/// Smallest and largest size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The smallest.
    pub min: u64,
    /// The largest.
    pub max: u64,
}

/// Everything that moves one size.
#[derive(Clone, Debug, Default)]
pub struct Scaling {
    /// `keep`, by name.
    pub tracking: Vec<Tracking>,
    /// `scale … by`, out before in, by name.
    pub steps: Vec<Step>,
    /// Changes of the bounds over the week and on dates, by name.
    pub actions: Vec<Action>,
    /// `predict`
    pub predictions: Vec<Prediction>,
}

/// A metric held at a value.
#[derive(Clone, Debug)]
pub struct Tracking {
    /// What tells the policy apart in addresses: `web-cpu`, `thumbs-utilization`.
    pub key: String,
    /// The real name after `<service>-<environment>-`: the key, with the old name of a renamed workload.
    pub real: String,
    /// The metric and the value that it is held at, as the alarm that would fire above it.
    pub held: Alarm,
    /// Its place.
    pub span: Span,
}

/// By how much a step changes the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// By so many.
    Count(u64),
    /// By so many percent.
    Percent(u64),
}

/// One step policy and the alarm that calls it.
#[derive(Clone, Debug)]
pub struct Step {
    /// Out or in.
    pub direction: Direction,
    /// By how much.
    pub by: Change,
    /// Seconds until the next.
    pub wait: u64,
    /// The alarm.
    pub alarm: Alarm,
    /// The sentence's place.
    pub span: Span,
}

/// One change of the bounds by the clock.
#[derive(Clone, Debug)]
pub struct Action {
    /// What tells it apart: `window-start`, `window-end`, `mon-0800` …
    pub key: String,
    /// When.
    pub when: When,
    /// An IANA time zone; UTC for dates.
    pub zone: String,
    /// The smallest size from then on by region; none where it stays.
    pub min: BTreeMap<String, Option<u64>>,
    /// The largest size from then on by region; none where it stays.
    pub max: BTreeMap<String, Option<u64>>,
    /// Whether this is the return to `replicas`.
    pub restores: bool,
    /// The sentence's place.
    pub span: Span,
}

/// When an action happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// Every week: days (0 is Monday) and minutes after midnight.
    Weekly {
        /// Sorted days, 0 is Monday.
        days: Vec<u8>,
        /// Minutes after midnight.
        minute: u16,
    },
    /// Once, in UTC, `2027-11-26T05:00:00Z`.
    At(String),
}

/// Prediction of a metric.
#[derive(Clone, Debug)]
pub struct Prediction {
    /// What tells the policy apart in addresses: `web-cpu-predict`.
    pub key: String,
    /// The real name after `<service>-<environment>-`.
    pub real: String,
    /// The metric and the value that it is held at, as the alarm that would fire above it.
    pub held: Alarm,
    /// How many seconds ahead capacity is there.
    pub ahead: u64,
    /// Its place.
    pub span: Span,
}

impl Scaling {
    /// Whether windows set the smallest size.
    pub fn owns_min(&self) -> bool {
        self.actions.iter().any(|action| action.min.values().any(Option::is_some))
    }

    /// Whether windows set the largest size.
    pub fn owns_max(&self) -> bool {
        self.actions.iter().any(|action| action.max.values().any(Option::is_some))
    }

    /// Every metric that is looked at: of steps, tracking and predictions.
    pub fn asked(&self) -> impl Iterator<Item = &Alarm> {
        let steps = self.steps.iter().map(|step| &step.alarm);
        let held = self.tracking.iter().map(|it| &it.held);
        steps.chain(held).chain(self.predictions.iter().map(|it| &it.held))
    }
}
