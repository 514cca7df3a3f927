//! Rules of releases and environments. In: policies. Out: findings, one rule to a file.

pub mod environment_without_account;
pub mod rollback_misses_alarm;
pub mod template_not_pinned;
pub mod weighted_alias_with_provisioned;
