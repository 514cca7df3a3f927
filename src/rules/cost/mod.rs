//! Rules about money. In: policies and their figures. Out: findings, one rule to a file.

pub mod budget_gap_between_tiers;
pub mod claim_differs_from_catalogue;
pub mod lines_do_not_sum;
pub mod no_budget;
pub mod not_priced;
pub mod over_budget;
pub mod parts_exceed_budget;
pub mod single_point_of_spend;
pub mod spot_on_critical;
pub mod unit_cost_missed;

use super::Seen;
use crate::model::measure::Money;
use crate::model::policy::Value;
use crate::ratio::Ratio;
use crate::source::Span;

/// What the policy itself says that its parts cost a month: estimates and `cost`, each with its place.
fn told(seen: &Seen) -> Vec<(Span, Ratio)> {
    let claims = seen.figures.money.claims.iter().map(|claim| (claim.given.span, claim.monthly));
    let costs = seen.policy.costs.iter().filter_map(|cost| match cost.value.node {
        Value::Quantity(quantity) => Some((cost.value.span, Money(quantity).by_month())),
        _ => None,
    });
    claims.chain(costs).collect()
}
