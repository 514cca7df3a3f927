//! Attributes on a platform that does not have them.

use crate::diagnostic::{Finding, Level};
use crate::model::policy::{Body, Platform, Policy};
use crate::model::read;
use crate::rules::{Check, Rule, Seen};
use crate::syntax::tree::{Attribute, Kind};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/wrong-platform",
    level: Level::Error,
    why: "Each platform has its own words for size: a function has no replicas, a scaling group no provisioned \
          concurrency. An attribute that means nothing where it stands would be passed over.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", alias = \"live\", replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", alias = \"live\", provisioned = 2..4 }
}
",
    check: Check::Policy(check),
};

use Platform::{Ec2, Fargate, Kubernetes, Lambda};

const SERVERS: &[Platform] = &[Ec2, Fargate, Kubernetes];

/// An attribute and the platforms that have it.
const HOMES: &[(&str, &[Platform])] = &[
    ("alias", &[Lambda]),
    ("cpu", &[Fargate, Kubernetes]),
    ("desired", SERVERS),
    ("drain", SERVERS),
    ("instance", &[Ec2, Kubernetes]),
    ("memory", &[Fargate, Kubernetes, Lambda]),
    ("port", SERVERS),
    ("provisioned", &[Lambda]),
    ("replicas", SERVERS),
    ("reserved", &[Lambda]),
    ("spot", SERVERS),
    ("startup", SERVERS),
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for block in read::blocks(&seen.policy.body, Kind::Workload) {
        let Some(name) = &block.name else { continue };
        let Some(platform) = platform(seen.policy, &name.node) else { continue };
        inside(&block.body, platform, findings);
        for region in read::blocks(&block.body, Kind::In) {
            inside(&region.body, platform, findings);
        }
    }
}

fn platform(policy: &Policy, name: &str) -> Option<Platform> {
    let mut workloads = policy.workloads.iter();
    Some(workloads.find(|workload| workload.name.node == name)?.platform.node)
}

fn inside(body: &Body, platform: Platform, findings: &mut Vec<Finding>) {
    for given in read::attributes(body) {
        let name = given.name.node.as_str();
        let homes = HOMES.iter().find(|(known, _)| *known == name);
        if homes.is_some_and(|(_, homes)| !homes.contains(&platform)) {
            findings.push(fault(&given, platform));
        }
    }
}

fn fault(given: &Attribute, platform: Platform) -> Finding {
    let name = given.name.node.as_str();
    let message = format!("a workload on {} has no {}", platform.word(), tick(name));
    let finding = Finding::error(RULE.code, message, given.name.span, "on another platform");
    match meant(name, platform) {
        Some(meant) => finding.help(format!("write {meant} instead")),
        None => finding.help(format!("remove {}", tick(name))),
    }
}

/// The attribute that says it there.
fn meant(name: &str, platform: Platform) -> Option<&'static str> {
    match (name, platform) {
        ("replicas" | "desired", Lambda) => Some("`provisioned`"),
        ("instance" | "cpu", Lambda) => Some("`memory`"),
        ("instance", Fargate) => Some("`cpu` with `memory`"),
        ("cpu" | "memory", Ec2) => Some("`instance`"),
        ("provisioned" | "reserved", Ec2 | Fargate | Kubernetes) => Some("`replicas`"),
        _ => None,
    }
}
