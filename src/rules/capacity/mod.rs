//! Rules of what is there to run on. In: policies. Out: findings, one rule to a file.

pub mod connections_exhausted;
pub mod hit_ratio_not_said;
pub mod load_not_measurable;
pub mod max_below_need;
pub mod min_below_baseline;
mod paper;
pub mod partitions_below_consumers;
pub mod ramp_too_slow;
pub mod region_loss;
mod supply;
pub mod threads_exceed_pool;
pub mod trigger_below_baseline;
pub mod type_not_in_catalogue;
pub mod type_not_offered;
mod types;
pub mod zone_loss;
pub mod zones_above_catalogue;
