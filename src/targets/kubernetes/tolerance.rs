//! How far a metric may be from its target before an autoscaler moves. In: thresholds of both directions, versions.
//! Out: a tolerance each way, and notes where there is none.

use super::codes;
use super::demand::{Demand, Wanted};
use super::scope::Scope;
use super::since::{Field, scaled_object_tolerance};
use crate::diagnostic::Finding;
use crate::model::measure::Ratio;
use crate::words::tick;

/// Which object carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// An autoscaler of our own.
    Autoscaler,
    /// A `ScaledObject` without schedules.
    ScaledObject,
    /// A `ScaledObject` with schedules.
    Scheduled,
}

/// A tolerance each way, as a decimal; none for the cluster's own (10 %).
#[derive(Debug, Default)]
pub struct Tolerances {
    /// Scaling out.
    pub out: Option<String>,
    /// Scaling in.
    pub within: Option<String>,
}

/// The tolerances of a workload's autoscaler.
pub fn tolerances(
    scope: &Scope,
    demand: &Demand,
    carrier: Carrier,
    notes: &mut Vec<Finding>,
) -> Tolerances {
    for (metric, span) in &demand.unpaired {
        let message = format!(
            "scaling in on {} is not expressible: nothing scales out on it, so the autoscaler has no target for it",
            tick(metric)
        );
        notes.push(Finding::note(codes::TOLERANCE.code, message, *span, "not expressible here"));
    }
    let has = match carrier {
        Carrier::Autoscaler => Field::Tolerance.is_in(scope.settings),
        Carrier::ScaledObject | Carrier::Scheduled => scaled_object_tolerance(scope.settings),
    };
    if carrier == Carrier::Scheduled {
        notes.extend(floors(demand).map(beside_schedules));
        // With a tolerance of 10 % a floor of 20 would rest at 19.
        let none = has.then(|| "0".to_owned());
        return Tolerances { out: none.clone(), within: none };
    }
    if !has {
        notes.extend(floors(demand).map(|wanted| too_old(scope, wanted)));
        return Tolerances::default();
    }
    let strict = demand.wanted.iter().any(|wanted| wanted.strict);
    Tolerances { out: strict.then(|| "0".to_owned()), within: smallest(demand) }
}

fn floors(demand: &Demand) -> impl Iterator<Item = &Wanted> {
    demand.wanted.iter().filter(|wanted| wanted.floor.is_some())
}

/// The smallest 1 - in/out.
fn smallest(demand: &Demand) -> Option<String> {
    let share = |wanted: &Wanted| {
        let floor = wanted.floor?;
        let (low, high) = (floor.over * wanted.target.under, wanted.target.over * floor.under);
        (high > low).then(|| Ratio { over: high - low, under: high })
    };
    // Six places are more than an autoscaler can tell apart.
    let rounded = |share: Ratio| {
        Ratio { over: share.over * 1_000_000 / share.under, under: 1_000_000 }.decimal()
    };
    demand.wanted.iter().filter_map(share).min().map(rounded)
}

fn beside_schedules(wanted: &Wanted) -> Finding {
    let message = "a threshold for scaling in is not expressible beside schedules: it is scaled in as soon as the metric is under its target";
    Finding::note(codes::TOLERANCE.code, message, wanted.span, "has another threshold in")
}

fn too_old(scope: &Scope, wanted: &Wanted) -> Finding {
    let message = format!(
        "a threshold for scaling in is not expressible on Kubernetes {} with KEDA {}: it is scaled in as soon as the metric is 10 % under its target",
        scope.settings.kubernetes, scope.settings.keda
    );
    Finding::note(codes::TOLERANCE.code, message, wanted.span, "has another threshold in")
}
