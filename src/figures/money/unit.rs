//! Unit costs. In: promises `cost per request|user|revenue`, the envelope at `steady`. Out: what one of them costs: money at
//! `steady` by a month of `steady`, by `users`, or by `revenue` of `usage`.

use crate::model::Policy;
use crate::model::measure::{Dimension, Ratio, base, by_month};
use crate::model::policy::{Op, Promise, Quantity, Value};
use crate::source::{Span, Spanned};

use super::{Moment, Money, Sum};

/// Of what something costs so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A request.
    Request,
    /// A user, a month.
    User,
    /// A dollar of revenue: a share.
    Revenue,
}

/// What one unit costs against what is promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCost {
    /// Of what.
    pub unit: Unit,
    /// The promise.
    pub promise: Spanned<Promise>,
    /// The figure promised: dollars for one, or the share of revenue, of 1.
    pub promised: Ratio,
    /// Units a month and where that is said; none where the policy does not say it.
    pub volume: Option<(Ratio, Span)>,
    /// Money at `steady`.
    pub money: Sum,
    /// What one costs; none where the volume is not known.
    pub cost: Option<Ratio>,
}

impl UnitCost {
    /// Whether the promise is kept; unknown without a volume, and where lines are not known and the rest would keep it.
    pub fn kept(&self) -> Option<bool> {
        let cost = self.cost?;
        let kept = match self.promise.op.node {
            Op::Less => cost < self.promised,
            Op::LessEqual => cost <= self.promised,
            Op::Greater | Op::GreaterEqual => return None,
        };
        if kept && self.money.partial { None } else { Some(kept) }
    }
}

/// The unit costs that a policy promises.
pub(super) fn units(policy: &Policy, money: &Money) -> Vec<UnitCost> {
    policy.promises.iter().filter_map(|promise| unit_cost(policy, money, promise)).collect()
}

fn unit_cost(policy: &Policy, money: &Money, promise: &Spanned<Promise>) -> Option<UnitCost> {
    if promise.subject.node != "cost" {
        return None;
    }
    let unit = match promise.per.as_ref()?.node.as_str() {
        "request" => Unit::Request,
        "user" => Unit::User,
        "revenue" => Unit::Revenue,
        _ => return None,
    };
    let volume = match unit {
        Unit::Request => usage(policy, "requests").map(month_of).or_else(|| {
            let steady = policy.steady.filter(|it| Dimension::of(it.node) == Dimension::Rate)?;
            Some(month_of(steady))
        }),
        Unit::User => usage(policy, "users").map(|users| (base(users.node), users.span)),
        Unit::Revenue => usage(policy, "revenue").map(month_of),
    };
    let sum = money.total(Moment::Steady);
    let cost = volume.filter(|(volume, _)| !volume.is_zero()).map(|(volume, _)| sum.known / volume);
    let promised = promised(promise.value.node);
    Some(UnitCost { unit, promise: promise.clone(), promised, volume, money: sum, cost })
}

fn promised(quantity: Quantity) -> Ratio {
    let figure = base(quantity);
    match Dimension::of(quantity) {
        Dimension::Share => figure / Ratio::from_whole(100),
        Dimension::MoneyRate => by_month(quantity),
        _ => figure,
    }
}

fn month_of(given: Spanned<Quantity>) -> (Ratio, Span) {
    (by_month(given.node), given.span)
}

fn usage(policy: &Policy, name: &str) -> Option<Spanned<Quantity>> {
    let used = policy.usage.iter().find(|used| used.name.node == name)?;
    match used.value.node {
        Value::Quantity(quantity) => Some(Spanned::new(quantity, used.value.span)),
        _ => None,
    }
}
