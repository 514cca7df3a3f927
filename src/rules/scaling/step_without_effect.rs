//! A step at a worse figure that adds no more than one which is then at work already.

use crate::diagnostic::{Case, Finding};
use crate::model::measure::{Dimension, Ratio, base};
use crate::model::policy::{Direction, Join, Policy, Step, Term, WorkloadBody};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/step-without-effect",
    cases: &[Case::WARNING],
    why: "Of several `scale out` that hold at once the largest counts. A step at a worse figure that adds no more than one \
          at a better figure is never the largest: it does nothing, and one of the two is probably not what was meant.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..9
    scale out by 50% when cpu > 70% for 2m
    scale out by 25% when cpu > 85% for 2m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..9
    scale out by 25% when cpu > 70% for 2m
    scale out by 50% when cpu > 85% for 2m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let rules: Vec<Out> = body.steps.iter().flat_map(outs).collect();
        for rule in &rules {
            let first = rules.iter().find(|other| overtakes(seen.policy, body, other, rule));
            findings.extend(first.map(|first| fault(first, rule)));
        }
    }
}

/// A condition that alone is enough to scale out.
struct Out<'a> {
    step: &'a Spanned<Step>,
    term: &'a Term,
}

fn outs(step: &Spanned<Step>) -> impl Iterator<Item = Out<'_>> {
    let join = step.when.join.as_ref().map(|join| join.node);
    let alone = step.direction.node == Direction::Out && join != Some(Join::And);
    step.when.terms.iter().filter(move |_| alone).map(move |term| Out { step, term })
}

/// Whether whenever a rule holds, another holds too, and adds at least as much.
fn overtakes(policy: &Policy, body: &WorkloadBody, other: &Out, rule: &Out) -> bool {
    let promises = [body.promises.as_slice(), policy.promises.as_slice()];
    let figure = |out: &Out| Some(shared::figure(&out.term.metric, &out.term.bound, &promises)?.0);
    let same = other.term.metric.name.node == rule.term.metric.name.node
        && shared::stat(&other.term.metric) == shared::stat(&rule.term.metric)
        && shared::alike(&other.term.bound, &rule.term.bound)
        && shared::upward(other.term.op.node) == shared::upward(rule.term.op.node)
        && Dimension::of(other.step.by.node) == Dimension::of(rule.step.by.node);
    let (Some(first), Some(second)) = (figure(other), figure(rule)) else { return false };
    let sooner = if shared::upward(rule.term.op.node) { first < second } else { first > second };
    same && sooner
        && base(other.step.by.node) >= base(rule.step.by.node)
        && held(other.step) <= held(rule.step)
}

/// How long a condition has to hold, in milliseconds; one period where nothing is said.
fn held(step: &Step) -> Ratio {
    step.when.hold.as_ref().map_or(Ratio::ZERO, |hold| base(hold.bad.node))
}

fn fault(first: &Out, rule: &Out) -> Finding {
    let bound = |out: &Out| match &out.term.bound.value.node {
        crate::model::policy::BoundValue::Quantity(quantity) => quantity.to_string(),
        crate::model::policy::BoundValue::Objective => "objective".to_owned(),
    };
    let (more, less) = (first.step.by.node, rule.step.by.node);
    let message = format!(
        "{} beyond {} adds {less}, and the step at {} has added {more} by then: the larger counts",
        tick(&rule.term.metric.name.node),
        bound(rule),
        bound(first),
    );
    RULE.finding(message, rule.step.span, "never the larger one")
        .also(first.step.span, "holds sooner")
        .help(format!("leave it out, or let it add more than {more}"))
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn equal_steps_at_two_thresholds_are_one() {
        let text = super::RULE.rejected.replace("by 25%", "by 50%");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_step_that_comes_sooner_has_an_effect() {
        let text = super::RULE.rejected.replace("85% for 2m", "85% for 1m");
        assert!(!codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn a_number_and_a_share_are_not_compared() {
        let text = super::RULE.rejected.replace("by 25%", "by 1");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
