//! Rules of waivers. In: policies. Out: findings, one rule to a file.

pub mod unknown_code;
pub mod without_reason;
