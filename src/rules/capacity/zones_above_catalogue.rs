//! More zones than a region is known to have.

use crate::catalog;
use crate::diagnostic::{Case, Finding, Step};
use crate::model::policy::Region;
use crate::rules::{Check, Rule, Seen, calculation};

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/zones-above-catalogue",
    cases: &[Case::WARNING.promised()],
    why: "A plan for more zones than a region has cannot be met. Accounts differ, so this is only warned of.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 9 }
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
    for region in &seen.policy.regions {
        let known = catalog::region(&region.code.node);
        let Some(zones) = known.and_then(|known| known.zones).map(u64::from) else { continue };
        if region.zones.node > zones {
            let message = format!(
                "{} has {zones} zones as far as the catalogue knows, and {} are asked for",
                region.code.node, region.zones.node
            );
            findings.push(
                RULE.finding(message, region.zones.span, "too many zones")
                    .steps(counted(region, zones))
                    .write(region.zones.span, format!("zones = {zones}")),
            );
        }
    }
}

fn counted(region: &Region, known: u64) -> [Step; 3] {
    let (code, asked) = (&region.code.node, region.zones);
    [
        Step::given(format!("zones asked for in {code}"), asked.node.to_string(), asked.span),
        Step::assumed(format!("zones of {code}"), known.to_string(), "as the catalogue has it"),
        Step::derived("too many", calculation::more(asked.node, known)),
    ]
}
