//! One replica under a promise.

use crate::diagnostic::{Case, Finding};
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
        let alone = lowest(body).filter(|_| workload.platform.node != Platform::Lambda);
        let (Some((place, help)), Some(promise)) = (alone, promise) else { continue };
        let message = message(workload, &promises::words(promise));
        findings.push(
            RULE.finding(message, place, "one may run alone")
                .also(promise.span, "the promise")
                .help(help),
        );
    }
}

fn message(workload: &Workload, promise: &str) -> String {
    let name = tick(&workload.name.node);
    format!("workload {name} may come down to 1 replica in a region, under the promise `{promise}`")
}

/// Where a single replica is allowed, by `replicas` or at some time of the week, and the mend.
fn lowest(body: &WorkloadBody) -> Option<(Span, String)> {
    if let Some(replicas) = body.replicas.as_ref().filter(|replicas| replicas.node.min == 1) {
        let help = match replicas.node.max {
            0..=2 => "write `replicas = 2`".to_owned(),
            max => format!("write `replicas = 2..{max}`"),
        };
        return Some((replicas.span, help));
    }
    let floors = body.windows.iter().filter_map(|window| window.at_least.as_ref());
    let one = floors.into_iter().find(|floor| base(floor.node).whole() == Some(1))?;
    Some((one.span, "write `at least 2`".to_owned()))
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
