//! A check of a function that asks again before a call may end.

use super::places::by_balancer;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::{Duration, Ratio};
use crate::model::policy::Platform;
use crate::rules::calculation::apart;
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "health/lambda-interval-below-timeout",
    cases: &[Case::REFUSED],
    why: "A target group asks a function by calling it, and the interval has to be longer than a call may take.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { path = \"/healthz\", interval = 10s, timeout = 4s }
  traffic public { host = \"shop.example.com\" }
  workload api on lambda { attach = \"shop-api\", timeout = 30s, health = app }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { path = \"/healthz\", interval = 40s, timeout = 30s }
  traffic public { host = \"shop.example.com\" }
  workload api on lambda { attach = \"shop-api\", timeout = 30s, health = app }
}
",
    check: Check::Policy(check),
};

/// The longest interval of a target group, in seconds.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
const LONGEST: u64 = 300;

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for health in seen.policy.health.values() {
        for (workload, body) in by_balancer(seen.policy, health) {
            let (Platform::Lambda, Some(timeout)) = (workload.platform.node, body.timeout) else {
                continue;
            };
            if health.interval.node.millis() > timeout.node.millis() {
                continue;
            }
            let message = format!(
                "health {} asks {} every {}, and a call may take {}",
                tick(&health.name.node),
                tick(&workload.name.node),
                health.interval.node,
                timeout.node
            );
            let finding = RULE
                .finding(message, health.interval.span, "too short")
                .also(timeout.span, "how long a call may take")
                .steps(calculated(health.interval, timeout));
            let longer = timeout.node.seconds().saturating_add(1);
            findings.push(if longer <= LONGEST {
                finding.write(health.interval.span, format!("interval = {longer}s"))
            } else {
                let shorter = LONGEST - 1;
                finding
                    .write(timeout.span, format!("timeout = {shorter}s"))
                    .edit(Edit::Write(health.interval.span, format!("interval = {LONGEST}s")))
                    .help(format!("write `timeout = {shorter}s`, and `interval = {LONGEST}s`"))
            });
        }
    }
}

fn calculated(interval: Spanned<Duration>, timeout: Spanned<Duration>) -> [Step; 3] {
    let seconds = |given: Spanned<Duration>| given.node.base() / Ratio::from_whole(1_000);
    let still = apart(seconds(timeout), seconds(interval), stretch);
    [
        Step::given("a call may take", timeout.node.to_string(), timeout.span),
        Step::given("from check to check", interval.node.to_string(), interval.span),
        Step::derived("still running when it asks again", still),
    ]
}
