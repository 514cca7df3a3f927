//! `keep` on a total that does not say per what.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::{Ratio, base};
use crate::model::policy::{Bound, BoundValue, WorkloadBody};
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

/// The same figure per replica; a share of the capacity where one replica does not carry so much.
fn mend(body: &WorkloadBody, name: &str, at: &Bound) -> String {
    let BoundValue::Quantity(written) = at.value.node else {
        return "70% of capacity".to_owned();
    };
    let carries = match name {
        "requests" => body.serves.map(|serves| serves.node.base()),
        "connections" => body.connections.map(|held| Ratio::from_whole(held.node)),
        _ => None,
    };
    match carries {
        Some(carries) if base(written) > carries => "70% of capacity".to_owned(),
        _ => format!("{written} per replica"),
    }
}

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
            let value = mend(body, name, at);
            findings.push(
                finding
                    .help(format!("write `{name} at {value}`"))
                    .edit(Edit::Replace(at.value.span, value)),
            );
        }
    }
}
