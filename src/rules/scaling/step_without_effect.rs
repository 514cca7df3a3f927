//! A step at a worse figure that adds no more than one which is then at work already.

use std::collections::BTreeMap;

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::{Dimension, Ratio, base};
use crate::model::policy::{BoundValue, Direction, Join, Promise, Stat, Step, Term};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::Node;
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
        let promises = [body.promises.as_slice(), seen.policy.promises.as_slice()];
        let mut alike: BTreeMap<(Kind, bool), Vec<Out>> = BTreeMap::new();
        for (kind, upward, out) in body.steps.iter().flat_map(|step| outs(step, &promises)) {
            alike.entry((kind, upward)).or_default().push(out);
        }
        for ((_, upward), outs) in alike {
            let overtaken = overtaken(outs, upward);
            findings.extend(overtaken.iter().map(|(first, out)| fault(first, out)));
        }
    }
}

/// What conditions are compared in: the same figure, and a number or a share that is added.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kind<'a> {
    metric: &'a str,
    stat: Stat,
    of_capacity: bool,
    per_replica: bool,
    by_count: bool,
}

/// A condition that alone is enough to scale out.
#[derive(Clone, Copy)]
struct Out<'a> {
    step: &'a Spanned<Step>,
    term: &'a Term,
    threshold: Ratio,
    /// What it adds.
    by: Ratio,
    /// How long it has to hold, in milliseconds; one period where nothing is said.
    held: Ratio,
}

/// The conditions of a step with what they are compared in, and whether they hold above their figure.
fn outs<'a>(
    step: &'a Spanned<Step>,
    promises: &[&[Spanned<Promise>]],
) -> impl Iterator<Item = (Kind<'a>, bool, Out<'a>)> {
    let join = step.when.join.as_ref().map(|join| join.node);
    let alone = step.direction.node == Direction::Out && join != Some(Join::And);
    step.when.terms.iter().filter(move |_| alone).filter_map(move |term| {
        let Term { metric, bound, .. } = term;
        let kind = Kind {
            metric: &metric.name.node,
            stat: shared::stat(metric),
            of_capacity: bound.of_capacity.is_some(),
            per_replica: bound.per_replica.is_some(),
            by_count: Dimension::of(step.by.node) == Dimension::Count,
        };
        let threshold = base(shared::quantity(metric, bound, promises)?);
        let held = step.when.hold.as_ref().map_or(Ratio::ZERO, |hold| base(hold.bad.node));
        let out = Out { step, term, threshold, by: base(step.by.node), held };
        Some((kind, shared::upward(term.op.node), out))
    })
}

/// Conditions with one that holds whenever they do, and adds at least as much: it compares with a better figure, and holds
/// no longer before it acts.
fn overtaken(mut outs: Vec<Out<'_>>, upward: bool) -> Vec<(Out<'_>, Out<'_>)> {
    outs.sort_by_key(|out| out.threshold);
    if !upward {
        outs.reverse();
    }
    let (mut best, mut found) = (Best::default(), Vec::new());
    for level in outs.chunk_by(|one, other| one.threshold == other.threshold) {
        found.extend(level.iter().filter_map(|out| Some((best.at_least(out)?, *out))));
        for out in level {
            best.add(*out);
        }
    }
    found
}

/// What adds most of those at better figures, by how long it holds: whoever holds longer adds more.
#[derive(Default)]
struct Best<'a>(BTreeMap<Ratio, Out<'a>>);

impl<'a> Best<'a> {
    /// One that acts as soon as this, and adds at least as much.
    fn at_least(&self, out: &Out) -> Option<Out<'a>> {
        let (_, first) = self.0.range(..=out.held).next_back()?;
        (first.by >= out.by).then_some(*first)
    }

    /// Takes one in, unless another is better; it takes the place of those that it is better than.
    fn add(&mut self, out: Out<'a>) {
        if self.at_least(&out).is_some() {
            return;
        }
        while let Some((&held, later)) = self.0.range(out.held..).next() {
            if later.by > out.by {
                break;
            }
            self.0.remove(&held);
        }
        self.0.insert(out.held, out);
    }
}

fn fault(first: &Out, rule: &Out) -> Finding {
    let bound = |out: &Out| match &out.term.bound.value.node {
        BoundValue::Quantity(quantity) => quantity.to_string(),
        BoundValue::Objective => "objective".to_owned(),
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
        .edit(without(rule))
}

/// The step without a condition, or nothing where that is its only one.
fn without(rule: &Out) -> Edit {
    let mut step = rule.step.node.clone();
    step.when.terms.retain(|term| term.span != rule.term.span);
    step.when.join = step.when.join.filter(|_| step.when.terms.len() > 1);
    if step.when.terms.is_empty() {
        return Edit::Remove(rule.step.span);
    }
    Edit::Write(rule.step.span, print::sentence(&Node::Step(Box::new(step))))
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
    fn the_step_that_adds_most_of_those_in_time_counts() {
        let three = |by: [&str; 3]| {
            let [first, second, third] = by;
            let steps = format!(
                "scale out by {first} when cpu > 60%% for 5m
    scale out by {second} when cpu > 70%% for 1m
    scale out by {third} when cpu > 80%% for 2m"
            );
            let text = super::RULE.rejected.replace(
                "scale out by 50% when cpu > 70% for 2m\n    scale out by 25% when cpu > 85% for 2m",
                &steps.replace("%%", "%"),
            );
            codes(&text).iter().filter(|code| **code == super::RULE.code).count()
        };
        // The first holds longest: it overtakes nobody.
        assert_eq!(three(["50%", "20%", "30%"]), 0);
        assert_eq!(three(["50%", "30%", "20%"]), 1);
        assert_eq!(three(["20%", "30%", "30%"]), 1);
    }

    #[test]
    fn below_a_figure_the_higher_one_is_the_better_one() {
        let text = super::RULE.rejected.replace("cpu > 70%", "hit_ratio < 70%");
        let text = text.replace("cpu > 85%", "hit_ratio < 85%");
        let turned = text.replace("by 50%", "by 10%");
        assert!(!codes(&text).contains(&super::RULE.code));
        assert!(codes(&turned).contains(&super::RULE.code));
    }

    #[test]
    fn a_number_and_a_share_are_not_compared() {
        let text = super::RULE.rejected.replace("by 25%", "by 1");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
