//! Rules of alarms. In: policies. Out: findings, one rule to a file.

pub mod metric_without_alarm;
mod watch;

pub mod high_cardinality;
pub mod no_alarm_on_objective;
pub mod nobody_notified;
pub mod period_not_supported;
pub mod threshold_against_objective;
pub mod warning_above_page;
pub mod wrong_dimension;
