//! Thresholds to scale out and in that hold at once.

use crate::diagnostic::{Case, Finding};
use crate::rules::{Check, Rule, Seen, shared};
use crate::syntax::tree::{Direction, Join, Step, Term};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/flapping",
    cases: &[Case::REFUSED],
    why: "Where the threshold to scale in lies above the one to scale out, both hold at once between them, and the size \
          goes up and down for ever.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 50% for 2m
    scale in by 1 when cpu < 60% for 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 70% for 2m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let towards = |direction| {
            body.steps.iter().filter(move |step: &&_| step.node.direction.node == direction)
        };
        let promises = [body.promises.as_slice(), seen.policy.promises.as_slice()];
        for out in towards(Direction::Out).filter(|step| alone(&step.node)) {
            let pairs = towards(Direction::In).flat_map(|step| &step.when.terms);
            for term in pairs {
                let crossed = out.when.terms.iter().find_map(|other| cross(other, term, &promises));
                findings.extend(crossed);
            }
        }
    }
}

/// Whether one of the conditions is enough.
fn alone(step: &Step) -> bool {
    step.when.join.as_ref().is_none_or(|join| join.node == Join::Or)
}

fn cross(
    out: &Term,
    inward: &Term,
    promises: &[&[crate::source::Spanned<crate::syntax::tree::Promise>]],
) -> Option<Finding> {
    let same = out.metric.name.node == inward.metric.name.node
        && shared::stat(&out.metric) == shared::stat(&inward.metric)
        && shared::alike(&out.bound, &inward.bound);
    let up = shared::upward(out.op.node);
    if !same || up == shared::upward(inward.op.node) {
        return None;
    }
    let (high, high_words) = shared::figure(&out.metric, &out.bound, promises)?;
    let (low, low_words) = shared::figure(&inward.metric, &inward.bound, promises)?;
    let overlap = if up { low > high } else { low < high };
    overlap.then(|| {
        let name = tick(&out.metric.name.node);
        let message = format!(
            "between {high_words} and {low_words} of {name} both `scale out` and `scale in` hold"
        );
        RULE.finding(message, inward.span, "scales in").also(out.span, "scales out").help(if up {
            format!("scale in below {high_words}, at half of it or less")
        } else {
            format!("scale in above {high_words}")
        })
    })
}
