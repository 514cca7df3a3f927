//! Windows that leave the autoscaler nothing to add.

use crate::diagnostic::{Case, Finding};
use crate::model::measure::base;
use crate::model::policy::WorkloadBody;
use crate::rules::{Check, Rule, Seen, shared};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/schedule-at-maximum",
    cases: &[Case::WARNING],
    why: "A window for the busy hours is a guess of what they need. Where its floor is the maximum, nothing is left to add \
          when the guess was too low. Where exactly that size is meant, `at most` says so.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..8
    keep cpu at 60%
    at least 8 from 08:00 to 18:00 on mon..fri in \"Europe/Berlin\"
  }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.small
    replicas = 2..12
    keep cpu at 60%
    at least 8 from 08:00 to 18:00 on mon..fri in \"Europe/Berlin\"
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let moves = !body.keeps.is_empty() || !body.steps.is_empty();
        findings.extend(full(body).filter(|_| moves));
    }
}

fn full(body: &WorkloadBody) -> impl Iterator<Item = Finding> {
    let bounds = body.replicas.or(body.provisioned);
    let floors = body.windows.iter().filter(|window| window.at_most.is_none());
    floors.filter_map(|window| window.at_least.as_ref()).filter_map(move |floor| {
        let bounds = bounds?;
        let (least, max) = (base(floor.node).floor(), bounds.node.max);
        let message = format!(
            "while the window lasts at least {least} run, and at most {max} may: nothing is left to scale"
        );
        let room = least.saturating_add(least.div_ceil(2));
        (least >= max).then(|| {
            RULE.finding(message, floor.span, "no room above it")
                .also(bounds.span, "the maximum")
                .help(format!(
                    "write `{}..{room}` for the bounds, or `at least {least} at most {least}`",
                    bounds.node.min
                ))
        })
    })
}
