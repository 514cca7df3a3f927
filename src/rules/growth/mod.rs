//! Rules of tiers among themselves. In: services. Out: findings, one rule to a file.

pub mod per_unit_load_jumps;
pub mod tier_above_autoscaler;
pub mod tiers_not_contiguous;
