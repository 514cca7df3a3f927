//! `keep` on a total that does not say per what.

use crate::diagnostic::{Case, Finding};
use crate::rules::{Check, Rule, Seen, shared};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "scaling/target-on-a-total",
    cases: &[Case::REFUSED],
    why: "Requests, connections and the depth of a queue are totals of a region: adding replicas does not lower them, so \
          a target has to say `of capacity` or `per replica`.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 100/s, keep requests at 70/s }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  traffic public { host = \"shop.example.com\" }
  workload web on ec2 { instance = t3.small, replicas = 2..4, serves = 100/s, keep requests at 70% of capacity }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for (_, body) in shared::everywhere(seen.policy) {
        let keeps = body.keeps.iter().map(|keep| (&keep.node.metric, &keep.node.at));
        let predicts = body.predicts.iter().map(|predict| (&predict.metric, &predict.at));
        for (metric, at) in keeps.chain(predicts) {
            let name = metric.name.node.as_str();
            let total = matches!(name, "requests" | "connections" | "queue_depth");
            if !total || at.of_capacity.is_some() || at.per_replica.is_some() {
                continue;
            }
            let message =
                format!("{} is a total of the region, and no replica changes it", tick(name));
            let finding = RULE.finding(message, at.value.span, "per what?");
            findings.push(match name {
                "queue_depth" => finding.help("write `keep queue_depth at 100 per replica`"),
                _ => finding
                    .help(format!("write `keep {name} at 70% of capacity`, or add `per replica`")),
            });
        }
    }
}
