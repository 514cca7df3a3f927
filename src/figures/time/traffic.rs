//! The chain of traffic: detection, records that expire, scale-up of what is left. In: a scope and a load. Out: a chain
//! per lost place. For a zone and a replica no record has to expire.

use std::collections::BTreeMap;

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Platform, Routing, Traffic};
use crate::plan::context::leads;
use crate::words::count;

use super::super::Figures;
use super::super::loss::Loss;
use super::super::need::{Fleet, Need, Stand};
use super::super::origin::Origin;
use super::detection::Detection;
use super::scale_up::ramp;
use super::{Chain, Item, NoFigure, Recovery, Scope};

/// Seconds for which an alias record is kept.
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html>
pub const ALIAS_TTL: u64 = 60;

/// Adds the chains of traffic.
pub(super) fn chains<'a>(policy: &'a Policy, figures: &Figures<'a>, recovery: &mut Recovery<'a>) {
    match recovery.scope {
        Scope::Region => regions(policy, figures, recovery),
        Scope::Zone | Scope::Replica => fleets(policy, figures, recovery),
        Scope::Cdn => networks(policy, recovery),
        Scope::Corruption | Scope::Total => {}
    }
}

fn covered<'f, 'a>(
    policy: &Policy,
    figures: &'f Figures<'a>,
    recovery: &Recovery,
) -> Vec<&'f Fleet<'a>> {
    let of = recovery.of;
    let own = |fleet: &Fleet| {
        let promises = &fleet.workload.body.promises;
        promises.iter().any(|it| {
            it.subject.node == "rto"
                && it.scope.as_ref().is_some_and(|scope| scope.node == recovery.scope.word())
        })
    };
    let routed = |fleet: &Fleet| {
        policy.traffics.iter().any(|traffic| leads(policy, traffic, &fleet.workload.name.node))
    };
    let wanted = |fleet: &&Fleet| match of {
        Some(name) => fleet.workload.name.node == name,
        None => routed(fleet) && !own(fleet),
    };
    figures.fleets.iter().filter(wanted).collect()
}

/// The records of a traffic leave a lost region, and the others take its load.
fn regions<'a>(policy: &'a Policy, figures: &Figures<'a>, recovery: &mut Recovery<'a>) {
    if figures.regions.len() < 2 {
        return;
    }
    let mut worst: BTreeMap<(&'a str, usize), Chain<'a>> = BTreeMap::new();
    for fleet in covered(policy, figures, recovery) {
        let name = fleet.workload.name.node.as_str();
        for traffic in policy.traffics.iter().filter(|it| leads(policy, it, name)) {
            let Some(records) = expiry(policy, traffic, recovery) else { continue };
            for gone in fleet.stands.iter().filter(|stand| !stand.share.is_zero()) {
                let Some(region) = figures.regions.get(gone.region) else { continue };
                let mut losses = fleet.losses.iter();
                let loss = losses.find(|it| it.lost == gone.region && it.load == recovery.load);
                let mut items = records.clone();
                items.extend(loss.and_then(|loss| takeover(fleet, loss)));
                let (thing, span) = (traffic.name.node.as_str(), traffic.head);
                let chain = Chain { thing, span, lost: Some(region.code), items };
                let slower = |known: &Chain| known.seconds() >= chain.seconds();
                if !worst.get(&(thing, gone.region)).is_some_and(slower) {
                    worst.insert((thing, gone.region), chain);
                }
            }
        }
    }
    recovery.chains.extend(worst.into_values());
}

/// Detection and expiry of a traffic's records; what has no check never leaves.
fn expiry<'a>(
    policy: &'a Policy,
    traffic: &'a Traffic,
    recovery: &mut Recovery<'a>,
) -> Option<Vec<Item>> {
    let health = traffic.health.as_ref().and_then(|name| policy.health.get(&name.node));
    let Some(health) = health else {
        let why = "no health: its records never leave a place that is lost";
        let missing = NoFigure { thing: &traffic.name.node, span: traffic.head, why };
        if !recovery.without.contains(&missing) {
            recovery.without.push(missing);
        }
        return None;
    };
    Some(vec![Detection::of_records(health).item(), expires(traffic)])
}

