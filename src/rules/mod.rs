//! Facts about a policy that can be checked without running anything. In: policies, plans, the catalogue. Out: findings.
//! One rule, one file; this page is the register. Knows nothing of how a finding is shown.

mod alarms;
mod attach;
mod availability;
mod capacity;
mod chaos;
mod cost;
mod data;
mod growth;
mod health;
mod home;
mod load;
mod model;
mod patched;
mod promises;
mod recovery;
mod release;
mod scaling;
mod security;
mod shared;
#[cfg(test)]
mod tests;
mod traffic;
mod waiver;

use crate::diagnostic::{Finding, Level};
use crate::model::{Policy, Service};
use crate::plan::Plan;
use crate::settings::Settings;

/// A rule: words, examples and a check.
pub struct Rule {
    /// `family/problem`; the name states the problem.
    pub code: &'static str,
    /// Its level in the pack `standard`.
    pub level: Level,
    /// Why it matters, in one or two sentences.
    pub why: &'static str,
    /// A policy that it finds fault with.
    pub rejected: &'static str,
    /// The same policy, mended.
    pub accepted: &'static str,
    /// The check.
    pub check: Check,
}

/// What a rule reads.
pub enum Check {
    /// One policy and its plan.
    Policy(fn(&Seen, &mut Vec<Finding>)),
    /// All environments of a service.
    Service(fn(&Service, &mut Vec<Finding>)),
    /// Another stage reports it: where the stage meets it, no rule has to look again.
    Stage,
}

/// One policy as a rule sees it.
pub struct Seen<'a> {
    /// The resolved policy.
    pub policy: &'a Policy,
    /// What is made of it.
    pub plan: &'a Plan,
    /// The project's settings.
    pub settings: &'a Settings,
}

impl Seen<'_> {
    /// A rule's level in this environment: what concerns promises is a note where none binds.
    pub fn level(&self, level: Level) -> Level {
        if self.policy.binding { level } else { Level::Note }
    }
}

/// Every rule, by code.
pub const RULES: &[&Rule] = &[
    &alarms::high_cardinality::RULE,
    &alarms::no_alarm_on_objective::RULE,
    &alarms::nobody_notified::RULE,
    &alarms::period_not_supported::RULE,
    &alarms::threshold_against_objective::RULE,
    &alarms::warning_above_page::RULE,
    &attach::nothing_to_run::RULE,
    &availability::failover_loop::RULE,
    &availability::no_failover_target::RULE,
    &availability::pdb_blocks_drain::RULE,
    &availability::placement_defeats_zones::RULE,
    &availability::primary_without_secondary::RULE,
    &availability::quorum_too_small::RULE,
    &availability::self_referential_health::RULE,
    &availability::single_region::RULE,
    &availability::single_replica::RULE,
    &availability::single_zone::RULE,
    &capacity::type_not_in_catalogue::RULE,
    &capacity::type_not_offered::RULE,
    &capacity::zones_above_catalogue::RULE,
    &chaos::expectation_against_mechanism::RULE,
    &cost::budget_gap_between_tiers::RULE,
    &cost::no_budget::RULE,
    &cost::spot_on_critical::RULE,
    &data::copies_in_one_account::RULE,
    &data::multi_writer_not_supported::RULE,
    &data::on_demand_with_autoscaling::RULE,
    &data::replica_outside_regions::RULE,
    &data::store_not_replicated::RULE,
    &growth::per_unit_load_jumps::RULE,
    &growth::tier_above_autoscaler::RULE,
    &growth::tiers_not_contiguous::RULE,
    &health::interval_not_supported::RULE,
    &health::lambda_interval_below_timeout::RULE,
    &health::no_health::RULE,
    &health::timeout_not_below_interval::RULE,
    &load::load_below_peak::RULE,
    &load::no_stop_condition::RULE,
    &model::bad_host::RULE,
    &model::bad_path::RULE,
    &model::bad_value::RULE,
    &model::missing::RULE,
    &model::unknown_attribute::RULE,
    &recovery::backup_in_one_region::RULE,
    &release::environment_without_account::RULE,
    &release::rollback_misses_alarm::RULE,
    &release::weighted_alias_with_provisioned::RULE,
    &scaling::bounds_out_of_order::RULE,
    &scaling::fixed_size_scales::RULE,
    &scaling::flapping::RULE,
    &scaling::metric_not_available::RULE,
    &scaling::policy_without_trigger::RULE,
    &scaling::prediction_not_available::RULE,
    &scaling::reserved_is_a_cap::RULE,
    &scaling::scale_in_needs_all::RULE,
    &scaling::schedule_below_floor::RULE,
    &scaling::schedule_overlap::RULE,
    &scaling::step_and_target_on_one_metric::RULE,
    &scaling::target_on_a_total::RULE,
    &scaling::two_owners::RULE,
    &scaling::two_targets_one_metric::RULE,
    &scaling::two_values_for_one_thing::RULE,
    &security::account_reused::RULE,
    &security::dynamic_content_cached::RULE,
    &security::placeholder_account::RULE,
    &security::tls_too_old::RULE,
    &security::unencrypted::RULE,
    &traffic::health_path_not_routed::RULE,
    &traffic::mixed_policies::RULE,
    &traffic::no_active_region::RULE,
    &traffic::no_default_route::RULE,
    &traffic::origin_twice::RULE,
    &traffic::ttl_on_alias::RULE,
    &traffic::unknown_place::RULE,
    &traffic::unknown_region::RULE,
    &traffic::unrouted_workload::RULE,
    &traffic::weights_do_not_sum::RULE,
    &waiver::unknown_code::RULE,
    &waiver::without_reason::RULE,
];

/// Codes of rules that come later: a waiver may name them already.
pub const LATER: &[&str] = &[
    "availability/failover-over-rto",
    "availability/objective-unreachable",
    "capacity/connections-exhausted",
    "capacity/max-below-need",
    "capacity/min-below-baseline",
    "capacity/partitions-below-consumers",
    "capacity/ramp-too-slow",
    "capacity/region-loss",
    "capacity/tier-above-max",
    "capacity/trigger-below-baseline",
    "capacity/zone-loss",
    "cost/claim-differs-from-catalogue",
    "cost/lines-do-not-sum",
    "cost/not-priced",
    "cost/over-budget",
    "cost/parts-exceed-budget",
    "cost/reservation-above-minimum",
    "cost/single-point-of-spend",
    "cost/unit-cost-missed",
    "health/slower-than-rto",
    "load/load-above-maximum",
    "recovery/backup-interval-over-rpo",
    "recovery/manual-step-over-rto",
    "recovery/replication-lag-over-rpo",
    "scaling/overshoot",
    "scaling/ratchet",
    "scaling/reaction-too-slow",
    "waiver/expired",
    "waiver/without-effect",
];

/// Runs all rules that read one policy.
pub fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for rule in RULES {
        if let Check::Policy(check) = rule.check {
            check(seen, findings);
        }
    }
}

/// Runs all rules that read a whole service.
pub fn check_service(service: &Service, findings: &mut Vec<Finding>) {
    for rule in RULES {
        if let Check::Service(check) = rule.check {
            check(service, findings);
        }
    }
}
