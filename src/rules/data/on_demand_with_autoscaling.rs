//! Scaling of a table that is paid by use.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::policy::Store;
use crate::model::read;
use crate::rules::{Check, Rule, Seen};
use crate::syntax::tree::Node;
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "data/on-demand-with-autoscaling",
    cases: &[Case::REFUSED],
    why: "A table on demand has no capacity that could be scaled: DynamoDB refuses a scaling target on it.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  store items on dynamodb { key = \"id\", capacity = on-demand, keep utilization at 70% }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  store items on dynamodb { key = \"id\", capacity = on-demand }
}
",
    check: Check::Policy(check),
};

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    for store in seen.policy.stores.iter().filter(|store| store.engine.node == "dynamodb") {
        findings.extend(fault(store));
    }
}

fn fault(store: &Store) -> Option<Finding> {
    let capacity = read::word(&store.body, "capacity");
    let provisioned = capacity.as_ref().map_or_else(
        || ["reads", "writes"].iter().any(|name| read::attribute(&store.body, name).is_some()),
        |capacity| capacity.node == "provisioned",
    );
    if provisioned {
        return None;
    }
    let keep = store.body.iter().find(|statement| matches!(statement.node, Node::Keep(_)))?;
    let message = format!(
        "store {} is on demand, and its capacity is kept at a value",
        tick(&store.name.node)
    );
    let finding = RULE.finding(message, keep.span, "nothing to scale");
    let place = capacity.map_or(store.head, |capacity| capacity.span);
    Some(
        finding
            .also(place, "on demand")
            .help("remove the `keep`, or write `capacity = provisioned`")
            .edit(Edit::Remove(keep.span)),
    )
}
