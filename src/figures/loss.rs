//! The loss of a region. In: a workload's load and where it runs. Out: for each region that carries load and for both
//! loads, what the others have to carry then, in every way the policy allows.

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::{Origin, Routing, Target, Traffic, Workload};

use super::Load;
use super::demand::Demand;
use super::need::{Need, Stand, need};
use super::regions::{Region, spreads};

/// What the loss of a region asks of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The position of the region that is lost.
    pub lost: usize,
    /// At which load.
    pub load: Load,
    /// The ways in which its load may go; none where nobody takes it.
    pub scenarios: Vec<Scenario>,
}

/// One way in which the load of a lost region may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The position of the region that takes all of it; none where it is shared.
    pub taker: Option<usize>,
    /// What is needed then, by the position of the stand.
    pub needs: Vec<(usize, Need)>,
}

impl Loss {
    /// The worst that a stand has to carry.
    pub fn worst(&self, stand: usize) -> Option<Need> {
        let needs = self.scenarios.iter().flat_map(|scenario| &scenario.needs);
        needs.filter(|(at, _)| *at == stand).map(|(_, need)| *need).max_by_key(|need| need.full)
    }

    /// What a stand has to carry where this region takes the load; the worst where it takes none of it.
    pub fn taken_by(&self, taker: Option<usize>, stand: usize) -> Option<Need> {
        let way = |scenario: &&Scenario| taker.is_some() && scenario.taker == taker;
        let Some(scenario) = self.scenarios.iter().find(way) else { return self.worst(stand) };
        scenario.needs.iter().find(|(at, _)| *at == stand).map(|(_, need)| *need)
    }
}

/// The losses of a workload.
pub(super) fn losses(
    policy: &Policy,
    regions: &[Region],
    workload: &Workload,
    demand: &Demand,
    stands: &[Stand],
) -> Vec<Loss> {
    let carrying = stands.iter().enumerate().filter(|(_, stand)| !stand.share.is_zero());
    let way = Way { regions, stands, traffic: spreads(policy, &workload.name.node) };
    let mut losses = Vec::new();
    for (at, gone) in carrying {
        for load in Load::ALL {
            let Ok(arriving) = demand.at(load) else { continue };
            let needs = |split: Split| {
                let needs = split.shares.into_iter().filter_map(|(stand, share)| {
                    let there = stands.get(stand)?;
                    let load = arriving.amount * share;
                    Some((stand, need(there.body, there.target, load, arriving)?))
                });
                Scenario { taker: split.taker, needs: needs.collect() }
            };
            let scenarios = way.without(at).into_iter().map(needs).collect();
            losses.push(Loss { lost: gone.region, load, scenarios });
        }
    }
    losses
}

/// The shares of the stands that are left, and the region that took what another carried.
struct Split {
    taker: Option<usize>,
    shares: Vec<(usize, Ratio)>,
}

/// How a workload's load spreads.
struct Way<'a> {
    regions: &'a [Region<'a>],
    stands: &'a [Stand<'a>],
    traffic: Option<&'a Traffic>,
}

impl Way<'_> {
    /// The shares of the other stands when one is lost, in each way that the policy allows.
    fn without(&self, gone: usize) -> Vec<Split> {
        let routing = self.traffic.and_then(|traffic| traffic.policy.as_ref());
        match routing.map(|routing| routing.node) {
            None | Some(Routing::Weighted) => self.rescaled(gone).into_iter().collect(),
            Some(Routing::Latency) => self.each(gone, self.active(gone)),
            Some(Routing::Failover) => self.each(gone, self.next(gone).into_iter().collect()),
            Some(Routing::Geographic) => self.each(gone, self.named(gone)),
        }
    }

    fn active(&self, gone: usize) -> Vec<usize> {
        let carries = |stand: &Stand| !stand.share.is_zero();
        let all = self.stands.iter().enumerate();
        all.filter(|(at, stand)| *at != gone && carries(stand)).map(|(at, _)| at).collect()
    }

    /// The survivors carry it by their shares; where none is left, the standbys carry it alike.
    fn rescaled(&self, gone: usize) -> Option<Split> {
        let active = self.active(gone);
        let split = |shares: Vec<(usize, Ratio)>| Split { taker: None, shares };
        let share = |at: usize| self.stands.get(at).map_or(Ratio::ZERO, |stand| stand.share);
        let total: Ratio = active.iter().map(|at| share(*at)).sum();
        if !active.is_empty() {
            let parts = active.into_iter().map(|at| (at, share(at) / total));
            return Some(split(parts.collect()));
        }
        let standbys: Vec<usize> = (0..self.stands.len()).filter(|at| *at != gone).collect();
        let alike = Ratio::of(1, standbys.len() as u128);
        let parts = standbys.iter().map(|at| (*at, alike));
        (!standbys.is_empty()).then(|| split(parts.collect()))
    }

    /// Each of these takes all of it, in turn.
    fn each(&self, gone: usize, takers: Vec<usize>) -> Vec<Split> {
        let moved = self.stands.get(gone).map_or(Ratio::ZERO, |stand| stand.share);
        let split = |taker: usize| {
            let rest = self.stands.iter().enumerate().filter(|(at, _)| *at != gone);
            let share = |at, own| if at == taker { own + moved } else { own };
            let shares = rest.map(|(at, stand)| (at, share(at, stand.share))).collect();
            Split { taker: self.stands.get(taker).map(|stand| stand.region), shares }
        };
        takers.into_iter().map(split).collect()
    }

    fn stand_in(&self, code: &str) -> Option<usize> {
        let here = |stand: &Stand| {
            self.regions.get(stand.region).is_some_and(|region| region.code == code)
        };
        self.stands.iter().position(here)
    }

    fn code(&self, stand: usize) -> &str {
        let region = self.stands.get(stand).and_then(|stand| self.regions.get(stand.region));
        region.map_or("", |region| region.code)
    }

    /// The next of the order.
    fn next(&self, gone: usize) -> Option<usize> {
        let order = &self.traffic?.failover.as_ref()?.node;
        let at = order.iter().position(|region| region.node == self.code(gone))?;
        let mut rest = order.iter().skip(at + 1);
        rest.find_map(|region| self.stand_in(&region.node))
    }

    /// Every region that an `else` of one of its places names.
    fn named(&self, gone: usize) -> Vec<usize> {
        let place = |origin: &Origin| {
            matches!(origin, Origin::Place(_) | Origin::Countries(_) | Origin::Default)
        };
        let code = self.code(gone);
        let routes = self.traffic.into_iter().flat_map(|traffic| &traffic.routes);
        let leads = |to: &Target| matches!(to, Target::Name(name) if name == code);
        let mut named: Vec<usize> = routes
            .filter(|route| place(&route.from.node))
            .filter(|route| route.to.first().is_some_and(|to| leads(&to.node)))
            .flat_map(|route| route.to.iter().skip(1))
            .filter_map(|to| match &to.node {
                Target::Name(name) => self.stand_in(name),
                _ => None,
            })
            .filter(|at| *at != gone)
            .collect();
        named.sort_unstable();
        named.dedup();
        named
    }
}
