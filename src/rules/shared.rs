//! What several rules ask of a policy. In: things of the model. Out: parts of them and figures.

use crate::model::measure::{Ratio, base};
use crate::model::policy::{
    Bound, BoundValue, Metric, Op, Policy, Promise, Quantity, Stat, Workload, WorkloadBody,
};
use crate::plan::metrics::Builtin;
use crate::source::Spanned;

/// A share as a part of one.
pub fn share(percent: Quantity) -> Ratio {
    base(percent) / Ratio::from_whole(100)
}

/// What is said of a workload: everywhere, then in each region with an overlay of its own.
pub fn bodies(workload: &Workload) -> impl Iterator<Item = &WorkloadBody> {
    std::iter::once(&workload.body).chain(workload.regional.values())
}

/// Every workload of a policy with each of its bodies.
pub fn everywhere(policy: &Policy) -> impl Iterator<Item = (&Workload, &WorkloadBody)> {
    policy.workloads.iter().flat_map(|workload| bodies(workload).map(move |body| (workload, body)))
}

/// The statistic of a metric, by its default where none is written.
pub fn stat(metric: &Metric) -> Stat {
    let usual = || Builtin::of(&metric.name.node).map_or(Stat::Avg, Builtin::stat);
    metric.stat.as_ref().map_or_else(usual, |stat| stat.node)
}

/// The figure that a metric is compared with as a literal, promises looked up.
pub fn quantity(
    metric: &Metric,
    bound: &Bound,
    promises: &[&[Spanned<Promise>]],
) -> Option<Quantity> {
    match &bound.value.node {
        BoundValue::Quantity(quantity) => Some(*quantity),
        BoundValue::Objective => {
            let same = |promise: &&Spanned<Promise>| {
                let usual = Builtin::of(&metric.name.node).map_or(Stat::Avg, Builtin::stat);
                promise.subject.node == metric.name.node
                    && promise.stat.as_ref().map_or(usual, |stat| stat.node) == stat(metric)
            };
            promises.iter().copied().flatten().find(same).map(|promise| promise.value.node)
        }
    }
}

/// A threshold in base units with the words for it, promises looked up.
pub fn figure(
    metric: &Metric,
    bound: &Bound,
    promises: &[&[Spanned<Promise>]],
) -> Option<(Ratio, String)> {
    let found = quantity(metric, bound, promises)?;
    Some((base(found), written(bound, found)))
}

/// The words for a threshold whose figure is known.
pub fn written(bound: &Bound, found: Quantity) -> String {
    match &bound.value.node {
        BoundValue::Quantity(_) => found.to_string(),
        BoundValue::Objective => format!("objective, {found}"),
    }
}

/// Whether two bounds are figures of one kind.
pub fn alike(one: &Bound, other: &Bound) -> bool {
    one.of_capacity.is_some() == other.of_capacity.is_some()
        && one.per_replica.is_some() == other.per_replica.is_some()
}

/// Whether a comparison holds above its figure.
pub fn upward(op: Op) -> bool {
    matches!(op, Op::Greater | Op::GreaterEqual)
}

/// Whether a path fits a pattern of a listener: `*` stands for any text, `?` for one character.
pub fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (mut at, mut tried, mut star) = (0, 0, None);
    while let Some(&wanted) = path.get(tried) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, tried));
                at += 1;
            }
            Some(&given) if given == b'?' || given == wanted => {
                at += 1;
                tried += 1;
            }
            Some(_) | None => {
                let Some((back, from)) = star else { return false };
                star = Some((back, from + 1));
                (at, tried) = (back + 1, from + 1);
            }
        }
    }
    pattern.iter().skip(at).all(|rest| *rest == b'*')
}

/// Whether an objective of a workload or of its service speaks of the loss of a scope.
pub fn names_scope(policy: &Policy, workload: &Workload, scope: &str) -> bool {
    let promises = workload.body.promises.iter().chain(&policy.promises);
    let loss = |promise: &Promise| ["rto", "rpo"].contains(&promise.subject.node.as_str());
    promises
        .filter(|promise| loss(promise))
        .any(|promise| promise.scope.as_ref().is_some_and(|it| it.node == scope))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn patterns_fit_as_a_listener_reads_them() {
        assert!(fits(b"/*", b"/health"));
        assert!(fits(b"/a*/c?", b"/abc/b/cd"));
        assert!(!fits(b"/api/*", b"/health"));
        assert!(fits(b"/health", b"/health"));
        assert!(!fits(b"/health", b"/healthz"));
    }
}
