//! Expressions over lines: what stands on one line, what is broken and where, and the columns of `=`.
//! Follows `terraform fmt`: adjacent one-line entries share the column of `=`; blank lines and comments end such a run.

use super::expression::{Expression, Form, Text};
use super::iteration::Loop;
use super::{escape, flat};

/// Lines grow no longer than this many characters where a value can be broken.
const WIDTH: usize = 100;

/// How an argument's value is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Layout {
    /// On one line where it fits and is no object of its own; the usual case.
    #[default]
    Auto,
    /// On one line, however long.
    Line,
    /// Over lines wherever it has parts.
    Lines,
}

/// Something that reads `name = value`: an argument of a block, or an entry of an object.
pub(super) trait Entry {
    fn comment(&self) -> Option<&str>;
    /// Appends the name; the columns that it takes.
    fn name(&self, out: &mut String) -> usize;
    /// Columns that the name takes; `out` may be written to and is left as it was.
    fn width(&self, out: &mut String) -> usize;
    fn value(&self) -> &Expression;
    fn breaks(&self, out: &mut String, used: usize) -> bool;
}

/// Whether `value` as the argument of a block goes over lines, when `used` columns stand before it.
pub(super) fn argument_breaks(
    out: &mut String,
    value: &Expression,
    layout: Layout,
    used: usize,
) -> bool {
    match layout {
        Layout::Line => false,
        Layout::Lines => has_parts(value),
        Layout::Auto => is_filled_object(value) || breaks(out, value, used),
    }
}

/// Appends the entries, each on lines of its own; `apart` puts blank lines around those of several lines.
pub(super) fn entries(out: &mut String, depth: usize, entries: &[impl Entry], apart: bool) {
    let mut rest = entries;
    while let Some(first) = rest.first() {
        if apart && rest.len() < entries.len() {
            out.push('\n');
        }
        if let Some(text) = first.comment() {
            comment(out, depth, text);
        }
        let (run, column) = run(out, depth, rest);
        let (here, after) = rest.split_at(run.max(1));
        if run == 0 {
            assign(out, depth, first, 0);
            broken(out, first.value(), depth);
        } else {
            for entry in here {
                assign(out, depth, entry, column);
                flat::write(out, entry.value());
            }
        }
        rest = after;
    }
}

/// Appends a comment on a line of its own.
pub(super) fn comment(out: &mut String, depth: usize, text: &str) {
    line(out, depth);
    out.push_str("# ");
    escape::comment(out, text);
}

/// Ends the line and begins the next, with two spaces for each level.
pub(super) fn line(out: &mut String, depth: usize) {
    if let Some(line) = LINE.get(..=depth * 2) {
        out.push_str(line);
    } else {
        out.push('\n');
        spaces(out, depth * 2);
    }
}

const LINE: &str = "\n                                                ";
/// What stands between a name and its value, where the name is as much shorter than its neighbours as anybody writes.
const EQUALS: &str = "                                                 = ";

fn spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// How many entries from the first on share a column of `=`, and the width of the widest name.
fn run(out: &mut String, depth: usize, entries: &[impl Entry]) -> (usize, usize) {
    let mut column = 0;
    for (at, entry) in entries.iter().enumerate() {
        let width = entry.width(out);
        let ends = at > 0 && entry.comment().is_some();
        if ends || !entry.value().is_line() && entry.breaks(out, depth * 2 + width + 3) {
            return (at, column);
        }
        column = column.max(width);
    }
    (entries.len(), column)
}

fn assign(out: &mut String, depth: usize, entry: &impl Entry, column: usize) {
    line(out, depth);
    let gap = column.saturating_sub(entry.name(out));
    let from = (EQUALS.len() - " = ".len()).checked_sub(gap);
    if let Some(equals) = from.and_then(|from| EQUALS.get(from..)) {
        out.push_str(equals);
    } else {
        spaces(out, gap);
        out.push_str(" = ");
    }
}

/// The width of what `write` appends, which is taken back: no memory beyond the file's own is needed.
fn measured(out: &mut String, write: impl FnOnce(&mut String)) -> usize {
    let start = out.len();
    write(out);
    let width = flat::characters(out, start);
    out.truncate(start);
    width
}

fn breaks(out: &mut String, value: &Expression, used: usize) -> bool {
    is_breakable(value)
        && (is_deep(value) || used + measured(out, |out| flat::write(out, value)) > WIDTH)
}

fn is_filled_object(value: &Expression) -> bool {
    matches!(&value.0, Form::Object(entries) if !entries.is_empty())
}

/// Whether the value ends in something that opens with a bracket and can go over lines.
fn opens(value: &Expression) -> bool {
    match &value.0 {
        Form::For(_) => true,
        Form::Object(entries) => !entries.is_empty(),
        Form::List(items) => items.len() > 1 || items.first().is_some_and(opens),
        Form::Call(_, arguments) => arguments.last().is_some_and(opens),
        Form::Text(_) | Form::Line(..) => false,
    }
}

