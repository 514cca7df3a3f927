//! Intervals and thresholds beyond what a place can take. What has a slower neighbour is lowered to it with a note.

use super::places::{by_balancer, by_dns};
use crate::diagnostic::{Case, Finding, Step};
use crate::model::policy::Health;
use crate::rules::{Check, Rule, Seen};
use crate::source::{Span, Spanned};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "health/interval-not-supported",
    cases: &[Case::REFUSED],
    why: "Route 53 asks every 10 or 30 seconds and counts to 10 at most, a target group asks every 5 to 300 seconds and \
          counts to 10. What lies beyond has no slower neighbour that could stand in.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 40%, zones = 3 }
  health edge { protocol = https, path = \"/healthz\", interval = 1m }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1    { weight = 60%, zones = 3 }
  region eu-central-1 { weight = 40%, zones = 3 }
  health edge { protocol = https, path = \"/healthz\", interval = 30s }
  traffic public { host = \"shop.example.com\", policy = weighted, health = edge }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

/// What a place can take at most.
struct Limits {
    name: &'static str,
    /// Seconds.
    interval: u64,
    /// Answers in a row.
    count: u64,
}

/// `HealthCheckConfig`: `RequestInterval` 10 or 30, `FailureThreshold` 1 to 10.
/// <https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html>
const DNS: Limits = Limits { name: "Route 53", interval: 30, count: 10 };
/// `CreateTargetGroup`: interval 5 to 300, both thresholds 2 to 10.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
const TARGETS: Limits = Limits { name: "a target group", interval: 300, count: 10 };

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for health in seen.policy.health.values() {
        if let Some(traffic) = by_dns(seen.policy, health).next() {
            beyond(health, &DNS, traffic.head, findings);
        }
        if let Some((workload, _)) = by_balancer(seen.policy, health).next() {
            beyond(health, &TARGETS, workload.head, findings);
        }
    }
}

fn beyond(health: &Health, limits: &Limits, place: Span, findings: &mut Vec<Finding>) {
    let Limits { name, interval, count } = limits;
    let of = tick(&health.name.node);
    if health.interval.node.seconds() > *interval {
        let message = format!(
            "health {of} asks every {}, and {name} every {interval}s at the slowest",
            health.interval.node
        );
        findings.push(
            RULE.finding(message, health.interval.span, "too slow")
                .also(place, "taken here")
                .steps([
                    Step::given(
                        "asked for",
                        health.interval.node.to_string(),
                        health.interval.span,
                    ),
                    documented(name, format!("every {interval}s at the slowest")),
                ])
                .write(health.interval.span, format!("interval = {interval}s")),
        );
    }
    // Route 53 counts one threshold both ways, that of failures.
    let recovery = (limits.name == TARGETS.name).then_some(("healthy_after", health.healthy_after));
    let failures = [("unhealthy_after", health.unhealthy_after)];
    for (attribute, given) in failures.into_iter().chain(recovery) {
        if given.node > *count {
            findings.push(many(&of, limits, attribute, given, place));
        }
    }
}

fn many(of: &str, limits: &Limits, attribute: &str, given: Spanned<u64>, place: Span) -> Finding {
    let Limits { name, count, .. } = limits;
    let message =
        format!("health {of} counts {} answers, and {name} counts to {count}", given.node);
    RULE.finding(message, given.span, "too many")
        .also(place, "taken here")
        .steps([
            Step::given("asked for", given.node.to_string(), given.span),
            documented(name, format!("{count} answers at most")),
        ])
        .write(given.span, format!("{attribute} = {count}"))
}

/// What a place can take at most.
fn documented(name: &str, most: String) -> Step {
    Step::assumed(format!("{name} takes"), most, "as AWS documents it")
}
