//! Rules about what comes back after a loss. In: policies and their figures. Out: findings, one rule to a file.

pub mod backup_in_one_region;
pub mod backup_interval_over_rpo;
pub mod manual_step_over_rto;
pub mod replication_lag_over_rpo;
