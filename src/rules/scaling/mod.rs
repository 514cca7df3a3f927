//! Rules of scaling. In: policies. Out: findings, one rule to a file.

pub mod bounds_out_of_order;
pub mod fixed_size_scales;
pub mod flapping;
mod judged;
pub mod memory_seldom_falls;
mod mend;
pub mod metric_not_available;
pub mod overshoot;
pub mod policy_without_trigger;
pub mod prediction_not_available;
pub mod ratchet;
pub mod reserved_is_a_cap;
pub mod scale_in_needs_all;
pub mod schedule_at_maximum;
pub mod schedule_below_floor;
pub mod schedule_overlap;
pub mod share_of_nothing;
pub mod size_patched;
pub mod step_and_target_on_one_metric;
pub mod step_without_effect;
pub mod target_on_a_total;
pub mod two_owners;
pub mod two_targets_one_metric;
pub mod two_values_for_one_thing;

pub mod reaction_too_slow;
#[cfg(test)]
mod tests;
