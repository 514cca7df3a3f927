//! A time-out as long as the interval.

use crate::diagnostic::{Case, Finding, Step};
use crate::model::policy::Health;
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "health/timeout-not-below-interval",
    cases: &[Case::REFUSED],
    why: "The next question would come before the last one is given up: target groups refuse a time-out that is not \
          shorter than the interval. Without `timeout` it is 5 s.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { path = \"/healthz\", interval = 10s, timeout = 10s }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, health = app }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { path = \"/healthz\", interval = 10s, timeout = 4s }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, health = app }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for health in seen.policy.health.values() {
        let (interval, timeout) = (health.interval, health.timeout);
        if timeout.node.millis() < interval.node.millis() {
            continue;
        }
        let usual = if health.timeout_given { "" } else { " by default" };
        let message = format!(
            "health {} waits {}{usual} for an answer and asks every {}",
            tick(&health.name.node),
            timeout.node,
            interval.node
        );
        let (place, label, other) = if health.timeout_given {
            (timeout.span, "not below the interval", interval.span)
        } else {
            (interval.span, "not above the time-out", health.name.span)
        };
        let below = interval.node.seconds().saturating_sub(1);
        let finding = RULE.finding(message, place, label);
        let finding = finding.steps(calculated(health));
        let finding = if other == place { finding } else { finding.also(other, "the other one") };
        findings.push(if below == 0 {
            let longer = timeout.node.seconds().saturating_add(1);
            finding.write(interval.span, format!("interval = {longer}s"))
        } else {
            finding.write(timeout.span, format!("timeout = {below}s"))
        });
    }
}

/// The two figures, each as it is said or by default.
fn calculated(health: &Health) -> [Step; 3] {
    let (interval, timeout) = (health.interval, health.timeout);
    let (every, waits) = (interval.node.to_string(), timeout.node.to_string());
    let not_below = Step::derived("asks again while it waits", format!("{waits} >= {every}"));
    let asks = if interval.span == health.name.span {
        Step::assumed("asks every", every, "no `interval` is said")
    } else {
        Step::given("asks every", every, interval.span)
    };
    let patient = if health.timeout_given {
        Step::given("waits for an answer", waits, timeout.span)
    } else {
        Step::assumed("waits for an answer", waits, "no `timeout` is said")
    };
    [asks, patient, not_below]
}
