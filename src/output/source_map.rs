//! `source-map.json`: every emitted block or document and the place in the policy that caused it. It carries line
//! numbers so that no generated file has to.

use std::fmt::Write;

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
const ENTRY: usize = 192;

/// The whole file.
pub fn source_map(entries: &[Entry]) -> String {
    let mut text = String::with_capacity(ENTRY * (entries.len() + 1));
    text.push('[');
    for (at, entry) in entries.iter().enumerate() {
        text.push_str(if at > 0 { ",\n  {" } else { "\n  {" });
        for (before, word) in [
            ("\n    \"path\": ", entry.path),
            (",\n    \"thing\": ", entry.thing),
            (",\n    \"file\": ", entry.file),
        ] {
            text.push_str(before);
            quoted(&mut text, word);
        }
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            ",\n    \"line\": {},\n    \"column\": {}\n  }}",
            entry.line, entry.column
        );
    }
    text.push_str(if entries.is_empty() { "]\n" } else { "\n]\n" });
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_file_is_that_of_serde() {
        let (path, file) = ("terraform/main.tf", "a\"b\n.terrace");
        let entry = |thing| Entry { path, thing, file, line: 12, column: 3 };
        let things = ["aws_lb.public", "\u{7f}é\\"];
        for some in [&things[..], &things[..1], &[]] {
            let as_json = |thing| json!({ "path": path, "thing": thing, "file": file, "line": 12, "column": 3 });
            let values: Vec<_> = some.iter().map(|&thing| as_json(thing)).collect();
            let entries: Vec<_> = some.iter().map(|&thing| entry(thing)).collect();
            let expected = serde_json::to_string_pretty(&values).expect("JSON") + "\n";
            assert_eq!(source_map(&entries), expected);
        }
    }
}
