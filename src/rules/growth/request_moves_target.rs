//! Requests of pods that change from tier to tier under a target that is a share of them.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Keep, Platform, Policy, Tier, Workload};
use crate::model::{Place, Service};
use crate::ratio::Ratio;
use crate::rules::{Check, Rule};
use crate::source::Spanned;
use crate::words::{percent, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "growth/request-moves-target",
    cases: &[Case::WARNING],
    why: "On Kubernetes a target on `cpu` is a share of what a pod requests. With a larger request the same work is a smaller \
          share, and the autoscaler takes pods away that carried it; what one carries, `serves`, has changed too.",
    rejected: "service shop {
  budget = $500/month
  tier launch up to 1k users { workload api { cpu = 0.5vcpu } }
  tier growth up to 10k users { workload api { cpu = 1vcpu } }
  region eu-west-1 { zones = 3 }
  workload api on kubernetes {
    attach   = \"Deployment/api\"
    instance = m6i.large
    memory   = 1GiB
    replicas = 2..8
    serves   = 50/s
    keep cpu at 70%
  }
}
",
    accepted: "service shop {
  budget = $500/month
  tier launch up to 1k users { workload api { cpu = 0.5vcpu } }
  tier growth up to 10k users { workload api { cpu = 1vcpu, serves = 95/s } }
  region eu-west-1 { zones = 3 }
  workload api on kubernetes {
    attach   = \"Deployment/api\"
    instance = m6i.large
    memory   = 1GiB
    replicas = 2..8
    serves   = 50/s
    keep cpu at 70%
  }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    for (one, other) in service.places.iter().flat_map(pairs) {
        let Some(tier) = &other.tier else { continue };
        for after in &other.workloads {
            let before = one.workloads.iter().find(|it| it.name.node == after.name.node);
            findings.extend(before.and_then(|before| moved(tier, before, after)));
        }
    }
}

fn pairs(place: &Place) -> impl Iterator<Item = (&Policy, &Policy)> {
    place.tiers.iter().zip(place.tiers.iter().skip(1))
}

fn moved(tier: &Tier, before: &Workload, after: &Workload) -> Option<Finding> {
    let (was, now) = (before.body.cpu?, after.body.cpu?);
    let serves = (before.body.serves?, after.body.serves?);
    let keep = kept(after)?;
    let share = was.node.min.base() / now.node.min.base();
    if after.platform.node != Platform::Kubernetes
        || share == Ratio::ONE
        || serves.0.span != serves.1.span
    {
        return None;
    }
    let message = format!(
        "{} requests {} in tier {}, {} before: the same work is {} of the share that is kept",
        tick(&after.name.node),
        now.node.min,
        tick(&tier.name.node),
        was.node.min,
        percent(share, 0)
    );
    Some(
        RULE.finding(message, now.span, "another request")
            .also(was.span, "the tier before")
            .also(keep.span, "a share of it")
            .help(format!("measure `serves` anew and write it in tier {}", tick(&tier.name.node))),
    )
}

fn kept(workload: &Workload) -> Option<&Spanned<Keep>> {
    workload.body.keeps.iter().find(|keep| keep.metric.name.node == "cpu")
}
