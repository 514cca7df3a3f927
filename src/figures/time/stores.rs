//! The chain of a store: its detection and its promotion. In: a scope. Out: a chain per store that can be promoted. The
//! seconds are assumed: no service level names them. A store with one node has no figure.

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Engine, Store};

use super::super::Figures;
use super::super::copies::{copies, replication};
use super::super::origin::Origin;
use super::{Chain, Item, NoFigure, Recovery, Scope};

/// Seconds until a lost node is seen, and until another has its place.
struct Promotion {
    detection: u64,
    taken_over: u64,
    what: &'static str,
}

/// Adds the chains of stores.
pub(super) fn chains<'a>(policy: &'a Policy, figures: &Figures<'a>, recovery: &mut Recovery<'a>) {
    for store in &policy.stores {
        let (thing, span) = (store.name.node.as_str(), store.head);
        match promotion(policy, figures, store, recovery.scope) {
            Ok(Some(found)) => {
                let items = items(&found);
                recovery.chains.push(Chain { thing, span, lost: None, items });
            }
            Ok(None) => {}
            Err(why) => recovery.without.push(NoFigure { thing, span, why }),
        }
    }
}

fn items(found: &Promotion) -> Vec<Item> {
    let item = |what, seconds| Item {
        what,
        seconds: Ratio::from_whole(seconds),
        sum: format!("{seconds}s"),
        origin: Origin::Default(found.what),
        terms: Vec::new(),
    };
    vec![item("detection", found.detection), item("promotion", found.taken_over)]
}

fn promotion(
    policy: &Policy,
    figures: &Figures,
    store: &Store,
    scope: Scope,
) -> Result<Option<Promotion>, &'static str> {
    let Some(engine) = store.engine() else { return Ok(None) };
    match scope {
        Scope::Replica | Scope::Zone => within_region(figures, policy, store, engine),
        Scope::Region => across_regions(policy, figures, store, engine),
        Scope::Cdn => Ok(None),
        Scope::Corruption | Scope::Total if engine.is_cache() && store.backups.is_empty() => {
            Ok(None)
        }
        Scope::Corruption | Scope::Total => {
            Err("how long a restore takes follows from the data, which is not known")
        }
    }
}

fn within_region(
    figures: &Figures,
    policy: &Policy,
    store: &Store,
    engine: Engine,
) -> Result<Option<Promotion>, &'static str> {
    let single = copies(policy, &figures.regions, store).iter().any(|copy| {
        let body = store.at(figures.regions.get(copy.region).map_or("", |region| region.code));
        let doubled = body.zones.is_some_and(|zones| zones.node > 1) && is_rds(engine);
        body.nodes.map_or(1, |nodes| nodes.node.min) < 2 && !doubled
    });
    let (detection, taken_over, what) = match engine {
        Engine::DynamoDb | Engine::OpenSearch => return Ok(None),
        _ if single => return Err("it has one node: nothing takes over"),
        Engine::AuroraPostgresql | Engine::AuroraMysql => (30, 30, "usual for Aurora"),
        Engine::RdsPostgresql | Engine::RdsMysql => (60, 60, "usual for RDS"),
        Engine::ElasticacheRedis | Engine::ElasticacheValkey => (30, 30, "usual for ElastiCache"),
    };
    Ok(Some(Promotion { detection, taken_over, what }))
}

fn is_rds(engine: Engine) -> bool {
    matches!(engine, Engine::RdsPostgresql | Engine::RdsMysql)
}

fn across_regions(
    policy: &Policy,
    figures: &Figures,
    store: &Store,
    engine: Engine,
) -> Result<Option<Promotion>, &'static str> {
    if !engine.one_writer() || figures.regions.len() < 2 {
        return Ok(None);
    }
    if replication(policy, store).is_none() {
        return Err("it stands in one region: nothing takes over");
    }
    let what = "usual for a writer in another region";
    Ok(Some(Promotion { detection: 60, taken_over: 60, what }))
}
