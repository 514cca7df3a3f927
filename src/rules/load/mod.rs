//! Rules of load tests. In: policies. Out: findings, one rule to a file.

pub(in crate::rules) mod heights;
pub mod load_above_maximum;
pub mod load_below_peak;
pub mod no_stop_condition;
pub mod one_path_of_many;
pub mod scale_out_not_rehearsed;
pub mod users_without_rate;
