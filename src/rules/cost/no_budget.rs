//! A service without a budget.

use crate::diagnostic::{Case, Finding};
use crate::figures::money::Moment;
use crate::ratio::Ratio;
use crate::rules::{Check, Rule, Seen};
use crate::words::{budget, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/no-budget",
    cases: &[Case::WARNING.promised()],
    why: "Without a budget nothing says when a bill is too high: no alarm is written, and no cost can be compared.",
    rejected: "service shop {
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4 }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    if policy.budget.is_some() {
        return;
    }
    let message = format!("service {} has no budget", tick(&policy.service.node));
    let finding = RULE.finding(message, policy.head, "no budget");
    let finding = match (&policy.tier, &policy.environment) {
        (Some(tier), _) => finding.also(tier.name.span, "none in this tier"),
        (None, Some(environment)) => {
            finding.also(environment.name.span, "none in this environment")
        }
        (None, None) => finding,
    };
    let lost = (0..seen.figures.regions.len()).map(Moment::RegionLost);
    let totals =
        [Moment::Peak].into_iter().chain(lost).map(|it| seen.figures.money.total(it).known);
    let most = totals.max().filter(|most| !most.is_zero()).unwrap_or(Ratio::ONE);
    let place = match (&policy.tier, &policy.environment) {
        (Some(tier), _) => tier.name.span,
        (None, Some(environment)) => environment.name.span,
        (None, None) => policy.head,
    };
    findings.push(finding.add(place, format!("budget = {}", budget(most))));
}
