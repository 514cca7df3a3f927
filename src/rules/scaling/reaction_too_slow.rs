//! No rule that scales out answers within what the policy promises.

use crate::diagnostic::{Case, Finding};
use crate::figures::Fleet;
use crate::figures::time::reactions;
use crate::ratio::Ratio;
use crate::rules::{Check, Rule, Seen, promises, time};
use crate::words::{stretch, tick};

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/reaction-too-slow",
    cases: &[Case::ERROR.promised()],
    why: "One answer takes as long as the condition has to last, and until what was added serves: `for` + `startup`; a kept \
          target takes three minutes on AWS and 15 seconds on Kubernetes. `scale_out` promises less.",
    rejected: "service shop {
  budget = $2000/month
  objective { scale_out < 2m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..20
    startup  = 45s
    scale out by 2 when cpu > 70% for 5m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    accepted: "service shop {
  budget = $2000/month
  objective { scale_out < 2m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 {
    instance = t3.medium
    replicas = 4..20
    startup  = 45s
    scale out by 2 when cpu > 70% for 1m
    scale in by 1 when cpu < 30% for 10m
  }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for fleet in &seen.figures.fleets {
        findings.extend(fault(seen, fleet));
    }
}

fn fault(seen: &Seen, fleet: &Fleet) -> Option<Finding> {
    let promise = promises::scale_out(seen.policy, fleet.workload)?;
    let fastest = fleet
        .stands
        .iter()
        .flat_map(|stand| reactions(fleet.workload, stand.body))
        .min_by_key(|reaction| reaction.seconds())?;
    if !time::broken(promise, fastest.seconds()) {
        return None;
    }
    let message = format!(
        "{} answers after {} at the earliest ({} + {} of startup), promised are {}",
        tick(&fleet.workload.name.node),
        stretch(fastest.seconds()),
        stretch(fastest.acts),
        stretch(fastest.startup),
        time::limit(&promise)
    );
    let left = time::allowed(promise) - fastest.startup;
    let minutes = (left / Ratio::from_whole(60)).floor();
    let help = match minutes {
        0 => "start faster: a shorter `startup`, from an image that is ready".to_owned(),
        minutes => format!("act sooner: `for {minutes}m`, or a shorter `startup`"),
    };
    Some(
        RULE.finding(message, promise.value.span, "promised here")
            .also(fastest.rule, "the fastest rule")
            .help(help),
    )
}
