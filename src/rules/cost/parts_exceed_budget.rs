//! Estimates whose sum is above the budget.

use crate::diagnostic::{Case, Edit, Finding};
use crate::rules::calculation;
use crate::rules::{Check, Rule, Seen};
use crate::words::{budget, count, dollars};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/parts-exceed-budget",
    cases: &[Case::WARNING.promised()],
    why: "The policy says what its parts cost and what they may cost together. The parts come to more.",
    rejected: "service shop {
  budget = $430/month
  region us-east-1 { zones = 3 }
  store cache on elasticache-redis { instance = cache.r6g.large, nodes = 2, zones = 2, estimate = $350/month }
  store books on opensearch { instance = t3.small.search, nodes = 3, estimate = $90/month }
}
",
    accepted: "service shop {
  budget = $450/month
  region us-east-1 { zones = 3 }
  store cache on elasticache-redis { instance = cache.r6g.large, nodes = 2, zones = 2, estimate = $350/month }
  store books on opensearch { instance = t3.small.search, nodes = 3, estimate = $90/month }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(given) = seen.policy.budget else { return };
    let parts = super::told(seen);
    let (sum, allowed) = (super::sum(&parts), given.node.by_month());
    if parts.len() < 2 || sum <= allowed {
        return;
    }
    let message = format!(
        "{} of the policy come to {} a month, {} over its budget of {}",
        count(parts.len(), "estimate"),
        dollars(sum),
        dollars(sum - allowed),
        dollars(allowed)
    );
    let finding = super::added(RULE.finding(message, given.span, "the budget"), &parts)
        .steps(calculation::over_budget(sum, given));
    let fits = format!("budget = {}", budget(sum));
    findings.push(
        finding
            .help(format!("write `{fits}`, or make a part cheaper"))
            .edit(Edit::Write(given.span, fits)),
    );
}
