//! `predict` where no platform predicts. What a scaling group cannot forecast is found where it is planned.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::Platform;
use crate::plan::scaling::not_predictable;
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
        if workload.platform.node != Platform::Ec2 {
            let faults = body.predicts.iter().map(|predict| not_predictable(workload, predict));
            findings.extend(faults.flatten());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::found;

    fn errors(sentence: &str) -> Vec<&'static str> {
        let text = format!(
            "service shop {{
  budget = $500/month
  region eu-west-1 {{ zones = 3 }}
  workload web on fargate {{
    image    = \"shop\"
    replicas = 2..9
    {sentence}
  }}
}}
"
        );
        let findings = found(&text).into_iter();
        let codes = findings.map(|finding| finding.code);
        codes.filter(|code| code.starts_with("scaling/")).collect()
    }

    #[test]
    fn a_service_on_fargate_predicts_what_is_forecast() {
        assert!(errors("predict cpu at 60% ahead 10m").is_empty());
        assert_eq!(errors("predict memory at 60% ahead 10m"), ["scaling/prediction-not-available"]);
        assert_eq!(errors("predict cpu at 60% ahead 2h"), ["scaling/too-far-ahead"]);
    }
}
