//! Stores that outlive a node and a zone. In: a store and what is said of it. Out: the edits that give it what is missing.

use crate::diagnostic::{Edit, Finding};
use crate::model::policy::{Engine, Store, StoreBody};
use crate::source::Span;
use crate::words::{all_of, tick};

/// The fewest nodes and zones that leave one to take over: of a cluster that votes a majority, of an instance of RDS the
/// standby that comes with a second zone.
fn fewest(engine: Engine) -> (u64, u64) {
    match engine {
        Engine::DynamoDb => (0, 0),
        Engine::RdsPostgresql | Engine::RdsMysql => (0, 2),
        Engine::OpenSearch => (3, 3),
        Engine::AuroraPostgresql
        | Engine::AuroraMysql
        | Engine::ElasticacheRedis
        | Engine::ElasticacheValkey => (2, 2),
    }
}

/// The edits of one body of a store; `at` is a place in the block where it lacks something.
pub fn edits(engine: Engine, body: &StoreBody, at: Span) -> Vec<Edit> {
    let (nodes, zones) = fewest(engine);
    let count = match body.nodes {
        Some(given) if given.node.min < nodes => {
            let range = if given.node.max > nodes {
                format!("nodes = {nodes}..{}", given.node.max)
            } else {
                format!("nodes = {nodes}")
            };
            Some(Edit::Write(given.span, range))
        }
        Some(_) => None,
        None => (nodes > 0).then(|| Edit::Add(at, format!("nodes = {nodes}"))),
    };
    let spread = match body.zones {
        Some(given) if given.node < zones => {
            Some(Edit::Write(given.span, format!("zones = {zones}")))
        }
        Some(_) => None,
        None => (zones > 0).then(|| Edit::Add(at, format!("zones = {zones}"))),
    };
    count.into_iter().chain(spread).collect()
}

/// The edits of all bodies of a store that have nobody to take over, each once.
pub fn everywhere(store: &Store) -> Vec<Edit> {
    let Some(engine) = store.engine() else { return Vec::new() };
    let bodies = std::iter::once(&store.at).chain(store.regional.values());
    let mut all: Vec<Edit> = Vec::new();
    for edit in bodies.flat_map(|body| edits(engine, body, store.head)) {
        if !all.contains(&edit) {
            all.push(edit);
        }
    }
    all
}

/// Adds the edits with their own words.
pub fn mend(mut finding: Finding, edits: Vec<Edit>) -> Finding {
    let sentences: Vec<String> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Write(_, sentence) | Edit::Add(_, sentence) => Some(tick(sentence)),
            Edit::Replace(..) | Edit::Remove(_) => None,
        })
        .collect();
    finding.edits = edits;
    finding.help(format!("write {}", all_of(&sentences)))
}
