//! Bounds that nothing moves between, and paces of nothing.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/policy-without-trigger",
    cases: &[Case::WARNING.promised()],
    why: "A range says how far a size may go, and a pace how fast; only `keep`, `scale … by`, `predict` or a schedule ever \
          moves it. Without one the size stays where it began.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 65% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        if moves(body) {
            continue;
        }
        let Some((place, what)) = idle(body) else { continue };
        let message = format!("nothing scales workload {}: {what}", tick(&workload.name.node));
        let finding = RULE.finding(message, place, "never moves");
        findings.push(mended(workload, body, place, finding));
    }
}

fn moves(body: &WorkloadBody) -> bool {
    let still = body.keeps.is_empty()
        && body.steps.is_empty()
        && body.windows.is_empty()
        && body.predicts.is_empty();
    !still
}

fn idle(body: &WorkloadBody) -> Option<(Span, String)> {
    if let Some(pace) = body.paces.first() {
        return Some((pace.span, "a pace has nothing to slow down".to_owned()));
    }
    let bounds = [("replicas", &body.replicas), ("provisioned", &body.provisioned)];
    bounds.into_iter().find_map(|(name, bounds)| {
        let bounds = bounds.as_ref().filter(|bounds| !bounds.node.fixed())?;
        let (min, max) = (bounds.node.min, bounds.node.max);
        let why = format!("`{name}` may go from {min} to {max}, and stays where it began");
        Some((bounds.span, why))
    })
}

/// A target; on Kubernetes it is a share of what the pods ask for.
fn mended(workload: &Workload, body: &WorkloadBody, place: Span, finding: Finding) -> Finding {
    let keep = match workload.platform.node {
        Platform::Lambda => "keep utilization at 70%",
        Platform::Ec2 | Platform::Fargate | Platform::Kubernetes => "keep cpu at 65%",
    };
    let asks = body.cpu.is_some() || body.attach.is_some();
    let finding = finding.help(format!("add `{keep}`, or write one size"));
    let finding = finding.edit(Edit::Add(place, keep.to_owned()));
    if workload.platform.node == Platform::Kubernetes && !asks {
        finding.edit(Edit::Add(place, "cpu = 0.5vcpu".to_owned()))
    } else {
        finding
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn one_size_needs_no_trigger() {
        let text = super::RULE.rejected.replace("2..4", "3");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
