//! Fields set by address. In: an object and the policy's patches. Out: the object with the fields set, and errors where
//! a typed object would lose a field or not take a value.

use k8s_openapi::api::apps::v1::{Deployment, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::{ConfigMap, Service};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use super::codes;
use super::kinds::{ScaledObject, TargetGroupBinding};
use super::order;
use crate::diagnostic::Finding;
use crate::model::policy::{Attribute, Patch};
use crate::source::Spanned;
use crate::syntax::tree::{Quantity, Unit, Value as Written};
use crate::words::{any_of, nearest, tick};

/// The object with the fields of every patch that names its address; none where no patch does.
pub fn patched<T: Serialize>(
    object: &T,
    kind: &str,
    address: &str,
    patches: &[Patch],
    notes: &mut Vec<Finding>,
) -> Option<Value> {
    let named = |patch: &&Patch| patch.target.node == "kubernetes" && patch.address.node == address;
    let mut patches = patches.iter().filter(named).peekable();
    patches.peek()?;
    let mut tree = serde_json::to_value(object).ok()?;
    for field in patches.flat_map(|patch| &patch.fields) {
        notes.extend(set(&mut tree, kind, field));
    }
    tree.sort_all_objects();
    Some(tree)
}

/// Patches that name nothing that is written.
pub fn strangers(patches: &[Patch], addresses: &[String]) -> Vec<Finding> {
    let kubernetes = patches.iter().filter(|patch| patch.target.node == "kubernetes");
    let unknown = kubernetes.filter(|patch| !addresses.contains(&patch.address.node));
    unknown.map(|patch| stranger(patch, addresses)).collect()
}

fn stranger(patch: &Patch, addresses: &[String]) -> Finding {
    let known: Vec<String> = addresses.iter().map(|address| tick(address)).collect();
    let message = match known.as_slice() {
        [] => format!("{} is not written: there are no objects", tick(&patch.address.node)),
        known => {
            format!("{} is not written: there are {}", tick(&patch.address.node), any_of(known))
        }
    };
    let finding =
        Finding::error(codes::PATCH_OBJECT.code, message, patch.address.span, "not written");
    match nearest(&patch.address.node, addresses) {
        Some(near) => finding.help(format!("patch kubernetes {near}")),
        None => finding,
    }
}

/// Sets a field, or says why it cannot be set.
fn set(tree: &mut Value, kind: &str, field: &Spanned<Attribute>) -> Option<Finding> {
    let path = keys(&field.node.name.node);
    let mut problem = None;
    for value in readings(&field.node.value.node) {
        let mut changed = tree.clone();
        match put(&mut changed, &path, value).and_then(|()| check(kind, &changed)) {
            Ok(()) => {
                *tree = changed;
                return None;
            }
            Err(Problem::Field(field)) => problem = Some(Problem::Field(field)),
            Err(Problem::Value) => problem = problem.or(Some(Problem::Value)),
        }
    }
    Some(refused(kind, field, &path, &problem.unwrap_or(Problem::Value)))
}

/// Why a patch is refused.
#[derive(Debug)]
pub enum Problem {
    /// The object has no such field.
    Field(String),
    /// The field does not take the value.
    Value,
}

fn refused(kind: &str, field: &Spanned<Attribute>, path: &[String], problem: &Problem) -> Finding {
    let name = &field.node.name;
    match problem {
        Problem::Field(unknown) => {
            let message = format!("{} has no field {}", tick(kind), tick(unknown));
            let finding =
                Finding::error(codes::PATCH_FIELD.code, message, name.span, "unknown field");
            let last = unknown.rsplit('.').next().unwrap_or(unknown);
            match nearest(last, order::known()).filter(|near| *near != last) {
                Some(near) => {
                    let mended = path.iter().map(|key| if key == last { near } else { key });
                    finding.help(mended.collect::<Vec<_>>().join("."))
                }
                None => finding,
            }
        }
        Problem::Value => {
            let message =
                format!("{} of {} does not take this value", tick(&name.node), tick(kind));
            Finding::error(codes::PATCH_VALUE.code, message, field.node.value.span, "wrong kind")
        }
    }
}

/// The keys of a path: parted by dots outside of quotes.
fn keys(path: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut within = false;
    for character in path.chars() {
        match character {
            '"' => within = !within,
            '.' if !within => keys.push(String::new()),
            other => keys.last_mut().into_iter().for_each(|key| key.push(other)),
        }
    }
    keys
}

/// What a value may mean, the likelier first.
fn readings(value: &Written) -> Vec<Value> {
    match value {
        Written::Quantity(quantity) => number(*quantity).into_iter().collect(),
        Written::Word(word) => match word.as_str() {
            "true" => vec![Value::Bool(true), Value::from("true")],
            "false" => vec![Value::Bool(false), Value::from("false")],
            other => vec![Value::from(other)],
        },
        Written::Text(text) => vec![Value::from(text.as_str())],
        Written::List(items) => {
            let items: Option<Vec<Value>> =
                items.iter().map(|item| readings(&item.node).into_iter().next()).collect();
            items.map(Value::Array).into_iter().collect()
        }
        Written::Clock(_) | Written::Date(_) | Written::Range(..) => Vec::new(),
    }
}

fn number(quantity: Quantity) -> Vec<Value> {
    let text = quantity.to_string();
    match quantity.unit {
        Unit::Count(_) => {
            let whole = text.parse::<i64>().ok().map(Value::from);
            let fraction = text.parse::<f64>().ok().and_then(Number::from_f64).map(Value::Number);
            whole.or(fraction).into_iter().chain([Value::from(text.as_str())]).collect()
        }
        Unit::Share => vec![Value::from(text)],
        Unit::Time(_)
        | Unit::Size(_)
        | Unit::SizePer(..)
        | Unit::Vcpu
        | Unit::Rate(..)
        | Unit::Money(..) => Vec::new(),
    }
}

fn put(tree: &mut Value, path: &[String], value: Value) -> Result<(), Problem> {
    let Some((key, rest)) = path.split_first() else {
        *tree = value;
        return Ok(());
    };
    let inner = match tree {
        Value::Array(items) => {
            key.parse::<usize>().ok().and_then(|at| items.get_mut(at)).ok_or(Problem::Value)?
        }
        Value::Object(entries) => entries.entry(key.clone()).or_insert(Value::Null),
        Value::Null => {
            *tree = Value::Object(Map::new());
            return put(tree, path, value);
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => return Err(Problem::Value),
    };
    put(inner, rest, value)
}

/// Whether a typed object of the kind holds everything that the tree says.
pub fn check(kind: &str, tree: &Value) -> Result<(), Problem> {
    match kind {
        "HorizontalPodAutoscaler" => typed::<HorizontalPodAutoscaler>(tree),
        "PodDisruptionBudget" => typed::<PodDisruptionBudget>(tree),
        "Deployment" => typed::<Deployment>(tree),
        "StatefulSet" => typed::<StatefulSet>(tree),
        "Service" => typed::<Service>(tree),
        "ConfigMap" => typed::<ConfigMap>(tree),
        "ScaledObject" => typed::<ScaledObject>(tree),
        "TargetGroupBinding" => typed::<TargetGroupBinding>(tree),
        _ => Err(Problem::Value),
    }
}

fn typed<T: Serialize + DeserializeOwned>(tree: &Value) -> Result<(), Problem> {
    let object: T = serde_json::from_value(tree.clone()).map_err(|_| Problem::Value)?;
    let back = serde_json::to_value(&object).map_err(|_| Problem::Value)?;
    lost(tree, &back).map_or(Ok(()), |path| Err(Problem::Field(path)))
}

/// The first entry that is not there any more.
fn lost(tree: &Value, back: &Value) -> Option<String> {
    match (tree, back) {
        (Value::Object(entries), Value::Object(others)) => entries
            .iter()
            .filter(|(_, value)| !value.is_null())
            .find_map(|(key, value)| match others.get(key) {
                Some(other) => lost(value, other).map(|inner| format!("{key}.{inner}")),
                None => Some(key.clone()),
            }),
        (Value::Array(items), Value::Array(others)) => {
            items.iter().zip(others).enumerate().find_map(|(at, (item, other))| {
                lost(item, other).map(|inner| format!("{at}.{inner}"))
            })
        }
        (_, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_field_that_a_kind_does_not_have_is_found() {
        let tree = json!({"spec": {"maxReplicas": 3, "scaleTargetRef": {"kind": "x", "name": "y"}, "maxReplica": 3}});
        let found = check("HorizontalPodAutoscaler", &with_head(tree));
        assert!(matches!(found, Err(Problem::Field(path)) if path == "spec.maxReplica"));
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        let tree =
            json!({"spec": {"maxReplicas": "many", "scaleTargetRef": {"kind": "x", "name": "y"}}});
        assert!(matches!(check("HorizontalPodAutoscaler", &with_head(tree)), Err(Problem::Value)));
    }

    fn with_head(mut tree: Value) -> Value {
        tree["apiVersion"] = json!("autoscaling/v2");
        tree["kind"] = json!("HorizontalPodAutoscaler");
        tree["metadata"] = json!({});
        tree
    }

    #[test]
    fn a_path_is_parted_outside_of_quotes() {
        assert_eq!(keys("metadata.annotations.\"a.b/c\""), ["metadata", "annotations", "a.b/c"]);
    }
}
