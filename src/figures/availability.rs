//! An estimate of availability, never a guarantee. In: the service levels of what a request needs, regions, the time that a
//! failover takes. Out: per region the product of all; across regions the sum by share, each raised by the part of an
//! incident that failover saves: 1 - (1 - a) × min(1, rto / 1 h). Service levels are thresholds of credits, not
//! measurements.

use crate::catalog::{self, ServiceLevel};
use crate::model::Policy;
use crate::model::measure::{Ratio, base};
use crate::model::policy::{Engine, Platform, Promise, Store, Target, Workload};
use crate::plan::context::leads;
use crate::source::{Span, Spanned};

use super::copies::{copies, replication};
use super::need::{Fleet, Stand};
use super::time::Scope;
use super::{Figures, Load};

/// One thing that a request needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// The thing: a workload, a store; `balancer`.
    pub thing: &'a str,
    /// Its place.
    pub span: Span,
    /// The service and the shape that the level is promised for.
    pub service: &'static str,
    /// The level.
    pub level: ServiceLevel,
}

impl Part<'_> {
    /// The level, of 1.
    pub fn share(&self) -> Ratio {
        Ratio::of(u128::from(self.level.milli_percent), 100_000)
    }
}

/// A region's estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InRegion<'a> {
    /// The position of the region.
    pub region: usize,
    /// What a request needs there.
    pub parts: Vec<Part<'a>>,
    /// Their product, of 1.
    pub alone: Ratio,
    /// With what failover to the others saves, of 1.
    pub with_failover: Ratio,
}

/// An estimate against a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability<'a> {
    /// The workload that promises it; none for the service.
    pub of: Option<&'a str>,
    /// The promise; none where the service has none and the estimate is only shown.
    pub promise: Option<Spanned<Promise>>,
    /// By region.
    pub regions: Vec<InRegion<'a>>,
    /// Seconds that a failover to another region takes, where there is one.
    pub failover: Option<Ratio>,
    /// The estimate, of 1.
    pub estimate: Ratio,
}

/// The estimates of a policy: of the service, and of each workload with a promise of its own.
pub(super) fn availabilities<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
) -> Vec<Availability<'a>> {
    let mut found = Vec::new();
    let whole: Vec<&Fleet> = figures
        .fleets
        .iter()
        .filter(|it| own(it.workload).is_none() && routed(policy, it.workload))
        .collect();
    if !whole.is_empty() {
        let promise = policy.promises.iter().find(|it| it.subject.node == "availability");
        found.push(estimate(policy, figures, &whole, None, promise.cloned()));
    }
    for fleet in &figures.fleets {
        if let Some(promise) = own(fleet.workload) {
            let name = Some(fleet.workload.name.node.as_str());
            found.push(estimate(policy, figures, &[fleet], name, Some(promise.clone())));
        }
    }
    found
}

fn own(workload: &Workload) -> Option<&Spanned<Promise>> {
    workload.body.promises.iter().find(|promise| promise.subject.node == "availability")
}

fn routed(policy: &Policy, workload: &Workload) -> bool {
    policy.traffics.iter().any(|traffic| leads(policy, traffic, &workload.name.node))
}

fn estimate<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    fleets: &[&Fleet<'a>],
    of: Option<&'a str>,
    promise: Option<Spanned<Promise>>,
) -> Availability<'a> {
    let failover = failover(figures);
    let hour = Ratio::from_whole(3_600);
    let saved = failover.map_or(Ratio::ONE, |seconds| (seconds / hour).min(Ratio::ONE));
    let mut regions = Vec::new();
    for at in 0..figures.regions.len() {
        let parts = parts(policy, figures, fleets, at);
        if parts.is_empty() {
            continue;
        }
        let alone = parts.iter().fold(Ratio::ONE, |product, part| product * part.share());
        let with_failover = Ratio::ONE - (Ratio::ONE - alone) * saved;
        regions.push(InRegion { region: at, parts, alone, with_failover });
    }
    let several = regions.len() > 1;
    for region in &mut regions {
        if !several {
            region.with_failover = region.alone;
        }
    }
    let share = |it: &InRegion| figures.regions.get(it.region).map_or(Ratio::ZERO, |at| at.share);
    let total: Ratio = regions.iter().map(share).sum();
    let sum: Ratio = regions.iter().map(|it| share(it) * it.with_failover).sum();
    let estimate = if total.is_zero() { Ratio::ZERO } else { sum / total };
    Availability { of, promise, regions, failover, estimate }
}

