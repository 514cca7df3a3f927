//! Load tests that nothing stops.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Body, DrillAction};
use crate::rules::{Check, Rule, Seen, offers};
use crate::syntax::tree::{Node, Severity};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "load/no-stop-condition",
    cases: &[Case::WARNING.promised()],
    why: "A load test stops on any `page`. Without one it goes on while users wait.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  load peak { hold 100/s for 10m }
  drill monthly load peak
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    page when errors > 1% for 5m
  }
  load peak { hold 100/s for 10m }
  drill monthly load peak
  notify page to oncall
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    if pages(&seen.policy.body) {
        return;
    }
    for drill in &seen.policy.drills {
        let DrillAction::Load(name) = &drill.node.action else { continue };
        let message =
            format!("nothing stops load {}: no `page` in the whole service", tick(&name.node));
        let finding = RULE.finding(message, drill.span, "no page alarm");
        let (place, when) = offers::watched(seen.policy);
        findings.push(offers::page(seen.policy, finding, place, when));
    }
}

fn pages(body: &Body) -> bool {
    body.iter().any(|statement| match &statement.node {
        Node::Alarm(alarm) => alarm.severity.node == Severity::Page,
        Node::Block(block) => pages(&block.body),
        _ => false,
    })
}
