//! Load tests that never reach the peak.

use super::heights::heights;
use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::{Dimension, base};
use crate::rules::{Check, Rule, Seen};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "load/load-below-peak",
    cases: &[Case::WARNING.promised()],
    why: "A peak that no test has reached is a guess: what breaks first is found out on the day.",
    rejected: "service shop {
  budget = $500/month
  peak   = 1k/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  load sale { ramp from 200/s to 500/s over 15m }
}
",
    accepted: "service shop {
  budget = $500/month
  peak   = 1k/s
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
  load sale { ramp from 200/s to 1k/s over 15m }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let Some(peak) = seen.policy.peak.as_ref() else { return };
    let heights = seen.policy.loads.iter().flat_map(heights);
    let alike =
        heights.filter(|(_, height)| Dimension::of(height.node) == Dimension::of(peak.node));
    let Some((load, most)) = alike.max_by_key(|(_, height)| base(height.node)) else { return };
    if base(most.node) >= base(peak.node) {
        return;
    }
    let message = format!(
        "no load test reaches the peak of {}: the highest, {}, goes up to {}",
        peak.node,
        tick(&load.name.node),
        most.node
    );
    findings.push(
        RULE.finding(message, most.span, "below the peak")
            .also(peak.span, "the peak")
            .steps([
                Step::given("the peak", peak.node.to_string(), peak.span),
                Step::given(format!("load {}", load.name.node), most.node.to_string(), most.span),
                Step::derived("the peak is not reached", format!("{} < {}", most.node, peak.node)),
            ])
            .help(format!("let it go up to `{}`", peak.node))
            .edit(Edit::Replace(most.span, peak.node.to_string())),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn numbers_of_users_are_not_compared() {
        let text = super::RULE.rejected.replace("from 200/s to 500/s", "to 500 users");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
