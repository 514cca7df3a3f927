//! Durations that `CloudWatch` cannot look back over; found where alarms are planned.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "alarms/period-not-supported",
    cases: &[Case::REFUSED],
    why: "CloudWatch looks at whole periods of a metric: 10, 20 or 30 seconds where the metric is that fine, else minutes. \
          A duration that is no multiple would silently become another one.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, page when cpu > 90% for 90s }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, page when cpu > 90% for 2m }
  notify page to oncall
}
",
    check: Check::Stage,
};
