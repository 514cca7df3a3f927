//! The value that a metric is compared with. In: a bound as written, the promises and what a replica carries. Out: an exact
//! figure and the comparison, or a finding for what is not said.

use super::Promised;
use super::hold::PERIOD;
use super::sentence::{Owner, Site};
use super::term::NOT_AVAILABLE;
use super::wording::{op_word, promise_text, spaced, written_metric};
use crate::diagnostic::{Code, Finding};
use crate::model::measure::{Ratio, base, decimal};
use crate::model::policy::{Platform, Promise};
use crate::source::Spanned;
use crate::syntax::tree::{self, Bound, BoundValue, Op, Per, Quantity, Stat, Unit};
use crate::words;

/// `> objective` without a promise.
pub const NO_PROMISE: Code = Code {
    code: "alarms/no-promise",
    why: "`objective` as a threshold takes the number of the promise on the same metric and statistic, so that it is \
          written once. Without such a promise there is no number.",
};
/// `of capacity` without a capacity.
pub const NO_CAPACITY: Code = Code {
    code: "alarms/no-capacity",
    why: "`of capacity` compares with what one replica carries or holds, which only the policy can say.",
};

/// A threshold with what it came from.
pub struct Figure {
    /// In the unit of the language.
    pub threshold: Ratio,
    /// For rates: the seconds that it counts over.
    pub per: Option<u64>,
    /// The comparison, that of the alarm.
    pub op: Op,
    /// The promise that it comes from.
    pub promise: Option<Promised>,
}

/// The threshold of a term whose metric has a statistic by default.
pub fn figure(site: &Site, term: &tree::Term, by_default: Stat) -> Result<Figure, Box<Finding>> {
    per_replica(site, term)?;
    let op = term.op.node;
    match &term.bound.value.node {
        BoundValue::Objective => promised(site, term, by_default),
        BoundValue::Quantity(share) if term.bound.of_capacity.is_some() => {
            let capacity = capacity(site, term)?;
            let (full, per) = plain(capacity.node);
            let share = base(*share);
            let under = share.under * full.under * 100;
            let threshold = Ratio { over: share.over * full.over, under };
            Ok(Figure { threshold, per, op, promise: None })
        }
        BoundValue::Quantity(quantity) => {
            month(*quantity, &term.bound)?;
            let (threshold, per) = plain(*quantity);
            Ok(Figure { threshold, per, op, promise: None })
        }
    }
}

/// The figure of a literal, a rate as things within its own unit of time.
fn plain(quantity: Quantity) -> (Ratio, Option<u64>) {
    match quantity.unit {
        Unit::Rate(scale, per) => (decimal(quantity.number, scale.factor()), Some(per.seconds())),
        Unit::Count(_)
        | Unit::Share
        | Unit::Time(_)
        | Unit::Size(_)
        | Unit::SizePer(..)
        | Unit::Vcpu
        | Unit::Money(..) => (base(quantity), None),
    }
}

fn month(quantity: Quantity, bound: &Bound) -> Result<(), Box<Finding>> {
    if !matches!(quantity.unit, Unit::Rate(_, Per::Month)) {
        return Ok(());
    }
    let message = format!("`{quantity}` cannot be watched: CloudWatch looks back 7 days at most");
    let finding = Finding::error(PERIOD.code, message, bound.value.span, "longer than a week");
    Err(Box::new(finding.help("say it by `/day`, `/h`, `/min` or `/s`")))
}

/// Only what has replicas that something counts can be divided by them.
fn per_replica(site: &Site, term: &tree::Term) -> Result<(), Box<Finding>> {
    let Some(place) = term.bound.per_replica.or(term.bound.of_capacity) else { return Ok(()) };
    let (why, help) = match (&site.owner, site.platform()) {
        (Owner::Workload(..), Some(Platform::Lambda)) => {
            ("nothing counts a function's executions at a moment", "compare `utilization`")
        }
        (Owner::Workload(..), _) => return Ok(()),
        (Owner::Queue(_) | Owner::Service, _) => {
            ("it has no replicas", "say it in the workload whose replicas are meant")
        }
    };
    let metric = words::tick(&term.metric.name.node);
    let message = format!("{metric} cannot be divided by replicas here: {why}");
    let finding = Finding::error(NOT_AVAILABLE.code, message, place, "no replicas to count");
    Err(Box::new(finding.help(help)))
}

