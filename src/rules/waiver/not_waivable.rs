//! Waivers of what cannot be made.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::waiver;
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

use super::unknown_code::known;

/// The rule.
pub const RULE: Rule = Rule {
    code: "waiver/not-waivable",
    cases: &[Case::ERROR],
    why: "A waiver accepts a risk. What a target would refuse, or what means nothing, is no risk that anyone could accept: \
          nothing comes of it until it is mended.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow traffic/ttl-on-alias because \"it was always so\" until 2027-06-30
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
        let code = allow.code.node.as_str();
        if !waiver::is_firm(code) || !known().contains(code) {
            continue;
        }
        let message = format!("{} says what cannot be made: no waiver changes that", tick(code));
        findings.push(
            RULE.finding(message, allow.code.span, "cannot be allowed")
                .help("remove the `allow`, and mend what the rule finds")
                .edit(Edit::Remove(allow.code.span)),
        );
    }
}
