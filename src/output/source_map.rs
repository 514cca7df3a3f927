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
const ENTRY: usize = 192;

/// The whole file.
pub fn source_map(entries: &[Entry]) -> String {
    let mut text = String::with_capacity(ENTRY * (entries.len() + 1));
    let (mut path, mut file) = (Member::new("path"), Member::new("file"));
    text.push('[');
    for (at, entry) in entries.iter().enumerate() {
        text.push_str(if at > 0 { ",\n  {\n    " } else { "\n  {\n    " });
        text.extend([path.written(entry.path), ",\n    \"thing\": "]);
        quoted(&mut text, entry.thing);
        let (line, column) = (entry.line.to_string(), entry.column.to_string());
        text.extend([",\n    ", file.written(entry.file), ",\n    \"line\": ", &line]);
        text.extend([",\n    \"column\": ", &column, "\n  }"]);
    }
    text.push_str(if entries.is_empty() { "]\n" } else { "\n]\n" });
    text
}

/// A member whose value is mostly that of the entry before.
struct Member<'a> {
    name: &'static str,
    value: Option<&'a str>,
    text: String,
}

impl<'a> Member<'a> {
    fn new(name: &'static str) -> Self {
        Self { name, value: None, text: String::new() }
    }

    fn written(&mut self, value: &'a str) -> &str {
        if self.value != Some(value) {
            self.value = Some(value);
            self.text.clear();
            self.text.extend(["\"", self.name, "\": "]);
            quoted(&mut self.text, value);
        }
        &self.text
    }
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
