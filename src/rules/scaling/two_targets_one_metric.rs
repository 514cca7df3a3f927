//! Two `keep` sentences on one metric.

use crate::diagnostic::{Finding, Level};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/two-targets-one-metric",
    level: Level::Error,
    why: "Each target tracking of AWS scales out above its target, and all must agree to scale in: two targets on one \
          metric hold the size at the lower target, and the higher one is never reached.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 70%
    keep cpu at 30%
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 70%
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        for (at, keep) in body.keeps.iter().enumerate() {
            let name = &keep.metric.name.node;
            let earlier = body.keeps.iter().take(at);
            let Some(first) = earlier.clone().find(|other| other.metric.name.node == *name) else {
                continue;
            };
            let message = format!("{} is kept at two values at once", tick(name));
            findings.push(
                Finding::error(RULE.code, message, keep.span, "the second target")
                    .also(first.span, "the first target")
                    .help("keep one of the two"),
            );
        }
    }
}
