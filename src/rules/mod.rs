//! Facts about a policy that can be checked without running anything. In: policies, plans, the catalogue. Out: findings.
//! One rule, one file; this page is the register. Knows nothing of how a finding is shown.

mod alarms;
mod attach;
mod availability;
mod calculation;
mod capacity;
mod chaos;
mod cost;
mod data;
mod doubled;
mod elsewhere;
mod growth;
mod health;
mod home;
mod levels;
mod load;
mod model;
mod offers;
mod patched;
mod promises;
mod recovery;
mod release;
mod scaling;
mod security;
mod shared;
#[cfg(test)]
mod tests;
mod time;
mod traffic;
mod waiver;

pub use self::levels::{can_be_set, settle};
pub use self::waiver::without_effect::idle as idle_waivers;
use crate::diagnostic::{Case, Finding};
use crate::figures::Figures;
use crate::model::{Policy, Service};
use crate::plan::Plan;
use crate::settings::Settings;
use crate::settings::limits::Limits;
use crate::source::Span;

/// A rule: words, examples and a check.
pub struct Rule {
    /// `family/problem`; the name states the problem.
    pub code: &'static str,
    /// When it speaks and at which level, the weightiest first; the rejected example provokes the first.
    pub cases: &'static [Case],
    /// Why it matters, in one or two sentences.
    pub why: &'static str,
    /// A policy that it finds fault with.
    pub rejected: &'static str,
    /// The same policy, mended.
    pub accepted: &'static str,
    /// The check.
    pub check: Check,
}

impl Rule {
    /// The family of its code.
    pub fn family(&self) -> &'static str {
        self.code.split('/').next().unwrap_or_default()
    }

    /// A finding of its first case.
    fn finding(&self, message: impl Into<String>, span: Span, label: impl Into<String>) -> Finding {
        self.case(self.cases.first().copied().unwrap_or(Case::ERROR), message, span, label)
    }

    /// A finding of one of its cases.
    fn case(
        &self,
        case: Case,
        message: impl Into<String>,
        span: Span,
        label: impl Into<String>,
    ) -> Finding {
        Finding::of(case, self.code, message, span, label)
    }
}

/// What a rule reads.
pub enum Check {
    /// One policy and its plan.
    Policy(fn(&Seen, &mut Vec<Finding>)),
    /// All environments of a service.
    Service(fn(&Service, &mut Vec<Finding>)),
    /// All environments of a service, by the limits of the project.
    Limited(fn(&Service, &Limits, &mut Vec<Finding>)),
    /// Another stage reports it: where the stage meets it, no rule has to look again.
    Stage,
}

/// One policy as a rule sees it.
pub struct Seen<'a> {
    /// The resolved policy.
    pub policy: &'a Policy,
    /// What is made of it.
    pub plan: &'a Plan,
    /// What it would do, in figures.
    pub figures: &'a Figures<'a>,
    /// The project's settings.
    pub settings: &'a Settings,
}

