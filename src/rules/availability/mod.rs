//! Rules of what stays up. In: policies. Out: findings, one rule to a file.

pub mod failover_over_rto;
pub mod objective_unreachable;
pub mod self_referential_health;
