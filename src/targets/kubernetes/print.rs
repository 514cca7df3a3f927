//! Objects to YAML text. In: a tree of keys and values, comments by path. Out: text in the order in which people
//! write such objects. Knows the order of keys and nothing of their meaning.

use std::fmt::Write;

use super::scalar;
use super::tree::{Key, Tree};

/// A sentence that stands above the entry at a path.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The keys and positions that lead to the entry, with dots.
    pub path: &'static str,
    /// The sentence.
    pub text: String,
}

/// Prints an object under the one header line.
pub fn print(header: &str, object: &Tree, comments: &[Comment]) -> String {
    let mut printer = Printer { text: String::with_capacity(1024), path: Vec::new(), comments };
    let _ = writeln!(printer.text, "# {header}");
    match object {
        Tree::Map(entries) => printer.mapping(entries, 0),
        Tree::List(items) => printer.sequence(items, 0),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {
            scalar::write(&mut printer.text, object);
            printer.text.push('\n');
        }
    }
    printer.text
}

struct Printer<'a> {
    text: String,
    path: Vec<&'a str>,
    comments: &'a [Comment],
}

impl<'a> Printer<'a> {
    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
    }

    fn comment(&mut self, depth: usize) {
        let last = self.path.last().copied().unwrap_or_default();
        let here = |comment: &&Comment| {
            comment.path.ends_with(last) && comment.path.split('.').eq(self.path.iter().copied())
        };
        if let Some(comment) = self.comments.iter().find(here) {
            self.indent(depth);
            let _ = writeln!(self.text, "# {}", comment.text);
        }
    }

    fn mapping(&mut self, entries: &'a [(Key, Tree)], depth: usize) {
        for (at, (key, value)) in entries.iter().enumerate() {
            self.path.push(key);
            if at > 0 || !self.text.ends_with("- ") {
                self.comment(depth);
                self.indent(depth);
            }
            scalar::write_text(&mut self.text, key);
            self.text.push(':');
            self.value(value, depth);
            self.path.pop();
        }
    }

    fn value(&mut self, value: &'a Tree, depth: usize) {
        match value {
            Tree::Map(entries) if !entries.is_empty() => {
                self.text.push('\n');
                self.mapping(entries, depth + 1);
            }
            Tree::List(items) if !items.is_empty() => {
                self.text.push('\n');
                self.sequence(items, depth + 1);
            }
            Tree::Map(_) => self.text.push_str(" {}\n"),
            Tree::List(_) => self.text.push_str(" []\n"),
            Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {
                self.text.push(' ');
                scalar::write(&mut self.text, value);
                self.text.push('\n');
            }
        }
    }

    fn sequence(&mut self, items: &'a [Tree], depth: usize) {
        for (at, item) in items.iter().enumerate() {
            self.path.push(POSITIONS.get(at).copied().unwrap_or("*"));
            self.indent(depth);
            self.text.push_str("- ");
            match item {
                Tree::Map(entries) if !entries.is_empty() => self.mapping(entries, depth + 1),
                Tree::List(nested) => {
                    scalar::flow(&mut self.text, nested);
                    self.text.push('\n');
                }
                Tree::Map(_) => self.text.push_str("{}\n"),
                Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => {
                    scalar::write(&mut self.text, item);
                    self.text.push('\n');
                }
            }
            self.path.pop();
        }
    }
}

/// Comments stand in the first few entries of a list only.
const POSITIONS: [&str; 4] = ["0", "1", "2", "3"];