/// Every rule, by code.
pub const RULES: &[&Rule] = &[
    &alarms::high_cardinality::RULE,
    &alarms::metric_without_alarm::RULE,
    &alarms::no_alarm_on_objective::RULE,
    &alarms::nobody_notified::RULE,
    &alarms::period_not_supported::RULE,
    &alarms::threshold_against_objective::RULE,
    &alarms::warning_above_page::RULE,
    &alarms::wrong_dimension::RULE,
    &attach::nothing_to_run::RULE,
    &availability::breaker_over_rto::RULE,
    &availability::failover_loop::RULE,
    &availability::failover_over_rto::RULE,
    &availability::fallback_without_timeout::RULE,
    &availability::no_failover_target::RULE,
    &availability::objective_unreachable::RULE,
    &availability::pdb_blocks_drain::RULE,
    &availability::placement_defeats_zones::RULE,
    &availability::primary_without_secondary::RULE,
    &availability::quorum_too_small::RULE,
    &availability::self_referential_health::RULE,
    &availability::single_region::RULE,
    &availability::single_replica::RULE,
    &availability::single_zone::RULE,
    &capacity::connections_exhausted::RULE,
    &capacity::hit_ratio_not_said::RULE,
    &capacity::load_not_measurable::RULE,
    &capacity::max_below_need::RULE,
    &capacity::min_below_baseline::RULE,
    &capacity::partitions_below_consumers::RULE,
    &capacity::ramp_too_slow::RULE,
    &capacity::region_loss::RULE,
    &capacity::threads_exceed_pool::RULE,
    &capacity::trigger_below_baseline::RULE,
    &capacity::type_not_in_catalogue::RULE,
    &capacity::type_not_offered::RULE,
    &capacity::zone_loss::RULE,
    &capacity::zones_above_catalogue::RULE,
    &chaos::expectation_against_mechanism::RULE,
    &cost::budget_gap_between_tiers::RULE,
    &cost::claim_differs_from_catalogue::RULE,
    &cost::lines_do_not_sum::RULE,
    &cost::no_budget::RULE,
    &cost::not_priced::RULE,
    &cost::over_budget::RULE,
    &cost::parts_exceed_budget::RULE,
    &cost::single_point_of_spend::RULE,
    &cost::spot_on_critical::RULE,
    &cost::unit_cost_missed::RULE,
    &data::copies_in_one_account::RULE,
    &data::multi_writer_not_supported::RULE,
    &data::on_demand_with_autoscaling::RULE,
    &data::replica_outside_regions::RULE,
    &data::store_not_replicated::RULE,
    &data::time_as_key::RULE,
    &growth::per_unit_load_jumps::RULE,
    &growth::request_moves_target::RULE,
    &growth::tier_above_autoscaler::RULE,
    &growth::tiers_not_contiguous::RULE,
    &growth::usage_above_tier::RULE,
    &health::interval_not_supported::RULE,
    &health::lambda_interval_below_timeout::RULE,
    &health::no_health::RULE,
    &health::slower_than_rto::RULE,
    &health::timeout_not_below_interval::RULE,
    &load::load_above_maximum::RULE,
    &load::load_below_peak::RULE,
    &load::no_stop_condition::RULE,
    &load::one_path_of_many::RULE,
    &load::scale_out_not_rehearsed::RULE,
    &load::users_without_rate::RULE,
    &model::bad_host::RULE,
    &model::bad_path::RULE,
    &model::bad_value::RULE,
    &model::missing::RULE,
    &model::unknown_attribute::RULE,
    &recovery::backup_in_one_region::RULE,
    &recovery::backup_interval_over_rpo::RULE,
    &recovery::manual_step_over_rto::RULE,
    &recovery::replication_lag_over_rpo::RULE,
    &release::environment_without_account::RULE,
    &release::rollback_misses_alarm::RULE,
    &release::template_not_pinned::RULE,
    &release::weighted_alias_with_provisioned::RULE,
    &scaling::bounds_out_of_order::RULE,
    &scaling::fixed_size_scales::RULE,
    &scaling::flapping::RULE,
    &scaling::memory_seldom_falls::RULE,
    &scaling::metric_not_available::RULE,
    &scaling::overshoot::RULE,
    &scaling::policy_without_trigger::RULE,
    &scaling::prediction_not_available::RULE,
    &scaling::ratchet::RULE,
    &scaling::reaction_too_slow::RULE,
    &scaling::reserved_is_a_cap::RULE,
    &scaling::scale_in_needs_all::RULE,
    &scaling::schedule_at_maximum::RULE,
    &scaling::schedule_below_floor::RULE,
    &scaling::schedule_overlap::RULE,
    &scaling::share_of_nothing::RULE,
    &scaling::size_patched::RULE,
    &scaling::step_and_target_on_one_metric::RULE,
    &scaling::step_without_effect::RULE,
    &scaling::target_on_a_total::RULE,
    &scaling::two_owners::RULE,
    &scaling::two_targets_one_metric::RULE,
    &scaling::two_values_for_one_thing::RULE,
    &security::account_reused::RULE,
    &security::dynamic_content_cached::RULE,
    &security::placeholder_account::RULE,
    &security::plain_http::RULE,
    &security::tls_too_old::RULE,
    &security::unencrypted::RULE,
    &traffic::health_path_not_routed::RULE,
    &traffic::mixed_policies::RULE,
    &traffic::no_active_region::RULE,
    &traffic::no_default_route::RULE,
    &traffic::origin_twice::RULE,
    &traffic::provider_host::RULE,
    &traffic::region_not_routed::RULE,
    &traffic::ttl_on_alias::RULE,
    &traffic::unknown_place::RULE,
    &traffic::unknown_region::RULE,
    &traffic::unrouted_workload::RULE,
    &traffic::weights_do_not_sum::RULE,
    &waiver::expired::RULE,
    &waiver::not_waivable::RULE,
    &waiver::unknown_code::RULE,
    &waiver::without_effect::RULE,
    &waiver::without_reason::RULE,
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
pub fn check_service(service: &Service, limits: &Limits, findings: &mut Vec<Finding>) {
    for rule in RULES {
        match rule.check {
            Check::Service(check) => check(service, findings),
            Check::Limited(check) => check(service, limits, findings),
            Check::Policy(_) | Check::Stage => {}
        }
    }
}
