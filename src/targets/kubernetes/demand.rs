//! What moves a workload's size: metrics with targets, from `keep` and from the thresholds of steps.
//! In: the sentences of a body. Out: one entry per metric, and notes of what no autoscaler can be moved by.

use super::codes;
use super::scope::Scope;
use crate::diagnostic::Finding;
use crate::model::measure::{Ratio, base};
use crate::model::policy::CustomMetric;
use crate::source::{Span, Spanned};
use crate::syntax::tree::{
    Bound, BoundValue, Direction, Metric, Op, Quantity, Scale, Size, Stat, Step, Term, Time, Unit,
};
use crate::words::tick;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Processor use, of the request.
    Cpu,
    /// Memory use, of the request.
    Memory,
    /// Requests a minute, counted by a balancer.
    Requests,
    /// Response time in seconds, measured by a balancer.
    Latency,
    /// The pods' own gauge of open connections.
    Connections,
    /// Messages that wait in the queue on SQS.
    QueueDepth,
    /// Seconds that the oldest message waits.
    QueueAge,
    /// A metric of the policy's own.
    Custom(String),
}

/// A metric with its target.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What is measured.
    pub measure: Measure,
    /// How samples become one figure.
    pub stat: Stat,
    /// The target in the unit of the measure.
    pub target: Ratio,
    /// Whether the target is per replica.
    pub per_replica: bool,
    /// The part of the target under which it may be scaled in, where the policy says one.
    pub floor: Option<Ratio>,
    /// Whether a threshold is written with `>`.
    pub strict: bool,
    /// The place of the sentence.
    pub span: Span,
}

/// Everything that moves a size.
#[derive(Debug, Default)]
pub struct Demand {
    /// The metrics.
    pub wanted: Vec<Wanted>,
    /// Thresholds for scaling in whose metric has no target.
    pub unpaired: Vec<(String, Span)>,
}

/// Collects what moves a workload's size.
pub fn collect(scope: &Scope, notes: &mut Vec<Finding>) -> Demand {
    let mut demand = Demand::default();
    for keep in &scope.body.keeps {
        let (metric, bound) = (&keep.node.metric, &keep.node.at);
        match wanted(scope, metric, bound, keep.span) {
            Ok(wanted) => demand.wanted.push(wanted),
            Err(reason) => notes.push(unscaled(&metric.name, &reason)),
        }
    }
    let directed = |direction| {
        let steps = scope.body.steps.iter();
        steps.filter(move |step| step.node.direction.node == direction)
    };
    for step in directed(Direction::Out) {
        out(scope, step, &mut demand, notes);
    }
    for step in directed(Direction::In) {
        for term in &step.node.when.terms {
            within(scope, term, &mut demand);
        }
    }
    demand.wanted.sort_by(|one, other| one.measure.cmp(&other.measure));
    demand
}

fn out(scope: &Scope, step: &Spanned<Step>, demand: &mut Demand, notes: &mut Vec<Finding>) {
    for term in &step.node.when.terms {
        let strict = term.op.node == Op::Greater;
        if matches!(term.op.node, Op::Less | Op::LessEqual) {
            notes.push(unscaled(&term.metric.name, "scaling out on a falling figure"));
            continue;
        }
        match wanted(scope, &term.metric, &term.bound, step.span) {
            Ok(wanted) => merge(demand, Wanted { strict, ..wanted }),
            Err(reason) => notes.push(unscaled(&term.metric.name, &reason)),
        }
    }
}

/// Of several thresholds of one metric the lowest begins to scale.
fn merge(demand: &mut Demand, new: Wanted) {
    let same = |known: &&mut Wanted| known.measure == new.measure;
    match demand.wanted.iter_mut().find(same) {
        Some(known) if new.target < known.target => *known = new,
        Some(_) => {}
        None => demand.wanted.push(new),
    }
}

fn within(scope: &Scope, term: &Term, demand: &mut Demand) {
    let found = wanted(scope, &term.metric, &term.bound, term.span).ok();
    let paired = found.and_then(|low| {
        let same = |known: &&mut Wanted| known.measure == low.measure;
        Some((demand.wanted.iter_mut().find(same)?, low.target))
    });
    match paired {
        Some((known, low)) => known.floor = Some(known.floor.map_or(low, |other| other.max(low))),
        None => demand.unpaired.push((term.metric.name.node.clone(), term.span)),
    }
}

fn unscaled(metric: &Spanned<String>, reason: &str) -> Finding {
    let message =
        format!("{} cannot move an autoscaler of Kubernetes: {reason}", tick(&metric.node));
    Finding::note(codes::METRIC.code, message, metric.span, "moves nothing here")
}

fn wanted(scope: &Scope, metric: &Metric, bound: &Bound, span: Span) -> Result<Wanted, String> {
    let (measure, factor) = measure(scope, &metric.name.node)?;
    let BoundValue::Quantity(quantity) = bound.value.node else {
        return Err("the figure of a promise is not one of its targets".to_owned());
    };
    let target = match bound.of_capacity {
        Some(_) => of_capacity(scope, &measure, quantity)?,
        None => base(quantity),
    };
    let stat = metric.stat.as_ref().map_or_else(|| usual(scope, &measure), |stat| stat.node);
    if matches!(stat, Stat::Percentile(_)) {
        return Err("its scalers do not read percentiles".to_owned());
    }
    Ok(Wanted {
        measure,
        stat,
        target: times(target, factor),
        per_replica: bound.per_replica.is_some() || bound.of_capacity.is_some(),
        floor: None,
        strict: false,
        span,
    })
}

