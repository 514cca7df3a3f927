//! `predict` where no platform predicts. What a scaling group cannot forecast is found where the group is planned.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::Platform;
use crate::rules::{Check, Rule, Seen, shared};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/prediction-not-available",
    cases: &[Case::REFUSED],
    why: "Predictive scaling exists for scaling groups and services on fargate, and forecasts processor use and requests.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on kubernetes {
    attach   = \"Deployment/shop\"
    replicas = 2..4
    predict cpu at 60% ahead 10m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    predict cpu at 60% ahead 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        match workload.platform.node {
            Platform::Ec2 | Platform::Fargate => continue,
            Platform::Kubernetes | Platform::Lambda => {}
        }
        for predict in &body.predicts {
            let name = workload.platform.node.word();
            let message = format!("there is no predictive scaling on {name}");
            findings.push(
                RULE.finding(message, predict.metric.name.span, "not available here")
                    .also(workload.platform.span, "runs here")
                    .help("write `at least N from … on …` for load that comes by the clock"),
            );
        }
    }
}
