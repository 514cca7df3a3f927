//! Money by the month. In: a policy, its plan, the fleets. Out: a line for everything that has a price, with its count
//! in each state, and the list of what has none. A month has 730 hours. Knows no budgets.

mod alarms;
mod edge;
mod fleet;
mod function;
mod price;
mod settle;
mod spread;
mod store;
mod sum;
mod table;
mod turn;
mod unit;
mod usage;

pub use settle::{Claim, Verdict};
pub use sum::Sum;
pub use unit::{Unit, UnitCost};

use std::fmt;
use std::ops::Deref;

use crate::catalog::{Catalogue, Family};
use crate::model::Policy;
use crate::model::measure::Ratio;
use crate::plan::Plan;
use crate::source::Span;

use super::Figures;
use super::need::Fleet;
use super::origin::Origin;

/// A state in which money is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The minimum runs, nothing arrives.
    Floor,
    /// What the usual load needs runs.
    Steady,
    /// The maximum runs.
    Peak,
    /// A region is lost at the highest load: by its position.
    RegionLost(usize),
}

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A workload.
    Workload,
    /// A store.
    Store,
    /// A queue.
    Queue,
    /// A content network.
    Cdn,
    /// A traffic block: balancers and checks.
    Traffic,
    /// The service as a whole.
    Service,
}

/// A thing that costs money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payee<'a> {
    /// What kind of thing.
    pub part: Part,
    /// Its name; that of the service for the whole.
    pub name: &'a str,
    /// Its place.
    pub span: Span,
}

/// One factor of a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// What it is: `price`, `hours of a month`, `discount`.
    pub what: &'static str,
    /// How much.
    pub figure: Ratio,
    /// Of what: `$/h`, `h`.
    pub unit: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}

impl Operand {
    /// The figure with its unit: `0.107 $/h`, `2628000 s`.
    pub fn shown(&self) -> String {
        let mut text = self.figure.rounded(10);
        if !self.unit.is_empty() {
            text.extend([" ", self.unit]);
        }
        text
    }
}

/// How many there are in each state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counts {
    /// The same in every state.
    Same(Ratio),
    /// Other ones; none where nothing is known.
    By {
        /// At `floor`.
        floor: Ratio,
        /// At `steady`.
        steady: Option<Ratio>,
        /// At `peak`.
        peak: Ratio,
        /// With a region lost at the load `peak`, by its position.
        lost: Vec<Option<Ratio>>,
    },
}

impl Counts {
    /// How many in a state.
    pub fn at(&self, moment: Moment) -> Option<Ratio> {
        match (self, moment) {
            (Self::Same(count), _) => Some(*count),
            (Self::By { floor, .. }, Moment::Floor) => Some(*floor),
            (Self::By { steady, .. }, Moment::Steady) => *steady,
            (Self::By { peak, .. }, Moment::Peak) => Some(*peak),
            (Self::By { lost, .. }, Moment::RegionLost(region)) => *lost.get(region)?,
        }
    }

    /// Whether there are none in any state.
    fn is_nothing(&self) -> bool {
        match self {
            Self::Same(count) => count.is_zero(),
            Self::By { floor, steady, peak, lost } => {
                let all = [Some(*floor), *steady, Some(*peak)];
                all.iter().chain(lost).flatten().all(|count| count.is_zero())
            }
        }
    }
}

/// What one costs a month: factors and their product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    factors: Vec<Operand>,
    each: Ratio,
}

impl From<Vec<Operand>> for Price {
    fn from(factors: Vec<Operand>) -> Self {
        let each = factors.iter().fold(Ratio::ONE, |product, factor| product * factor.figure);
        Self { factors, each }
    }
}

impl Deref for Price {
    type Target = [Operand];

    fn deref(&self) -> &[Operand] {
        &self.factors
    }
}

/// A line of the envelope: so many of something at a price.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Whose it is.
    pub payee: Payee<'a>,
    /// What is paid for: `instances`, `provisioned concurrency`.
    pub what: &'static str,
    /// The position of its region; none for what has no region.
    pub region: Option<usize>,
    /// What one costs.
    pub price: Price,
    /// How many there are.
    pub counts: Counts,
    /// What is counted: `instance`, `GiB`.
    pub of: &'static str,
}

impl Line<'_> {
    /// Dollars a month for one.
    pub fn each(&self) -> Ratio {
        self.price.each
    }

    /// Dollars a month in a state; none where the count is not known.
    pub fn amount(&self, moment: Moment) -> Option<Ratio> {
        self.counts.at(moment).map(|count| count * self.each())
    }
}

/// Something that the plan makes and that has no price here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPriced<'a> {
    /// Whose it is.
    pub payee: Payee<'a>,
    /// What it is.
    pub what: String,
    /// Why it has none.
    pub why: Reason,
}

