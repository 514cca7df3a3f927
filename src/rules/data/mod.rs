//! Rules of stores. In: policies. Out: findings, one rule to a file.

pub mod copies_in_one_account;
pub mod multi_writer_not_supported;
pub mod on_demand_with_autoscaling;
pub mod replica_outside_regions;
pub mod store_not_replicated;
pub mod time_as_key;
