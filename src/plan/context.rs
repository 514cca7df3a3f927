//! What every part of a plan needs to know of the whole: names, regions, who leads where.

use std::collections::BTreeMap;

use super::traffic::{Records, records};
use super::{Region, names, weights};
use crate::model::measure::Ratio;
use crate::model::policy::{Platform, Policy, Route, Target, Traffic, Workload, WorkloadBody};
use crate::settings::Settings;

/// A policy with what follows from it as a whole.
pub struct Context<'a> {
    /// The resolved policy.
    pub policy: &'a Policy,
    /// The project's settings.
    pub settings: &'a Settings,
    /// `<service>-<environment>`, or `<service>`.
    pub name: String,
    /// The active regions, by code.
    pub regions: Vec<Region>,
    /// The heaviest region, then the first by name.
    pub primary: String,
}

impl<'a> Context<'a> {
    /// Works out names and regions of a policy.
    pub fn new(policy: &'a Policy, settings: &'a Settings) -> Self {
        let service = policy.service.node.as_str();
        let name = match &policy.environment {
            Some(environment) => format!("{service}-{}", environment.name.node),
            None => service.to_owned(),
        };
        let regions = regions(policy);
        let primary = primary(policy);
        Self { policy, settings, name, regions, primary }
    }

    /// The same of the standby regions alone.
    pub fn standby(policy: &'a Policy, settings: &'a Settings) -> Self {
        let standby = policy.regions.iter().filter(|region| region.standby.is_some());
        let region = |region: &crate::model::policy::Region| Region {
            code: region.code.node.clone(),
            weight: None,
            zones: region.zones.node,
        };
        Self { regions: standby.map(region).collect(), ..Self::new(policy, settings) }
    }

    /// A real name, cut to a target's limit.
    pub fn real(&self, thing: &str, limit: usize) -> String {
        names::limited(&format!("{}-{thing}", self.name), limit)
    }

    /// The codes of the regions that a workload runs in.
    pub fn regions_of(&self, body: &WorkloadBody) -> Vec<String> {
        let within = |code: &str| match &body.regions {
            Some(named) => named.iter().any(|region| region.node == code),
            None => true,
        };
        self.regions.iter().map(|region| region.code.clone()).filter(|code| within(code)).collect()
    }

    /// The traffic blocks that lead to a workload, by name.
    pub fn leads_to(&self, workload: &str) -> Vec<&'a Traffic> {
        let policy = self.policy;
        policy.traffics.iter().filter(|traffic| leads(policy, traffic, workload)).collect()
    }

    /// The workload of a name.
    pub fn workload(&self, name: &str) -> Option<&'a Workload> {
        self.policy.workloads.iter().find(|workload| workload.name.node == name)
    }
}

/// Whether a traffic block leads to a workload: by a route, or because it leads nowhere else and there is only one.
pub fn leads(policy: &Policy, traffic: &Traffic, workload: &str) -> bool {
    let named = |route: &Route| {
        route.to.iter().any(|to| matches!(&to.node, Target::Name(name) if name == workload))
    };
    if traffic.routes.iter().any(|route| named(route)) {
        return true;
    }
    let elsewhere = traffic.routes.iter().any(|route| leaves_regions(policy, route))
        || traffic
            .failover
            .iter()
            .flat_map(|order| &order.node)
            .any(|to| !is_region(policy, &to.node));
    !elsewhere && implied(policy).is_some_and(|only| only.name.node == workload)
}

/// Whether a route leads to something else than a region.
fn leaves_regions(policy: &Policy, route: &Route) -> bool {
    let region = |to: &Target| matches!(to, Target::Name(name) if is_region(policy, name));
    !route.to.iter().all(|to| region(&to.node))
}

fn is_region(policy: &Policy, name: &str) -> bool {
    let mut known = policy.regions.iter().map(|region| &region.code).chain(&policy.left_out);
    known.any(|code| code.node == name)
}

/// The workload that needs no route: the only one that neither reads a queue nor is used by another.
pub fn implied(policy: &Policy) -> Option<&Workload> {
    let used = |name: &str| {
        policy.workloads.iter().flat_map(|workload| &workload.body.uses).any(|uses| {
            uses.targets.iter().any(|to| matches!(&to.node, Target::Name(other) if other == name))
        })
    };
    let mut candidates = policy
        .workloads
        .iter()
        .filter(|workload| workload.body.consumes.is_none() && !used(&workload.name.node));
    let only = candidates.next()?;
    candidates.next().is_none().then_some(only)
}

/// Whether a platform can stand behind a balancer of ours in this release.
pub fn compiled(platform: Platform) -> bool {
    match platform {
        Platform::Ec2 | Platform::Kubernetes | Platform::Lambda => true,
        Platform::Fargate => false,
    }
}

fn active(policy: &Policy) -> impl Iterator<Item = &crate::model::policy::Region> {
    policy.regions.iter().filter(|region| region.standby.is_none())
}

fn regions(policy: &Policy) -> Vec<Region> {
    let (shares, _) = weights(policy);
    let region = |region: &crate::model::policy::Region| Region {
        code: region.code.node.clone(),
        weight: shares.get(&region.code.node).copied(),
        zones: region.zones.node,
    };
    active(policy).map(region).collect()
}

/// Weights of records by region, and whether they are exactly the shares that were written. Without shares, regions
/// of a weighted block weigh the same.
pub fn weights(policy: &Policy) -> (BTreeMap<String, u64>, bool) {
    let codes = active(policy).map(|region| region.code.node.clone());
    let shares: Vec<Ratio> =
        active(policy).filter_map(|region| Some(region.weight?.node.base())).collect();
    if shares.len() == active(policy).count() {
        let weights = weights::whole(&shares, weights::RECORD);
        return (codes.zip(weights.whole).collect(), weights.exact);
    }
    let weighted = policy.traffics.iter().any(|it| records(policy, it) == Records::Weighted);
    let alike = codes.filter(|_| weighted).map(|code| (code, 1));
    (alike.collect(), true)
}

fn primary(policy: &Policy) -> String {
    let share =
        |region: &crate::model::policy::Region| region.weight.map(|weight| weight.node.base());
    let mut best: Option<&crate::model::policy::Region> = None;
    for region in active(policy) {
        if best.is_none_or(|best| share(region) > share(best)) {
            best = Some(region);
        }
    }
    best.map(|region| region.code.node.clone()).unwrap_or_default()
}
