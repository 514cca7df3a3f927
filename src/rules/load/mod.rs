//! Rules of load tests. In: policies. Out: findings, one rule to a file.

pub mod load_below_peak;
pub mod no_stop_condition;
