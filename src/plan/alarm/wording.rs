//! Metrics, statistics and bounds as people read them, in labels and findings. In: parts of the tree. Out: text.

use crate::model::policy::Promise;
use crate::syntax::tree::{self, Bound, BoundValue, Op, Quantity, Stat, Unit};

/// `latency p95`
pub fn written_metric(metric: &tree::Metric) -> String {
    match &metric.stat {
        Some(stat) => format!("{} {}", metric.name.node, stat_word(stat.node)),
        None => metric.name.node.clone(),
    }
}

/// `300ms`, `80% of capacity`, `objective`
pub fn written_bound(bound: &Bound) -> String {
    match &bound.value.node {
        BoundValue::Objective => "objective".to_owned(),
        BoundValue::Quantity(quantity) if bound.of_capacity.is_some() => {
            format!("{quantity} of capacity")
        }
        BoundValue::Quantity(quantity) if bound.per_replica.is_some() => {
            format!("{quantity} per replica")
        }
        BoundValue::Quantity(quantity) => quantity.to_string(),
    }
}

/// `p99.9`, `avg`
pub fn stat_word(stat: Stat) -> String {
    match stat {
        Stat::Percentile(tenths) if tenths % 10 == 0 => format!("p{}", tenths / 10),
        Stat::Percentile(tenths) => format!("p{}.{}", tenths / 10, tenths % 10),
        Stat::Avg => "avg".to_owned(),
        Stat::Min => "min".to_owned(),
        Stat::Max => "max".to_owned(),
        Stat::Sum => "sum".to_owned(),
    }
}

/// As written.
pub fn op_word(op: Op) -> &'static str {
    match op {
        Op::Less => "<",
        Op::LessEqual => "<=",
        Op::Greater => ">",
        Op::GreaterEqual => ">=",
    }
}

/// `latency p95 < 400 ms`
pub fn promise_text(promise: &Promise) -> String {
    let stat = promise.stat.as_ref().map(|stat| format!(" {}", stat_word(stat.node)));
    let (subject, stat) = (&promise.subject.node, stat.unwrap_or_default());
    format!("{subject}{stat} {} {}", op_word(promise.op.node), spaced(promise.value.node))
}

/// A quantity as prose has it: `400 ms`, `1 %`.
pub fn spaced(quantity: Quantity) -> String {
    match quantity.unit {
        Unit::Share | Unit::Time(_) | Unit::Size(_) | Unit::SizePer(..) => {
            format!("{} {}", quantity.number, quantity.unit)
        }
        Unit::Count(_) | Unit::Vcpu | Unit::Rate(..) | Unit::Money(..) => quantity.to_string(),
    }
}