/// How long the loss of a region lasts at the load `steady`.
fn failover(figures: &Figures) -> Option<Ratio> {
    let all = figures.recoveries.iter();
    let mut regions =
        all.filter(|it| it.scope == Scope::Region && it.load == Load::Steady && it.of.is_none());
    regions.find_map(|recovery| recovery.slowest().map(super::time::Chain::seconds))
}

/// What a request needs in a region: balancer, platform, stores without a fallback, each once.
fn parts<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    fleets: &[&Fleet<'a>],
    region: usize,
) -> Vec<Part<'a>> {
    let Some(place) = figures.regions.get(region) else { return Vec::new() };
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |part: Option<Part<'a>>| {
        let known = |part: &Part| {
            parts.iter().any(|it| it.thing == part.thing && it.service == part.service)
        };
        parts.extend(part.filter(|part| !known(part)));
    };
    for fleet in fleets {
        let Some(stand) = fleet.stands.iter().find(|stand| stand.region == region) else {
            continue;
        };
        if routed(policy, fleet.workload) {
            let scope =
                if place.zones > 1 { "multi-AZ load balancer" } else { "single-AZ load balancer" };
            let level = catalog::service_level("elb", scope);
            let (thing, span) = ("balancer", place.span);
            add(level.map(|level| Part { thing, span, service: "elb", level }));
        }
        add(platform(fleet, stand, place.zones));
        for store in needed(policy, fleet) {
            add(store_part(policy, figures, store, region));
        }
    }
    parts
}

fn platform<'a>(fleet: &Fleet<'a>, stand: &Stand, zones: u64) -> Option<Part<'a>> {
    let spread = zones > 1 && stand.bounds.is_none_or(|bounds| bounds.min > 1);
    let (service, scope) = match fleet.workload.platform.node {
        Platform::Ec2 | Platform::Kubernetes if spread => {
            ("ec2", "region-level (all instances across >=2 AZ)")
        }
        Platform::Ec2 | Platform::Kubernetes => ("ec2", "instance-level (single instance)"),
        Platform::Fargate => ("fargate", "region-level, tasks/pods across >=2 AZ (compute SLA)"),
        Platform::Lambda => ("lambda", "region"),
    };
    let (thing, span) = (fleet.workload.name.node.as_str(), fleet.workload.head);
    let level = catalog::service_level(service, scope)?;
    Some(Part { thing, span, service, level })
}

/// The stores that a workload uses without a fallback.
fn needed<'a>(policy: &'a Policy, fleet: &Fleet<'a>) -> Vec<&'a Store> {
    let alone = fleet.workload.body.uses.iter().filter(|uses| uses.targets.len() == 1);
    let names = alone.flat_map(|uses| &uses.targets).filter_map(|to| match &to.node {
        Target::Name(name) => Some(name.as_str()),
        _ => None,
    });
    names.filter_map(|name| policy.stores.iter().find(|store| store.name.node == name)).collect()
}

fn store_part<'a>(
    policy: &Policy,
    figures: &Figures,
    store: &'a Store,
    region: usize,
) -> Option<Part<'a>> {
    let code = figures.regions.get(region).map_or("", |region| region.code);
    let body = store.at(code);
    let nodes = body.nodes.map_or(1, |nodes| nodes.node.min);
    let zones = body.zones.map_or(1, |zones| zones.node);
    let global =
        replication(policy, store).is_some() && copies(policy, &figures.regions, store).len() > 1;
    let (service, scope) = match store.engine()? {
        Engine::DynamoDb if global => ("dynamodb", "global tables"),
        Engine::DynamoDb => ("dynamodb", "standard (single region)"),
        Engine::AuroraPostgresql | Engine::AuroraMysql if nodes > 1 => {
            ("aurora", "multi-AZ cluster")
        }
        Engine::AuroraPostgresql | Engine::AuroraMysql => ("aurora", "single-AZ cluster"),
        Engine::RdsPostgresql | Engine::RdsMysql if zones > 1 => {
            ("rds", "multi-AZ instance or cluster")
        }
        Engine::RdsPostgresql | Engine::RdsMysql => ("rds", "single instance"),
        Engine::ElasticacheRedis | Engine::ElasticacheValkey if nodes > 1 && zones > 1 => {
            ("elasticache", "multi-AZ with automatic failover; serverless")
        }
        Engine::ElasticacheRedis | Engine::ElasticacheValkey => ("elasticache", "single-AZ"),
        Engine::OpenSearch => ("opensearch", "multi-AZ without standby"),
    };
    let level = catalog::service_level(service, scope)?;
    Some(Part { thing: &store.name.node, span: store.head, service, level })
}

/// A promise of availability, of 1.
pub fn promised(promise: &Promise) -> Ratio {
    base(promise.value.node) / Ratio::from_whole(100)
}
