//! A pace where nothing scales.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Direction, Platform};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/policy-without-trigger",
    cases: &[Case::WARNING],
    why: "A pace says how fast a size may change, never that it changes: without a target or a step nothing calls for \
          another size, and it stays at its minimum.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on kubernetes {
    image = \"shop/web:1\", cpu = 0.5vcpu, memory = 1GiB
    replicas = 2..4
    scale out at most 100% every 1m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on kubernetes {
    image = \"shop/web:1\", cpu = 0.5vcpu, memory = 1GiB
    replicas = 2..4
    keep cpu at 70%
    scale out at most 100% every 1m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        let moves = !body.keeps.is_empty() || !body.steps.is_empty() || !body.predicts.is_empty();
        // A ScaledObject follows its schedules at this pace.
        let follows = workload.platform.node == Platform::Kubernetes && !body.windows.is_empty();
        let fixed = body.replicas.as_ref().is_none_or(|replicas| replicas.node.fixed());
        if moves || follows || fixed {
            continue;
        }
        for pace in &body.paces {
            let verb = match pace.direction.node {
                Direction::Out => "scale out at most",
                Direction::In => "scale in at most",
            };
            let name = tick(&workload.name.node);
            let message = format!("nothing changes the size of {name}: `{verb}` only limits it");
            findings.push(
                RULE.finding(message, pace.span, "limits nothing").help("write `keep cpu at 70%`"),
            );
        }
    }
}
