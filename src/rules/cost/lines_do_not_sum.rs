//! A tier's estimate that is not the sum of its parts' estimates.

use crate::diagnostic::{Case, Finding, Step};
use crate::rules::calculation;
use crate::rules::{Check, Rule, Seen};
use crate::words::{dollars, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "cost/lines-do-not-sum",
    cases: &[Case::WARNING.promised()],
    why: "A table of costs has a last line. Where it is not the sum of the others, one of them is wrong, and nobody can \
          tell which.",
    rejected: "service shop {
  tier launch up to 1k users { budget = $600/month, estimate = $400/month }
  region eu-west-1 { zones = 3 }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $420/month }
  cost { support = $100/month }
}
",
    accepted: "service shop {
  tier launch up to 1k users { budget = $600/month, estimate = $520/month }
  region eu-west-1 { zones = 3 }
  store orders on aurora-postgresql { instance = db.r6g.large, nodes = 2, estimate = $420/month }
  cost { support = $100/month }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(tier) = &seen.policy.tier else { return };
    let (Some(given), parts) = (tier.estimate, super::told(seen)) else { return };
    let policy = seen.policy;
    let things =
        policy.workloads.len() + policy.stores.len() + policy.queues.len() + policy.costs.len();
    let (sum, claimed) = (super::sum(&parts), given.node.by_month());
    // Only where every part has an estimate do the parts make a table.
    if parts.len() < things || sum.fixed(2) == claimed.fixed(2) {
        return;
    }
    let message = format!(
        "tier {} is said to cost {} a month, its parts come to {}",
        tick(&tier.name.node),
        dollars(claimed),
        dollars(sum)
    );
    let finding = super::added(RULE.finding(message, given.span, "the sum as written"), &parts);
    let (more, less) = (sum.max(claimed), sum.min(claimed));
    let finding = finding.steps([
        Step::given(format!("estimate of {}", tier.name.node), dollars(claimed), given.span),
        Step::derived("apart by", calculation::apart(more, less, dollars)),
    ]);
    findings.push(finding.write(given.span, format!("estimate = ${}/month", sum.rounded(2))));
}
