//! Two environments of one account that both say how images are copied.

use crate::diagnostic::{Case, Finding};
use crate::model::{Place, Policy, Service};
use crate::plan::copies;
use crate::rules::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    code: "data/copies-in-one-account",
    cases: &[Case::REFUSED],
    why: "An account has one replication configuration per registry and region: two environments that both write it \
          would undo each other with every apply.",
    rejected: "service shop {
  budget = $500/month
  release staging -> prod
  environment staging { account = \"314159265358\", role = \"deploy\" }
  environment prod    { account = \"314159265358\", role = \"deploy\" }
  region eu-west-1    { zones = 3, weight = 50% }
  region eu-central-1 { zones = 3, weight = 50% }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
  replicate images from eu-west-1
}
",
    accepted: "service shop {
  budget = $500/month
  release staging -> prod
  environment staging { account = \"314159265358\", role = \"deploy\" }
  environment prod {
    account = \"314159265358\"
    role    = \"deploy\"
    replicate images from eu-west-1
  }
  region eu-west-1    { zones = 3, weight = 50% }
  region eu-central-1 { zones = 3, weight = 50% }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    let written: Vec<&Policy> = service.places.iter().filter_map(Place::current).collect();
    findings.extend(copies::stated_twice(&written));
}
