//! Waivers of rules that do not exist.

use std::collections::BTreeSet;

use crate::codes;
use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen};
use crate::words::{nearest, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "waiver/unknown-code",
    cases: &[Case::ERROR],
    why: "A waiver names the rule that it silences. A misspelt one silences nothing and looks as if it did.",
    rejected: "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  allow cost/no-bugdet because \"paid by the platform\" until 2027-06-30
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
    let allows = &seen.policy.allows;
    if allows.is_empty() {
        return;
    }
    let known = known();
    for allow in allows.iter().filter(|allow| !known.contains(allow.code.node.as_str())) {
        let code = allow.code.node.as_str();
        let message = format!("there is no rule {}", tick(code));
        let finding = RULE.finding(message, allow.code.span, "unknown rule");
        findings.push(match nearest(code, known.iter().copied()) {
            Some(near) => finding
                .help(format!("did you mean `{near}`?"))
                .edit(Edit::Replace(allow.code.span, near.to_owned())),
            None => finding.help("a rule is named as in its message: `family/problem`"),
        });
    }
}

/// Every code that a message may carry.
pub fn known() -> BTreeSet<&'static str> {
    codes::all().iter().map(|known| known.code).collect()
}
