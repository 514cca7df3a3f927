//! Prices as a project knows them: its own, imported ones before the embedded ones. In: a thing and a region. Out: what
//! it costs, with date, source and confidence. Cheap to make and to share; knows no disk.

use std::collections::BTreeSet;

use super::imported::Imported;
use super::instances::{self, SpotEstimate};
use super::price::{Price, Text};
use super::services::{self, ServicePrice};
use super::stores::{self, CacheEngine, Deployment, RdsEngine};

/// The date of the embedded prices: the newest full date at which one of them was read.
pub const EMBEDDED: &str = "2026-10-06";

/// Services of which no region's price speaks for another.
const REGIONAL: [&str; 5] = ["alb", "clb", "fargate", "gwlb", "nlb"];

/// What things cost. The default is what is embedded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    imported: Option<Imported>,
}

impl Catalogue {
    /// What is embedded and nothing else.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// With the prices of a project's file laid over: its name, and its text. Fails with what is wrong in which line.
    pub fn with(name: &str, text: &str) -> Result<Self, String> {
        Ok(Self { imported: Some(Imported::read(name, text)?) })
    }

    /// The newest date at which a price was read, `2026-10-06`.
    pub fn date(&self) -> &str {
        self.imported.as_ref().map_or(EMBEDDED, |imported| imported.date().max(EMBEDDED))
    }

    /// How a report names it: the embedded catalogue's date, and the project's file with its own.
    pub fn name(&self) -> String {
        match &self.imported {
            Some(own) if !own.date().is_empty() => {
                format!("{EMBEDDED} under {} of {}", own.name(), own.date())
            }
            _ => EMBEDDED.to_owned(),
        }
    }

    /// An hour of an instance on demand: Linux, shared tenancy.
    pub fn ec2(&self, name: &str, region: &str) -> Option<Price> {
        self.hour("ec2", name, region).or_else(|| instances::offered(name, region))
    }

    /// Whether an instance has a price in a region.
    pub(super) fn offers(&self, name: &str, region: &str) -> bool {
        self.hour("ec2", name, region).is_some() || instances::is_offered(name, region)
    }

    /// What an hour of spot would cost by the average saving, where a source tells it: an estimate, for spot moves.
    pub fn spot(&self, name: &str, region: &str) -> Option<SpotEstimate> {
        instances::spot(name, region, &self.ec2(name, region)?)
    }

    /// An hour of an RDS class (`db.r6g.large`) on demand; both instances where there is a standby.
    pub fn rds(
        &self,
        class: &str,
        region: &str,
        engine: RdsEngine,
        deployment: Deployment,
    ) -> Option<Price> {
        let item = format!("{class}/{}/{}", engine.word(), deployment.word());
        self.hour("rds", &item, region)
            .or_else(|| stores::rds_price(class, region, engine, deployment))
    }

    /// An hour of an `ElastiCache` node (`cache.r7g.large`) on demand.
    pub fn cache(&self, name: &str, region: &str, engine: CacheEngine) -> Option<Price> {
        self.hour("elasticache", &format!("{name}/{}", engine.word()), region)
            .or_else(|| stores::elasticache_price(name, region, engine))
    }

    /// An hour of an `OpenSearch` instance (`m6g.large.search`) on demand.
    pub fn search(&self, name: &str, region: &str) -> Option<Price> {
        self.hour("opensearch", name, region).or_else(|| stores::opensearch_price(name, region))
    }

    /// One unit of a service's item in a region, else the price that holds everywhere. Items are those of
    /// `data/services.tsv`: `nat-gateway`, `hour`.
    pub fn service(&self, service: &str, item: &str, region: &str) -> Option<ServicePrice> {
        [region, "*", "global"].into_iter().find_map(|place| {
            let own = self.imported.as_ref();
            own.and_then(|own| own.service(service, item, place))
                .or_else(|| services::service_price(service, item, place))
        })
    }

    /// What stands in for an item's price where a region has none: us-east-1's, else that of the only region that has one.
    /// Nothing stands in for tasks and balancers, whose prices differ too much.
    pub fn stand_in(&self, service: &str, item: &str) -> Option<ServicePrice> {
        if REGIONAL.contains(&service) {
            return None;
        }
        if let Some(price) = self.service(service, item, "us-east-1") {
            return Some(price);
        }
        let all = self.items(service);
        let mut same = all.into_iter().filter(|(known, _)| known == item).map(|(_, price)| price);
        let first = same.next()?;
        same.next().is_none().then_some(first)
    }

    /// Every item of a service with its price, by item and region; an imported price hides the embedded one.
    pub fn items(&self, service: &str) -> Vec<(Text, ServicePrice)> {
        let own = self.imported.iter().flat_map(|own| own.of(service));
        let mut all: Vec<_> = own.chain(services::service_prices(service)).collect();
        all.sort_by(|(one, at), (other, there)| (one, &at.region).cmp(&(other, &there.region)));
        all.dedup_by(|(one, at), (other, there)| one == other && at.region == there.region);
        all
    }

    /// The regions in which an instance type has a price, by code.
    pub fn ec2_regions(&self, name: &str) -> BTreeSet<Text> {
        self.places("ec2", name, instances::instance_regions(name))
    }

    /// The regions in which an RDS class has a price of any engine, by code.
    pub fn rds_regions(&self, class: &str) -> BTreeSet<Text> {
        self.places("rds", class, stores::rds_regions(class))
    }

    /// The regions in which an `ElastiCache` node type has a price of any engine, by code.
    pub fn cache_regions(&self, name: &str) -> BTreeSet<Text> {
        self.places("elasticache", name, stores::elasticache_regions(name))
    }

    /// The regions in which an `OpenSearch` instance type has a price, by code.
    pub fn search_regions(&self, name: &str) -> BTreeSet<Text> {
        self.places("opensearch", name, stores::opensearch_regions(name))
    }

    fn hour(&self, service: &str, item: &str, region: &str) -> Option<Price> {
        self.imported.as_ref()?.hour(service, item, region)
    }

    fn places(
        &self,
        service: &str,
        name: &str,
        embedded: impl Iterator<Item = &'static str>,
    ) -> BTreeSet<Text> {
        let of_it = |item: &str| item.split('/').next() == Some(name);
        let own = self.imported.iter().flat_map(|own| own.of(service));
        own.filter(|(item, _)| of_it(item))
            .map(|(_, price)| price.region)
            .chain(embedded.map(Text::Borrowed))
            .collect()
    }
}
