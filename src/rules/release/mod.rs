//! Rules of releases and environments. In: policies. Out: findings, one rule to a file.

pub mod environment_without_account;
