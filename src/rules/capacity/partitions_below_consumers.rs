//! More consumers than a queue has partitions.

use crate::diagnostic::{Case, Finding, Step};
use crate::figures::chain::{Kind, Link};
use crate::rules::{Check, Rule, Seen, calculation};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "capacity/partitions-below-consumers",
    cases: &[Case::WARNING.promised()],
    why: "A partition is read by one consumer of a group at a time. Every replica beyond the number of partitions runs, \
          costs and reads nothing.",
    rejected: "service shop {
  budget = $2000/month
  region eu-west-1 { zones = 3 }
  workload mail on ec2 { instance = t3.small, replicas = 4..20, serves = 20/s, consumes = events, peak = 60/s }
  queue events on kafka { instance = kafka.m5.large, nodes = 3, partitions = 6, estimate = $500/month }
}
",
    accepted: "service shop {
  budget = $2000/month
  region eu-west-1 { zones = 3 }
  workload mail on ec2 { instance = t3.small, replicas = 4..20, serves = 20/s, consumes = events, peak = 60/s }
  queue events on kafka { instance = kafka.m5.large, nodes = 3, partitions = 24, estimate = $500/month }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let mut told = std::collections::BTreeSet::new();
    for link in seen.figures.links.iter().filter(|link| link.kind == Kind::Partitions) {
        if link.broken() && told.insert((link.workload, link.on)) {
            findings.push(fault(seen, link));
        }
    }
}

fn fault(seen: &Seen, link: &Link) -> Finding {
    let message = format!(
        "{} runs up to {} replicas, {} has {} partitions: {} would read nothing",
        tick(link.workload),
        link.asked,
        tick(link.on),
        link.has,
        link.asked - link.has
    );
    let finding = RULE.finding(message, link.limit, "the partitions");
    let fleet = seen.figures.fleet(link.workload);
    let replicas = fleet.and_then(|fleet| fleet.workload.body.replicas);
    let finding = match replicas {
        Some(replicas) => finding.also(replicas.span, "the consumers").steps([Step::given(
            format!("maximum of {}", link.workload),
            link.asked.to_string(),
            replicas.span,
        )]),
        None => finding,
    };
    let finding = finding.steps([
        Step::given(format!("partitions of {}", link.on), link.has.to_string(), link.limit),
        Step::derived("without a partition", calculation::more(link.asked, link.has)),
    ]);
    finding.write(link.limit, format!("partitions = {}", link.asked))
}
