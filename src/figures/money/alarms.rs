//! Alarms. In: the plan's alarms, and those of the policy that no target prints yet. Out: a line per region: an alarm is
//! paid per metric that it asks for, at list price.

use std::collections::BTreeMap;

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Alarm as Sentence, Engine, Store};
use crate::plan::Plan;
use crate::plan::alarm::Alarm;
use crate::source::Spanned;
use crate::syntax::tree::Term;

use super::super::Figures;
use super::{Bill, Counts, Line, Part, Payee, price};

/// What alarms cost.
pub(super) fn bill<'a>(policy: &'a Policy, plan: &Plan, figures: &Figures<'a>) -> Bill<'a> {
    let mut bill = Bill::default();
    let mut metrics: BTreeMap<(usize, bool), u64> = BTreeMap::new();
    let region = |code: &str| figures.regions.iter().position(|region| region.code == code);
    for alarm in plan.every_alarm().chain(&plan.unprinted) {
        let (fast, count) = (is_fast(alarm), metrics_of(policy, alarm));
        for at in alarm.regions.iter().filter_map(|code| region(code)) {
            *metrics.entry((at, fast)).or_default() += count;
        }
    }
    for (at, count) in unplanned(policy, figures) {
        let sum = metrics.entry((at, false)).or_default();
        *sum = sum.saturating_add(count);
    }
    let payee = Payee { part: Part::Service, name: &policy.service.node, span: policy.head };
    for ((at, fast), count) in metrics {
        let code = figures.regions.get(at).map_or("", |region| region.code);
        let item = if fast { "alarm-high-resolution" } else { "alarm-standard" };
        let Some(price) = price::service(&figures.catalogue, "cloudwatch", item, code, "$/month")
        else {
            continue;
        };
        bill.line(Line {
            payee,
            what: if fast { "alarms below a minute, by metric" } else { "alarms, by metric" },
            region: Some(at),
            price: vec![price].into(),
            counts: Counts::Same(Ratio::from_whole(count)),
            of: "metric",
        });
    }
    bill
}

fn metrics_of(policy: &Policy, alarm: &Alarm) -> u64 {
    let of = alarm.workload();
    let workload = policy.workloads.iter().find(|it| Some(it.name.node.as_str()) == of);
    let platform = workload.map(|workload| workload.platform.node);
    let all: usize = alarm.terms.iter().map(|term| term.metrics(platform)).sum();
    u64::try_from(all).unwrap_or(u64::MAX)
}

/// A period below a minute needs metrics of high resolution.
fn is_fast(alarm: &Alarm) -> bool {
    alarm.period < 60
}

/// Metrics of stores, of content networks and of queues on kafka, whose alarms the plan does not make yet, by region.
fn unplanned(policy: &Policy, figures: &Figures) -> Vec<(usize, u64)> {
    let mut found = Vec::new();
    for store in &policy.stores {
        for copy in super::super::copies::copies(policy, &figures.regions, store) {
            let code = figures.regions.get(copy.region).map_or("", |region| region.code);
            let terms = store.alarms.iter().flat_map(|alarm| &alarm.when.terms);
            found.extend(terms.map(|term| (copy.region, of_store(store, code, term))));
        }
    }
    let kafka = policy.queues.iter().filter(|queue| queue.engine.node == "kafka");
    for at in 0..figures.regions.len() {
        found.extend(kafka.clone().flat_map(|queue| plain(&queue.alarms)).map(|one| (at, one)));
    }
    // The metrics of a content network stand in us-east-1; where that is none of the regions, any price will do.
    let home = figures.regions.iter().position(|region| region.code == "us-east-1").unwrap_or(0);
    let networks = policy.cdns.iter().filter(|cdn| cdn.on_cloudfront());
    found.extend(networks.flat_map(|cdn| plain(&cdn.alarms)).map(|one| (home, one)));
    found
}

/// A metric for each term.
fn plain(alarms: &[Spanned<Sentence>]) -> impl Iterator<Item = u64> {
    alarms.iter().flat_map(|alarm| &alarm.when.terms).map(|_| 1)
}

/// Metrics that a term asks a store for in a region: a table's latency is the largest of four operations, a cache is
/// watched node by node, and shards are apart.
fn of_store(store: &Store, code: &str, term: &Term) -> u64 {
    let body = store.at(code);
    let shards = body.shards.map_or(1, |shards| shards.node);
    let nodes = body.nodes.map_or(1, |nodes| nodes.node.max).saturating_mul(shards);
    match (store.engine(), term.metric.name.node.as_str()) {
        (Some(Engine::DynamoDb), "latency") => 4,
        (Some(Engine::ElasticacheRedis | Engine::ElasticacheValkey), metric) => match metric {
            "hit_ratio" => nodes.saturating_mul(2),
            "cpu" | "memory" | "latency" | "connections" => nodes,
            _ => 1,
        },
        (Some(Engine::AuroraPostgresql | Engine::AuroraMysql), _) => shards,
        _ => 1,
    }
}
