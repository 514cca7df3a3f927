//! Whether Terraform could make a value of a type from a literal. In: a type and an expression. Out: yes or no;
//! yes for what only a run can tell. Source: <https://developer.hashicorp.com/terraform/language/expressions/type-constraints>.

use hcl::expr::{Expression, Object, ObjectKey};

use super::super::ValueType;

/// Whether the expression may yield the type, with Terraform's conversions between scalars.
pub(super) fn fits(value: &ValueType, written: &Expression) -> bool {
    match written {
        Expression::Bool(_) => {
            matches!(value, ValueType::Bool | ValueType::String | ValueType::Any)
        }
        Expression::Number(_) => {
            matches!(value, ValueType::Number | ValueType::String | ValueType::Any)
        }
        Expression::String(text) => text_fits(value, text),
        Expression::Array(items) => array_fits(value, items),
        Expression::Object(fields) => object_fits(value, fields),
        Expression::Parenthesis(inner) => fits(value, inner),
        _ => true,
    }
}

fn text_fits(value: &ValueType, text: &str) -> bool {
    match value {
        ValueType::String | ValueType::Any => true,
        ValueType::Number => text.parse::<f64>().is_ok(),
        ValueType::Bool => matches!(text, "true" | "false"),
        ValueType::List(_) | ValueType::Set(_) | ValueType::Map(_) | ValueType::Object(_) => false,
    }
}

fn array_fits(value: &ValueType, items: &[Expression]) -> bool {
    match value {
        ValueType::Any => true,
        ValueType::List(inner) | ValueType::Set(inner) => {
            items.iter().all(|item| fits(inner, item))
        }
        ValueType::String
        | ValueType::Number
        | ValueType::Bool
        | ValueType::Map(_)
        | ValueType::Object(_) => false,
    }
}

fn object_fits(value: &ValueType, written: &Object<ObjectKey, Expression>) -> bool {
    match value {
        ValueType::Any => true,
        ValueType::Map(inner) => written.values().all(|item| fits(inner, item)),
        ValueType::Object(fields) => written.iter().all(|(key, item)| match name_of(key) {
            Some(name) => fields.get(name).is_some_and(|value| fits(value, item)),
            None => true,
        }),
        ValueType::String
        | ValueType::Number
        | ValueType::Bool
        | ValueType::List(_)
        | ValueType::Set(_) => false,
    }
}

fn name_of(key: &ObjectKey) -> Option<&str> {
    match key {
        ObjectKey::Identifier(name) => Some(name.as_str()),
        ObjectKey::Expression(Expression::String(name)) => Some(name),
        _ => None,
    }
}
