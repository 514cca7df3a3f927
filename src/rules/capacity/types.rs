//! The instance types that a policy names. In: workloads and stores. Out: each type with the region that it is for and
//! the part of the catalogue that knows it.

use std::collections::BTreeSet;

use crate::catalog::{self, Catalogue, Text};
use crate::model::policy::{Platform, Policy, Word};
use crate::model::read;
use crate::syntax::tree::{Body, Kind};

/// A part of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// EC2
    Instances,
    /// RDS and Aurora
    Databases,
    /// `ElastiCache`
    Caches,
    /// `OpenSearch`
    Searches,
}

/// A type that is wanted in a region.
pub struct Wanted {
    /// The type.
    pub name: Word,
    /// The region.
    pub region: Word,
    /// Who knows it.
    pub family: Family,
}

impl Family {
    fn of(engine: &str) -> Option<Self> {
        let relational = engine.starts_with("aurora-") || engine.starts_with("rds-");
        if relational {
            Some(Family::Databases)
        } else if engine.starts_with("elasticache-") {
            Some(Family::Caches)
        } else {
            (engine == "opensearch").then_some(Family::Searches)
        }
    }

    /// Whether the catalogue has the type, if only for its price.
    pub fn knows(self, name: &str, catalogue: &Catalogue) -> bool {
        let sized = match self {
            Family::Instances => catalog::instance_type(name).is_some(),
            Family::Databases => catalog::rds_class(name).is_some(),
            Family::Caches => catalog::elasticache_type(name).is_some(),
            Family::Searches => catalog::opensearch_type(name).is_some(),
        };
        sized || !self.regions(name, catalogue).is_empty()
    }

    /// The regions in which the catalogue has a price for it.
    pub fn regions(self, name: &str, catalogue: &Catalogue) -> BTreeSet<Text> {
        match self {
            Family::Instances => catalogue.ec2_regions(name),
            Family::Databases => catalogue.rds_regions(name),
            Family::Caches => catalogue.cache_regions(name),
            Family::Searches => catalogue.search_regions(name),
        }
    }

    /// Whether the catalogue has a price for it in a region.
    pub fn is_offered(self, name: &str, region: &str, catalogue: &Catalogue) -> bool {
        match self {
            Family::Instances => catalogue.ec2(name, region).is_some(),
            Family::Searches => catalogue.search(name, region).is_some(),
            Family::Databases | Family::Caches => self.regions(name, catalogue).contains(region),
        }
    }

    /// What was probably meant, a missing prefix or ending first.
    pub fn nearest(self, name: &str, catalogue: &Catalogue) -> Vec<String> {
        let (near, whole): (fn(&str) -> Vec<String>, String) = match self {
            Family::Instances => (catalog::nearest_types, bare(name)),
            Family::Databases => (catalog::nearest_rds_classes, format!("db.{}", bare(name))),
            Family::Caches => (catalog::nearest_elasticache_types, format!("cache.{}", bare(name))),
            Family::Searches => {
                (catalog::nearest_opensearch_types, format!("{}.search", bare(name)))
            }
        };
        if self.knows(&whole, catalogue) { vec![whole] } else { near(name) }
    }

    /// One of its types.
    pub fn example(self) -> &'static str {
        match self {
            Family::Instances => "m6i.large",
            Family::Databases => "db.r6g.large",
            Family::Caches => "cache.r7g.large",
            Family::Searches => "m6g.large.search",
        }
    }
}

fn bare(name: &str) -> String {
    let name = name.strip_prefix("db.").or_else(|| name.strip_prefix("cache.")).unwrap_or(name);
    name.strip_suffix(".search").unwrap_or(name).to_owned()
}

/// Every type that a policy names, region by region.
pub fn wanted(policy: &Policy) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for region in policy.regions.iter().map(|region| &region.code) {
        let mut add = |name: Word, family| {
            wanted.push(Wanted { name, region: region.clone(), family });
        };
        for workload in &policy.workloads {
            let typed = matches!(workload.platform.node, Platform::Ec2 | Platform::Kubernetes);
            let named = workload.body.regions.as_ref();
            let runs = named.is_none_or(|named| named.iter().any(|code| code.node == region.node));
            if let (true, true, Some(name)) = (typed, runs, &workload.at(&region.node).instance) {
                add(name.clone(), Family::Instances);
            }
        }
        for store in &policy.stores {
            let name = at(&store.body, &region.node);
            if let (Some(family), Some(name)) = (Family::of(&store.engine.node), name) {
                add(name, family);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_prefix_is_the_first_guess() {
        let embedded = Catalogue::embedded();
        assert_eq!(Family::Databases.nearest("r6g.large", &embedded), ["db.r6g.large"]);
        assert_eq!(Family::Caches.nearest("r6g.large", &embedded), ["cache.r6g.large"]);
    }

    #[test]
    fn a_type_that_only_the_project_prices_is_known() {
        let row = "ec2\tm99.large\teu-west-1\t0.1\thour\t2026-11-20\ta list\thigh\t\n";
        let own = Catalogue::with("prices.tsv", row).unwrap();
        assert!(Family::Instances.knows("m99.large", &own));
        assert!(!Family::Instances.knows("m99.large", &Catalogue::embedded()));
    }
}
