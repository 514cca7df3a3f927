//! Rules of what comes back after a loss. In: policies. Out: findings, one rule to a file.

pub mod backup_in_one_region;
