//! Rules of tiers among themselves. In: services. Out: findings, one rule to a file.

pub mod per_unit_load_jumps;
pub mod request_moves_target;
pub mod tier_above_autoscaler;
pub mod tiers_not_contiguous;
pub mod usage_above_tier;
