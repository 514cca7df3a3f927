//! Rules of waivers. In: policies. Out: findings, one rule to a file.

pub mod expired;
pub mod not_waivable;
pub mod unknown_code;
pub mod without_effect;
pub mod without_reason;

#[cfg(test)]
mod tests;
