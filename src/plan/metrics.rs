//! The table of metrics: which one exists where, its statistic, whether its gaps are bad, and the policy's own.
//! In: names and platforms. Out: facts. Knows no target's names for them.

use std::collections::BTreeMap;

use super::context::Context;
use crate::model::policy::{CustomMetric, Platform};
use crate::source::Span;
use crate::syntax::tree::{Gaps, Stat};

/// A metric that the language knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Builtin {
    /// `cpu`
    Cpu,
    /// `memory`
    Memory,
    /// `requests`
    Requests,
    /// `latency`
    Latency,
    /// `errors`
    Errors,
    /// `connections`
    Connections,
    /// `healthy`
    Healthy,
    /// `duration`
    Duration,
    /// `throttles`
    Throttles,
    /// `utilization`
    Utilization,
    /// `cold_start`
    ColdStart,
    /// `queue_depth`
    QueueDepth,
    /// `queue_age`
    QueueAge,
    /// `hit_ratio`
    HitRatio,
    /// `lag`
    Lag,
}

impl Builtin {
    /// All of them, in the order of the language's reference.
    pub const ALL: [Builtin; 15] = [
        Builtin::Cpu,
        Builtin::Memory,
        Builtin::Requests,
        Builtin::Latency,
        Builtin::Errors,
        Builtin::Connections,
        Builtin::QueueDepth,
        Builtin::QueueAge,
        Builtin::Duration,
        Builtin::Throttles,
        Builtin::Utilization,
        Builtin::ColdStart,
        Builtin::Healthy,
        Builtin::HitRatio,
        Builtin::Lag,
    ];

    /// The metric of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|metric| metric.word() == word)
    }

    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Builtin::Cpu => "cpu",
            Builtin::Memory => "memory",
            Builtin::Requests => "requests",
            Builtin::Latency => "latency",
            Builtin::Errors => "errors",
            Builtin::Connections => "connections",
            Builtin::Healthy => "healthy",
            Builtin::Duration => "duration",
            Builtin::Throttles => "throttles",
            Builtin::Utilization => "utilization",
            Builtin::ColdStart => "cold_start",
            Builtin::QueueDepth => "queue_depth",
            Builtin::QueueAge => "queue_age",
            Builtin::HitRatio => "hit_ratio",
            Builtin::Lag => "lag",
        }
    }

    /// The statistic where none is written.
    pub fn stat(self) -> Stat {
        match self {
            Builtin::Cpu
            | Builtin::Memory
            | Builtin::Utilization
            | Builtin::HitRatio
            | Builtin::Latency
            | Builtin::Duration
            | Builtin::ColdStart => Stat::Avg,
            Builtin::Healthy => Stat::Min,
            Builtin::QueueDepth | Builtin::QueueAge | Builtin::Lag => Stat::Max,
            Builtin::Requests | Builtin::Errors | Builtin::Connections | Builtin::Throttles => {
                Stat::Sum
            }
        }
    }

    /// Whether a gap means that something is wrong: the thing itself reports once a minute as long as it lives.
    pub fn dense(self, platform: Platform) -> bool {
        match self {
            Builtin::Cpu | Builtin::Healthy => true,
            // The agent on an instance is the user's; the other two are reported by the platform.
            Builtin::Memory => platform != Platform::Ec2,
            Builtin::Requests
            | Builtin::Latency
            | Builtin::Errors
            | Builtin::Connections
            | Builtin::Duration
            | Builtin::Throttles
            | Builtin::Utilization
            | Builtin::ColdStart
            | Builtin::QueueDepth
            | Builtin::QueueAge
            | Builtin::HitRatio
            | Builtin::Lag => false,
        }
    }

    /// Whether it counts: where nothing is reported there was nothing, so that scale-in may read a gap as 0.
    pub fn counts(self) -> bool {
        match self {
            Builtin::Requests
            | Builtin::Connections
            | Builtin::Throttles
            | Builtin::QueueDepth
            | Builtin::QueueAge => true,
            Builtin::Cpu
            | Builtin::Memory
            | Builtin::Latency
            | Builtin::Errors
            | Builtin::Healthy
            | Builtin::Duration
            | Builtin::Utilization
            | Builtin::ColdStart
            | Builtin::HitRatio
            | Builtin::Lag => false,
        }
    }

    /// Whether a balancer measures it where a route leads to the workload.
    pub fn of_balancer(self) -> bool {
        matches!(self, Builtin::Requests | Builtin::Latency | Builtin::Errors | Builtin::Healthy)
    }
}

