//! Sizes that a patch sets although something moves them.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Workload};
use crate::rules::patched::{Field, fields};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/size-patched",
    cases: &[Case::WARNING],
    why: "A size that scaling moves has one owner, which is why Terraform is told to ignore it after creation. A patch that \
          sets it as well is overruled by the first step, or undoes it with the next apply.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..9, keep cpu at 60% }
  patch terraform aws_autoscaling_group.web { desired_capacity = 4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..9, desired = 4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

/// Fields that hold a size, by the type of what is sized.
const SIZES: &[(&str, &[&str])] = &[
    ("aws_autoscaling_group", &["desired_capacity", "max_size", "min_size"]),
    ("aws_lambda_provisioned_concurrency_config", &["provisioned_concurrent_executions"]),
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (kind, names) in SIZES {
        let sizes = fields(seen.policy, kind);
        let sizes = sizes.filter(|set| names.contains(&set.field.name.node.as_str()));
        findings.extend(sizes.filter_map(|set| fault(seen.policy, &set)));
    }
}

fn fault(policy: &Policy, set: &Field) -> Option<Finding> {
    let named = |it: &&Workload| it.name.node.replace('-', "_") == set.thing;
    let body = &policy.workloads.iter().find(named)?.body;
    let (bounds, word) = match (body.replicas, body.provisioned) {
        (Some(bounds), _) => (bounds, "replicas"),
        (None, bounds) => (bounds?, "provisioned"),
    };
    if bounds.node.fixed() {
        return None;
    }
    let message = format!(
        "a patch sets {} of {}, which scaling moves between {} and {}",
        tick(&set.field.name.node),
        tick(set.thing),
        bounds.node.min,
        bounds.node.max
    );
    Some(
        RULE.finding(message, set.field.span, "set by a patch")
            .also(bounds.span, "moved by scaling")
            .help(format!("remove the field: `{word}` has the bounds")),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_single_size_is_nobody_elses() {
        let text = super::RULE.rejected.replace("2..9, keep cpu at 60%", "4");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
