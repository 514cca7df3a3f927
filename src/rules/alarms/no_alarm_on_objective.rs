//! Promises that nothing watches.

use super::watch;
use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Promise, Term, Workload, WorkloadBody};
use crate::rules::{Check, Rule, Seen, offers, promises, shared};
use crate::source::{Span, Spanned};
use crate::syntax::print;

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/no-alarm-on-objective",
    cases: &[Case::WARNING.promised()],
    why: "A promise that no alarm watches is broken without anybody noticing, until users say so.",
    rejected: "service shop {
  budget = $500/month
  objective { errors < 1% }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  objective { errors < 1% }
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    page when errors > objective for 5m
  }
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for promise in &seen.policy.promises {
        findings.extend(unwatched(seen, None, promise));
    }
    for (workload, body) in shared::everywhere(seen.policy) {
        for promise in &body.promises {
            findings.extend(unwatched(seen, Some((workload, body)), promise));
        }
    }
}

fn unwatched(
    seen: &Seen,
    own: Option<(&Workload, &WorkloadBody)>,
    promise: &Spanned<Promise>,
) -> Option<Finding> {
    if !watch::measured(seen.policy, promise) {
        return None;
    }
    let body = own.map(|(_, body)| body);
    let terms: Vec<&Term> =
        watch::terms(seen.policy, body, promise).map(|(_, term)| term).collect();
    if terms.iter().any(|term| watch::same_figure(&term.metric, promise)) {
        return None;
    }
    let message =
        format!("no `warn` and no `page` watches the promise `{}`", promises::words(promise));
    let finding = RULE.finding(message, promise.span, "nothing watches it");
    let finding = terms
        .iter()
        .fold(finding, |finding, term| finding.also(term.metric.name.span, "another statistic"));
    let place = own.map_or_else(|| place(seen.policy, promise), |(workload, _)| workload.head);
    Some(offers::page(seen.policy, finding, place, &format!("{} objective", watched(promise))))
}

/// The block that an alarm on a promise of the service goes into: its own metrics are no workload's.
fn place(policy: &Policy, promise: &Promise) -> Span {
    if policy.metrics.contains_key(&promise.subject.node) {
        policy.head
    } else {
        offers::watched(policy).0
    }
}

/// The metric of a promise as an alarm names it, with the comparison that breaks the promise.
fn watched(promise: &Promise) -> String {
    let stat = promise.stat.map(|stat| format!(" {}", print::stat(stat.node))).unwrap_or_default();
    let way = if shared::upward(promise.op.node) { '<' } else { '>' };
    format!("{}{stat} {way}", promise.subject.node)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn another_statistic_is_another_figure() {
        let text = super::RULE.accepted.replace("errors < 1%", "latency p99 < 1s");
        let text = text.replace("errors > objective", "latency p95 > 900ms");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_functions_duration_stands_for_its_latency() {
        let text = super::RULE.accepted.replace("errors < 1%", "latency p95 < 1s");
        let text = text.replace("errors > objective", "duration p95 > 900ms");
        let text = text.replace(
            "web on ec2 {\n    instance = t3.small\n    replicas = 2..4\n    keep cpu at 60%",
            "web on lambda {\n attach = \"shop\"",
        );
        assert!(!codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn what_no_metric_measures_needs_no_alarm() {
        let text = super::RULE.rejected.replace("errors < 1%", "availability >= 99.9%");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
