//! Replicas. In: a workload, what arrives, regions. Out: per region what each load needs, what runs, and what a lost
//! zone leaves. Formulas: needed = ceil(load × (1 + headroom) / (serves × target)).

use crate::model::Policy;
use crate::model::measure::{Bounds, Ratio, base};
use crate::model::policy::{BoundValue, Condition, Direction, Platform, Workload, WorkloadBody};
use crate::source::Span;
use crate::syntax::tree::{Bound, Metric};

use super::Load;
use super::demand::{Arriving, Demand, LoadUnit, demand};
use super::loss::{Loss, losses};
use super::regions::{Region, shares};

/// Concurrent executions of a function in one region where nothing is reserved: the default of an account, assumed.
pub const ACCOUNT_CONCURRENCY: u64 = 1_000;

/// A workload with its load and what runs of it.
#[derive(Clone, Debug)]
pub struct Fleet<'a> {
    /// The workload.
    pub workload: &'a Workload,
    /// What arrives at it, of the whole service.
    pub demand: Demand,
    /// It in each region that it runs in, by code.
    pub stands: Vec<Stand<'a>>,
    /// What the loss of each region that carries load asks of the others, at both loads.
    pub losses: Vec<Loss>,
}

/// A workload in one region.
#[derive(Clone, Debug)]
pub struct Stand<'a> {
    /// The position of its region.
    pub region: usize,
    /// What is said of it there.
    pub body: &'a WorkloadBody,
    /// Its share of the workload's load, of 1.
    pub share: Ratio,
    /// How few and how many may run: replicas, or executions of a function.
    pub bounds: Option<Bounds<u64>>,
    /// Up to which share of what a replica carries it is used before more are asked for.
    pub target: Target,
    /// What the load `steady` needs.
    pub steady: Option<Need>,
    /// What the load `peak` needs.
    pub peak: Option<Need>,
    /// What is left of `steady` when the fullest zone is lost; none for functions, which have no zones.
    pub zone_lost: Option<Left>,
}

/// The share up to which replicas are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Of 1.
    pub share: Ratio,
    /// The rule that says so; without one it is everything.
    pub rule: Option<Span>,
}

/// What a load needs in one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The load there.
    pub load: Ratio,
    /// What one replica carries.
    pub carries: Ratio,
    /// Replicas that carry it at all, without headroom.
    pub bare: u64,
    /// Replicas that carry it with headroom below the target.
    pub full: u64,
}

/// What the loss of a zone leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// What ran before, at the load `steady`.
    pub ran: u64,
    /// Zones that it stood in.
    pub zones: u64,
    /// What is left when the fullest one goes.
    pub left: u64,
    /// What the load needs.
    pub need: Need,
}

impl Stand<'_> {
    /// What a load needs here.
    pub fn need(&self, load: Load) -> Option<Need> {
        match load {
            Load::Steady => self.steady,
            Load::Peak => self.peak,
        }
    }

    /// What runs for a need: no fewer than the minimum, no more than the maximum.
    pub fn running(&self, need: Need) -> Option<u64> {
        self.bounds.map(|bounds| need.full.max(bounds.min).min(bounds.max))
    }
}

/// Works a workload out.
pub(super) fn fleet<'a>(
    policy: &'a Policy,
    regions: &[Region],
    workload: &'a Workload,
) -> Fleet<'a> {
    let demand = demand(policy, workload);
    let platform = workload.platform.node;
    let stand = |(region, share): (usize, Ratio)| {
        let zones = regions.get(region).map_or(1, |region| region.zones);
        let body = workload.at(regions.get(region).map_or("", |region| region.code));
        stand(platform, body, (region, share), zones, &demand)
    };
    let stands: Vec<Stand> = shares(policy, regions, workload).into_iter().map(stand).collect();
    let losses = losses(policy, regions, workload, &demand, &stands);
    Fleet { workload, demand, stands, losses }
}

