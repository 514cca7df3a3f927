//! An expression on one line: a structured expression in, HCL source out.
//! Parentheses are added where the structure needs them; layout over lines is not its subject.

use std::fmt::Write;

use hcl::expr::{
    BinaryOp, Conditional, Expression, ForExpr, FuncCall, ObjectKey, Operation, TemplateExpr,
    Traversal, TraversalOperator, UnaryOp,
};
use hcl::{Identifier, Number};

use super::escape;

/// Appends `expression`, all on one line.
pub(super) fn write(out: &mut String, expression: &Expression) {
    match expression {
        Expression::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Expression::Number(value) => number(out, *value),
        Expression::String(text) => escape::quoted(out, text),
        Expression::Array(items) => array(out, items),
        Expression::Object(object) => entries(out, object.iter()),
        Expression::TemplateExpr(template) => quoted_template(out, template),
        Expression::Variable(name) => out.push_str(name.as_str()),
        Expression::Traversal(path) => traversal(out, path),
        Expression::FuncCall(it) => call(out, it),
        Expression::Parenthesis(inner) => parenthesised(out, inner),
        Expression::Conditional(it) => conditional(out, it),
        Expression::Operation(it) => operation(out, it),
        Expression::ForExpr(it) => for_expression(out, it),
        // The enum is open to additions of the library; `Null` is the only other variant it has.
        _ => out.push_str("null"),
    }
}

/// As [`write`], behind a word, `=>` or `${`, where `terraform fmt` takes a leading minus for a subtraction.
pub(super) fn write_behind_word(out: &mut String, expression: &Expression) {
    let start = out.len();
    write(out, expression);
    if out.as_bytes().get(start) == Some(&b'-') {
        out.insert(start, '(');
        out.push(')');
    }
}

/// `expression` on one line.
pub(super) fn to_string(expression: &Expression) -> String {
    let mut out = String::new();
    write(&mut out, expression);
    out
}

/// Whether `name` prints without quotes, as a key or after a dot.
///
/// A hyphen is legal in HCL's identifiers, but reads like a minus: such names are quoted.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !matches!(name, "for" | "null" | "true" | "false")
}

/// Appends the key of an object's entry: bare, quoted, or an expression in parentheses.
pub(super) fn key(out: &mut String, key: &ObjectKey) {
    match key {
        ObjectKey::Identifier(name) => out.push_str(name.as_str()),
        ObjectKey::Expression(Expression::String(name)) if is_identifier(name) => {
            out.push_str(name);
        }
        ObjectKey::Expression(Expression::String(name)) => escape::quoted_key(out, name),
        ObjectKey::Expression(Expression::Variable(name)) => out.push_str(name.as_str()),
        ObjectKey::Expression(other) => parenthesised(out, other),
        // Open to additions of the library, of which there are none.
        _ => {}
    }
}

/// Appends `for <names> in <collection>`.
pub(super) fn for_intro(out: &mut String, it: &ForExpr) {
    out.push_str("for ");
    if let Some(key) = &it.key_var {
        out.push_str(key.as_str());
        out.push_str(", ");
    }
    out.push_str(it.value_var.as_str());
    out.push_str(" in ");
    write_behind_word(out, &it.collection_expr);
}

/// Appends the name of a function, with its namespaces.
pub(super) fn function_name(out: &mut String, it: &FuncCall) {
    for space in &it.name.namespace {
        out.push_str(space.as_str());
        out.push_str("::");
    }
    out.push_str(it.name.name.as_str());
}

fn number(out: &mut String, value: Number) {
    // Writing to a String cannot fail. Rust prints a double with the fewest digits that name it, and never an exponent.
    let _ = match (value.as_u64(), value.as_i64(), value.as_f64()) {
        (Some(whole), _, _) => write!(out, "{whole}"),
        (_, Some(whole), _) => write!(out, "{whole}"),
        (_, _, Some(float)) => write!(out, "{float}"),
        (None, None, None) => write!(out, "{value}"),
    };
}

fn separated<'a>(out: &mut String, items: impl IntoIterator<Item = &'a Expression>) {
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
}

fn array(out: &mut String, items: &[Expression]) {
    out.push('[');
    separated(out, items);
    out.push(']');
}

fn entries<'a>(
    out: &mut String,
    entries: impl ExactSizeIterator<Item = (&'a ObjectKey, &'a Expression)>,
) {
    if entries.len() == 0 {
        return out.push_str("{}");
    }
    for (at, (name, value)) in entries.enumerate() {
        out.push_str(if at == 0 { "{ " } else { ", " });
        key(out, name);
        out.push_str(" = ");
        write(out, value);
    }
    out.push_str(" }");
}

fn quoted_template(out: &mut String, template: &TemplateExpr) {
    match template {
        TemplateExpr::QuotedString(raw) => {
            out.push('"');
            out.push_str(raw);
            out.push('"');
        }
        // A heredoc cannot stand on one line, and nothing here makes one: its text does not become code.
        TemplateExpr::Heredoc(heredoc) => escape::quoted(out, &heredoc.template),
    }
}

