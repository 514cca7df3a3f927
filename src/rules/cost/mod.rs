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

use super::{Seen, calculation};
use crate::diagnostic::{Finding, Step};
use crate::model::measure::Money;
use crate::model::policy::Value;
use crate::ratio::Ratio;
use crate::source::Span;
use crate::words::{count, dollars};

/// What the policy itself says that a part of it costs a month: an estimate or a `cost`.
struct Told<'a> {
    part: &'a str,
    monthly: Ratio,
    span: Span,
}

/// All that the policy says.
fn told<'a>(seen: &Seen<'a>) -> Vec<Told<'a>> {
    let claims = seen.figures.money.claims.iter().map(|claim| Told {
        part: claim.payee.name,
        monthly: claim.monthly,
        span: claim.given.span,
    });
    let costs = seen.policy.costs.iter().filter_map(|cost| match cost.value.node {
        Value::Quantity(quantity) => Some(Told {
            part: &cost.name.node,
            monthly: Money(quantity).by_month(),
            span: cost.value.span,
        }),
        _ => None,
    });
    claims.chain(costs).collect()
}

/// What the parts come to.
fn sum(parts: &[Told]) -> Ratio {
    parts.iter().map(|part| part.monthly).sum()
}

/// Adds the parts: their places, their amounts, what they come to.
fn added(finding: Finding, parts: &[Told]) -> Finding {
    let amounts: Vec<Ratio> = parts.iter().map(|part| part.monthly).collect();
    let finding = parts.iter().fold(finding, |finding, part| {
        let amount = dollars(part.monthly);
        let step = Step::given(part.part, amount.clone(), part.span);
        finding.also(part.span, format!("{amount} of it")).steps([step])
    });
    let together = format!("{} together", count(parts.len(), "part"));
    finding.steps([Step::derived(together, calculation::total(&amounts))])
}
