//! Things that users reach without anybody asking whether they are well.

use super::places;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::policy::{Platform, Traffic, Workload};
use crate::plan::context::leads;
use crate::rules::{Check, Rule, Seen};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "health/no-health",
    cases: &[Case::WARNING.promised()],
    why: "Without a check of its own a broken replica or region goes on getting its share of the users.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  health app { protocol = http, path = \"/healthz\", interval = 10s, timeout = 4s }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60%, health = app }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    if places::several(policy) {
        let blind = policy.traffics.iter().filter(|traffic| traffic.health.is_none());
        findings.extend(blind.map(|traffic| of_traffic(seen, traffic)));
    }
    for workload in policy.workloads.iter().filter(|workload| asked(workload)) {
        let lead = policy.traffics.iter().find(|it| leads(policy, it, &workload.name.node));
        findings.extend(lead.map(|traffic| of_workload(seen, workload, traffic)));
    }
}

/// A function that does not answer is no target that could be taken out.
fn asked(workload: &Workload) -> bool {
    workload.platform.node != Platform::Lambda && workload.body.health.is_none()
}

fn of_traffic(seen: &Seen, traffic: &Traffic) -> Finding {
    let active = places::active(seen.policy);
    let message = format!(
        "{} spreads over {active} regions and has no `health`: users are sent to a region that is down",
        tick(&traffic.name.node)
    );
    let regions = seen.policy.regions.iter().filter(|region| region.standby.is_none());
    let named =
        regions.map(|region| Step::given("carries load", &*region.code.node, region.code.span));
    let finding = RULE
        .finding(message, traffic.head, "no check here")
        .steps(named)
        .steps([Step::derived("regions that carry load", active.to_string())]);
    mended(seen, finding, traffic.head)
}

fn of_workload(seen: &Seen, workload: &Workload, traffic: &Traffic) -> Finding {
    let message = format!(
        "users reach workload {}, and it has no `health`: its balancer asks for `/` every 30s",
        tick(&workload.name.node)
    );
    let finding = RULE
        .finding(message, workload.head, "no check here")
        .also(traffic.head, "users come in here")
        .steps([Step::assumed("its balancer asks for `/`", "every 30s", "no health is said")]);
    mended(seen, finding, workload.head)
}

fn mended(seen: &Seen, finding: Finding, at: Span) -> Finding {
    if let Some(known) = seen.policy.health.keys().next() {
        return finding.add(at, format!("health = {known}"));
    }
    let check = "health app { protocol = http, path = \"/healthz\" }";
    finding
        .help(format!("add `{check}` and `health = app`"))
        .edit(Edit::Add(seen.policy.head, check.to_owned()))
        .edit(Edit::Add(at, "health = app".to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn regions_that_share_a_name_need_a_check() {
        let text = super::RULE.accepted.replace(
            "  traffic public { host = \"shop.example.com\" }",
            "  region eu-central-1 { zones = 3 }
  traffic public { host = \"shop.example.com\", policy = latency }",
        );
        assert!(codes(&text).contains(&super::RULE.code));
    }
}
