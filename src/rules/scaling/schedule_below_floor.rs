//! A window whose floor lies below the usual one.

use crate::diagnostic::{Case, Edit, Finding, Step};
use crate::model::measure::base;
use crate::rules::calculation::more;
use crate::rules::{Check, Rule, Seen, shared};

const FLOOR: Case = Case::WARNING.when("a window sets a lower floor");
const MOST: Case = Case::NOTE.when("the sentence says `at most`");

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/schedule-below-floor",
    cases: &[FLOOR, MOST],
    why: "What a window says replaces `replicas` while it lasts, so `at least` can lower the floor. That is a note where \
          the sentence also says `at most`: such a window is meant to be smaller.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 4..9
    at least 2 from 08:00 to 20:00 on mon..fri in \"Europe/Berlin\"
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 4..9
    at least 6 from 08:00 to 20:00 on mon..fri in \"Europe/Berlin\"
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let Some(bounds) = body.replicas.or(body.provisioned) else { continue };
        for window in &body.windows {
            let Some(floor) = &window.at_least else { continue };
            let least = base(floor.node).floor();
            if least >= bounds.node.min {
                continue;
            }
            let case = if window.at_most.is_some() { MOST } else { FLOOR };
            let message = format!(
                "the window lowers the floor from {} to {least} while it lasts",
                bounds.node.min
            );
            let usual = bounds.node.min;
            let finding = RULE
                .case(case, message, floor.span, "below the floor")
                .also(bounds.span, "the usual bounds")
                .steps([
                    Step::given("the usual floor", usual.to_string(), bounds.span),
                    Step::given("the floor in the window", least.to_string(), floor.span),
                    Step::derived("fewer while it lasts", more(usual, least)),
                ])
                .help(format!("write `at least {usual}` or more, or add `at most`"));
            let below = window.at_most.is_some_and(|most| base(most.node).floor() < usual);
            findings.push(if below {
                finding
            } else {
                finding.edit(Edit::Replace(floor.span, usual.to_string()))
            });
        }
    }
}
