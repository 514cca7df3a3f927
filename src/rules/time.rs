//! Words that several rules about lost places share. In: recoveries. Out: promises in seconds, chains as sums.

use crate::figures::time::{Chain, Recovery};
use crate::model::measure::base;
use crate::model::policy::{Op, Promise};
use crate::ratio::Ratio;
use crate::syntax::print;
use crate::syntax::tree::{Node, Number, Quantity, Time, Unit};
use crate::words::stretch;

/// Seconds that a promise allows.
pub fn allowed(promise: &Promise) -> Ratio {
    base(promise.value.node) / Ratio::from_whole(1_000)
}

/// The figure of a promise in words: `30s`, or `less than 30s` where it is strict.
pub fn limit(promise: &Promise) -> String {
    match promise.op.node {
        Op::Less => format!("less than {}", promise.value.node),
        Op::LessEqual | Op::Greater | Op::GreaterEqual => promise.value.node.to_string(),
    }
}

/// Whether so many seconds break a promise.
pub fn broken(promise: &Promise, seconds: Ratio) -> bool {
    match promise.op.node {
        Op::Less => seconds >= allowed(promise),
        Op::LessEqual => seconds > allowed(promise),
        Op::Greater | Op::GreaterEqual => false,
    }
}

/// The promise with so many seconds that it is kept: the next whole one.
pub fn promising(promise: &Promise, seconds: Ratio) -> String {
    let strict = promise.op.node == Op::Less && seconds.whole().is_some();
    let whole = seconds.ceil().saturating_add(u64::from(strict));
    let (number, unit) = (Number::whole(whole), Unit::Time(Time::Second));
    let mut kept = promise.clone();
    kept.value.node = Quantity { number, unit };
    print::sentence(&Node::Promise(kept))
}

/// `detection 30s (3 × 10s) + records expire 60s`
pub fn sum(chain: &Chain) -> String {
    let items = chain.items.iter().map(|item| {
        let seconds = stretch(item.seconds);
        if item.sum == seconds || item.sum == format!("{}s", item.seconds.decimal()) {
            format!("{} {seconds}", item.what)
        } else {
            format!("{} {seconds} ({})", item.what, item.sum)
        }
    });
    items.collect::<Vec<_>>().join(" + ")
}

/// `eu-west-1`, or `a zone` where no region is named.
pub fn what(recovery: &Recovery, chain: &Chain) -> String {
    let scope = recovery.scope.word();
    chain.lost.map_or_else(|| format!("a {scope}"), str::to_owned)
}
