//! One object of one file: its tree, what stands beside its lines, what caused it. Knows no region.

use serde::Serialize;
use serde_json::{Map, Value};

use super::print::Comment;
use crate::source::Span;

/// An object and the file that it goes to.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path below the region's folder.
    pub path: String,
    /// Whether it is a patch of what exists rather than an object of ours.
    pub patch: bool,
    /// Its kind.
    pub kind: &'static str,
    /// The workload.
    pub workload: String,
    /// Keys and values.
    pub tree: Value,
    /// Sentences above lines.
    pub comments: Vec<Comment>,
    /// What caused it.
    pub span: Span,
}

/// A typed object as a tree, without what is empty.
pub fn tree<T: Serialize>(object: &T) -> Value {
    // Our types and those of the API have string keys and no failing parts.
    let mut tree = serde_json::to_value(object).unwrap_or(Value::Null);
    prune(&mut tree);
    tree
}

/// Takes out mappings that say nothing: a selector that a patch does not set, the metadata of a template without any.
fn prune(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.values_mut().for_each(prune);
            entries.retain(|_, value| value.as_object().is_none_or(|inner| !inner.is_empty()));
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The entries of a mapping within a tree.
pub fn entries<'a>(tree: &'a mut Value, path: &[&str]) -> Option<&'a mut Map<String, Value>> {
    let inner = path.iter().try_fold(tree, |value, key| value.get_mut(*key))?;
    inner.as_object_mut()
}
