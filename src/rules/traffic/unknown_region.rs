//! Regions that AWS does not have.

use crate::catalog;
use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::Word;
use crate::rules::{Check, Rule, Seen};
use crate::words::{any_of, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/unknown-region",
    cases: &[Case::REFUSED],
    why: "A region is written by the code that AWS gives it. Nothing can be put into one that does not exist.",
    rejected: "service shop {
  budget = $500/month
  region eu-wset-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let declared = seen.policy.regions.iter().map(|region| &region.code);
    for code in declared.chain(&seen.policy.left_out) {
        if catalog::region(&code.node).is_none() {
            findings.push(unknown(code));
        }
    }
}

fn unknown(code: &Word) -> Finding {
    let message = format!("AWS has no region {}", tick(&code.node));
    let finding = RULE.finding(message, code.span, "unknown region");
    let near = catalog::nearest_regions(&code.node);
    let Some(nearest) = near.first() else {
        return finding.help("regions are written as `eu-west-1` or `us-east-1`");
    };
    let shown: Vec<String> = near.iter().map(|near| tick(near)).collect();
    let finding = finding.help(format!("did you mean {}?", any_of(&shown)));
    finding.edit(Edit::Replace(code.span, nearest.clone()))
}
