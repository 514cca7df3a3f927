//! Scaling sentences beside a fixed size. An overlay's fixed size stills what it overlays; the lowering says so.

use crate::diagnostic::{Case, Finding};
use crate::model::Service;
use crate::model::policy::Workload;
use crate::rules::home::Homes;
use crate::rules::{Check, Rule};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/fixed-size-scales",
    cases: &[Case::REFUSED],
    why: "One value for `replicas` is a fixed size. Sentences that scale it would be written, and would never do \
          anything. In an overlay a fixed size is a way to still what it overlays.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 3, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 3..6, keep cpu at 60% }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    let homes = Homes::of(service);
    let policies = service.places.iter().flat_map(|place| &place.tiers);
    for workload in policies.flat_map(|policy| &policy.workloads) {
        findings.extend(fault(workload, &homes));
    }
}

fn fault(workload: &Workload, homes: &Homes) -> Option<Finding> {
    let body = &workload.body;
    let provisioned = body.provisioned.map(|bounds| ("provisioned", bounds));
    let (name, bounds) = body.replicas.map(|bounds| ("replicas", bounds)).or(provisioned)?;
    let own = |span: Span| homes.same(span, workload.head);
    if !bounds.node.fixed() || !own(bounds.span) {
        return None;
    }
    let keeps = body.keeps.iter().map(|keep| keep.span);
    let steps = body.steps.iter().map(|step| step.span);
    let predicts = body.predicts.iter().map(|predict| predict.span);
    let span = keeps.chain(steps).chain(predicts).find(|span| own(*span))?;
    let size = bounds.node.min;
    let message = format!(
        "{} has a fixed size of {size}, and this would scale it",
        tick(&workload.name.node)
    );
    Some(RULE.finding(message, span, "cannot scale").also(bounds.span, "one size").help(format!(
        "write a range, `{name} = {size}..{}`, or remove the sentence",
        size.saturating_mul(2)
    )))
}
