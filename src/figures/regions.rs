//! Who carries how much. In: a policy. Out: its regions with their shares of a load, for the whole service and for
//! one workload.

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{self, Routing, Traffic, Workload};
use crate::plan::context::leads;
use crate::source::Span;

/// A region as it carries load.
#[derive(Clone, Debug)]
pub struct Region<'a> {
    /// Its code.
    pub code: &'a str,
    /// Where it is declared.
    pub span: Span,
    /// Its share of the load, of 1; a standby has none.
    pub share: Ratio,
    /// In how many zones things stand there.
    pub zones: u64,
    /// Whether it carries nothing until a failover.
    pub standby: bool,
}

/// The regions of a policy, by code. Without weights the active ones carry equal shares.
pub fn regions(policy: &Policy) -> Vec<Region<'_>> {
    let weight = |region: &policy::Region| match region.weight {
        _ if region.standby.is_some() => Ratio::ZERO,
        Some(weight) => weight.node.base(),
        None => Ratio::ONE,
    };
    let total: Ratio = policy.regions.iter().map(weight).sum();
    let region = |region: &'_ policy::Region| (weight(region), region.zones.node);
    policy
        .regions
        .iter()
        .map(|declared| {
            let (weight, zones) = region(declared);
            Region {
                code: &declared.code.node,
                span: declared.code.span,
                share: part(weight, total),
                zones,
                standby: declared.standby.is_some(),
            }
        })
        .collect()
}

fn part(weight: Ratio, total: Ratio) -> Ratio {
    if total.is_zero() { Ratio::ZERO } else { weight / total }
}

/// The traffic block that leads to a workload and says how it spreads over regions.
pub(super) fn spreads<'a>(policy: &'a Policy, workload: &str) -> Option<&'a Traffic> {
    let mut leading = policy.traffics.iter().filter(|traffic| leads(policy, traffic, workload));
    leading.find(|traffic| traffic.policy.is_some())
}

/// The shares of a workload's load in the regions that it runs in, by the position of the region.
pub(super) fn shares(
    policy: &Policy,
    regions: &[Region],
    workload: &Workload,
) -> Vec<(usize, Ratio)> {
    let runs = |region: &Region| match &workload.body.regions {
        Some(named) => named.iter().any(|code| code.node == region.code),
        None => true,
    };
    let here: Vec<(usize, &Region)> =
        regions.iter().enumerate().filter(|(_, region)| runs(region)).collect();
    if let Some(first) = first_of_order(policy, regions, workload) {
        let all = |at: usize| if at == first { Ratio::ONE } else { Ratio::ZERO };
        return here.iter().map(|(at, _)| (*at, all(*at))).collect();
    }
    let total: Ratio = here.iter().map(|(_, region)| region.share).sum();
    here.iter().map(|(at, region)| (*at, part(region.share, total))).collect()
}

/// Where the policy is `failover` and no weight is written, the first region of the order has all of it.
fn first_of_order(policy: &Policy, regions: &[Region], workload: &Workload) -> Option<usize> {
    let traffic = spreads(policy, &workload.name.node)?;
    let ordered = traffic.policy.as_ref()?.node == Routing::Failover;
    if !ordered || policy.regions.iter().any(|region| region.weight.is_some()) {
        return None;
    }
    let first = traffic.failover.as_ref()?.node.first()?;
    regions.iter().position(|region| region.code == first.node)
}
