//! Balancers that go on in plain HTTP.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Health, Platform, Policy, Protocol, Workload};
use crate::plan::context::leads;
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "security/plain-http",
    cases: &[Case::NOTE],
    why: "TLS ends at the balancer. From there on a target group speaks the protocol of its workload's health: with `http` \
          requests and sessions are readable inside of the network, which AWS Config's rule \
          `elbv2-targetgroup-protocol-encrypted` reports.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { protocol = http, path = \"/healthz\" }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, health = app }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { protocol = https, path = \"/healthz\" }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, health = app }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    for workload in policy.workloads.iter().filter(|workload| has_target_group(workload)) {
        let Some(health) = plain(policy, workload) else { continue };
        let traffic =
            policy.traffics.iter().find(|traffic| leads(policy, traffic, &workload.name.node));
        let Some(traffic) = traffic else { continue };
        let message = format!(
            "from the balancer of {} on, requests to {} travel in plain HTTP",
            tick(&traffic.name.node),
            tick(&workload.name.node)
        );
        findings.push(
            RULE.finding(message, health.protocol.span, "not encrypted")
                .also(workload.head, "listens to it")
                .help(format!(
                    "write `protocol = https` once {} listens in TLS",
                    tick(&workload.name.node)
                )),
        );
    }
}

/// Pods are reached through a balancer that is not ours, functions without a protocol.
fn has_target_group(workload: &Workload) -> bool {
    matches!(workload.platform.node, Platform::Ec2 | Platform::Fargate)
}

fn plain<'a>(policy: &'a Policy, workload: &Workload) -> Option<&'a Health> {
    let health = policy.health.get(workload.body.health.as_ref()?.node.as_str())?;
    (health.protocol.node == Protocol::Http).then_some(health)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn what_no_balancer_stands_before_is_not_asked() {
        let text =
            super::RULE.rejected.replace("  traffic public { host = \"shop.example.com\" }\n", "");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
