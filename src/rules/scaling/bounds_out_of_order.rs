//! `desired` outside of `replicas`. Ranges whose ends are out of order are found where they are read.

use crate::diagnostic::{Finding, Level};
use crate::rules::{Check, Rule, Seen, shared};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/bounds-out-of-order",
    level: Level::Error,
    why: "A size moves between its smallest and its largest value and begins at one between them. AWS and Kubernetes \
          refuse anything else.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, desired = 6 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, desired = 3 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let (Some(replicas), Some(desired)) = (body.replicas, body.desired) else { continue };
        let (min, max) = (replicas.node.min, replicas.node.max);
        if min > max || (min..=max).contains(&desired.node) {
            continue;
        }
        let message =
            format!("`desired` is {}, outside of `replicas`, {min} to {max}", desired.node);
        let near = desired.node.clamp(min, max);
        findings.push(
            Finding::error(RULE.code, message, desired.span, "outside the bounds")
                .also(replicas.span, "the bounds")
                .help(format!("write `desired = {near}`")),
        );
    }
}
