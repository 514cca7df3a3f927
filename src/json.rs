//! Values as JSON files: two spaces a level, as `serde_json` prints them. Knows no value.

use std::fmt::Write;

/// A file in the making: what is open is closed by who opened it, so that brackets match.
#[derive(Debug, Default)]
pub struct Json {
    text: String,
    depth: usize,
    /// Whether something stands already in what is open.
    filled: bool,
}

impl Json {
    /// A file of about so many bytes.
    pub fn with_capacity(about: usize) -> Self {
        Self { text: String::with_capacity(about), ..Self::default() }
    }

    /// The text of the file.
    pub fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    /// A list, to which `add` adds a value for each item.
    pub fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut add: impl FnMut(&mut Self, T),
    ) {
        self.open('[');
        for item in items {
            self.line();
            add(self, item);
        }
        self.close(']');
    }

    /// An object, to which `fill` adds keys with their values.
    pub fn object(&mut self, fill: impl FnOnce(&mut Self)) {
        self.open('{');
        fill(self);
        self.close('}');
    }

    /// A key, a word of this program; its value comes next.
    pub fn key(&mut self, key: &'static str) -> &mut Self {
        self.line();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\": ");
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.texts(&[text]);
    }

    /// A text in parts.
    pub fn texts(&mut self, parts: &[&str]) {
        self.text.push('"');
        parts.iter().for_each(|part| escaped(&mut self.text, part));
        self.text.push('"');
    }

    /// A number, or a truth.
    pub fn plain(&mut self, value: impl std::fmt::Display) {
        let _ = write!(self.text, "{value}");
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.filled = false;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if self.filled {
            self.begin(1);
        }
        self.text.push(bracket);
        self.filled = true;
    }

    /// The beginning of an element or a key.
    fn line(&mut self) {
        let begin = usize::from(!self.filled);
        self.filled = true;
        self.begin(begin);
    }

    /// Ends a line, behind a comma where `from` is 0, and begins the next.
    fn begin(&mut self, from: usize) {
        /// With the deepest usual indentation.
        const LINE: &str = ",\n                                ";
        if let Some(line) = LINE.get(from..2 * (self.depth + 1)) {
            self.text.push_str(line);
        } else {
            self.text.push_str(LINE.get(from..2).unwrap_or_default());
            self.text.extend((0..self.depth).map(|_| "  "));
        }
    }
}

/// Adds a text in quotes.
pub fn quoted(out: &mut String, text: &str) {
    out.push('"');
    escaped(out, text);
    out.push('"');
}

/// Adds what stands between quotes.
fn escaped(out: &mut String, text: &str) {
    let is_odd = |byte| matches!(byte, b'"' | b'\\' | 0..32);
    // Without a way out of the loop many bytes are looked at at once.
    if !text.bytes().fold(false, |odd, byte| odd | is_odd(byte)) {
        return out.push_str(text);
    }
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_odd(*byte)) {
        out.push_str(text.get(done..at).unwrap_or_default());
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            _ => control(out, byte),
        }
        done = at + 1;
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

fn control(out: &mut String, byte: u8) {
    let quoted = serde_json::to_string(&char::from(byte)).unwrap_or_default();
    out.push_str(quoted.trim_matches('"'));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn add(json: &mut Json, value: &Value) {
        match value {
            Value::Array(items) => json.list(items, add),
            Value::Object(entries) => json.object(|json| {
                for (key, value) in entries {
                    let key: &'static str = key.clone().leak();
                    add(json.key(key), value);
                }
            }),
            Value::String(text) => json.text(text),
            other => json.plain(other),
        }
    }

    #[test]
    fn text_is_that_of_serde() {
        let deep = (0..40).fold(json!(1), |inside, _| json!([inside]));
        let odd =
            json!({"a": [], "b": {}, "c": [1, {"d": "\"e\n"}, [[2], []]], "f": null, "g": 0.5});
        let signs: String = (0..0x300).filter_map(char::from_u32).collect();
        for value in [odd, deep, json!([]), Value::Null, json!(signs)] {
            let mut json = Json::default();
            add(&mut json, &value);
            let expected = serde_json::to_string_pretty(&value).expect("JSON") + "\n";
            assert_eq!(json.finish(), expected);
        }
    }
}
