//! What replicas lean on. In: fleets, stores, queues. Out: the links between demand and what carries it, in their order,
//! each with what is asked of it at the maximum and what it has. The link that breaks at the lowest load comes first.

use crate::catalog;
use crate::model::Policy;
use crate::model::measure::base;
use crate::model::measure::{Bounds, Ratio};
use crate::model::policy::{
    Attribute, Engine, Platform, Quantity, Store, Target, Uses, Value, WorkloadBody,
};
use crate::source::{Span, Spanned};

use super::Figures;
use super::copies::copies;
use super::need::{Fleet, Stand};

/// Bytes of memory that `PostgreSQL` on RDS and Aurora takes for a connection by default, and the most it takes.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html> (`max_connections`)
pub const POSTGRES_BYTES: u64 = 9_531_392;
/// The most connections that `PostgreSQL` takes by default.
pub const POSTGRES_CONNECTIONS: u64 = 5_000;

/// A kind of link, in the order of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Replicas, or executions of a function, up to the maximum.
    Replicas,
    /// Connections to the node of a store that is written.
    Connections,
    /// Connections to the nodes of a store that only read.
    Readers,
    /// Partitions of a queue.
    Partitions,
}

/// A link of the chain of a workload in one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// What it is.
    pub kind: Kind,
    /// The workload whose load breaks it.
    pub workload: &'a str,
    /// The store, queue or workload itself.
    pub on: &'a str,
    /// The position of its region.
    pub region: usize,
    /// What is asked of it at the maximum: connections, consumers, replicas for the load `peak`.
    pub asked: u64,
    /// What it has.
    pub has: u64,
    /// Who asks for how much: workload, maximum, pool of each.
    pub by: Vec<Asker<'a>>,
    /// Shards that the connections are divided by.
    pub shards: u64,
    /// Where the limit is written.
    pub limit: Span,
    /// The workload's load in this region at which it breaks, where that is known.
    pub breaks_at: Option<Ratio>,
}

/// A workload that asks something of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker<'a> {
    /// The workload.
    pub workload: &'a str,
    /// Its maximum in the region.
    pub replicas: u64,
    /// How much each asks for.
    pub each: u64,
    /// Where that is written.
    pub span: Span,
}

impl Link<'_> {
    /// Whether more is asked than there is.
    pub fn broken(&self) -> bool {
        self.asked > self.has
    }
}

/// The links of a policy: those of one workload and region together, the one that breaks first at their head.
pub(super) fn links<'a>(policy: &'a Policy, figures: &Figures<'a>) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    for fleet in &figures.fleets {
        for stand in &fleet.stands {
            links.extend(replicas(fleet, stand));
            links.extend(partitions(policy, fleet, stand));
        }
    }
    for store in &policy.stores {
        for copy in copies(policy, &figures.regions, store) {
            connections(figures, store, copy.region, &mut links);
        }
    }
    // What never breaks comes last.
    links.sort_by_key(|link| {
        (link.workload, link.region, link.breaks_at.is_none(), link.breaks_at, link.kind)
    });
    links
}

/// The load that so many replicas carry below their target, with headroom.
fn carried(stand: &Stand, replicas: u64) -> Option<Ratio> {
    let need = stand.steady.or(stand.peak)?;
    let headroom = stand.body.headroom.map_or(Ratio::ZERO, |it| it.node.base());
    let over = Ratio::ONE + headroom / Ratio::from_whole(100);
    Some(Ratio::from_whole(replicas) * need.carries * stand.target.share / over)
}

fn replicas<'a>(fleet: &Fleet<'a>, stand: &Stand<'a>) -> Option<Link<'a>> {
    let (bounds, peak) = (stand.bounds?, stand.peak.or(stand.steady)?);
    let limit = stand.body.replicas.map(|it| it.span).or(stand.body.reserved.map(|it| it.span));
    let name = fleet.workload.name.node.as_str();
    Some(Link {
        kind: Kind::Replicas,
        workload: name,
        on: name,
        region: stand.region,
        asked: peak.full,
        has: bounds.max,
        by: Vec::new(),
        shards: 1,
        limit: limit.unwrap_or(fleet.workload.head),
        breaks_at: carried(stand, bounds.max),
    })
}

fn partitions<'a>(policy: &'a Policy, fleet: &Fleet<'a>, stand: &Stand<'a>) -> Option<Link<'a>> {
    let consumed = stand.body.consumes.as_ref()?;
    let queue = policy.queues.iter().find(|queue| queue.name.node == consumed.node)?;
    let partitions = queue.partitions?;
    let bounds = stand.bounds?;
    let name = fleet.workload.name.node.as_str();
    Some(Link {
        kind: Kind::Partitions,
        workload: name,
        on: &queue.name.node,
        region: stand.region,
        asked: bounds.max,
        has: partitions.node,
        by: Vec::new(),
        shards: 1,
        limit: partitions.span,
        breaks_at: carried(stand, partitions.node),
    })
}

