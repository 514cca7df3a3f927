//! Values of patches by the type that the provider wants. In: a value as written. Out: an expression of the type, or
//! nothing where it is of another.

use crate::syntax::tree::{Number, Quantity, Unit, Value};
use crate::targets::terraform::hcl::{Expression, list, object, scaled, text};
use crate::targets::terraform::schema::ValueType;

/// The value as an expression of a type.
pub fn of(value: &Value, wanted: &ValueType) -> Option<Expression> {
    match (value, wanted) {
        (Value::List(items), ValueType::List(inner) | ValueType::Set(inner)) => {
            items.iter().map(|item| of(&item.node, inner)).collect::<Option<Vec<_>>>().map(list)
        }
        (Value::Word(word), ValueType::Bool | ValueType::Any) => {
            switch(word).or_else(|| matches!(wanted, ValueType::Any).then(|| text(word.clone())))
        }
        (Value::Quantity(quantity), ValueType::Number | ValueType::Any) => number(*quantity),
        (Value::Word(word) | Value::Text(word), ValueType::String) => Some(text(word.clone())),
        (Value::Text(written), ValueType::Any) => Some(text(written.clone())),
        (Value::Quantity(quantity), ValueType::String) => Some(text(quantity.to_string())),
        _ => None,
    }
}

/// An object with one entry more, or another value for it; none where the value before is no object.
pub fn with_entry(before: Option<&Expression>, key: &str, value: Expression) -> Option<Expression> {
    let before = before.cloned().unwrap_or_else(|| object().into());
    before.with_entry(key.to_owned().into(), value)
}

fn switch(word: &str) -> Option<Expression> {
    match word {
        "true" => Some(true.into()),
        "false" => Some(false.into()),
        _ => None,
    }
}

/// A bare number; one with a unit belongs to no field of the provider.
fn number(quantity: Quantity) -> Option<Expression> {
    let Unit::Count(scale) = quantity.unit else { return None };
    let Number { negative, digits, places } = quantity.number;
    let units = i64::try_from(digits.checked_mul(scale.factor())?).ok()?;
    Some(scaled(if negative { -units } else { units }, places))
}
