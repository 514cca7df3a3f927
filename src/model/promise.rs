//! Promises of the raw tree: a known subject and scope, a figure of its dimension, a bound on the side that can be promised.
//! In: a promise. Out: findings.

use std::collections::BTreeMap;

use super::measure::Dimension;
use super::schema;
use super::sentence::dimension;
use super::shape::{measured, part};
use crate::diagnostic::Finding;
use crate::source::Spanned;
use crate::syntax::print::sentence;
use crate::syntax::tree::{Node, Op, Promise};
use crate::words::{any_of, tick};

/// What a promise on recovery may speak of.
pub const SCOPES: &[&str] = &["replica", "zone", "region", "cdn", "corruption", "total"];

/// Subjects of which a service promises at least so much.
const AT_LEAST: &[&str] = &["availability", "mtbf", "healthy", "hit_ratio"];

/// Subjects of which it promises at most so much.
const AT_MOST: &[&str] = &[
    "latency",
    "errors",
    "duration",
    "throttles",
    "cold_start",
    "queue_depth",
    "queue_age",
    "lag",
    "rto",
    "rpo",
    "cost",
    "scale_out",
    "deploy",
    "rollback",
];

/// Checks a promise.
pub fn check(
    promise: &Promise,
    metrics: &BTreeMap<String, Dimension>,
    findings: &mut Vec<Finding>,
) {
    let subject = promise.subject.node.as_str();
    let wanted: Vec<Dimension> = match subject {
        "availability" => vec![Dimension::Share],
        "rto" | "rpo" => {
            findings.extend(scope(promise));
            vec![Dimension::Duration]
        }
        "scale_out" | "deploy" | "rollback" | "mtbf" => vec![Dimension::Duration],
        "cost" => match promise.per.as_ref().map(|per| per.node.as_str()) {
            Some("revenue") => vec![Dimension::Share],
            Some("user") => vec![Dimension::MoneyRate, Dimension::UnitMoney],
            _ => vec![Dimension::UnitMoney],
        },
        _ => dimension(&promise.subject, metrics, findings).into_iter().collect(),
    };
    if schema::PARTS.contains(&subject) {
        findings.extend(part(subject, &promise.value));
    } else if !wanted.is_empty() {
        findings.extend(measured(subject, &wanted, &promise.value));
    }
    findings.extend(wrong_way(promise));
}

fn scope(promise: &Promise) -> Option<Finding> {
    if promise.scope.as_ref().is_some_and(|scope| SCOPES.contains(&scope.node.as_str())) {
        return None;
    }
    let subject = &promise.subject;
    let message = format!("`{}` says of what", subject.node);
    let help = format!("write `{} region <= …`, or {}", subject.node, any_of(SCOPES));
    Some(Finding::error("model/missing", message, subject.span, "scope missing").help(help))
}

/// A promise that the worst service keeps. Load and use have no better side: either may be promised of them.
fn wrong_way(promise: &Promise) -> Option<Finding> {
    let subject = promise.subject.node.as_str();
    let (side, turned) = match promise.op.node {
        Op::Less if AT_LEAST.contains(&subject) => ("at least", Op::Greater),
        Op::LessEqual if AT_LEAST.contains(&subject) => ("at least", Op::GreaterEqual),
        Op::Greater if AT_MOST.contains(&subject) => ("at most", Op::Less),
        Op::GreaterEqual if AT_MOST.contains(&subject) => ("at most", Op::LessEqual),
        Op::Less | Op::LessEqual | Op::Greater | Op::GreaterEqual => return None,
    };
    let message = format!(
        "a promise on {} says {side} how much: the worst service would keep this one",
        tick(subject)
    );
    let meant = Promise { op: Spanned::new(turned, promise.op.span), ..promise.clone() };
    let finding =
        Finding::error("model/wrong-direction", message, promise.op.span, "wrong way round");
    Some(finding.help(format!("write `{}`", sentence(&Node::Promise(meant)))))
}