fn expires(traffic: &Traffic) -> Item {
    let (seconds, origin) = match traffic.ttl {
        Some(ttl) => (Ratio::of(u128::from(ttl.node.millis()), 1_000), Origin::Given(ttl.span)),
        None => (Ratio::from_whole(ALIAS_TTL), Origin::Default("alias records live 60s")),
    };
    Item { what: "records expire", seconds, sum: format!("{}s", seconds.decimal()), origin }
}

/// The slowest scale-up of those that take over; nothing where what runs carries it.
fn takeover(fleet: &Fleet, loss: &Loss) -> Option<Item> {
    let stands = fleet.stands.iter().enumerate();
    let items = stands.filter_map(|(at, stand)| {
        let need = loss.worst(at)?;
        let before = stand.need(loss.load).and_then(|need| stand.running(need));
        let runs = before.or(stand.bounds.map(|it| it.min))?;
        scale_up(fleet, stand, runs, need)
    });
    items.max_by_key(|item| item.seconds)
}

fn scale_up(fleet: &Fleet, stand: &Stand, runs: u64, need: Need) -> Option<Item> {
    if fleet.workload.platform.node == Platform::Lambda || runs >= need.bare {
        return None;
    }
    let ramp = ramp(fleet.workload, stand.body, runs, need.bare)?;
    let steps = count(usize::try_from(ramp.steps).unwrap_or(usize::MAX), "step");
    Some(Item {
        what: "scale-up",
        seconds: ramp.seconds(),
        sum: format!("{}, {} to {} in {steps}", ramp.sum(), ramp.from, ramp.to),
        origin: Origin::Given(ramp.rule),
    })
}

/// A balancer or a probe sees what is lost inside a region.
fn fleets<'a>(policy: &'a Policy, figures: &Figures<'a>, recovery: &mut Recovery<'a>) {
    for fleet in covered(policy, figures, recovery) {
        let mut items = Vec::new();
        if fleet.workload.platform.node != Platform::Lambda {
            items.push(Detection::of_workload(policy, fleet.workload).item());
        }
        let left = |stand: &Stand| match recovery.scope {
            Scope::Zone => stand.zone_lost.map(|lost| lost.left),
            _ => {
                stand.steady.and_then(|need| stand.running(need)).map(|runs| runs.saturating_sub(1))
            }
        };
        let scaled = fleet.stands.iter().filter_map(|stand| {
            let need = stand.need(recovery.load)?;
            scale_up(fleet, stand, left(stand)?, need)
        });
        items.extend(scaled.max_by_key(|item| item.seconds));
        let (thing, span) = (fleet.workload.name.node.as_str(), fleet.workload.head);
        recovery.chains.push(Chain { thing, span, lost: None, items });
    }
}

/// Records leave a lost content network.
fn networks<'a>(policy: &'a Policy, recovery: &mut Recovery<'a>) {
    let is_network = |name: &str| policy.cdns.iter().any(|cdn| cdn.name.node == name);
    let ordered = |traffic: &&Traffic| {
        traffic.policy.as_ref().is_some_and(|it| it.node == Routing::Failover)
            && traffic.failover.iter().flat_map(|order| &order.node).any(|to| is_network(&to.node))
    };
    let several = policy.traffics.iter().any(|traffic| ordered(&traffic));
    for cdn in policy.cdns.iter().filter(|_| !several) {
        let why = "users come in by it alone: nothing takes over";
        recovery.without.push(NoFigure { thing: &cdn.name.node, span: cdn.head, why });
    }
    for traffic in policy.traffics.iter().filter(ordered) {
        if let Some(items) = expiry(policy, traffic, recovery) {
            let (thing, span) = (traffic.name.node.as_str(), traffic.head);
            recovery.chains.push(Chain { thing, span, lost: None, items });
        }
    }
}
