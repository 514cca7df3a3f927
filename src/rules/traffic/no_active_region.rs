//! A service whose regions all stand by.

use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "traffic/no-active-region",
    cases: &[Case::REFUSED],
    why: "A standby carries nothing until an active region fails: without an active one nothing runs at all.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3, role = standby }
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
    let regions = &seen.policy.regions;
    let standby: Option<Vec<_>> = regions.iter().map(|region| region.standby).collect();
    let Some((first, others)) = standby.as_deref().and_then(<[_]>::split_first) else { return };
    let message = format!("no region of service {} is active", tick(&seen.policy.service.node));
    let finding = RULE
        .finding(message, *first, "stands by")
        .help("remove `role = standby` from the region that serves users")
        .edit(Edit::Remove(*first));
    findings.push(others.iter().fold(finding, |finding, span| finding.also(*span, "stands by")));
}
