//! Scale-out that nothing ever takes back.

use super::judged::half;
use crate::diagnostic::{self, Case, Finding};
use crate::model::policy::{
    Condition, Direction, Join, Lasting, Platform, Quantity, Step, Term, Workload, WorkloadBody,
};
use crate::rules::calculation::{more, sentence};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Spanned;
use crate::syntax::print;
use crate::syntax::tree::{Node, Number, Scale, Time, Unit};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/ratchet",
    cases: &[Case::WARNING],
    why: "Where nothing scales in, every peak stays on the bill: the size only grows, to its maximum, until somebody lowers \
          it by hand.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    scale out by 1 when cpu > 70% for 2m
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
    for (workload, body) in shared::everywhere(seen.policy) {
        let Some(replicas) = body.replicas.as_ref().filter(|replicas| !replicas.node.fixed())
        else {
            continue;
        };
        let outs = body.steps.iter().filter(|step| step.direction.node == Direction::Out);
        let outs: Vec<&Spanned<Step>> = outs.collect();
        let Some(first) = outs.first().filter(|_| !goes_back(workload, body)) else { continue };
        let (min, max) = (replicas.node.min, replicas.node.max);
        let message = format!(
            "nothing takes away what {} adds: it stays at up to {max} replicas",
            tick(&workload.name.node)
        );
        let finding = RULE
            .finding(message, first.span, "only ever adds")
            .also(replicas.span, "ends here")
            .steps(outs.iter().map(|out| sentence(out)))
            .steps([
                diagnostic::Step::given("replicas", format!("{min}..{max}"), replicas.span),
                diagnostic::Step::derived("what it adds and keeps", more(max, min)),
            ]);
        findings.push(match mend(&outs) {
            Some(sentence) => finding.add(first.span, sentence),
            None => {
                finding.help("add a `scale in` with conditions well below those that scale out")
            }
        });
    }
}

/// Whether something lowers the size: a step in, a target, a ceiling by the clock, and on Kubernetes a pace, without which
/// its autoscaler is not let go down.
fn goes_back(workload: &Workload, body: &WorkloadBody) -> bool {
    let within = |direction: &Spanned<Direction>| direction.node == Direction::In;
    let paced = body.paces.iter().any(|pace| within(&pace.direction));
    let kubernetes = workload.platform.node == Platform::Kubernetes;
    body.steps.iter().any(|step| within(&step.direction))
        || !body.keeps.is_empty()
        || (paced && kubernetes)
        || (!kubernetes && body.windows.iter().any(|window| window.at_most.is_some()))
}

/// One at a time, when every metric is under half of what scales out on it: a step of one never leaps over that gap.
fn mend(outs: &[&Spanned<Step>]) -> Option<String> {
    let mut terms: Vec<Term> = Vec::new();
    for term in outs.iter().flat_map(|step| &step.when.terms) {
        let low = half(term)?;
        let same = |other: &&mut Term| other.metric.name.node == low.metric.name.node;
        match terms.iter_mut().find(same) {
            Some(known)
                if shared::figure(&low.metric, &low.bound, &[])
                    < shared::figure(&known.metric, &known.bound, &[]) =>
            {
                *known = low;
            }
            Some(_) => {}
            None => terms.push(low),
        }
    }
    let quantity = |digits, unit| Quantity { number: Number::whole(digits), unit };
    let span = outs.first().map(|step| step.span).unwrap_or_default();
    let bad = Spanned::new(quantity(10, Unit::Time(Time::Minute)), span);
    let when = Condition {
        join: (terms.len() > 1).then_some(Spanned::new(Join::And, span)),
        terms,
        hold: Some(Lasting { bad, of: None }),
        span,
    };
    let by = Spanned::new(quantity(1, Unit::Count(Scale::One)), span);
    let direction = Spanned::new(Direction::In, span);
    let step = Step { direction, by, when, wait: None };
    Some(print::sentence(&Node::Step(Box::new(step))))
}
