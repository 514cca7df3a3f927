//! Figures out of their range.

use crate::diagnostic::{Finding, Level};
use crate::model::measure::{Ratio, base};
use crate::model::policy::Policy;
use crate::rules::{Check, Rule, Seen};
use crate::source::{Span, Spanned};
use crate::syntax::tree::{Attribute, Body, Kind, Node, Origin, Quantity, Strategy, Value};
use crate::words::tick;

/// The rule.
pub const RULE: Rule = Rule {
    code: "model/bad-value",
    level: Level::Error,
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

/// Shares of a whole.
const SHARES: &[&str] = &["weight", "spot", "discount", "hit_ratio"];
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
            Node::Release(Strategy::Rolling(share) | Strategy::Canary(share, _)) => {
                findings.extend(over("release", *share));
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
    if SHARES.contains(&name) {
        over(name, value)
    } else if name == "port" {
        let port = base(quantity).whole()?;
        let message = format!(
            "a port lies between 1 and 65535, and {} does not",
            tick(&quantity.to_string())
        );
        (!(1..=65_535).contains(&port))
            .then(|| error(message, value.span, "no such port", "write `port = 8080`"))
    } else if COUNTS.contains(&name) {
        let message = format!("{} begins at 1", tick(name));
        let help = format!("write `{name} = 1` or more");
        (base(quantity).over == 0).then(|| error(message, value.span, "nothing at all", &help))
    } else {
        None
    }
}

fn error(message: String, span: Span, label: &str, help: &str) -> Finding {
    Finding::error(RULE.code, message, span, label).help(help)
}

fn over(name: &str, share: Spanned<Quantity>) -> Option<Finding> {
    let whole = Ratio { over: 100, under: 1 };
    (base(share.node) > whole).then(|| {
        let message = format!(
            "{} is a share of a whole, and {} is more than all of it",
            tick(name),
            tick(&share.node.to_string())
        );
        error(message, share.span, "over 100 %", "write at most `100%`")
    })
}

/// Shares of routes: more than nothing, at most the whole.
fn shares(policy: &Policy, findings: &mut Vec<Finding>) {
    for route in policy.traffics.iter().flat_map(|traffic| &traffic.routes) {
        let Origin::Share(share) = route.from.node else { continue };
        let share = Spanned::new(share, route.from.span);
        if base(share.node).over == 0 {
            let message = "a route of 0 % leads nobody anywhere".to_owned();
            findings.push(error(message, share.span, "nothing at all", "remove the route"));
        }
        findings.extend(over("route", share));
    }
}
