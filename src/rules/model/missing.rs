//! What a workload cannot do without. What regions and traffic lack is found where names are bound, what functions lack
//! where they are planned.

use crate::diagnostic::{Case, Finding};
use crate::figures::Load;
use crate::model::policy::{Platform, Workload};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/missing",
    cases: &[Case::REFUSED],
    why: "Something is left unsaid that cannot be guessed: two people would guess differently.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for workload in &seen.policy.workloads {
        findings.extend(size(seen, workload));
    }
}

fn size(seen: &Seen, workload: &Workload) -> Option<Finding> {
    let body = &workload.body;
    let name = tick(&workload.name.node);
    let platform = workload.platform.node;
    // What is attached outside of a cluster keeps its own size; in a cluster the autoscaler needs bounds.
    let ours = match platform {
        Platform::Ec2 | Platform::Fargate => body.attach.is_none(),
        Platform::Kubernetes => true,
        Platform::Lambda => false,
    };
    if ours && body.replicas.is_none() {
        let message = format!("workload {name} does not say how many replicas run");
        let finding = RULE.finding(message, workload.head, "no `replicas`");
        return Some(finding.add(workload.head, replicas(seen, &workload.name.node)));
    }
    let task = platform == Platform::Fargate && body.attach.is_none();
    if task && (body.cpu.is_none() || body.memory.is_none()) {
        let message = format!("workload {name} does not say how large its tasks are");
        return Some(
            RULE.finding(message, workload.head, "no `cpu`, no `memory`").help(
                "add `cpu = 1vcpu` and `memory = 2GiB`: nothing runs on fargate without them",
            ),
        );
    }
    let typeless = platform == Platform::Ec2 && body.attach.is_none() && body.instance.is_none();
    typeless.then(|| {
        let message = format!("workload {name} does not say on which instances it runs");
        RULE.finding(message, workload.head, "no `instance`")
            .add(workload.head, "instance = m6i.large")
    })
}

/// The bounds that the loads need, where they tell: two at least, that one may go.
fn replicas(seen: &Seen, workload: &str) -> String {
    let stands = seen.figures.fleet(workload).map_or(&[][..], |fleet| fleet.stands.as_slice());
    let needed = |load| stands.iter().filter_map(|stand| Some(stand.need(load)?.full)).max();
    let least = needed(Load::Steady).unwrap_or(0).max(2);
    let most = needed(Load::Peak).unwrap_or(least.saturating_mul(2)).max(least);
    format!("replicas = {least}..{most}")
}
