//! A release by parts on an alias that carries provisioned concurrency; found where functions are planned.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "release/weighted-alias-with-provisioned",
    cases: &[Case::REFUSED],
    why: "While traffic is split, the alias has weights, and an alias with weights cannot carry provisioned concurrency: \
          the release would be refused.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda {
    attach      = \"shop-api\"
    alias       = \"live\"
    provisioned = 2..8
    release canary 10% for 5m
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on lambda {
    attach      = \"shop-api\"
    alias       = \"live\"
    provisioned = 2..8
    release all-at-once
  }
}
",
    check: Check::Stage,
};
