//! What moves the size of a group or of a function's provisioned concurrency: tracking, steps, windows, predictions.

use std::collections::BTreeMap;

use super::alarm::Alarm;
use crate::model::measure::Ratio;
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
    /// What tells the policy apart: `cpu`, `utilization`, `latency-p95`.
    pub key: String,
    /// The metric.
    pub measure: Measure,
    /// The target in the metric's own unit of the language (percent, per second, …).
    pub target: Ratio,
    /// The sentence, verbatim.
    pub sentence: String,
    /// Its place.
    pub span: Span,
}

/// What is measured for tracking and prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Average processor use, percent.
    Cpu,
    /// Average memory use, percent.
    Memory,
    /// Use of the provisioned concurrency, percent.
    Utilization,
    /// Requests per second and replica, through the balancer of a traffic.
    Requests {
        /// The traffic whose target group counts.
        traffic: String,
    },
    /// A metric of the policy's own; `per_replica` divides its total.
    Custom {
        /// Its name.
        metric: String,
        /// Whether the target is per replica.
        per_replica: bool,
    },
    /// Messages waiting in a queue; `per_replica` divides.
    QueueDepth {
        /// The queue's name.
        queue: String,
        /// Whether the target is per replica.
        per_replica: bool,
    },
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
    /// What tells it apart: `cpu-out`.
    pub key: String,
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
    /// What tells it apart: `cpu-predict`.
    pub key: String,
    /// The metric.
    pub measure: Measure,
    /// The target in the metric's own unit.
    pub target: Ratio,
    /// How many seconds ahead capacity is there.
    pub ahead: u64,
    /// The sentence, verbatim.
    pub sentence: String,
    /// Its place.
    pub span: Span,
}