fn option(uses: &Uses, name: &str) -> Option<Spanned<u64>> {
    let attribute: &Attribute = uses.options.iter().find(|option| option.name.node == name)?;
    let upper = |value: &Value| -> Option<Quantity> {
        match value {
            Value::Quantity(quantity) => Some(*quantity),
            Value::Range(_, to) => match to.node {
                Value::Quantity(quantity) => Some(quantity),
                _ => None,
            },
            _ => None,
        }
    };
    let count = base(upper(&attribute.value.node)?).whole()?;
    Some(Spanned::new(count, attribute.value.span))
}

/// What the workloads of a region ask of a store there.
fn askers<'a>(
    figures: &Figures<'a>,
    store: &Store,
    region: usize,
    option_name: &str,
) -> Option<Vec<Asker<'a>>> {
    let mut askers = Vec::new();
    for fleet in &figures.fleets {
        let Some(stand) = fleet.stands.iter().find(|stand| stand.region == region) else {
            continue;
        };
        for uses in stand.body.uses.iter().filter(|uses| leads(uses, store)) {
            let Some(each) = option(uses, option_name) else { continue };
            let replicas = bound(fleet.workload.platform.node, stand.body, stand.bounds)?;
            let workload = fleet.workload.name.node.as_str();
            askers.push(Asker { workload, replicas, each: each.node, span: each.span });
        }
    }
    Some(askers)
}

fn leads(uses: &Uses, store: &Store) -> bool {
    uses.targets.iter().any(|to| matches!(&to.node, Target::Name(name) if *name == store.name.node))
}

/// A function counts what is reserved for it; without that there is no bound.
fn bound(platform: Platform, body: &WorkloadBody, bounds: Option<Bounds<u64>>) -> Option<u64> {
    match platform {
        Platform::Lambda => body.reserved.map(|reserved| reserved.node),
        Platform::Ec2 | Platform::Fargate | Platform::Kubernetes => bounds.map(|it| it.max),
    }
}

/// Connections that one node of a store takes by default; none where that is not known.
pub fn node_connections(store: &Store, region: &str) -> Option<Spanned<u64>> {
    let instance = store.at(region).instance.as_ref()?;
    match store.engine()? {
        Engine::AuroraPostgresql | Engine::RdsPostgresql => {
            let bytes = catalog::rds_class(&instance.node)?.memory_mib << 20;
            Some(Spanned::new((bytes / POSTGRES_BYTES).min(POSTGRES_CONNECTIONS), instance.span))
        }
        Engine::AuroraMysql
        | Engine::RdsMysql
        | Engine::DynamoDb
        | Engine::ElasticacheRedis
        | Engine::ElasticacheValkey
        | Engine::OpenSearch => None,
    }
}

fn connections<'a>(
    figures: &Figures<'a>,
    store: &'a Store,
    region: usize,
    links: &mut Vec<Link<'a>>,
) {
    let code = figures.regions.get(region).map_or("", |region| region.code);
    let Some(each) = node_connections(store, code) else { return };
    let body = store.at(code);
    let shards = body.shards.map_or(1, |shards| shards.node).max(1);
    let others = body.nodes.map_or(0, |nodes| nodes.node.min.saturating_sub(1));
    for (kind, name, has) in [
        (Kind::Connections, "pool", each.node),
        (Kind::Readers, "readers", each.node.saturating_mul(others)),
    ] {
        let Some(askers) = askers(figures, store, region, name) else { continue };
        let total = askers
            .iter()
            .map(|it| it.replicas.saturating_mul(it.each))
            .fold(0, u64::saturating_add);
        for asker in &askers {
            let rest = total - asker.replicas.saturating_mul(asker.each);
            let left = has.saturating_mul(shards).saturating_sub(rest);
            let replicas = left.checked_div(asker.each).unwrap_or(u64::MAX);
            let fleet = figures.fleet(asker.workload);
            let stand = fleet.and_then(|it| it.stands.iter().find(|stand| stand.region == region));
            links.push(Link {
                kind,
                workload: asker.workload,
                on: &store.name.node,
                region,
                asked: total.div_ceil(shards),
                has,
                by: askers.clone(),
                shards,
                limit: each.span,
                breaks_at: stand.and_then(|stand| carried(stand, replicas)),
            });
        }
    }
}