fn is_breakable(value: &Expression) -> bool {
    opens(value) || matches!(&value.0, Form::Call(_, arguments) if arguments.len() > 1)
}

fn has_parts(value: &Expression) -> bool {
    match &value.0 {
        Form::List(parts) | Form::Call(_, parts) => !parts.is_empty(),
        Form::Object(_) | Form::For(_) | Form::Text(_) | Form::Line(..) => is_breakable(value),
    }
}

/// Whether an object in `value` holds another: such an object is never on one line.
fn is_deep(value: &Expression) -> bool {
    match &value.0 {
        Form::Object(entries) => entries.iter().any(|(_, value)| holds_object(value)),
        Form::List(parts) | Form::Call(_, parts) => parts.iter().any(is_deep),
        Form::For(it) => is_deep(&it.value),
        Form::Text(_) | Form::Line(..) => false,
    }
}

fn holds_object(value: &Expression) -> bool {
    match &value.0 {
        Form::Object(entries) => !entries.is_empty(),
        Form::List(parts) | Form::Call(_, parts) => parts.iter().any(holds_object),
        Form::For(it) => holds_object(&it.value),
        Form::Text(_) | Form::Line(..) => false,
    }
}

/// Appends `value` over lines; what follows the last bracket is the caller's.
fn broken(out: &mut String, value: &Expression, depth: usize) {
    match &value.0 {
        Form::Object(entries) => broken_object(out, entries, depth),
        Form::List(items) => broken_list(out, items, depth),
        Form::Call(name, arguments) => broken_call(out, name, arguments, depth),
        Form::For(it) => broken_for(out, it, depth),
        Form::Text(_) | Form::Line(..) => flat::write(out, value),
    }
}

/// Appends `value` on this line where that is possible, after `used` columns.
fn nested(out: &mut String, value: &Expression, depth: usize, used: usize) {
    if breaks(out, value, used) { broken(out, value, depth) } else { flat::write(out, value) }
}

fn broken_object(out: &mut String, object: &[(Text, Expression)], depth: usize) {
    out.push('{');
    entries(out, depth + 1, object, true);
    line(out, depth);
    out.push('}');
}

fn broken_list(out: &mut String, items: &[Expression], depth: usize) {
    out.push('[');
    match items {
        [only] if opens(only) => broken(out, only, depth),
        _ => one_per_line(out, items, depth),
    }
    out.push(']');
}

fn broken_call(out: &mut String, name: &str, arguments: &[Expression], depth: usize) {
    out.push_str(name);
    out.push('(');
    match arguments.split_last() {
        Some((last, before)) if opens(last) => {
            for argument in before {
                flat::write(out, argument);
                out.push_str(", ");
            }
            broken(out, last, depth);
        }
        _ => one_per_line(out, arguments, depth),
    }
    out.push(')');
}

fn one_per_line(out: &mut String, items: &[Expression], depth: usize) {
    for item in items {
        line(out, depth + 1);
        nested(out, item, depth + 1, depth * 2 + 3);
        out.push(',');
    }
    line(out, depth);
}

fn broken_for(out: &mut String, it: &Loop, depth: usize) {
    let (open, shut) = if it.key.is_some() { ('{', '}') } else { ('[', ']') };
    out.push(open);
    line(out, depth + 1);
    out.push_str(&it.intro);
    out.push_str(" :");
    for_result(out, it, depth + 1);
    line(out, depth);
    out.push(shut);
}

/// A result over lines opens behind the colon; one on a line has its own.
fn for_result(out: &mut String, it: &Loop, depth: usize) {
    let before = measured(out, |out| flat::for_key(out, it));
    let value = &it.value;
    let over = is_filled_object(value) || breaks(out, value, depth * 2 + before);
    if over && opens(value) {
        out.push(' ');
        flat::for_key(out, it);
        broken(out, value, depth);
        return flat::for_filter(out, it, " ");
    }
    line(out, depth);
    flat::for_key(out, it);
    if over {
        broken(out, value, depth);
    } else {
        flat::for_value(out, it);
    }
    if it.filter.is_some() {
        line(out, depth);
        flat::for_filter(out, it, "");
    }
}

impl Entry for (Text, Expression) {
    fn comment(&self) -> Option<&str> {
        None
    }

    fn name(&self, out: &mut String) -> usize {
        flat::key(out, &self.0)
    }

    fn width(&self, out: &mut String) -> usize {
        let start = out.len();
        let width = self.name(out);
        out.truncate(start);
        width
    }

    fn value(&self) -> &Expression {
        &self.1
    }

    fn breaks(&self, out: &mut String, used: usize) -> bool {
        breaks(out, &self.1, used)
    }
}
