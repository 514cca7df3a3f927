//! Scale-in on `or`, or by several sentences.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Step, WorkloadBody};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Direction, Join, Node};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/scale-in-needs-all",
    cases: &[Case::REFUSED],
    why: "Capacity may go only when every metric says that it is not needed. With `or`, or with several sentences, one \
          quiet metric takes away what another one needs.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 80% for 2m
    scale in by 1 when cpu < 30% or memory < 40% for 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 80% for 2m
    scale in by 1 when cpu < 30% and memory < 40% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        joined_by_or(body, findings);
        several(body, findings);
    }
}

fn joined_by_or(body: &WorkloadBody, findings: &mut Vec<Finding>) {
    for step in body.steps.iter().filter(|step| step.direction.node == Direction::In) {
        let Some(join) = step.when.join.as_ref().filter(|join| join.node == Join::Or) else {
            continue;
        };
        let message = "`scale in` takes capacity away as soon as one of its conditions holds";
        findings.push(
            RULE.finding(message, join.span, "one is enough")
                .also(step.span, "scales in")
                .write(step.span, joined(&[step])),
        );
    }
}

fn several(body: &WorkloadBody, findings: &mut Vec<Finding>) {
    let inward = body.steps.iter().filter(|step| step.direction.node == Direction::In);
    let inward: Vec<&Spanned<Step>> = inward.collect();
    let Some((first, others)) = inward.split_first() else { return };
    let one = joined(&inward);
    for step in others {
        let message = "two `scale in` sentences: each takes capacity away without asking the other";
        let finding = RULE
            .finding(message, step.span, "the second")
            .also(first.span, "the first")
            .help(format!("write one `scale in`: `{one}`"))
            .edit(Edit::Write(first.span, one.clone()));
        findings.push(
            others.iter().fold(finding, |finding, other| finding.edit(Edit::Remove(other.span))),
        );
    }
}

/// One step that all conditions have to hold for; it asks each metric once where the sentences agree on it.
fn joined(steps: &[&Spanned<Step>]) -> String {
    let Some(first) = steps.first() else { return String::new() };
    let mut one = first.node.clone();
    for term in steps.iter().skip(1).flat_map(|step| &step.when.terms) {
        if !one.when.terms.contains(term) {
            one.when.terms.push(term.clone());
        }
    }
    one.when.join = (one.when.terms.len() > 1).then(|| Spanned::new(Join::And, first.span));
    print::sentence(&Node::Step(Box::new(one)))
}
