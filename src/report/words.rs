//! How a report says figures. In: sums, loads, places. Out: words. Knows no sections.

use std::borrow::Cow;

use crate::figures::money::{Moment, Sum};
use crate::figures::{Figures, Fleet, LoadUnit};
use crate::model::policy::{Platform, Promise};
use crate::ratio::Ratio;
use crate::source::Spanned;
use crate::syntax::tree::Op;
use crate::words::{dollars, per_second};

/// `$12.00`, `at least $12.00` where a line is not known.
pub fn sum(sum: Sum) -> String {
    let least = if sum.partial { "at least " } else { "" };
    [least, &dollars(sum.known)].concat()
}

/// What is left of a budget, or by how much it is exceeded.
pub fn left(budget: Ratio, sum: Sum) -> String {
    if sum.known > budget {
        dollars(sum.known - budget) + " over"
    } else {
        let most = if sum.partial { "at most " } else { "" };
        [most, &dollars(budget - sum.known), " left"].concat()
    }
}

/// The code of a region by its position.
pub fn code<'a>(figures: &Figures<'a>, region: usize) -> &'a str {
    figures.regions.get(region).map_or("", |region| region.code)
}

/// The regions whose loss moves load, by position; none where there is only one region.
pub fn carrying(figures: &Figures) -> Vec<usize> {
    let carries = |region: usize| {
        figures.regions.get(region).is_some_and(|region| !region.share.is_zero())
            || figures.fleets.iter().flat_map(|fleet| &fleet.losses).any(|loss| loss.lost == region)
    };
    match figures.regions.len() {
        0 | 1 => Vec::new(),
        regions => (0..regions).filter(|region| carries(*region)).collect(),
    }
}

/// The states in which money is counted.
pub fn moments(figures: &Figures) -> Vec<Moment> {
    let lost = carrying(figures).into_iter().map(Moment::RegionLost);
    [Moment::Floor, Moment::Steady, Moment::Peak].into_iter().chain(lost).collect()
}

/// Sums in words.
pub fn sums<const N: usize>(sums: [Sum; N]) -> [String; N] {
    let mut before: Option<(Sum, String)> = None;
    sums.map(|next| match &before {
        Some((known, words)) if *known == next => words.clone(),
        _ => {
            let words = sum(next);
            before = Some((next, words.clone()));
            words
        }
    })
}

/// The envelope in one state.
#[derive(Clone, Debug)]
pub struct State {
    /// The state: `peak`, `eu-west-1 lost at peak`.
    pub name: Cow<'static, str>,
    /// Dollars a month.
    pub total: Sum,
    /// The same in words.
    pub sum: String,
    /// What is left of the budget then, in words.
    pub left: Option<String>,
}

/// The envelope in each state against a budget: floor, steady, peak, each region lost.
pub fn states(figures: &Figures, budget: Option<Ratio>) -> Vec<State> {
    let mut states: Vec<State> = Vec::new();
    for moment in moments(figures) {
        let name = match moment {
            Moment::Floor => Cow::Borrowed("floor"),
            Moment::Steady => Cow::Borrowed("steady"),
            Moment::Peak => Cow::Borrowed("peak"),
            Moment::RegionLost(region) => [code(figures, region), " lost at peak"].concat().into(),
        };
        let total = figures.money.total(moment);
        let state = if let Some(same) = states.iter().find(|state| state.total == total) {
            State { name, ..same.clone() }
        } else {
            let left = budget.map(|budget| left(budget, total));
            State { name, total, sum: sum(total), left }
        };
        states.push(state);
    }
    states
}

/// `21/s`, `300 connections`
pub fn load(fleet: &Fleet, load: Ratio) -> String {
    let arriving = fleet.demand.steady.as_ref().or(fleet.demand.peak.as_ref());
    match arriving.map(|arriving| arriving.unit) {
        Ok(LoadUnit::Connections) => format!("{} connections", load.rounded(2)),
        Ok(LoadUnit::Requests) | Err(_) => per_second(load),
    }
}

/// What is counted of a workload.
pub fn noun(fleet: &Fleet) -> &'static str {
    match fleet.workload.platform.node {
        Platform::Lambda => "executions",
        Platform::Ec2 | Platform::Fargate | Platform::Kubernetes => "replicas",
    }
}

/// `rto region <= 10m`
pub fn promise(promise: &Spanned<Promise>) -> String {
    crate::syntax::sentence(&crate::syntax::tree::Node::Promise(promise.node.clone()))
}

/// Whether a figure keeps a promise.
pub fn keeps(promise: &Promise, figure: Ratio, promised: Ratio) -> bool {
    match promise.op.node {
        Op::Less => figure < promised,
        Op::LessEqual => figure <= promised,
        Op::Greater => figure > promised,
        Op::GreaterEqual => figure >= promised,
    }
}