/// What is measured, and by what a figure of the language is multiplied for it.
fn measure(scope: &Scope, name: &str) -> Result<(Measure, Ratio), String> {
    let whole = Ratio { over: 1, under: 1 };
    let seconds = Ratio { over: 1, under: 1_000 };
    match name {
        "cpu" => Ok((Measure::Cpu, whole)),
        "memory" => Ok((Measure::Memory, whole)),
        "connections" => Ok((Measure::Connections, whole)),
        "requests" if !scope.pods.behind.is_empty() => {
            Ok((Measure::Requests, Ratio { over: 60, under: 1 }))
        }
        "latency" if !scope.pods.behind.is_empty() => Ok((Measure::Latency, seconds)),
        "requests" | "latency" => Err("no balancer measures it, as no route leads here".to_owned()),
        "queue_depth" | "queue_age" if scope.pods.queue.is_none() => {
            Err("it reads no queue on SQS".to_owned())
        }
        "queue_depth" => Ok((Measure::QueueDepth, whole)),
        "queue_age" => Ok((Measure::QueueAge, seconds)),
        other => match scope.pods.metrics.get(other) {
            Some(metric) if metric.cloudwatch.is_some() || metric.kubernetes.is_some() => {
                Ok((Measure::Custom(other.to_owned()), scale_of(metric)))
            }
            Some(_) => Err("only metrics with `cloudwatch` or `kubernetes` are read".to_owned()),
            None => Err("it is no single series".to_owned()),
        },
    }
}

fn of_capacity(scope: &Scope, measure: &Measure, share: Quantity) -> Result<Ratio, String> {
    let whole = match measure {
        Measure::Requests => scope.body.serves.as_ref().map(|serves| serves.node.base()),
        Measure::Connections => scope
            .body
            .connections
            .as_ref()
            .map(|held| Ratio { over: u128::from(held.node), under: 1 }),
        Measure::Cpu
        | Measure::Memory
        | Measure::Latency
        | Measure::QueueDepth
        | Measure::QueueAge
        | Measure::Custom(_) => None,
    };
    let whole = whole.ok_or("nothing says how much a replica carries")?;
    Ok(times(times(base(share), whole), Ratio { over: 1, under: 100 }))
}

fn times(one: Ratio, other: Ratio) -> Ratio {
    Ratio { over: one.over * other.over, under: one.under * other.under }
}

/// By what a figure in the language's base unit is multiplied to be in the metric's own.
fn scale_of(metric: &CustomMetric) -> Ratio {
    let by = |under: u64| Ratio { over: 1, under: u128::from(under.max(1)) };
    let unit = metric.unit.as_ref().map_or("count", |unit| unit.node.as_str());
    match unit {
        "event" => Ratio { over: 60, under: 1 },
        "ms" => by(Time::Millisecond.millis()),
        "s" => by(Time::Second.millis()),
        "m" => by(Time::Minute.millis()),
        "h" => by(Time::Hour.millis()),
        "d" => by(Time::Day.millis()),
        "kB" => by(Size::Kilobyte.bytes()),
        "MB" => by(Size::Megabyte.bytes()),
        "GB" => by(Size::Gigabyte.bytes()),
        "TB" => by(Size::Terabyte.bytes()),
        "KiB" => by(Size::Kibibyte.bytes()),
        "MiB" => by(Size::Mebibyte.bytes()),
        "GiB" => by(Size::Gibibyte.bytes()),
        "TiB" => by(Size::Tebibyte.bytes()),
        "vcpu" => by(1_000),
        "k" => by(Scale::Thousand.factor()),
        "M" => by(Scale::Million.factor()),
        _ => by(1),
    }
}

fn usual(scope: &Scope, measure: &Measure) -> Stat {
    match measure {
        Measure::Cpu | Measure::Memory | Measure::Latency => Stat::Avg,
        Measure::QueueDepth | Measure::QueueAge => Stat::Max,
        Measure::Requests | Measure::Connections => Stat::Sum,
        Measure::Custom(name) => {
            let unit = scope.pods.metrics.get(name).and_then(|metric| metric.unit.as_ref());
            match unit.map_or("count", |unit| unit.node.as_str()) {
                "count" | "event" | "k" | "M" => Stat::Sum,
                _ => Stat::Avg,
            }
        }
    }
}

/// The unit that a sentence counts a change in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// So many pods.
    Pods(u64),
    /// So many percent, rounded up; the exact figure beside it.
    Percent(Ratio),
}

/// A change as written.
pub fn change(quantity: Quantity) -> Change {
    match quantity.unit {
        Unit::Share => Change::Percent(base(quantity)),
        Unit::Count(_)
        | Unit::Time(_)
        | Unit::Size(_)
        | Unit::SizePer(..)
        | Unit::Vcpu
        | Unit::Rate(..)
        | Unit::Money(..) => Change::Pods(base(quantity).ceil()),
    }
}
