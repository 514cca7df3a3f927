//! An environment that does not say where it is.

use crate::diagnostic::{Case, Finding};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "release/environment-without-account",
    cases: &[Case::WARNING],
    why: "Without an account nothing holds an environment's output back from the account that happens to be signed in.",
    rejected: "service shop {
  budget = $500/month
  environment prod { regions = [eu-west-1] }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  environment prod { account = \"314159265358\", role = \"deploy\", regions = [eu-west-1] }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(environment) = &seen.policy.environment else { return };
    if environment.account.is_none() {
        let message = format!("environment {} names no account", tick(&environment.name.node));
        findings.push(RULE.finding(message, environment.name.span, "no account").help(
            "add `account` with the twelve digits that `aws sts get-caller-identity` prints",
        ));
    }
}
