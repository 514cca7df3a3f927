//! Rules of tiers among themselves. In: services. Out: findings, one rule to a file.

pub mod tiers_not_contiguous;
