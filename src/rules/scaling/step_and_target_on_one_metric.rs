//! `keep` and `scale … by` on one metric.

use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/step-and-target-on-one-metric",
    cases: &[Case::REFUSED],
    why: "A target adds and takes away replicas to hold its value; a step on the same metric undoes that, and the two \
          chase each other.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    scale out by 1 when cpu > 80% for 2m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    keep cpu at 60%
    scale out by 1 when memory > 80% for 2m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        for step in &body.steps {
            for term in &step.when.terms {
                let name = &term.metric.name.node;
                let Some(keep) = body.keeps.iter().find(|keep| keep.metric.name.node == *name)
                else {
                    continue;
                };
                let message = format!("{} is both kept at a value and scaled by steps", tick(name));
                findings.push(
                    RULE.finding(message, term.span, "scaled by steps")
                        .also(keep.span, "kept at a value")
                        .help("remove the step, or let it watch another metric")
                        .edit(Edit::Remove(term.span)),
                );
            }
        }
    }
}
