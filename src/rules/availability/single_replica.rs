//! One replica under a promise.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::base;
use crate::model::policy::{Platform, Workload, WorkloadBody};
use crate::rules::{Check, Rule, Seen, promises, shared};
use crate::source::Span;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "availability/single-replica",
    cases: &[Case::WARNING.promised()],
    why: "Where one replica may run alone, its end is the end of the service in that region until another has started.",
    rejected: "service shop {
  budget = $500/month
  objective { availability >= 99.9% }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 1..4, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  objective { availability >= 99.9% }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, keep cpu at 60% }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (workload, body) in shared::everywhere(seen.policy) {
        let promise = promises::stays_up(seen.policy, Some(body), &["replica", "zone"]);
        let Some(promise) = promise.filter(|_| workload.platform.node != Platform::Lambda) else {
            continue;
        };
        for (place, edit) in alone(body) {
            let message = message(workload, &promises::words(promise));
            let mut finding = RULE
                .finding(message, place, "one may run alone")
                .also(promise.span, "the promise")
                .help(match &edit {
                    Edit::Write(_, sentence) => format!("write `{sentence}`"),
                    _ => "write `at least 2`".to_owned(),
                })
                .edit(edit);
            let first = body.desired.filter(|desired| desired.node < 2);
            finding.edits.extend(first.map(|it| Edit::Write(it.span, "desired = 2".to_owned())));
            findings.push(finding);
        }
    }
}

fn message(workload: &Workload, promise: &str) -> String {
    let name = tick(&workload.name.node);
    format!("workload {name} may come down to 1 replica in a region, under the promise `{promise}`")
}

/// Where a single replica is allowed, by `replicas` or at some time of the week.
fn alone(body: &WorkloadBody) -> Vec<(Span, Edit)> {
    let replicas = body.replicas.filter(|replicas| replicas.node.min == 1).map(|replicas| {
        let two = match replicas.node.max {
            0..=2 => "replicas = 2".to_owned(),
            max => format!("replicas = 2..{max}"),
        };
        (replicas.span, Edit::Write(replicas.span, two))
    });
    let floors = body.windows.iter().filter_map(|window| window.at_least);
    let ones = floors.filter(|floor| base(floor.node).whole() == Some(1));
    let ones = ones.map(|floor| (floor.span, Edit::Replace(floor.span, "2".to_owned())));
    replicas.into_iter().chain(ones).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::tests::codes;

    #[test]
    fn a_floor_of_one_at_night_is_found_too() {
        let text = super::RULE.accepted.replace(
            "keep cpu at 60%",
            "keep cpu at 60%, at least 1 from 22:00 to 06:00 on mon..sun in \"Europe/Berlin\"",
        );
        assert!(codes(&text).contains(&super::RULE.code));
    }

    #[test]
    fn without_a_promise_one_replica_is_a_choice() {
        let text = super::RULE.rejected.replace("objective { availability >= 99.9% }", "");
        assert!(!codes(&text).contains(&super::RULE.code));
    }
}
