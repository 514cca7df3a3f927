//! The nodes of RDS, `ElastiCache` and `OpenSearch`. In: a class, a region. Out: size and price on demand.

use super::nearest;
use super::price::Price;
use super::scaled::mib;
use super::table::Table;

pub(super) static RDS_CLASSES: Table<'static> = Table::new(include_str!("data/rds-classes.tsv"));
pub(super) static RDS_PRICES: Table<'static> = Table::new(include_str!("data/rds-prices.tsv"));
pub(super) static CACHE_TYPES: Table<'static> =
    Table::new(include_str!("data/elasticache-types.tsv"));
pub(super) static CACHE_PRICES: Table<'static> =
    Table::new(include_str!("data/elasticache-prices.tsv"));
pub(super) static SEARCH_TYPES: Table<'static> =
    Table::new(include_str!("data/opensearch-types.tsv"));
pub(super) static SEARCH_PRICES: Table<'static> =
    Table::new(include_str!("data/opensearch-prices.tsv"));

/// What a node of a store is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeType {
    /// Virtual processors.
    pub vcpu: u32,
    /// Memory in whole MiB, rounded down where AWS publishes a rounded decimal of GiB.
    pub memory_mib: u64,
    /// The id of the source of the size.
    pub source: &'static str,
}

/// The engines of RDS that have prices here; Aurora's are others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RdsEngine {
    /// `MySQL`.
    Mysql,
    /// `PostgreSQL`.
    Postgresql,
}

/// How an RDS instance is deployed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deployment {
    /// One instance.
    SingleAz,
    /// An instance and its standby in another zone, both in the price.
    MultiAz,
}

/// The engines of `ElastiCache`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CacheEngine {
    /// Redis OSS.
    Redis,
    /// Valkey.
    Valkey,
    /// Memcached.
    Memcached,
}

impl RdsEngine {
    /// As the catalogue names it: `postgresql`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mysql => "mysql",
            Self::Postgresql => "postgresql",
        }
    }
}

impl Deployment {
    /// As the catalogue names it: `multi-az`.
    pub fn word(self) -> &'static str {
        match self {
            Self::SingleAz => "single-az",
            Self::MultiAz => "multi-az",
        }
    }
}

impl CacheEngine {
    /// As the catalogue names it: `valkey`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Redis => "redis",
            Self::Valkey => "valkey",
            Self::Memcached => "memcached",
        }
    }
}

/// The RDS class of this name (`db.r6g.large`).
pub fn rds_class(name: &str) -> Option<NodeType> {
    node_type(&RDS_CLASSES, name)
}

/// The price of an RDS class in a region, if the catalogue knows it to be offered there.
pub(super) fn rds_price(
    class: &str,
    region: &str,
    engine: RdsEngine,
    deployment: Deployment,
) -> Option<Price> {
    let column = match (engine, deployment) {
        (RdsEngine::Mysql, Deployment::SingleAz) => 2,
        (RdsEngine::Mysql, Deployment::MultiAz) => 3,
        (RdsEngine::Postgresql, Deployment::SingleAz) => 4,
        (RdsEngine::Postgresql, Deployment::MultiAz) => 5,
    };
    price(&RDS_PRICES, class, region, column, 6)
}

/// The regions in which an RDS class has a price, by code.
pub(super) fn rds_regions(class: &str) -> impl Iterator<Item = &'static str> {
    regions_of(&RDS_PRICES, class)
}

/// The names of all RDS classes.
pub(super) fn rds_names() -> impl Iterator<Item = &'static str> {
    RDS_CLASSES.rows().filter_map(|row| row.field(0))
}

/// At most three RDS classes that were probably meant, nearest first.
pub fn nearest_rds_classes(word: &str) -> Vec<String> {
    nearest(word, rds_names())
}

/// The `ElastiCache` node type of this name (`cache.t4g.small`).
pub fn elasticache_type(name: &str) -> Option<NodeType> {
    node_type(&CACHE_TYPES, name)
}

/// The price of an `ElastiCache` node in a region, if the catalogue knows it to be offered there.
pub(super) fn elasticache_price(name: &str, region: &str, engine: CacheEngine) -> Option<Price> {
    let column = match engine {
        CacheEngine::Redis => 2,
        CacheEngine::Valkey => 3,
        CacheEngine::Memcached => 4,
    };
    price(&CACHE_PRICES, name, region, column, 5)
}

/// The regions in which an `ElastiCache` node type has a price, by code.
pub(super) fn elasticache_regions(name: &str) -> impl Iterator<Item = &'static str> {
    regions_of(&CACHE_PRICES, name)
}

/// The names of all `ElastiCache` node types.
pub(super) fn elasticache_names() -> impl Iterator<Item = &'static str> {
    CACHE_TYPES.rows().filter_map(|row| row.field(0))
}

/// At most three `ElastiCache` node types that were probably meant, nearest first.
pub fn nearest_elasticache_types(word: &str) -> Vec<String> {
    nearest(word, elasticache_names())
}

/// The `OpenSearch` instance type of this name (`m6g.large.search`).
pub fn opensearch_type(name: &str) -> Option<NodeType> {
    node_type(&SEARCH_TYPES, name)
}

/// The price of an `OpenSearch` instance in a region, if the catalogue knows it to be offered there.
pub(super) fn opensearch_price(name: &str, region: &str) -> Option<Price> {
    price(&SEARCH_PRICES, name, region, 2, 3)
}

/// The regions in which an `OpenSearch` instance type has a price, by code.
pub(super) fn opensearch_regions(name: &str) -> impl Iterator<Item = &'static str> {
    regions_of(&SEARCH_PRICES, name)
}

/// The names of all `OpenSearch` instance types.
pub(super) fn opensearch_names() -> impl Iterator<Item = &'static str> {
    SEARCH_TYPES.rows().filter_map(|row| row.field(0))
}

/// At most three `OpenSearch` instance types that were probably meant, nearest first.
pub fn nearest_opensearch_types(word: &str) -> Vec<String> {
    nearest(word, opensearch_names())
}

fn node_type(types: &Table<'static>, name: &str) -> Option<NodeType> {
    let row = types.find(&[name])?;
    Some(NodeType {
        vcpu: row.field(1)?.parse().ok()?,
        memory_mib: mib(row.field(2)?)?,
        source: row.field(3)?,
    })
}

fn price(
    prices: &Table<'static>,
    name: &str,
    region: &str,
    column: usize,
    origin: usize,
) -> Option<Price> {
    let row = prices.find(&[name, region])?;
    Price::read(row.field(column)?, row.field(origin)?)
}

fn regions_of(prices: &Table<'static>, name: &str) -> impl Iterator<Item = &'static str> + use<> {
    prices.starting_with(&[name]).filter_map(|row| row.field(1))
}
