//! Waivers that do not say why.

use crate::diagnostic::{Case, Finding};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "waiver/without-reason",
    cases: &[Case::ERROR],
    why: "A waiver is read long after it was written, by people who have to decide whether it still holds.",
    rejected: "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow cost/no-budget because \"\" until 2027-06-30
}
",
    accepted: "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow cost/no-budget because \"paid by the platform\" until 2027-06-30
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for allow in &seen.policy.allows {
        if allow.because.node.trim().is_empty() {
            let message = format!("the waiver of {} gives no reason", tick(&allow.code.node));
            findings.push(
                RULE.finding(message, allow.because.span, "no reason")
                    .help("say why it is right here: `because \"paid by the platform\"`"),
            );
        }
    }
}
