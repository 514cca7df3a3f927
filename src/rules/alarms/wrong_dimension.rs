//! Metrics of AWS whose dimensions name nothing, or one thing of many.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{CustomMetric, Platform, Policy, Word};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/wrong-dimension",
    cases: &[NOTHING, ONE],
    why: "A metric is found by its dimensions, letter by letter; one that does not exist is empty, not wrong. A balancer is \
          named by the end of its ARN, not by its address; an instance of a scaling group is replaced, and its metric ends.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  metric refused {
    unit       = event
    cloudwatch = \"AWS/ApplicationELB:RejectedConnectionCount\"
    dimensions { LoadBalancer = \"shop-1234567890.eu-west-1.elb.amazonaws.com\" }
  }
  warn when refused > 10/min for 5m
  notify warn to \"shop@example.com\"
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  metric refused {
    unit       = event
    cloudwatch = \"AWS/ApplicationELB:RejectedConnectionCount\"
    dimensions { LoadBalancer = \"app/shop/50dc6c495c0c9188\" }
  }
  warn when refused > 10/min for 5m
  notify warn to \"shop@example.com\"
}
",
    check: Check::Policy(check),
};

const NOTHING: Case = Case::ERROR.when("that names nothing");
const ONE: Case = Case::WARNING.when("that names one instance of a group");

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for metric in seen.policy.metrics.values() {
        let space = metric.cloudwatch.as_ref().and_then(|name| name.node.split_once(':'));
        let Some((space, _)) = space else { continue };
        for (name, value) in &metric.dimensions {
            findings.extend(fault(seen.policy, metric, (space, &name.node), value));
        }
    }
}

fn fault(
    policy: &Policy,
    metric: &CustomMetric,
    of: (&str, &str),
    value: &Word,
) -> Option<Finding> {
    let begins = match of {
        ("AWS/ApplicationELB", "LoadBalancer") => "app/",
        ("AWS/NetworkELB", "LoadBalancer") => "net/",
        ("AWS/ApplicationELB" | "AWS/NetworkELB", "TargetGroup") => "targetgroup/",
        ("AWS/EC2", "InstanceId") if has_group(policy) => return Some(one(metric, value)),
        _ => return None,
    };
    let message = format!(
        "metric {} finds nothing: a {} is named by the end of its ARN, which begins with {}",
        tick(&metric.name.node),
        of.1,
        tick(begins)
    );
    let finding = RULE.case(NOTHING, message, value.span, "names nothing");
    (!value.node.starts_with(begins)).then(|| {
        finding
            .help(format!("write it as `\"{begins}NAME/ID\"`, as Terraform's `arn_suffix` has it"))
    })
}

fn one(metric: &CustomMetric, value: &Word) -> Finding {
    let message = format!(
        "metric {} is that of {} alone, which its group replaces one day",
        tick(&metric.name.node),
        tick(&value.node)
    );
    RULE.case(ONE, message, value.span, "one of many")
        .help("watch the group: `cpu` and `memory` are averages over its replicas")
}

fn has_group(policy: &Policy) -> bool {
    policy.workloads.iter().any(|workload| workload.platform.node == Platform::Ec2)
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn one_instance_of_a_group_is_found() {
        let text = super::RULE.accepted.replace("AWS/ApplicationELB:Rejected", "AWS/EC2:");
        let text =
            text.replace("LoadBalancer = \"app/shop/50dc6c495c0c9188\"", "InstanceId = \"i-1\"");
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn other_names_of_ones_own_are_not_judged() {
        let text = super::RULE.rejected.replace("AWS/ApplicationELB", "Shop");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
