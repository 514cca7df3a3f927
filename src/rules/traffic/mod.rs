//! Rules of names, regions and routes. In: policies. Out: findings, one rule to a file.

pub mod health_path_not_routed;
pub mod mixed_policies;
pub mod no_active_region;
pub mod no_default_route;
pub mod origin_twice;
pub mod provider_host;
pub mod region_not_routed;
pub mod ttl_on_alias;
pub mod unknown_place;
pub mod unknown_region;
pub mod unrouted_workload;
pub mod weights_do_not_sum;
