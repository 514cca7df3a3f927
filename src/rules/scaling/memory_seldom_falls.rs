//! Scaling in that waits for memory to be given back.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Direction, Metric, WorkloadBody};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/memory-seldom-falls",
    cases: &[Case::NOTE],
    why: "Memory rises with the load and seldom falls with it: heaps and caches keep what they once took. What scales in by \
          memory may stay as large as it has ever been until it is restarted.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..8
    scale out by 1 when cpu > 70% or memory > 80% for 2m
    scale in by 1 when cpu < 30% and memory < 40% for 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..8
    scale out by 1 when cpu > 70% or memory > 80% for 2m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        for metric in waits(body).filter(|metric| metric.name.node == "memory") {
            let message = format!(
                "{} scales in when its memory falls, which it may not do before it is restarted",
                tick(&workload.name.node)
            );
            findings
                .push(RULE.finding(message, metric.name.span, "seldom falls").help(
                    "scale in by `cpu` or `requests`, or watch over a day that it does fall",
                ));
        }
    }
}

/// The metrics that have to fall before a workload scales in.
fn waits(body: &WorkloadBody) -> impl Iterator<Item = &Metric> {
    let ins = body.steps.iter().filter(|step| step.direction.node == Direction::In);
    let terms = ins.flat_map(|step| &step.when.terms).map(|term| &term.metric);
    body.keeps.iter().map(|keep| &keep.metric).chain(terms)
}
