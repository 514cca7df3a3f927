//! Figures out of their range.

use crate::diagnostic::{Case, Edit, Finding};
use crate::model::measure::base;
use crate::model::policy::Policy;
use crate::rules::{Check, Rule, Seen};
use crate::source::Spanned;
use crate::syntax::tree::{Attribute, Body, Kind, Node, Origin, Value};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/bad-value",
    cases: &[Case::REFUSED],
    why: "The value has the right form for the language but not for this attribute or sentence.",
    rejected: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, port = 80800 }
}
",
    accepted: "service shop {
  budget = $500/month
  region eu-west-1 { zones = 3 }
  workload web on ec2 { instance = t3.small, replicas = 2..4, port = 8080 }
}
",
    check: Check::Policy(check),
};

/// Counts that begin at 1.
const COUNTS: &[&str] = &[
    "zones",
    "nodes",
    "shards",
    "partitions",
    "healthy_after",
    "unhealthy_after",
    "attempts",
    "opens_after",
    "closes_after",
    "dead_letter_after",
];

fn check(seen: &Seen, findings: &mut Vec<Finding>) {
    walk(&seen.policy.body, findings);
    shares(seen.policy, findings);
}

fn walk(body: &Body, findings: &mut Vec<Finding>) {
    for statement in body {
        match &statement.node {
            Node::Attribute(given) => findings.extend(fault(given)),
            Node::Uses(uses) => {
                findings.extend(uses.options.iter().filter_map(|given| fault(given)));
            }
            Node::Block(block) if named_by_user(block.kind.node) => {}
            Node::Block(block) => walk(&block.body, findings),
            _ => {}
        }
    }
}

/// Blocks whose attributes are names of people's own.
fn named_by_user(kind: Kind) -> bool {
    matches!(kind, Kind::Usage | Kind::Cost | Kind::Dimensions | Kind::Patch)
}

fn fault(given: &Attribute) -> Option<Finding> {
    let name = given.name.node.as_str();
    let Value::Quantity(quantity) = given.value.node else { return None };
    let value = Spanned::new(quantity, given.value.span);
    if name == "port" {
        let port = base(quantity).whole()?;
        // A digit too many is what happens.
        let shorter = std::iter::successors(Some(port), |port| Some(port / 10));
        let near = shorter.into_iter().find(|port| *port <= 65_535)?.max(1);
        (!(1..=65_535).contains(&port)).then(|| {
            let written = tick(&quantity.to_string());
            let message = format!("a port lies between 1 and 65535, and {written} does not");
            RULE.finding(message, value.span, "no such port")
                .help(format!("write `port = {near}`"))
                .edit(Edit::Replace(value.span, near.to_string()))
        })
    } else if COUNTS.contains(&name) {
        (base(quantity).over == 0).then(|| {
            let message = format!("{} begins at 1", tick(name));
            RULE.finding(message, value.span, "nothing at all")
                .help(format!("write `{name} = 1` or more"))
                .edit(Edit::Replace(value.span, "1".to_owned()))
        })
    } else {
        None
    }
}

/// Shares of routes are more than nothing; that they are at most the whole is found where dimensions are.
fn shares(policy: &Policy, findings: &mut Vec<Finding>) {
    for route in policy.traffics.iter().flat_map(|traffic| &traffic.routes) {
        let Origin::Share(share) = route.from.node else { continue };
        let share = Spanned::new(share, route.from.span);
        if base(share.node).over == 0 {
            let message = "a route of 0 % leads nobody anywhere".to_owned();
            findings.push(
                RULE.finding(message, share.span, "nothing at all")
                    .help("remove the route")
                    .edit(Edit::Remove(route.span)),
            );
        }
    }
}
