//! Rules of load tests. In: policies. Out: findings, one rule to a file.

pub mod heights;
pub mod load_above_maximum;
pub mod load_below_peak;
pub mod no_stop_condition;
