//! What arrives at a workload. In: a policy. Out: the load of each workload, of the whole service, with the shares that
//! were taken on the way; or why it is not known. Nothing is guessed.

use crate::model::Policy;
use crate::model::measure::{Dimension, Ratio, base};
use crate::model::policy::{Cdn, Origin, Quantity, Route, Target, Traffic, Workload};
use crate::plan::context::leads;
use crate::source::{Span, Spanned};

use super::Load;

/// What a load counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadUnit {
    /// Requests a second.
    Requests,
    /// Open connections.
    Connections,
}

/// A share that was taken on the way to a workload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// The share, of 1.
    pub share: Ratio,
    /// What took it, as people say it: `behind the content network`, `share of the route`.
    pub what: &'static str,
    /// Where it is written.
    pub span: Span,
}

/// A load that arrives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arriving {
    /// How much, of the whole service.
    pub amount: Ratio,
    /// Of what.
    pub unit: LoadUnit,
    /// As it was written.
    pub given: Spanned<Quantity>,
    /// Whether it was written on the workload itself.
    pub own: bool,
    /// What was taken of it on the way.
    pub factors: Vec<Factor>,
}

/// Why a load is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// The policy does not say it.
    NotSaid,
    /// Only paths divide it: the route that does is named.
    OnlyPaths(Span),
    /// Nothing that the load arrives at leads here.
    NotRouted,
}

/// What arrives at a workload at both loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// At the load `steady`.
    pub steady: Result<Arriving, Unknown>,
    /// At the load `peak`.
    pub peak: Result<Arriving, Unknown>,
}

impl Demand {
    /// What arrives at one of them.
    pub fn at(&self, load: Load) -> &Result<Arriving, Unknown> {
        match load {
            Load::Steady => &self.steady,
            Load::Peak => &self.peak,
        }
    }

    /// The part of the service's requests that arrives, by the load `peak`, else by `steady`; none where another load is
    /// said on the workload, and where it is none of requests.
    pub fn part(&self) -> Option<Ratio> {
        let arriving = self.peak.as_ref().or(self.steady.as_ref()).ok()?;
        let whole = base(arriving.given.node);
        let requests = arriving.unit == LoadUnit::Requests && !arriving.own;
        (requests && !whole.is_zero()).then(|| arriving.amount / whole)
    }
}

/// What arrives at a workload.
pub(super) fn demand(policy: &Policy, workload: &Workload) -> Demand {
    let own = (workload.body.steady, workload.body.peak);
    let whole = (policy.steady, policy.peak);
    let way = way(policy, workload);
    let at = |own: Option<Spanned<Quantity>>, whole: Option<Spanned<Quantity>>| match (own, whole) {
        (Some(given), _) => Ok(arriving(given, true, Vec::new())),
        (None, Some(given)) => way.clone().map(|factors| arriving(given, false, factors)),
        (None, None) => Err(Unknown::NotSaid),
    };
    Demand { steady: at(own.0, whole.0), peak: at(own.1, whole.1) }
}

fn arriving(given: Spanned<Quantity>, own: bool, factors: Vec<Factor>) -> Arriving {
    let amount = factors.iter().fold(base(given.node), |left, factor| left * factor.share);
    let unit = match Dimension::of(given.node) {
        Dimension::Count => LoadUnit::Connections,
        _ => LoadUnit::Requests,
    };
    Arriving { amount, unit, given, own, factors }
}

