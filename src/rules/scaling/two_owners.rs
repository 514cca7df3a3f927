//! Two workloads that adopt one thing.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Workload};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/two-owners",
    cases: &[Case::REFUSED],
    why: "What exists is scaled by one owner. Two that set the size of the same thing overwrite each other.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on kubernetes { attach = \"Deployment/shop\", replicas = 2..4, keep cpu at 60% }
  workload api on kubernetes { attach = \"Deployment/shop\", replicas = 3..9, keep cpu at 70% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on kubernetes { attach = \"Deployment/shop-web\", replicas = 2..4, keep cpu at 60% }
  workload api on kubernetes { attach = \"Deployment/shop-api\", replicas = 3..9, keep cpu at 70% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let workloads = &seen.policy.workloads;
    for (at, workload) in workloads.iter().enumerate() {
        let Some(attach) = &workload.body.attach else { continue };
        let mut earlier = workloads.iter().take(at);
        let Some(owner) = earlier.find(|other| same(seen.policy, other, workload)) else {
            continue;
        };
        let message = format!(
            "{} and {} both adopt {}",
            tick(&owner.name.node),
            tick(&workload.name.node),
            tick(&attach.node)
        );
        let finding =
            RULE.finding(message, attach.span, "adopted again").help("let one workload have it");
        findings.push(match &owner.body.attach {
            Some(first) => finding.also(first.span, "adopted first"),
            None => finding,
        });
    }
}

fn same(policy: &Policy, one: &Workload, other: &Workload) -> bool {
    let thing = |workload: &Workload| {
        let attach = workload.body.attach.as_ref()?.node.as_str();
        // The container's name says nothing of what is scaled.
        Some(attach.splitn(3, '/').take(2).collect::<Vec<_>>().join("/"))
    };
    let runs = |workload: &Workload, code: &str| {
        let named = workload.body.regions.as_ref();
        named.is_none_or(|named| named.iter().any(|region| region.node == code))
    };
    let meet = policy
        .regions
        .iter()
        .any(|region| runs(one, &region.code.node) && runs(other, &region.code.node));
    one.platform.node == other.platform.node && thing(one) == thing(other) && meet
}
