//! Metrics, statistics and bounds as people read them, in labels and findings. In: parts of the tree. Out: text.

use crate::model::policy::Promise;
pub use crate::syntax::print::{
    bound as written_bound, metric as written_metric, op as op_word, stat as stat_word,
};
use crate::syntax::tree::{Quantity, Unit};

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
