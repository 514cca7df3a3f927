//! Values as JSON files: two spaces a level, as `serde_json` prints them, with one write for the beginning of a line
//! instead of one per level. Knows no value.

use std::io::{Result, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// The text of a file of about so many bytes. Values whose keys are text always have one.
pub fn pretty<T: Serialize + ?Sized>(value: &T, about: usize) -> String {
    let mut bytes = Vec::with_capacity(about);
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Lines::default()));
    bytes.push(b'\n');
    written.ok().and_then(|()| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Adds a text in quotes.
pub fn quoted(out: &mut String, text: &str) {
    // Without a way out of the loop many bytes are looked at at once.
    if text.bytes().fold(false, |odd, byte| odd | matches!(byte, b'"' | b'\\' | 0..32)) {
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    } else {
        out.extend(["\"", text, "\""]);
    }
}

/// What parts two entries, and the deepest usual beginning of a line.
const LINE: &[u8] = b",\n                                ";

#[derive(Default)]
struct Lines {
    depth: usize,
    filled: bool,
}

impl Lines {
    fn open<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> Result<()> {
        self.depth -= 1;
        if self.filled {
            self.line(out, true)?;
        }
        out.write_all(bracket)
    }

    /// A new line, after a comma unless it is the first of its brackets.
    fn line<W: Write + ?Sized>(&self, out: &mut W, first: bool) -> Result<()> {
        let (from, to) = (usize::from(first), 2 + 2 * self.depth);
        if let Some(line) = LINE.get(from..to) {
            return out.write_all(line);
        }
        out.write_all(LINE.get(from..2).unwrap_or_default())?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Lines {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> Result<()> {
        self.line(out, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> Result<()> {
        self.line(out, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::pretty;

    #[test]
    fn text_is_that_of_serde() {
        let deep = (0..40).fold(json!(1), |inside, _| json!([inside]));
        let odd = json!({"a": [], "b": {}, "c": [1, {"d": "\"e\n"}, [[2], []]], "f": null});
        for value in [odd, deep, json!([]), Value::Null] {
            let expected = serde_json::to_string_pretty(&value).expect("JSON") + "\n";
            assert_eq!(pretty(&value, 0), expected);
        }
    }
}
