//! Rules of what is there to run on. In: policies. Out: findings, one rule to a file.

pub mod load_not_measurable;
pub mod type_not_in_catalogue;
pub mod type_not_offered;
mod types;
pub mod zones_above_catalogue;
