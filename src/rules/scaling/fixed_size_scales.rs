//! Scaling sentences beside a fixed size. An overlay's fixed size stills what it overlays; the lowering says so.

use crate::diagnostic::{Finding, Level};
use crate::model::Service;
use crate::model::policy::{Policy, Workload};
use crate::rules::{Check, Rule, shared};
use crate::source::Span;
use crate::syntax::tree::Node;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/fixed-size-scales",
    level: Level::Error,
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
    let policies: Vec<&Policy> = service.places.iter().flat_map(|place| &place.tiers).collect();
    let heads: Vec<Span> = policies.iter().flat_map(|policy| heads(policy)).collect();
    for policy in &policies {
        for workload in &policy.workloads {
            findings.extend(fault(workload, &heads));
        }
    }
}

fn fault(workload: &Workload, heads: &[Span]) -> Option<Finding> {
    let body = &workload.body;
    let provisioned = body.provisioned.map(|bounds| ("provisioned", bounds));
    let (name, bounds) = body.replicas.map(|bounds| ("replicas", bounds)).or(provisioned)?;
    let own = |span: Span| home(span, heads) == home(workload.head, heads);
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
    Some(
        Finding::error(RULE.code, message, span, "cannot scale")
            .also(bounds.span, "one size")
            .help(format!(
                "write a range, `{name} = {size}..{}`, or remove the sentence",
                size.saturating_mul(2)
            )),
    )
}

/// The heads of the blocks at the top of a service, as far as a resolved policy knows them.
fn heads(policy: &Policy) -> Vec<Span> {
    let blocks = policy.body.iter().filter_map(|statement| match &statement.node {
        Node::Block(block) => Some(block.head),
        _ => None,
    });
    let environment = policy.environment.iter().map(|environment| environment.name.span);
    let tier = policy.tier.iter().map(|tier| tier.name.span);
    blocks.chain(environment).chain(tier).collect()
}

/// The head of the block that holds a place.
fn home(span: Span, heads: &[Span]) -> Option<Span> {
    let earlier = heads.iter().filter(|head| shared::before(**head, span));
    earlier.max_by_key(|head| head.start).copied()
}
