//! Values of patches by the type that the provider wants. In: a value as written. Out: an expression of the type, or
//! nothing where it is of another.

use crate::syntax::tree::{Number, Quantity, Unit, Value};
use crate::targets::terraform::hcl::{Expression, scaled, text};
use crate::targets::terraform::schema::ValueType;

/// The value as an expression of a type.
pub fn of(value: &Value, wanted: &ValueType) -> Option<Expression> {
    match (value, wanted) {
        (Value::List(items), ValueType::List(inner) | ValueType::Set(inner)) => items
            .iter()
            .map(|item| of(&item.node, inner))
            .collect::<Option<Vec<_>>>()
            .map(Expression::from),
        (Value::Word(word), ValueType::Bool | ValueType::Any) => {
            switch(word).or_else(|| matches!(wanted, ValueType::Any).then(|| text(word.as_str())))
        }
        (Value::Quantity(quantity), ValueType::Number | ValueType::Any) => number(*quantity),
        (Value::Word(word) | Value::Text(word), ValueType::String) => Some(text(word.as_str())),
        (Value::Text(written), ValueType::Any) => Some(text(written.as_str())),
        (Value::Quantity(quantity), ValueType::String) => Some(text(quantity.to_string())),
        _ => None,
    }
}

/// An object with one entry more, or another value for it; none where the value before is no object.
pub fn with_entry(before: Option<&Expression>, key: &str, value: Expression) -> Option<Expression> {
    let mut object = match before {
        None => hcl::Object::new(),
        Some(Expression::Object(object)) => object.clone(),
        Some(_) => return None,
    };
    object.insert(hcl::ObjectKey::Expression(text(key)), value);
    Some(Expression::Object(object))
}

fn switch(word: &str) -> Option<Expression> {
    match word {
        "true" => Some(Expression::Bool(true)),
        "false" => Some(Expression::Bool(false)),
        _ => None,
    }
}

/// A bare number; one with a unit belongs to no field of the provider.
fn number(quantity: Quantity) -> Option<Expression> {
    let Unit::Count(scale) = quantity.unit else { return None };
    let Number { negative, digits, places } = quantity.number;
    let units = i64::try_from(digits.checked_mul(scale.factor())?).ok()?;
    Some(scaled(if negative { -units } else { units }, u32::from(places)))
}
