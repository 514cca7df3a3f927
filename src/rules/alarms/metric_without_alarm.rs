//! Metrics that are collected and that nothing looks at.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::Service;
use crate::model::policy::{Alarm, CustomMetric, Policy, WorkloadBody};
use crate::rules::{Check, Rule, shared};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/metric-without-alarm",
    cases: &[Case::WARNING],
    why: "A metric that no alarm watches and nothing scales by is collected and paid for, and what it shows is seen by \
          nobody until somebody goes and looks.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  metric logged_errors { unit = event, log = \"/shop/web\", pattern = \"ERROR\" }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  metric logged_errors { unit = event, log = \"/shop/web\", pattern = \"ERROR\" }
  warn when logged_errors > 10/min for 5m
  notify warn to \"shop@example.com\"
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    let policies = || service.places.iter().flat_map(|place| &place.tiers);
    let defined: BTreeMap<&str, &CustomMetric> = policies()
        .flat_map(|policy| &policy.metrics)
        .map(|(name, it)| (name.as_str(), it))
        .collect();
    if defined.is_empty() {
        return;
    }
    let used: BTreeSet<&str> = policies().flat_map(used).collect();
    let idle = defined.into_iter().filter(|(name, _)| !used.contains(name));
    findings.extend(idle.map(|(_, metric)| fault(metric)));
}

/// The metrics that a policy watches, promises or scales by.
fn used(policy: &Policy) -> Vec<&str> {
    let bodies = shared::everywhere(policy).map(|(_, body)| body);
    let of_workloads = bodies.flat_map(of_workload);
    let behind = policy.stores.iter().flat_map(|store| &store.alarms);
    let behind = behind.chain(policy.queues.iter().flat_map(|queue| &queue.alarms));
    let before = policy.cdns.iter().flat_map(|cdn| &cdn.alarms);
    let alarms = policy.alarms.iter().chain(behind).chain(before).flat_map(watched);
    let kept = policy.stores.iter().flat_map(|store| &store.keeps);
    let kept = kept.map(|keep| keep.metric.name.node.as_str());
    let promised = policy.promises.iter().map(|promise| promise.subject.node.as_str());
    of_workloads.chain(alarms).chain(kept).chain(promised).collect()
}

fn of_workload(body: &WorkloadBody) -> Vec<&str> {
    let keeps = body.keeps.iter().map(|keep| &keep.metric);
    let predicts = body.predicts.iter().map(|predict| &predict.metric);
    let steps = body.steps.iter().flat_map(|step| &step.when.terms).map(|term| &term.metric);
    let scaled = keeps.chain(predicts).chain(steps).map(|metric| metric.name.node.as_str());
    let promised = body.promises.iter().map(|promise| promise.subject.node.as_str());
    scaled.chain(promised).chain(body.alarms.iter().flat_map(watched)).collect()
}

fn watched(alarm: &Spanned<Alarm>) -> impl Iterator<Item = &str> {
    alarm.node.when.terms.iter().map(|term| term.metric.name.node.as_str())
}

fn fault(metric: &CustomMetric) -> Finding {
    let name = &metric.name.node;
    let message = format!(
        "nothing watches metric {}: no `warn`, no `page` and no scaling names it",
        tick(name)
    );
    RULE.finding(message, metric.name.span, "seen by nobody")
        .help(format!("remove it, or add `warn when {name} > {} for 5m`", some(metric)))
        .edit(Edit::Remove(metric.name.span))
}

/// A figure of the metric's own kind, to be replaced.
fn some(metric: &CustomMetric) -> String {
    match metric.unit.as_ref().map(|unit| unit.node.as_str()) {
        Some("event") => "10/min".to_owned(),
        Some("share") => "80%".to_owned(),
        Some("count") | None => "100".to_owned(),
        Some(unit) => format!("100{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_metric_that_one_tier_scales_by_is_used() {
        let text = super::RULE.rejected.replace(
            "  metric",
            "  tier one up to 1k users { budget = $400/month }
  tier two up to 2k users { workload web { keep logged_errors at 10/min per replica } }
  metric",
        );
        assert!(!codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_promise_without_an_alarm_is_found_by_its_own_rule() {
        let text = super::RULE.rejected.replace(
            "  metric",
            "  objective { logged_errors < 5/min }
  metric",
        );
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
