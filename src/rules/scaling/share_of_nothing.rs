//! Shares of what the workload does not have: of a processor that it does not ask for, of executions that are not kept.

use std::collections::BTreeSet;

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Metric, Platform, Workload, WorkloadBody};
use crate::rules::{Check, Rule, Seen, shared};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/share-of-nothing",
    cases: &[Case::REFUSED],
    why: "On Kubernetes a share of the processor or of memory is one of what the pods ask for, and of provisioned \
          concurrency one of what is provisioned. Where there is none of it the autoscaler never sees a figure.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes { image = \"shop/api:1\", replicas = 2..6, keep cpu at 70% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes { image = \"shop/api:1\", cpu = 0.5vcpu, replicas = 2..6, keep cpu at 70% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        let kept = body.keeps.iter().map(|keep| &keep.metric);
        let asked =
            body.steps.iter().flat_map(|step| step.when.terms.iter().map(|term| &term.metric));
        let all: Vec<&Metric> = kept.chain(asked).collect();
        let mut told = BTreeSet::new();
        let each = all.into_iter().filter(|metric| told.insert(metric.name.node.as_str()));
        findings.extend(each.filter_map(|metric| fault(workload, body, metric)));
    }
}

fn fault(workload: &Workload, body: &WorkloadBody, metric: &Metric) -> Option<Finding> {
    let (what, mend) = missing(workload, body, &metric.name.node)?;
    let name = tick(&workload.name.node);
    let message = format!("{} of {name} is a share of {what}", tick(&metric.name.node));
    Some(finding(message, metric.name.span, workload).add(workload.head, mend))
}

fn finding(message: String, place: Span, workload: &Workload) -> Finding {
    RULE.finding(message, place, "a share of nothing").also(workload.head, "says nothing of it")
}

/// What a metric is a share of and the workload does not have, and how to say it. Of a Deployment that exists nobody here
/// knows what its pods ask for.
fn missing(
    workload: &Workload,
    body: &WorkloadBody,
    metric: &str,
) -> Option<(&'static str, &'static str)> {
    match (workload.platform.node, metric) {
        (Platform::Kubernetes, "cpu") if body.attach.is_none() && body.cpu.is_none() => {
            Some(("what its pods ask for, and they ask for no processor", "cpu = 0.5vcpu"))
        }
        (Platform::Kubernetes, "memory") if body.attach.is_none() && body.memory.is_none() => {
            Some(("what its pods ask for, and they ask for no memory", "memory = 512MiB"))
        }
        (Platform::Lambda, "utilization") if body.provisioned.is_none() => {
            Some(("what is provisioned, and nothing is", "provisioned = 1..2"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    fn said(workload: &str) -> bool {
        let text = format!("service s {{\n  region us-east-1 {{ zones = 3 }}\n  {workload}\n}}\n");
        codes(&text).contains(&super::RULE.code)
    }

    #[test]
    fn what_is_provisioned_is_asked_for_too() {
        let function =
            "workload f on lambda { attach = \"f\", alias = \"live\", keep utilization at 70%";
        assert!(said(&format!("{function} }}")));
        assert!(!said(&format!("{function}, provisioned = 2..9 }}")));
    }

    #[test]
    fn a_deployment_that_exists_may_ask_for_anything() {
        assert!(!said(
            "workload p on kubernetes { attach = \"Deployment/p\", replicas = 2..6, keep cpu at 70% }"
        ));
    }
}
