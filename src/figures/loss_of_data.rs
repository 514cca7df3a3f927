//! How much data a loss takes. In: promises `rpo`, stores and queues with their copies and backups. Out: for each scope and
//! thing the oldest state that comes back. Caches hold copies and are not looked at; what neither copies nor backs up is
//! only where the engine keeps data.

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::measure::base;
use crate::model::policy::{Backup, Engine, Frequency, Promise, Replicate, Store};
use crate::source::{Span, Spanned};

use super::Figures;
use super::origin::Origin;
use super::time::Scope;

/// Seconds behind now to which a continuous backup leads back, at the worst.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html>
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html>
pub const CONTINUOUS: u64 = 300;

/// What brings data back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// Another node has it.
    Node,
    /// A copy in another region has it.
    Copy,
    /// A backup has it.
    Backup,
}

/// How old what comes back may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Age {
    /// By what.
    pub means: Means,
    /// Seconds.
    pub seconds: Ratio,
    /// Where it is written.
    pub origin: Origin,
}

/// What a loss takes of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataLoss<'a> {
    /// What is lost.
    pub scope: Scope,
    /// The promise.
    pub promise: Spanned<Promise>,
    /// The store or queue.
    pub thing: &'a str,
    /// Its place.
    pub span: Span,
    /// How old what comes back is; none where nothing brings it back.
    pub age: Option<Age>,
}

struct Kept<'a> {
    thing: &'a str,
    span: Span,
    copies: Option<&'a Spanned<Replicate>>,
    backups: &'a [Spanned<Backup>],
    nodes: bool,
    regions: usize,
    queue: bool,
}

impl Kept<'_> {
    /// A queue that is copied and not backed up promises something about regions only: a mistake in it is another message.
    fn is_judged(&self, scope: Scope) -> bool {
        let kept_apart = matches!(scope, Scope::Corruption | Scope::Total);
        !(self.queue && kept_apart && self.backups.is_empty())
    }
}

/// The losses of data of a policy, by promise and thing.
pub(super) fn losses<'a>(policy: &'a Policy, figures: &Figures<'a>) -> Vec<DataLoss<'a>> {
    let kept = kept(policy, figures);
    let mut losses = Vec::new();
    for promise in policy.promises.iter().filter(|promise| promise.subject.node == "rpo") {
        let Some(scope) = promise.scope.as_ref().and_then(|scope| Scope::of(&scope.node)) else {
            continue;
        };
        if scope == Scope::Region && figures.regions.len() < 2 {
            continue;
        }
        for thing in kept.iter().filter(|thing| thing.is_judged(scope)) {
            let age = age(thing, scope);
            let promise = promise.clone();
            losses.push(DataLoss { scope, promise, thing: thing.thing, span: thing.span, age });
        }
    }
    losses
}

fn kept<'a>(policy: &'a Policy, figures: &Figures<'a>) -> Vec<Kept<'a>> {
    let copies = |name: &str| policy.replicas.iter().find(|it| it.what.node == name);
    let regions = figures.regions.len();
    let stores = policy.stores.iter().filter_map(|store| {
        let engine = store.engine()?;
        let copied = copies(&store.name.node);
        let judged = !engine.is_cache() || copied.is_some() || !store.backups.is_empty();
        judged.then(|| Kept {
            thing: store.name.node.as_str(),
            span: store.head,
            copies: copied,
            backups: &store.backups,
            nodes: has_second_node(store, engine),
            regions,
            queue: false,
        })
    });
    let queues = policy.queues.iter().filter_map(|queue| {
        let copied = copies(&queue.name.node);
        (copied.is_some() || !queue.backups.is_empty()).then(|| Kept {
            thing: queue.name.node.as_str(),
            span: queue.head,
            copies: copied,
            backups: &queue.backups,
            nodes: queue.nodes.is_none_or(|nodes| nodes.node.min > 1),
            regions,
            queue: true,
        })
    });
    stores.chain(queues).collect()
}

/// Whether the loss of a node or a zone leaves another that has everything.
fn has_second_node(store: &Store, engine: Engine) -> bool {
    let body = &store.at;
    match engine {
        Engine::DynamoDb => true,
        // Aurora keeps its volume in three zones, whatever nodes there are.
        Engine::AuroraPostgresql | Engine::AuroraMysql => true,
        Engine::RdsPostgresql | Engine::RdsMysql => body.zones.is_some_and(|zones| zones.node > 1),
        Engine::ElasticacheRedis | Engine::ElasticacheValkey | Engine::OpenSearch => {
            body.nodes.is_some_and(|nodes| nodes.node.min > 1)
        }
    }
}

fn age(kept: &Kept, scope: Scope) -> Option<Age> {
    let node = || Age { means: Means::Node, seconds: Ratio::ZERO, origin: Origin::Derived };
    let here = || newest(kept.backups.iter());
    match scope {
        Scope::Replica | Scope::Zone => kept.nodes.then(node).or_else(here),
        Scope::Region => copy(kept).or_else(|| newest(away(kept))),
        Scope::Cdn => Some(node()),
        // A mistake is copied at once: only a backup knows what was before.
        Scope::Corruption => here(),
        Scope::Total => newest(away(kept)).or_else(here),
    }
}

/// The lag that is promised of a copy; without a promise nothing is known of it.
fn copy(kept: &Kept) -> Option<Age> {
    let replicate = kept.copies.filter(|_| kept.regions > 1)?;
    let within = replicate.within.as_ref()?;
    Some(Age {
        means: Means::Copy,
        seconds: base(within.node) / Ratio::from_whole(1_000),
        origin: Origin::Given(within.span),
    })
}

fn away<'k, 'a>(kept: &'k Kept<'a>) -> impl Iterator<Item = &'a Spanned<Backup>> + use<'k, 'a> {
    kept.backups.iter().filter(|backup| backup.to.is_some())
}

fn newest<'a>(backups: impl Iterator<Item = &'a Spanned<Backup>>) -> Option<Age> {
    let age = |backup: &Spanned<Backup>| Age {
        means: Means::Backup,
        seconds: Ratio::from_whole(every(backup.every.node)),
        origin: match backup.every.node {
            Frequency::Continuously => Origin::Default("as AWS documents continuous backups"),
            _ => Origin::Given(backup.span),
        },
    };
    backups.map(age).min_by_key(|age| age.seconds)
}

/// Seconds between two backups; what was written just before the next is lost.
pub fn every(frequency: Frequency) -> u64 {
    const DAY: u64 = 86_400;
    match frequency {
        Frequency::Continuously => CONTINUOUS,
        Frequency::Hourly => 3_600,
        Frequency::Daily => DAY,
        Frequency::Weekly => 7 * DAY,
        Frequency::Monthly => 31 * DAY,
        Frequency::Quarterly => 92 * DAY,
    }
}
