//! A metric, a step or a statistic that a platform does not have; found where alarms and scaling are planned.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/metric-not-available",
    cases: &[Case::REFUSED],
    why: "Each platform publishes its own metrics. An alarm or a scaling policy on one that does not exist there would \
          be accepted by AWS and never see a figure.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", page when cpu > 80% for 5m }
  notify page to oncall
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", page when duration > 2s for 5m }
  notify page to oncall
}
",
    check: Check::Stage,
};
