//! Short names for the values of a file: plain Rust values in, structured HCL expressions out.
//! Text never becomes code here; only the functions that say so make code.

use hcl::expr::{
    BinaryOp, BinaryOperator, Conditional, Expression, FuncCall, ObjectKey, UnaryOp, UnaryOperator,
};
use hcl::{Identifier, Number};

/// Several expressions of one or of different types: an array, a vector, or a tuple of up to six.
pub trait Expressions {
    /// The expressions in order.
    fn expressions(self) -> Vec<Expression>;
}

impl<T: Into<Expression>, const N: usize> Expressions for [T; N] {
    fn expressions(self) -> Vec<Expression> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T: Into<Expression>> Expressions for Vec<T> {
    fn expressions(self) -> Vec<Expression> {
        self.into_iter().map(Into::into).collect()
    }
}

macro_rules! tuple {
    ($($name:ident),+) => {
        impl<$($name: Into<Expression>),+> Expressions for ($($name,)+) {
            #[allow(non_snake_case, reason = "type parameters name their values")]
            fn expressions(self) -> Vec<Expression> {
                let ($($name,)+) = self;
                vec![$($name.into()),+]
            }
        }
    };
}

tuple!(A);
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);
tuple!(A, B, C, D, E);
tuple!(A, B, C, D, E, F);

/// A string that arrives as exactly this text.
pub fn text(text: impl Into<String>) -> Expression {
    Expression::String(text.into())
}

/// A whole number.
pub fn number(number: impl Into<Number>) -> Expression {
    Expression::Number(number.into())
}

/// `units / 10^places` as a decimal: `scaled(999, 1)` prints as `99.9`, `scaled(400, 3)` as `0.4`.
///
/// Prints exactly up to fifteen digits, what a double always holds.
pub fn scaled(units: i64, places: u32) -> Expression {
    let unit = 10_i64.checked_pow(places);
    match unit.filter(|unit| units % unit == 0) {
        Some(unit) => number(units / unit),
        // Parsing rounds once and correctly, where a division by 10^places would round twice.
        None => {
            format!("{units}e-{places}").parse::<f64>().map_or(Expression::Null, Expression::from)
        }
    }
}

/// A number written as a decimal such as `99.9`; `None` where it is none or would not print as written.
///
/// Zeros at the end of a fraction do not count as a difference.
pub fn decimal(written: &str) -> Option<Expression> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let fraction = fraction.trim_end_matches('0');
    let places = u32::try_from(fraction.len()).ok()?;
    let value = scaled(format!("{whole}{fraction}").parse().ok()?, places);
    let normal = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    (super::flat::to_string(&value) == normal).then_some(value)
}

/// `<name>(<arguments>)`.
pub fn call(name: &'static str, arguments: impl Expressions) -> Expression {
    let mut call = FuncCall::new(Identifier::unchecked(name));
    call.args = arguments.expressions();
    call.into()
}

/// `[<items>]`.
pub fn list(items: impl Expressions) -> Expression {
    Expression::Array(items.expressions())
}

/// `{ … }`, filled with [`Object::key`].
pub fn object() -> Object {
    Object::default()
}

/// An object that is still being filled; keys keep their order.
#[derive(Debug, Clone, Default)]
pub struct Object(Vec<(ObjectKey, Expression)>);

impl Object {
    /// Adds an entry. The key prints bare where it is a plain identifier, else in quotes.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>, value: impl Into<Expression>) -> Object {
        self.0.push((ObjectKey::Expression(Expression::String(key.into())), value.into()));
        self
    }

    /// Adds an entry where there is a value.
    #[must_use]
    pub fn maybe(self, key: impl Into<String>, value: Option<impl Into<Expression>>) -> Object {
        match value {
            Some(value) => self.key(key, value),
            None => self,
        }
    }
}

impl From<Object> for Expression {
    fn from(object: Object) -> Expression {
        Expression::Object(object.0.into_iter().collect())
    }
}

/// `<condition> ? <yes> : <no>`.
pub fn conditional(
    condition: impl Into<Expression>,
    yes: impl Into<Expression>,
    no: impl Into<Expression>,
) -> Expression {
    Conditional::new(condition, yes, no).into()
}

/// `<left> <operator> <right>`; operands are parenthesised when printed where they must be.
pub fn operation(
    left: impl Into<Expression>,
    operator: BinaryOperator,
    right: impl Into<Expression>,
) -> Expression {
    BinaryOp::new(left, operator, right).into()
}

/// `<left> == <right>`.
pub fn equals(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(left, BinaryOperator::Eq, right)
}

/// `<left> >= <right>`.
pub fn at_least(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(left, BinaryOperator::GreaterEq, right)
}

/// `<left> <= <right>`.
pub fn at_most(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(left, BinaryOperator::LessEq, right)
}

/// `<left> && <right>`.
pub fn both(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(left, BinaryOperator::And, right)
}

/// `<left> || <right>`.
pub fn either(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(left, BinaryOperator::Or, right)
}

/// `!<operand>`.
pub fn not(operand: impl Into<Expression>) -> Expression {
    UnaryOp::new(UnaryOperator::Not, operand).into()
}

#[cfg(test)]
mod tests {
    use super::super::flat::to_string;
    use super::*;

    #[test]
    fn decimals_print_as_written() {
        let cases = [
            (999, 1, "99.9"),
            (400, 3, "0.4"),
            (-5, 1, "-0.5"),
            (70, 1, "7"),
            (1, 9, "0.000000001"),
            (123_456_789_012_345, 3, "123456789012.345"),
        ];
        for (units, places, expected) in cases {
            assert_eq!(to_string(&scaled(units, places)), expected);
        }
    }

    #[test]
    fn a_decimal_that_a_double_cannot_hold_is_refused() {
        assert_eq!(decimal("99.90").map(|it| to_string(&it)).as_deref(), Some("99.9"));
        assert_eq!(decimal("-0.25").map(|it| to_string(&it)).as_deref(), Some("-0.25"));
        assert_eq!(decimal("12").map(|it| to_string(&it)).as_deref(), Some("12"));
        for refused in ["", "x", "1.2.3", "1e3", "0.12345678901234567", "+1", "1.-5"] {
            assert_eq!(decimal(refused), None, "{refused}");
        }
    }
}
