//! Rules of alarms. In: policies. Out: findings, one rule to a file.

pub mod nobody_notified;
pub mod period_not_supported;
pub mod warning_above_page;
