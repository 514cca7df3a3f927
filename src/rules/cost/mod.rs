//! Rules of money. In: policies. Out: findings, one rule to a file.

pub mod budget_gap_between_tiers;
pub mod no_budget;
pub mod spot_on_critical;
