//! Where each health check is taken. In: a policy. Out: the places, by check.

use crate::model::policy::{Health, Policy, Traffic, Workload, WorkloadBody};
use crate::plan::context::leads;

/// How many regions carry load.
pub fn active(policy: &Policy) -> usize {
    policy.regions.iter().filter(|region| region.standby.is_none()).count()
}

/// Whether users can be sent from one active region to another.
pub fn several(policy: &Policy) -> bool {
    active(policy) > 1
}

/// The traffic blocks whose check Route 53 makes: in a single region there is nothing to fail over to.
pub fn by_dns<'a>(policy: &'a Policy, health: &'a Health) -> impl Iterator<Item = &'a Traffic> {
    let several = several(policy);
    policy.traffics.iter().filter(move |traffic| {
        several && traffic.health.as_ref().is_some_and(|name| name.node == health.name.node)
    })
}

/// The workloads behind a balancer that take a check, each with what is said of it.
pub fn by_balancer<'a>(
    policy: &'a Policy,
    health: &'a Health,
) -> impl Iterator<Item = (&'a Workload, &'a WorkloadBody)> {
    let routed = |workload: &Workload| {
        policy.traffics.iter().any(|traffic| leads(policy, traffic, &workload.name.node))
    };
    crate::rules::shared::everywhere(policy).filter(move |(workload, body)| {
        body.health.as_ref().is_some_and(|name| name.node == health.name.node) && routed(workload)
    })
}
