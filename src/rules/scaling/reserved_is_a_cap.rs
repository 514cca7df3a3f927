//! More provisioned than reserved.

use crate::diagnostic::{Case, Finding};
use crate::rules::{Check, Rule, Seen, shared};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/reserved-is-a-cap",
    cases: &[Case::REFUSED],
    why: "Reserved concurrency is also the most that a function may use: AWS refuses to provision more than that.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", alias = \"live\", provisioned = 5..50, reserved = 20 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", alias = \"live\", provisioned = 5..20, reserved = 50 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let (Some(provisioned), Some(reserved)) = (body.provisioned, body.reserved) else {
            continue;
        };
        let most = provisioned.node.max.max(provisioned.node.min);
        if most > reserved.node {
            let message = format!(
                "{most} are provisioned, and {} are reserved, which is the most that may run",
                reserved.node
            );
            findings.push(
                RULE.finding(message, provisioned.span, "above the reserve")
                    .also(reserved.span, "the reserve")
                    .help(format!("write `reserved = {most}`")),
            );
        }
    }
}