/// Whether a metric exists somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Availability {
    /// It does.
    Available,
    /// It does not.
    NotAvailable {
        /// Why not, as the end of a sentence.
        why: &'static str,
        /// What does, as written.
        instead: Vec<&'static str>,
    },
}

/// Whether a workload has a metric; `routed` is whether a traffic leads to it, queues apart (see [`of_queue`]).
pub fn availability(metric: Builtin, platform: Platform, routed: bool) -> Availability {
    match obstacle(metric, platform, routed) {
        None => Availability::Available,
        Some(why) => {
            let there = |other: &Builtin| obstacle(*other, platform, routed).is_none();
            let instead = Builtin::ALL.into_iter().filter(there).map(Builtin::word).collect();
            Availability::NotAvailable { why, instead }
        }
    }
}

const NO_ROUTE: &str = "a balancer measures it, and no route leads to the workload";
const NO_FUNCTION: &str = "only functions have it";

fn obstacle(metric: Builtin, platform: Platform, routed: bool) -> Option<&'static str> {
    let function = platform == Platform::Lambda;
    match metric {
        Builtin::Cpu | Builtin::Memory => function.then_some("Lambda publishes no such metric"),
        Builtin::Requests | Builtin::Latency | Builtin::Errors => {
            (!routed && !function).then_some(NO_ROUTE)
        }
        Builtin::Connections => match platform {
            Platform::Kubernetes => None,
            Platform::Ec2 | Platform::Fargate => Some(
                "the balancer counts both sides, and all workloads: give a `metric` of your own",
            ),
            Platform::Lambda => Some("a function holds no connections"),
        },
        Builtin::Healthy => match platform {
            Platform::Lambda => Some("a function is neither healthy nor not"),
            Platform::Ec2 => None,
            Platform::Fargate | Platform::Kubernetes => (!routed).then_some(NO_ROUTE),
        },
        Builtin::Duration | Builtin::Throttles | Builtin::Utilization | Builtin::ColdStart => {
            (!function).then_some(NO_FUNCTION)
        }
        // Whether the workload reads a queue is asked where the queue is looked up.
        Builtin::QueueDepth | Builtin::QueueAge => None,
        Builtin::HitRatio => Some("only a cache or a content network has it"),
        Builtin::Lag => Some("only a store with copies has it"),
    }
}

/// Whether a queue has a metric.
pub fn of_queue(metric: Builtin) -> Availability {
    match metric {
        Builtin::QueueDepth | Builtin::QueueAge => Availability::Available,
        Builtin::Cpu
        | Builtin::Memory
        | Builtin::Requests
        | Builtin::Latency
        | Builtin::Errors
        | Builtin::Connections
        | Builtin::Healthy
        | Builtin::Duration
        | Builtin::Throttles
        | Builtin::Utilization
        | Builtin::ColdStart
        | Builtin::HitRatio
        | Builtin::Lag => Availability::NotAvailable {
            why: "a queue has a depth and an age",
            instead: vec!["queue_depth", "queue_age"],
        },
    }
}

/// A metric of the policy's own, as alarms and scaling ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Custom {
    /// Its namespace.
    pub namespace: String,
    /// Its name there.
    pub metric: String,
    /// Its dimensions, in order of writing.
    pub dimensions: Vec<(String, String)>,
    /// What its figures count in: the base units of the language that make one of it, as a fraction.
    pub unit: (u64, u64),
    /// The statistic where none is written.
    pub stat: Stat,
    /// Seconds of its own period.
    pub period: u64,
    /// Whether a gap is bad; none where the policy does not say.
    pub gaps: Option<Gaps>,
    /// Whether it counts (`count`, `event`).
    pub counts: bool,
    /// Its place.
    pub span: Span,
}

