//! Alarms: what is watched, by which figure, for how long, and what missing data means.
//! Thresholds stand in the units of the language; each target has its own.

mod hold;
mod name;
mod places;
mod sentence;
mod term;
mod threshold;
mod unprinted;
mod wording;

pub use places::{merged, of_policy, of_steps};
pub use sentence::{Owner, Sentence, Site, of_condition};
pub use unprinted::unprinted;

use crate::diagnostic::Code;
use crate::model::measure::Ratio;
use crate::source::Span;
use crate::syntax::tree::{Direction, Join, Op, Severity, Stat};

/// The codes of findings about alarms.
pub const CODES: &[Code] = &[
    hold::PERIOD,
    name::CLASH,
    sentence::DESCRIPTION,
    sentence::TOO_MANY,
    term::NOT_AVAILABLE,
    threshold::NO_PROMISE,
    threshold::NO_CAPACITY,
    term::STRICT,
    term::SHARED,
    term::SEEN_BY_BALANCER,
];

/// An alarm.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// What tells it apart in addresses: `web-cpu-warn`.
    pub key: String,
    /// The real name after `<service>-<environment>-`: the key, with the old name of a renamed workload.
    pub real: String,
    /// What it watches.
    pub subject: Subject,
    /// Why it exists.
    pub purpose: Purpose,
    /// The quoted text, colon, the sentence; or the sentence.
    pub description: String,
    /// What is compared, at least one.
    pub terms: Vec<Term>,
    /// How several terms are joined.
    pub join: Option<Join>,
    /// Seconds of one period.
    pub period: u64,
    /// How many periods are looked at.
    pub periods: u64,
    /// How many of them must be bad.
    pub bad: u64,
    /// What missing data means.
    pub gaps: Missing,
    /// The codes of the regions that have it.
    pub regions: Vec<String>,
    /// The sentence's place.
    pub span: Span,
}

/// What an alarm watches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The service as a whole.
    Service,
    /// A workload.
    Workload(String),
    /// A queue.
    Queue(String),
}

/// Why an alarm exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To tell people.
    Tell(Severity),
    /// To call a step policy.
    Scale(Direction),
}

impl Purpose {
    /// The last word of its name.
    pub fn word(self) -> &'static str {
        match self {
            Purpose::Tell(Severity::Warn) => "warn",
            Purpose::Tell(Severity::Page) => "page",
            Purpose::Scale(Direction::Out) => "out",
            Purpose::Scale(Direction::In) => "in",
        }
    }
}

/// What missing data means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A gap is bad.
    Bad,
    /// A gap is fine.
    Fine,
    /// The state stays.
    Ignored,
    /// The alarm has no state.
    Unknown,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What is measured.
    pub measure: Measure,
    /// The metric as written, with its statistic where one is: `latency p95`.
    pub metric: String,
    /// How samples become one figure.
    pub stat: Stat,
    /// The comparison after promises are turned into alarms.
    pub op: Op,
    /// The threshold: percent, milliseconds, things, as the metric has it in the language
    /// (a share is percent, a duration milliseconds, a rate things within `per` seconds).
    pub threshold: Ratio,
    /// For rates: the seconds that the threshold counts over.
    pub per: Option<u64>,
    /// `per replica`: the total is divided by the instances in service.
    pub per_replica: bool,
    /// The threshold as written, for names that would clash and for labels.
    pub written: String,
    /// The traffics whose balancers measure, by name: all that lead there for requests, which are summed, one for
    /// anything else; none where the thing itself measures.
    pub via: Vec<String>,
    /// Whether a gap of this metric is bad.
    pub dense: bool,
    /// Whether it counts, so that a gap may be read as 0.
    pub counts: bool,
    /// The promise that the threshold comes from.
    pub promise: Option<Promised>,
}

/// A promise behind a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// `latency p95 < 400 ms`
    pub text: String,
    /// `400 ms`
    pub value: String,
    /// Whether it is broken at the value itself.
    pub strict: bool,
    /// Its place.
    pub span: Span,
}

/// What a term measures, resolved to the things that are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Processor use of a group, of pods.
    Cpu,
    /// Memory use.
    Memory,
    /// Requests that arrive.
    Requests,
    /// Response time.
    Latency,
    /// Share of failed requests.
    Errors,
    /// Open connections.
    Connections,
    /// Share of healthy replicas.
    Healthy,
    /// A function's own run time.
    Duration,
    /// Refused calls of a function.
    Throttles,
    /// Use of the provisioned concurrency.
    Utilization,
    /// Time of a function's start.
    ColdStart,
    /// Messages waiting in the named queue.
    QueueDepth(String),
    /// Age of the oldest message in the named queue.
    QueueAge(String),
    /// A metric of the policy's own, by name (see `Plan::metrics`).
    Custom(String),
}

impl Alarm {
    /// Whether it needs the metrics of the scaling group itself (their collection has to be turned on).
    pub fn asks_group(&self) -> bool {
        self.terms.iter().any(|term| term.per_replica || term.measure == Measure::Healthy)
    }

    /// Whether a balancer measures all of it, so that a release may lean on it without a cycle.
    pub fn of_balancer(&self) -> bool {
        !self.asks_group() && self.terms.iter().all(|term| !term.via.is_empty())
    }
}

#[cfg(test)]
mod tests;
