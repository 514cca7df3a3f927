//! Words that several rules about times share. In: recoveries, ways from one size to another. Out: promises in seconds,
//! chains as sums and as lines.

use super::calculation::{apart, equals, promised, sentence, term};
use crate::diagnostic::Step;
use crate::figures::loss_of_data::{Age, DataLoss};
use crate::figures::money::Operand;
use crate::figures::time::{Chain, Item, Ramp, Recovery};
use crate::model::measure::{Dimension, base};
use crate::model::policy::{Op, Promise, WorkloadBody};
use crate::ratio::Ratio;
use crate::source::Spanned;
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

/// The promise that so many seconds keep: `rto region <= 90s`.
pub fn kept(promise: &Promise, seconds: Ratio) -> String {
    let strict = promise.op.node == Op::Less;
    let number = if seconds.whole().is_none() && seconds < Ratio::from_whole(10) {
        let millis = (seconds * Ratio::from_whole(1_000)).ceil() + u64::from(strict);
        Quantity { number: Number::whole(millis), unit: Unit::Time(Time::Millisecond) }
    } else {
        let whole = seconds.ceil() + u64::from(strict && seconds.whole().is_some());
        Quantity { number: Number::whole(whole), unit: Unit::Time(Time::Second) }
    };
    let value = Spanned::new(number, promise.value.span);
    print::sentence(&Node::Promise(Promise { value, ..promise.clone() }))
}

/// `detection 30s (3 × 10s) + records expire 60s`
pub fn sum(chain: &Chain) -> String {
    let items = chain.items.iter().map(|item| {
        let seconds = stretch(item.seconds);
        if says_no_more(item) {
            format!("{} {seconds}", item.what)
        } else {
            format!("{} {seconds} ({})", item.what, item.sum)
        }
    });
    items.collect::<Vec<_>>().join(" + ")
}

/// Whether the sum of an item is its seconds in other words.
fn says_no_more(item: &Item) -> bool {
    item.sum == stretch(item.seconds) || item.sum == format!("{}s", item.seconds.decimal())
}

/// An item of a chain, after what it is made of.
pub fn lines(item: &Item) -> Vec<Step> {
    let seconds = stretch(item.seconds);
    let figure = if says_no_more(item) { seconds } else { equals(&item.sum, &seconds) };
    let origin = match item.terms.as_slice() {
        [] => item.origin.clone(),
        _ => crate::origin::Origin::Derived,
    };
    let terms = item.terms.iter().map(|operand| part(item.what, operand));
    terms.chain([Step::new(item.what, figure, origin)]).collect()
}

/// The way from one size to another: the rule and its steps, its parts, the sum.
pub fn way(ramp: Ramp, body: &WorkloadBody) -> Vec<Step> {
    let Ramp { from, to, steps, .. } = ramp;
    let rule = body.steps.iter().find(|step| step.span == ramp.rule);
    let mut lines: Vec<Step> = rule.map(sentence).into_iter().collect();
    let sum = rule.map_or(String::from("at once"), |step| {
        let by = step.by.node;
        match Dimension::of(by) {
            Dimension::Count => format!("ceil(({to} - {from}) / {by})"),
            _ => format!("by {by} of what runs, rounded down"),
        }
    });
    lines.push(Step::derived(format!("steps from {from} to {to}"), format!("{sum} = {steps}")));
    lines.extend(ramp.terms().iter().map(|it| part("scale-up", it)));
    let all = equals(&ramp.sum(), &stretch(ramp.seconds()));
    lines.push(Step::derived(format!("scale-up from {from} to {to}"), all));
    lines
}

/// How old what comes back is, against what is promised.
pub fn behind(loss: &DataLoss, age: &Age, what: String) -> [Step; 3] {
    [
        Step::new(what, stretch(age.seconds), age.origin.clone()),
        promised(&loss.promise),
        Step::derived("over the promise", apart(age.seconds, allowed(&loss.promise), stretch)),
    ]
}

/// `scale-up: until the rule acts`
pub fn part(of: &str, operand: &Operand) -> Step {
    term(format!("{of}: {}", operand.what), operand)
}

/// `eu-west-1`, or `a zone` where no region is named.
pub fn what(recovery: &Recovery, chain: &Chain) -> String {
    let scope = recovery.scope.word();
    chain.lost.map_or_else(|| format!("a {scope}"), str::to_owned)
}
