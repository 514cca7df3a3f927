//! An expression on one line: an expression in, HCL source out.
//! Parentheses are added where the structure needs them; layout over lines is not its subject.

use super::escape;
use super::expression::{Binding, Expression, Form, Text};
use super::iteration::Loop;

/// Bytes that most of what stands on one line does not exceed.
pub(super) const USUAL: usize = 64;

/// Appends `expression`, all on one line.
pub(super) fn write(out: &mut String, expression: &Expression) {
    match &expression.0 {
        Form::Text(text) => escape::quoted(out, text),
        Form::Line(source, _) => out.push_str(source),
        Form::List(items) => list(out, items),
        Form::Object(object) => entries(out, object),
        Form::Call(name, arguments) => call(out, name, arguments),
        Form::For(it) => for_expression(out, it),
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
    let mut out = String::with_capacity(USUAL);
    write(&mut out, expression);
    out
}

/// As [`to_string`], without a copy of what is a source already.
pub(super) fn into_source(expression: Expression) -> Text {
    match expression.0 {
        Form::Line(source, _) => source,
        form => to_string(&Expression(form)).into(),
    }
}

/// An operand of what binds as `place`: anything looser is parenthesised.
pub(super) fn operand(out: &mut String, it: &Expression, place: Binding) {
    if it.binding() >= place {
        return write(out, it);
    }
    out.push('(');
    write(out, it);
    out.push(')');
}

/// Whether `name` prints without quotes, as a key or after a dot.
///
/// A hyphen is legal in HCL's identifiers, but reads like a minus: such names are quoted.
pub(super) fn is_identifier(name: &str) -> bool {
    let sign = |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_');
    name.bytes().next().is_some_and(|first| !first.is_ascii_digit())
        && name.bytes().all(sign)
        && !matches!(name, "for" | "null" | "true" | "false")
}

/// Appends the key of an object's entry, bare or quoted; the columns that it takes.
pub(super) fn key(out: &mut String, name: &str) -> usize {
    if is_identifier(name) {
        out.push_str(name);
        return name.len();
    }
    let start = out.len();
    escape::quoted_key(out, name);
    characters(out, start)
}

/// How many characters stand in `out` from `start` on.
pub(super) fn characters(out: &str, start: usize) -> usize {
    out.get(start..).map_or(0, |text| text.chars().count())
}

fn separated(out: &mut String, items: &[Expression]) {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write(out, item);
    }
}

fn list(out: &mut String, items: &[Expression]) {
    out.push('[');
    separated(out, items);
    out.push(']');
}

fn entries(out: &mut String, entries: &[(Text, Expression)]) {
    if entries.is_empty() {
        return out.push_str("{}");
    }
    for (at, (name, value)) in entries.iter().enumerate() {
        out.push_str(if at == 0 { "{ " } else { ", " });
        key(out, name);
        out.push_str(" = ");
        write(out, value);
    }
    out.push_str(" }");
}

fn call(out: &mut String, name: &str, arguments: &[Expression]) {
    out.push_str(name);
    out.push('(');
    separated(out, arguments);
    out.push(')');
}

fn for_expression(out: &mut String, it: &Loop) {
    out.push_str(if it.key.is_some() { "{ " } else { "[" });
    out.push_str(&it.intro);
    out.push_str(" : ");
    for_key(out, it);
    for_value(out, it);
    for_filter(out, it, " ");
    out.push_str(if it.key.is_some() { " }" } else { "]" });
}

/// Appends `<key> => ` where the result is an object.
pub(super) fn for_key(out: &mut String, it: &Loop) {
    if let Some(key) = &it.key {
        out.push_str(key);
        out.push_str(" => ");
    }
}

/// Appends the value on this line.
pub(super) fn for_value(out: &mut String, it: &Loop) {
    if it.key.is_some() { write_behind_word(out, &it.value) } else { write(out, &it.value) }
}

/// Appends the filter after `space`.
pub(super) fn for_filter(out: &mut String, it: &Loop, space: &str) {
    if let Some(condition) = &it.filter {
        out.push_str(space);
        out.push_str(condition);
    }
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::to_string;

    #[test]
    fn parentheses_keep_the_structure() {
        let or = || either(bare("a"), bare("b"));
        assert_eq!(to_string(&both(or(), bare("c"))), "(a || b) && c");
        assert_eq!(to_string(&either(bare("c"), or())), "c || (a || b)");
        assert_eq!(to_string(&either(or(), bare("c"))), "a || b || c");
        assert_eq!(to_string(&either(both(bare("a"), bare("b")), bare("c"))), "a && b || c");
        assert_eq!(to_string(&equals(at_most(bare("a"), 1), true)), "a <= 1 == true");
        assert_eq!(to_string(&at_most(equals(bare("a"), 1), 2)), "(a == 1) <= 2");
        assert_eq!(to_string(&not(both(bare("a"), bare("b")))), "!(a && b)");
        assert_eq!(to_string(&both(not(bare("a")), not(not(bare("b"))))), "!a && !(!b)");
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
