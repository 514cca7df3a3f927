//! Alarms: what is watched, by which figure, for how long, and what missing data means.
//! Thresholds stand in the units of the language; each target has its own.

use crate::model::measure::Ratio;
use crate::source::Span;
use crate::syntax::tree::{Direction, Join, Op, Severity, Stat};

/// An alarm.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// The real name after `<service>-<environment>-`: `web-cpu-warn`.
    pub key: String,
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
    /// Whether the threshold comes from a promise.
    pub promise: Option<Span>,
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
#[derive(Clone, Debug)]
pub struct Term {
    /// What is measured.
    pub measure: Measure,
    /// How samples become one figure.
    pub stat: Stat,
    /// The comparison after promises are turned into alarms.
    pub op: Op,
    /// The threshold: percent, milliseconds, things, things per second, as the metric has it in the language
    /// (a share is percent, a duration milliseconds, a rate things within `per` seconds).
    pub threshold: Ratio,
    /// For rates: the seconds that the threshold counts over.
    pub per: Option<u64>,
    /// `per replica`: the total is divided by the instances in service.
    pub per_replica: bool,
    /// The threshold as written, for names that would clash and for labels.
    pub written: String,
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
    /// A metric of the policy's own.
    Custom(String),
}
