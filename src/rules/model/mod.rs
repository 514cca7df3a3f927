//! Rules of what a workload may say. In: policies. Out: findings, one rule to a file.

pub mod bad_host;
pub mod bad_path;
pub mod bad_value;
pub mod missing;
mod punycode;
pub mod unknown_attribute;