fn capacity(site: &Site, term: &tree::Term) -> Result<Spanned<Quantity>, Box<Finding>> {
    let metric = term.metric.name.node.as_str();
    let Owner::Workload(workload, body) = &site.owner else {
        return Err(Box::new(no_capacity(term, "replicas", "say it in a workload".to_owned())));
    };
    let known = match metric {
        "requests" => body.serves.map(|serves| Spanned::new(serves.node.0, serves.span)),
        "connections" => body.connections.map(|held| {
            let number = tree::Number::whole(held.node);
            Spanned::new(Quantity { number, unit: Unit::Count(tree::Scale::One) }, held.span)
        }),
        _ => {
            let help = "only `requests` and `connections` have one".to_owned();
            return Err(Box::new(no_capacity(term, "a capacity", help)));
        }
    };
    known.ok_or_else(|| {
        let wanted = if metric == "requests" { "serves = 100/s" } else { "connections = 10k" };
        let help = format!(
            "write `{wanted}`, what one replica takes, in `workload {}`",
            workload.name.node
        );
        Box::new(no_capacity(
            term,
            &format!("`{}`", wanted.split(' ').next().unwrap_or_default()),
            help,
        ))
    })
}

fn no_capacity(term: &tree::Term, lacks: &str, help: String) -> Finding {
    let metric = words::tick(&term.metric.name.node);
    let place = term.bound.of_capacity.unwrap_or(term.span);
    let message = format!("{metric} `of capacity` needs {lacks}, which is not said");
    Finding::error(NO_CAPACITY.code, message, place, "capacity unknown").help(help)
}

fn promised(site: &Site, term: &tree::Term, by_default: Stat) -> Result<Figure, Box<Finding>> {
    let stat = term.metric.stat.as_ref().map_or(by_default, |stat| stat.node);
    let name = term.metric.name.node.as_str();
    let same = |promise: &&Spanned<Promise>| {
        promise.subject.node == name
            && promise.scope.is_none()
            && promise.per.is_none()
            && promise.stat.as_ref().map_or(by_default, |stat| stat.node) == stat
    };
    let Some(promise) = site.promises().find(same) else {
        return Err(Box::new(no_promise(site, term)));
    };
    let (threshold, per) = plain(promise.value.node);
    let promised = Promised {
        text: promise_text(promise),
        value: spaced(promise.value.node),
        strict: matches!(promise.op.node, Op::Less | Op::Greater),
        span: promise.span,
    };
    Ok(Figure { threshold, per, op: broken(promise.op.node), promise: Some(promised) })
}

/// The comparison that holds where a promise does not.
fn broken(op: Op) -> Op {
    match op {
        Op::Less => Op::GreaterEqual,
        Op::LessEqual => Op::Greater,
        Op::Greater => Op::LessEqual,
        Op::GreaterEqual => Op::Less,
    }
}

fn no_promise(site: &Site, term: &tree::Term) -> Finding {
    let metric = written_metric(&term.metric);
    let message = format!("nothing is promised of `{metric}`, so `objective` has no value");
    let place = term.bound.value.span;
    let finding = Finding::error(NO_PROMISE.code, message, place, "no such promise");
    let other = site.promises().find(|promise| promise.subject.node == term.metric.name.node);
    match other {
        Some(other) => finding.also(other.span, "another statistic").help(format!(
            "name the promise's statistic, or add `{metric} {} …` to `objective`",
            op_word(broken(term.op.node))
        )),
        None => finding.help(format!(
            "add `{metric} {} …` to `objective`, or write the value here",
            op_word(broken(term.op.node))
        )),
    }
}
