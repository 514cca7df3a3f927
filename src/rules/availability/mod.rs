//! Rules of what stays up. In: policies. Out: findings, one rule to a file.

pub mod breaker_over_rto;
pub mod failover_loop;
pub mod failover_over_rto;
pub mod fallback_without_timeout;
pub mod no_failover_target;
pub mod objective_unreachable;
pub mod pdb_blocks_drain;
pub mod placement_defeats_zones;
pub mod primary_without_secondary;
pub mod quorum_too_small;
pub mod self_referential_health;
pub mod single_region;
pub mod single_replica;
pub mod single_zone;
