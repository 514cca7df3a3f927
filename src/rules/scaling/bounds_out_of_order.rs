//! `desired` outside of `replicas`. Ranges whose ends are out of order are found where they are read.

use crate::diagnostic::{Case, Finding};
use crate::model::Service;
use crate::model::policy::{Workload, WorkloadBody};
use crate::rules::home::Homes;
use crate::rules::{Check, Rule, shared};

const OUTSIDE: Case = Case::REFUSED.when("`desired` lies outside of `replicas`");
const INHERITED: Case = Case::NOTE.when("an overlay leaves out what it inherits");

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/bounds-out-of-order",
    cases: &[OUTSIDE, INHERITED],
    why: "A size moves between its smallest and its largest value and begins at one between them. AWS and Kubernetes \
          refuse anything else.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, desired = 6 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, desired = 3 }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    let homes = Homes::of(service);
    let policies = service.places.iter().flat_map(|place| &place.tiers);
    for workload in policies.flat_map(|policy| &policy.workloads) {
        for body in shared::bodies(workload) {
            findings.extend(fault(workload, body, &homes));
        }
    }
}

fn fault(workload: &Workload, body: &WorkloadBody, homes: &Homes) -> Option<Finding> {
    let (replicas, desired) = (body.replicas?, body.desired?);
    let (min, max) = (replicas.node.min, replicas.node.max);
    if min > max || (min..=max).contains(&desired.node) {
        return None;
    }
    let near = desired.node.clamp(min, max);
    // In a region one of the two may be inherited.
    let whole = &workload.body;
    let inherited = whole.replicas.map(|it| it.span) == Some(replicas.span);
    let alike = inherited == (whole.desired.map(|it| it.span) == Some(desired.span));
    if alike && homes.same(replicas.span, desired.span) {
        let message =
            format!("`desired` is {}, outside of `replicas`, {min} to {max}", desired.node);
        let finding = RULE.case(OUTSIDE, message, desired.span, "outside the bounds");
        return Some(
            finding.also(replicas.span, "the bounds").help(format!("write `desired = {near}`")),
        );
    }
    let message = format!("`replicas` of an overlay leaves out `desired`: it begins at {near}");
    let finding = RULE.case(INHERITED, message, replicas.span, "the overlay's bounds");
    Some(finding.also(desired.span, "outside of them").help(format!("add `desired = {near}`")))
}
