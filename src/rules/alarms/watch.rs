//! Which alarms watch a promise. In: a policy. Out: promises on metrics, and the terms of alarms on the same figure.

use crate::model::policy::{Alarm, Metric, Policy, Promise, Severity, Term, WorkloadBody};
use crate::plan::metrics::Builtin;
use crate::rules::shared;
use crate::source::Spanned;

/// Whether a promise is about a metric, which alarms can watch: a built-in one or the policy's own.
pub fn measured(policy: &Policy, promise: &Promise) -> bool {
    let name = promise.subject.node.as_str();
    promise.scope.is_none()
        && promise.per.is_none()
        && (Builtin::of(name).is_some() || policy.metrics.contains_key(name))
}

/// Whether a metric is that of a promise. A call of a function lasts its duration, whoever measures it.
pub fn same_metric(metric: &Metric, promise: &Promise) -> bool {
    let (name, promised) = (metric.name.node.as_str(), promise.subject.node.as_str());
    name == promised || (name == "duration" && promised == "latency")
}

/// Whether a metric is that of a promise, with its statistic.
pub fn same_figure(metric: &Metric, promise: &Promise) -> bool {
    let promised = Metric { name: promise.subject.clone(), stat: promise.stat };
    same_metric(metric, promise) && shared::stat(metric) == shared::stat(&promised)
}

/// Every term of a warn or page that may watch a promise of the service or of a workload's own.
pub fn terms<'a>(
    policy: &'a Policy,
    own: Option<&'a WorkloadBody>,
    promise: &'a Promise,
) -> impl Iterator<Item = (Severity, &'a Term)> {
    let workloads = shared::everywhere(policy)
        .map(|(_, body)| body)
        .filter(move |body| own.is_none_or(|own| std::ptr::eq(own, *body)));
    let inside = workloads.flat_map(|body| &body.alarms);
    let behind = policy.stores.iter().flat_map(|store| &store.alarms);
    let behind = behind.chain(policy.queues.iter().flat_map(|queue| &queue.alarms));
    // What users meet is not measured at a store or a queue.
    let behind = behind.filter(|_| !["latency", "errors"].contains(&promise.subject.node.as_str()));
    let before = policy.cdns.iter().flat_map(|cdn| &cdn.alarms);
    inside
        .chain(behind)
        .chain(before)
        .chain(&policy.alarms)
        .flat_map(pairs)
        .filter(|(_, term)| same_metric(&term.metric, promise))
}

fn pairs(alarm: &Spanned<Alarm>) -> impl Iterator<Item = (Severity, &Term)> {
    alarm.node.when.terms.iter().map(|term| (alarm.node.severity.node, term))
}
