//! Which named things of a policy are not compiled as a whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::policy::{Platform, Policy, Target, Traffic};
use crate::plan::context::{compiled, leads};
use crate::plan::names::identifier;
use crate::plan::traffic::{Records, records};
use crate::syntax::tree::{Block, Kind};
use crate::words::tick;

/// The things that are not compiled, and the traffic blocks without records.
pub(super) struct Things<'a> {
    /// What each is, by name.
    skipped: BTreeMap<&'a str, String>,
    /// Names of compiled workloads, queues and traffics.
    compiled: BTreeSet<&'a str>,
    /// Traffic blocks whose policy is not compiled.
    without_records: BTreeSet<&'a str>,
}

impl<'a> Things<'a> {
    pub fn of(policy: &'a Policy) -> Self {
        let mut things = Self {
            skipped: BTreeMap::new(),
            compiled: BTreeSet::new(),
            without_records: BTreeSet::new(),
        };
        for store in &policy.stores {
            things.skip(&store.name.node, "store");
        }
        for cdn in &policy.cdns {
            things.skip(&cdn.name.node, "cdn");
        }
        for queue in &policy.queues {
            let streams = queue.engine.node != "sqs";
            things.sort(&queue.name.node, streams, "queue");
        }
        for workload in &policy.workloads {
            let later = !compiled(workload.platform.node);
            things.sort(&workload.name.node, later, "workload");
        }
        for traffic in &policy.traffics {
            let nowhere = leads_nowhere(policy, traffic);
            things.sort(&traffic.name.node, nowhere, "traffic");
            if !nowhere && records(policy, traffic) == Records::NotCompiled {
                things.without_records.insert(&traffic.name.node);
            }
        }
        things
    }

    fn sort(&mut self, name: &'a str, skipped: bool, kind: &str) {
        if skipped {
            self.skip(name, kind);
        } else {
            self.compiled.insert(name);
        }
    }

    fn skip(&mut self, name: &'a str, kind: &str) {
        self.skipped.insert(name, format!("{kind} {}", tick(name)));
    }

    pub fn is_skipped(&self, name: &str) -> bool {
        self.skipped.contains_key(name)
    }

    pub fn without_records(&self, traffic: &str) -> bool {
        self.without_records.contains(traffic)
    }

    /// The thing that a patch's address belongs to, where it is not compiled: the longest name that the address ends in
    /// or goes on from (`aws_rds_cluster.db`, `aws_rds_cluster_instance.db_reader`).
    pub fn patched(&self, address: &str) -> Option<&str> {
        let (_, name) = address.split_once(['.', '/'])?;
        let belongs = |thing: &str| {
            let thing = identifier(thing);
            let rest = identifier(name);
            rest.strip_prefix(thing.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        let longest = |names: &mut dyn Iterator<Item = &&'a str>| {
            names.filter(|thing| belongs(thing)).map(|thing| thing.len()).max()
        };
        let compiled = longest(&mut self.compiled.iter());
        let mut skipped = self.skipped.iter().filter(|(thing, _)| belongs(thing));
        skipped
            .find(|(thing, _)| compiled.is_none_or(|length| thing.len() > length))
            .map(|(_, what)| what.as_str())
    }

    /// What a block is, where it is not compiled as a whole.
    pub fn block(&self, policy: &Policy, block: &Block) -> Option<String> {
        let name = block.name.as_ref().map_or("", |name| name.node.as_str());
        match block.kind.node {
            Kind::Store | Kind::Cdn | Kind::Queue | Kind::Workload | Kind::Traffic => {
                self.skipped.get(name).cloned()
            }
            Kind::Region => standby(policy, name).then(|| format!("standby region {}", tick(name))),
            Kind::Load => due(policy, name).then(|| format!("load {}", tick(name))),
            Kind::Patch => self.patched(name).map(|what| format!("a patch of {what}")),
            Kind::Service
            | Kind::Profile
            | Kind::Environment
            | Kind::Tier
            | Kind::In
            | Kind::Objective
            | Kind::Health
            | Kind::Metric
            | Kind::Usage
            | Kind::Cost
            | Kind::Index
            | Kind::Dimensions => None,
        }
    }
}

fn leads_nowhere(policy: &Policy, traffic: &Traffic) -> bool {
    let reached =
        |workload: &&crate::model::policy::Workload| leads(policy, traffic, &workload.name.node);
    !policy.workloads.iter().filter(reached).any(|workload| compiled(workload.platform.node))
}

fn standby(policy: &Policy, region: &str) -> bool {
    policy.regions.iter().any(|known| known.code.node == region && known.standby.is_some())
}

/// Loads stand in the last environment of the chain, and where an environment says so itself.
fn due(policy: &Policy, load: &str) -> bool {
    policy.loads.iter().any(|known| known.name.node == load)
}

/// Whether a route leads to a workload that is compiled.
pub(super) fn is_compiled_workload(policy: &Policy, target: &Target) -> bool {
    let known = |name: &str| {
        policy.workloads.iter().any(|workload| {
            workload.name.node == name && workload.platform.node != Platform::Fargate
        })
    };
    match target {
        Target::Name(name) => known(name),
        Target::Bucket(_) | Target::Host(_) => false,
    }
}
