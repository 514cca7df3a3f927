//! How long a loss lasts. In: promises, health, fleets, stores. Out: for each scope the traffic's own chain and each
//! store's, itemised. A scope takes as long as the slowest of them, not their sum.

mod detection;
mod scale_up;
mod stores;
mod traffic;

pub use detection::Detection;
pub use scale_up::{AWS_TRACKING, KUBERNETES_TRACKING, Ramp, Reaction, Stretch, ramp, reactions};

use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::model::policy::Promise;
use crate::source::{Span, Spanned};

use super::money::Operand;
use super::origin::Origin;
use super::{Figures, Load};

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// One replica.
    Replica,
    /// A zone.
    Zone,
    /// A region.
    Region,
    /// A content network.
    Cdn,
    /// The data, by a mistake.
    Corruption,
    /// Everything.
    Total,
}

impl Scope {
    /// The scope of a word.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "replica" => Self::Replica,
            "zone" => Self::Zone,
            "region" => Self::Region,
            "cdn" => Self::Cdn,
            "corruption" => Self::Corruption,
            "total" => Self::Total,
            _ => return None,
        })
    }

    /// As a policy writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Replica => "replica",
            Self::Zone => "zone",
            Self::Region => "region",
            Self::Cdn => "cdn",
            Self::Corruption => "corruption",
            Self::Total => "total",
        }
    }
}

/// One item of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What takes the time: `detection`, `records expire`, `scale-up`, `promotion`.
    pub what: &'static str,
    /// Seconds.
    pub seconds: Ratio,
    /// How it is made up: `3 × 10s`.
    pub sum: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What the sum is made of, where that has origins of its own.
    pub terms: Vec<Operand>,
}

/// How long one part of the service is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain<'a> {
    /// The traffic, workload or store.
    pub thing: &'a str,
    /// Its place.
    pub span: Span,
    /// The region that is lost, where that makes a difference.
    pub lost: Option<&'a str>,
    /// The items in their order.
    pub items: Vec<Item>,
}

impl Chain<'_> {
    /// Seconds in all.
    pub fn seconds(&self) -> Ratio {
        self.items.iter().map(|item| item.seconds).sum()
    }
}

/// A part of the service of which nothing can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoFigure<'a> {
    /// The thing.
    pub thing: &'a str,
    /// Its place.
    pub span: Span,
    /// Why.
    pub why: &'static str,
}

/// How long the loss of a scope lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery<'a> {
    /// What is lost.
    pub scope: Scope,
    /// At which load.
    pub load: Load,
    /// The promise, of the service or of a workload.
    pub promise: Option<Spanned<Promise>>,
    /// The workload that promises it; none for the service.
    pub of: Option<&'a str>,
    /// The chains that have a figure.
    pub chains: Vec<Chain<'a>>,
    /// The parts that have none.
    pub without: Vec<NoFigure<'a>>,
}

impl<'a> Recovery<'a> {
    /// The slowest chain.
    pub fn slowest(&self) -> Option<&Chain<'a>> {
        self.chains
            .iter()
            .reduce(|slow, next| if next.seconds() > slow.seconds() { next } else { slow })
    }
}

/// A scope, the workload that promises it (none for the service), and the promise.
type Asked<'a> = (Scope, Option<&'a str>, Option<Spanned<Promise>>);

/// The recoveries of a policy: what is promised, and zone and region in any case, at both loads.
pub(super) fn recoveries<'a>(policy: &'a Policy, figures: &Figures<'a>) -> Vec<Recovery<'a>> {
    let mut asked: Vec<Asked> = Vec::new();
    for promise in &policy.promises {
        if let Some(scope) = scope_of(promise) {
            asked.push((scope, None, Some(promise.clone())));
        }
    }
    for workload in &policy.workloads {
        for promise in &workload.body.promises {
            if let Some(scope) = scope_of(promise) {
                asked.push((scope, Some(&workload.name.node), Some(promise.clone())));
            }
        }
    }
    let several = figures.regions.len() > 1;
    for (scope, wanted) in [(Scope::Zone, true), (Scope::Region, several)] {
        if wanted && !asked.iter().any(|(known, of, _)| *known == scope && of.is_none()) {
            asked.push((scope, None, None));
        }
    }
    asked.sort_by_key(|(scope, of, _)| (*scope, *of));
    let one = |(scope, of, promise): Asked<'a>| {
        // A zone is lost at the load `steady`; what a region's loss asks differs with the load.
        let loads: &[Load] = if scope == Scope::Region { &Load::ALL } else { &[Load::Steady] };
        loads
            .iter()
            .map(|load| recovery(policy, figures, (scope, of), *load, promise.clone()))
            .collect::<Vec<_>>()
    };
    asked.into_iter().flat_map(one).collect()
}

fn scope_of(promise: &Promise) -> Option<Scope> {
    let rto = promise.subject.node == "rto";
    promise.scope.as_ref().filter(|_| rto).and_then(|scope| Scope::of(&scope.node))
}

fn recovery<'a>(
    policy: &'a Policy,
    figures: &Figures<'a>,
    (scope, of): (Scope, Option<&'a str>),
    load: Load,
    promise: Option<Spanned<Promise>>,
) -> Recovery<'a> {
    let mut recovery =
        Recovery { scope, load, promise, of, chains: Vec::new(), without: Vec::new() };
    traffic::chains(policy, figures, &mut recovery);
    if of.is_none() {
        stores::chains(policy, figures, &mut recovery);
    }
    recovery
}
