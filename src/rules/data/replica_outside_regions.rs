//! A copy in a region that the service does not declare; found where names are bound.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "data/replica-outside-regions",
    cases: &[Case::REFUSED],
    why: "A copy is of use where the service can run. In a region that it does not declare nothing would ever read it.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  replicate images from eu-west-1 to eu-central-1
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1    { zones = 3 }
  region eu-central-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  replicate images from eu-west-1 to eu-central-1
}
",
    check: Check::Stage,
};
