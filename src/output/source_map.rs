//! `source-map.json`: every emitted block or document and the place in the policy that caused it. It carries line
//! numbers so that no generated file has to.

use crate::json::quoted;

/// One thing that was emitted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'a> {
    /// The file, within the environment's folder.
    pub path: &'a str,
    /// Its address there.
    pub thing: &'a str,
    /// The policy's file, relative to the project.
    pub file: &'a str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// An entry takes about so many bytes.
const ENTRY: usize = 128;

/// The whole file: a list for each file, a line for each thing, so that a thing that moved changes one line.
pub fn source_map(entries: &[Entry]) -> String {
    let mut text = String::with_capacity(ENTRY * (entries.len() + 1));
    text.push('{');
    let mut before = "\n  ";
    for things in entries.chunk_by(|one, other| one.path == other.path) {
        text.push_str(before);
        file(&mut text, things);
        before = ",\n  ";
    }
    text.push_str(if entries.is_empty() { "}\n" } else { "\n}\n" });
    text
}

fn file(text: &mut String, things: &[Entry]) {
    quoted(text, things.first().map_or("", |thing| thing.path));
    text.push_str(": [");
    let mut before = "\n    { \"thing\": ";
    for Entry { thing, file, line, column, .. } in things {
        text.push_str(before);
        quoted(text, thing);
        text.push_str(", \"file\": ");
        quoted(text, file);
        let (line, column) = (line.to_string(), column.to_string());
        text.extend([", \"line\": ", &line, ", \"column\": ", &column, " }"]);
        before = ",\n    { \"thing\": ";
    }
    text.push_str("\n  ]");
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn entry<'a>(path: &'a str, thing: &'a str) -> Entry<'a> {
        Entry { path, thing, file: "a\"b\n.terrace", line: 12, column: 3 }
    }

    #[test]
    fn each_thing_has_a_line_in_the_list_of_its_file() {
        let entries = [("x\\.tf", "aws_lb.a"), ("x\\.tf", "\u{7f}é\\"), ("y.tf", "aws_lb.a")];
        let entries = entries.map(|(path, thing)| entry(path, thing));
        let text = source_map(&entries);
        let of =
            |thing| json!({ "thing": thing, "file": "a\"b\n.terrace", "line": 12, "column": 3 });
        let expected =
            json!({ "x\\.tf": [of("aws_lb.a"), of("\u{7f}é\\")], "y.tf": [of("aws_lb.a")] });
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), expected);
        assert_eq!(text.lines().filter(|line| line.contains("thing")).count(), 3);
        assert_eq!(source_map(&[]), "{}\n");
    }
}