/// The policy's own metrics that `CloudWatch` has, by name.
pub fn custom(context: &Context) -> BTreeMap<String, Custom> {
    let metrics = context.policy.metrics.iter();
    metrics.filter_map(|(name, metric)| Some((name.clone(), lower(context, metric)?))).collect()
}

fn lower(context: &Context, metric: &CustomMetric) -> Option<Custom> {
    let (namespace, name) = match (&metric.cloudwatch, &metric.log) {
        (Some(full), _) => full.node.rsplit_once(':').map(|(a, b)| (a.to_owned(), b.to_owned()))?,
        (None, Some(_)) => (context.name.clone(), metric.name.node.clone()),
        (None, None) => return None,
    };
    let unit = metric.unit.as_ref().map_or("count", |unit| unit.node.as_str());
    let counts = matches!(unit, "count" | "event");
    let pair = |(key, value): &(crate::syntax::tree::Word, crate::syntax::tree::Word)| {
        (key.node.clone(), value.node.clone())
    };
    Some(Custom {
        namespace,
        metric: name,
        dimensions: metric.dimensions.iter().map(pair).collect(),
        unit: base_units(unit),
        stat: if counts { Stat::Sum } else { Stat::Avg },
        period: metric.period.as_ref().map_or(60, |period| period.node.seconds()),
        gaps: metric.gaps.as_ref().map(|gaps| gaps.node),
        counts,
        span: metric.name.span,
    })
}

/// How many base units (milliseconds, bytes, things, percent, thousandths of a processor) one unit of a metric has.
fn base_units(unit: &str) -> (u64, u64) {
    use crate::syntax::tree::{Per, Size, Time};
    let times = [Time::Millisecond, Time::Second, Time::Minute, Time::Hour, Time::Day];
    if let Some(time) = times.into_iter().find(|time| time.word() == unit) {
        return (time.millis(), 1);
    }
    let (amount, per) = unit.split_once('/').unwrap_or((unit, ""));
    let pers = [Per::Second, Per::Minute, Per::Hour, Per::Day, Per::Month];
    let seconds = pers.into_iter().find(|known| known.word() == per).map_or(1, Per::seconds);
    let sizes = [
        Size::Kilobyte,
        Size::Megabyte,
        Size::Gigabyte,
        Size::Terabyte,
        Size::Kibibyte,
        Size::Mebibyte,
        Size::Gibibyte,
        Size::Tebibyte,
    ];
    match sizes.into_iter().find(|size| size.word() == amount) {
        Some(size) => (size.bytes(), seconds),
        None if amount == "vcpu" => (1_000, 1),
        None => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(metric: Builtin, platform: Platform, routed: bool) -> bool {
        availability(metric, platform, routed) == Availability::Available
    }

    #[test]
    fn what_a_balancer_measures_needs_a_route_or_a_function() {
        for metric in [Builtin::Requests, Builtin::Latency, Builtin::Errors] {
            assert!(!there(metric, Platform::Ec2, false));
            assert!(there(metric, Platform::Ec2, true));
            assert!(there(metric, Platform::Lambda, false));
        }
        assert!(there(Builtin::Healthy, Platform::Ec2, false));
        assert!(!there(Builtin::Healthy, Platform::Kubernetes, false));
        assert!(!there(Builtin::Healthy, Platform::Lambda, true));
    }

    #[test]
    fn an_absent_metric_names_what_is_there() {
        let absent = availability(Builtin::Cpu, Platform::Lambda, false);
        let Availability::NotAvailable { instead, .. } = absent else {
            panic!("functions have no cpu")
        };
        assert!(instead.contains(&"utilization") && !instead.contains(&"memory"));
    }

    #[test]
    fn words_lead_back_to_their_metric() {
        assert!(Builtin::ALL.into_iter().all(|metric| Builtin::of(metric.word()) == Some(metric)));
    }

    #[test]
    fn units_of_own_metrics_are_told_in_base_units() {
        assert_eq!(base_units("s"), (1_000, 1));
        assert_eq!(base_units("MB/min"), (1_000_000, 60));
        assert_eq!(base_units("share"), (1, 1));
    }
}
