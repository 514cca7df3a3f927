//! Keys and values in the order in which they are written. In: a typed object. Out: a tree without what is empty.
//! Knows no object.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::{order, serialize};

/// A key.
pub type Key = Cow<'static, str>;

/// A value, with keys in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// Nothing: what is said elsewhere is taken out.
    Null,
    /// A switch.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(Key),
    /// Values in order.
    List(Vec<Tree>),
    /// Values by key.
    Map(Vec<(Key, Tree)>),
}

impl Tree {
    /// A typed object without what is empty: a selector that a patch does not set, a template's missing metadata.
    pub fn of<T: Serialize>(object: &T) -> Self {
        // Types of the API and ours have text for keys and no part that fails.
        let mut tree = object.serialize(serialize::Writer).unwrap_or(Tree::Null);
        tree.tidy();
        tree
    }

    fn is_empty(&self) -> bool {
        matches!(self, Tree::Map(entries) if entries.is_empty())
    }

    fn tidy(&mut self) {
        match self {
            Tree::Map(entries) => {
                for (_, value) in entries.iter_mut() {
                    value.tidy();
                }
                entries.retain(|(_, value)| !value.is_empty());
                order::sort(entries);
            }
            Tree::List(items) => items.iter_mut().for_each(Tree::tidy),
            Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {}
        }
    }

    /// Sets an entry of a mapping, below a path of keys.
    pub fn set(&mut self, path: &[&str], key: &'static str, value: Tree) {
        let Tree::Map(entries) = self else { return };
        let Some((first, rest)) = path.split_first() else {
            entries.retain(|(known, _)| known != key);
            entries.push((Cow::Borrowed(key), value));
            order::sort(entries);
            return;
        };
        if let Some((_, inner)) = entries.iter_mut().find(|(known, _)| known == first) {
            inner.set(rest, key, value);
        }
    }
}

impl From<&Tree> for Value {
    fn from(tree: &Tree) -> Self {
        match tree {
            Tree::Null => Value::Null,
            Tree::Bool(yes) => Value::Bool(*yes),
            Tree::Number(number) => Value::Number(number.clone()),
            Tree::Text(text) => Value::String(text.clone().into_owned()),
            Tree::List(items) => Value::Array(items.iter().map(Value::from).collect()),
            Tree::Map(entries) => {
                let entry = |(key, value): &(Key, Tree)| (key.clone().into_owned(), value.into());
                Value::Object(entries.iter().map(entry).collect::<Map<_, _>>())
            }
        }
    }
}

impl From<Value> for Tree {
    fn from(value: Value) -> Self {
        let mut tree = match value {
            Value::Null => Tree::Null,
            Value::Bool(yes) => Tree::Bool(yes),
            Value::Number(number) => Tree::Number(number),
            Value::String(text) => Tree::Text(Cow::Owned(text)),
            Value::Array(items) => Tree::List(items.into_iter().map(Tree::from).collect()),
            Value::Object(entries) => {
                let entry = |(key, value)| (Cow::Owned(key), Tree::from(value));
                Tree::Map(entries.into_iter().map(entry).collect())
            }
        };
        if let Tree::Map(entries) = &mut tree {
            order::sort(entries);
        }
        tree
    }
}
