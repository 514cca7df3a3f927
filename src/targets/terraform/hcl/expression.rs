//! Values of a file: plain Rust values in, expressions out, as far as their layout has to know what they are made of.
//! Text never becomes code here; only the functions that say so make code.

use std::borrow::Cow;

use super::flat;
use super::iteration::Loop;

/// Text that is part of this program, or owned where it comes from a policy.
pub type Text = Cow<'static, str>;

/// A value as Terraform reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression(pub(super) Form);

/// What an expression is made of. What stays on its line whatever happens is its source already.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    Text(Text),
    Line(Text, Binding),
    List(Vec<Expression>),
    Object(Vec<(Text, Expression)>),
    Call(&'static str, Vec<Expression>),
    For(Box<Loop>),
}

/// How tightly a source holds together: what is looser than its place takes is parenthesised there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Binding {
    Conditional,
    Or,
    And,
    Equality,
    Comparison,
    Not,
    Term,
}

impl Expression {
    /// An expression by its source, which nothing around it can tear apart.
    pub(super) fn term(source: impl Into<Text>) -> Expression {
        Expression(Form::Line(source.into(), Binding::Term))
    }

    /// Whether it stays on its line whatever happens.
    pub(super) fn is_line(&self) -> bool {
        matches!(self.0, Form::Text(_) | Form::Line(..))
    }

    pub(super) fn binding(&self) -> Binding {
        match self.0 {
            Form::Line(_, binding) => binding,
            Form::Text(_) | Form::List(_) | Form::Object(_) | Form::Call(..) | Form::For(_) => {
                Binding::Term
            }
        }
    }
}

/// Several expressions of one or of different types: an array, a vector, or a tuple of up to six.
pub trait Expressions {
    /// The expressions in order.
    fn expressions(self) -> Vec<Expression>;
}

impl<T: Into<Expression>, const N: usize> Expressions for [T; N] {
    fn expressions(self) -> Vec<Expression> {
        self.map(Into::into).into()
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

impl From<bool> for Expression {
    fn from(yes: bool) -> Expression {
        Expression::term(if yes { "true" } else { "false" })
    }
}

impl From<i32> for Expression {
    fn from(whole: i32) -> Expression {
        number(whole)
    }
}

impl From<u64> for Expression {
    fn from(whole: u64) -> Expression {
        number(whole)
    }
}

impl From<&'static str> for Expression {
    fn from(it: &'static str) -> Expression {
        text(it)
    }
}

impl From<String> for Expression {
    fn from(it: String) -> Expression {
        text(it)
    }
}

/// A string that arrives as exactly this text.
pub fn text(text: impl Into<Text>) -> Expression {
    Expression(Form::Text(text.into()))
}

/// A whole number.
pub fn number(number: impl Into<i128>) -> Expression {
    let number = number.into();
    // Most are short ones, which divide faster.
    let short = i64::try_from(number).map(|short| short.to_string());
    Expression::term(short.unwrap_or_else(|_| number.to_string()))
}

/// `units / 10^places` as a decimal: `scaled(999, 1)` prints as `99.9`, `scaled(400, 3)` as `0.4`.
pub fn scaled(units: i64, places: u8) -> Expression {
    let places = usize::from(places);
    let digits = format!("{:0>1$}", units.unsigned_abs(), places + 1);
    let (whole, fraction) =
        digits.split_at_checked(digits.len() - places).unwrap_or((digits.as_str(), ""));
    let fraction = fraction.trim_end_matches('0');
    let sign = if units < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Expression::term(format!("{sign}{whole}{point}{fraction}"))
}

/// A number written as a decimal such as `99.9`; `None` where it is none or a double, as which the provider reads it,
/// would print as another.
///
/// Zeros at the end of a fraction do not count as a difference.
pub fn decimal(written: &str) -> Option<Expression> {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let fraction = fraction.trim_end_matches('0');
    let places = u8::try_from(fraction.len()).ok()?;
    let value = scaled(format!("{whole}{fraction}").parse().ok()?, places);
    let exact = flat::to_string(&value);
    let normal = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    let held = exact.parse::<f64>().ok()?.to_string();
    (exact == normal && held == normal).then_some(value)
}

/// `<name>(<arguments>)`.
pub fn call(name: &'static str, arguments: impl Expressions) -> Expression {
    Expression(Form::Call(name, arguments.expressions()))
}

/// `[<items>]`.
pub fn list(items: impl Expressions) -> Expression {
    Expression(Form::List(items.expressions()))
}

/// `{ … }`, filled with [`Object::key`].
pub fn object() -> Object {
    Object(Vec::with_capacity(4))
}

/// An object that is still being filled; keys keep their order.
#[derive(Debug, Clone)]
pub struct Object(pub(super) Vec<(Text, Expression)>);

impl Object {
    /// Adds an entry, or gives one of the same key another value. The key prints bare where it is a plain identifier,
    /// else in quotes.
    #[must_use]
    pub fn key(mut self, key: impl Into<Text>, value: impl Into<Expression>) -> Object {
        let (key, value) = (key.into(), value.into());
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.0.push((key, value)),
        }
        self
    }

    /// Adds an entry where there is a value.
    #[must_use]
    pub fn maybe(self, key: impl Into<Text>, value: Option<impl Into<Expression>>) -> Object {
        match value {
            Some(value) => self.key(key, value),
            None => self,
        }
    }
}

impl From<Object> for Expression {
    fn from(object: Object) -> Expression {
        Expression(Form::Object(object.0))
    }
}

/// `<condition> ? <yes> : <no>`.
pub fn conditional(
    condition: impl Into<Expression>,
    yes: impl Into<Expression>,
    no: impl Into<Expression>,
) -> Expression {
    let mut source = String::with_capacity(flat::USUAL);
    flat::operand(&mut source, &condition.into(), Binding::Or);
    source.push_str(" ? ");
    flat::write(&mut source, &yes.into());
    source.push_str(" : ");
    flat::write(&mut source, &no.into());
    Expression(Form::Line(source.into(), Binding::Conditional))
}

/// `<left> == <right>`.
pub fn equals(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    let (left, right) = (left.into(), right.into());
    operation(&left, " == ", &right, Binding::Equality, Binding::Comparison)
}

/// `<left> >= <right>`.
pub fn at_least(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(&left.into(), " >= ", &right.into(), Binding::Comparison, Binding::Not)
}

/// `<left> <= <right>`.
pub fn at_most(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(&left.into(), " <= ", &right.into(), Binding::Comparison, Binding::Not)
}

/// `<left> && <right>`.
pub fn both(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(&left.into(), " && ", &right.into(), Binding::And, Binding::Equality)
}

/// `<left> || <right>`.
pub fn either(left: impl Into<Expression>, right: impl Into<Expression>) -> Expression {
    operation(&left.into(), " || ", &right.into(), Binding::Or, Binding::And)
}

/// Operands are parenthesised where they must be; operators group to the left, so the right one has to bind tighter.
fn operation(
    left: &Expression,
    operator: &str,
    right: &Expression,
    binding: Binding,
    tighter: Binding,
) -> Expression {
    let mut source = String::with_capacity(flat::USUAL);
    flat::operand(&mut source, left, binding);
    source.push_str(operator);
    flat::operand(&mut source, right, tighter);
    Expression(Form::Line(source.into(), binding))
}

/// `!<operand>`.
pub fn not(operand: impl Into<Expression>) -> Expression {
    let mut source = "!".to_owned();
    flat::operand(&mut source, &operand.into(), Binding::Term);
    Expression(Form::Line(source.into(), Binding::Not))
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
