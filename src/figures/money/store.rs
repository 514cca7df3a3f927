//! Stores. In: a store and where it stands. Out: lines for its nodes and its storage. Nodes count per shard; on RDS
//! `zones` above one makes the first node that is written Multi-AZ, further nodes and those of copies are in one zone.

use crate::catalog::{CacheEngine, Catalogue, Deployment, Family, Price, RdsEngine};
use crate::model::Policy;
use crate::model::measure::{Bounds, Ratio};
use crate::model::policy::{Engine, Store, StoreBody};

use super::super::Figures;
use super::super::copies::{Copy, copies};
use super::super::origin::Origin;
use super::{Bill, Counts, Line, Operand, Payee, Reason, price, table};

/// What a store costs.
pub(super) fn bill<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    store: &'a Store,
    payee: Payee<'a>,
) -> Bill<'a> {
    let mut bill = Bill::default();
    let copies = copies(policy, &figures.regions, store);
    if store.engine() == Some(Engine::DynamoDb) {
        table::lines(figures, store, &copies, payee, &mut bill);
        return bill;
    }
    for copy in copies {
        let code = figures.regions.get(copy.region).map_or("", |region| region.code);
        let here = Here {
            catalogue: &figures.catalogue,
            store,
            body: store.at(code),
            copy,
            code,
            payee,
            regions: figures.regions.len(),
        };
        here.nodes(&mut bill);
        here.storage(&mut bill);
    }
    bill
}

/// A store in one region.
struct Here<'f, 'a> {
    catalogue: &'f Catalogue,
    store: &'a Store,
    body: &'a StoreBody,
    copy: Copy,
    code: &'a str,
    payee: Payee<'a>,
    regions: usize,
}

impl<'a> Here<'_, 'a> {
    fn without(&self, bill: &mut Bill<'a>, what: &str, why: Reason) {
        bill.without(self.payee, format!("{what} in {}", self.code), why);
    }

    /// Nodes of one shard: the least, and the most.
    fn per_shard(&self) -> Bounds<u64> {
        self.body.nodes.map_or(Bounds { min: 1, max: 1 }, |nodes| nodes.node)
    }

    fn shards(&self) -> u64 {
        self.body.shards.map_or(1, |shards| shards.node)
    }

    /// Whether the first node has a standby in another zone that is paid with it.
    fn multi_az(&self) -> bool {
        let relational =
            matches!(self.store.engine(), Some(Engine::RdsPostgresql | Engine::RdsMysql));
        relational && self.copy.written && self.body.zones.is_some_and(|zones| zones.node > 1)
    }

    fn nodes(&self, bill: &mut Bill<'a>) {
        let Some(instance) = &self.body.instance else {
            return self.without(
                bill,
                "nodes",
                Reason::NotSaid("the policy names no instance class"),
            );
        };
        let first = self.multi_az();
        let one = self.price(&instance.node, false);
        let doubled = if first { self.price(&instance.node, true) } else { None };
        let (Some(one), true) = (one, !first || doubled.is_some()) else {
            return self.without(bill, "nodes", self.unpriced(&instance.node));
        };
        if let Some(doubled) = doubled {
            self.line(bill, "first node, in two zones", doubled, self.counts(|_| 1));
        }
        self.line(
            bill,
            "nodes",
            one,
            self.counts(move |nodes| nodes - nodes.min(u64::from(first))),
        );
    }

    fn price(&self, class: &str, doubled: bool) -> Option<Price> {
        let deployment = if doubled { Deployment::MultiAz } else { Deployment::SingleAz };
        match self.store.engine()? {
            Engine::RdsPostgresql => {
                self.catalogue.rds(class, self.code, RdsEngine::Postgresql, deployment)
            }
            Engine::RdsMysql => self.catalogue.rds(class, self.code, RdsEngine::Mysql, deployment),
            Engine::ElasticacheRedis => self.catalogue.cache(class, self.code, CacheEngine::Redis),
            Engine::ElasticacheValkey => {
                self.catalogue.cache(class, self.code, CacheEngine::Valkey)
            }
            Engine::OpenSearch => self.catalogue.search(class, self.code),
            // The prices of Aurora's instances are not in the catalogue.
            Engine::AuroraPostgresql | Engine::AuroraMysql | Engine::DynamoDb => None,
        }
    }

    /// Why a class has no price here.
    fn unpriced(&self, class: &str) -> Reason {
        let family = match self.store.engine() {
            Some(Engine::RdsPostgresql | Engine::RdsMysql) => Family::Databases,
            Some(Engine::ElasticacheRedis | Engine::ElasticacheValkey) => Family::Caches,
            Some(Engine::OpenSearch) => Family::Searches,
            // Whatever the class: none of theirs has a price.
            Some(Engine::AuroraPostgresql | Engine::AuroraMysql | Engine::DynamoDb) | None => {
                return Reason::NoPrice(format!("{class} in {}", self.code));
            }
        };
        Reason::of_type(family, class, self.catalogue, self.code)
    }

    fn counts(&self, nodes: impl Fn(u64) -> u64) -> Counts {
        let bounds = self.per_shard();
        let all = |per_shard: u64| Ratio::from_whole(nodes(per_shard) * self.shards());
        if bounds.fixed() {
            return Counts::Same(all(bounds.min));
        }
        Counts::By {
            floor: all(bounds.min),
            steady: Some(all(bounds.min)),
            peak: all(bounds.max),
            lost: vec![Some(all(bounds.max)); self.regions],
        }
    }

    fn line(&self, bill: &mut Bill<'a>, what: &'static str, price: Price, counts: Counts) {
        bill.line(Line {
            payee: self.payee,
            what,
            region: Some(self.copy.region),
            price: vec![price::by_hour(price), price::hours()].into(),
            counts,
            of: "node",
        });
    }

    fn storage(&self, bill: &mut Bill<'a>) {
        let Some(storage) = self.body.storage else { return };
        let item = match self.store.engine() {
            Some(Engine::RdsPostgresql) => ("rds", "pg-storage-gp3"),
            Some(Engine::AuroraPostgresql | Engine::AuroraMysql) => ("rds", "aurora-storage"),
            Some(Engine::OpenSearch) => ("opensearch", "storage-gp2"),
            _ => return self.without(bill, "storage", Reason::NoPrice("it".to_owned())),
        };
        let Some(price) = price::service(self.catalogue, item.0, item.1, self.code, "$/GiB-month")
        else {
            return self.without(bill, "storage", Reason::NoPrice("it".to_owned()));
        };
        let size = Operand {
            what: "storage of a copy",
            figure: Ratio::from_whole((storage.node.base() / Ratio::from_whole(1 << 30)).ceil()),
            unit: "GiB",
            origin: Origin::Given(storage.span),
        };
        // The nodes of Aurora share one volume in a region.
        let shared =
            matches!(self.store.engine(), Some(Engine::AuroraPostgresql | Engine::AuroraMysql));
        let standby = u64::from(self.multi_az());
        let counts = self.counts(move |nodes| if shared { 1 } else { nodes + standby });
        let (region, of) = (Some(self.copy.region), "copy");
        bill.line(Line {
            payee: self.payee,
            what: "storage",
            region,
            price: vec![price, size].into(),
            counts,
            of,
        });
    }
}
