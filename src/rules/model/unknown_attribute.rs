//! Attributes that a block or a platform does not have; found where places are checked.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/unknown-attribute",
    cases: &[Case::REFUSED],
    why: "The block does not know the attribute. A misspelt attribute that is passed over would be a promise that \
              nobody keeps.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", alias = \"live\", replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda { attach = \"shop-api\", alias = \"live\", provisioned = 2..4 }
}
",
    check: Check::Stage,
};
