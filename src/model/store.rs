//! A store: tables, databases, caches, search. In: a merged block. Out: its typed attributes and sentences, in each region.

use std::collections::BTreeMap;

use super::measure::{Bounds, Duration, Money, Size};
use super::overlay::merge;
use super::read;
use super::things::{pick, without};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{
    Alarm, Attribute, Backup, Block, Body, Keep, Kind, Node, Quantity, Word,
};

/// What a store runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// `dynamodb`
    DynamoDb,
    /// `aurora-postgresql`
    AuroraPostgresql,
    /// `aurora-mysql`
    AuroraMysql,
    /// `rds-postgresql`
    RdsPostgresql,
    /// `rds-mysql`
    RdsMysql,
    /// `elasticache-redis`
    ElasticacheRedis,
    /// `elasticache-valkey`
    ElasticacheValkey,
    /// `opensearch`
    OpenSearch,
}

impl Engine {
    /// The engine of a word.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "dynamodb" => Self::DynamoDb,
            "aurora-postgresql" => Self::AuroraPostgresql,
            "aurora-mysql" => Self::AuroraMysql,
            "rds-postgresql" => Self::RdsPostgresql,
            "rds-mysql" => Self::RdsMysql,
            "elasticache-redis" => Self::ElasticacheRedis,
            "elasticache-valkey" => Self::ElasticacheValkey,
            "opensearch" => Self::OpenSearch,
            _ => return None,
        })
    }

    /// Whether one region writes and others only read copies: relational engines and caches with a primary.
    pub fn one_writer(self) -> bool {
        match self {
            Self::AuroraPostgresql | Self::AuroraMysql | Self::RdsPostgresql | Self::RdsMysql => {
                true
            }
            Self::DynamoDb
            | Self::ElasticacheRedis
            | Self::ElasticacheValkey
            | Self::OpenSearch => false,
        }
    }

    /// Whether it holds copies of what stands elsewhere: what is lost with it is no data.
    pub fn is_cache(self) -> bool {
        matches!(self, Self::ElasticacheRedis | Self::ElasticacheValkey)
    }
}

/// A store, the same everywhere but where an `in REGION` overlay says otherwise.
#[derive(Clone, Debug)]
pub struct Store {
    /// Its name.
    pub name: Word,
    /// Its engine, as written.
    pub engine: Word,
    /// The head of its block.
    pub head: Span,
    /// What exists already.
    pub attach: Option<Word>,
    /// Its name before.
    pub renamed_from: Option<Word>,
    /// What is said of it in all regions.
    pub at: StoreBody,
    /// What is said of it in regions with an overlay of their own, the whole merged.
    pub regional: BTreeMap<String, StoreBody>,
    /// The regions that it stands in; all without.
    pub regions: Option<Vec<Word>>,
    /// How long entries live.
    pub ttl: Option<Spanned<Duration>>,
    /// Its port.
    pub port: Option<Spanned<u64>>,
    /// The partition key of a table.
    pub key: Option<Word>,
    /// The sort key of a table.
    pub sort: Option<Word>,
    /// The indexes of a table.
    pub indexes: Vec<Index>,
    /// `on-demand` or `provisioned`.
    pub capacity: Option<Word>,
    /// What it brings in, for the report.
    pub earns: Option<Spanned<Money>>,
    /// `keep`
    pub keeps: Vec<Spanned<Keep>>,
    /// `warn`, `page`
    pub alarms: Vec<Spanned<Alarm>>,
    /// `backup`
    pub backups: Vec<Spanned<Backup>>,
    /// The merged statements.
    pub body: Body,
}

impl Store {
    /// The engine, typed: none for a word that the model has refused.
    pub fn engine(&self) -> Option<Engine> {
        Engine::of(&self.engine.node)
    }

    /// What is said of it in a region.
    pub fn at(&self, region: &str) -> &StoreBody {
        self.regional.get(region).unwrap_or(&self.at)
    }
}

/// What of a store may differ between regions.
#[derive(Clone, Debug, Default)]
pub struct StoreBody {
    /// The class of its nodes.
    pub instance: Option<Word>,
    /// Nodes, per shard where there are shards, in one region.
    pub nodes: Option<Spanned<Bounds<u64>>>,
    /// The zones that its nodes stand in.
    pub zones: Option<Spanned<u64>>,
    /// Shards, in one region.
    pub shards: Option<Spanned<u64>>,
    /// Storage of each node or copy.
    pub storage: Option<Spanned<Size>>,
    /// Provisioned reads: a rate or a count, or a range of them.
    pub reads: Option<Spanned<Bounds<Quantity>>>,
    /// Provisioned writes: a rate or a count, or a range of them.
    pub writes: Option<Spanned<Bounds<Quantity>>>,
    /// What it costs, given.
    pub estimate: Option<Spanned<Money>>,
    /// What is used of it: `reads`, `writes`, `storage`.
    pub usage: Vec<Spanned<Attribute>>,
}

/// A second order of a table's entries.
#[derive(Clone, Debug)]
pub struct Index {
    /// Its name.
    pub name: Word,
    /// Its partition key.
    pub key: Option<Word>,
    /// Its sort key.
    pub sort: Option<Word>,
}

/// A store, none where its name or engine is missing.
pub fn store(block: &Block) -> Option<Store> {
    let plain = without(&block.body, &[Kind::In]);
    let region = |inside: &Block| {
        let code = inside.name.as_ref()?.node.clone();
        Some((code, body(&merge(&plain, &inside.body))))
    };
    Some(Store {
        name: block.name.clone()?,
        engine: block.on.clone()?,
        head: block.head,
        attach: read::word(&plain, "attach"),
        renamed_from: read::word(&plain, "renamed_from"),
        at: body(&plain),
        regional: read::blocks(&block.body, Kind::In).filter_map(region).collect(),
        regions: read::words(&plain, "regions"),
        ttl: read::duration(&plain, "ttl"),
        port: read::count(&plain, "port"),
        key: read::word(&plain, "key"),
        sort: read::word(&plain, "sort"),
        indexes: read::blocks(&plain, Kind::Index).filter_map(index).collect(),
        capacity: read::word(&plain, "capacity"),
        earns: read::money(&plain, "earns"),
        keeps: pick!(&plain, Keep),
        alarms: pick!(boxed & plain, Alarm),
        backups: pick!(&plain, Backup),
        body: block.body.clone(),
    })
}

fn body(body: &Body) -> StoreBody {
    StoreBody {
        instance: read::word(body, "instance"),
        nodes: read::counts(body, "nodes"),
        zones: read::count(body, "zones"),
        shards: read::count(body, "shards"),
        storage: read::quantity(body, "storage").map(|storage| storage.map(Size)),
        reads: read::quantities(body, "reads"),
        writes: read::quantities(body, "writes"),
        estimate: read::money(body, "estimate"),
        usage: read::blocks(body, Kind::Usage)
            .flat_map(|block| read::attributes(&block.body))
            .collect(),
    }
}

fn index(block: &Block) -> Option<Index> {
    Some(Index {
        name: block.name.clone()?,
        key: read::word(&block.body, "key"),
        sort: read::word(&block.body, "sort"),
    })
}