fn stand<'a>(
    platform: Platform,
    body: &'a WorkloadBody,
    (region, share): (usize, Ratio),
    zones: u64,
    demand: &Demand,
) -> Stand<'a> {
    let (bounds, target) = (bounds(platform, body), target(body));
    let at = |load: Load| {
        let arriving = demand.at(load).as_ref().ok()?;
        need(body, target, arriving.amount * share, arriving)
    };
    let mut stand = Stand {
        region,
        body,
        share,
        bounds,
        target,
        steady: at(Load::Steady),
        peak: at(Load::Peak),
        zone_lost: None,
    };
    if platform != Platform::Lambda {
        stand.zone_lost = stand.steady.and_then(|need| left(&stand, need, zones));
    }
    stand
}

/// How few and how many may run. The least of a function is what is provisioned, the most what is reserved.
fn bounds(platform: Platform, body: &WorkloadBody) -> Option<Bounds<u64>> {
    match platform {
        Platform::Lambda => {
            let max = body.reserved.map_or(ACCOUNT_CONCURRENCY, |reserved| reserved.node);
            let min = body.provisioned.map_or(0, |provisioned| provisioned.node.min);
            Some(Bounds { min: min.min(max), max })
        }
        Platform::Ec2 | Platform::Fargate | Platform::Kubernetes => {
            // Ends that are out of order are said elsewhere, and nothing is computed of them.
            body.replicas.map(|replicas| replicas.node).filter(|it| it.min <= it.max)
        }
    }
}

/// What a load needs of a workload; none where it does not say what a replica carries.
pub(super) fn need(
    body: &WorkloadBody,
    target: Target,
    load: Ratio,
    arriving: &Arriving,
) -> Option<Need> {
    let carries = match arriving.unit {
        LoadUnit::Requests => body.serves?.node.base(),
        LoadUnit::Connections => Ratio::from_whole(body.connections?.node),
    };
    if carries.is_zero() {
        return None;
    }
    let hundredth = |share: Ratio| share / Ratio::from_whole(100);
    let headroom = body.headroom.map_or(Ratio::ZERO, |headroom| hundredth(headroom.node.base()));
    let bare = (load / carries).ceil();
    let full = (load * (Ratio::ONE + headroom) / (carries * target.share)).ceil();
    Some(Need { load, carries, bare, full })
}

fn left(stand: &Stand, need: Need, zones: u64) -> Option<Left> {
    let ran = stand.running(need)?;
    let left = ran - ran.div_ceil(zones.max(1)).min(ran);
    Some(Left { ran, zones, left, need })
}

/// The lowest share at which a rule keeps or scales out on a metric that speaks of what a replica carries.
fn target(body: &WorkloadBody) -> Target {
    let keeps = body
        .keeps
        .iter()
        .filter_map(|keep| Some((share(body, &keep.node.metric, &keep.node.at)?, keep.span)));
    let out = body.steps.iter().filter(|step| step.direction.node == Direction::Out);
    let steps = out.flat_map(|step| thresholds(body, &step.when).map(|share| (share, step.span)));
    let all = Target { share: Ratio::ONE, rule: None };
    keeps.chain(steps).fold(all, |lowest, (share, rule)| {
        let lower = share < lowest.share || (lowest.rule.is_none() && share == lowest.share);
        if lower && !share.is_zero() { Target { share, rule: Some(rule) } } else { lowest }
    })
}

fn thresholds<'b>(body: &'b WorkloadBody, when: &'b Condition) -> impl Iterator<Item = Ratio> + 'b {
    when.terms.iter().filter_map(|term| share(body, &term.metric, &term.bound))
}

/// A bound as a share of what a replica carries, of 1; none where the metric says nothing about that.
fn share(body: &WorkloadBody, metric: &Metric, bound: &Bound) -> Option<Ratio> {
    let BoundValue::Quantity(quantity) = bound.value.node else { return None };
    let figure = base(quantity);
    let of_hundred = Some(figure / Ratio::from_whole(100));
    match metric.name.node.as_str() {
        "cpu" | "utilization" => of_hundred,
        "requests" | "connections" if bound.of_capacity.is_some() => of_hundred,
        "connections" if bound.per_replica.is_some() => {
            Some(figure / Ratio::from_whole(body.connections?.node))
        }
        _ => None,
    }
}
