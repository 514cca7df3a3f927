//! Merged statements to typed fields. In: a body that the schema has accepted. Out: values; what does not fit is
//! absent here, because the schema has reported it.

use super::measure::{Bounds, Duration, Money, Rate, Share, Size, Vcpu, base};
use super::policy::Promise;
use crate::source::Spanned;
use crate::syntax::tree::{Attribute, Block, Body, Kind, Node, Quantity, Value, Word};

/// The attribute of a name, the last where several stand.
pub fn attribute<'a>(body: &'a Body, name: &str) -> Option<&'a Attribute> {
    body.iter().rev().find_map(|statement| match &statement.node {
        Node::Attribute(attribute) if attribute.name.node == name => Some(attribute),
        _ => None,
    })
}

/// The blocks of a kind, in order.
pub fn blocks(body: &Body, kind: Kind) -> impl Iterator<Item = &Block> {
    body.iter().filter_map(move |statement| match &statement.node {
        Node::Block(block) if block.kind.node == kind => Some(block.as_ref()),
        _ => None,
    })
}

/// The attributes of a body.
pub fn attributes(body: &Body) -> impl Iterator<Item = Spanned<Attribute>> {
    body.iter().filter_map(|statement| match &statement.node {
        Node::Attribute(attribute) => Some(Spanned::new(attribute.clone(), statement.span)),
        _ => None,
    })
}

/// The statements of one form, each with its place.
pub fn sentences<'a, T: Clone + 'a>(
    body: &'a Body,
    pick: impl Fn(&'a Node) -> Option<&'a T>,
) -> Vec<Spanned<T>> {
    let picked = || body.iter().filter_map(|one| Some((pick(&one.node)?, one.span)));
    let made = picked().map(|(node, span)| Spanned::new(node.clone(), span));
    exactly(made, picked().count())
}

/// A list without room for more: policies are kept until the end of the run.
pub fn exactly<T>(things: impl Iterator<Item = T>, count: usize) -> Vec<T> {
    let mut list = Vec::with_capacity(count);
    list.extend(things);
    list
}

/// The entries of all `objective` blocks of a body.
pub fn promises(body: &Body) -> Vec<Spanned<Promise>> {
    blocks(body, Kind::Objective)
        .flat_map(|block| {
            sentences(&block.body, |node| match node {
                Node::Promise(promise) => Some(promise),
                _ => None,
            })
        })
        .collect()
}

/// A quantity.
pub fn quantity(body: &Body, name: &str) -> Option<Spanned<Quantity>> {
    let value = &attribute(body, name)?.value;
    match value.node {
        Value::Quantity(quantity) => Some(Spanned::new(quantity, value.span)),
        _ => None,
    }
}

/// A whole number.
pub fn count(body: &Body, name: &str) -> Option<Spanned<u64>> {
    let quantity = quantity(body, name)?;
    base(quantity.node).whole().map(|count| Spanned::new(count, quantity.span))
}

/// A duration.
pub fn duration(body: &Body, name: &str) -> Option<Spanned<Duration>> {
    quantity(body, name).map(|quantity| quantity.map(Duration))
}

/// A share.
pub fn share(body: &Body, name: &str) -> Option<Spanned<Share>> {
    quantity(body, name).map(|quantity| quantity.map(Share))
}

/// Money by time.
pub fn money(body: &Body, name: &str) -> Option<Spanned<Money>> {
    quantity(body, name).map(|quantity| quantity.map(Money))
}

/// A rate.
pub fn rate(body: &Body, name: &str) -> Option<Spanned<Rate>> {
    quantity(body, name).map(|quantity| quantity.map(Rate))
}

/// A word or a string.
pub fn word(body: &Body, name: &str) -> Option<Word> {
    let value = &attribute(body, name)?.value;
    match &value.node {
        Value::Word(word) | Value::Text(word) => Some(Spanned::new(word.clone(), value.span)),
        _ => None,
    }
}

/// A list of words, or one word.
pub fn words(body: &Body, name: &str) -> Option<Vec<Word>> {
    let value = &attribute(body, name)?.value;
    let word = |value: &Spanned<Value>| match &value.node {
        Value::Word(word) => Some(Spanned::new(word.clone(), value.span)),
        _ => None,
    };
    match &value.node {
        Value::List(items) => Some(items.iter().filter_map(word).collect()),
        _ => word(value).map(|word| vec![word]),
    }
}

fn ends(value: &Spanned<Value>) -> Option<(Quantity, Quantity)> {
    match &value.node {
        Value::Quantity(quantity) => Some((*quantity, *quantity)),
        Value::Range(from, to) => match (&from.node, &to.node) {
            (Value::Quantity(from), Value::Quantity(to)) => Some((*from, *to)),
            _ => None,
        },
        _ => None,
    }
}

fn bounds<T>(
    body: &Body,
    name: &str,
    make: impl Fn(Quantity) -> Option<T>,
) -> Option<Spanned<Bounds<T>>> {
    let value = &attribute(body, name)?.value;
    let (min, max) = ends(value)?;
    Some(Spanned::new(Bounds { min: make(min)?, max: make(max)? }, value.span))
}

/// One count or a range of counts.
pub fn counts(body: &Body, name: &str) -> Option<Spanned<Bounds<u64>>> {
    bounds(body, name, |quantity| base(quantity).whole())
}

/// One quantity or a range of them, of any dimension.
pub fn quantities(body: &Body, name: &str) -> Option<Spanned<Bounds<Quantity>>> {
    bounds(body, name, Some)
}

/// One size or a range of sizes.
pub fn sizes(body: &Body, name: &str) -> Option<Spanned<Bounds<Size>>> {
    bounds(body, name, |quantity| Some(Size(quantity)))
}

/// Processors or a range of them.
pub fn processors(body: &Body, name: &str) -> Option<Spanned<Bounds<Vcpu>>> {
    bounds(body, name, |quantity| Some(Vcpu(quantity)))
}

/// HTTP statuses as ranges.
pub fn statuses(body: &Body, name: &str) -> Option<Spanned<Vec<Bounds<u64>>>> {
    let value = &attribute(body, name)?.value;
    let one = |value: &Spanned<Value>| {
        let (min, max) = ends(value)?;
        Some(Bounds { min: base(min).whole()?, max: base(max).whole()? })
    };
    let statuses = match &value.node {
        Value::List(items) => items.iter().filter_map(one).collect(),
        _ => one(value).into_iter().collect(),
    };
    Some(Spanned::new(statuses, value.span))
}
