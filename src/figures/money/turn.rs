//! Where the load of a lost region goes when money is counted: to each that may take it, in turn, and the dearest turn
//! counts. What one traffic leads to moves together.

use std::collections::BTreeMap;

use crate::model::Policy;
use crate::model::measure::Ratio;

use super::super::need::Fleet;
use super::super::regions::spreads;
use super::super::{Figures, Load};
use super::{Bill, Moment, fleet, payee};

/// The region that takes the load, by the position of the lost one; none where there is no choice.
pub(super) type Takers = Vec<Option<usize>>;

/// The takers of each workload's load, in the order of the workloads.
pub(super) fn takers(policy: &Policy, figures: &Figures) -> Vec<Takers> {
    let name = |fleet: &Fleet| spreads(policy, &fleet.workload.name.node).map(|it| &it.name.node);
    let mut behind: BTreeMap<_, Vec<&Fleet>> = BTreeMap::new();
    for fleet in &figures.fleets {
        behind.entry(name(fleet)).or_default().push(fleet);
    }
    let all = behind.into_iter().map(|(name, fleets)| (name, dearest(figures, &fleets)));
    let all: BTreeMap<_, Takers> = all.collect();
    figures.fleets.iter().map(|it| all.get(&name(it)).cloned().unwrap_or_default()).collect()
}

fn dearest(figures: &Figures, fleets: &[&Fleet]) -> Takers {
    let all = figures.regions.len();
    let choices: Vec<Vec<usize>> = (0..all).map(|lost| choice(fleets, lost)).collect();
    if choices.iter().all(|choice| choice.len() < 2) {
        return Takers::new();
    }
    let bills = |taker| -> Vec<Bill> {
        let takers = vec![Some(taker); all];
        fleets.iter().map(|fleet| fleet::bill(figures, fleet, payee(fleet), &takers)).collect()
    };
    let bills: Vec<Vec<Bill>> = (0..all).map(bills).collect();
    let cost = |lost, taker: usize| -> Ratio {
        bills.get(taker).into_iter().flatten().map(|bill| bill.sum(Moment::RegionLost(lost))).sum()
    };
    // The first of several that cost the same.
    let most = |(lost, takers): (usize, Vec<usize>)| {
        takers.into_iter().rev().max_by_key(|taker| cost(lost, *taker))
    };
    choices.into_iter().enumerate().map(most).collect()
}

/// The regions that may take the load of a lost one.
fn choice(fleets: &[&Fleet], lost: usize) -> Vec<usize> {
    let losses = fleets.iter().flat_map(|fleet| &fleet.losses);
    let losses = losses.filter(|loss| loss.lost == lost && loss.load == Load::Peak);
    let mut takers: Vec<usize> =
        losses.flat_map(|loss| &loss.scenarios).filter_map(|it| it.taker).collect();
    takers.sort_unstable();
    takers.dedup();
    takers
}
