//! The days of a window. In: what stands behind `on`. Out: days of the week (0 is Monday) or stretches of dates.

use std::collections::BTreeSet;

use crate::syntax::tree::{Date, Value};

const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The short English name of a day, 0 is Monday.
pub fn name(day: u8) -> &'static str {
    NAMES.get(usize::from(day)).copied().unwrap_or("mon")
}

/// The days of the week; a range may wrap.
pub fn weekdays(on: &Value) -> BTreeSet<u8> {
    match on {
        Value::Word(word) => day(word).into_iter().collect(),
        Value::Range(from, to) => match (&from.node, &to.node) {
            (Value::Word(from), Value::Word(to)) => wrapped(day(from), day(to)),
            _ => BTreeSet::new(),
        },
        Value::List(items) => items.iter().flat_map(|item| weekdays(&item.node)).collect(),
        Value::Quantity(_) | Value::Text(_) | Value::Clock(_) | Value::Date(_) => BTreeSet::new(),
    }
}

fn wrapped(from: Option<u8>, to: Option<u8>) -> BTreeSet<u8> {
    let (Some(from), Some(to)) = (from, to) else { return BTreeSet::new() };
    let length = (7 + to - from) % 7;
    (0..=length).map(|step| (from + step) % 7).collect()
}

fn day(word: &str) -> Option<u8> {
    NAMES.iter().position(|name| *name == word).and_then(|at| u8::try_from(at).ok())
}

/// First and last day of each stretch of dates.
pub fn stretches(on: &Value) -> Vec<(Date, Date)> {
    match on {
        Value::Date(date) => vec![(*date, *date)],
        Value::Range(from, to) => match (&from.node, &to.node) {
            (Value::Date(from), Value::Date(to)) => vec![(*from, *to)],
            _ => Vec::new(),
        },
        Value::List(items) => items.iter().flat_map(|item| stretches(&item.node)).collect(),
        Value::Quantity(_) | Value::Text(_) | Value::Clock(_) | Value::Word(_) => Vec::new(),
    }
}
