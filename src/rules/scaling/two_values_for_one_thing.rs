//! Two alarms that no name tells apart; found where alarms are named.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/two-values-for-one-thing",
    cases: &[Case::REFUSED],
    why: "Alarms and policies are named by what they watch: metric, statistic, threshold. Two sentences of one name would \
          overwrite each other.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    page when cpu > 80% for 5m
    page when cpu > 80% for 10m
  }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..4
    page when cpu > 80% for 10m
    page when cpu > 95% for 5m
  }
  notify page to oncall
}
",
    check: Check::Stage,
};
