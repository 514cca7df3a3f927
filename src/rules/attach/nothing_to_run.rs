//! A workload that has nothing to run; found where pods are planned.

use crate::diagnostic::Case;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "attach/nothing-to-run",
    cases: &[Case::REFUSED],
    why: "A workload on Kubernetes is either one that exists, which `attach` names, or one of ours, which runs an `image`.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes { replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload api on kubernetes { attach = \"Deployment/api\", replicas = 2..4 }
}
",
    check: Check::Stage,
};
