//! The instance types that a policy names. In: workloads and stores. Out: each type with the region that it is for and
//! the part of the catalogue that knows it.

use crate::catalog::Family;
use crate::model::policy::{Platform, Policy, Word};
use crate::model::read;
use crate::source::Span;
use crate::syntax::tree::{Body, Kind};

/// A type that is wanted in a region.
pub struct Wanted {
    /// The type.
    pub name: Word,
    /// The region.
    pub region: Word,
    /// Who knows it.
    pub family: Family,
    /// The head of the workload or store.
    pub head: Span,
}

/// The family of an engine's nodes.
fn family(engine: &str) -> Option<Family> {
    let relational = engine.starts_with("aurora-") || engine.starts_with("rds-");
    if relational {
        Some(Family::Databases)
    } else if engine.starts_with("elasticache-") {
        Some(Family::Caches)
    } else {
        (engine == "opensearch").then_some(Family::Searches)
    }
}

/// Every type that a policy names, region by region.
pub fn wanted(policy: &Policy) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for region in policy.regions.iter().map(|region| &region.code) {
        let mut add = |name: Word, family, head| {
            wanted.push(Wanted { name, region: region.clone(), family, head });
        };
        for workload in &policy.workloads {
            let typed = matches!(workload.platform.node, Platform::Ec2 | Platform::Kubernetes);
            let named = workload.body.regions.as_ref();
            let runs = named.is_none_or(|named| named.iter().any(|code| code.node == region.node));
            if let (true, true, Some(name)) = (typed, runs, &workload.at(&region.node).instance) {
                add(name.clone(), Family::Instances, workload.head);
            }
        }
        for store in &policy.stores {
            let name = at(&store.body, &region.node);
            if let (Some(family), Some(name)) = (family(&store.engine.node), name) {
                add(name, family, store.head);
            }
        }
    }
    wanted
}

fn at(body: &Body, region: &str) -> Option<Word> {
    let listed = read::words(body, "regions");
    if listed.is_some_and(|listed| listed.iter().all(|code| code.node != region)) {
        return None;
    }
    let mut overlays = read::blocks(body, Kind::In);
    let own = overlays.find(|inside| inside.name.as_ref().is_some_and(|name| name.node == region));
    own.and_then(|inside| read::word(&inside.body, "instance"))
        .or_else(|| read::word(body, "instance"))
}
