//! Environments that share an account.

use crate::diagnostic::{Case, Finding};
use crate::model::Service;
use crate::model::policy::{Environment, Policy};
use crate::rules::{Check, Rule};
use crate::words::tick;

const LAST: Case = Case::WARNING.when("the last environment shares its account");
const OTHERS: Case = Case::NOTE.when("other environments share one");

/// The rule.
pub const RULE: Rule = Rule {
    code: "security/account-reused",
    cases: &[LAST, OTHERS],
    why: "An account is the wall between environments: a mistake in one reaches the other where both share it. That is a \
          warning for the last environment, and a note between others.",
    rejected: "service shop {
  budget = $500/month
  release staging -> prod
  environment staging { account = \"314159265358\", role = \"deploy\" }
  environment prod    { account = \"314159265358\", role = \"deploy\" }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  release staging -> prod
  environment staging { account = \"271828182845\", role = \"deploy\" }
  environment prod    { account = \"314159265358\", role = \"deploy\" }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Service(check),
};

fn check(service: &Service, findings: &mut Vec<Finding>) {
    let all: Vec<(&Environment, &Policy)> = service
        .places
        .iter()
        .filter_map(|place| place.tiers.first())
        .filter_map(|policy| Some((policy.environment.as_ref()?, policy)))
        .collect();
    for (at, (environment, policy)) in all.iter().enumerate() {
        let Some(account) = &environment.account else { continue };
        let same = |other: &&(&Environment, &Policy)| {
            other.0.account.as_ref().is_some_and(|other| other.node == account.node)
        };
        let Some((other, earlier)) = all.iter().take(at).find(same) else { continue };
        let case = if policy.last || earlier.last { LAST } else { OTHERS };
        let message = format!(
            "{} and {} share the account {}",
            tick(&other.name.node),
            tick(&environment.name.node),
            tick(&account.node)
        );
        let finding = RULE
            .case(case, message, account.span, "used again")
            .help("give each environment an account of its own");
        findings.push(match &other.account {
            Some(first) => finding.also(first.span, "used first"),
            None => finding,
        });
    }
}