/// Why something has no price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The catalogue has none: of what, where.
    NoPrice(String),
    /// The catalogue does not know the type at all: probably another is meant.
    UnknownType(String),
    /// The policy does not say what it would follow from.
    NotSaid(&'static str),
    /// It is not counted, for nobody.
    NotCounted(&'static str),
}

impl Reason {
    /// Why an hour of a machine has no price in a region.
    pub(super) fn of_type(family: Family, name: &str, catalogue: &Catalogue, region: &str) -> Self {
        if family.knows(name, catalogue) {
            Self::NoPrice(format!("{name} in {region}"))
        } else {
            Self::UnknownType(name.to_owned())
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPrice(what) => write!(out, "the catalogue has no price of {what}"),
            Self::UnknownType(name) => write!(out, "the catalogue does not know {name}"),
            Self::NotSaid(why) | Self::NotCounted(why) => out.write_str(why),
        }
    }
}

/// What is known of the money of a policy.
#[derive(Clone, Debug, Default)]
pub struct Money<'a> {
    /// What is paid for, by thing, region and what.
    pub lines: Vec<Line<'a>>,
    /// What has no price.
    pub not_priced: Vec<NotPriced<'a>>,
    /// What the policy says that a thing costs.
    pub claims: Vec<Claim<'a>>,
    /// The envelope in each state.
    totals: Vec<(Moment, Sum)>,
    /// What one request, user or dollar of revenue costs, where the policy promises that.
    pub units: Vec<UnitCost>,
}

impl Money<'_> {
    /// The envelope in a state.
    pub fn total(&self, moment: Moment) -> Sum {
        let known = self.totals.iter().find(|(known, _)| *known == moment);
        known.map_or_else(|| Sum::of(&self.lines, moment), |(_, sum)| *sum)
    }
}

/// The envelope in each state, with so many regions.
fn totals(lines: &[Line], regions: usize) -> Vec<(Moment, Sum)> {
    let lost = (0..regions).map(Moment::RegionLost);
    let moments = [Moment::Floor, Moment::Steady, Moment::Peak].into_iter().chain(lost);
    let total = Sum::by_state(lines.iter());
    moments.map(|moment| (moment, total(moment))).collect()
}

/// What one thing costs before its `estimate` is looked at.
#[derive(Debug, Default)]
struct Bill<'a> {
    lines: Vec<Line<'a>>,
    not_priced: Vec<NotPriced<'a>>,
}

impl<'a> Bill<'a> {
    fn line(&mut self, line: Line<'a>) {
        if !line.counts.is_nothing() {
            self.lines.push(line);
        }
    }

    /// Dollars a month of what is known in a state.
    fn sum(&self, moment: Moment) -> Ratio {
        self.lines.iter().filter_map(|line| line.amount(moment)).sum()
    }

    fn without(&mut self, payee: Payee<'a>, what: impl Into<String>, why: Reason) {
        self.not_priced.push(NotPriced { payee, what: what.into(), why });
    }
}

/// A workload that is paid for.
fn payee<'a>(fleet: &Fleet<'a>) -> Payee<'a> {
    let workload = fleet.workload;
    Payee { part: Part::Workload, name: &workload.name.node, span: workload.head }
}

/// The money of a policy.
pub(super) fn money<'a>(policy: &'a Policy, plan: &Plan, figures: &Figures<'a>) -> Money<'a> {
    let mut money = Money::default();
    let takers = turn::takers(policy, figures);
    for (fleet, takers) in figures.fleets.iter().zip(&takers) {
        let payee = payee(fleet);
        let bill = fleet::bill(figures, fleet, payee, takers);
        settle::settle(&mut money, policy, bill, payee, fleet.workload.body.estimate);
    }
    for store in &policy.stores {
        let payee = Payee { part: Part::Store, name: &store.name.node, span: store.head };
        let bill = store::bill(policy, figures, store, payee);
        settle::settle(&mut money, policy, bill, payee, store.at.estimate);
    }
    for queue in &policy.queues {
        let payee = Payee { part: Part::Queue, name: &queue.name.node, span: queue.head };
        settle::settle(&mut money, policy, usage::queue(queue, payee), payee, queue.estimate);
    }
    for cdn in &policy.cdns {
        let payee = Payee { part: Part::Cdn, name: &cdn.name.node, span: cdn.head };
        settle::settle(
            &mut money,
            policy,
            usage::cdn(policy, figures, cdn, payee),
            payee,
            cdn.estimate,
        );
    }
    for bill in [
        edge::bill(policy, plan, figures),
        alarms::bill(policy, plan, figures),
        usage::bill(policy, figures),
    ] {
        money.lines.extend(bill.lines);
        money.not_priced.extend(bill.not_priced);
    }
    money.totals = totals(&money.lines, figures.regions.len());
    money.units = unit::units(policy, &money);
    money
}
