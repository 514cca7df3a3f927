//! Rules of health checks. In: policies. Out: findings, one rule to a file.

pub mod interval_not_supported;
pub mod lambda_interval_below_timeout;
pub mod no_health;
mod places;
pub mod slower_than_rto;
pub mod timeout_not_below_interval;
