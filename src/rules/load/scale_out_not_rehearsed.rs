//! A promise of how fast it scales, and no load that tries it.

use crate::diagnostic::{Case, Finding};
use crate::model::policy::{Policy, Promise, Quantity};
use crate::rules::{Check, Rule, Seen, promises};
use crate::source::Spanned;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "load/scale-out-not-rehearsed",
    cases: &[Case::WARNING.promised()],
    why: "How fast a service scales depends on images, probes, quotas and connections that no policy knows. A promise that no \
          load test has tried is a guess until the first rush.",
    rejected: "service shop {
  budget = $500/month
  steady = 50/s
  peak   = 150/s
  objective { scale_out < 5m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 3..6, serves = 50/s, keep cpu at 60% }
}
",
    accepted: "service shop {
  budget = $500/month
  steady = 50/s
  peak   = 150/s
  objective { scale_out < 5m }
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 3..6, serves = 50/s, keep cpu at 60% }
  load rush { ramp from 50/s to 150/s over 10m }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    let policy = seen.policy;
    if !policy.loads.is_empty() {
        return;
    }
    let own = policy.workloads.iter().flat_map(|workload| &workload.body.promises);
    let promised = policy.promises.iter().chain(own);
    let promised = promised.filter(|promise| promise.subject.node == "scale_out");
    findings.extend(promised.map(|promise| fault(policy, promise)));
}

fn fault(policy: &Policy, promise: &Spanned<Promise>) -> Finding {
    let message =
        format!("{} is promised, and no `load` tries it", tick(&promises::words(promise)));
    let figure = |load: &Option<Spanned<Quantity>>, other: &str| {
        load.map_or_else(|| other.to_owned(), |load| load.node.to_string())
    };
    let (from, to) = (figure(&policy.steady, "50/s"), figure(&policy.peak, "500/s"));
    RULE.finding(message, promise.span, "never tried")
        .add(policy.head, format!("load rush {{ ramp from {from} to {to} over 10m }}"))
}