fn traversal(out: &mut String, path: &Traversal) {
    term(out, &path.expr);
    for step in &path.operators {
        match step {
            TraversalOperator::GetAttr(name) => attribute(out, name),
            TraversalOperator::Index(index) => {
                out.push('[');
                write(out, index);
                out.push(']');
            }
            TraversalOperator::FullSplat => out.push_str("[*]"),
            TraversalOperator::AttrSplat => out.push_str(".*"),
            // Writing to a String cannot fail.
            TraversalOperator::LegacyIndex(index) => drop(write!(out, "[{index}]")),
        }
    }
}

fn attribute(out: &mut String, name: &Identifier) {
    out.push('.');
    out.push_str(name.as_str());
}

fn call(out: &mut String, it: &FuncCall) {
    function_name(out, it);
    out.push('(');
    separated(out, &it.args);
    out.push_str(if it.expand_final { "...)" } else { ")" });
}

fn parenthesised(out: &mut String, inner: &Expression) {
    out.push('(');
    write(out, inner);
    out.push(')');
}

/// What a path, `!` or `-` applies to: anything looser is parenthesised.
fn term(out: &mut String, it: &Expression) {
    match it {
        Expression::Operation(_) | Expression::Conditional(_) => parenthesised(out, it),
        _ => write(out, it),
    }
}

fn conditional(out: &mut String, it: &Conditional) {
    operand(out, &it.cond_expr, 1);
    out.push_str(" ? ");
    write(out, &it.true_expr);
    out.push_str(" : ");
    write(out, &it.false_expr);
}

fn operation(out: &mut String, it: &Operation) {
    match it {
        Operation::Unary(UnaryOp { operator, expr }) => {
            out.push_str(operator.as_str());
            term(out, expr);
        }
        Operation::Binary(BinaryOp { lhs_expr, operator, rhs_expr }) => {
            operand(out, lhs_expr, operator.precedence());
            out.push(' ');
            out.push_str(operator.as_str());
            out.push(' ');
            // Operators group to the left.
            operand(out, rhs_expr, operator.precedence() + 1);
        }
    }
}

/// An operand of something that binds as tightly as `precedence` says.
fn operand(out: &mut String, it: &Expression, precedence: u8) {
    let looser = match it {
        Expression::Conditional(_) => true,
        Expression::Operation(inner) => {
            matches!(&**inner, Operation::Binary(inner) if inner.operator.precedence() < precedence)
        }
        _ => false,
    };
    if looser { parenthesised(out, it) } else { write(out, it) }
}

fn for_expression(out: &mut String, it: &ForExpr) {
    out.push_str(if it.key_expr.is_some() { "{ " } else { "[" });
    for_intro(out, it);
    out.push_str(" : ");
    for_result(out, it);
    out.push_str(if it.key_expr.is_some() { " }" } else { "]" });
}

fn for_result(out: &mut String, it: &ForExpr) {
    for_key(out, it);
    for_value(out, it);
    for_filter(out, it, " ");
}

/// Appends `<key> => ` where the result is an object.
pub(super) fn for_key(out: &mut String, it: &ForExpr) {
    if let Some(key) = &it.key_expr {
        write(out, key);
        out.push_str(" => ");
    }
}

/// Appends the value on this line.
pub(super) fn for_value(out: &mut String, it: &ForExpr) {
    if it.key_expr.is_some() {
        write_behind_word(out, &it.value_expr);
    } else {
        write(out, &it.value_expr);
    }
}

/// Appends what stands behind the value: `...` of a grouping, and the filter after `space`.
pub(super) fn for_filter(out: &mut String, it: &ForExpr, space: &str) {
    if it.grouping && it.key_expr.is_some() {
        out.push_str("...");
    }
    if let Some(condition) = &it.cond_expr {
        out.push_str(space);
        out.push_str("if ");
        write_behind_word(out, condition);
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::to_string;

    #[test]
    fn parentheses_keep_the_structure() {
        use hcl::expr::BinaryOperator::{Minus, Mul, Plus};
        let sum = || operation(bare("a"), Plus, bare("b"));
        assert_eq!(to_string(&operation(sum(), Mul, bare("c"))), "(a + b) * c");
        assert_eq!(to_string(&operation(bare("c"), Minus, sum())), "c - (a + b)");
        assert_eq!(to_string(&operation(sum(), Minus, bare("c"))), "a + b - c");
        assert_eq!(to_string(&not(both(bare("a"), bare("b")))), "!(a && b)");
        let choice = conditional(equals(bare("a"), 1), "x", "y");
        assert_eq!(to_string(&choice), r#"a == 1 ? "x" : "y""#);
        assert_eq!(to_string(&either(choice, bare("b"))), r#"(a == 1 ? "x" : "y") || b"#);
    }

    #[test]
    fn keys_are_bare_only_where_they_read_as_names() {
        let keys = ["min", "for", "eu-west-1", "a b", "2nd", "${x}"];
        let object = keys.iter().fold(object(), |object, key| object.key(*key, 1));
        assert_eq!(
            to_string(&object.into()),
            r#"{ min = 1, "for" = 1, "eu-west-1" = 1, "a b" = 1, "2nd" = 1, "$${x}" = 1 }"#
        );
    }
}