/// The shares between the service's edge and a workload.
fn way(policy: &Policy, workload: &Workload) -> Result<Vec<Factor>, Unknown> {
    let name = workload.name.node.as_str();
    let mut factors = Vec::new();
    let mut entry = None;
    if let Some((cdn, route)) = edge(policy) {
        factors.extend(passes(cdn));
        match &route.to.first().map(|to| &to.node) {
            Some(Target::Name(to)) if is_workload(policy, to) => {
                return behind_network(cdn, name).map(|()| factors);
            }
            Some(Target::Name(to)) => entry = policy.traffics.iter().find(|it| it.name.node == *to),
            _ => {}
        }
    }
    let traffic = match entry.map(Ok).or_else(|| only_traffic(policy, name)) {
        Some(traffic) => traffic?,
        None if policy.traffics.is_empty() && policy.implied.as_deref() == Some(name) => {
            return Ok(factors);
        }
        None => return Err(Unknown::NotRouted),
    };
    factors.extend(share(policy, traffic, name)?);
    Ok(factors)
}

fn is_workload(policy: &Policy, name: &str) -> bool {
    policy.workloads.iter().any(|workload| workload.name.node == name)
}

/// The content network that takes the service's load, and its route for everything.
fn edge(policy: &Policy) -> Option<(&Cdn, &Spanned<Route>)> {
    let leads_on = |route: &Route| match route.to.first().map(|to| &to.node) {
        Some(Target::Name(to)) => {
            is_workload(policy, to) || policy.traffics.iter().any(|it| it.name.node == *to)
        }
        _ => false,
    };
    let whole = |route: &Route| matches!(&route.from.node, Origin::Path(path) if path == "/*");
    policy.cdns.iter().find_map(|cdn| {
        let route = cdn.routes.iter().find(|route| whole(route) && leads_on(route))?;
        Some((cdn, route))
    })
}

/// What a content network does not answer itself.
fn passes(cdn: &Cdn) -> Option<Factor> {
    let hits = cdn.hit_ratio?;
    let share = Ratio::ONE - hits.node.base() / Ratio::from_whole(100);
    Some(Factor { share, what: "not answered by the content network", span: hits.span })
}

/// A content network in front of workloads: all of it goes to the one that every path names.
fn behind_network(cdn: &Cdn, workload: &str) -> Result<(), Unknown> {
    let other = |route: &&Spanned<Route>| {
        route.to.first().is_some_and(|to| matches!(&to.node, Target::Name(to) if to != workload))
    };
    match cdn.routes.iter().find(other) {
        Some(route) if cdn.routes.iter().any(|it| !other(&it)) => {
            Err(Unknown::OnlyPaths(route.span))
        }
        Some(_) => Err(Unknown::NotRouted),
        None => Ok(()),
    }
}

/// The traffic at which the load arrives, where there is no content network before it: the only one that leads to
/// workloads.
fn only_traffic<'a>(policy: &'a Policy, workload: &str) -> Option<Result<&'a Traffic, Unknown>> {
    let leading = |traffic: &&Traffic| {
        policy.workloads.iter().any(|workload| leads(policy, traffic, &workload.name.node))
    };
    let mut all = policy.traffics.iter().filter(leading);
    let first = all.next()?;
    match all.next() {
        None => Some(Ok(first)),
        Some(second) if leads(policy, first, workload) || leads(policy, second, workload) => {
            Some(Err(Unknown::OnlyPaths(second.head)))
        }
        Some(_) => Some(Err(Unknown::NotRouted)),
    }
}

/// The share of a traffic's load that a workload gets.
fn share(policy: &Policy, traffic: &Traffic, workload: &str) -> Result<Option<Factor>, Unknown> {
    if !leads(policy, traffic, workload) {
        return Err(Unknown::NotRouted);
    }
    let mut paths: Option<Span> = None;
    for route in &traffic.routes {
        let Some(Target::Name(to)) = route.to.first().map(|to| &to.node) else { continue };
        match &route.from.node {
            Origin::Share(quantity) if to == workload => {
                let share = base(*quantity) / Ratio::from_whole(100);
                let what = "share of the route";
                return Ok(Some(Factor { share, what, span: route.from.span }));
            }
            Origin::Path(_) if to != workload && is_workload(policy, to) => {
                paths = paths.or(Some(route.span));
            }
            _ => {}
        }
    }
    paths.map_or(Ok(None), |route| Err(Unknown::OnlyPaths(route)))
}
