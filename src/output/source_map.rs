//! `source-map.json`: every emitted block or document and the place in the policy that caused it. It carries line
//! numbers so that no generated file has to.

use crate::json::quoted;

/// A file that was emitted.
#[derive(Clone, Debug)]
pub struct Mapped<'a> {
    /// Its path within the environment's folder.
    pub path: &'a str,
    /// What stands in it.
    pub things: Vec<Entry<'a>>,
}

/// One thing that was emitted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'a> {
    /// Its address in its file.
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

/// The whole map: a list for each file, a line for each thing, so that a thing that moved changes one line.
pub fn source_map(files: &[Mapped]) -> String {
    let things: usize = files.iter().map(|file| file.things.len() + 1).sum();
    let mut text = String::with_capacity(ENTRY * (things + 1));
    text.push('{');
    let mut before = "\n  ";
    for Mapped { path, things } in files.iter().filter(|file| !file.things.is_empty()) {
        text.push_str(before);
        quoted(&mut text, path);
        list(&mut text, things);
        before = ",\n  ";
    }
    text.push_str(if text.len() == 1 { "}\n" } else { "\n}\n" });
    text
}

fn list(text: &mut String, things: &[Entry]) {
    text.push_str(": [");
    let mut before = "\n    { \"thing\": ";
    for Entry { thing, file, line, column } in things {
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

    fn entry(thing: &str) -> Entry<'_> {
        Entry { thing, file: "a\"b\n.terrace", line: 12, column: 3 }
    }

    #[test]
    fn each_thing_has_a_line_in_the_list_of_its_file() {
        let files = [
            ("x\\.tf", vec![entry("aws_lb.a"), entry("\u{7f}é\\")]),
            ("y.tf", vec![entry("aws_lb.a")]),
            ("z.tf", vec![]),
        ];
        let text = source_map(&files.map(|(path, things)| Mapped { path, things }));
        let of =
            |thing| json!({ "thing": thing, "file": "a\"b\n.terrace", "line": 12, "column": 3 });
        let expected =
            json!({ "x\\.tf": [of("aws_lb.a"), of("\u{7f}é\\")], "y.tf": [of("aws_lb.a")] });
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), expected);
        assert_eq!(text.lines().filter(|line| line.contains("thing")).count(), 3);
        assert_eq!(source_map(&[]), "{}\n");
    }
}
